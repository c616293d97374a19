"""Figures that a statement quotes in its words, beside those recorded for the measures behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from readiness.model.figures import Bounded
from readiness.model.records.evaluation import Statement
from readiness.model.records.measures import Measure
from readiness.rules.figures import change_between, is_percentage, is_rounded_to
from readiness.rules.measures import counted_share, latest_at
from readiness.rules.quoted_changes import NUMBER, PERCENT, misnamed_changes, misnamed_ends


@dataclass(frozen=True, slots=True)
class Quoted:
    """One figure as the words give it."""

    text: str
    value: float
    decimals: int

    def is_rounded_from(self, figure: float) -> bool:
        """Whether a recorded figure is this one, as exactly as it is written."""
        return is_rounded_to(figure, self.value, self.decimals)


def quoted_figures(words: str, unit: str) -> tuple[Quoted, ...]:
    """Every figure in the words that stands before the unit, each once; none without a unit."""
    unit = " ".join(unit.split())
    if not unit:
        return ()
    sign = PERCENT if is_percentage(unit) else rf"\s{re.escape(unit)}\b"
    found = re.finditer(NUMBER + sign, words, flags=re.IGNORECASE)
    read = (
        Quoted(
            one[0].strip(),
            float(one["whole"].replace(",", "") + (one["part"] or "")),
            len(one["part"] or ".") - 1,
        )
        for one in found
    )
    return tuple(dict.fromkeys(read))


def misquoted(
    measure: Measure, statement: Statement, beside: Iterable[Measure], as_at: date
) -> tuple[str, ...]:
    """What a statement says of a measure and no measure behind it holds: figures in its unit, changes.

    Of figures none where the newest is among those quoted: others of a sentence may be of other things.

    Args:
        measure: The measure.
        statement: A statement whose impact rests on it.
        beside: Every measure of that statement.
        as_at: The newest figure is that of a period which had ended by then.
    """
    words, every = f"{statement.text}\n{statement.impact}", tuple(beside)
    wrong = (
        *(one.text for one in _misquoted_figures(measure, words, every, as_at)),
        *misnamed_changes(words, measure, every),
    )
    ends = (one for one in misnamed_ends(words, measure, every) if not any(one in each for each in wrong))
    return tuple(dict.fromkeys((*wrong, *ends)))


def _misquoted_figures(
    measure: Measure, words: str, beside: Iterable[Measure], as_at: date
) -> tuple[Quoted, ...]:
    latest = latest_at(measure, as_at)
    said = quoted_figures(words, measure.unit)
    if latest is None or latest.number is None:
        return ()
    if any(one.is_rounded_from(latest.number) for one in said):
        return ()
    known = [figure for one in (measure, *beside) for figure in _known(one, measure.unit)]
    return tuple(one for one in said if not any(map(one.is_rounded_from, known)))


def _known(measure: Measure, unit: str) -> Iterable[float]:
    """The measure's figures in a unit; of percentages the shares of its changes, too."""
    figures = [one.value for one in measure.figures]
    if measure.unit.casefold() == unit.casefold():
        yield from (one.number for one in figures if isinstance(one, Bounded))
        yield from (one for one in figures if isinstance(one, float))
        yield from (one.value for one in measure.benchmarks if isinstance(one.value, float))
        yield from (share for one in measure.figures if (share := counted_share(one)) is not None)
        if measure.target is not None:
            yield measure.target
    if is_percentage(unit):
        for before, after in combinations(figures, 2):
            share = change_between(before, after).share
            if share is not None:
                yield round(share * 100, 1)
