"""News columns for tests that want many: the same text for the same number, whatever runs them."""

import random
from collections.abc import Callable

_WORDS = (
    "the a of queue noodle shop umbrella netizens said river city bus driver rain lamp teacher"
    " phone train village market letter old new why never always people talk about government"
)
_ENGLISH = _WORDS.split()
_CHINESE = "这才是一个负责任的政府网民说雨伞面馆排队老师火车村庄市场"
_SPECIAL: tuple[Callable[[random.Random], str], ...] = (
    lambda r: (
        f"> {chinese(r)}\n> {sentence(r)}\n> — @somebody, Weibo [original](https://a.example)"
    ),
    lambda r: f"> {sentence(r)}\n>\n> {sentence(r)}\n\n> {sentence(r)}",
    lambda r: f"## {sentence(r)}\n{sentence(r)}",
    lambda r: f"{sentence(r)}\n---",
    lambda r: f"- {sentence(r)}\n- {sentence(r)}\n    - {sentence(r)}\n\n    {sentence(r)}",
    lambda r: f"{r.randrange(1, 9)}. {sentence(r)}\n2. {sentence(r)}\n{sentence(r)}",
    lambda r: f"| {words(r, 2)} | {words(r, 1)} |\n|---|--:|\n| {words(r, 3)} | {r.random():.2f} |",
    lambda r: f"{sentence(r)}[^{words(r, 1)}]\n\n[^{words(r, 1)}]: {sentence(r)}",
    lambda r: f"{words(r, 2)}\n:   {sentence(r)}",
    lambda r: f"![{words(r, 4)}](door.jpg '{words(r, 3)}')\n{{: .wide }}",
    lambda r: f"```python\n{words(r, 5)}\n\n{words(r, 5)}\n```",
    lambda r: f"    {words(r, 5)}\n\n    {words(r, 5)}",
    lambda r: f"<div class='box'>\n{sentence(r)}\n</div>",
    lambda r: f"{sentence(r)} [{words(r, 2)}][one]\n\n[one]: https://a.example/ '{words(r, 2)}'",
    lambda r: f"{sentence(r)} WHO {sentence(r)}\n\n*[WHO]: {words(r, 3)}",
    lambda r: "* * *",
    lambda r: f"　　{chinese(r)}\n{chinese(r)}",
)
_WRAPS = (
    "*{}*",
    "**{}**",
    "***{}***",
    "_{}_",
    '"{}"',
    "'{}'",
    "`{}`",
    "[{}](../2014/other.md)",
    "[{}](https://a.example/b?c=d&e=f 'a title')",
    "<b>{}</b>",
    "{} &amp; AT&T",
    "{} \\* {}",
    "{}  \n{}",
    "<https://a.example/{}>",
    "{}{{: .late }}",
    "it's -- {} ... so",
    "2 * 3 * {} _",
)


def column(number: int) -> str:
    """The body of a column: mostly plain paragraphs, some of everything else."""
    r = random.Random(number)
    blocks = [sentence(r) for _ in range(r.randrange(4, 14))]
    for make in r.sample(_SPECIAL, r.randrange(4)):
        blocks.insert(r.randrange(len(blocks)), make(r))
    return "\n\n".join(blocks) + "\n"


def sentence(r: random.Random) -> str:
    """Words with a full stop, one of two with something in them that is marked."""
    parts = [words(r, r.randrange(3, 15)) for _ in range(r.randrange(1, 4))]
    if r.random() < 0.5:
        wrapped = r.choice(_WRAPS).replace("{}", words(r, 2))
        parts.insert(r.randrange(len(parts)), wrapped.replace("{{", "{").replace("}}", "}"))
    return f"{' '.join(parts).capitalize()}."


def words(r: random.Random, count: int) -> str:
    """That many words."""
    return " ".join(r.choice(_ENGLISH) for _ in range(count))


def chinese(r: random.Random) -> str:
    """A sentence of Chinese."""
    return "".join(r.choice(_CHINESE) for _ in range(r.randrange(5, 30))) + "。"
