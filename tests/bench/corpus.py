"""A deterministic corpus of news columns: the same words for the same number, everywhere."""

from datetime import datetime, timedelta
from itertools import product
from math import log
from random import Random
from zoneinfo import ZoneInfo

from tests.bench import words as stock
from tests.bench.column import Column, Corpus, words

FIRST, DAYS = datetime(2014, 8, 1, tzinfo=ZoneInfo("Asia/Shanghai")), 12 * 365
SHORTEST, USUAL, LONGEST = 250, 395, 780  # words; the last paragraph may go past the longest
SPREAD = 0.35
AUTHORS = [f"{first} {last}" for first, last in product(stock.FIRST_NAMES, stock.LAST_NAMES)]
TOPICS = [f"{place} {of}".capitalize() for place, of in product(stock.PLACES, stock.MATTERS)]
_POPULARITY = [1 / rank for rank in range(1, len(TOPICS) + 1)]


def make_corpus(count: int) -> Corpus:
    """The first columns of the corpus, spread evenly over its years."""
    return Corpus(tuple(make_column(number, count) for number in range(count)))


def make_column(number: int, count: int) -> Column:
    """One column of a corpus of that many. Only columns of even number are linked to by others."""
    chance = Random(f"column {number}")
    hour = timedelta(hours=8 + number % 12, minutes=number % 60)
    topics = chance.choices(TOPICS, _POPULARITY, k=chance.choice((1, 2, 2, 3)))
    title = _title(chance, number)
    return Column(
        number=number,
        slug=_slug(number),
        title=title,
        standfirst=f"{chance.choice(stock.QUESTIONS)} {_clause(chance)}?",
        author=chance.choice(AUTHORS),
        topics=tuple(dict.fromkeys(topics)),
        date=_day(number, count) + hour,
        body=tuple(_body(chance, number, count)),
    )


def _day(number: int, count: int) -> datetime:
    return FIRST + timedelta(days=number * DAYS // count)


def _slug(number: int) -> str:
    chance = Random(f"slug {number}")
    adjective, noun = chance.choice(stock.ADJECTIVES), chance.choice(stock.NOUNS)
    return f"the-{adjective}-{noun}-{number}".lower()


def _title(chance: Random, number: int) -> str:
    if number % 10 == 7:
        return f"{chance.choice(stock.HAN_TITLES)}: the view from floor {number}"
    thing = f"{chance.choice(stock.ADJECTIVES)} {chance.choice(stock.NOUNS)}"
    return f"The {thing} of Landing {number}"


def _body(chance: Random, number: int, count: int) -> list[str]:
    usual = chance.lognormvariate(log(USUAL), SPREAD)
    wanted = min(max(usual, SHORTEST), LONGEST)
    has_han = chance.random() < 1 / 3
    blocks = [_paragraph(chance)]
    if chance.random() < 1 / 10:
        blocks += _table(chance)
    if has_footnote := chance.random() < 1 / 10:
        blocks.append(f"{_sentence(chance)}[^1] {_sentence(chance)}")
    while words(blocks) < wanted:
        blocks.append(_block(chance, number, count, has_han=has_han))
    if has_footnote:
        blocks.append(f"[^1]: {_sentence(chance)}")
    return blocks


def _block(chance: Random, number: int, count: int, *, has_han: bool) -> str:
    kind = chance.random()
    if kind < 0.12:
        return _quotation(chance, number, has_han=has_han)
    if kind < 0.18:
        return f"## {_clause(chance).capitalize()}"
    if kind < 0.21:
        return "\n".join(f"- {_clause(chance)}" for _ in range(chance.randint(3, 5)))
    if kind < 0.40:
        return f"{_sentence(chance)} {_link(chance, number, count)} {_sentence(chance)}"
    if kind < 0.50 and has_han:
        phrase = chance.choice(stock.HAN_PHRASES)
        meaning = f'They call it {phrase}, or "{_clause(chance)}".'
        return f"{_sentence(chance)} {meaning} {_paragraph(chance)}"
    return _paragraph(chance)


def _paragraph(chance: Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))


def _sentence(chance: Random) -> str:
    opening, kind = chance.choice(stock.OPENINGS), chance.random()
    if kind < 0.1:
        return f'"{opening}, {_clause(chance)}," wrote @{_handle(chance)}.'
    if kind < 0.15:
        return f"{opening}, *{_clause(chance)}*."
    if kind < 0.2:
        return f"**{opening}**, {_clause(chance)} - {chance.choice(stock.ENDINGS)}."
    return f"{opening}, {_clause(chance)}, {chance.choice(stock.ENDINGS)}."


def _clause(chance: Random) -> str:
    subject, deed = chance.choice(stock.SUBJECTS), chance.choice(stock.DEEDS)
    return f"{subject} {deed} {chance.choice(stock.OBJECTS)}"


def _handle(chance: Random) -> str:
    return f"{chance.choice(stock.ADJECTIVES)}{chance.choice(stock.NOUNS)}"


def _link(chance: Random, number: int, count: int) -> str:
    earlier = chance.randrange(0, number + 1, 2)
    if earlier == number or chance.random() < 0.5:
        return f"The [notice](https://notices.example/{chance.randint(1, 9999)}) is still up."
    day = _day(earlier, count)
    return f"It was [told before](/{day:%Y}/{day:%m}/{_slug(earlier)}/)."


def _quotation(chance: Random, number: int, *, has_han: bool) -> str:
    handle, at = _handle(chance), f"{number}/{chance.randint(1, 9999)}"
    lines = [_sentence(chance)]
    if has_han:
        han = (stock.HAN_OPENINGS, stock.HAN_MIDDLES, stock.HAN_ENDINGS)
        lines.insert(0, "，".join(chance.choice(phrases) for phrases in han))
    links = f"[original](https://weibo.example/{at}) [archived](https://archive.example/{at})"
    lines.append(f"— @{handle}, Weibo {links}")
    return "\n".join(f"> {line}" for line in lines)


def _table(chance: Random) -> list[str]:
    rows = [f"| {chance.choice(stock.OBJECTS)} | {chance.randint(1, 99)} |" for _ in range(4)]
    return ["\n".join(["| What | How many |", "| --- | ---: |", *rows])]
