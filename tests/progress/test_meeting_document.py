"""The brief and the internal page as files: within 900 words whatever is recorded, apart from each other."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.base.errors import UsageError
from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.model import Chart
from readiness.formats.word.package import Package
from readiness.model.records.record import Record
from readiness.plan import plan
from readiness.plan.figures import record_figure
from readiness.progress import snapshots
from readiness.progress.meeting import meeting
from readiness.progress.meeting_document import (
    MOST_PAGES,
    MOST_WORDS,
    brief_document,
    export_meeting,
    fitted,
    last_state,
    page_count,
    questions_document,
    word_count,
)
from readiness.progress.meeting_questions import Question
from readiness.sef import statements
from readiness.workspace.output import EXAMPLE_NOTE, TakenError
from readiness.workspace.workspace import Workspace
from tests.making.building import AS_AT as LATE
from tests.making.building import make_area, make_evidence, make_link, make_statement
from tests.plan.programme import AS_AT, record_programme
from tests.progress.test_meeting import CHILD, action, held, measure, told


def said(content: bytes) -> str:
    """Every word of a document with its headers, table cells parted by bars."""
    document = docx.Document(io.BytesIO(content))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    headers = [one.text for section in document.sections for one in section.header.paragraphs]
    return "\n".join([*(one.text for one in document.paragraphs), *rows, *headers])


def crowded(text: str, number: int) -> list[Record]:
    """A workspace with so many of everything, each saying `text`."""
    found: list[Record] = []
    for at in range(1, number + 1):
        found += [
            told(at, text=text, kind="area_for_priority_action"),
            action(at, title=text, responsible=text, recommendations=(f"R{at:04}",), measures=(f"M{at:04}",)),
            action(100 + at, title=text, statements=(f"S{at:04}",), recommendations=()),
            measure(20, 56, number=at, unit="%", target=85),
            make_statement(at, "area_to_develop", text=text),
            make_evidence(at, title=text, kind=CHILD),
            make_link(at, at, "recommendation", f"R{at:04}", note=text),
        ]
    return found


@pytest.fixture
def programme(workspace: Workspace) -> Workspace:
    """A workspace that holds a published programme of six recommendations."""
    record_programme(workspace)
    return workspace


def test_the_six_recommendations_are_answered_measured_and_presented(
    programme: Workspace, tmp_path: Path
) -> None:
    """Each with its progress, the figures with the size of the change, no small number, and roles to fill."""
    export_meeting(programme, tmp_path / "brief.docx", as_at=AS_AT)
    text = said((tmp_path / "brief.docx").read_bytes())
    assert all(one.text in text for one in programme.records.recommendations.values())
    assert "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better; aiming at 85%" in text
    assert "88% fewer, better" in text
    assert "82% fewer in Sep 2022 than in Mar 2022, figures too small to print, better" in text
    assert "4 children" not in text
    assert "1 action: 1 in progress; 1 LATE" in text
    assert "no current proof linked" in text
    assert "No earlier state was kept" in text
    assert "As at 1 June 2023" in text
    assert "not for publication" in text
    assert all(f"{role} | to be filled in" in text for role in programme.framework.meeting_roles)


def test_a_series_is_drawn_where_the_brief_has_room_and_never_a_small_number(
    programme: Workspace,
) -> None:
    """The chart of a recommendation's measure, its figures in words below, within all limits."""
    assert not any(isinstance(one, Chart) for one in fitted(programme.area, meeting(programme.index, AS_AT)))
    for day, value in ((date(2023, 1, 31), 85), (date(2023, 4, 30), 88)):
        record_figure(programme, "M0001", {"value": value, "period_to": day})
        record_figure(programme, "M0003", {"value": 3, "period_to": day})
    blocks = fitted(programme.area, meeting(programme.index, AS_AT))
    assert [one.title for one in blocks if isinstance(one, Chart)] == ["Assessments issued within 20 weeks"]
    assert word_count(blocks) <= MOST_WORDS
    assert page_count(blocks) <= MOST_PAGES
    text = " ".join(brief_texts(blocks))
    assert "from 20% to 56% to 85% to 88%, 68 percentage points higher" in text
    assert "Dec 2021 (start): 20%" in text or "Dec 2021: 20%" in text


def test_nothing_recorded_is_said_and_nothing_asserted(workspace: Workspace, tmp_path: Path) -> None:
    """An empty workspace gives a brief that says what is not there."""
    export_meeting(workspace, tmp_path / "brief.docx", as_at=AS_AT)
    text = said((tmp_path / "brief.docx").read_bytes())
    for missing in (
        "No recommendation has been recorded.",
        "No area to develop has been recorded.",
        "No current evidence of this has been recorded.",
    ):
        assert missing in text


def test_a_draft_is_called_one_and_a_voice_without_figure_too() -> None:
    """What is not agreed, not answered, not noted or not shown is said."""
    records = [
        make_statement(1, "area_to_develop", text="Waits are long."),
        make_evidence(1, kind=CHILD, title="Survey"),
        make_evidence(2, kind=CHILD, title="Panel"),
        make_link(1, 2, "criterion", "A1", note="9 of 12 like it"),
        *(told(number) for number in range(1, 15)),
    ]
    text = said(brief_document(make_area(is_example=True), meeting(held(*records), LATE)))
    assert "Waits are long. (draft, not agreed) What we do: no action answers this yet." in text
    assert "9 of 12 like it." in text
    assert "nothing noted (no figure recorded)." in text
    assert "2 further recommendations not shown." in text
    assert EXAMPLE_NOTE in text


def test_the_last_snapshot_is_compared_with(programme: Workspace, tmp_path: Path) -> None:
    """The newest one measured no later than the date; a later one is not the past."""
    snapshots.take(programme, "spring", as_at=date(2023, 3, 1))
    snapshots.take(programme, "autumn", as_at=date(2023, 10, 1))
    plan.edit_action(programme, "P0001", status="done")
    since = last_state(programme, AS_AT)
    assert since is not None
    assert since.name == "spring"
    export_meeting(programme, tmp_path / "brief.docx", as_at=AS_AT, replace=True)
    text = said((tmp_path / "brief.docx").read_bytes())
    assert "Compared with “spring”, measured at 1 Mar 2023." in text
    assert "Finished: Fill the vacant therapy posts with the new provider." in text
    assert last_state(programme, date(2023, 2, 1)) is None


def test_the_internal_page_stands_apart(programme: Workspace, tmp_path: Path) -> None:
    """Ten questions with the ids of records; the brief holds none of them; one file for both is refused."""
    brief, page = tmp_path / "brief.docx", tmp_path / "questions.docx"
    statements.add(programme, "A3", "strength", "Families wait less.", as_at=AS_AT)
    export_meeting(programme, brief, as_at=AS_AT, internal=page)
    text = said(page.read_bytes())
    assert "Families wait less" in text
    assert "S0001" in text
    assert "internal, not to leave the partnership" in text
    assert len(docx.Document(str(page)).tables[0].rows) == 11
    assert "Likely questions" not in said(brief.read_bytes())
    same = tmp_path / "x" / ".." / "brief.docx"
    with pytest.raises(UsageError, match="same file"):
        export_meeting(programme, brief, as_at=AS_AT, internal=same, replace=True)
    with pytest.raises(TakenError):
        export_meeting(programme, tmp_path / "new.docx", as_at=AS_AT, internal=page)
    assert not (tmp_path / "new.docx").exists()
    with pytest.raises(UsageError, match=r"must end in \.docx"):
        export_meeting(programme, tmp_path / "brief.pdf", as_at=AS_AT)


@pytest.mark.parametrize("number", [1, 6, 12, 30])
@pytest.mark.parametrize("text", ["word " * 200, "w" * 4000, "a b"])
def test_the_brief_never_outgrows_its_words(text: str, number: int) -> None:
    """However many recommendations and however long their words; endless words are cut as well."""
    blocks = fitted(make_area(), meeting(held(*crowded(text, number)), LATE))
    assert word_count(blocks) <= MOST_WORDS
    assert page_count(blocks) <= MOST_PAGES
    longest = max(len(piece) for block in brief_texts(blocks) for piece in block.split())
    assert longest < 500


def brief_texts(blocks: tuple[object, ...]) -> list[str]:
    """The texts of paragraphs and cells."""
    from readiness.formats.word.model import Paragraph, Table

    texts = [one.text for one in blocks if isinstance(one, Paragraph)]
    tables = [one for one in blocks if isinstance(one, Table)]
    return texts + ["".join(run.text for run in cell) for one in tables for row in one.rows for cell in row]


@settings(max_examples=30)
@given(st.integers(0, 14), st.integers(0, 60))
def test_words_are_bounded_for_any_size(number: int, length: int) -> None:
    """Any number of records with texts of any length."""
    blocks = fitted(make_area(), meeting(held(*crowded("word " * length + "end.", number)), LATE))
    assert word_count(blocks) <= MOST_WORDS
    assert page_count(blocks) <= MOST_PAGES


def test_documents_are_valid_accessible_and_the_same_every_time(programme: Workspace, tmp_path: Path) -> None:
    """Word opens both without repair; equal records give equal bytes."""
    from openxml_audit import OpenXmlValidator

    brief, page = tmp_path / "brief.docx", tmp_path / "page.docx"
    export_meeting(programme, brief, as_at=AS_AT, internal=page)
    for path in (brief, page):
        assert OpenXmlValidator().validate(str(path)).errors == []
        assert accessibility_findings(Package.of(path.read_bytes())) == []
    again = tmp_path / "again.docx"
    export_meeting(programme, again, as_at=AS_AT)
    assert again.read_bytes() == brief.read_bytes()


def test_many_records_behind_a_question_are_cut_with_their_number() -> None:
    """The criterion and the first ids, and how many more there are."""
    ids = tuple(f"E{number:04}" for number in range(1, 9))
    question = Question("Why?", "Because.", ids, "A1", "check", 1)
    text = said(questions_document(make_area(), [question], AS_AT))
    assert "E0001, E0002, E0003, E0004, E0005, E0006 and 2 more" in text
    assert "The records raise 1 question; none was made up." in text
    assert "no questions" in said(questions_document(make_area(), [], AS_AT))
