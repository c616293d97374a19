"""Save exported self-evaluations the way other programs do; keep the results as fixtures.

Needs LibreOffice (``soffice``). Run from the folder of the project::

    python scripts/word_routes.py tests/sef/routes

It exports a small area, keeps what the workspace remembers of it, and saves the document through each other
format and back: nothing is edited on the way.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.sef.export import export_sef
from readiness.workspace.opening import create_workspace
from readiness.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
ROUTES = {"odt": "odt", "rtf": "rtf", "doc": "doc", "html": "html:HTML (StarWriter)", "docx": "docx"}
"""Format a document is saved in before it is saved as .docx again, with LibreOffice's name for it."""


def fill(ws: Workspace) -> None:
    """Statements whose words end in figures, dates and brackets, with evidence behind them."""
    texts = (
        ("strength", "The backlog was cleared in July 2022", "Families waited 9 weeks less in 2025"),
        ("context", "Suspensions per 100 pupils fell from 24.6 to 17.9", ""),
        (
            "area_to_develop",
            "Too few plans name health (3 of 17)",
            "Children wait for therapy, see annex [4]",
        ),
        ("next_step", "Publish waits each month from 1 April 2027:", ""),
    )
    paper = Evidence(
        id=ws.new_id("evidence"), title="Panel log", location_kind="url", location="https://example.org/a"
    )
    found: list[Statement | Evidence | Link] = [paper]
    for kind, text, impact in texts:
        one = Statement.model_validate(
            {"id": ws.new_id("statements"), "criterion": "A1", "kind": kind, "text": text, "impact": impact}
        )
        link = Link(id=ws.new_id("links"), evidence=paper.id, target_kind="statement", target=one.id)
        found += [one, link]
    ws.run(Transaction("Fill", tuple(map(put, found))))


def convert(source: Path, folder: Path, filter_name: str) -> Path:
    """The file in another format, as LibreOffice writes it."""
    reading = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    command = [
        "soffice",
        "--headless",
        *reading,
        "--convert-to",
        filter_name,
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{filter_name.partition(':')[0]}"


def main(target: Path) -> None:
    """Write the fixtures: the workspace as a backup, and one .docx for each route."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ws = create_workspace(folder / "area", "Routeshire", user="R. Shah", clock=lambda: NOW)
        fill(ws)
        out = folder / "sef.docx"
        export_sef(ws, out, as_at=date(2026, 12, 7))
        ws.close()
        packed = shutil.make_archive(str(target / "area"), "zip", folder / "area")
        print(packed)
        shutil.copy(out, target / "same.docx")
        for route, filter_name in ROUTES.items():
            there = folder / route
            there.mkdir()
            between = convert(out, there, filter_name)
            back = folder / f"{route}-back"
            print(shutil.copy(convert(between, back, "docx:MS Word 2007 XML"), target / f"{route}.docx"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
