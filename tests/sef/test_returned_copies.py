"""What people do to a self-evaluation in Word comes back as just that: nothing lost, false or unsaid."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from readiness.base.errors import RefusedError, UsageError
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import LocalGrade
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action, Recommendation
from readiness.sef import statements
from readiness.sef.round_trip.changes import Choice, PlanItem, SefPlan, safe_choices
from readiness.sef.taking_back import apply_sef, plan_sef
from readiness.workspace.opening import create_workspace
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import (
    TODAY,
    as_plain_text,
    changed,
    exported,
    holding,
    into_table,
    named,
    paragraphs,
    plain_paragraph,
    plan_after,
    run,
    type_over,
    with_part,
    without_bookmarks,
    without_stamp,
    words_of,
)

BACKLOG = "The backlog was cleared in July 2022"
SUSPENSIONS = "Suspensions per 100 pupils fell from 24.6 to 17.9"
WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """Statements that end in figures, an action, a measure, a recommendation and a local view."""
    statements.add(workspace, "A1", "headline", "Needs are found earlier (by 2 years)", as_at=TODAY)
    statements.add(
        workspace, "A1", "strength", BACKLOG, as_at=TODAY, impact="Families waited 9 weeks less in 2025"
    )
    statements.add(workspace, "A1", "context", SUSPENSIONS, as_at=TODAY)
    statements.add(workspace, "A1", "area_to_develop", "Too few plans name health, 3 of 17", as_at=TODAY)
    statements.add(
        workspace, "A3", "strength", "Short breaks reach 240 families.", as_at=TODAY, impact="Rest."
    )
    statements.add(workspace, "A3", "area_to_develop", "Clubs for over-16s are few.", as_at=TODAY)
    measure = Measure(
        id=workspace.new_id("measures"),
        title="Plans in 20 weeks",
        unit="%",
        criteria=("A1",),
        baseline=Observation(period_to=date(2024, 12, 31), value=41),
        observations=(Observation(period_to=date(2025, 12, 31), value=52.4),),
        target=60,
    )
    action = Action(id=workspace.new_id("actions"), title="Hire two psychologists", criteria=("A1",))
    told = Recommendation(id=workspace.new_id("recommendations"), kind="other", text="Find needs sooner")
    view = LocalGrade(id="A1", outcome=next(iter(workspace.framework.outcomes_by_id)), why="Waits are long")
    paper = Evidence(
        id=workspace.new_id("evidence"),
        title="Panel log",
        location_kind="url",
        location="https://example.org/a",
        added=TODAY,
    )
    link = Link(id=workspace.new_id("links"), evidence=paper.id, target_kind="statement", target="S0002")
    area = workspace.area.model_copy(update={"context": "A rural area.\n\nWith two towns."})
    workspace.run(
        Transaction(
            "Fill",
            (
                put(measure),
                put(action),
                put(told),
                put(view),
                put(paper),
                put(link),
                put(area, workspace.area),
            ),
        )
    )
    return workspace


@pytest.fixture
def out(written: Workspace, tmp_path: Path) -> Path:
    """The working draft."""
    return exported(written, tmp_path / "sef.docx")


def only(plan: SefPlan) -> PlanItem:
    """The one change of a plan that has nothing else to say."""
    assert plan.remarks == ()
    (item,) = plan.items
    return item


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


def test_a_headline_typed_into_the_summary_is_that_headline(written: Workspace, out: Path) -> None:
    """Its words are shown and wait, for they stand in two places."""
    words = "Needs are found two years earlier"
    plan = plan_after(written, out, lambda document: type_over(_cell(document, "(by 2 years)"), words))
    item = only(plan)
    assert (item.kind, item.statement, item.theirs, item.is_safe) == ("edited", "S0001", words, False)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    assert written.records.statements["S0001"].text == words


def test_a_headline_typed_over_missing_is_a_headline(written: Workspace, out: Path) -> None:
    """In the section and in the summary."""

    def edit(document: Any) -> None:
        note = next(
            one
            for one in paragraphs(document)[paragraphs(document).index(_heading(document, "A3 ")) :]
            if "a sentence that sums up" in words_of(one)
        )
        type_over(note, "Missing: Help comes sooner.")

    item = only(plan_after(written, out, edit))
    assert (item.kind, item.criterion, item.statement_kind) == ("added", "A3", "headline")
    assert item.theirs == "Help comes sooner."

    row = only(
        plan_after(
            written, out, lambda document: type_over(_cell_of(document, "A3 ", 1), "Help comes sooner.")
        )
    )
    assert (row.kind, row.criterion, row.statement_kind) == ("added", "A3", "headline")


def test_statements_put_into_a_table_are_still_statements(written: Workspace, out: Path) -> None:
    """Not deleted, and what was typed into one of them is that edit."""

    def edit(document: Any) -> None:
        moved = named(document, "sef_S0006")
        moved.append(run(" Two at most."))
        into_table(moved)

    item = only(plan_after(written, out, edit))
    assert (item.kind, item.statement, item.theirs) == (
        "edited",
        "S0006",
        "Clubs for over-16s are few. Two at most.",
    )


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


def test_struck_out_hidden_and_prompt_words_are_asked_about(written: Workspace, out: Path) -> None:
    """They are not read as words, nothing about them is safe, and they are shown."""

    def strike(document: Any) -> None:
        paragraph = named(document, "sef_S0006")
        for one in list(paragraph.iter(qn("w:r"))):
            one.insert(0, parse_xml(f"<w:rPr {nsdecls('w')}><w:strike/></w:rPr>"))
        paragraph.append(run("New words."))

    item = only(plan_after(written, out, strike))
    assert (item.statement, item.theirs, item.is_safe) == ("S0006", "New words.", False)
    assert "struck out" in item.reason

    def hide(document: Any) -> None:
        named(document, "sef_S0006").append(run("Hidden.", "<w:vanish/>"))

    plan = plan_after(written, out, hide)
    assert plan.items == ()
    assert any("Hidden." in one and "hidden" in one for one in plan.remarks)

    def prompt(document: Any) -> None:
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        next(control.iter(qn("w:sdtContent"))).append(run("Click here to enter text."))
        named(document, "sef_S0006").append(control)

    plan = plan_after(written, out, prompt)
    assert plan.items == ()
    assert any("Click here" in one and "prompt" in one for one in plan.remarks)

    def strike_all(document: Any) -> None:
        for one in list(named(document, "sef_S0006").iter(qn("w:r"))):
            one.insert(0, parse_xml(f"<w:rPr {nsdecls('w')}><w:strike/></w:rPr>"))

    gone = only(plan_after(written, out, strike_all))
    assert (gone.kind, gone.statement, gone.is_safe) == ("deleted", "S0006", False)
    assert "struck out" in gone.reason


def test_a_thread_is_one_note_and_a_resolved_one_waits(written: Workspace, out: Path, tmp_path: Path) -> None:
    """Replies stand under the comment they answer; what was resolved in Word is not offered as safe."""

    def anchor(document: Any) -> None:
        for number in (1, 2, 3):
            mark = parse_xml(f'<w:r {nsdecls("w")}><w:commentReference w:id="{number}"/></w:r>')
            named(document, "sef_S0006").append(mark)

    def comment(number: int, by: str, words: str) -> str:
        return (
            f'<w:comment w:id="{number}" w:author="{by}" w:date="2026-11-20T09:00:00Z">'
            f'<w:p w14:paraId="0000000{number}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        )

    spaces = f'{nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    inner = comment(1, "Ann", "Is it so?") + comment(2, "Bob", "Yes.") + comment(3, "Cy", "Old point")
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000003" w15:done="1"/></w15:commentsEx>'
    )
    path = changed(out, tmp_path / "a.docx", anchor)
    comments = f"<w:comments {spaces}>{inner}</w:comments>"
    path = with_part(
        path, tmp_path / "b.docx", "word/comments.xml", f"{ML}.comments+xml", comments, f"{WORD}/comments"
    )
    relation = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    path = with_part(
        path,
        tmp_path / "c.docx",
        "word/commentsExtended.xml",
        f"{ML}.commentsExtended+xml",
        extended,
        relation,
    )
    thread, old = plan_sef(written, path).items
    assert thread.note is not None
    assert (thread.note.text, thread.is_safe) == ("Is it so?\nBob, 20 November 2026: Yes.", True)
    assert (old.note and old.note.text, old.is_safe) == ("Old point", False)
    assert "resolved" in old.reason


def test_words_in_notes_boxes_headers_and_printed_lines_are_told(
    written: Workspace, out: Path, tmp_path: Path
) -> None:
    """Whatever belongs to no statement is shown whole; "nothing would change" is not said."""
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Figure excludes transfers.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    path = with_part(
        out, tmp_path / "a.docx", "word/footnotes.xml", f"{ML}.footnotes+xml", notes, f"{WORD}/footnotes"
    )
    assert any("Figure excludes transfers." in one for one in plan_sef(written, path).remarks)

    def box(document: Any) -> None:
        drawing = f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"
        element = parse_xml(drawing)
        next(element.iter(qn("w:p"))).append(run("Boxed words."))
        named(document, "sef_S0006").append(element)

    boxed = plan_after(written, out, box)
    assert [(one.statement, one.note.text) for one in boxed.items if one.note] == [("S0006", "Boxed words.")]

    def head(document: Any) -> None:
        document.sections[0].header.paragraphs[0].add_run(" Not for publication")

    assert any("Not for publication" in one for one in plan_after(written, out, head).remarks)

    def note(document: Any) -> None:
        type_over(holding(document, "Local views are the partnership's own; they"), "Views are official.")

    (told,) = plan_after(written, out, note).remarks
    assert "Local views are the partnership" in told
    assert "Views are official." in told

    def heading(document: Any) -> None:
        type_over(_heading(document, "Across the sections"), "Across everything")

    (told,) = plan_after(written, out, heading).remarks
    assert "Across everything" in told

    def delete(document: Any) -> None:
        line = holding(document, "Local views are the partnership's own; they")
        line.getparent().remove(line)

    (told,) = plan_after(written, out, delete).remarks
    assert "taken out" in told


def test_a_picture_is_told(written: Workspace, out: Path, tmp_path: Path) -> None:
    """Pictures are not kept; that one was put in is said."""
    from PIL import Image

    image = tmp_path / "dot.png"
    Image.new("RGB", (2, 2)).save(image)
    plan = plan_after(written, out, lambda document: document.add_picture(str(image)))
    assert any("1 picture was added" in one for one in plan.remarks)


@pytest.mark.parametrize(
    ("before", "typed", "table", "field", "stored"),
    [
        (
            "Hire two psychologists",
            "Hire three psychologists",
            "actions",
            "title",
            "Hire three psychologists",
        ),
        ("nobody named yet", "SEND manager", "actions", "responsible", "SEND manager"),
        ("no date set", "31 March 2027", "actions", "due", date(2027, 3, 31)),
        ("not started", "in progress, 40%", "actions", "percent_done", 40),
        ("Find needs sooner", "Find needs early", "recommendations", "text", "Find needs early"),
        ("60%", "65% by Jun 2027", "measures", "target", 65),
    ],
)
def test_cells_come_back_to_their_record(
    written: Workspace, out: Path, before: str, typed: str, table: str, field: str, stored: object
) -> None:
    """What is typed into a printed cell is proposed for the field it stands for, and stored when taken."""
    plan = plan_after(written, out, lambda document: type_over(_cell(document, before), typed))
    item = only(plan)
    assert (item.kind, item.theirs, item.is_safe) == ("record", typed, False)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    (record,) = written.records.table(table).values()
    assert getattr(record, field) == stored


def test_a_figure_typed_into_a_cell_joins_its_series(written: Workspace, out: Path) -> None:
    """With the end of its period; a word that is no figure waits for somebody to write one."""
    plan = plan_after(
        written, out, lambda document: type_over(_cell(document, "52.4% (Dec 2025)"), "55% (Dec 2026)")
    )
    item = only(plan)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    (measure,) = written.records.measures.values()
    assert measure.latest == Observation(period_to=date(2026, 12, 31), value=55)

    plan = plan_after(
        written, out, lambda document: type_over(_cell(document, "52.4% (Dec 2025)"), "about half")
    )
    item = only(plan)
    assert (item.merged, item.theirs) == (None, "about half")
    with pytest.raises(UsageError):
        apply_sef(
            written, plan, {item.key: Choice(is_accepted=True, text="half")}, name="back.docx", as_at=TODAY
        )


def test_an_answer_to_a_recommendation_becomes_an_action(written: Workspace, out: Path) -> None:
    """Typed over "missing": a new action that answers it."""
    words = "We opened a second clinic"
    plan = plan_after(
        written, out, lambda document: type_over(_cell(document, "no action answers this"), words)
    )
    item = only(plan)
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    (action,) = written.index.actions_for("recommendation", "R0001")
    assert action.title == words


def test_rows_typed_into_the_tables_become_records(written: Workspace, out: Path) -> None:
    """An action, a measure and a recommendation with its answer; what lacks something says what."""
    rows = {
        "Hire two psychologists": ("Open a clinic", "NHS", "31 March 2027", "not started", "Waits fall"),
        "Plans in 20 weeks": (
            "Waits (lower is better)",
            "50 weeks (Dec 2024)",
            "45 weeks (Dec 2025)",
            "20 weeks",
        ),
        "Find needs sooner": ("Hear families", "Our review", "The council", "We meet each month"),
    }

    def add(document: Any) -> None:
        for beside, cells in rows.items():
            row = _cell(document, beside)
            while row.tag != qn("w:tr"):
                row = row.getparent()
            fresh = copy.deepcopy(row)
            for cell, words in zip(fresh.iter(qn("w:tc")), cells, strict=True):
                type_over(next(cell.iter(qn("w:p"))), words)
            row.addnext(fresh)

    plan = plan_after(written, out, add)
    assert plan.remarks == ()
    assert [(one.kind, one.is_safe, one.merged == one.theirs) for one in plan.items] == [
        ("record", False, True)
    ] * 3
    choices = {one.key: Choice(is_accepted=True) for one in plan.items}
    apply_sef(written, plan, choices, name="back.docx", as_at=TODAY)
    action, answer = list(written.records.actions.values())[1:]
    assert (action.title, action.responsible, action.due) == ("Open a clinic", "NHS", date(2027, 3, 31))
    assert action.criteria == ("A1",)
    measure = max(written.records.measures.values(), key=lambda one: one.id)
    assert (measure.title, measure.good, measure.unit, measure.criteria) == (
        "Waits",
        "lower",
        "weeks",
        ("A1",),
    )
    assert [one.value for one in measure.figures] == [50, 45]
    told = max(written.records.recommendations.values(), key=lambda one: one.id)
    assert (told.text, told.source, told.responsible) == ("Hear families", "Our review", ("The council",))
    assert (answer.title, answer.recommendations) == ("We meet each month", (told.id,))
    assert plan_sef(written, out.with_name("back.docx")).items == ()

    rows["Hire two psychologists"] = ("Plan a campaign", "", "soon", "", "")
    plan = plan_after(written, out, add)
    (item,) = plan.items
    assert item.merged is None
    assert "Write the day such as 31 March 2027." in item.reason


def test_the_areas_own_words_and_the_reason_of_a_view_come_back(written: Workspace, out: Path) -> None:
    """Each to its record."""
    plan = plan_after(
        written, out, lambda document: type_over(holding(document, "With two towns."), "With three towns.")
    )
    item = only(plan)
    assert (item.kind, item.theirs) == ("record", "A rural area.\n\nWith three towns.")
    apply_sef(written, plan, {item.key: Choice(is_accepted=True)}, name="back.docx", as_at=TODAY)
    assert written.area.context == "A rural area.\n\nWith three towns."

    def edit(document: Any) -> None:
        for text in holding(document, "Our local view: ").iter(qn("w:t")):
            text.text = (text.text or "").replace("Waits are long", "Waits are too long")

    item = only(plan_after(written, out, edit))
    assert (item.base, item.theirs) == ("Waits are long", "Waits are too long")
    apply_sef(
        written,
        plan_sef(written, out.with_name("back.docx")),
        {item.key: Choice(is_accepted=True)},
        name="back.docx",
        as_at=TODAY,
    )
    assert written.records.grades["A1"].why == "Waits are too long"


def test_cells_that_stand_for_nothing_are_told_with_their_words(written: Workspace, out: Path) -> None:
    """What was printed and what stands there now; a new row too; a table that is gone."""
    plan = plan_after(written, out, lambda document: type_over(_cell_of(document, "A2 ", 3), "plenty"))
    (told,) = plan.remarks
    assert "plenty" in told
    assert "none" in told

    def row(document: Any) -> None:
        last = document.tables[0].rows[-1]._tr
        fresh = copy.deepcopy(last)
        for one in fresh.iter(qn("w:p")):
            type_over(one, "Another row")
        last.addnext(fresh)

    (told,) = plan_after(written, out, row).remarks
    assert "Another row" in told

    def drop(document: Any) -> None:
        table = document.tables[0]._tbl
        table.getparent().remove(table)

    assert any("is not in the document any more" in one for one in plan_after(written, out, drop).remarks)


def _cell(document: Any, words: str) -> Any:
    """The paragraph of the first cell that holds these words."""
    lines = (line for cell in document.element.body.iter(qn("w:tc")) for line in cell.iter(qn("w:p")))
    return next(line for line in lines if words in words_of(line))


def _cell_of(document: Any, row: str, column: int) -> Any:
    """A cell of the summary table."""
    found = next(one for one in document.tables[0].rows if one.cells[0].text.startswith(row))
    return found.cells[column].paragraphs[0]._p


def _heading(document: Any, words: str) -> Any:
    """A heading of the text, not its line on the contents page."""
    found = (one for one in paragraphs(document) if words_of(one).startswith(words))
    return next(
        one for one in found if one.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val"))[:3] == "Hea"
    )


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
