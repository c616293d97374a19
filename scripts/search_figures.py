"""Prints how often the document that answers a question is among the first found, over the worked example.

Run from the repository's root: ``python scripts/search_figures.py [--missed]``. The questions with their
answers are in ``tests/data/search``; nothing was changed for what those of ``held.csv`` showed.
*At five*: one of the documents that answer is among the first five. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from readiness.evidence.finding import find_in  # noqa: E402 - the program is found beside this script
from readiness.library.search import SearchIndex  # noqa: E402 - likewise
from readiness.workspace.example import copy_example  # noqa: E402 - likewise
from readiness.workspace.opening import open_workspace  # noqa: E402 - likewise
from scripts.suggestion_figures import shown  # noqa: E402 - the program is found beside this script

QUESTIONS = ROOT / "tests" / "data" / "search"
FILES = {"questions.csv": False, "held.csv": True}
AS_AT = date(2026, 11, 28)
FIRST = 5


@dataclass(frozen=True)
class Question:
    """What a person types, and where it is answered."""

    typed: str
    documents: frozenset[str]
    kind: str
    is_held: bool


def questions() -> list[Question]:
    """The marked questions of both files."""
    found = []
    for name, is_held in FILES.items():
        with (QUESTIONS / name).open(encoding="utf-8", newline="") as file:
            found += [
                Question(row["question"], frozenset(row["documents"].split(";")), row["what is hard"], is_held)
                for row in csv.DictReader(file)
            ]
    return found


def main() -> None:
    """Print the figures, and with ``--missed`` the questions of the half that may be looked at."""
    with tempfile.TemporaryDirectory() as folder:
        area = copy_example(Path(folder) / "area")
        ws = open_workspace(area, user="figures", clock=lambda: datetime.combine(AS_AT, time(9), UTC))
        index = SearchIndex(ws.root, file=Path(folder) / "words.sqlite")
        index.update(ws.records)
        hits: Counter[tuple[bool, int]] = Counter()
        tried: Counter[bool] = Counter()
        spent = []
        for question in questions():
            start = perf_counter()
            found = find_in(index, ws, f"{question.typed} ", 10, as_at=AS_AT).matches
            spent.append(perf_counter() - start)
            places = [
                place
                for place, match in enumerate(found, start=1)
                if ws.records.evidence[match.evidence_id].location.removeprefix("evidence/")
                in question.documents
            ]
            tried[question.is_held] += 1
            best = places[0] if places else 99
            for within in (1, FIRST):
                hits[question.is_held, within] += best <= within
            if best > FIRST and "--missed" in sys.argv and not question.is_held:
                print(f"missed: {question.typed} ({question.kind}): {[one.title for one in found[:FIRST]]}")
        index.close()
    for is_held in (False, True):
        name = "held" if is_held else "tuned on"
        row = [f"{shown(hits[is_held, within], tried[is_held])}" for within in (1, FIRST)]
        print(f"{name:9} {tried[is_held]} questions  first {row[0]}  at five {row[1]}")
    every = [hits[False, FIRST] + hits[True, FIRST], tried.total()]
    print(f"all       {every[1]} questions  at five {shown(*every)}")
    print(f"a question takes {1000 * sum(spent) / len(spent):.1f} ms, the longest {1000 * max(spent):.1f} ms")


if __name__ == "__main__":
    main()
