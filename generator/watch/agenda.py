"""When the next look at every file is due."""

QUIET = 0.02  # seconds without an event after which a change is taken for whole
RESTLESS = 0.2  # seconds after which it is looked at, quiet or not
AFTERWARDS = 0.25  # seconds after which a look makes sure that what was told was all
FLOOR = 5.0  # seconds between looks that nothing asks for
SHARE = 250  # how many times the cost of a look these are apart
HURRIED_FLOOR = 1.0  # the same where events do not tell all that changes
HURRIED_SHARE = 25
REMEMBERED = 60.0  # seconds for which a change that no event told is a reason to look more often


class Agenda:
    """The moment of the next look, in seconds of a clock that never goes back."""

    def __init__(self, now: float) -> None:
        self.due = now
        self.is_hurried = False
        self._first: float | None = None
        self._is_told = True
        self._surprised = now - REMEMBERED

    def hear(self, now: float) -> None:
        """Something happens: look when it is quiet, or has gone on for long."""
        self._is_told = True
        self._first = now if self._first is None else self._first
        self.due = min(now + QUIET, self._first + RESTLESS)

    def expect(self, when: float) -> None:
        """Look at a moment, if no look is due sooner."""
        self._is_told = True
        self.due = min(self.due, when)

    def has_looked(self, now: float, cost: float, *, has_found: bool) -> None:
        """A look is done; cost: seconds of a core."""
        if has_found and not self._is_told:
            self._surprised = now
        self._first, self._is_told = None, False
        self.due = now + (AFTERWARDS if has_found else self._pause(now, cost))

    def _pause(self, now: float, cost: float) -> float:
        if self.is_hurried or now - self._surprised < REMEMBERED:
            return max(HURRIED_FLOOR, HURRIED_SHARE * cost)
        return max(FLOOR, SHARE * cost)
