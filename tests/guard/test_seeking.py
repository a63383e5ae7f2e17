"""What is under embargo is found in outputs in any form, and nothing else is."""

import pytest
from hypothesis import strategies as st

from generator.guard import Needle, Seeker
from generator.guard.needles import Kind
from tests.conftest import Tried
from tests.fuzz.amounts import Amount, amounts
from tests.guard.forms import FORMS

TITLES = (
    "The Missing Merger of Banks",
    "It’s over: why “nobody” waited & left",
    "一碗面的故事",
    "微博：the noodle queue, told twice",
    "Élégie pour un été perdu",
    "Очередь за лапшой",
    "Q&A with the minister",
    "𠮷野家的秘密",
)
PAGE = "<!DOCTYPE html><html><body><p>Plain words, {} and more.</p></body></html>"


def title(words: str) -> Needle:
    return Needle(source="content/s.md", kind=Kind.TITLE, name=words, words=words)


def address(words: str) -> Needle:
    return Needle(source="content/s.md", kind=Kind.ADDRESS, name=words, words=words)


def hits(needle: Needle, content: str, path: str = "a/index.html") -> bool:
    return Seeker([needle]).hits(path, b"", content.encode()) == (0,)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("words", TITLES)
def test_a_title_is_found_in_every_form(words: str, form: object, record_property: Tried) -> None:
    assert callable(form)
    assert hits(title(words), PAGE.format(form(words)))
    assert hits(title(words), form(words))
    record_property("forms of a title under embargo", 1)


@pytest.mark.parametrize("words", TITLES)
def test_words_that_are_only_like_a_title_are_none(words: str) -> None:
    for other in (words[:-1], words[1:], words[::-1], words[:5] + "x" + words[5:]):
        assert not hits(title(words), PAGE.format(other))


def test_one_word_again_and_again_is_looked_through() -> None:
    assert not hits(title("no " * 30 + "never"), PAGE.format("no " * 5_000))
    assert hits(title("no " * 30 + "never"), PAGE.format("no " * 5_000 + "never"))


def test_a_title_in_longer_words_is_none() -> None:
    assert not hits(title("The Missing Merger"), PAGE.format("The Missing Mergers"))
    assert not hits(title("Missing Mergers Here"), PAGE.format("unMissing Mergers Here"))


SLASHES = ("/", "%2F", "%2f", "\\/", "&#47;", "&#x2F;", "\\u002f")


@pytest.mark.parametrize("slash", SLASHES)
@pytest.mark.parametrize("after", [*SLASHES, '"', "?", "#", "&", "<", " ", ".html", ""])
def test_an_address_is_found_however_its_slashes_are_written(slash: str, after: str) -> None:
    assert hits(address("missing-merger"), f"see {slash}missing-merger{after}")
    assert hits(address("11/a"), f"see {slash}11{slash}a{after}")


@pytest.mark.parametrize(
    "text", ["missing-merger", "/missing-merger-2/", "/the-missing-merger/", "/missing-mergers/"]
)
def test_an_address_is_a_part_of_a_path_and_whole(text: str) -> None:
    assert not hits(address("missing-merger"), text)


def test_the_name_of_an_output_says_something_too() -> None:
    assert hits(address("missing-merger"), "", path="2026/11/missing-merger/index.html")
    assert hits(address("missing-merger"), "", path="missing-merger")


def test_a_picture_is_known_by_its_name_and_by_its_bytes() -> None:
    needle = Needle(
        source="content/s.md", kind=Kind.PICTURE, name="a.png", words="0123456789", digest=b"d"
    )
    seeker = Seeker([needle])
    assert seeker.hits("assets/door.0123456789.png", b"", b"") == (0,)
    assert seeker.hits("a/index.html", b"", b'src="/assets/a.0123456789.png"') == (0,)
    assert seeker.hits("static.png", b"d", b"") == (0,)
    assert seeker.hits("a/index.html", b"e", b"0123456789") == ()


def test_where_nothing_is_under_embargo_nothing_is_looked_for() -> None:
    assert Seeker([]).hits("a", b"", b"anything") == ()


def test_each_of_many_is_found_by_its_number() -> None:
    words = [
        f"The {each} of number {n}" for n, each in enumerate(("Merger", "Kettle", "Queue") * 9)
    ]
    seeker = Seeker([title(each) for each in words])
    for number, each in enumerate(words):
        assert seeker.hits("a", b"", PAGE.format(each).encode()) == (number,)
    assert seeker.hits("a", b"", " ".join(words).encode()) == tuple(range(len(words)))


LETTERS = st.sampled_from("abyzQ0 -'éß微博面ж𠮷&’")
WORDS = st.text(LETTERS, min_size=12, max_size=30).filter(lambda words: words.strip() == words)


@amounts(200, 20_000)
def test_any_title_is_found_in_any_form(amount: Amount, record_property: Tried) -> None:
    def is_found(each: tuple[str, str, str, str]) -> None:
        words, form, before, after = each
        assert hits(title(words), f"{before}, {FORMS[form](words)}, {after}")
        record_property("random titles under embargo", 1)

    telling = WORDS.filter(lambda words: sum(map(str.isalpha, words)) >= 12)
    amount.check(is_found, st.tuples(telling, st.sampled_from(sorted(FORMS)), WORDS, WORDS))
