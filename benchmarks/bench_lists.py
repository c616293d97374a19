"""Check a person-level list of 50,000 made-up rows: seconds, peak memory, and a ratio to only reading it.

Usage: python -m benchmarks.bench_lists [ROWS]
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.effort import rounds
from readiness.model.definition.person_list import PersonList

AS_AT = date(2025, 3, 3)
BUDGET_SECONDS = 10
BROKEN_SHARE = 0.0025
_WORKER = """
import json, sys, time
from datetime import date
from pathlib import Path
sys.path[:0] = [{benchmarks!r}, {root!r}]
from bench_lists import AS_AT, shipped_list
from readiness.people_lists.check import check_person_list
from readiness.formats.sheets.reading import read_sheets
path, step = Path(sys.argv[1]), sys.argv[2]
lists = [shipped_list()]
start = time.perf_counter()
if step == "read":
    found = sum(1 for sheet in read_sheets(path) for row in sheet.rows())
else:
    report = check_person_list(path, lists, as_at=AS_AT)
    found = report.errors + report.queries
seconds = time.perf_counter() - start
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
except ImportError:
    peak = 0
print(json.dumps([seconds, peak, found]))
"""


def shipped_list() -> PersonList:
    """The first person-level list of the shipped framework."""
    from readiness.definitions.files import shipped_frameworks
    from readiness.definitions.loading import load_framework

    framework, _problems = load_framework(shipped_frameworks()["area-send-2023"])
    if framework is None:
        raise SystemExit("The shipped definition could not be read.")
    return framework.person_lists[0]


def made_up_rows(count: int) -> Iterator[list[object]]:
    """Rows that no child stands behind; one cell in 400 is unreadable and many answers disagree."""
    draw = random.Random(20230101)  # noqa: S311 - made-up data, not a secret
    columns = shipped_list().columns
    for number in range(count):
        row: list[object] = []
        for column in columns:
            if draw.random() < BROKEN_SHARE:
                row.append("?")
            elif column.type == "date":
                row.append(date(2006, 1, 1) + timedelta(days=draw.randrange(6000)))
            elif column.type == "code":
                row.append(draw.choice(column.codes).code)
            elif column.type == "yes_no":
                row.append(draw.choice(["Yes", "No"]))
            elif column.type in {"count", "percent"}:
                row.append(draw.randrange(20))
            else:
                row.append(f"A{number:012d}")
        yield row


def _write(folder: Path, count: int) -> list[Path]:
    from openpyxl import Workbook

    titles = [column.title for column in shipped_list().columns]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("List 1")
    sheet.append(titles)
    with (folder / "list.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(titles)
        for row in made_up_rows(count):
            sheet.append(row)
            writer.writerow([f"{one:%d/%m/%Y}" if isinstance(one, date) else one for one in row])
    book.save(folder / "list.xlsx")
    return [folder / "list.xlsx", folder / "list.csv"]


def _measure(path: Path, step: str) -> tuple[float, int, int]:
    here = Path(__file__).resolve().parent
    code = _WORKER.format(benchmarks=str(here), root=str(here.parent))
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), step], check=True, capture_output=True, text=True
    )
    seconds, peak, found = json.loads(done.stdout)
    return seconds, peak, found


def main() -> int:
    """Print one line per file format; 1 when the budget is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for path in _write(Path(folder), count):
            runs = [(_measure(path, "read"), _measure(path, "check")) for _ in range(rounds(3))]
            read = min(one[0] for one, _ in runs)
            check, peak, found = min(other for _, other in runs)
            slowest = max(slowest, check)
            print(
                f"{path.suffix[1:]:5} {count:,} rows x 21: check {check:.2f} s, read only {read:.2f} s, "
                f"ratio {check / read:.1f}, peak {peak} MB, {found:,} findings counted"
            )
    return int(slowest > BUDGET_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
