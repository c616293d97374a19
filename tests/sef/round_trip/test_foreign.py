"""A document of another framework, area or workspace is refused; one of this workspace never is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from readiness.base.errors import RefusedError
from readiness.model.records.evaluation import Statement
from readiness.rules.index import Index
from readiness.sef.round_trip.foreign import refuse_foreign, workspace_mark
from readiness.sef.round_trip.stamp import Piece, SefStamp, piece_fingerprint
from tests.making.building import make_area, make_framework, make_records, make_statement
from tests.making.sef_making import stamped

MADE = datetime(2026, 1, 5, 9, tzinfo=UTC)
OURS = (make_statement(1, text="Waits fell."), make_statement(2, text="Plans are shared."))


def index_of(*statements: Statement, made: datetime = MADE) -> Index:
    """A workspace made at a moment."""
    records = make_records([make_area(created=made), *statements])
    return Index(make_framework(), records)


def stamp_of(**changes: Any) -> SefStamp:
    """An export of this workspace, but for what is changed."""
    area = make_area()
    framework = make_framework()
    mark = workspace_mark(index_of())
    return stamped(*OURS, **{"area": area.name, "framework": framework.id, "workspace": mark, **changes})


def piece(statement: Statement, text: str, revision: int = 3) -> Piece:
    """A piece of an early export, at a revision, with the fingerprint of its words."""
    return Piece(
        statement=statement.id,
        criterion=statement.criterion,
        kind=statement.kind,
        text=text,
        revision=revision,
        fingerprint=piece_fingerprint(text),
    )


def early(*pieces: Piece, **changes: Any) -> SefStamp:
    """A stamp of a version that did not yet say which workspace it was made from."""
    return stamp_of(workspace="", pieces=pieces, **changes)


def test_an_export_of_this_workspace_is_taken() -> None:
    """Whatever happened to its statements since."""
    refuse_foreign(stamp_of(), index_of(*OURS))
    refuse_foreign(stamp_of(), index_of(make_statement(1, text="Quite other words.", revision=3)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"framework": "another"}, "another framework"),
        ({"area": "Elsewhere"}, "another area"),
        ({"workspace": "0" * 16}, "another workspace"),
        ({"workspace": "f" * 16}, "another workspace"),
    ],
)
def test_what_was_exported_elsewhere_is_refused(changes: dict[str, str], words: str) -> None:
    """Each says what differs."""
    with pytest.raises(RefusedError, match=words):
        refuse_foreign(stamp_of(**changes), index_of(*OURS))


HELD = tuple(one.model_copy(update={"revision": 3}) for one in OURS)


@pytest.mark.parametrize(
    ("texts", "revisions", "is_other"),
    [
        (("Waits fell.", "Plans are shared."), (3, 3), False),
        (("Waits fell.", "Other words."), (3, 3), False),
        (("Other words.", "More of them."), (3, 3), True),
        (("Other words.", "More of them."), (2, 2), False),
        (("Other words.", "More of them."), (4, 4), False),
        (("Other words.", "More of them."), (2, 3), True),
        (("Other words.", "Plans are shared."), (2, 3), False),
    ],
)
def test_an_early_export_is_told_by_its_words(
    texts: tuple[str, str], revisions: tuple[int, int], is_other: bool
) -> None:
    """One revision of a statement has one text: more such pieces that differ than agree are another's."""
    pieces = [piece(*one) for one in zip(HELD, texts, revisions, strict=True)]
    if is_other:
        with pytest.raises(RefusedError, match="another workspace"):
            refuse_foreign(early(*pieces), index_of(*HELD))
    else:
        refuse_foreign(early(*pieces), index_of(*HELD))
    refuse_foreign(early(*pieces, mode="publication"), index_of(*HELD))
    refuse_foreign(early(*pieces), index_of())


def test_the_mark_tells_workspaces_apart_and_copies_not() -> None:
    """It follows from when the workspace was made, and is empty where there is none."""
    assert workspace_mark(index_of()) == workspace_mark(index_of(*OURS)) != ""
    assert workspace_mark(index_of(made=MADE.replace(year=2025))) != workspace_mark(index_of())
    assert workspace_mark(Index(make_framework(), make_records())) == ""
