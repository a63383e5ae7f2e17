"""What one build leaves for the next: where nothing has changed since, nothing is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.cache import Cache, KeptPage, decoded
from generator.digest import digest_of
from generator.output import Output, is_as_left
from generator.report import Report
from generator.running import running_code
from generator.source import File

if TYPE_CHECKING:  # making a page needs much that recalling the last build does not
    from generator.ledger.keeping import Kept
    from generator.make import Outcome

_TICK = 20_000_000  # nanoseconds within which a file system may give two writes one time
_COARSE_TICK = 2_000_000_000  # the same where times are whole seconds


class _Last(msgspec.Struct, frozen=True, kw_only=True):
    """A finished build: when it was, and what it reported."""

    now: datetime
    report: Report


@dataclass(frozen=True)
class Recall:
    """The last build's memory of a survey's files, made into a folder with the same settings."""

    cache: Cache
    files: Sequence[File]
    output: Path
    settings: object
    started: int
    is_settled: bool = True

    def report(self, now: datetime) -> Report | None:
        """The last build's report, nothing written, where building now would change nothing."""
        if self.cache.note("inputs") != self._inputs or self._racy():
            return None
        note = self.cache.note("last")
        last: _Last = decoded(note, _Last)
        ends = last.report.next_change
        if last.now > now or (ends and ends <= now):
            return None
        if not is_as_left(self.output, self.cache.outputs()):
            return None
        kept = last.report.unchanged + len(last.report.written)
        return msgspec.structs.replace(
            last.report, written=(), removed=(), reasons={}, unchanged=kept, ledger=None
        )

    def after(self, kept: "Kept") -> "Recall":
        """The same once the ledger is kept; where it could not be, no build is as the next one."""
        if kept.file is None:
            return replace(self, is_settled=False) if kept.problems else self
        files = {file.path: file for file in (*self.files, kept.file)}
        return replace(self, files=tuple(files[path] for path in sorted(files)))

    def keep(
        self,
        now: datetime,
        output: Output,
        *,
        digests: Mapping[str, bytes],
        outcomes: "Sequence[Outcome]",
        report: Report,
    ) -> None:
        """Remember a finished build, and by their stat all files that cannot change unseen."""
        racy = self._racy()
        known = {
            file.path: (file.stat, digests[file.path])
            for file in self.files
            if file.path in digests and file.path not in racy
        }
        self.cache.keep_sources(known)
        pages = {
            each.made.path: KeptPage(each.basis, each.key, each.made.digest) for each in outcomes
        }
        last = msgspec.msgpack.encode(_Last(now=now, report=report))
        is_sure = self.is_settled and not racy
        notes = {"inputs": self._inputs if is_sure else b"", "last": last}
        self.cache.keep_build(pages, output.stats(), notes)
        self.cache.sweep_renditions({each.made.path.rpartition("/")[2] for each in outcomes})

    def _racy(self) -> set[str]:
        """Files so young that another change of them might leave them with the same stat."""
        return {
            file.path
            for file in self.files
            if self.started - file.stat.mtime_ns < _tick(file.stat.mtime_ns)
        }

    @cached_property
    def _inputs(self) -> bytes:
        seen = [(file.path, file.stat) for file in self.files]
        return digest_of((seen, str(self.output), self.settings, running_code()))


def _tick(mtime_ns: int) -> int:
    return _TICK if mtime_ns % 1_000_000_000 else _COARSE_TICK
