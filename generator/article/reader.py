"""Reads one file of content/ whole, or tells all that is wrong with it."""

from zoneinfo import ZoneInfo

from msgspec.structs import asdict, replace

from generator.article import address
from generator.article.days import slipped_day
from generator.article.fence import Parts, split
from generator.article.foreign import foreign_tags, unpublished_tags
from generator.article.front import read_front
from generator.article.heading import plain_heading, without_heading
from generator.article.types import Article, Front, Reading
from generator.article.undescribed import undescribed_pictures
from generator.article.wording import wording
from generator.digest import digest_of_bytes
from generator.errors import Problem, SiteError
from generator.markup.body import marking_up
from generator.markup.setting import Setting
from generator.markup.types import Body
from generator.markup.typographer import typeset
from generator.proofreading import Copy, proofread
from generator.slug import slug
from generator.steps import Steps, whole
from generator.text import Place, decode, sheet_of
from generator.yaml import Proof, compose
from generator.yaml.moment import moment

MOST_BYTES = 1_000_000
MANY_BYTES = 256_000
_EMPTY = Body(html="", text="", words=0, minutes=1)


def parse_article(path: str, content: bytes, reading: Reading) -> tuple[Article, Body]:
    """Read an article or a standing page.

    Raises SiteError with all that is wrong with the file.
    """
    return whole(parsing(path, content, reading))


def parsing(path: str, content: bytes, reading: Reading) -> Steps[tuple[Article, Body]]:
    """What `parse_article` does, in steps."""
    if len(content) > MOST_BYTES:
        mend = "Split it into several articles."
        raise SiteError([Problem(path=path, what="this file is longer than 1 MB", mend=mend)])
    text = decode(path, content)
    parts = split(path, text)
    proof = Proof(sheet_of(path, text))
    yield
    front, parts = _titled(_front(parts, proof, reading), parts, proof, reading)
    front = _dated(front, proof, reading)
    body = yield from _body(parts, front, proof, reading)
    yield
    _warn(front, parts, proof, len(content))
    proof.problems.extend(slipped_day(front, proof.sheet, reading))
    last = _slug(front, proof)
    if not all(problem.is_warning for problem in proof.problems):
        raise SiteError(proof.problems)
    yield
    at = last, _permalink(front, last, proof, reading)
    copy = Copy(
        path=path,
        text=parts.body,
        first_line=parts.body_line,
        language=front.lang,
        body=body,
        html=body.html.encode(),
    )
    return _article(front, copy, proof, at), body


def _front(parts: Parts, proof: Proof, reading: Reading) -> Front:
    path = proof.sheet.path
    settings, problems = compose(parts.front, path, max(parts.front_line, 1))
    if settings is None:
        raise SiteError(problems)
    proof.problems.extend(problems)
    return read_front(settings, proof, reading)


def _titled(front: Front, parts: Parts, proof: Proof, reading: Reading) -> tuple[Front, Parts]:
    """Front with a title: its own, or the first heading, which leaves the body."""
    if front.title or "title" in front.lines:
        _mark_empty_title(front, proof)
        return front, parts
    heading, body = without_heading(parts.body)
    if heading:
        title = plain_heading(heading, proof.sheet.path, reading)
        return replace(front, title=typeset(title, front.lang)), parts._replace(body=body)
    mend = 'Add a line "title: ..." between the --- lines, or a heading "# ..." to the text.'
    proof.problems.append(proof.sheet.problem(Place(1), "there is no title", mend))
    return front, parts


def _mark_empty_title(front: Front, proof: Proof) -> None:
    line = front.lines["title"]
    if not front.title and not any(problem.line == line for problem in proof.problems):
        place = Place(line, 1, 5)
        proof.problems.append(proof.sheet.problem(place, '"title" has no value', "Write a title."))


def _dated(front: Front, proof: Proof, reading: Reading) -> Front:
    """Front with a date: its own, or the one that the file's name begins with."""
    day, _ = address.dated_name(proof.sheet.path)
    if front.date is not None or "date" in front.lines or not day:
        return front
    try:
        return replace(front, date=moment(day, ZoneInfo(reading.timezone)))
    except ValueError:
        what, mend = f"the file's name begins with {day}, and there is no such day", "Rename it."
        proof.problems.append(Problem(path=proof.sheet.path, what=what, mend=mend))
        return front


def _body(parts: Parts, front: Front, proof: Proof, reading: Reading) -> Steps[Body]:
    setting = Setting(
        text=parts.body,
        path=proof.sheet.path,
        first_line=parts.body_line,
        **asdict(replace(reading.dialect, language=front.lang)),
    )
    try:
        body = yield from marking_up(setting)
    except SiteError as error:
        proof.problems.extend(error.problems)
        return _EMPTY
    proof.problems.extend(unpublished_tags(body, proof.sheet))
    return body


def _warn(front: Front, parts: Parts, proof: Proof, size: int) -> None:
    proof.problems.extend(foreign_tags(parts.body, proof.sheet, parts.body_line))
    proof.problems.extend(undescribed_pictures(parts.body, proof.sheet, parts.body_line))
    path = proof.sheet.path
    told = {problem.line for problem in proof.problems}
    is_dateless = front.date is None and front.lines.get("date") not in told
    if is_dateless and not front.is_draft and not address.is_standing(path):
        mend = "Add a line between the --- lines, as in date: 2014-08-13 09:30"
        proof.problems.append(_warning(path, "WOW208", "no date, so it is held back", mend))
    if size > MANY_BYTES:
        what = f"this text is long ({size // 1000} KB)"
        proof.problems.append(_warning(path, "WOW210", what, "Split it into several articles."))


def _warning(path: str, code: str, what: str, mend: str) -> Problem:
    return Problem(path=path, code=code, what=what, mend=mend, is_warning=True)


def _slug(front: Front, proof: Proof) -> str:
    """The last part of the address: as given, or made from the file's name."""
    _, name = address.dated_name(proof.sheet.path)
    made = front.slug or slug(front.url.rstrip("/").rpartition("/")[2]) or slug(name)
    if not made:
        what = "the file's name has no letter or digit that an address can have"
        mend = 'Rename it, or add a line "slug: ..." between the --- lines.'
        proof.problems.append(Problem(path=proof.sheet.path, what=what, mend=mend))
    return made


def _permalink(front: Front, last: str, proof: Proof, reading: Reading) -> str:
    if front.url.startswith("/"):
        return front.url
    if address.is_standing(proof.sheet.path):
        return address.standing_permalink(proof.sheet.path, last)
    return address.permalink(reading.permalink, last, front.date, ZoneInfo(reading.timezone))


def _article(front: Front, copy: Copy, proof: Proof, at: tuple[str, str]) -> Article:
    body, (last, permalink) = copy.body, at
    return Article(
        **asdict(replace(front, slug=last)),
        source=proof.sheet.path,
        is_standing=address.is_standing(proof.sheet.path),
        permalink=permalink,
        body=digest_of_bytes(copy.html),
        text_digest=digest_of_bytes(wording(copy.text)),
        words=body.words,
        minutes=body.minutes,
        links=body.links,
        pictures=body.pictures,
        anchors=body.anchors,
        has_embeds=body.has_embeds,
        warnings=tuple(proof.problems),
        remarks=proofread(copy),
    )
