"""A workspace whose definition is lost: read and backed up, never measured, and made whole again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.cli.app import main
from readiness.definitions.stand_in import REASON
from readiness.evidence import register
from readiness.model.records.evidence import Evidence
from readiness.workspace.editing import set_fields
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "frameworks" / "local-area-send-2016.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace under a definition of the area's own, with an item of evidence and a backup."""
    own = tmp_path / "own.yaml"
    text = SHIPPED.read_text(encoding="utf-8")
    own.write_text(text.replace("id: local-area-send-2016", "id: own", 1), encoding="utf-8")
    root = tmp_path / "area"
    ws = create_workspace(root, "Testshire", framework_id=str(own), user="jo", clock=lambda: NOW)
    register.add_url(ws, "https://example.org/strategy", as_at=NOW.date(), title="Strategy")
    ws.close()
    assert main(["-w", str(root), "backup"], clock=lambda: NOW) == 0
    shutil.rmtree(root / "frameworks")
    return root


def opened(root: Path) -> Workspace:
    """The workspace as it opens now."""
    return open_workspace(root, user="jo", clock=lambda: NOW)


def test_it_opens_for_reading_and_says_what_to_do(root: Path) -> None:
    """Records are there, nothing can be changed, and the first problem names the way back."""
    ws = opened(root)
    assert ws.records.evidence["E0001"].title == "Strategy"
    assert ws.is_read_only
    assert ws.read_only_reason == REASON
    assert ws.problems[0].severity == "error"
    assert "readiness restore BACKUP" in ws.problems[0].hint
    with pytest.raises(RefusedError, match="read-only"):
        set_fields(ws, Evidence, "E0001", {"note": "more"})
    ws.close()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("status", 0),
        ("evidence list", 0),
        ("history", 0),
        ("doctor", 1),
        ("backup", 0),
        ("plan list", 0),
        ("gaps", 3),
        ("gaps --format csv", 3),
        ("gaps --format docx -o OUT.docx", 3),
        ("sef export -o OUT.docx", 3),
        ("pack build -o OUT.zip", 3),
        ("requests export -o OUT.xlsx", 3),
        ("engagement export -o OUT.docx", 3),
        ("evidence set E0001 --note x", 3),
        ("frameworks list", 0),
        ("frameworks show local-area-send-2016", 0),
        *(
            (f"frameworks {words}", 3)
            for words in (
                "show own",
                "differences",
                "move local-area-send-2016",
                "move",
                "place",
                "doubts",
                "facts",
                "facts -o OUT.xlsx",
                "confirm A --source x",
                "confirm --all --source x",
                "correct A --set title=x --source x",
                "unconfirm A",
                "settle OUT.xlsx",
                "gone -o OUT.xlsx",
            )
        ),
    ],
)
def test_what_reads_works_and_what_would_measure_is_refused(
    root: Path, tmp_path: Path, line: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """No pack, document or list is made or said that would be empty, or full, for want of the definition."""
    words = line.replace("OUT", str(tmp_path / "out")).split()
    assert main(["-w", str(root), *words], clock=lambda: NOW) == code
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("out")]
    said = capsys.readouterr()
    assert code != 3 or "readiness restore BACKUP" in said.err
    assert "no longer in the framework" not in said.out


def test_restoring_the_backup_makes_it_as_it_was(root: Path) -> None:
    """The definition comes back, and everything can be changed again."""
    (backup,) = (root / "backups").glob("*-manual.zip")
    assert main(["-w", str(root), "restore", str(backup)], clock=lambda: NOW) == 0
    ws = opened(root)
    assert (ws.framework.id, ws.is_read_only, ws.problems) == ("own", False, ())
    set_fields(ws, Evidence, "E0001", {"note": "more"})
    ws.close()
