"""What is known of an item's words: where its file is goes before what came of reading it."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.records.evidence import OF_NOTHING, Evidence, FileStates
from readiness.model.vocabulary import CANNOT_BE_OPENED, READING_TITLES, ReadingState
from readiness.rules.freshness import freshness
from readiness.rules.reading import as_read, reading_of, reading_words
from tests.making.building import make_evidence, make_framework

NOWHERE = FileStates()


def only(**where: frozenset[str]) -> FileStates:
    """Files of which one thing is so."""
    return FileStates(**where)


E1 = frozenset({"E0001"})


@pytest.mark.parametrize(
    ("item", "files", "state"),
    [
        (make_evidence(1, reading="locked"), NOWHERE, "locked"),
        (make_evidence(1, reading="locked"), only(missing=E1), "missing"),
        (make_evidence(1, reading="read"), only(online=E1), "online"),
        (make_evidence(1, reading="read"), only(empty=E1), "empty"),
        (make_evidence(1, sha256=OF_NOTHING), NOWHERE, "empty"),
        (make_evidence(1, words=7), NOWHERE, "read"),
        (make_evidence(1, words=0), NOWHERE, "unknown"),
        (make_evidence(1, location_kind="url", location="https://x.example"), only(missing=E1), "address"),
    ],
)
def test_what_is_so_today(item: Evidence, files: FileStates, state: ReadingState) -> None:
    """One answer, the same in words and on the record that is shown."""
    assert reading_of(item, files) == state
    assert reading_words(item, files) == READING_TITLES[state]
    assert as_read(item, files).reading == state


@pytest.mark.parametrize("state", sorted(READING_TITLES))
def test_what_nobody_can_open_is_not_current(state: ReadingState) -> None:
    """A scan or a kind that is not read here can be relied on; an empty, locked or damaged file cannot."""
    item = make_evidence(1, reading=state)
    found = freshness(item, make_framework(), date(2026, 12, 7))
    assert found == ("unusable" if state in CANNOT_BE_OPENED else "current")
