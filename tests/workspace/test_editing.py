"""The laws of changing records, over every field of every record that people set."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from readiness.base.errors import StaleEditError, UsageError
from readiness.evidence import linking, register
from readiness.inspection import notice
from readiness.model.field import EMPTY, Bound, fields_of
from readiness.model.field_reading import FieldWordsError
from readiness.model.field_words import words
from readiness.model.figures import Bounded
from readiness.model.records.area import Area
from readiness.model.records.evidence import Evidence
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import RECORD_TYPES
from readiness.plan import plan
from readiness.plan.programme import add_part
from readiness.requests import states
from readiness.sef import statements
from readiness.workspace.editing import around_of, held_record, set_fields, set_many
from readiness.workspace.history import undo
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.conftest import NOW, TODAY

IDS = {
    "area": "area",
    "evidence": "E0001",
    "links": "L0001",
    "statements": "S0001",
    "requests": "EHC03",
    "recommendations": "R0001",
    "actions": "P0001",
    "measures": "M0001",
    "notices": "N0001",
    "handovers": "H0001",
    "strategies": "ST0001",
    "priorities": "PR0001",
    "workstreams": "WS0001",
}
"""A record of every table with fields that people set."""
OPEN = [
    (kind, field)
    for kind in RECORD_TYPES.values()
    for field in fields_of(kind).values()
    if field.is_for_people
]
every_open_field = pytest.mark.parametrize(
    ("kind", "field"), OPEN, ids=[f"{kind.__name__}.{field.name}" for kind, field in OPEN]
)


@pytest.fixture(scope="module")
def one_of_each(new_area: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a record of every table and one more to name, to be copied."""
    root = shutil.copytree(new_area, tmp_path_factory.mktemp("filled") / "area")
    with closing(open_workspace(root, user="R. Shah", clock=lambda: NOW)) as workspace:
        fill(workspace)
    return root


@pytest.fixture
def filled(one_of_each: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The workspace with a record of every table."""
    root = shutil.copytree(one_of_each, tmp_path / "filled")
    with closing(open_workspace(root, user="R. Shah", clock=lambda: NOW)) as workspace:
        yield workspace


def fill(workspace: Workspace) -> None:
    """Two records of every table."""
    for number in (1, 2):
        register.add_url(workspace, f"https://example.org/{number}", as_at=TODAY)
        statements.add(workspace, "A1", "headline", f"Plans are good {number}.", as_at=TODAY)
        plan.add_recommendation(workspace, f"Do better {number}.")
        plan.add_measure(workspace, f"Plans in time {number}")
        plan.add_action(workspace, f"Recruit {number}")
        for kind in (Strategy, Priority, Workstream):
            add_part(workspace, kind, f"Ours {number}")
    linking.link(workspace, "E0001", ["A1"], as_at=TODAY)
    notice.start(workspace, datetime(2026, 11, 20, 9, 15, tzinfo=UTC))
    states.set_state(workspace, "STR01", status="handed_over")


VALUES: Mapping[str, list[Any]] = {
    "text": ["K. Ali", "R. Shah"],
    "long": ["One.\n\nTwo.", "Three."],
    "date": [date(2026, 3, 1), date(2026, 4, 2)],
    "moment": [datetime(2026, 11, 19, 9, 15, tzinfo=UTC), datetime(2026, 11, 18, 16, tzinfo=UTC)],
    "number": [16, 17],
    "figure": [58.25, 40.0],
    "measured": [58.25, Bounded("under", 10.0)],
    "yes_no": [True, False],
}


def sample(field: Bound, ws: Workspace, *others: object) -> Any:
    """The first thing the field may hold that is neither what a new record holds nor one of the others."""
    if field.row is not None:
        parts = {name: sample(part, ws) for name, part in fields_of(field.row).items() if part.is_for_people}
        made: list[Any] = [field.row.model_validate(parts)]
    elif field.field.kind == "records":
        made = sorted(ws.records.table(field.field.records))
    elif field.field.choices is not None:
        made = list(field.field.choices(ws.framework))
    else:
        made = VALUES[field.field.kind]
    values = [(one,) for one in made] if field.is_many else made
    return next((one for one in values if one not in (field.default, *others)), values[0])


def stored(ws: Workspace, kind: type[Record]) -> Record:
    """The record of a kind."""
    return held_record(ws, kind, IDS[kind.table])


def test_every_table_with_open_fields_is_looked_at() -> None:
    """Nothing is left out of the laws below."""
    assert {kind.table for kind, _ in OPEN} == set(IDS)


@every_open_field
def test_what_people_set_is_taken_back_and_reads_back_the_same(
    filled: Workspace, kind: type[Record], field: Bound
) -> None:
    """By its value and by its words, and again after the workspace was closed; undo is one step."""
    held = getattr(stored(filled, kind), field.name)
    value = sample(field, filled, held)
    set_fields(filled, kind, IDS[kind.table], {field.name: value})
    assert getattr(stored(filled, kind), field.name) == value
    undo(filled)
    assert getattr(stored(filled, kind), field.name) == held

    said = words(field, value, around_of(filled)) if field.row is None else value
    set_fields(filled, kind, IDS[kind.table], {field.name: said})
    filled.close()
    again = open_workspace(filled.root, user="R. Shah", clock=filled.clock)
    assert getattr(stored(again, kind), field.name) == value
    again.close()


@every_open_field
def test_what_people_set_can_be_emptied(filled: Workspace, kind: type[Record], field: Bound) -> None:
    """It holds what a new record holds; where that may not be, it is refused by its label and stays."""
    value = sample(field, filled, getattr(stored(filled, kind), field.name))
    set_fields(filled, kind, IDS[kind.table], {field.name: value})
    for nothing in (EMPTY, "", "  "):
        if field.may_be_emptied:
            set_fields(filled, kind, IDS[kind.table], {field.name: nothing}, why="No longer so.")
            assert getattr(stored(filled, kind), field.name) == field.default
            undo(filled)
        else:
            with pytest.raises(FieldWordsError, match=f"^{field.label}: "):
                set_fields(filled, kind, IDS[kind.table], {field.name: nothing})
        assert getattr(stored(filled, kind), field.name) == value


@every_open_field
def test_the_same_again_is_refused_and_raises_no_revision(
    filled: Workspace, kind: type[Record], field: Bound
) -> None:
    """A colleague's open form does not conflict with a change that changed nothing."""
    value = sample(field, filled, getattr(stored(filled, kind), field.name))
    set_fields(filled, kind, IDS[kind.table], {field.name: value})
    before, sequence = stored(filled, kind), filled.repository.sequence

    with pytest.raises(UsageError, match="Nothing would change"):
        set_fields(filled, kind, IDS[kind.table], {field.name: value})
    with pytest.raises(UsageError, match="Nothing to change was given"):
        set_fields(filled, kind, IDS[kind.table], {})
    assert stored(filled, kind) == before
    assert filled.repository.sequence == sequence


@pytest.mark.parametrize(
    "name",
    [
        f"{table}.{name}"
        for table in IDS
        for name, field in fields_of(RECORD_TYPES[table]).items()
        if not field.is_for_people
    ],
)
def test_what_people_do_not_set_is_refused(filled: Workspace, name: str) -> None:
    """Fingerprints, ids and agreements are kept by what is done, never typed in."""
    table, _, field_name = name.partition(".")
    with pytest.raises(FieldWordsError, match="not typed in"):
        set_fields(filled, RECORD_TYPES[table], IDS[table], {field_name: "x"})


def test_several_are_changed_in_one_step(filled: Workspace) -> None:
    """Those that say it already are left alone; undo takes all of it back; one wrong id stores nothing."""
    set_fields(filled, Evidence, "E0001", {"owner": "K. Ali"})
    sequence = filled.repository.sequence

    done = set_many(filled, Evidence, ["e0001", "E0002", "E0002"], {"owner": "K. Ali"})
    assert [change.record_id for change in done.changes] == ["E0002"]
    done = set_many(filled, Evidence, ["E0001", "E0002"], {"owner": EMPTY, "kind": "audit"})
    assert done.label == "Edit E0001 and E0002"
    assert {one.owner for one in filled.records.evidence.values()} == {""}
    assert filled.repository.sequence == sequence + 2
    undo(filled)
    assert {one.owner for one in filled.records.evidence.values()} == {"K. Ali"}
    with pytest.raises(UsageError, match="E0009"):
        set_many(filled, Evidence, ["E0001", "E0009"], {"owner": "R. Shah"})
    with pytest.raises(UsageError, match="Nothing is chosen"):
        set_many(filled, Evidence, [], {"owner": "R. Shah"})
    assert {one.owner for one in filled.records.evidence.values()} == {"K. Ali"}


def test_many_are_named_in_short(filled: Workspace) -> None:
    """The history says what was done in a line, however many there were."""
    items = list(filled.framework.requests_by_id)[:9]

    assert set_many(filled, RequestState, items, {"owner": "K. Ali"}).label.endswith("and 6 more")


def test_an_older_version_is_a_conflict(filled: Workspace) -> None:
    """What a form opened with is told from what somebody stored meanwhile."""
    before = filled.records.evidence["E0001"]
    set_fields(filled, Evidence, "E0001", {"owner": "Theirs"})

    with pytest.raises(StaleEditError):
        set_fields(filled, Evidence, "E0001", {"owner": "Mine"}, before=before)
    unstored = RequestState(id="EHC01")
    set_fields(filled, RequestState, "EHC01", {"owner": "Theirs"})
    with pytest.raises(StaleEditError):
        set_fields(filled, RequestState, "EHC01", {"owner": "Mine"}, before=unstored)


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        (RequestState, {"status": "not applicable"}, "without a reason"),
        (RequestState, {"status": "not applicable", "reason": "  "}, "without a reason"),
        (Evidence, {"period_from": "2 Feb 2026", "period_to": "1 Jan 2026"}, "ends before it starts"),
        (Area, {"marking": "TOP"}, "Marking: "),
    ],
)
def test_fields_that_cannot_stand_together_are_refused(
    filled: Workspace, kind: type[Record], given: dict[str, object], why: str
) -> None:
    """With what is wrong; nothing is stored."""
    before = stored(filled, kind)
    with pytest.raises(UsageError, match=why):
        set_fields(filled, kind, IDS[kind.table], given)
    assert stored(filled, kind) == before
