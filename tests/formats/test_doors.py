"""Each door names the kinds it takes, and takes those it names."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from readiness.formats.doors import REQUEST_LISTS, TABLES, TEXT_TABLES, TEXTS, WORD, WORKBOOKS, Door
from readiness.formats.text.readers import SUFFIXES

DOORS = (WORKBOOKS, TEXT_TABLES, TABLES, WORD, TEXTS, REQUEST_LISTS)


@pytest.mark.parametrize("door", DOORS)
def test_a_door_takes_what_it_names(door: Door) -> None:
    """In capitals or not; nothing else."""
    assert all(door.takes(PurePath(f"A{ending.upper()}")) for ending in door.named)
    assert not door.takes(PurePath("a.exe"))
    assert not door.takes(PurePath("csv"))


def test_every_kind_a_door_takes_has_a_reader() -> None:
    """The reader of a kind is the one that reads evidence of it."""
    readable = {ending for endings in SUFFIXES.values() for ending in endings} | {".txt"}
    assert readable >= {ending for door in DOORS for ending in (*door.named, *door.also)}


def test_tables_and_request_lists_name_the_same_tables() -> None:
    """What is taken as a table comes in at the wider door too."""
    assert TABLES.words == "xlsx, xls, ods or csv"
    assert set(TABLES.named) < set(REQUEST_LISTS.named)
    assert TABLES.also < REQUEST_LISTS.also
