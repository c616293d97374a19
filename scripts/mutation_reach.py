"""A pytest plug-in for `mutation_sample`: tells coverage which test runs, and notes how long each takes."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage

_seconds: defaultdict[str, float] = defaultdict(float)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test that runs."""
    coverage = Coverage.current()
    if coverage is not None:
        coverage.switch_context(item.nodeid)
    result = yield
    if coverage is not None:
        coverage.switch_context("")
    return result


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up what a test took, setting up and clearing away included."""
    _seconds[report.nodeid] += report.duration


def pytest_sessionfinish() -> None:
    """Write the seconds by test."""
    Path(os.environ["READINESS_DURATIONS"]).write_text(json.dumps(_seconds), encoding="utf-8")
