"""One child process, kept warm, that reads the article just saved and can be killed over it."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import NamedTuple

from generator.article.types import Article, Reading
from generator.errors import Problem, SiteError
from generator.reading import overrun
from generator.source import Source
from generator.work import START, set_alarm, start


class Parsed(NamedTuple):
    """An article and the html of its body."""

    article: Article
    html: str


class Reader:
    """Reads articles one at a time. A text that outlives its budget, in seconds, is a problem."""

    def __init__(self, budget: float) -> None:
        self._budget = budget
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._has_answered = False
        self._is_closed = False
        self._changing = threading.Lock()

    def warm(self) -> None:
        """Start the child, so that it is there when it is needed. Raises EOFError once closed."""
        self._child()

    def read(self, source: Source, reading: Reading) -> Parsed | Sequence[Problem]:
        """Parse an article, or tell what is wrong with it. Raises EOFError once closed."""
        pipe = self._child()
        try:
            pipe.send((source, reading, self._budget))
            if pipe.poll(self._budget + (0 if self._has_answered else START)):
                answer: Parsed | Sequence[Problem] | BaseException = pipe.recv()
                self._has_answered = True
                if isinstance(answer, BaseException):
                    raise answer
                return answer
        except (EOFError, ConnectionError):  # the child died over it: for want of memory, it may be
            pass
        with self._changing:
            self._end_child()
        return [overrun(source)]

    def close(self) -> None:
        """End the child, whatever it does, and start none again; any thread may."""
        with self._changing:
            self._is_closed = True
            self._end_child()

    def _child(self) -> Connection:
        with self._changing:
            if self._is_closed:
                raise EOFError("this reader is closed")
            if self._pipe is None:
                context = multiprocessing.get_context("spawn")
                self._pipe, theirs = context.Pipe()
                self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
                start(self._process)
                theirs.close()
            return self._pipe

    def _end_child(self) -> None:
        if self._process and self._pipe:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self._pipe = None
        self._has_answered = False


def _serve(pipe: Connection) -> None:
    """Answer until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    while True:
        try:
            source, reading, budget = pipe.recv()
            set_alarm(budget)
            pipe.send(_answer(source, reading))
            set_alarm(0)
        except (EOFError, ConnectionError):
            os._exit(0)


def _answer(source: Source, reading: Reading) -> Parsed | Sequence[Problem] | BaseException:
    from generator.article.reader import parse_article  # noqa: PLC0415 (the parent needs none)

    try:
        article, body = parse_article(source.path, source.read(), reading)
    except SiteError as error:
        return error.problems
    except Exception as error:  # noqa: BLE001 (the parent raises it again)
        return error
    return Parsed(article, body.html)
