"""What follows a site: what it does of its own as time passes, and what it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Thread
from types import TracebackType

from generator.preview.following import Following
from generator.source import file_at
from generator.watch import Update
from tests.conftest import MakeSite
from tests.preview.engines import Live, live
from tests.preview.serving import wait_until
from tests.sites import NOON, article

DUE = "2026-06-01 20:10"  # ten minutes after NOON, in Shanghai
HELD: dict[str, str | bytes] = {"content/a.md": article("A", date="2026-05-25", embargo=DUE)}


class QuietWatch:
    """A watch of a folder in which nothing happens; it counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._woken: SimpleQueue[None] = SimpleQueue()

    def __enter__(self) -> "QuietWatch":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """There is nothing to let go of."""

    def next(self, until: float | None = None) -> Update | None:
        """Wait in vain."""
        self.asked.append(until or 0.0)
        try:
            self._woken.get(timeout=until)
        except Empty:
            return None
        return None

    def wake(self) -> None:
        """Let next return."""
        self._woken.put(None)


@contextmanager
def followed(running: Live) -> Iterator[tuple[Following, QuietWatch]]:
    """Follow a site whose files nobody changes."""
    watch = QuietWatch()
    following = Following(running.engine, lambda _seen: watch, lambda: running.now)
    thread = Thread(target=following.run)
    thread.start()
    try:
        wait_until(lambda: watch.asked)
        yield following, watch
    finally:
        following.end()
        thread.join()


def test_a_moment_that_has_passed_is_seen_when_the_machine_wakes(site: MakeSite) -> None:
    with live(site(HELD)) as running, followed(running) as (_, watch):
        assert watch.asked[0] == 30, "the wall clock is asked every half minute"
        assert "Embargoed" in running.mark_of("content/a.md")
        running.now = NOON + timedelta(days=1)
        watch.wake()
        wait_until(lambda: running.mark_of("content/a.md") == "")


def test_a_moment_is_waited_for_to_the_second(site: MakeSite) -> None:
    shortly_before = NOON + timedelta(minutes=9, seconds=55)
    with live(site(HELD), shortly_before) as running, followed(running) as (_, watch):
        assert watch.asked[0] == 5


def test_a_site_that_cannot_be_made_is_not_tried_again_and_again(site: MakeSite) -> None:
    with live(site(HELD)) as running, followed(running) as (_, watch):
        running.write({"content/site.yaml": "title: [\n"})
        running.now = NOON + timedelta(days=1)
        watch.wake()
        watch.wake()
        wait_until(lambda: len(watch.asked) >= 3)
        wait_until(lambda: watch.asked[-1] == 30)
        assert len(watch.asked) <= 4


def test_what_could_not_be_read_is_tried_again_every_second(site: MakeSite) -> None:
    with live(site({"content/a.md": article("A")})) as running, followed(running) as (_, watch):
        wait_until(lambda: watch.asked[-1] == 30)
        path = running.site.root / "content/a.md"
        saved = file_at("content/a.md", str(path))
        away = path.rename(path.with_name("away~"))
        running.engine.apply(Update({"content/a.md": saved}))
        watch.wake()
        wait_until(lambda: watch.asked[-1] == 1)
        away.rename(path)
        wait_until(lambda: not running.engine.lacks_files)
        wait_until(lambda: watch.asked[-1] == 30)


def test_what_the_checks_say_is_told_once_nothing_changes(site: MakeSite) -> None:
    with live(site(HELD)) as running, followed(running) as (following, watch):
        following.ask(NOON + timedelta(days=2)).result(60)
        wait_until(lambda: not running.engine.is_unchecked)
        wait_until(lambda: watch.asked[-1] == 30)


def test_a_moment_asked_for_is_shown_until_now_is(site: MakeSite) -> None:
    with live(site(HELD)) as running, followed(running) as (following, watch):
        following.ask(NOON + timedelta(days=2)).result(60)
        assert running.engine.edition.moment == NOON + timedelta(days=2)
        running.now = NOON + timedelta(days=1)
        watch.wake()
        following.ask(None).result(60)
        assert running.engine.edition.moment is None
        assert running.mark_of("content/a.md") == ""
