"""The history read from its end: equal to reading it from the start, lazy, and damage is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.errors import RefusedError, StorageError
from readiness.model.records.changes import Transaction, put
from readiness.store.tinydb import history, journal
from readiness.store.tinydb.repository import FolderRepository
from tests.store.workload import AT, item, open_small


@pytest.fixture(autouse=True)
def few_are_many() -> Iterator[None]:
    """A line says its number of documents from fifty on, so that small workspaces show it."""
    with patch.object(journal, "_MANY", 50):
        yield


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A workspace whose second change holds 200 records, with small changes around it."""
    with FolderRepository.create(tmp_path / "area") as repository:
        numbers = iter(range(1, 1000))
        for label, count in (("first", 1), ("import", 200), ("third", 1), ("fourth", 1)):
            changes = tuple(put(item(f"E{next(numbers):04d}", label)) for _ in range(count))
            repository.commit(Transaction(label, changes), user="jo", at=AT)
    return tmp_path / "area"


@given(
    st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"")), max_size=12),
    st.integers(1, 40),
    st.integers(0, 30),
)
def test_lines_from_the_end_are_the_lines_from_the_start(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], block: int, header: int
) -> None:
    """Whatever the lengths of lines and blocks, each line is found once, and nothing of the header."""
    path = tmp_path_factory.mktemp("spans") / "file"
    whole = [line + b"\n" for line in lines]
    path.write_bytes(b"h" * header + b"".join(whole))
    with path.open("rb") as file, patch.multiple(history, _BLOCK=block, _LONG=3):
        spans = list(history.spans_backwards(file, header, path.stat().st_size))
    data = path.read_bytes()
    assert [data[begin:stop] for begin, stop in spans] == whole[::-1]


@pytest.mark.parametrize("journal_lines", [1000, 2])
@pytest.mark.parametrize("long", [200, 1 << 18])
def test_changes_are_equal_whether_read_at_once_or_later(
    tmp_path: Path, journal_lines: int, long: int
) -> None:
    """In the journal and in retired ones, with long lines and short: what was committed."""
    FolderRepository.create(tmp_path / "area").close()
    with open_small(tmp_path / "area", journal_lines) as repository, patch.object(history, "_LONG", long):
        done = []
        for number in range(5):
            ids = [f"E{number * 100 + each:04d}" for each in range(60 * (number % 2) + 1)]
            changes = tuple(put(item(one, "x")) for one in ids)
            done.append(repository.commit(Transaction(f"n{number}", changes), user="jo", at=AT))
        found = repository.history()
        assert [len(one.changes) for one in found] == [len(one.changes) for one in reversed(done)]
        assert list(found) == done[::-1]


def test_the_documents_of_a_long_change_are_read_only_when_asked_for(area: Path) -> None:
    """Listing decodes neither the import nor what lies before it but for its line; its number is known."""
    decoded: list[int] = []
    decode = journal.decode

    def counting(data: bytes) -> journal.Line:
        decoded.append(len(data))
        return decode(data)

    with (
        FolderRepository.open(area) as repository,
        patch.object(journal, "decode", counting),
        patch.object(history, "_LONG", 5000),
    ):
        found = repository.history()
        assert [(one.sequence, len(one.changes)) for one in found] == [(4, 1), (3, 1), (2, 200), (1, 1)]
        assert (len(decoded), max(decoded) < 5000) == (3, True)
        assert found[2].changes[199].record_id == "E0201"
        assert max(decoded) > 5000


def damage(area: Path, old: bytes, new: bytes) -> None:
    """Change bytes of the journal without changing its length."""
    path = area / "readiness.journal"
    whole = path.read_bytes()
    assert old in whole
    path.write_bytes(whole.replace(old, new))


def test_damage_inside_a_long_change_is_told_when_it_is_read(area: Path) -> None:
    """The list stands; the damaged change raises, and going back over it is refused."""
    with FolderRepository.open(area) as repository, patch.object(history, "_LONG", 5000):
        damage(area, b'"E0150"', b'"E9999"')
        found = repository.history()
        assert [one.label for one in found] == ["fourth", "third", "import", "first"]
        with pytest.raises(StorageError, match="history is damaged"):
            found[2].changes[0]
        with pytest.raises(StorageError):
            repository.restore_to(1, user="jo", at=AT)


def test_a_long_change_retired_after_it_was_listed_can_still_be_read(area: Path) -> None:
    """Its line moved to the history folder; it is found there."""
    with FolderRepository.open(area) as repository, patch.object(history, "_LONG", 5000):
        found = repository.history()
        repository._storage.checkpoint(retire_journal=True)
        assert found[2].changes[0].record_id == "E0002"


def test_damage_in_a_retired_journal_leaves_a_gap_and_no_way_over_it(area: Path) -> None:
    """Changes after and before it are listed, the damaged one is not, and a restore past it is refused."""
    with FolderRepository.open(area) as repository:
        repository._storage.checkpoint(retire_journal=True)
        (path,) = (area / "history").glob("*.journal")
        path.write_bytes(path.read_bytes().replace(b'"third"', b'"thxrd"'))
        assert [one.sequence for one in repository.history()] == [4, 2, 1]
        with pytest.raises(RefusedError, match="hole"):
            repository.restore_to(1, user="jo", at=AT)
