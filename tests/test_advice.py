"""What whoever asks is told of headlines, names, topics and pictures, and what builds tell."""

import re

import pytest

from generator.errors import CODES, LEVELS, Problem, SiteError
from tests.conftest import MakeSite
from tests.sites import NOON, PROJECT, SETTINGS, article, png

_TYPED = {"authors": "Conan O'Brien", "topics": 'The "Lift"', "series": "Wen's week"}
_Files = dict[str, str | bytes]
_MANY = {"topics": "[neighbours, umbrellas, lost property, policy, 北京]"}
_SPONSORS = """\
sponsors:
  kettle: {name: Quiet Kettle Company, from: 2026-01-01, until: 2026-05-20}
  ladder: {name: Ladders, from: 2026-07-01}
"""


def _told(site: MakeSite, files: _Files, *, advises: bool = True) -> list[tuple[str, str, int]]:
    found: tuple[Problem, ...] = site(files).build(advises=advises).warnings
    assert all(each.is_advice == (each.code in LEVELS) for each in found)
    assert all(each.excerpt or not each.line for each in found)
    return [(each.path.removeprefix("content/"), each.code, each.line) for each in found]


_B_AND_C: _Files = {f"{name}.md": article(name, **_MANY) for name in "bc"}
_ASKED: dict[str, tuple[_Files, list[tuple[str, int]]]] = {
    "a long headline": ({"a.md": article("A" * 91)}, [("WOW307", 2)]),
    "a long Chinese headline": ({"a.md": article("伞" * 46)}, [("WOW307", 2)]),
    "a long standfirst": ({"a.md": article("A", standfirst="Why? " * 71)}, [("WOW306", 4)]),
    "a long description": ({"a.md": article("A", description="Why? " * 71)}, [("WOW306", 4)]),
    "straight marks": ({"a.md": article("A", **_TYPED)}, [("WOW302", n) for n in (4, 5, 6)]),
    "a topic of its own": (_B_AND_C | {"a.md": article("A", topics="neighbors")}, [("WOW308", 4)]),
    "one for many": (_B_AND_C | {"a.md": article("A", topics="umbrella")}, [("WOW308", 4)]),
    "no topic": ({"a.md": article("A"), "b.md": article("B", topics="x")}, [("WOW310", 2)]),
    "a small picture": (
        {"a.md": article("A", image="{src: a.png, alt: A, credit: B}"), "a.png": png("red", 799)},
        [("WOW311", 4)],
    ),
}

_LEFT: dict[str, _Files] = {
    "a headline that has room": {"a.md": article("A" * 90), "b.md": article("伞" * 45)},
    "a standfirst that has room": {"a.md": article("A", standfirst="Why? " * 70)},
    "set marks": {"a.md": article("It's a \"lift\"", authors="Conan O’Brien")},
    "other topics": {
        "a.md": article("A", topics="[police, neighbourhood, umbel, lost, 南京, property]"),
        **_B_AND_C,
    },
    "a topic and its year": {
        "a.md": article("A", topics="[festival 2025]"),
        **{f"{name}.md": article(name, topics="festival 2026") for name in "bc"},
    },
    "two that are used once": {
        "a.md": article("A", topics="umbrellas"),
        "b.md": article("B", topics="umbrella"),
    },
    "one spelling": {
        "a.md": article("A", topics="Lost Property"),
        **{f"{name}.md": article(name, topics="lost-property") for name in "bc"},
    },
    "no topics anywhere": {"a.md": article("A")},
    "a standing page": {"a.md": article("A", topics="x"), "pages/b.md": article("B")},
    "a draft": {"a.md": article("A" * 91, "the the", draft="true", topics="x")},
    "a picture that has room": {
        "a.md": article("A", image="{src: a.png, alt: A, credit: B}"),
        "a.png": png("red", 800),
    },
    "a small one in the text": {"a.md": article("A", "![An icon](a.png)"), "a.png": png("red")},
}  # fmt: skip


def _in_content(files: _Files) -> _Files:
    return {f"content/{path}": content for path, content in files.items()}


@pytest.mark.parametrize("case", _ASKED.values(), ids=_ASKED.keys())
def test_who_asks_is_told(site: MakeSite, case: tuple[_Files, list[tuple[str, int]]]) -> None:
    files, expected = case
    assert _told(site, _in_content(files)) == [("a.md", *each) for each in expected]


@pytest.mark.parametrize("files", _LEFT.values(), ids=_LEFT.keys())
def test_what_comes_near_is_left_alone(site: MakeSite, files: _Files) -> None:
    assert _told(site, _in_content(files)) == []


def test_a_mend_shows_the_marks_of_print(site: MakeSite) -> None:
    (found,) = site({"content/a.md": article("A", authors="O'Brien")}).build(advises=True).warnings
    assert found.mend == "Write: O’Brien"


def test_a_near_topic_is_named(site: MakeSite) -> None:
    files = {f"content/{name}.md": article(name, topics="Umbrellas") for name in "bc"}
    small = site({**files, "content/a.md": article("A", topics="umbrelas")})
    (found,) = small.build(advises=True).warnings
    assert found.mend == 'Did you mean "Umbrellas"?'


def test_where_site_yaml_names_topics_it_is_the_judge(site: MakeSite) -> None:
    settings = f"{SETTINGS}topics:\n  umbrellas: {{title: Umbrellas}}\n"
    files = {f"content/{name}.md": article(name, topics="umbrellas") for name in "bc"}
    files |= {"content/site.yaml": settings, "content/a.md": article("A", topics="umbrelas")}
    assert _told(site, dict(files)) == [("a.md", "WOW206", 4)]


def test_straight_marks_in_settings_are_told(site: MakeSite) -> None:
    settings = f"""{SETTINGS}tagline: It's set
authors:
  wen: {{name: Wen O'Lin, bio: She won.}}
topics:
  city: {{title: "City life"}}
navigation:
  - {{name: What's on, url: /archive/}}
"""
    text = article("A", authors="[wen, Wen O'Lin]", topics="city")
    told = _told(site, {"content/site.yaml": settings, "content/a.md": text})
    assert told == [("site.yaml", "WOW302", 5), ("site.yaml", "WOW302", 9)]


def test_a_build_tells_no_advice(site: MakeSite) -> None:
    files = _in_content({"a.md": article("A" * 91, "the the", authors="O'Brien")})
    assert _told(site, files, advises=False) == []


@pytest.mark.parametrize("level", ["warn", "advise"])
def test_site_yaml_weighs_advice(site: MakeSite, level: str) -> None:
    settings = f"{SETTINGS}checks: {{WOW301: {level}, WOW307: off}}\n"
    files = {"content/site.yaml": settings, "content/a.md": article("A" * 91, "the the")}
    small = site(dict(files))
    told = [(each.code, each.is_advice) for each in small.build().warnings]
    assert told == ([("WOW301", False)] if level == "warn" else [])
    assert len(small.build(advises=True).warnings) == 1


def test_a_warning_can_be_made_advice(site: MakeSite) -> None:
    files = {"content/site.yaml": f"{SETTINGS}checks: {{WOW201: advise}}\n"}
    small = site({**files, "content/a.md": article("A", "[x](gone.md)")})
    assert small.build().warnings == ()
    (found,) = small.build(advises=True).warnings
    assert found.is_advice


def test_advice_can_be_made_an_error(site: MakeSite) -> None:
    settings = f"{SETTINGS}checks: {{WOW301: error}}\n"
    small = site({"content/site.yaml": settings, "content/a.md": article("A", "the the")})
    with pytest.raises(SiteError) as caught:
        small.build()
    (problem,) = caught.value.problems
    assert (problem.is_warning, problem.is_advice, problem.excerpt) == (False, False, "the the")


def test_advice_is_told_again_where_nothing_has_changed(site: MakeSite) -> None:
    small = site({"content/a.md": article("A", "the the")})
    small.build()
    assert [each.code for each in small.build(advises=True).warnings] == ["WOW301"]
    assert small.build().warnings == ()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"sponsor": "kettle", "date": "2026-05-21"}, "the contract ended on 20 May 2026"),
        ({"sponsor": "kettle", "embargo": "2026-07-01"}, "the contract ended on 20 May 2026"),
        ({"sponsor": "ladder"}, "the contract begins on 1 July 2026"),
        ({"sponsor": "{name: X, until: 2026-05-01}"}, "the contract ended on 1 May 2026"),
    ],
    ids=["ended", "ends before it is out", "not begun", "its own"],
)
def test_a_sponsor_who_does_not_pay_is_told(
    site: MakeSite, keys: dict[str, str], said: str
) -> None:
    settings = SETTINGS + _SPONSORS
    small = site({"content/site.yaml": settings, "content/a.md": article("A", **keys)})
    (found,) = small.build().warnings
    assert (found.code, found.is_advice) == ("WOW225", False)
    assert found.what.endswith(said)
    assert found.excerpt.startswith("sponsor: ")


@pytest.mark.parametrize(
    "keys",
    [{"date": "2026-05-20 23:00"}, {"date": "2026-01-01"}, {"draft": "true", "date": "2026-06-01"}],
    ids=["its last day", "its first day", "a draft"],
)
def test_an_article_may_outlive_its_contract(site: MakeSite, keys: dict[str, str]) -> None:
    text = article("A", sponsor="kettle", **keys)
    assert _told(site, {"content/site.yaml": SETTINGS + _SPONSORS, "content/a.md": text}) == []


@pytest.mark.parametrize(("key", "count"), [("kettle", 1), ("ladder", 0)])
def test_the_sponsor_of_every_page_is_told_once_it_has_ended(
    site: MakeSite, key: str, count: int
) -> None:
    settings = f"{SETTINGS}{_SPONSORS}sponsor: {key}\n"
    small = site({"content/site.yaml": settings, "content/a.md": article("A")})
    found = small.build().warnings
    assert [(each.code, each.path, each.line) for each in found] == [
        ("WOW225", "content/site.yaml", 7)
    ] * count
    before = NOON.replace(month=5, day=19)
    assert small.build(before, advises=True).warnings == ()


def test_levels_are_of_codes_that_are_there() -> None:
    assert LEVELS.keys() <= CODES.keys()
    assert set(LEVELS.values()) == {"advise", "off"}


def test_readme_says_who_is_told_of_what() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    rows = re.findall(
        r"^\| (every build|`wow check`[^|]*|nobody[^|]*) \| (.*) \|$", readme, re.MULTILINE
    )
    told = {who: _numbers(row) for who, row in rows}
    told_of_advice = told.pop("`wow check` and the desk")
    told_of_nothing = told.pop("nobody, unless you ask")
    assert told_of_advice == _numbers(
        " ".join(c for c, level in LEVELS.items() if level == "advise")
    )
    assert told_of_nothing == _numbers(" ".join(c for c, level in LEVELS.items() if level == "off"))
    others = _numbers(" ".join(CODES.keys() - LEVELS.keys() - {"WOW100", "WOW101"}))
    assert set().union(*told.values()) == others


def _numbers(text: str) -> set[int]:
    """The codes' numbers in a text; 220–223 are four."""
    ranges = re.findall(r"(\d{3})–(\d{3})", text)
    within = {number for first, last in ranges for number in range(int(first), int(last) + 1)}
    return within | {int(number) for number in re.findall(r"(?<!\d)[23]\d\d(?!\d)", text)}
