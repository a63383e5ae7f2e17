"""What a large site weighs is what its articles say of themselves, not their texts."""

import tracemalloc
from pathlib import Path

from generator.build import read
from generator.garbage import garbage_left
from generator.pages import PLANNERS
from generator.plan import make_plan
from tests.sites import NOON, SmallSite, article

_TEXT = "A word of many. " * 1_000


def _weight(root: Path, count: int) -> int:
    """What is held of a site of so many articles, and of its plan."""
    texts = (article(f"Title {n}", _TEXT, topics="Tides", authors="Ada") for n in range(count))
    files = {f"content/{n}.md": text for n, text in enumerate(texts)}
    small = SmallSite(root, dict[str, str | bytes](files))
    tracemalloc.start()
    try:
        material = read(root, NOON, small.options())
        plan = make_plan(material.site, PLANNERS)
        assert len(plan) > count
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_an_article_weighs_no_more_than_its_own_words(tmp_path: Path) -> None:
    with garbage_left():
        _weight(tmp_path / "first", 1)
        few, many = (_weight(tmp_path / f"{count}", count) for count in (50, 250))
    assert (many - few) / 200 < 3_500
