"""Prints how often the document that answers a question is among the first found, over the worked example.

Run from the repository's root: ``python scripts/search_figures.py [--missed]``. The questions with their
answers are in ``tests/data/search``; nothing was changed for what those of ``held.csv`` showed.
*At five*: one of the documents that answer is among the first five. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

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
NOWHERE = 99


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
                Question(
                    row["question"], frozenset(row["documents"].split(";")), row["what is hard"], is_held
                )
                for row in csv.DictReader(file)
            ]
    return found


def answered(folder: Path) -> Iterator[tuple[Question, int, list[str]]]:
    """Each question, the place of the first document that answers it (99 for none), and the first titles."""
    area = copy_example(folder / "area")
    ws = open_workspace(area, user="figures", clock=lambda: datetime.combine(AS_AT, time(9), UTC))
    index = SearchIndex(ws.root, file=folder / "words.sqlite")
    try:
        index.update(ws.records)
        for question in questions():
            found = find_in(index, ws, f"{question.typed} ", 10, as_at=AS_AT).matches
            files = [ws.records.evidence[one.evidence_id].location for one in found]
            places = [place for place, file in enumerate(files, start=1) if file in question.documents]
            yield question, places[0] if places else NOWHERE, [one.title for one in found[:FIRST]]
    finally:
        index.close()
        ws.close()


def main() -> None:
    """Print the figures, and with ``--missed`` the questions that may be looked at and are not answered."""
    with tempfile.TemporaryDirectory() as folder:
        every = list(answered(Path(folder)))
    for question, place, titles in every:
        if place > FIRST and "--missed" in sys.argv and not question.is_held:
            print(f"missed: {question.typed} ({question.kind}): {titles}")
    for is_held, name in ((False, "looked at"), (True, "held")):
        places = [place for question, place, _ in every if question.is_held == is_held]
        first, five = (shown(sum(place <= within for place in places), len(places)) for within in (1, FIRST))
        print(f"{name:9} {len(places)} questions: first {first}, within five {five}")
    hits = sum(place <= FIRST for _, place, _ in every)
    print(f"all       {len(every)} questions: within five {shown(hits, len(every))}")


if __name__ == "__main__":
    main()
