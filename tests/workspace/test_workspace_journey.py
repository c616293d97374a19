"""The main job through the services: evidence in, linked, evaluated, gaps seen, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from readiness.base.errors import ConflictError, StaleEditError, UsageError
from readiness.evidence import linking, register
from readiness.model.records.evidence import Pinpoint
from readiness.requests import states
from readiness.sef import agreeing, statements
from readiness.store.layout import find_workspace
from readiness.workspace.history import redo, undo
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace

AS_AT = date(2026, 12, 7)
TODAY = date(2026, 11, 21)


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """A small document."""
    path = tmp_path / "EHC plan audit.txt"
    path.write_text(
        "Multi-agency audit of EHC plans, July to September 2026\n\nTwenty plans.", encoding="utf-8"
    )
    return path


def again(ws: Workspace, user: str = "K. Ali") -> Workspace:
    """The same workspace as another person opens it."""
    return open_workspace(ws.root, user=user, clock=ws.clock)


def test_a_file_becomes_current_linked_evidence(workspace: Workspace, audit: Path) -> None:
    """A file is copied in, described from its own words, linked with a place, and closes the gap."""
    assert any(gap.check == "criterion-no-evidence" and gap.subject == "A3" for gap in workspace.gaps(AS_AT))

    record, _ = register.add_file(workspace, audit, as_at=TODAY, kind="audit", agencies=("education",))
    linking.link(workspace, record.id, ["a3", "A3.1"], pinpoint=Pinpoint(page="1"), as_at=TODAY)

    stored = workspace.records.evidence[record.id]
    assert (workspace.library / stored.location).read_bytes() == audit.read_bytes()
    assert stored.period_to == date(2026, 9, 30)
    assert [link.target for link in workspace.index.links_of(record.id)] == ["A3", "A3.1"]
    assert not any(
        gap.check == "criterion-no-evidence" and gap.subject == "A3" for gap in workspace.gaps(AS_AT)
    )


def test_the_same_content_is_refused_with_the_id_it_has(workspace: Workspace, audit: Path) -> None:
    """Nobody registers one document twice without being told."""
    record, _ = register.add_file(workspace, audit, as_at=TODAY)

    with pytest.raises(UsageError, match=record.id):
        register.add_file(workspace, audit, as_at=TODAY)


def test_everything_is_there_after_reopening(workspace: Workspace, audit: Path) -> None:
    """What was said yesterday is there today."""
    record, _ = register.add_file(workspace, audit, as_at=TODAY, owner="K. Ali")
    statements.add(workspace, "A3", "strength", "Plans are better.", as_at=TODAY, impact="412 children.")
    workspace.close()

    reopened = again(workspace)

    assert reopened.records.evidence[record.id].owner == "K. Ali"
    assert [one.impact for one in reopened.index.statements_of("A3")] == ["412 children."]
    assert reopened.problems == ()
    reopened.close()


def test_undo_and_redo_walk_through_changes_across_restarts(workspace: Workspace) -> None:
    """Undo goes back change by change, in a new session too, but not over the start; redo does them again."""
    for number in (1, 2, 3):
        statements.add(workspace, "A1", "strength", f"Strength {number}.", as_at=TODAY)
    workspace.close()
    later = again(workspace, user="R. Shah")

    def texts() -> list[str]:
        return [one.text for one in later.index.statements_of("A1")]

    undo(later)
    undo(later)
    assert texts() == ["Strength 1."]
    redo(later)
    assert texts() == ["Strength 1.", "Strength 2."]
    redo(later)
    assert texts() == ["Strength 1.", "Strength 2.", "Strength 3."]
    undo(later)
    undo(later)
    undo(later)
    assert texts() == []
    with pytest.raises(UsageError, match="nothing of yours"):
        undo(later)
    later.close()


def test_undo_never_takes_back_what_somebody_changed_since(workspace: Workspace) -> None:
    """A later edit by a colleague stands in the way of undo, and both are named."""
    record, _ = statements.add(workspace, "A1", "headline", "Good.", as_at=TODAY)
    other = again(workspace)
    statements.edit(other, record.id, text="Very good.")
    workspace.refresh()

    with pytest.raises(ConflictError, match=record.id):
        undo(workspace)
    assert workspace.records.statements[record.id].text == "Very good."
    other.close()


def test_undo_is_each_persons_own(workspace: Workspace) -> None:
    """Undo takes back the user's own newest change, not a colleague's."""
    mine, _ = statements.add(workspace, "A1", "headline", "Mine.", as_at=TODAY)
    other = again(workspace)
    theirs, _ = statements.add(other, "A2", "headline", "Theirs.", as_at=TODAY)

    undo(workspace)

    assert mine.id not in workspace.records.statements
    assert theirs.id in workspace.records.statements
    other.close()


def test_a_stale_edit_is_refused_with_both_sides(workspace: Workspace) -> None:
    """Two people edit one statement: the second to save sees both texts and loses neither."""
    record, _ = statements.add(workspace, "A1", "headline", "Base.", as_at=TODAY)
    before = workspace.records.statements[record.id]
    other = again(workspace)
    statements.edit(other, record.id, text="Theirs.")

    with pytest.raises(StaleEditError) as caught:
        statements.replace_with(workspace, before, text="Mine.")

    assert caught.value.mine is not None
    assert caught.value.theirs is not None
    assert (caught.value.mine["text"], caught.value.theirs["text"]) == ("Mine.", "Theirs.")
    assert workspace.records.statements[record.id].text == "Theirs."
    other.close()


def test_agreement_belongs_to_exact_words(workspace: Workspace) -> None:
    """When every agency asked has agreed the words they become the agreed text; an edit reopens it."""
    asked = [one.id for one in workspace.framework.agencies if one.agrees]
    record, _ = statements.add(workspace, "A1", "strength", "Plans are better.", as_at=TODAY)
    for agency in asked[:-1]:
        agreeing.agree(workspace, record.id, agency, by="Chair", as_at=TODAY)
    assert workspace.records.statements[record.id].agreed_text == ""

    agreeing.agree(workspace, record.id, asked[-1], by="Chair", as_at=TODAY)
    assert workspace.records.statements[record.id].agreed_text == "Plans are better."

    statements.edit(workspace, record.id, text="Plans are much better.")
    edited = workspace.records.statements[record.id]
    assert edited.agreed_text == "Plans are better."
    assert [edited.agreed_by(agency) for agency in asked] == [None] * len(asked)


def test_agreement_is_refused_to_an_agency_that_is_not_asked(workspace: Workspace) -> None:
    """Only agencies the framework names agree statements."""
    record, _ = statements.add(workspace, "A1", "strength", "Plans are better.", as_at=TODAY)

    with pytest.raises(UsageError, match="agency"):
        agreeing.agree(workspace, record.id, "voluntary-sector", by="", as_at=TODAY)


def test_a_grade_needs_a_reason_and_can_be_cleared(workspace: Workspace) -> None:
    """A local view without a reason is refused; one with a reason can be taken away again."""
    with pytest.raises(UsageError, match="reason"):
        statements.grade(workspace, "A1", "2", why=" ", as_at=TODAY)

    statements.grade(workspace, "a1", "2", why="Waits are long.", as_at=TODAY)
    statements.grade(workspace, "A1", "3", why="Waits are longer.", as_at=TODAY)
    assert workspace.records.grades["A1"].outcome == "3"

    statements.clear_grade(workspace, "A1")
    assert "A1" not in workspace.records.grades


def test_linking_again_keeps_one_link_and_takes_the_new_place(workspace: Workspace, audit: Path) -> None:
    """One item and one target have one link; linking again moves its pinpoint."""
    record, _ = register.add_file(workspace, audit, as_at=TODAY)
    linking.link(workspace, record.id, ["A3"], pinpoint=Pinpoint(page="1"), note="why", as_at=TODAY)
    linking.link(workspace, record.id, ["A3"], pinpoint=Pinpoint(page="4"), as_at=TODAY)

    (link,) = workspace.index.links_of(record.id)
    assert (link.pinpoint.page, link.note) == ("4", "why")

    linking.unlink(workspace, record.id, "A3")
    assert workspace.index.links_of(record.id) == ()


def test_a_changed_statement_makes_its_links_suspect_until_reviewed(
    workspace: Workspace, audit: Path
) -> None:
    """Evidence was linked to other words: that is a gap until somebody looks again."""
    record, _ = register.add_file(workspace, audit, as_at=TODAY)
    statement, _ = statements.add(workspace, "A3", "strength", "Plans are better.", as_at=TODAY)
    linking.link(workspace, record.id, [statement.id], as_at=TODAY)
    (link,) = workspace.index.links_of(record.id)

    def suspect() -> bool:
        return bool(workspace.gaps(AS_AT).of("link", link.id))

    assert not suspect()

    statements.edit(workspace, statement.id, text="Plans are worse.")
    assert suspect()
    linking.review(workspace, record.id, as_at=TODAY)
    assert not suspect()


def test_removing_evidence_takes_its_links_and_leaves_the_file(workspace: Workspace, audit: Path) -> None:
    """The register forgets an item in one step; the bytes stay; undo brings it all back."""
    record, _ = register.add_file(workspace, audit, as_at=TODAY)
    linking.link(workspace, record.id, ["A3"], as_at=TODAY)

    register.delete(workspace, record.id)
    assert (len(workspace.records.evidence), len(workspace.records.links)) == (0, 0)
    assert (workspace.library / record.location).exists()

    undo(workspace)
    assert [link.target for link in workspace.index.links_of(record.id)] == ["A3"]


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"kind": "rumour"}, "Kind: this is not one of the choices"),
        ({"agencies": ("nobody",)}, "Agencies: "),
        ({"marking": "TOP"}, "Marking: "),
        ({"period_from": date(2026, 2, 1), "period_to": date(2026, 1, 1)}, "ends before"),
    ],
)
def test_what_the_framework_does_not_know_is_refused(
    workspace: Workspace, audit: Path, fields: dict[str, object], word: str
) -> None:
    """A misspelt kind, agency or marking is refused, with the nearest names."""
    record, _ = register.add_file(workspace, audit, as_at=TODAY)

    with pytest.raises(UsageError, match=word):
        register.edit(workspace, record.id, **fields)


def test_a_request_item_is_not_applicable_only_with_a_reason(workspace: Workspace) -> None:
    """Inspectors will read the reason, so there must be one."""
    with pytest.raises(UsageError, match="reason"):
        states.set_state(workspace, "ehc03", status="not_applicable")

    states.set_state(workspace, "ehc03", status="not_applicable", reason="No such plans.")
    states.set_state(workspace, "EHC03", owner="J. Moss")
    assert workspace.records.requests["EHC03"].owner == "J. Moss"


def test_control_characters_never_reach_the_store(workspace: Workspace) -> None:
    """Text that no document can hold is cleaned on its way in."""
    record, _ = statements.add(workspace, "A1", "headline", "Good\x00\x1b[31m news\ud800.", as_at=TODAY)

    assert workspace.records.statements[record.id].text == "Good[31m news."


def test_only_one_workspace_to_a_folder(workspace: Workspace, clock: Callable[[], datetime]) -> None:
    """A workspace is never made over another."""
    with pytest.raises(UsageError, match="already"):
        create_workspace(workspace.root, "Other", user="x", clock=clock)


def test_a_workspace_is_found_from_below(workspace: Workspace, tmp_path: Path) -> None:
    """Commands work from any folder inside a workspace and say so elsewhere."""
    assert find_workspace(workspace.library) == workspace.root
    assert find_workspace(tmp_path) is None


def test_no_workspace_is_a_clear_error(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    """Opening a folder that is none says how to make one."""
    with pytest.raises(UsageError, match="no workspace") as caught:
        open_workspace(tmp_path, user="x", clock=clock)
    assert "readiness init" in caught.value.hint


def test_an_unknown_framework_opens_for_reading_and_says_where_to_put_it(
    workspace: Workspace, clock: Callable[[], datetime]
) -> None:
    """A workspace of a framework nobody has can be read, and says what is missing."""
    area = workspace.area
    from readiness.model.records.changes import Transaction, put
    from readiness.workspace.editing import revise

    workspace.run(Transaction("Change", (put(revise(area, framework="moon-2030"), area),)))
    workspace.close()

    ws = open_workspace(workspace.root, user="x", clock=clock)
    assert ws.is_read_only
    assert "moon-2030" in ws.problems[0].what
    assert "put its YAML file into the folder frameworks" in ws.problems[0].hint
    ws.close()


def test_a_file_edited_without_changing_its_size_is_noticed(workspace: Workspace, audit: Path) -> None:
    """A file known from before and touched since is read again when the workspace is opened."""
    import os

    os.utime(audit, (1_700_000_000, 1_700_000_000))
    record, _ = register.add_file(workspace, audit, as_at=TODAY)
    linking.link(workspace, record.id, ["A3"], as_at=TODAY)
    workspace.close()
    kept = workspace.library / record.location
    kept.write_bytes(kept.read_bytes().replace(b"2026", b"2016"))

    reopened = again(workspace)

    assert reopened.files.state_of(record.id) == "changed"
    assert "evidence-file-changed" in {gap.check for gap in reopened.gaps(AS_AT)}
    reopened.close()
