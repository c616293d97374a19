"""The self-evaluation goes out to Word, is edited by others, and comes back statement by statement."""

from __future__ import annotations

import zipfile
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.model.vocabulary import StatementKind
from readiness.sef import statements
from readiness.sef.agreeing import asked_to_agree
from readiness.sef.export import export_sef
from readiness.sef.round_trip.changes import (
    AgreedWords,
    Choice,
    ItemKind,
    PlanItem,
    SefPlan,
    Step,
    safe_choices,
)
from readiness.sef.round_trip.stamp import comparable
from readiness.sef.taking_back import _Draft, apply_sef, hindrance, plan_sef
from readiness.workspace.history import undo
from readiness.workspace.opening import create_workspace
from readiness.workspace.workspace import Workspace

AS_AT = date(2026, 12, 7)
TODAY = date(2026, 11, 21)
SHORT_BREAKS = "Short breaks reach 240 families."
WAITS = "Waits for occupational therapy fell from 31 to 22 weeks."


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """A workspace with two strengths and a headline."""
    statements.add(workspace, "A3", "headline", "Help comes sooner than it did.", as_at=TODAY)
    statements.add(workspace, "A3", "strength", SHORT_BREAKS, as_at=TODAY, impact="Families rest.")
    statements.add(workspace, "A3", "strength", WAITS, as_at=TODAY)
    return workspace


def exported(ws: Workspace, path: Path) -> Path:
    """The self-evaluation as it stands, in a file."""
    export_sef(ws, path, as_at=AS_AT)
    return path


def edited(source: Path, target: Path, *changes: tuple[str, str]) -> Path:
    """A copy with words replaced in the text of the document, as an editor's save would."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                text = data.decode("utf-8")
                for before, after in changes:
                    assert before in text
                    text = text.replace(before, after)
                data = text.encode("utf-8")
            new.writestr(info, data)
    return target


def take_safe(ws: Workspace, path: Path) -> SefPlan:
    """Import a document and accept everything that is safe."""
    plan = plan_sef(ws, path)
    apply_sef(ws, plan, safe_choices(plan), name=path.name, as_at=TODAY)
    return plan


def text_of(ws: Workspace, statement_id: str) -> str:
    """The draft of a statement as stored."""
    return ws.records.statements[statement_id].text


def test_an_unedited_document_changes_nothing(written: Workspace, tmp_path: Path) -> None:
    """Out and straight back: nothing is proposed, nothing is stored."""
    plan = plan_sef(written, exported(written, tmp_path / "sef.docx"))

    assert plan.is_empty
    assert apply_sef(written, plan, {}, name="sef.docx", as_at=TODAY).changes == ()


def test_an_edit_comes_back_as_one_change_and_undo_takes_it_back(written: Workspace, tmp_path: Path) -> None:
    """Two statements edited in Word become one transaction; importing again proposes nothing."""
    out = exported(written, tmp_path / "sef.docx")
    back = edited(out, tmp_path / "back.docx", ("240 families", "255 families"), ("22 weeks", "20 weeks"))

    before = written.repository.sequence
    take_safe(written, back)

    assert written.repository.sequence == before + 1
    assert (text_of(written, "S0002"), text_of(written, "S0003")) == (
        "Short breaks reach 255 families.",
        "Waits for occupational therapy fell from 31 to 20 weeks.",
    )
    assert plan_sef(written, back).is_empty
    assert list((written.root / "backups").glob("*before-import*"))
    undo(written)
    assert (text_of(written, "S0002"), text_of(written, "S0003")) == (SHORT_BREAKS, WAITS)


def test_two_partners_copies_merge_in_either_order(written: Workspace, tmp_path: Path) -> None:
    """Copies of one export edited apart and returned one after the other give the same statements."""
    out = exported(written, tmp_path / "sef.docx")
    health = edited(out, tmp_path / "health.docx", ("22 weeks", "20 weeks"))
    forum = edited(out, tmp_path / "forum.docx", ("240 families", "255 families"))

    results = set()
    for order in permutations([health, forum]):
        for path in order:
            take_safe(written, path)
        results.add((text_of(written, "S0002"), text_of(written, "S0003")))
        undo(written)
        undo(written)

    assert results == {
        ("Short breaks reach 255 families.", "Waits for occupational therapy fell from 31 to 20 weeks.")
    }


def test_the_same_words_changed_on_both_sides_conflict_and_lose_nothing(
    written: Workspace, tmp_path: Path
) -> None:
    """Neither side wins by itself: base, ours and theirs are shown, and a person's text is stored."""
    out = exported(written, tmp_path / "sef.docx")
    back = edited(out, tmp_path / "back.docx", ("240 families", "260 families"))
    statements.edit(written, "S0002", text="Short breaks reach 255 families.")

    plan = take_safe(written, back)
    (item,) = plan.items
    assert (item.kind, item.is_safe) == ("conflict", False)
    assert (item.base, item.ours, item.theirs) == (
        SHORT_BREAKS,
        "Short breaks reach 255 families.",
        "Short breaks reach 260 families.",
    )
    assert text_of(written, "S0002") == "Short breaks reach 255 families."

    chosen = {item.key: Choice(is_accepted=True, text="Short breaks reach 258 families.")}
    apply_sef(written, plan_sef(written, back), chosen, name="back.docx", as_at=TODAY)
    assert text_of(written, "S0002") == "Short breaks reach 258 families."


def test_a_deleted_paragraph_is_never_deleted_without_being_asked(written: Workspace, tmp_path: Path) -> None:
    """A statement whose words are gone stays until somebody accepts the deletion."""
    out = exported(written, tmp_path / "sef.docx")
    back = edited(out, tmp_path / "back.docx", (WAITS, ""))

    plan = take_safe(written, back)
    assert "S0003" in written.records.statements
    (item,) = [one for one in plan.items if one.kind == "deleted"]
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)

    assert "S0003" not in written.records.statements


def test_words_accepted_for_a_statement_deleted_here_come_back(written: Workspace, tmp_path: Path) -> None:
    """Words and impact edited by a partner, deleted here meanwhile, stand again as one new statement."""
    impact = "Families waited less."
    statements.edit(written, "S0003", impact=impact)
    out = exported(written, tmp_path / "sef.docx")
    changes = (WAITS, "Waits fell again."), (impact, "Families waited two weeks less.")
    back = edited(edited(out, tmp_path / "half.docx", changes[0]), tmp_path / "back.docx", changes[1])
    gone = written.records.statements["S0003"]
    statements.delete(written, "S0003")

    plan = plan_sef(written, back)
    chosen = {item.key: Choice(is_accepted=True, text=item.theirs) for item in plan.items}
    assert set(chosen) == {"S0003.text", "S0003.impact"}
    apply_sef(written, plan, chosen, name="back.docx", as_at=TODAY)

    (fresh,) = [one for one in written.records.statements.values() if one.text == "Waits fell again."]
    assert fresh.id != "S0003"
    assert (fresh.criterion, fresh.kind) == (gone.criterion, gone.kind)
    assert fresh.impact == "Families waited two weeks less."


def test_another_areas_document_is_refused(written: Workspace, tmp_path: Path) -> None:
    """A document exported from another area cannot be taken for an edited copy of ours."""
    other = create_workspace(tmp_path / "other", "Elsewhere", user="x", clock=written.clock)
    statements.add(other, "A3", "strength", "Other.", as_at=TODAY)
    path = exported(other, tmp_path / "other.docx")
    other.close()

    with pytest.raises(RefusedError):
        plan_sef(written, path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "before 2007"),
        (b"not a document", "Word"),
        (b"", "empty"),
    ],
)
def test_what_is_no_document_is_refused_in_plain_words(
    written: Workspace, tmp_path: Path, content: bytes, word: str
) -> None:
    """A renamed .doc, a text file, an empty file: refused, and the words say what it is."""
    path = tmp_path / "sef.docx"
    path.write_bytes(content)

    with pytest.raises(RefusedError) as caught:
        plan_sef(written, path)
    assert word.casefold() in f"{caught.value.title} {caught.value.detail} {caught.value.hint}".casefold()


def test_a_missing_file_is_said(written: Workspace, tmp_path: Path) -> None:
    """Nothing there is a clear error."""
    with pytest.raises(UsageError, match="no such file"):
        plan_sef(written, tmp_path / "none.docx")


@pytest.mark.parametrize("kind", ["strength", "next_step"])
def test_a_statement_moved_behind_another_numbers_its_section(
    workspace: Workspace, kind: StatementKind
) -> None:
    """Each of four behind each other one, and first: in that order, numbered from 1."""
    for number in range(1, 5):
        statements.add(workspace, "A3", kind, f"Statement {number}.", as_at=TODAY)
    ids = [f"S000{number}" for number in range(1, 5)]
    for moved, after in permutations([*ids, ""], 2):
        if not moved:
            continue
        step = Step(
            "move",
            moved,
            criterion="A3",
            statement_kind=workspace.records.statements[moved].kind,
            after=after,
        )
        draft = _Draft(workspace, TODAY)
        draft.changes([step])
        rest = [one for one in ids if one != moved]
        at = rest.index(after) + 1 if after else 0
        order = [*rest[:at], moved, *rest[at:]]
        assert [draft._now[one].position for one in order] == [1, 2, 3, 4], (moved, after)


def test_an_agreement_stands_by_the_words_that_were_signed(written: Workspace) -> None:
    """Statements with other words since, or gone, get none; those after them still do."""
    agency = asked_to_agree(written.framework)[0]
    first, second, third = written.records.statements.values()
    signed = tuple(
        AgreedWords(one.id, comparable(one.text), comparable(one.impact)) for one in (second, third)
    )
    others = (
        AgreedWords(first.id, "Other words.", ""),
        AgreedWords("S0099", "Words.", ""),
        AgreedWords(second.id, comparable(second.text), "Another impact."),
    )
    step = Step("agree", agency=agency, text="M. Cole, 20 November 2026", agreed=(*others, *signed))
    changes = _Draft(written, TODAY).changes([step])
    assert [change.record_id for change in changes] == [second.id, third.id]


@pytest.mark.parametrize(
    ("kind", "statement", "is_hindered"),
    [
        ("edited", "S0001", False),
        ("edited", "S0009", True),
        ("moved", "S0009", True),
        ("deleted", "S0009", True),
        ("comment", "S0009", True),
        ("comment", "S0001", False),
        ("comment", "", False),
        ("added", "", False),
        ("record", "S0009", False),
        ("lead", "", False),
        ("agreed", "", False),
    ],
)
def test_a_change_of_a_statement_that_is_gone_cannot_be_stored(
    kind: ItemKind, statement: str, is_hindered: bool
) -> None:
    """What makes something new, or is kept with what is new, can."""
    said = hindrance(PlanItem("key", kind, statement), {"S0001"})
    assert bool(said) is is_hindered
    assert (statement in said) is is_hindered or not statement
