"""Run TinyDB's own test suite on our storage and table, and compare with the deviations we chose.

    python scripts/tinydb_suite.py                 downloads TinyDB's source archive with pip
    python scripts/tinydb_suite.py ARCHIVE.tar.gz  uses one that is there already

Exits 1 when a test fails that is not in DEVIATIONS, or when one listed there passes.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree as ET

PROJECT = Path(__file__).parents[1]
FILES = ("test_tables.py", "test_tinydb.py", "test_operations.py")
"""The tests that go through the `db` fixture; the others test parts we use unchanged."""

IDS = "document numbers are never used again, also after truncate and drop"
CACHE = "no query cache, because it hides other processes' changes"
DEVIATIONS = {
    "test_tinydb.test_insert_ids": IDS,
    "test_tinydb.test_insert_with_doc_id": IDS,
    "test_tinydb.test_insert_with_duplicate_doc_id": IDS,
    "test_tinydb.test_insert_multiple_with_ids": IDS,
    "test_tinydb.test_update_returns_ids": IDS,
    "test_tables.test_query_cache": CACHE,
    "test_tinydb.test_search": CACHE,
    "test_tinydb.test_search_path": CACHE,
    "test_tables.test_table_repr": "the test expects the class name Table",
}

FIXTURES = """
from pathlib import Path

import pytest
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import MemoryStorage

from readiness.store.tinydb.storage import DurableStorage
from readiness.store.tinydb.table import open_database


@pytest.fixture
def db(tmp_path: Path):
    DurableStorage.create(tmp_path)
    database = open_database(tmp_path)
    database.drop_tables()
    database.insert_multiple({"int": 1, "char": c} for c in "abc")
    yield database


@pytest.fixture
def storage():
    return CachingMiddleware(MemoryStorage)()
"""


def main(archive: str | None) -> int:
    """Fetch, run, compare; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = Path(archive) if archive else _download(place)
        _unpack(source, place / "suite")
        outcomes = _run(place)
    failed = {name for name, is_passed in outcomes.items() if not is_passed}
    for name in sorted(failed | DEVIATIONS.keys()):
        state = "as chosen" if name in failed and name in DEVIATIONS else "UNEXPECTED"
        print(f"{state}: {name}: {DEVIATIONS.get(name, 'fails') if name in failed else 'passes'}")
    print(
        f"TinyDB {version('tinydb')}: {len(outcomes)} tests, {len(outcomes) - len(failed)} passed, "
        f"{len(failed & DEVIATIONS.keys())} deviate as chosen, {len(failed ^ DEVIATIONS.keys())} unexpected"
    )
    return int(failed != DEVIATIONS.keys() or len(outcomes) <= len(DEVIATIONS))


def _download(place: Path) -> Path:
    wanted = f"tinydb=={version('tinydb')}"
    command = [sys.executable, "-m", "pip", "download", "-q", wanted, "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*command, "-d", str(place)], check=True)
    return next(place.glob("tinydb-*.tar.gz"))


def _unpack(source: Path, target: Path) -> None:
    with tarfile.open(source) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and member.name.split("/")[1:2] == ["tests"]:
                target.mkdir(exist_ok=True)
                (target / Path(member.name).name).write_bytes(file.read())
    (target / "conftest.py").write_text(FIXTURES, encoding="utf-8")


def _run(place: Path) -> dict[str, bool]:
    """Whether each test passed, by module and name."""
    results = place / "results.xml"
    command = [sys.executable, "-m", "pytest", "-q", "--tb=no", "-p", "no:cacheprovider", "-c", "/dev/null"]
    command += [
        "--rootdir",
        str(place),
        f"--junitxml={results}",
        *(str(place / "suite" / one) for one in FILES),
    ]
    subprocess.run(command, check=False, cwd=PROJECT, stdout=subprocess.DEVNULL)
    cases = ET.parse(results).iter("testcase")  # noqa: S314 - written by the process we started
    return {
        f"{case.get('classname', '').split('.')[-1]}.{case.get('name', '')}": case.find("failure") is None
        and case.find("error") is None
        for case in cases
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
