"""Strategies, priorities and workstreams, and notes of progress that stay as they were written."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.base.errors import UsageError
from readiness.model.field import fields_of
from readiness.model.field_reading import FieldWordsError
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.progress import ProgressNote
from readiness.plan import plan
from readiness.plan.programme import add_note, add_part
from readiness.workspace import owners
from readiness.workspace.editing import set_fields
from readiness.workspace.history import undo
from readiness.workspace.removing import remove_record
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY


def test_each_part_comes_last_of_its_kind_unless_its_place_is_given(workspace: Workspace) -> None:
    """So that workstreams keep the order they were written down in."""
    places = [add_part(workspace, Workstream, title)[0].position for title in ("One", "Two")]
    given = add_part(workspace, Priority, "Sooner", position="7")[0].position
    assert (places, given) == ([1, 2], 7)


def test_a_strategy_cannot_end_before_it_begins(workspace: Workspace) -> None:
    """Neither at first nor later."""
    add_part(workspace, Strategy, "Ours", start="2026-04-01", end="2026-04-01")
    with pytest.raises(UsageError, match="end before it begins"):
        add_part(workspace, Strategy, "Other", start="2026-04-01", end="2026-03-31")
    with pytest.raises(UsageError, match="end before it begins"):
        set_fields(workspace, Strategy, "ST0001", {"end": "2026-03-31"})


def test_a_note_is_of_today_by_the_user_unless_said_otherwise(workspace: Workspace) -> None:
    """About an action or a recommendation; the newest stands last."""
    plan.add_action(workspace, "Recruit")
    plan.add_recommendation(workspace, "Cut the waits.")
    first, _ = add_note(workspace, "p0001", "Two posts filled.")
    other, _ = add_note(
        workspace, "P0001", "Advertised.", on="2026-01-05", by="Panel", did="None yet.", is_public=True
    )
    told, _ = add_note(workspace, "R0001", "On the agenda.")
    assert (first.on, first.by, first.is_public) == (TODAY, workspace.user, False)
    assert (other.on, other.by, other.did) == (date(2026, 1, 5), "Panel", "None yet.")
    assert [one.id for one in workspace.index.notes_of("P0001")] == [other.id, first.id]
    assert workspace.index.notes_of("R0001") == (workspace.records.progress_notes[told.id],)


@pytest.mark.parametrize(
    ("about", "words", "fields"),
    [("P0009", "Done.", {}), ("P0001", "", {}), ("P0001", "Done.", {"on": "soon"})],
)
def test_a_note_needs_something_to_be_about_words_and_a_day(
    workspace: Workspace, about: str, words: str, fields: dict[str, object]
) -> None:
    """Otherwise nothing is stored."""
    plan.add_action(workspace, "Recruit")
    with pytest.raises(UsageError):
        add_note(workspace, about, words, **fields)
    assert not workspace.records.progress_notes


@pytest.mark.parametrize("name", [name for name in fields_of(ProgressNote) if name not in {"id", "revision"}])
def test_no_field_of_a_note_can_be_written_over(workspace: Workspace, name: str) -> None:
    """By no surface, since all of them write through here."""
    plan.add_action(workspace, "Recruit")
    add_note(workspace, "P0001", "Two posts filled.")
    with pytest.raises(FieldWordsError):
        set_fields(workspace, ProgressNote, "PN0001", {name: "2026-01-01"})


def test_removing_takes_notes_and_mentions_along_and_undo_brings_all_back(workspace: Workspace) -> None:
    """Of an action its notes; of a workstream or priority its name in actions."""
    plan.add_recommendation(workspace, "Cut the waits.")
    priority, _ = add_part(workspace, Priority, "Sooner")
    stream, _ = add_part(workspace, Workstream, "Waiting", priorities=priority.id, recommendations="R0001")
    plan.add_action(workspace, "Recruit", workstream=stream.id, priorities=priority.id)
    add_note(workspace, "P0001", "Two posts filled.")
    assert [one.id for one in workspace.index.actions_of(stream.id)] == ["P0001"]

    for kind, record_id in ((Workstream, stream.id), (Priority, priority.id), (Recommendation, "R0001")):
        remove_record(workspace, kind, record_id)
    action = workspace.records.actions["P0001"]
    assert (action.workstream, action.priorities) == ("", ())
    assert not workspace.index.actions_of(stream.id)
    for _ in range(3):
        undo(workspace)
    assert workspace.records.actions["P0001"].workstream == stream.id
    assert workspace.records.workstreams[stream.id].recommendations == ("R0001",)

    remove_record(workspace, Action, "P0001")
    assert not workspace.records.progress_notes
    undo(workspace)
    assert [one.words for one in workspace.index.notes_of("P0001")] == ["Two posts filled."]


def test_a_new_name_reaches_chairs_members_and_leads_but_not_who_wrote_a_note(workspace: Workspace) -> None:
    """A note says who wrote it then."""
    add_part(
        workspace, Workstream, "Waiting", chair="K. Ali", co_chair="Forum chair", members="k. ali, J. Moss"
    )
    add_part(workspace, Priority, "Sooner", lead="K. Ali")
    plan.add_action(workspace, "Recruit", owner="K. Ali", responsible="Health")
    add_note(workspace, "P0001", "Two posts filled.", by="K. Ali")
    assert set(owners.owned(workspace)) == {"K. Ali", "k. ali", "Forum chair", "J. Moss", "Health"}

    owners.rename(workspace, "K. Ali", "J. Moss")

    stream = workspace.records.workstreams["WS0001"]
    assert (stream.chair, stream.co_chair, stream.members) == ("J. Moss", "Forum chair", ("J. Moss",))
    assert workspace.records.priorities["PR0001"].lead == "J. Moss"
    assert workspace.records.actions["P0001"].owner == "J. Moss"
    assert workspace.records.progress_notes["PN0001"].by == "K. Ali"


def test_done_never_changes_the_effect_or_the_judgement(workspace: Workspace) -> None:
    """Three states, each said by itself."""
    judged = {"confidence": "at_risk", "reason": "Nobody applied."}
    plan.add_action(workspace, "Recruit", confidence=judged)
    before = workspace.records.actions["P0001"]
    for status in ("done", "embedded"):
        plan.edit_action(workspace, "P0001", status=status)
        after = workspace.records.actions["P0001"]
        assert (after.status, after.effect, after.confidence) == (status, "none_yet", before.confidence)
    plan.edit_action(workspace, "P0001", effect="early")
    assert workspace.records.actions["P0001"].status == "embedded"


def test_a_judgement_without_a_reason_is_refused(workspace: Workspace) -> None:
    """Nothing is stored."""
    plan.add_action(workspace, "Recruit")
    with pytest.raises(FieldWordsError, match="Reason"):
        plan.edit_action(workspace, "P0001", confidence={"confidence": "on_track"})
    assert workspace.records.actions["P0001"].confidence is None
