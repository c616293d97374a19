"""Prints how often suggestions name the criterion that a careful reader marked, beside two simpler ways.

Run from the repository's root: ``python scripts/suggestion_figures.py``. Paragraphs of seven published
reports that no weight was learned from (held) decide; the other seven (tune) show how much the weights know
by heart. *First*: the marked criterion is suggested first. *Within three*: it is among the first three.
Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import csv
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from readiness.definitions.files import shipped_frameworks  # noqa: E402 - likewise
from readiness.definitions.loading import load_framework  # noqa: E402 - likewise
from readiness.definitions.suggestion_weights import weights_for  # noqa: E402 - likewise
from readiness.evidence.suggest import Suggester  # noqa: E402 - likewise
from readiness.model.definition.framework import Framework  # noqa: E402 - likewise
from readiness.model.records.evidence import Pinpoint  # noqa: E402 - the program is found beside this script
from readiness.model.records.passages import Extracted, Passage  # noqa: E402 - likewise
from readiness.rules.word_weights import weights_of_definition  # noqa: E402 - likewise

DATA = ROOT / "tests" / "data" / "suggest"
Ranking = Callable[[str], list[str]]


def wilson(hits: int, tried: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's formula."""
    z = 1.96
    share = hits / tried
    middle = share + z * z / (2 * tried)
    half = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return (middle - half) / (1 + z * z / tried), (middle + half) / (1 + z * z / tried)


def shown(hits: int, tried: int) -> str:
    """A share with its interval, in percent."""
    low, high = wilson(hits, tried)
    return f"{hits / tried:5.1%} ({low:.0%} to {high:.0%})"


def rows_of(half: str) -> list[dict[str, str]]:
    """The marked paragraphs of one half."""
    with (DATA / f"paragraphs-{half}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_suggester(suggester: Suggester, framework: Framework) -> Ranking:
    """The criteria of the suggestions a person is shown, each once, in their order."""

    def ranked(text: str) -> list[str]:
        found = suggester.suggest(Extracted((Passage(Pinpoint(), text),)))
        return list(dict.fromkeys(framework.criterion_of_prompt.get(one.target, one.target) for one in found))

    return ranked


def by_own_words(framework: Framework) -> Ranking:
    """Plain TF-IDF: the cosine of the text's words and those a definition has for each criterion."""
    weights = weights_of_definition(framework)

    def ranked(text: str) -> list[str]:
        shares = weights.shares(weights.known(text))
        return [
            one
            for _, one in sorted(
                zip(shares, weights.criteria, strict=True), key=lambda pair: (-pair[0], pair[1])
            )
        ]

    return ranked


def print_half(half: str, name: str, ranking: Ranking) -> None:
    """One line: right first, within three, and the same when acceptable seconds count."""
    rows = rows_of(half)
    ranks = [(ranking(row["text"]), row["best"], {row["best"], *row["also"].split()}) for row in rows]
    first = sum(ranked[:1] == [best] for ranked, best, _ in ranks)
    three = sum(best in ranked[:3] for ranked, best, _ in ranks)
    taken = sum(bool(ok & set(ranked[:1])) for ranked, _, ok in ranks)
    figures = "".join(f"{shown(hits, len(rows)):22}" for hits in (first, three, taken))
    print(f"{half:5}{name:30}{figures}{len(rows)}")


def print_own_wording(framework: Framework, name: str, ranking: Ranking) -> None:
    """How many criteria are recognised by their own wording."""
    right = sum(ranking(one.title)[:1] == [one.id] for one in framework.criteria.values())
    print(f"own wording, {name}: {right} of {len(framework.criteria)}")


def print_by_criterion(ranking: Ranking) -> None:
    """How often each criterion is marked, and suggested first, in the held half: none should be favoured."""
    rows = rows_of("held")
    marked = Counter(row["best"] for row in rows)
    named = Counter((ranking(row["text"]) or ["none"])[0] for row in rows)
    print(
        "held  marked / suggested first: "
        + ", ".join(f"{one} {marked[one]}/{named[one]}" for one in sorted(marked | named))
    )


def print_speed(ranking: Ranking, texts: Sequence[str]) -> None:
    """Milliseconds a paragraph, the median of all."""
    took = []
    for text in texts:
        begun = time.perf_counter()
        ranking(text)
        took.append(time.perf_counter() - begun)
    print(f"a paragraph takes {1000 * sorted(took)[len(took) // 2]:.1f} ms (median of {len(took)})")


def main() -> None:
    """Print the figures."""
    framework, problems = load_framework(shipped_frameworks()["area-send-2023"])
    if framework is None:
        raise SystemExit("\n".join(str(one) for one in problems))
    ways = {
        "suggestions": by_suggester(Suggester(framework, weights_for(framework)), framework),
        "suggestions, nothing learned": by_suggester(Suggester(framework), framework),
        "plain TF-IDF": by_own_words(framework),
    }
    print(f"{'half':5}{'way':30}{'first':22}{'within three':22}{'first or acceptable':22}paragraphs")
    for half in ("held", "tune"):
        for name, ranking in ways.items():
            print_half(half, name, ranking)
    for name, ranking in ways.items():
        print_own_wording(framework, name, ranking)
    print_by_criterion(ways["suggestions"])
    print_speed(ways["suggestions"], [row["text"] for row in rows_of("held")])


if __name__ == "__main__":
    main()
