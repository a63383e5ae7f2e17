"""Front matter is found where it is fenced as it should be, and told where it is not."""

import pytest

from generator.article.fence import Parts, split
from generator.errors import SiteError

KEYS = "title: The Queue\ndate: 2014-08-13\n"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("---\ntitle: x\n---\nbody\n", Parts("title: x", 2, "body\n", 4)),
        ("---  \ntitle: x\n---\t\nbody", Parts("title: x", 2, "body", 4)),
        ("---\n# a comment\ntitle: x\n---\n", Parts("# a comment\ntitle: x", 2, "", 5)),
        ("---\n---\nbody", Parts("", 2, "body", 3)),
        ("---\nfoo: 1\n---\nb\n---\nc", Parts("foo: 1", 2, "b\n---\nc", 4)),
        (
            "---\nlegal: |\n  ---\n  x\ntitle: y\n---\nb",
            Parts("legal: |\n  ---\n  x\ntitle: y", 2, "b", 7),
        ),
    ],
)
def test_front_matter_stands_between_two_fences(text: str, parts: Parts) -> None:
    assert split("a.md", text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just a paragraph\n\nand another",
        "---\n\nA break first\n\n---\n\nmore",
        "---\nA heading\n---\nmore",
        "# Title\n\ntext\n\n---\n\nNote: this is prose\nof two lines\n\n---\n",
        "Title: the thing about it\n\nmore",
        "```\n---\ntitle: x\n---\n```\n",
        "Note: one\nAlso: two\n\nprose",
        "{% image %}\n",
        "----\n\nprose",
        "* * *\n\nprose",
        "---\n\nNote: prose\n\nmore",
        "A heading\n---\n\nDate: never\nand more\n---\nx",
        "> title: x\n> y\n",
    ],
)
def test_prose_is_not_taken_for_front_matter(text: str) -> None:
    assert split("a.md", text) == Parts("", 0, text, 1)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (f"--\n{KEYS}--\nbody", 1, 'begin with "--"'),
        (f"----\n{KEYS}----\nbody", 1, 'begin with "----"'),
        (f"———\n{KEYS}———\nbody", 1, 'begin with "———"'),
        ('+++\ntitle = "x"\n+++\nbody', 1, 'begin with "+++"'),
        ('{\n"title": "x"\n}\nbody', 1, 'begin with "{"'),
        ('{"title": "x"}\nbody', 1, "begin with"),
        (f"```yaml\n{KEYS}```\nbody", 1, 'begin with "```yaml"'),
        (f"\u200b---\n{KEYS}---\nbody", 1, "begin with"),
        (f"\n\n---\n{KEYS}---\nbody", 3, "blank lines stand above"),
        (f" ---\n{KEYS}---\nbody", 1, "something stands before"),
        (f"<!-- c -->\n---\n{KEYS}---\nbody", 2, "a comment stands above"),
        (f"For Ann\n\n---\n{KEYS}---\nbody", 3, "text stands above"),
        (f"---\n{KEYS}\nbody", 1, "never end"),
        (f"---\n{KEYS}----\nbody\n\n---\nmore", 4, 'end with "----"'),
        (f"---\n{KEYS}...\nbody", 4, 'end with "..."'),
        (f"---\n{KEYS} ---\nbody", 4, 'end with " ---"'),
        (f"---\n{KEYS}—\nbody", 4, 'end with "—"'),
        (f"{KEYS}---\nbody", 1, "no line --- above"),
        (f"{KEYS}\nbody", 1, "no line --- above"),
        (f"--- # note\n{KEYS}---\nbody", 1, "more than ---"),
        (f"---{KEYS}---\nbody", 1, "more than ---"),
        (f"---\n{KEYS}---\ndraft: true\n---\nbody", 4, "go on below"),
        (f"---\n{KEYS}---\n\ndraft: true\nmore: x\n---\nbody", 4, "go on below"),
    ],
)
def test_front_matter_gone_wrong_is_told(text: str, line: int, what: str) -> None:
    with pytest.raises(SiteError) as caught:
        split("a.md", text)
    (problem,) = caught.value.problems
    assert what in problem.what
    assert problem.line == line
    assert "---" in problem.mend
