"""Save an exported self-evaluation the way other programs do; keep the results as fixtures.

Needs LibreOffice (``soffice``). Run from the folder of the project::

    python scripts/word_routes.py tests/sef/routes

It exports a small area, keeps what the workspace remembers of it, and saves the document in each other format
and through it as .docx again: nothing is edited on the way.
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
FORMATS = {
    "odt": "odt",
    "rtf": "rtf",
    "doc": "doc",
    "html": "html:HTML (StarWriter)",
    "txt": "txt:Text (encoded):UTF8",
}
"""Formats a document comes back in, with LibreOffice's name for each."""

ROUTES = {"docx": "docx"} | {name: FORMATS[name] for name in ("odt", "rtf", "doc", "html")}
"""Format a document is saved in before it is saved as .docx again."""

KINDS = ("strength", "context", "area_to_develop", "next_step", "headline")

TEXTS = (
    "The backlog was cleared in July 2022",
    "Families waited 9 weeks less in 2025",
    "Suspensions per 100 pupils fell from 24.6 to 17.9",
    "Too few plans name health (3 of 17)",
    "Children wait for therapy, see annex [4]",
    "Publish waits each month from 1 April 2027:",
    "As said in S0003",
    "Rated 4, 5",
    "1",
    "Two lines\nof words 3",
    "1\na",
    "double  spaces\tand a tab 5",
    "\u201cquoted\u201d 6\u2019",
    "<b>bold</b> & &amp; \\par {braces} 9",
    "caf\u00e9 \u0175y \U0001f600 non\u00a0breaking\u202fnon\u2011breaking so\u00adft 11",
    "\u2022 bulleted first",
    "1. numbered first",
    "Missing: nothing at all 15",
    "The difference this makes: great 16",
    "What we know",
    "A1 Identification and assessment",
    "Same words twice",
    "Same words twice",
    "Kept in E0001",
    "It costs \u00a34.5m, 100%",
    "e\u0301 and \x07 and \u202ertl 23",
)
"""Words that end in figures, dates and brackets, or look like what is printed around them."""


def fill(ws: Workspace) -> None:
    """A statement for each of the texts, most with evidence behind them, every other with an impact."""
    paper = Evidence(
        id=ws.new_id("evidence"), title="Panel log", location_kind="url", location="https://example.org/a"
    )
    found: list[Statement | Evidence | Link] = [paper]
    for number, text in enumerate(TEXTS):
        fields = {
            "id": ws.new_id("statements"),
            "criterion": ("A1", "A2", "B1")[number % 3],
            "kind": KINDS[number % len(KINDS)],
            "text": text,
            "impact": TEXTS[number * 7 % len(TEXTS)] if number % 2 else "",
        }
        one = Statement.model_validate(fields)
        found.append(one)
        if number % 4:
            link = Link(id=ws.new_id("links"), evidence=paper.id, target_kind="statement", target=one.id)
            found.append(link)
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
        for route, filter_name in (ROUTES | FORMATS).items():
            there = folder / route
            there.mkdir()
            between = convert(out, there, filter_name)
            if route in FORMATS:
                print(shutil.copy(between, target / f"sef.{route}"))
            if route not in ROUTES:
                continue
            back = folder / f"{route}-back"
            print(shutil.copy(convert(between, back, "docx:MS Word 2007 XML"), target / f"{route}.docx"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
