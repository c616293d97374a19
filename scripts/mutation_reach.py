"""A pytest plug-in for `mutation_tests`: notes which test runs which line, and the processor time of each.

Each line is noted once a test and costs nothing after that, by `sys.monitoring` of Python 3.12; on 3.11,
without it, by tracing every line, which is slow. What is written to `READINESS_REACH`: JSON with, by id of
each test that passes, its `seconds` and its `lines` by source file; under "" what runs at imports.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import hypothesis
import pytest

_PACKAGE = f"{Path('readiness').resolve()}{os.sep}"


class Lines:
    """Lines that ran since they were last taken, by source file."""

    def __init__(self) -> None:
        self._ran: defaultdict[str, set[int]] = defaultdict(set)
        self._forget: Callable[[], object] = lambda: None
        self._seen: object = None
        """What tells the interpreter not to tell of a line again."""

    def begin(self) -> None:
        """Note lines from now on."""
        if sys.version_info >= (3, 12):
            monitoring = sys.monitoring
            monitoring.use_tool_id(monitoring.COVERAGE_ID, "mutation_reach")
            monitoring.register_callback(monitoring.COVERAGE_ID, monitoring.events.LINE, self._line)
            monitoring.set_events(monitoring.COVERAGE_ID, monitoring.events.LINE)
            self._forget, self._seen = monitoring.restart_events, monitoring.DISABLE
        else:
            sys.settrace(self._trace)

    def end(self) -> None:
        """Note no more."""
        if sys.version_info >= (3, 12):
            sys.monitoring.free_tool_id(sys.monitoring.COVERAGE_ID)
        else:
            sys.settrace(None)

    def take(self) -> dict[str, list[int]]:
        """What ran; noting begins anew."""
        taken = {file.removeprefix(_PACKAGE): sorted(lines) for file, lines in self._ran.items()}
        self._ran.clear()
        self._forget()
        return {f"readiness/{file}": lines for file, lines in taken.items()}

    def _line(self, code: CodeType, line: int) -> object:
        if code.co_filename.startswith(_PACKAGE):
            self._ran[code.co_filename].add(line)
        return self._seen

    def _trace(self, frame: FrameType, event: str, _: object) -> Any:
        if not frame.f_code.co_filename.startswith(_PACKAGE):
            return None
        if event == "line":
            self._ran[frame.f_code.co_filename].add(frame.f_lineno)
        return self._trace


_lines = Lines()
_reach: dict[str, dict[str, Any]] = {"": {"seconds": 0.0, "lines": {}}}


def pytest_configure() -> None:
    """How quick the computer is today is nothing a random test may fail for."""
    hypothesis.settings.register_profile(
        "reach", database=None, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    hypothesis.settings.load_profile("reach")
    _lines.begin()


def pytest_collection_finish() -> None:
    """What ran until now ran at an import."""
    _reach[""]["lines"] = _lines.take()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note what a test runs, setting up and clearing away included."""
    _reach[item.nodeid] = {"seconds": 0.0, "lines": {}}
    _lines.take()
    began = sum(os.times()[:4])
    result = yield
    if item.nodeid in _reach:
        _reach[item.nodeid] = {"seconds": sum(os.times()[:4]) - began, "lines": _lines.take()}
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Forget a test that fails as it is: it can notice nothing."""
    if report.failed:
        _reach.pop(report.nodeid, None)


def pytest_sessionfinish() -> None:
    """Write it."""
    _lines.end()
    Path(os.environ["READINESS_REACH"]).write_text(json.dumps(_reach), encoding="utf-8")
