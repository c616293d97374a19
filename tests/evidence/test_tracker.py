"""An area's own tracker is taken in: columns mapped once, what is known kept, nothing invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from readiness.base.errors import UsageError
from readiness.evidence.tracker import TrackerPlan, apply_tracker, kept_columns, mapped, tracker_plan
from readiness.model.records.evidence import Evidence
from readiness.workspace.editing import set_fields
from readiness.workspace.example import copy_example
from readiness.workspace.history import undo
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace

TODAY = date(2026, 11, 28)
Rows = list[list[object]]


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """A copy of the worked example."""
    area = copy_example(tmp_path / "area")
    return open_workspace(area, user="ali", clock=lambda: datetime(2026, 11, 28, 9, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A shared folder with a document in it."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "Outreach log.txt").write_text("Outreach visits to schools in autumn.")
    return tmp_path / "shared"


def written(folder: Path, rows: Rows) -> Path:
    """A tracker as somebody keeps it: a line of title, then headings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tracker"
    sheet.append(["SEND evidence tracker"])
    for row in rows:
        sheet.append(row)
    book.save(folder / "tracker.xlsx")
    return folder / "tracker.xlsx"


def plan_of(ws: Workspace, file: Path, *columns: str) -> TrackerPlan:
    """What taking it in would do."""
    return tracker_plan(ws, file, columns=mapped(columns), as_at=TODAY)


def test_new_items_come_from_addresses_and_files_that_can_be_opened(ws: Workspace, folder: Path) -> None:
    """With what the row says of them and what it says they prove; as one change."""
    rows: Rows = [
        ["Document", "Link", "Lead", "Review date", "Criteria", "RAG"],
        ["Outreach log", "Outreach log.txt", "J. Osei", date(2027, 3, 1), "A3.1; B2", "green"],
        ["Local offer", "https://example.org/offer", "K. Ali", "1 April 2027", "A3 Right help", "red"],
        ["Lost minutes", "S:/gone/minutes.docx", "K. Ali", None, None, None],
        ["No place", None, "K. Ali", None, None, None],
    ]
    plan = plan_of(ws, written(folder, rows))
    assert [(one.after.title, one.after.owner, one.targets) for one in plan.items] == [
        ("Outreach log", "J. Osei", ("A3.1", "B2")),
        ("Local offer", "K. Ali", ("A3",)),
    ]
    assert plan.unread == ("RAG",)
    assert len(plan.problems) == 2
    assert plan.sheet == "Tracker"
    before = len(ws.records.evidence)
    apply_tracker(ws, plan, name="tracker.xlsx", as_at=TODAY)
    added = {one.title: one for one in ws.records.evidence.values()}
    assert len(ws.records.evidence) == before + 2
    assert added["Outreach log"].review_by == date(2027, 3, 1)
    assert added["Outreach log"].sha256
    assert added["Local offer"].review_by == date(2027, 4, 1)
    assert {one.target for one in ws.index.links_of(added["Outreach log"].id)} == {"A3.1", "B2"}
    undo(ws)
    assert len(ws.records.evidence) == before


def test_taken_in_again_it_changes_nothing(ws: Workspace, folder: Path) -> None:
    """Rows are known by their place or title."""
    file = written(folder, [["Title", "File", "Owner"], ["Outreach log", "Outreach log.txt", "J. Osei"]])
    apply_tracker(ws, plan_of(ws, file), name="tracker.xlsx", as_at=TODAY)
    again = plan_of(ws, file)
    assert (again.items, again.known, again.problems) == ((), 1, ())
    with pytest.raises(UsageError):
        apply_tracker(ws, again, name="tracker.xlsx", as_at=TODAY)


def test_what_is_known_is_added_to_and_never_overwritten(ws: Workspace, folder: Path) -> None:
    """An owner here stays; a gap here is filled; what differs is listed."""
    known = ws.records.evidence["E0001"]
    set_fields(ws, Evidence, "E0001", {"owner": "Here", "review_by": ""})
    rows: Rows = [["Title", "Owner", "Review by"], [known.title, "There", "1/2/2027"]]
    plan = plan_of(ws, written(folder, rows))
    (one,) = plan.items
    assert (one.after.owner, one.after.review_by) == ("Here", date(2027, 2, 1))
    assert one.differing == (("Owner", "Here", "There"),)


def test_a_mapping_made_once_is_kept(ws: Workspace, folder: Path) -> None:
    """A heading that says nothing by itself is mapped by hand, and needs no mapping the next time."""
    rows: Rows = [["What", "Where", "Who", "Date"], ["Offer", "https://example.org", "J. Osei", "31/3/2026"]]
    file = written(folder, rows)
    columns = ("What=title", "Where=Place", "Who=owner", "Date=period_to")
    apply_tracker(ws, plan_of(ws, file, *columns), name="tracker.xlsx", as_at=TODAY)
    assert kept_columns(ws) == {"What": "title", "Where": "place", "Who": "owner", "Date": "period_to"}
    again = plan_of(ws, file)
    assert (again.known, again.unread) == (1, ())
    offer = next(one for one in ws.records.evidence.values() if one.title == "Offer")
    assert (offer.owner, offer.period_to) == ("J. Osei", date(2026, 3, 31))


def test_a_date_means_nothing_until_somebody_says_what(ws: Workspace, folder: Path) -> None:
    """Of a document or of its data: nobody can tell from the heading."""
    rows: Rows = [["Title", "Link", "Date"], ["Offer", "https://example.org", "31/3/2026"]]
    plan = plan_of(ws, written(folder, rows))
    assert plan.unread == ("Date",)
    assert plan.items[0].after.period_to is None


@pytest.mark.parametrize("column", ["Lead", "=owner", "Lead=colour"])
def test_a_mapping_is_refused_with_what_a_column_can_be(column: str) -> None:
    """The names are listed."""
    with pytest.raises(UsageError) as refusal:
        mapped([column])
    assert "owner" in refusal.value.detail


def test_errors_and_unreadable_cells_stay_unsaid(ws: Workspace, folder: Path) -> None:
    """They are named by row."""
    rows: Rows = [
        ["Title", "Link", "Owner", "Review by", "Proves"],
        ["Offer", "https://example.org", "#REF!", "soon", "Z9"],
        ["Offer", "https://example.org", "K. Ali", None, None],
    ]
    file = written(folder, rows)
    plan = plan_of(ws, file)
    (one,) = plan.items
    assert (one.after.review_by, one.targets) == (None, ())
    told = "\n".join(map(str, plan.problems))
    for word in ("Review by", "Z9", "second time"):
        assert word in told
