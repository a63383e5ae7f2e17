"""Work in steps: each item's in order, and the same step of all before the next."""

from collections.abc import Iterator

import pytest

from generator.steps import Steps, abreast, taken, whole


def _walk(name: str, steps: int, seen: list[str]) -> Steps[str]:
    for step in range(steps):
        seen.append(f"{name}{step}")
        yield
    return name


def test_a_step_of_all_comes_before_the_next_of_any() -> None:
    seen: list[str] = []
    turns: list[int] = []
    items = [(7, _walk("a", 2, seen)), (8, _walk("b", 3, seen)), (9, _walk("c", 0, seen))]
    assert list(abreast(items, turns.append)) == [(9, "c"), (7, "a"), (8, "b")]
    assert seen == ["a0", "b0", "a1", "b1", "b2"]
    assert turns == [7, 8, 9, 7, 8, 7, 8, 8]


def test_an_item_is_begun_once_its_turn_has_come() -> None:
    seen: list[str] = []

    def begun() -> Iterator[tuple[int, Steps[str]]]:
        for number in range(2):
            seen.append(f"begun {number}")
            yield number, _walk(str(number), 1, seen)

    assert dict(abreast(begun(), lambda _: None)) == {0: "0", 1: "1"}
    assert seen == ["begun 0", "00", "begun 1", "10"]


def test_what_is_whole_has_its_result() -> None:
    seen: list[str] = []
    assert whole(_walk("a", 2, seen)) == "a"
    assert seen == ["a0", "a1"]
    assert whole(taken(3)) == 3


def test_an_error_in_a_step_is_raised() -> None:
    def failing() -> Steps[None]:
        yield
        raise ValueError("second step")

    with pytest.raises(ValueError, match="second step"):
        whole(failing())
