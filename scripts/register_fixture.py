"""Makes the register that tests take back: written out, edited, and saved again by LibreOffice.

Usage: ``python scripts/register_fixture.py``. Needs LibreOffice; the file it makes is committed, so that the
tests need none. Each edit is of another kind, as `tests/tui/test_register_journey.py` says.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from readiness.exchange.evidence_register import export_register  # noqa: E402 - the program is found beside this
from readiness.workspace.example import copy_example  # noqa: E402 - likewise
from readiness.workspace.opening import open_workspace  # noqa: E402 - likewise

TARGET = ROOT / "tests" / "data" / "register" / "register-edited.xlsx"
DAY = date(2026, 11, 28)
EDITS: tuple[tuple[str, str, str | date | None], ...] = (
    ("E0001", "Owner", "J. Osei, head of SEND"),
    ("E0002", "Owner", "J. Osei, head of SEND"),
    ("E0003", "Covers to", date(2026, 3, 31)),
    ("E0004", "Agencies", "Health, Education"),
    ("E0005", "Review by", "1 Feb 2027"),
    ("E0006", "Note", "Checked with the data team"),
    ("E0007", "Owner", "=NA()"),
    ("E0008", "Owner", None),
)
"""Two owners, a date, choices in words, a date as typed, a text, an error, and an emptied cell."""


def main() -> None:
    """Write, edit, save again."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        area = copy_example(work / "area")
        ws = open_workspace(area, user="ali", clock=lambda: datetime(2026, 11, 28, 9, tzinfo=UTC))
        file = work / "register-edited.xlsx"
        export_register(ws, file, dated=DAY, as_at=DAY)
        ws.close()
        book = load_workbook(file)
        sheet = book.worksheets[0]
        header = next(row for row in sheet.iter_rows() if row[0].value == "Id")
        columns = {str(cell.value): cell.column or 0 for cell in header}
        rows = {str(row[0].value): row[0].row or 0 for row in sheet.iter_rows()}
        for item, heading, value in EDITS:
            sheet.cell(rows[item], columns[heading]).value = value
        book.save(file)
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        profile = f"-env:UserInstallation=file://{work}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(TARGET.parent)]
        subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=180)
    print(f"Wrote {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
