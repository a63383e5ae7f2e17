"""The child that reads what was saved: it ends when it is told to, whatever it does."""

import multiprocessing
import threading
from multiprocessing.process import BaseProcess

import pytest

from generator.preview.reader import Reader
from generator.work import start


def test_a_reader_that_is_closed_while_its_child_starts_leaves_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_begun, reader = threading.Event(), Reader(20)

    def close() -> None:
        is_begun.wait()
        reader.close()

    def start_slowly(process: BaseProcess) -> None:
        is_begun.set()
        closing.join(0.2)
        start(process)

    monkeypatch.setattr("generator.preview.reader.start", start_slowly)
    before, closing = multiprocessing.active_children(), threading.Thread(target=close)
    closing.start()
    reader.warm()
    closing.join()
    assert multiprocessing.active_children() == before
    with pytest.raises(EOFError, match="closed"):
        reader.warm()
