"""What LibreOffice makes of edits people do, tracked and not, comes back as exactly those edits.

The documents in ``word_matrix`` were saved by LibreOffice 7.4: ``export.docx`` is what went out, the others
were made from it by ``scripts/word_matrix.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.model.records.record import Record
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.word_in.document import plan_import
from readiness.sef.word_out.notebook import SefSource

FOLDER = Path(__file__).with_name("word_matrix")
OLD = "Older plans are not brought up to date after annual reviews."
EDITED = {
    "insert-middle": OLD.replace("are not", "still are not"),
    "insert-start": f"Many. {OLD}",
    "insert-end": f"{OLD} This is new.",
    "overwrite": "Plans are out of date.",
}
BOTH_WAYS = pytest.mark.parametrize("tracked", ["", "-tracked"])


@pytest.fixture(scope="module")
def index(source_of: Callable[..., SefSource], items: list[Record]) -> Index:
    """The workspace the documents were exported from."""
    return source_of(*items).index


def plan_of(index: Index, name: str) -> SefPlan:
    """The plan of one saved document, which must have nothing to remark."""
    plan = plan_import((FOLDER / f"{name}.docx").read_bytes(), index)
    assert plan.remarks == ()
    return plan


def test_the_matrix_is_whole() -> None:
    """Ten edits, each made twice, beside the untouched and the commented one."""
    assert len(list(FOLDER.glob("*.docx"))) == 2 * 10 + 3


@pytest.mark.parametrize("name", ["export", "nothing", "copy", "copy-tracked"])
def test_nothing_is_proposed(index: Index, name: str) -> None:
    """Neither saving in another program nor pasting a copy is a change."""
    assert plan_of(index, name).items == ()


@BOTH_WAYS
@pytest.mark.parametrize("name", list(EDITED))
def test_an_edit(index: Index, name: str, tracked: str) -> None:
    """Typing anywhere in a statement, or over it, is one safe edit; if tracked, its author is known."""
    (item,) = plan_of(index, f"{name}{tracked}").items
    assert (item.kind, item.statement, item.theirs, item.is_safe) == ("edited", "S0010", EDITED[name], True)
    assert bool(item.authors) == bool(tracked)


@BOTH_WAYS
def test_a_deletion(index: Index, tracked: str) -> None:
    """A deleted statement is a deletion of that statement, not a change of its neighbour."""
    (item,) = plan_of(index, f"delete-paragraph{tracked}").items
    assert (item.kind, item.statement, item.is_safe) == ("deleted", "S0010", False)
    assert bool(item.authors) == bool(tracked)


@BOTH_WAYS
def test_a_split(index: Index, tracked: str) -> None:
    """Enter in the middle gives both halves under the one statement."""
    (item,) = plan_of(index, f"split{tracked}").items
    assert (item.kind, item.statement) == ("split", "S0006")
    assert [part[:20] for part in item.parts] == ["The average wait for", "leaders did not know"]


@BOTH_WAYS
def test_a_join(index: Index, tracked: str) -> None:
    """Two paragraphs made one: both are named, and no word is lost."""
    (item,) = plan_of(index, f"join{tracked}").items
    assert (item.kind, item.statement, item.field, item.others) == ("merged", "S0004", "impact", ("S0005",))
    assert item.theirs.startswith("92% of two-year-olds")
    assert item.theirs.endswith("Every school has a named link educational psychologist.")


@BOTH_WAYS
def test_a_move(index: Index, tracked: str) -> None:
    """Cut and pasted under another criterion: moved there."""
    (item,) = plan_of(index, f"move{tracked}").items
    assert (item.kind, item.statement) == ("moved", "S0010")
    assert (item.criterion, item.statement_kind) == ("B4", "strength")


@BOTH_WAYS
def test_a_new_paragraph(index: Index, tracked: str) -> None:
    """Enter at the end and new words: a new statement of that section after the one above."""
    (item,) = plan_of(index, f"new-paragraph{tracked}").items
    assert (item.kind, item.criterion, item.statement_kind, item.after) == (
        "added",
        "A3",
        "area_to_develop",
        "S0010",
    )
    assert item.theirs == "Community nursing now covers weekends."


def test_a_comment(index: Index) -> None:
    """A comment on a statement is a note on it, with its author."""
    (item,) = plan_of(index, "comment").items
    assert item.note is not None
    assert (item.kind, item.statement, item.note.by, item.note.text) == (
        "comment",
        "S0010",
        "A. Nurse",
        "Is this still true?",
    )
