"""Prints how often the guess at the period a document covers is right, unsure or wrong, on marked titles.

Run from the repository's root: ``python scripts/period_figures.py``. *Right*: the end is the one marked and
the start the one marked or not guessed, or nothing is guessed where nothing may be; *unsure*: nothing is
guessed where something could be; *wrong*: the rest. What is not right is listed with ``--list``. The rules
were made with the tune half alone.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from readiness.definitions.files import shipped_frameworks  # noqa: E402 - likewise
from readiness.definitions.loading import load_framework  # noqa: E402 - likewise
from readiness.library.guess import guess_from  # noqa: E402 - likewise
from readiness.model.definition.framework import Framework  # noqa: E402 - likewise
from readiness.model.records.evidence import Pinpoint  # noqa: E402 - the program is found beside this script
from readiness.model.records.passages import Extracted, Passage  # noqa: E402 - likewise
from scripts.suggestion_figures import shown  # noqa: E402 - likewise

DATA = ROOT / "tests" / "data" / "periods"


def outcome(row: dict[str, str], framework: Framework) -> tuple[str, str]:
    """Whether the guess for a marked title is right, unsure or wrong; and the guess in words."""
    passages = (Passage(Pinpoint(), row["opening"]),) if row["opening"] else ()
    guess = guess_from(Extracted(passages, row["title"]), row["name"], framework)
    start, end = (one.isoformat() if one else "" for one in (guess.period_from, guess.period_to))
    may_be = "" if row["to"] == "unsure" else row["to"]
    if not end:
        return ("unsure" if may_be else "right"), "nothing"
    is_right = end == may_be and start in {"", row["from"]}
    return ("right" if is_right else "wrong"), f"{start} to {end}"


def main() -> None:
    """Print the figures of both halves."""
    framework, problems = load_framework(shipped_frameworks()["area-send-2023"])
    if framework is None:
        raise SystemExit("\n".join(str(one) for one in problems))
    for half in ("held", "tune"):
        with (DATA / f"titles-{half}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        outcomes = [(*outcome(row, framework), row) for row in rows]
        counted = Counter(kind for kind, _, _ in outcomes)
        figures = ", ".join(
            f"{kind} {shown(counted[kind], len(rows))}" for kind in ("right", "unsure", "wrong")
        )
        print(f"{half}: {figures} of {len(rows)}")
        if "--list" in sys.argv[1:]:
            for kind, guessed, row in outcomes:
                if kind != "right":
                    print(f"  {kind}: {row['name']}: {guessed}; marked {row['from']} to {row['to']}")


if __name__ == "__main__":
    main()
