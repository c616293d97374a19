"""Learns how much words speak for parts of "So what?", and writes the weights into the definition.

Run from the repository's root: ``python scripts/learn_so_what.py``. It reads the statements marked in
``tests/data/so_what``, never those of the sets that decide (`scripts/so_what_figures.py` names them), fits a
logistic regression for each part by gradient descent in plain Python, which takes a minute or two, and
puts the weights, in hundredths, under `learned` in ``frameworks/area-send-2023/so-what.yaml``. The same
input gives the same file.
"""

from __future__ import annotations

import math
import random
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from readiness.base.phrases import tokens_of  # noqa: E402 - the program is found beside this script
from readiness.rules.so_what_signs import ALWAYS, signs_of  # noqa: E402 - likewise
from scripts.so_what_figures import FRAMEWORK, NEVER_USED, marked  # noqa: E402 - likewise

LEARNED = ("change", "link_to_action", "how_we_know", "honest")
"""The parts and the flag that phrases alone read too seldom."""
LEAN = {"how_we_know": 50}
"""Added to where the sum of a part begins, after what a set not learned from showed."""
ROUNDS, PACE, PULL, FEWEST, LEAST = 25, 0.15, 0.0002, 4, 30
"""Rounds of descent, step, pull to nothing; fewest statements of a sign, least weight that is kept."""


def weights(examples: Sequence[tuple[list[str], bool]]) -> dict[str, int]:
    """The weight of each sign in hundredths, from the signs of statements and whether they have the part."""
    weight: dict[str, float] = {}
    moved: dict[str, float] = {}
    for _ in range(ROUNDS):
        for signs, has in examples:
            total = sum(weight.get(sign, 0.0) for sign in signs)
            error = has - 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            for sign in signs:
                step = error - PULL * weight.get(sign, 0.0)
                moved[sign] = moved.get(sign, 1e-6) + step * step
                weight[sign] = weight.get(sign, 0.0) + PACE * step / math.sqrt(moved[sign])
    hundredths = {sign: round(100 * value) for sign, value in weight.items()}
    return {sign: value for sign, value in sorted(hundredths.items()) if abs(value) >= LEAST}


def examples_of(part: str, leaving_out: Iterable[str]) -> list[tuple[list[str], bool]]:
    """The statements of all sets but some, each by its signs that are in several statements, and its mark."""
    kept = [one for one in marked() if one.half not in set(leaving_out)]
    signs = [sorted(signs_of(tokens_of(one.text))) for one in kept]
    often = Counter(sign for text in signs for sign in text)
    examples = [
        ([sign for sign in text if often[sign] >= FEWEST], one.marks[part])
        for text, one in zip(signs, kept, strict=True)
    ]
    random.Random(1).shuffle(examples)  # noqa: S311 - an order, no secret
    return examples


def written(text: str, part: str, learned: dict[str, int]) -> str:
    """The definition with the weights of one part in place of those it has, if any."""
    body = " ".join(f"{sign} {value}" for sign, value in learned.items())
    block = "\n".join(textwrap.wrap(body, 118, break_long_words=False, break_on_hyphens=False))
    block = f"    learned: >-\n{textwrap.indent(block, '      ')}\n"
    start = text.index(f"\n  {part}:\n") + len(f"\n  {part}:\n")
    end = found.start() + 1 if (found := re.compile(r"\n  \w|\n\Z|\n\n").search(text, start)) else len(text)
    section = re.sub(r"    learned: >-\n(?:      .*\n)+", "", text[start:end])
    return text[:start] + section + block + text[end:]


def main() -> None:
    """Learn and write."""
    file = FRAMEWORK / "so-what.yaml"
    text = file.read_text(encoding="utf-8")
    for part in LEARNED:
        learned = weights(examples_of(part, NEVER_USED))
        learned[ALWAYS] = learned.get(ALWAYS, 0) + LEAN.get(part, 0)
        text = written(text, part, learned)
        print(f"{part}: {len(learned)} weights")
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
