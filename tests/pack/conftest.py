"""One limited process for all the files that the tests of the leak scan look at."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from readiness.pack.leak_kinds import LeakReport
from readiness.pack.leak_scan import scan_files
from tests.conftest import TODAY

Scan = Callable[[Path], LeakReport]


@pytest.fixture(scope="session")
def scan() -> Scan:
    """Look at one file as `scan_files` looks at many."""
    waiting: deque[Path] = deque()

    def asked() -> Iterator[Path]:
        while True:
            yield waiting.popleft()

    reports = scan_files(asked(), as_at=TODAY)

    def look(path: Path) -> LeakReport:
        waiting.append(path)
        return next(reports)

    return look
