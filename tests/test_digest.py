"""A digest is equal if and only if the value is."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.digest import DIGEST_SIZE, digest_of, digest_of_bytes, digest_of_code


class Inner(msgspec.Struct, frozen=True):
    """A value in a value."""

    name: str
    parts: tuple[str, ...]


class Value(msgspec.Struct, frozen=True):
    """A value of every kind that a view may hold."""

    text: str
    number: int
    content: bytes
    claim: bool
    moment: datetime
    perhaps: Inner | None
    inner: tuple[Inner, ...]
    named: dict[str, str]


_TEXT = st.text(alphabet=st.sampled_from("ab微\u0301\x00"), max_size=3)
_INNER = st.builds(Inner, name=_TEXT, parts=st.lists(_TEXT, max_size=2).map(tuple))
_VALUE = st.builds(
    Value,
    text=_TEXT,
    number=st.integers(-2, 2),
    content=st.binary(max_size=2),
    claim=st.booleans(),
    moment=st.sampled_from([datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2)]),
    perhaps=st.none() | _INNER,
    inner=st.lists(_INNER, max_size=2).map(tuple),
    named=st.dictionaries(_TEXT, _TEXT, max_size=2),
)


@given(_VALUE, _VALUE)
def test_two_digests_are_equal_where_the_values_are(one: Value, other: Value) -> None:
    is_same = one == other and list(one.named) == list(other.named)
    assert (digest_of(one) == digest_of(other)) == is_same


@given(_VALUE, st.sampled_from(Value.__struct_fields__), _VALUE)
def test_every_field_counts(value: Value, field: str, other: Value) -> None:
    changed = msgspec.structs.replace(value, **{field: getattr(other, field)})
    is_same = changed == value and list(changed.named) == list(value.named)
    assert (digest_of(changed) == digest_of(value)) == is_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        ("1", 1),
        (1, True),
        (None, False),
        (b"a", "a"),
        ((), ("",)),
        ({"a": "1", "b": "2"}, {"b": "2", "a": "1"}),
    ],
    ids=["cut", "text", "claim", "none", "bytes", "empty", "order"],
)
def test_values_that_look_alike_have_two_digests(one: object, other: object) -> None:
    assert digest_of(one) != digest_of(other)


def test_a_digest_is_of_one_size() -> None:
    assert len(digest_of_bytes(b"")) == len(digest_of(Inner("", ()))) == DIGEST_SIZE


def test_code_counts_by_its_text(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    inner, module = tmp_path / "room/inner.py", tmp_path / "module.py"
    inner.write_text("x = 1")
    module.write_text("y = 1")

    def digest() -> bytes:
        return digest_of_code("room", "module", package=tmp_path)

    before = digest()
    assert digest() == before
    for file in (inner, module):
        file.write_text(f"z = '{file.name}'")
        assert digest() != before
        before = digest()
