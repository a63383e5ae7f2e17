"""How far a long step is, on a terminal, and only where it takes more than a second."""

import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_PATIENCE = 1.0  # seconds


class Progress:
    """A bar for each step in turn."""

    def __init__(self) -> None:
        self._step = ("", 0)
        self._since = time.monotonic()
        self._bar: ProgressBar[int] | None = None
        if context := click.get_current_context(silent=True):
            context.call_on_close(self._finish)  # whatever stops the command

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show that so many items of a step are done."""
        if self._step != (what, of):
            self._step, self._since = (what, of), time.monotonic()
        is_long = time.monotonic() - self._since > _PATIENCE
        if self._bar is None and is_long and done < of:
            self._bar = click.progressbar(
                length=of,
                label=what,
                show_pos=True,
                file=sys.stderr,
                hidden=not sys.stderr.isatty(),
            )
            self._bar.render_progress()  # where none is done yet, an update shows nothing
        if self._bar:
            self._bar.update(done - self._bar.pos)
            if done == of:
                self._finish()

    def _finish(self) -> None:
        """Leave the bar as it is, its line ended and the cursor shown again."""
        if self._bar:
            self._bar.render_finish()
            self._bar = None
