"""Reading processes that tests use one after another: starting one for each file is a third of a run.

What a process may cost, and what happens when it is lost, is tested with processes of their own.
"""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partialmethod
from typing import Any

import pytest

from readiness.formats.limited import LimitedProcess, Limits

_MOST = 40
"""Files a process reads before it ends: memory that a library keeps must not become the next test's fault."""


class KeptReaders:
    """Takes the place of starting and ending a process while `in_use`."""

    def __init__(self) -> None:
        self._waiting: defaultdict[Limits, list[LimitedProcess]] = defaultdict(list)
        self._asked: defaultdict[int, int] = defaultdict(int)
        self._asking: set[int] = set()
        self._started, self._ask, self._close = (
            LimitedProcess._started,
            LimitedProcess._ask,
            LimitedProcess.close,
        )

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep processes meanwhile."""
        with pytest.MonkeyPatch.context() as patch:
            for name, instead in (("_started", self._start), ("_ask", self._answer), ("close", self._end)):
                patch.setattr(LimitedProcess, name, partialmethod(_called, instead))
            yield

    def end(self) -> None:
        """End those that wait."""
        for kept in self._waiting.values():
            while kept:
                self._close(kept.pop())

    def _start(self, process: LimitedProcess) -> subprocess.Popen[bytes]:
        while self._waiting[process._limits]:
            kept = self._waiting[process._limits].pop()
            worker, kept._worker = kept._worker, None
            if worker is not None and worker.poll() is None:
                process._folder, kept._folder = kept._folder, None
                return worker
            self._close(kept)
        return self._started(process)

    def _answer(self, process: LimitedProcess, question: bytes) -> bytes:
        self._asking.add(id(process))
        try:
            answer = self._ask(process, question)
        finally:
            self._asking.discard(id(process))
        if process._worker is not None:
            self._asked[process._worker.pid] += 1
        return answer

    def _end(self, process: LimitedProcess) -> None:
        worker = process._worker
        is_lost = worker is None or id(process) in self._asking or worker.poll() is not None
        if is_lost or worker is None or self._asked[worker.pid] >= _MOST:
            self._close(process)
            return
        kept = LimitedProcess(process._limits)
        kept._worker, kept._folder = worker, process._folder
        process._worker = process._folder = None
        self._waiting[process._limits].append(kept)


def _called(process: LimitedProcess, instead: Callable[..., Any], *args: Any) -> Any:
    return instead(process, *args)


KEPT = KeptReaders()
"""One for a run of tests."""
