"""Learns how much each word speaks for each criterion, and writes the weights beside the definition.

Run from the repository's root: ``python scripts/learn_suggestions.py``. It reads the paragraphs marked in
``tests/data/suggest/paragraphs-tune.csv`` (never the held half) and the definition's own words, fits a
regularised logistic regression by gradient descent in plain Python, which takes a minute or two, and writes
``frameworks/area-send-2023/suggestions.json``. The same input gives the same file. ``--across`` leaves each
report out in turn and prints how often what was learned from the others is right on it; nothing is written.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from readiness.base.stems import stem  # noqa: E402 - likewise
from readiness.definitions.files import shipped_frameworks  # noqa: E402 - likewise
from readiness.definitions.loading import load_framework  # noqa: E402 - likewise
from readiness.model.definition.framework import Framework  # noqa: E402 - the program is found beside this script
from readiness.rules.word_weights import WordWeights  # noqa: E402 - likewise

FRAMEWORK = "area-send-2023"
PARAGRAPHS = ROOT / "tests" / "data" / "suggest" / "paragraphs-tune.csv"
LEARNED = ROOT / "frameworks" / FRAMEWORK / "suggestions.json"

SAME = {
    "ap": "ap alternative provision",
    "asd": "autism",
    "cetr": "care education treatment review",
    "cme": "children missing education",
    "dco": "designated clinical officer",
    "dsr": "dynamic support register",
    "education health and care": "",
    "education health and care ehc": "ehc",
    "education health and care needs": "ehc needs",
    "education health and care plan": "ehc plan",
    "education health and care plans": "ehc plans",
    "education health and social care": "",
    "ehcna": "ehc needs assessment",
    "ehcp": "ehc plan",
    "ehcps": "ehc plans",
    "ehe": "elective home education",
    "ep": "educational psychologist",
    "eps": "educational psychologist",
    "health education and social care": "",
    "health social care and education": "",
    "jsna": "joint strategic needs assessment",
    "mhst": "mental health support team",
    "mhsts": "mental health support team",
    "pcf": "parent carer forum",
    "pfa": "pfa preparation for adulthood",
    "salt": "speech and language therapy",
}
"""Abbreviations of the field written out; formulas of every other sentence left out."""
JOINING = """
    able although always another consequently currently current despite due either especially example
    furthermore generally however instead long lot lots mostly much nevertheless often others particularly
    rather recent recently result several significant significantly similarly some sometimes still therefore
    together too towards typical typically usually various vary while yet already away back get give given go
    just like make don doesn isn include including
"""
"""Words that only join others: never learned."""
UNSAID = "children child young people person send family families"
"""Whom all of it is about: never named as a reason, alone or beside another word."""
BROAD = "area local number"
"""Words of every other sentence of the field: learned only beside another (``local offer``)."""

STRENGTH, SHARE_OF_BEST, EVENNESS, DEFINITION_TIMES = 0.1, 0.75, 0.6, 1.0
"""Regularisation; what is left to `best` when others are acceptable; how far rare criteria are made up for;
what a text of the definition counts beside a paragraph. Chosen across the seven reports of the tune half."""
LEAST_TEXTS, STEPS, RATE = 3, 200, 0.1


@dataclass(frozen=True)
class Lesson:
    """A text and what it speaks to."""

    text: str
    target: tuple[float, ...]
    weight: float = 1.0
    report: str = ""


def paragraphs(path: Path, criteria: Sequence[str]) -> list[Lesson]:
    """The marked paragraphs: most of the target on the best criterion, the rest on acceptable ones."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lessons = []
    for row in rows:
        also = row["also"].split()
        best = SHARE_OF_BEST if also else 1.0
        parts = {row["best"]: best} | {one: (1 - best) / len(also) for one in also}
        lessons.append(
            Lesson(row["text"], tuple(parts.get(one, 0.0) for one in criteria), report=row["report"])
        )
    return lessons


def own_words(framework: Framework) -> list[Lesson]:
    """The definition's own texts: titles, keywords, prompts, and the themes of published findings."""
    criteria = list(framework.criteria)
    texts = []
    for one in framework.criteria.values():
        texts += [(one.id, f"{one.title}. {one.short}", 3.0)]
        texts += [(one.id, ". ".join((one.short, *one.keywords)), 2.0)]
        weight = min(1.0, 8 / max(1, len(one.prompts)))
        texts += [(one.id, ". ".join((prompt.text, *prompt.keywords)), weight) for prompt in one.prompts]
    for theme in framework.themes:
        texts += [(one, theme.title, 1 / len(theme.criteria)) for one in theme.criteria]
    return [
        Lesson(text, tuple(float(one == key) for one in criteria), DEFINITION_TIMES * weight)
        for key, text, weight in texts
    ]


def learn(lessons: Sequence[Lesson], definition: Sequence[Lesson], criteria: Sequence[str]) -> WordWeights:
    """Fit the weights: logistic regression by Adam on all lessons at once."""
    both = [*lessons, *definition]
    reader = WordWeights((), (), {}, {}, SAME, frozenset())
    terms = [Counter(one.key for one in reader.terms(lesson.text)) for lesson in both]
    texts = Counter(key for one in terms for key in one)
    named = {key for one in terms[len(lessons) :] for key in one if " " not in key}
    kept = sorted(
        key for key, count in texts.items() if (count >= LEAST_TEXTS or key in named) and not is_empty(key)
    )
    rarity = {key: math.log((len(both) + 1) / (texts[key] + 0.5)) for key in kept}
    inputs = [_input(one, rarity) for one in terms]
    weights, bias = _fit(inputs, both, kept, len(criteria))
    return WordWeights(tuple(criteria), tuple(bias), rarity, weights, SAME, _stems(UNSAID))


def is_empty(key: str) -> bool:
    """Whether a term says nothing: a joining word is in it, or all its words are broad."""
    words = key.split(" ")
    return any(word in _JOINING for word in words) or all(word in _BROAD for word in words)


def _input(terms: Counter[str], rarity: dict[str, float]) -> dict[str, float]:
    raw = {key: (1 + math.log(times)) * rarity[key] for key, times in terms.items() if key in rarity}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {key: value / length for key, value in raw.items()}


def _importance(lessons: Sequence[Lesson], size: int) -> list[float]:
    """What each lesson counts: those of rare criteria more."""
    mass = [sum(one.weight * one.target[number] for one in lessons) for number in range(size)]
    mean = sum(mass) / size
    even = [(mean / one) ** EVENNESS for one in mass]
    return [one.weight * sum(t * e for t, e in zip(one.target, even, strict=True)) for one in lessons]


class _Adam:
    """Adam's step for one row of numbers."""

    def __init__(self, size: int) -> None:
        self.row = [0.0] * size
        self._mean, self._square = [0.0] * size, [0.0] * size

    def step(self, gradient: Sequence[float], number: int) -> None:
        """Go against the gradient; `number` counts the steps from 1."""
        for at, slope in enumerate(gradient):
            self._mean[at] = 0.9 * self._mean[at] + 0.1 * slope
            self._square[at] = 0.999 * self._square[at] + 0.001 * slope * slope
            mean, square = self._mean[at] / (1 - 0.9**number), self._square[at] / (1 - 0.999**number)
            self.row[at] -= RATE * mean / (math.sqrt(square) + 1e-8)


def _fit(
    inputs: Sequence[dict[str, float]], lessons: Sequence[Lesson], kept: Sequence[str], size: int
) -> tuple[dict[str, list[float]], list[float]]:
    importance = _importance(lessons, size)
    rows, bias = {key: _Adam(size) for key in kept}, _Adam(size)
    for number in range(1, STEPS + 1):
        slopes = {key: [STRENGTH * one for one in row.row] for key, row in rows.items()}
        bias_slope = [STRENGTH * 0.1 * one for one in bias.row]
        for values, lesson, counts in zip(inputs, lessons, importance, strict=True):
            errors = _errors(values, rows, bias, lesson.target, counts)
            bias_slope = [one + error for one, error in zip(bias_slope, errors, strict=True)]
            for key, value in values.items():
                slope = slopes[key]
                for at, error in enumerate(errors):
                    slope[at] += value * error
        for key, row in rows.items():
            row.step(slopes[key], number)
        bias.step(bias_slope, number)
    return {key: row.row for key, row in rows.items()}, bias.row


def _errors(
    values: dict[str, float], rows: dict[str, _Adam], bias: _Adam, target: Sequence[float], counts: float
) -> list[float]:
    sums = list(bias.row)
    for key, value in values.items():
        for at, weight in enumerate(rows[key].row):
            sums[at] += value * weight
    top = max(sums)
    raised = [math.exp(one - top) for one in sums]
    whole = sum(raised)
    return [(one / whole - wanted) * counts for one, wanted in zip(raised, target, strict=True)]


def written(learned: WordWeights) -> str:
    """The file: what it is and where it comes from, then one line a term, in hundredths."""
    head = {
        "about": {
            "what": "How much each word speaks for each criterion; made by scripts/learn_suggestions.py",
            "source": "Area SEND inspection reports of Ofsted and the Care Quality Commission, 2023 to 2025",
            "url": "https://reports.ofsted.gov.uk/",
            "licence": "Open Government Licence v3.0",
            "reports": sorted({one.report for one in paragraphs(PARAGRAPHS, learned.criteria)}),
            "row": "rarity, then one number for each criterion, all in hundredths",
        },
        "framework": FRAMEWORK,
        "criteria": list(learned.criteria),
        "bias": [round(100 * one) for one in learned.bias],
        "same": dict(learned.same),
        "unsaid": sorted(learned.unsaid),
    }
    rows = {
        key: [round(100 * one) for one in (learned.rarity[key], *row)] for key, row in learned.weights.items()
    }
    lines = [f"{json.dumps(key)}: {json.dumps(row, separators=(',', ':'))}" for key, row in rows.items()]
    return json.dumps(head, indent=1)[:-2] + ',\n "words": {\n' + ",\n".join(lines) + "\n }\n}\n"


def across(lessons: Sequence[Lesson], definition: Sequence[Lesson], criteria: Sequence[str]) -> None:
    """Leave each report out in turn and print how often the others' weights are right on it."""
    first = three = 0
    for report in sorted({one.report for one in lessons}):
        learned = learn([one for one in lessons if one.report != report], definition, criteria)
        for lesson in (one for one in lessons if one.report == report):
            shares = learned.shares(learned.known(lesson.text))
            order = sorted(range(len(criteria)), key=lambda at: -shares[at])
            best = lesson.target.index(max(lesson.target))
            first += order[0] == best
            three += best in order[:3]
        print(report, flush=True)
    print(f"first {first / len(lessons):.1%}, within three {three / len(lessons):.1%} of {len(lessons)}")


def main() -> None:
    """Learn and write, or measure across the tune half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--across", action="store_true", help="Measure across the reports; write nothing.")
    framework, problems = load_framework(shipped_frameworks()[FRAMEWORK])
    if framework is None:
        raise SystemExit("\n".join(str(one) for one in problems))
    criteria = list(framework.criteria)
    lessons, definition = paragraphs(PARAGRAPHS, criteria), own_words(framework)
    if parser.parse_args().across:
        across(lessons, definition, criteria)
        return
    learned = learn(lessons, definition, criteria)
    LEARNED.write_text(written(learned), encoding="utf-8")
    print(f"{LEARNED.relative_to(ROOT)}: {len(learned.weights)} terms from {len(lessons)} paragraphs")


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_JOINING, _BROAD = _stems(JOINING), _stems(BROAD)


if __name__ == "__main__":
    main()
