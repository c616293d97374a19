"""How well the five parts and two flags of "So what?" are read, on statements marked by hand.

Usage: ``python scripts/so_what_figures.py [--wrong SET]``. For each set of `tests/data/so_what` it prints
precision and recall with Wilson's 95 % intervals, of the rules and of a plain test for a figure.
``--wrong tune`` lists what was read wrongly in that set.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.definitions.reading import read_framework
from readiness.model.definition.so_what import PARTS, SoWhatRules
from readiness.rules.so_what import read_so_what

ROOT = Path(__file__).resolve().parent.parent

MARKS = ROOT / "tests" / "data" / "so_what"
FRAMEWORK = ROOT / "frameworks" / "area-send-2023"
LATER = (
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "unseen",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
)
"""Sets that have a file of their own; the first file holds two, `tune` and `held`."""
SETS = ("tune", "held", *LATER)
NEVER_USED = ("held", "seventh", "tenth", "fourteenth")
"""Sets whose mistakes no rule was ever altered for."""
NAMES = (*PARTS, "honest", "over_claim")
FIGURE = re.compile(
    r"\d|\b(?:half|halved|third|quarter|doubled?|twice|trebled?|tripled|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|dozens?|hundreds?|thousands?)\b",
    re.IGNORECASE,
)
"""The plain test that stood in for all five parts: a figure in digits or in a common word."""
Reading = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement with its marks."""

    half: str
    source: str
    text: str
    marks: Reading


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a part was read, rightly and wrongly, and how often it was missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> tuple[int, int]:
        """Read rightly, of all that was read."""
        return self.right, self.right + self.wrong

    @property
    def recall(self) -> tuple[int, int]:
        """Read rightly, of all that was there."""
        return self.right, self.right + self.missed


def marked(folder: Path = MARKS) -> list[Marked]:
    """Every marked statement of all files."""
    rows: list[Marked] = []
    for name in ("marked", *LATER):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows += [
                Marked(row["half"], row["source"], row["text"], {key: row[key] == "1" for key in NAMES})
                for row in csv.DictReader(file)
            ]
    return rows


def rules() -> SoWhatRules:
    """The rules of the shipped framework."""
    framework, problems = read_framework(FRAMEWORK)
    if framework is None or framework.so_what is None:
        raise SystemExit("\n".join(map(str, problems)) or "The framework has no rules for so_what.")
    return framework.so_what


def read_by_rules(given: SoWhatRules) -> Callable[[str], Reading]:
    """Reads a text by rules."""

    def reading(text: str) -> Reading:
        found = read_so_what(text, given)
        parts = {part: part in found.present for part in PARTS}
        return parts | {"honest": found.is_honest, "over_claim": found.is_over_claim}

    return reading


def read_by_figure(text: str) -> Reading:
    """Reads a text as the plain test does: all is there when there is a figure, and flags are not raised."""
    has_figure = bool(FIGURE.search(text))
    return {name: has_figure and name in PARTS for name in NAMES}


def tally(statements: Iterable[Marked], read: Callable[[str], Reading], name: str) -> Tally:
    """Count one part or flag over statements."""
    pairs = [(one.marks[name], read(one.text)[name]) for one in statements]
    return Tally(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a share, as two shares; all of 0 to 1 when there is nothing to share."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - spread) / (1 + z * z / of)), min(1.0, (middle + spread) / (1 + z * z / of))


def shown(hits: int, of: int) -> str:
    """A share with its interval, in per cent, and what it counts."""
    if not of:
        return "none read"
    low, high = wilson(hits, of)
    return f"{100 * hits / of:.0f} % ({100 * low:.0f}-{100 * high:.0f}; {hits}/{of})"


def table(statements: list[Marked], readers: Mapping[str, Callable[[str], Reading]]) -> str:
    """A Markdown table: a row for each part and flag, precision and recall for each reader."""
    heads = [f"{reader}: {what}" for reader in readers for what in ("precision", "recall")]
    lines = ["| | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for name in NAMES:
        cells = []
        for read in readers.values():
            counted = tally(statements, read, name)
            cells += [shown(*counted.precision), shown(*counted.recall)]
        lines.append(f"| {name.replace('_', ' ')} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def wrong(statements: Iterable[Marked], read: Callable[[str], Reading]) -> list[str]:
    """A line for each mark that was read wrongly."""
    return [
        f"{name}: {'missed' if one.marks[name] else 'read where it is not'}: {one.text}"
        for one in statements
        for name, has in read(one.text).items()
        if has != one.marks[name]
    ]


def main() -> None:
    """Print the tables, or what was read wrongly in one set."""
    parser = argparse.ArgumentParser(description='How well "So what?" is read.')
    parser.add_argument("--wrong", choices=SETS, help="list what was read wrongly in this set")
    asked: str | None = parser.parse_args().wrong
    statements, by_rules = marked(), read_by_rules(rules())
    if asked:
        print("\n".join(wrong([one for one in statements if one.half == asked], by_rules)))
        return
    for name in SETS:
        of = [one for one in statements if one.half == name]
        print(f"\n{name}: {len(of)} statements\n\n{table(of, {'rules': by_rules, 'figure': read_by_figure})}")
        for source, label in (("own", "own"), ("Ofsted", "reports")):
            part = [one for one in of if one.source.startswith(source)]
            print(f"\n{name}, {label} only: {len(part)} statements\n\n{table(part, {'rules': by_rules})}")
    of = [one for one in statements if one.half in NEVER_USED]
    print(f"\nnever used for the rules: {len(of)} statements\n")
    print(table(of, {"rules": by_rules, "figure": read_by_figure}))


if __name__ == "__main__":
    main()
