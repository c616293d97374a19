"""How well lines of a request list are matched with the framework's items, for docs/reliability.md.

    python scripts/matching_figures.py

The lines in tests/data/reconcile/ are reworded in the manner of an inspectorate's letter, each with the
items it asks for (none for what we do not hold). The matcher was fitted on `tune.csv`, on `more.csv`, a
harder set with many merged lines and many asks for what nobody holds, and on `third.csv`, a letter written
to learn from; never on `held.csv`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from readiness.base.text import fold
from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.model.definition.framework import Framework
from readiness.requests.matching import Matcher
from readiness.requests.reconciling import our_items
from readiness.requests.vocabulary import Vocabulary

LINES = Path(__file__).parent.parent / "tests" / "data" / "reconcile"
SETS = ("tune", "held", "more", "third")
"""Two halves of one letter, harder lines of another, and a third letter to learn from."""
FRAMEWORK = "area-send-2023"
_WANTED_PRECISION = 0.95
_Z = 1.96
_STEPS = 100


@dataclass(frozen=True)
class AskedLine:
    """One line with what it asks for."""

    section: str
    title: str
    items: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Counts of one set of lines: each share is `(hits, of)`."""

    found: tuple[int, int]
    """Lines we hold whose items were proposed, all of them and no other."""
    precision: tuple[int, int]
    """Proposed items that are right, of all proposed."""
    listed: tuple[int, int]
    """Lines we hold with one of their items among the candidates shown."""


Propose = Callable[[AskedLine], tuple[Iterable[str], Iterable[str]]]
"""The items proposed for a line, and all its candidates."""


def read_lines(name: str) -> list[AskedLine]:
    """The lines of one set."""
    with (LINES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [
            AskedLine(row["section"], row["line"], frozenset(row["items"].split()))
            for row in csv.DictReader(stream)
        ]


def framework() -> Framework:
    """The shipped definition.

    Raises:
        RuntimeError: It is faulty.
    """
    loaded, problems = load_framework(shipped_frameworks()[FRAMEWORK])
    if loaded is None:
        raise RuntimeError(problems)
    return loaded


def measured(lines: Iterable[AskedLine], propose: Propose) -> Figures:
    """What a way of proposing does with lines."""
    held = found = made = right = listed = 0
    for line in lines:
        proposed, candidates = (set(ids) for ids in propose(line))
        made += len(proposed)
        right += len(proposed & line.items)
        held += bool(line.items)
        found += bool(line.items) and proposed == line.items
        listed += bool(line.items & candidates)
    return Figures((found, held), (right, made), (listed, held))


def matcher(definition: Framework, lines: list[AskedLine], *, with_sections: bool = True) -> Propose:
    """The program's own matcher, set to a whole list as it is when a list is read."""
    vocabulary = Vocabulary((*definition.roles, *definition.glossary))
    ours = Matcher(our_items(definition), vocabulary, (line.title for line in lines))

    def propose(line: AskedLine) -> tuple[Iterable[str], Iterable[str]]:
        matched = ours.match(line.title, section=line.section if with_sections else "")
        return matched.item_ids, (one.item_id for one in matched.candidates)

    return propose


def plain_overlap(definition: Framework, least: float) -> Propose:
    """The baseline: the item with the largest share of common words, if it reaches `least`."""
    words = {item.id: frozenset(fold(item.title).split()) for item in definition.requests}

    def propose(line: AskedLine) -> tuple[Iterable[str], Iterable[str]]:
        said = frozenset(fold(line.title).split())
        overlap = {item_id: len(said & own) / len(said | own) for item_id, own in words.items()}
        ranked = sorted(overlap, key=lambda item_id: -overlap[item_id])[:5]
        return [one for one in ranked[:1] if overlap[one] >= least], ranked

    return propose


def fitted_least(definition: Framework, lines: list[AskedLine]) -> float:
    """The lowest limit of the baseline with the wanted precision on these lines; 1 when none has it."""
    for step in range(_STEPS):
        right, made = measured(lines, plain_overlap(definition, step / _STEPS)).precision
        if made and right / made >= _WANTED_PRECISION:
            return step / _STEPS
    return 1.0


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson's score."""
    if not of:
        return 0.0, 1.0
    share, spread = hits / of, _Z * _Z / of
    middle = share + spread / 2
    half = _Z * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def words(hits: int, of: int) -> str:
    """A share with its interval, in per cent."""
    low, high = wilson(hits, of)
    return f"{hits} of {of}: {100 * hits / (of or 1):.1f} % ({100 * low:.0f} to {100 * high:.0f})"


def table() -> str:
    """The figures of every set as a Markdown table."""
    definition = framework()
    least = fitted_least(definition, read_lines("tune"))
    rows = ["| lines | way | found | precision | among the candidates |", "|---|---|---|---|---|"]
    for name_of_set in SETS:
        lines = read_lines(name_of_set)
        ways = {
            "our matcher": matcher(definition, lines),
            "our matcher, without the list's headings": matcher(definition, lines, with_sections=False),
            "plain word overlap, always its best": plain_overlap(definition, 0.0),
            f"plain word overlap from {least:.2f}, fitted on `tune`": plain_overlap(definition, least),
        }
        for name, propose in ways.items():
            figures = measured(lines, propose)
            shares = " | ".join(words(*one) for one in (figures.found, figures.precision, figures.listed))
            rows.append(f"| `{name_of_set}`, {len(lines)} | {name} | {shares} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
