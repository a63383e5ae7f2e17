"""What stands at an address once its article moves, goes, is held back or comes again."""

import re
from datetime import timedelta

import pytest

from generator.errors import SiteError
from tests.sites import NOON, SmallSite, article

LATER = NOON + timedelta(hours=3)
A = "2026/05/a/index.html"
Z = "2026/05/z/index.html"
FATE = "2026-06-01T12:00:00Z"


def moved(small: SmallSite, old: str, new: str) -> None:
    """Give a file another name."""
    (small.root / new).parent.mkdir(parents=True, exist_ok=True)
    (small.root / old).rename(small.root / new)


def sources(small: SmallSite) -> dict[str, str]:
    """The file of each address in the ledger."""
    lines = [line.split("\t") for line in small.ledger().splitlines()[1:]]
    return {fields[0]: fields[1] for fields in lines}


def retire(small: SmallSite, url: str, fate: str) -> None:
    """Write what an editor has chosen for a gone article's address."""
    lines = [line.split("\t") for line in small.ledger().splitlines()]
    for fields in lines:
        if fields[0] == url:
            fields[3] = f"{FATE} {fate}"
    text = "".join("\t".join(fields) + "\n" for fields in lines)
    small.write({"content/ledger.tsv": text})


def leads_to(small: SmallSite, path: str) -> str:
    """Where the redirect at a path in output/ leads."""
    found = re.search(r"target=&#39;(.*?)&#39;|content=\"0; url=(.*?)\"", small.page(path))
    assert found, small.page(path)[:80]
    return found[1] or found[2]


def test_the_ledger_has_all_that_is_out_and_nothing_that_is_held(small: SmallSite) -> None:
    small.build()
    assert re.sub(r"[0-9a-f]{32}(?=\n)", "DIGEST", small.ledger()) == (
        "#url\tsource\tout\tgone\ttext\n"
        "/2026/05/a/\tcontent/a.md\t2026-06-01T12:00:00Z\t\tDIGEST\n"
        "/2026/05/b/\tcontent/b.md\t2026-06-01T12:00:00Z\t\tDIGEST\n"
        "/2026/05/c/\tcontent/c.md\t2026-06-01T12:00:00Z\t\tDIGEST\n"
        "/about/\tcontent/pages/about.md\t2026-06-01T12:00:00Z\t\tDIGEST\n"
    )


@pytest.mark.parametrize(
    "keys",
    [{"slug": "z"}, {"url": "/2026/05/z/"}],
    ids=["slug", "url"],
)
def test_a_changed_address_leaves_a_redirect(small: SmallSite, keys: dict[str, str]) -> None:
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", **keys)})
    small.build(LATER)
    assert leads_to(small, A) == "https://test.example/2026/05/z/"
    assert small.page("_redirects") == "/2026/05/a/ /2026/05/z/ 301\n"
    assert sources(small)["/2026/05/a/"] == sources(small)["/2026/05/z/"] == "content/a.md"


def test_a_changed_date_and_a_changed_permalink_leave_redirects(small: SmallSite) -> None:
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", date="2026-04-01")})
    small.build()
    assert leads_to(small, A) == "https://test.example/2026/04/a/"
    settings = (small.root / "content/site.yaml").read_text()
    small.write({"content/site.yaml": f"{settings}permalink: /{{year}}/{{slug}}/\n"})
    small.build()
    assert leads_to(small, A) == "https://test.example/2026/a/"
    assert leads_to(small, "2026/04/a/index.html") == "https://test.example/2026/a/"
    assert leads_to(small, "2026/05/b/index.html") == "https://test.example/2026/b/"


def test_every_old_address_leads_to_the_present_one_in_one_step(small: SmallSite) -> None:
    small.build()
    for name in ("x", "y", "z"):
        small.write({"content/a.md": article("The a", "Words of a.", slug=name)})
        small.build()
    for name in ("a", "x", "y"):
        assert leads_to(small, f"2026/05/{name}/index.html") == "https://test.example/2026/05/z/"
    small.write({"content/a.md": article("The a", "Words of a.")})
    small.build()
    assert "The a" in small.page(A)
    assert leads_to(small, Z) == "https://test.example/2026/05/a/"


@pytest.mark.parametrize("name", ["content/z.md", "content/deep/er/z/index.md"])
def test_a_renamed_file_is_the_same_article_by_its_text(small: SmallSite, name: str) -> None:
    small.build()
    moved(small, "content/a.md", name)
    report = small.build()
    assert [problem.code for problem in report.warnings] == []
    assert leads_to(small, A) == "https://test.example/2026/05/z/"
    assert sources(small)["/2026/05/a/"] == name


def test_a_moved_file_whose_text_changed_is_the_same_article_by_its_slug(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.write({"content/2026/a.md": article("A", "Other words.", date="2026-04-30")})
    assert small.build().warnings == ()
    assert leads_to(small, A) == "https://test.example/2026/04/a/"
    assert sources(small)["/2026/05/a/"] == "content/2026/a.md"


def test_a_file_that_is_renamed_and_held_back_is_no_removal(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.write({"content/z.md": article("The a", "Words of a.", draft="true")})
    assert small.build().warnings == ()
    assert not {A, Z} & small.output().keys()
    assert sources(small)["/2026/05/a/"] == "content/z.md"
    small.write({"content/z.md": article("The a", "Words of a.")})
    small.build()
    assert leads_to(small, A) == "https://test.example/2026/05/z/"


@pytest.mark.parametrize(
    "keys",
    [{"draft": "true"}, {"embargo": "2026-06-03"}, {"expires": "2026-05-30"}, {"date": ""}],
    ids=["draft", "embargo", "expires", "undated"],
)
def test_an_article_held_back_anew_leaves_nothing(small: SmallSite, keys: dict[str, str]) -> None:
    small.write({"content/a.md": article("The a", "Words of a.", slug="old")})
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.")})
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", **keys)})
    report = small.build()
    assert not {A, "2026/05/old/index.html"} & small.output().keys()
    assert small.page("_redirects") == ""
    assert not [problem for problem in report.warnings if problem.code == "WOW220"]


def test_a_link_to_an_old_address_of_what_is_held_back_is_plain_text(small: SmallSite) -> None:
    small.build()
    small.write({"content/b.md": article("The b", "See [it](/2026/05/a/).")})
    small.write({"content/a.md": article("The a", "Words of a.", slug="z", draft="true")})
    assert small.build().warnings == ()
    assert "/2026/05/a/" not in small.page("2026/05/b/index.html")


def test_an_article_that_is_gone_leaves_a_notice_and_no_word_of_it(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    report = small.build(LATER)
    page = small.page(A)
    assert "GoneView(" in page
    assert "1 June 2026" in page
    assert "is_indexed=False" in page
    (warning,) = report.warnings
    assert (warning.path, warning.code) == ("content/a.md", "WOW220")
    assert "/2026/05/a/" in warning.what
    assert [word in warning.mend for word in ("put the file back", "--to", "--withdraw")] == [
        True,
        True,
        True,
    ]
    rest = small.output()
    assert b"/2026/05/a/ /2026/05/a/ 410!" in rest.pop("_redirects")
    assert A in rest
    del rest[A]
    assert not [path for path, text in rest.items() if b"2026/05/a/" in text or b"The a" in text]
    assert "Words of" not in page
    assert small.build(LATER + timedelta(days=9)).warnings == report.warnings
    assert small.page(A) == page


def test_a_host_that_can_is_told_that_an_article_is_gone(small: SmallSite) -> None:
    settings = (small.root / "content/site.yaml").read_text()
    small.write({"content/site.yaml": settings.replace(".example/", ".example/column/")})
    small.write({"content/z.md": article("The z", "Words of z.", url="/topics/city/")})
    small.write({"content/y.md": article("The y", "Words of y.", slug="q")})
    small.build()
    small.write({"content/c.md": article("The c", "Words of c.", slug="z", topics="City")})
    small.write({"content/y.md": article("The y", "Words of y.", slug="p", aliases="/2026/05/b/")})
    for name in "abz":
        small.remove(f"content/{name}.md")
    small.build()
    # What an alias leads to is not gone, and /topics/city/ is that of a topic now.
    assert small.page("_redirects") == (
        "/column/2026/05/b/ /column/2026/05/p/ 301\n"
        "/column/2026/05/c/ /column/2026/05/z/ 301\n"
        "/column/2026/05/q/ /column/2026/05/p/ 301\n"
        "/column/2026/05/a/ /column/2026/05/a/ 410!\n"
    )


def test_an_article_that_is_put_back_is_as_it_was(small: SmallSite) -> None:
    small.build()
    before, ledger = small.output(), small.ledger()
    small.remove("content/a.md")
    small.build(LATER)
    small.write({"content/a.md": article("The a", "Words of a.")})
    assert small.build().warnings == ()
    assert (small.output(), small.ledger()) == (before, ledger)


def test_a_gone_article_leads_where_an_editor_says(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.build()
    retire(small, "/2026/05/a/", "to /2026/05/b/")
    assert small.build().warnings == ()
    assert leads_to(small, A) == "https://test.example/2026/05/b/"
    small.write({"content/b.md": article("The b", "Words of b.", slug="bee")})
    small.build()
    assert leads_to(small, A) == "https://test.example/2026/05/bee/"
    retire(small, "/2026/05/a/", "to https://elsewhere.example/x")
    assert small.build().warnings == ()
    assert leads_to(small, A) == "https://elsewhere.example/x"
    retire(small, "/2026/05/a/", "to /nowhere/")
    assert [problem.code for problem in small.build().warnings] == ["WOW221"]


@pytest.mark.parametrize("to", ["/2026/05/b/", "/2026/05/b/#part", "/old/b/"])
@pytest.mark.parametrize(
    "keys",
    [{"draft": "true"}, {"embargo": "2026-06-03"}, {"expires": "2026-05-30"}],
    ids=["draft", "embargo", "expires"],
)
def test_a_gone_article_never_leads_to_one_that_is_held_back(
    small: SmallSite, keys: dict[str, str], to: str
) -> None:
    open_keys = {"aliases": "/old/b/"}
    small.write({"content/b.md": article("The b", "Words of b.", **open_keys)})
    small.build()
    small.remove("content/a.md")
    small.build()
    retire(small, "/2026/05/a/", f"to {to}")
    small.write({"content/b.md": article("The b", "Words of b.", **open_keys, **keys)})
    assert [problem.code for problem in small.build().warnings] == ["WOW221"]
    assert "GoneView(" in small.page(A)
    assert not [path for path, text in small.output().items() if b"/b/" in path.encode() + text]
    small.write({"content/b.md": article("The b", "Words of b.", **open_keys)})
    assert small.build().warnings == ()
    assert leads_to(small, A).startswith("https://test.example/2026/05/b/")


def test_a_gone_article_tells_why_where_an_editor_says_so(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.build()
    retire(small, "/2026/05/a/", "withdrawn It was to be wrong.")
    assert small.build().warnings == ()
    assert "WithdrawnView(" in small.page(A)
    assert "reason=&#39;It was to be wrong.&#39;" in small.page(A)


def test_addresses_that_lead_in_a_circle_are_refused(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.remove("content/b.md")
    small.build()
    retire(small, "/2026/05/a/", "to /2026/05/b/")
    retire(small, "/2026/05/b/", "to /2026/05/a/")
    before, ledger = small.output(), small.ledger()
    with pytest.raises(SiteError, match=r"/2026/05/a/ of content/a\.md leads back to itself"):
        small.build()
    assert (small.output(), small.ledger()) == (before, ledger)


@pytest.mark.parametrize(
    "keys", [{}, {"date": "2026-05-25 10:00", "embargo": "2026-06-03"}], ids=["out", "to come"]
)
def test_an_address_that_was_anothers_is_refused(small: SmallSite, keys: dict[str, str]) -> None:
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", slug="z")})
    small.build()
    small.write({"content/new.md": article("New", "New words.", slug="a", **keys)})
    before, ledger = small.output(), small.ledger()
    with pytest.raises(SiteError) as error:
        small.build()
    (problem,) = error.value.problems
    assert problem.path == "content/new.md"
    assert problem.what == "its address /2026/05/a/ was that of content/a.md"
    assert problem.line == 4
    assert (small.output(), small.ledger()) == (before, ledger)


def test_an_address_of_an_article_that_is_gone_is_no_others(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.write({"content/b.md": article("The b", "Words of b.", slug="a")})
    with pytest.raises(SiteError, match=r"was that of content/a\.md") as error:
        small.build()
    assert "wow retire content/a.md --forget" in error.value.problems[0].mend


def test_a_retired_address_is_not_taken_by_a_slug_alone(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.build()
    retire(small, "/2026/05/a/", "withdrawn It was wrong.")
    small.write({"content/2026/a.md": article("Another", "Other words.")})
    with pytest.raises(SiteError, match=r"was that of content/a\.md"):
        small.build()


def test_an_alias_says_where_a_gone_article_leads(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.write({"content/b.md": article("The b", "Words of b.", aliases="/2026/05/a/")})
    assert small.build().warnings == ()
    assert leads_to(small, A) == "https://test.example/2026/05/b/"


def test_an_alias_takes_no_address_of_an_article_that_is_there(small: SmallSite) -> None:
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", slug="z")})
    small.build()
    small.write({"content/b.md": article("The b", "Words of b.", aliases="/2026/05/a/")})
    with pytest.raises(SiteError, match=r"was that of content/a\.md"):
        small.build()


def test_an_own_alias_is_its_own(small: SmallSite) -> None:
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", slug="z", aliases="/2026/05/a/")})
    small.build()
    assert leads_to(small, A) == "https://test.example/2026/05/z/"
    assert small.page("_redirects") == "/2026/05/a/ /2026/05/z/ 301\n"


def test_an_address_that_differs_by_case_alone_needs_no_redirect(small: SmallSite) -> None:
    small.write({"content/a.md": article("The a", "Words of a.", url="/Special/")})
    small.build()
    small.write({"content/a.md": article("The a", "Words of a.", url="/special/")})
    small.build()
    assert "The a" in small.page("special/index.html")


def test_of_two_files_of_one_text_neither_is_guessed(small: SmallSite) -> None:
    small.build()
    small.remove("content/a.md")
    small.write({f"content/{name}.md": article(name, "Words of a.") for name in "xy"})
    assert [problem.code for problem in small.build().warnings] == ["WOW220"]


@pytest.mark.parametrize(
    "line",
    [
        "2026/05/a/\tcontent/a.md\t2026-06-01T12:00:00Z\t\tcfcd54764cd3a7bbd7bce24d6b2bbb5a",
        "/2026/05/a/\tcontent/a.md\t2026-06-01T12:00:00Z\tcfcd54764cd3a7bbd7bce24d6b2bbb5a",
        "/2026/05/a/\tcontent/a.md\tyesterday\t\tcfcd54764cd3a7bbd7bce24d6b2bbb5a",
        "/2026/05/a/\tcontent/a.md\t2026-06-01T12:00:00Z\t2026-13-01T12:00:00Z\tcfcd54764cd3a7bb"
        "d7bce24d6b2bbb5a",
        "/2026/05/a/\tcontent/a.md\t2026-06-01T12:00:00Z\t2026-06-01T12:00:00Z to javascript:x\t"
        "cfcd54764cd3a7bbd7bce24d6b2bbb5a",
        "words",
    ],
)
def test_a_line_that_is_none_is_told_and_nothing_is_written(small: SmallSite, line: str) -> None:
    small.write({"content/ledger.tsv": f"#url\n{line}\n"})
    with pytest.raises(SiteError, match=r"content/ledger\.tsv:2:1: this is no line of a ledger"):
        small.build()
    assert small.output() == {}
    assert small.ledger() == f"#url\n{line}\n"
