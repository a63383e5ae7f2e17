"""The preview is the one that would start now, whatever was edited since it started."""

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from tests.preview.engines import Live
from tests.properties.edits import BROKEN
from tests.properties.machine import COMMON
from tests.properties.test_incremental import Edits


class Previewed(Edits):
    """All that an editor and a designer may do, before a preview's eyes."""

    # Damage to the cache is for builds to heal; the preview only says so.
    damage = delete_cache = break_and_mend = None  # type: ignore[assignment]

    def __init__(self, theme: Path, folder: Path) -> None:
        super().__init__(theme, folder)
        self.live: Live | None = None

    def teardown(self) -> None:
        """Let go of the preview."""
        if self.live:
            self.live.engine.close()
        super().teardown()

    @rule(kind=st.sampled_from(sorted(BROKEN)))
    def break_and_mend_a_file(self, kind: str) -> None:
        """Break a file: it is told; then mend it."""
        path, content = BROKEN[kind]
        files = {path: content, "content/shows.md": "# Shows\n\n![Bad](/images/bad.png)\n"}
        kept = {each: self._content(each) for each in files}
        self.site.write(files)
        if self.live:
            self.live.tell(files)
            # A page that cannot be filled is told of when it is asked for.
            assert self.live.engine.edition.problems or kind == "filling"
        for each, was in kept.items():
            self._put(each, was)

    @rule(is_ahead=st.booleans())
    def look_at(self, is_ahead: bool) -> None:
        """Look at the site as readers do, or as the editor does."""
        if self.live:
            self.live.engine.look_at(self.now if is_ahead else None)
            self.live.engine.check()

    @invariant()
    def incremental_equals_clean(self) -> None:
        """Pages, marks and warnings are those of a preview that starts now."""
        if self.live is None:
            self.live = Live(self.site, self.now)
        self.live.tell()
        if self.live.now != self.now:
            self.live.now = self.now
            self.live.engine.refresh()
            self.live.engine.check()
        fresh = Live(self.site, self.now)
        try:
            fresh.engine.look_at(self.live.engine.edition.moment)
            fresh.engine.check()
            assert bool(self.live.engine.edition.problems) == bool(fresh.engine.edition.problems)
            if not fresh.engine.edition.problems:
                assert self.live.shown() == fresh.shown()
        finally:
            fresh.engine.close()


def _run(theme: Path, folder: Path, profile: settings) -> None:
    class There(Previewed):
        def __init__(self) -> None:
            super().__init__(theme, folder)

    run_state_machine_as_test(There, settings=profile)


def _profile(runs: int, steps: int, *, is_random: bool = False) -> settings:
    return settings(COMMON, derandomize=not is_random, max_examples=runs, stateful_step_count=steps)


def test_a_preview_equals_one_that_starts_now(tiny_theme: Path, tmp_path: Path) -> None:
    _run(tiny_theme, tmp_path, _profile(5, 15))


@pytest.mark.soak
def test_it_does_for_long(tiny_theme: Path, tmp_path: Path) -> None:
    _run(tiny_theme, tmp_path, _profile(100, 40, is_random=True))


@pytest.mark.soak
def test_it_does_for_long_with_our_own_theme(theme: Path, tmp_path: Path) -> None:
    _run(theme, tmp_path, _profile(10, 30, is_random=True))
