"""Each owner's list: what is asked of them, by when, where to put it; as Word, workbook and e-mail draft."""

from __future__ import annotations

import email
import io
from datetime import UTC, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from readiness.base.errors import UsageError
from readiness.inspection import drill, notice
from readiness.inspection.owner_lists import export_owner_lists
from readiness.model.records.area import Area, Contact
from readiness.model.records.requests import RequestState
from readiness.requests import states
from readiness.requests.asking import add_ask
from readiness.workspace.editing import set_fields, set_many
from readiness.workspace.output import TakenError
from readiness.workspace.workspace import Workspace

CALL = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)


@pytest.fixture
def owned(workspace: Workspace) -> Workspace:
    """Two owners, one of them with an address; one of their asks is ready."""
    set_many(workspace, RequestState, ["STR01", "STR02", "STR03"], {"owner": "Jan Ferns"})
    states.set_state(workspace, "STR04", owner="R. Shah", lead_time_hours=8)
    states.set_state(workspace, "STR03", status="ready")
    contact = Contact(role="Data lead", name="jan  ferns", email="jan@penmarsh.example")
    set_fields(workspace, Area, "area", {"contacts": (contact,), "files_go": "Teams: SEND night"})
    notice.start(workspace, CALL)
    return workspace


def written(ws: Workspace, folder: Path, owner: str = "") -> dict[str, bytes]:
    """The files written for owners, by name."""
    paths = export_owner_lists(ws, folder, now=ws.clock(), owner=owner)
    return {path.name: path.read_bytes() for path in paths}


def test_every_owner_gets_three_files_in_one_act(owned: Workspace, tmp_path: Path) -> None:
    """Those with something left to do, and what nobody owns; a second time nothing is written over."""
    files = written(owned, tmp_path / "lists")
    assert sorted(files) == sorted(
        f"{name}.{kind}"
        for name in ("Jan Ferns", "R. Shah", "nobody yet")
        for kind in ("docx", "eml", "xlsx")
    )
    with pytest.raises(TakenError):
        written(owned, tmp_path / "lists")
    assert {path.name for path in (tmp_path / "lists").iterdir()} == set(files)


def test_the_list_says_what_by_when_and_where(owned: Workspace, tmp_path: Path) -> None:
    """Only what is left to do; a real date in the workbook; the draft is unsent and carries both."""
    files = written(owned, tmp_path / "lists", "jan")
    assert set(files) == {"Jan Ferns.docx", "Jan Ferns.xlsx", "Jan Ferns.eml"}
    document = Document(io.BytesIO(files["Jan Ferns.docx"]))
    table = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[0].split()[0] for row in table[1:]] == ["STR01", "STR02"]
    assert any("Teams: SEND night" in one.text for one in document.paragraphs)
    sheet = load_workbook(io.BytesIO(files["Jan Ferns.xlsx"])).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("STR")]
    assert all(isinstance(row[3], datetime) and row[7] == "Teams: SEND night" for row in rows)
    draft = email.message_from_bytes(files["Jan Ferns.eml"], policy=default)
    assert (draft["To"], draft["X-Unsent"]) == ("jan@penmarsh.example", "1")
    attached = {part.get_filename(): part.get_content() for part in draft.iter_attachments()}
    assert attached == {name: data for name, data in files.items() if not name.endswith(".eml")}
    text = draft.get_body()
    assert text is not None
    body = text.get_content()
    assert "STR01" in body
    assert "Teams: SEND night" in body


def test_what_was_asked_in_words_names_who_asked(owned: Workspace, tmp_path: Path) -> None:
    """So that the owner knows whose ask it is."""
    add_ask(owned, "Minutes of July", by="HMI", due="within 24 hours", owner="R. Shah")
    draft = written(owned, tmp_path / "lists", "Shah")["R. Shah.xlsx"]
    sheet = load_workbook(io.BytesIO(draft)).worksheets[0]
    assert "asked by HMI" in {row[2] for row in sheet.iter_rows(values_only=True)}


def test_what_is_late_or_nobodys_says_so(owned: Workspace, tmp_path: Path) -> None:
    """Past its deadline it is marked; what nobody owns is asked of nobody yet."""
    export_owner_lists(owned, tmp_path / "lists", now=CALL + timedelta(days=4))
    mail = (tmp_path / "lists" / "nobody yet.eml").read_bytes()
    message = email.message_from_bytes(mail, policy=default)
    assert "asked of nobody yet" in message["Subject"]
    body = message.get_body()
    assert body is not None
    lines = [line for line in body.get_content().splitlines() if line.startswith("- ")]
    late = [line for line in lines if line.endswith(", LATE")]
    assert 0 < len(late) < len(lines)


def test_nobody_of_this_name_is_said(owned: Workspace, tmp_path: Path) -> None:
    """And no folder is made."""
    with pytest.raises(UsageError, match="Nobody has anything"):
        written(owned, tmp_path / "lists", "Nobody Known")
    assert not (tmp_path / "lists").exists()


def test_without_a_notice_the_lists_say_if(workspace: Workspace, tmp_path: Path) -> None:
    """For the next call that could come."""
    states.set_state(workspace, "STR01", owner="Jan Ferns")
    draft = written(workspace, tmp_path / "lists", "Jan")["Jan Ferns.eml"]
    assert b"If the call came" in draft


def test_a_drills_lists_say_so(owned: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder, every file name, title and subject."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    notice.end(owned)
    copy = drill.start_drill(owned.root, CALL, user="R. Shah", clock=owned.clock)
    paths = export_owner_lists(copy, tmp_path / "lists", now=copy.clock())
    assert all("DRILL" in path.name and "DRILL" in path.parent.name for path in paths)
    drafts = [email.message_from_bytes(one.read_bytes()) for one in paths if one.suffix == ".eml"]
    assert all(str(one["Subject"]).startswith("DRILL: ") for one in drafts)
    copy.close()
