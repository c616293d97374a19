"""What tests of several layers share: a still clock, a private home, and a fresh workspace."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace
from tests.kept_readers import KEPT

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # no test may fail because the machine is busy

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
"""A Saturday; the next working Monday is the 23rd, the first day on site 7 December."""
TODAY = date(2026, 11, 21)


SLOW = {
    "test_commands", "test_data_pack", "test_definitions_yaml_guard", "test_example", "test_gaps",
    "test_goldens", "test_hostile_documents", "test_hostile_doors", "test_hostile_text", "test_import_cost",
    "test_journeys", "test_notice_goldens", "test_notice_journey", "test_printed_exports", "test_privacy",
    "test_publication", "test_returned_copies", "test_returned_marks", "test_returned_tables", "test_review",
    "test_review_documents", "test_sef_round_trip", "test_store_faults", "test_store_journal_damage",
    "test_store_power_loss", "test_typeahead", "test_welcome", "test_workspace_journey",
}  # fmt: skip
"""Modules that take about four seconds and more of a processor: `quick` leaves them out."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow modules, so that the quick loop can leave them out."""
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker(pytest.mark.slow)


def pytest_sessionfinish() -> None:
    """Leave no process behind."""
    KEPT.end()


HOMES = ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "USERPROFILE", "LOCALAPPDATA")
"""What the user's own folders are found by."""


@pytest.fixture(scope="session")
def used_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the program has run before: what takes long to work out is kept there."""
    home = tmp_path_factory.mktemp("used")
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(home))
        root = tmp_path_factory.mktemp("first") / "area"
        create_workspace(root, "Testshire", user="R. Shah", clock=lambda: NOW).close()
    return home


_NUMBERS = itertools.count()


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder of the test's own, counted here: pytest would read all folders to find the next number."""
    words = re.sub(r"\W", "_", request.node.originalname)[:30]
    folder = tmp_path_factory.getbasetemp() / f"{words}{next(_NUMBERS)}"
    folder.mkdir(mode=0o700)
    return folder.resolve()


@pytest.fixture(autouse=True)
def private_home(
    used_home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """No test reads or writes the user's own folders."""
    home = tmp_path_factory.getbasetemp() / f"home{next(_NUMBERS)}"
    shutil.copytree(used_home, home, dirs_exist_ok=True)
    for name in HOMES:
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("READINESS_DEBUG", raising=False)
    return home


OWN_READERS = {"hostile", "test_text_formats", "test_more_formats"}
"""Folders and modules whose tests are about the process that reads."""


@pytest.fixture(autouse=True)
def kept_readers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Files are read by processes that other tests used before, but where the process is what is tested."""
    if OWN_READERS.isdisjoint((request.path.stem, request.path.parent.name)):
        with KEPT.in_use():
            yield
    else:
        yield


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: NOW


@pytest.fixture(scope="session")
def new_area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace of the shipped area SEND framework, to be copied and left as it is."""
    root = tmp_path_factory.mktemp("new") / "area"
    create_workspace(root, "Testshire", user="R. Shah", clock=lambda: NOW).close()
    return root


@pytest.fixture
def workspace(new_area: Path, tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Workspace]:
    """A new workspace of the shipped area SEND framework."""
    root = shutil.copytree(new_area, tmp_path / "area")
    ws = open_workspace(root, user="R. Shah", clock=clock)
    yield ws
    ws.close()
