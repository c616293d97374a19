"""What people do to a self-evaluation in Word comes back as just that: nothing lost, false or unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from readiness.base.errors import RefusedError, UsageError
from readiness.model.records.changes import Transaction, put
from readiness.sef import statements
from readiness.sef.round_trip.changes import Choice, safe_choices
from readiness.sef.taking_back import apply_sef, plan_sef
from readiness.workspace.opening import create_workspace
from readiness.workspace.workspace import Workspace
from tests.sef.printed_area import BACKLOG
from tests.sef.returned_copies import (
    TODAY,
    as_plain_text,
    changed,
    exported,
    named,
    only,
    plain_paragraph,
    plan_after,
    run,
    type_over,
    without_bookmarks,
    without_stamp,
    words_of,
)


def test_figures_at_the_end_stay_whole_however_the_copy_was_saved(
    written: Workspace, out: Path, tmp_path: Path
) -> None:
    """Same file, no names, no stamp, nothing but words: an untouched return changes nothing."""
    bare = changed(out, tmp_path / "bare.docx", without_bookmarks)
    for path in (
        out,
        bare,
        without_stamp(out, tmp_path / "a.docx"),
        without_stamp(bare, tmp_path / "b.docx"),
    ):
        plan = plan_sef(written, path)
        assert (plan.items, plan.remarks) == ((), ())
    plan = plan_sef(written, as_plain_text(out, tmp_path / "plain.docx"))
    assert (plan.items, plan.remarks) == ((), ())


def test_newer_work_here_is_not_taken_back_by_an_untouched_copy(
    written: Workspace, out: Path, tmp_path: Path
) -> None:
    """The base is what was printed, never the workspace of today."""
    statements.edit(written, "S0002", text="The backlog was cleared in May 2022")
    for path in (out, without_stamp(out, tmp_path / "a.docx"), as_plain_text(out, tmp_path / "b.docx")):
        assert plan_sef(written, path).items == ()


def test_without_a_remembered_export_every_difference_waits(
    written: Workspace, out: Path, tmp_path: Path
) -> None:
    """No stamp and no memory: what changed where cannot be told, so nothing is safe."""
    copy_of = without_stamp(out, tmp_path / "a.docx")
    for path in (written.root / "exports" / ".printed").iterdir():
        path.unlink()
    assert plan_sef(written, copy_of).items == ()

    def typed(document: Any) -> None:
        for name, words in (("sef_S0002", "As recorded today."), ("sef_S0005", "As recorded today.")):
            named(document, name).addnext(plain_paragraph(words))
        named(document, "sef_S0006").addnext(plain_paragraph("Somebody wrote this."))

    plan = plan_after(written, copy_of, typed)  # a note an earlier version printed in each section, and words
    assert [(one.theirs, one.is_safe) for one in plan.items] == [("Somebody wrote this.", False)]
    assert any("As recorded today. / As recorded today." in one for one in plan.remarks)
    statements.edit(written, "S0002", text="The backlog was cleared in May 2022")
    plan = plan_sef(written, copy_of)
    (item,) = plan.items
    assert (item.kind, item.base, item.theirs, item.is_safe) == ("edited", "", BACKLOG, False)
    assert safe_choices(plan) == {}
    assert any("dropped its stamp" in one for one in plan.remarks)
    exported(written, tmp_path / "newer.docx")
    again = plan_sef(written, copy_of)
    assert [(one.kind, one.is_safe) for one in again.items] == [("edited", False)]
    assert any("dropped its stamp" in one for one in again.remarks)


def test_plain_paste_over_a_statement_keeps_its_figures(written: Workspace, out: Path) -> None:
    """Cut and pasted as text only, number and reference glued to the words: still the same statement."""

    def paste(document: Any) -> None:
        for name in ("sef_S0002", "sef_S0003"):
            paragraph = named(document, name)
            type_over(paragraph, words_of(paragraph).replace("\u00a0", " "))

    assert plan_after(written, out, paste).items == ()


def test_another_workspace_of_the_same_area_is_recognised(written: Workspace, tmp_path: Path) -> None:
    """Its statements have our numbers and are others: refused, with the way to go."""
    other = create_workspace(
        tmp_path / "other", "Testshire", user="x", clock=lambda: written.clock().replace(minute=31)
    )
    statements.add(other, "A1", "strength", "Portage grew.", as_at=TODAY)
    path = exported(other, tmp_path / "other.docx")
    other.close()
    with pytest.raises(RefusedError, match="another workspace"):
        plan_sef(written, path)


def test_a_sentence_pasted_as_a_heading_is_shown(written: Workspace, out: Path) -> None:
    """It is proposed where it stands."""
    words = "Waits for audiology have doubled"
    plan = plan_after(
        written,
        out,
        lambda document: named(document, "sef_S0004").addnext(plain_paragraph(words, "Heading3")),
    )
    item = only(plan)
    assert (item.kind, item.criterion, item.statement_kind, item.theirs) == (
        "added",
        "A1",
        "area_to_develop",
        words,
    )


def test_a_new_paragraph_finds_its_section_where_stamp_and_names_are_lost(
    written: Workspace, out: Path, tmp_path: Path
) -> None:
    """The export is known again by its words; criterion and kind are those of the headings above."""

    def edit(document: Any) -> None:
        named(document, "sef_S0004").addnext(plain_paragraph("Reviews are late."))
        without_bookmarks(document)

    path = without_stamp(changed(out, tmp_path / "a.docx", edit), tmp_path / "b.docx")
    item = only(plan_sef(written, path))
    assert (item.kind, item.criterion, item.statement_kind) == ("added", "A1", "area_to_develop")
    assert item.theirs == "Reviews are late."
    (plain,) = plan_sef(written, as_plain_text(path, tmp_path / "c.docx")).items
    assert (plain.criterion, plain.statement_kind, plain.theirs) == (
        "A1",
        "area_to_develop",
        "Reviews are late.",
    )


def test_deleted_evidence_numbers_are_said(written: Workspace, out: Path) -> None:
    """The words stay as they are; that the printed numbers are gone is told."""

    def edit(document: Any) -> None:
        paragraph = named(document, "sef_S0002")
        number = next(one for one in paragraph.iter(qn("w:t")) if one.text == "1")
        paragraph.remove(number.getparent())

    plan = plan_after(written, out, edit)
    assert plan.items == ()
    (told,) = plan.remarks
    assert "S0002" in told
    assert "evidence numbers 1 are gone" in told


def test_a_section_moved_under_another_criterion_moves_its_statements(written: Workspace, out: Path) -> None:
    """Heading and statement cut and pasted: the criterion is the one above them."""

    def edit(document: Any) -> None:
        statement, heading = named(document, "sef_S0006"), None
        for one in statement.itersiblings(preceding=True):
            if words_of(one) == "What we need to improve":
                heading = one
                break
        anchor = named(document, "sef_S0004")
        anchor.addnext(statement)
        anchor.addnext(heading)

    items = plan_after(written, out, edit).items
    assert [(one.kind, one.statement, one.criterion) for one in items] == [("moved", "S0006", "A1")]
    assert not items[0].is_safe


def test_a_reworded_lead_in_is_asked_once(written: Workspace, out: Path) -> None:
    """Not one edit for each impact, and not stored unless somebody wants that."""

    def edit(document: Any) -> None:
        for text in document.element.body.iter(qn("w:t")):
            if text.text == "The difference this makes: ":
                text.text = "Impact: "

    plan = plan_after(written, out, edit)
    (item,) = plan.items
    assert (item.kind, item.others, item.is_safe) == ("lead", ("S0002", "S0005"), False)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    assert written.records.statements["S0005"].impact == "Impact: Rest."


def test_a_part_comes_back_without_missing_the_rest(written: Workspace, tmp_path: Path) -> None:
    """Only the chosen criterion is printed, and what is not printed is not proposed for deletion."""
    part = exported(written, tmp_path / "part.docx", only=["A3"])
    plan = plan_sef(written, part)
    assert (plan.items, plan.remarks, plan.statements) == ((), (), 2)
    edit = changed(part, tmp_path / "back.docx", lambda one: named(one, "sef_S0006").append(run(" Two.")))
    item = only(plan_sef(written, edit))
    assert (item.kind, item.statement, item.is_safe) == ("edited", "S0006", True)
    with pytest.raises(UsageError):
        exported(written, tmp_path / "none.docx", only=["Z9"])


def test_two_partners_parts_come_back_in_any_order(written: Workspace, tmp_path: Path) -> None:
    """Each is set against its own export."""
    first = exported(written, tmp_path / "a.docx", only=["A1"])
    second = exported(written, tmp_path / "b.docx", only=["A3"])
    copies = [
        changed(first, tmp_path / "c.docx", lambda one: named(one, "sef_S0002").append(run(" at last"))),
        changed(second, tmp_path / "d.docx", lambda one: named(one, "sef_S0006").append(run(" Two."))),
    ]
    for path in reversed(copies):
        plan = plan_sef(written, path)
        apply_sef(written, plan, safe_choices(plan), name=path.name, as_at=TODAY)
    assert written.records.statements["S0002"].text == f"{BACKLOG} at last"
    assert written.records.statements["S0006"].text.endswith(" Two.")


def test_evidence_and_actions_follow_words_that_were_split_or_joined(written: Workspace, out: Path) -> None:
    """Both halves of a split keep them; what takes a joined statement's words takes its evidence."""
    action = written.records.actions["P0001"]
    written.run(Transaction("Tie", (put(action.model_copy(update={"statements": ("S0002",)}), action),)))

    def split(document: Any) -> None:
        paragraph = named(document, "sef_S0002")
        text = next(one for one in paragraph.iter(qn("w:t")) if one.text == BACKLOG)
        text.text = "The backlog was cleared"
        rest = plain_paragraph("in July 2022")
        end = next(paragraph.iter(qn("w:bookmarkEnd")))
        rest.append(end)
        paragraph.addnext(rest)

    plan = plan_after(written, out, split)
    (item,) = [one for one in plan.items if one.kind == "split"]
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    fresh = max(written.records.statements)
    assert written.records.statements[fresh].text.startswith("in July 2022")
    assert [one.evidence for one in written.index.links_to("statement", fresh)] == ["E0001"]
    assert [one.evidence for one in written.index.links_to("statement", "S0002")] == ["E0001"]
    assert written.records.actions["P0001"].statements == ("S0002", fresh)

    statements.edit(written, "S0002", text=BACKLOG)
    again = exported(written, out.with_name("again.docx"))

    def join(document: Any) -> None:
        first, second = named(document, "sef_S0002"), named(document, f"sef_{fresh}")
        for one in [*second]:
            if one.tag != qn("w:pPr"):
                second.remove(one)
                first.append(one)
        second.getparent().remove(second)

    plan = plan_after(written, again, join)
    (item,) = [one for one in plan.items if one.kind == "merged"]
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    assert fresh not in written.records.statements
    assert [one.evidence for one in written.index.links_to("statement", "S0002")] == ["E0001"]
