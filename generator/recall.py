"""What one build leaves for the next: where nothing has changed since, nothing is read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from generator.cache import Cache, decoded
from generator.digest import digest_of
from generator.make import Outcome
from generator.output import Output
from generator.report import Report
from generator.running import running_code
from generator.source import File

_TICK = 20_000_000  # nanoseconds within which a file system may give two writes one time
_COARSE_TICK = 2_000_000_000  # the same where times are whole seconds


class _Last(msgspec.Struct, frozen=True, kw_only=True):
    """A finished build: what it saw, what it left, and when it was."""

    inputs: bytes
    outputs: bytes
    now: datetime
    report: Report


@dataclass(frozen=True)
class Recall:
    """The last build's memory of a survey's files, made with the same settings."""

    cache: Cache
    files: Sequence[File]
    output: Output
    settings: object
    started: int

    def report(self, now: datetime) -> Report | None:
        """The last build's report, nothing written, where building now would change nothing."""
        note = self.cache.note("last")
        if not note or self._racy():
            return None
        last: _Last = decoded(note, _Last)
        ends = last.report.next_change
        if last.now > now or (ends and ends <= now):
            return None
        if (last.inputs, last.outputs) != (self._inputs(), self._outputs()):
            return None
        kept = last.report.unchanged + len(last.report.written)
        return msgspec.structs.replace(
            last.report, written=(), removed=(), reasons={}, unchanged=kept
        )

    def keep(
        self,
        now: datetime,
        digests: Mapping[str, bytes],
        outcomes: Sequence[Outcome],
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
        pages = ((each.made.path, each.key, each.made.digest) for each in outcomes)
        last = _Last(inputs=self._inputs(), outputs=self._outputs(), now=now, report=report)
        notes = {"last": b"" if racy else msgspec.msgpack.encode(last)}
        self.cache.keep_build(pages, self.output.stats(), notes)
        self.cache.sweep_renditions({each.made.path.rpartition("/")[2] for each in outcomes})

    def _racy(self) -> set[str]:
        """Files so young that another change of them might leave them with the same stat."""
        return {
            file.path
            for file in self.files
            if self.started - file.stat.mtime_ns < _tick(file.stat.mtime_ns)
        }

    def _inputs(self) -> bytes:
        seen = [(file.path, file.stat) for file in self.files]
        return digest_of((seen, self.settings, running_code()))

    def _outputs(self) -> bytes:
        return digest_of(sorted((path, stat) for path, (stat, _) in self.output.stats().items()))


def _tick(mtime_ns: int) -> int:
    return _TICK if mtime_ns % 1_000_000_000 else _COARSE_TICK
