"""`wow retire`: what an editor says of an article that is gone."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from generator.cache import open_cache
from generator.cli import run
from tests.ledger.test_addresses import A, leads_to
from tests.sites import SmallSite, article


class Said(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


Wow = Callable[..., Said]


@pytest.fixture
def wow(small: SmallSite, capfd: pytest.CaptureFixture[str]) -> Wow:
    """Run `wow` on the site, from which an article is gone since the first build."""
    small.build()
    small.remove("content/a.md")

    def command(*arguments: str) -> Said:
        code = run(["--root", str(small.root), *arguments])
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    return command


@pytest.mark.parametrize("is_built", [True, False], ids=["built since", "not built since"])
@pytest.mark.parametrize(
    "name", ["content/a.md", "a.md", "./content/a.md", "/2026/05/a/", "/2026/05/a"]
)
def test_its_readers_are_led_elsewhere(
    small: SmallSite, wow: Wow, name: str, is_built: bool
) -> None:
    if is_built:
        wow("build")
    said = wow("retire", name, "--to", "/2026/05/b")
    assert said == (0, "/2026/05/a/: leads to /2026/05/b/\n", "")
    assert wow("build", "-q") == (0, "", "")
    assert leads_to(small, A) == "https://test.example/2026/05/b/"
    assert wow("check", "--strict").code == 0


def test_a_file_typed_with_the_sites_folder_is_meant(small: SmallSite, wow: Wow) -> None:
    assert wow("retire", str(small.root / "content/a.md"), "--to", "content/b.md").code == 0
    assert " to /2026/05/b/" in small.ledger()


def test_its_readers_are_told_why(small: SmallSite, wow: Wow) -> None:
    said = wow("retire", "content/a.md", "--withdraw", "It was\twrong.\n")
    assert said == (0, "/2026/05/a/: withdrawn: It was wrong.\n", "")
    assert wow("check", "--strict").code == 0
    wow("build", "-q")
    assert "It was wrong." in small.page(A)


def test_another_choice_takes_the_place_of_the_first(small: SmallSite, wow: Wow) -> None:
    wow("build", "-q")
    since = small.ledger().splitlines()[1].split("\t")[3]
    wow("retire", "content/a.md", "--withdraw", "It was wrong.")
    wow("retire", "content/a.md", "--to", "https://elsewhere.example/?a=b#c")
    assert f"\t{since} to https://elsewhere.example/?a=b#c\t" in small.ledger()


def test_what_nobody_saw_is_forgotten(small: SmallSite, wow: Wow) -> None:
    wow("build", "-q")
    assert wow("retire", "content/a.md", "--forget").out == "/2026/05/a/: forgotten\n"
    wow("build", "-q")
    assert A not in small.output()
    assert "/2026/05/a/" not in small.ledger()
    small.write({"content/b.md": article("The b", "Words of b.", slug="a")})
    assert wow("build", "-q").code == 0


def test_an_old_address_of_an_article_that_is_there_is_forgotten(
    small: SmallSite, wow: Wow
) -> None:
    small.write({"content/b.md": article("The b", "Words of b.", slug="typo")})
    wow("build", "-q")
    small.write({"content/b.md": article("The b", "Words of b.", slug="bee")})
    wow("build", "-q")
    assert wow("retire", "/2026/05/typo/", "--forget").code == 0
    wow("build", "-q")
    assert "2026/05/typo/index.html" not in small.output()
    assert leads_to(small, "2026/05/b/index.html") == "https://test.example/2026/05/bee/"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("content/a.md",), 2, "Say one of --to URL, --withdraw REASON and --forget."),
        (("content/a.md", "--forget", "--to", "/x/"), 2, "Say one of"),
        (("content/aa.md", "--forget"), 2, 'Did you mean "content/a.md"?'),
        (("content/draft.md", "--forget"), 2, "was never out"),
        (("content/a.md", "--to", "somewhere"), 2, "is no address"),
        (("content/a.md", "--to", "//elsewhere.example/"), 2, "is no address"),
        (("content/a.md", "--to", "javascript:x"), 2, "is no address"),
        (("content/a.md", "--to", "/x y/"), 2, "is no address"),
        (("content/a.md", "--to", "/2026/05/a/"), 2, "leads back to where it comes from"),
        (
            ("content/a.md", "--to", "https://test.example/2026/05/a/"),
            2,
            "leads back to where it comes from",
        ),
        (("content/a.md", "--withdraw", " \n"), 2, "say why"),
        (("content/b.md", "--to", "/2026/05/c/"), 1, "content/b.md: this file is still there"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(
    small: SmallSite, wow: Wow, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    before = small.ledger()
    said = wow("retire", *arguments)
    assert (said.code, said.out) == (code, "")
    assert sentence in " ".join(said.err.split())
    assert small.ledger() == before


def test_two_that_would_lead_to_each_other_are_refused(small: SmallSite, wow: Wow) -> None:
    small.remove("content/b.md")
    assert wow("retire", "a.md", "--to", "/2026/05/b/").code == 0
    assert wow("retire", "b.md", "--to", "/2026/05/a/").code == 2


def test_a_build_at_work_is_waited_for(small: SmallSite, wow: Wow) -> None:
    with open_cache(small.root):
        assert wow("retire", "a.md", "--forget").code == 4


FATES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "nothing said": ((), "gone", "says that it is gone"),
    "elsewhere": (("--to", "content/b.md"), "gone", "leads to /2026/05/b/"),
    "withdrawn": (("--withdraw", "It was wrong."), "withdrawn", "says why: It was wrong."),
    "to what is held back": (
        ("--to", "/2026/05/draft/"),
        "gone",
        "says that it is gone, until /2026/05/draft/ is out",
    ),
}


@pytest.mark.parametrize(("fate", "stands", "there"), FATES.values(), ids=FATES)
def test_a_list_tells_what_stands_where_an_article_was(
    wow: Wow, fate: tuple[str, ...], stands: str, there: str
) -> None:
    if fate:
        wow("retire", "content/a.md", *fate)
    for asked in ((), (stands,)):
        (line,) = [each for each in wow("list", *asked, "-q").out.splitlines() if "/a/" in each]
        assert line.startswith(f"{stands}  ")
        assert line.endswith(f"content/a.md  /2026/05/a/ {there}") or not asked
        assert there in line
    assert "/2026/05/a/" not in wow("list", "published").out


def test_a_list_tells_of_an_alias_that_took_an_address(small: SmallSite, wow: Wow) -> None:
    small.write({"content/b.md": article("The b", "Words of b.", aliases="/2026/05/a/")})
    assert wow("list", "gone", "-q").out.endswith("/2026/05/a/ leads to /2026/05/b/\n")
