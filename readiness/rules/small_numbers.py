"""Which figures are not printed in what leaves the building, so that nobody can be picked out by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, combinations, islice
from typing import Final

from readiness.model.records.measures import Measure
from readiness.rules.figures import SMALL_BASE, counts_something, is_percentage, is_small_count, plain_unit
from readiness.rules.measures import is_of_few

Hidden = Mapping[str, frozenset[date]]
"""Last days of the periods whose figures are not printed, by measure."""

COUNTS_NOTE: Final = (
    "Counts from 1 to 4 are not shown, and stand as \u201cfewer than 5\u201d; nor are figures from which one "
    "of them could be worked out. Where the first figure is 10 or more, the size of a change is still said."
)

SHARES_NOTE: Final = (
    "How many people stand behind a percentage is not recorded with it: where they are fewer than 10, it can "
    "mislead and could point to somebody."
)

BASES_NOTE: Final = f"Percentages of fewer than {SMALL_BASE} are not shown."

_MOST_TRIED: Final = 100_000
"""Sums tried in one table, the short ones first; a dozen figures are tried in every sum."""

_Cell = tuple[str, date]


def hidden_figures(measures: Iterable[Measure]) -> Hidden:
    """Every figure that is not printed: small counts, and others that would give a small one away.

    Counts of the same unit and period are one table, whatever papers they are printed in, so that two papers
    side by side give nothing away either. Where one of them is the sum of others and a single one in that
    sum is hidden, the smallest of the rest is hidden with it. Rates, times and percentages are added to
    nothing and stay, but for percentages known to be of fewer than `SMALL_BASE`.
    """
    tables: dict[tuple[str, date], dict[_Cell, float]] = defaultdict(dict)
    hidden: set[_Cell] = set()
    for measure in measures:
        every = (*measure.observations, *([measure.baseline] if measure.baseline else []))
        if not counts_something(measure.unit):
            hidden |= {(measure.id, one.period_to) for one in every if is_of_few(one)}
            continue
        unit = plain_unit(measure.unit)
        for one in every:
            if one.number is not None:
                tables[unit, one.period_to][measure.id, one.period_to] = one.number
            if is_small_count(measure.unit, one.value):
                hidden.add((measure.id, one.period_to))
    for table in tables.values():
        hidden |= _second_ones(table, {cell for cell in table if cell in hidden})
    found: dict[str, set[date]] = defaultdict(set)
    for measure_id, period_to in hidden:
        found[measure_id].add(period_to)
    return {measure_id: frozenset(periods) for measure_id, periods in found.items()}


def notes_on(measures: Collection[Measure], hidden: Hidden) -> tuple[str, ...]:
    """What to say below these measures where they are printed for outside: the rule, as far as it applies."""
    shares = [one for one in measures if is_percentage(one.unit)]
    said = {
        COUNTS_NOTE: any(one.id in hidden and one not in shares for one in measures),
        BASES_NOTE: any(one.id in hidden and any(map(is_of_few, one.figures)) for one in shares),
        SHARES_NOTE: any(not figure.has_counts for one in shares for figure in one.figures),
    }
    return tuple(note for note, applies in said.items() if applies)


def _second_ones(table: Mapping[_Cell, float], hidden: set[_Cell]) -> set[_Cell]:
    """The hidden figures of a table with those hidden beside them."""
    if not hidden:
        return hidden
    sums = list(_sums(table))
    is_settled = False
    while not is_settled:
        is_settled = True
        for cells in sums:
            shown = [cell for cell in cells if cell not in hidden and table[cell]]
            if len(cells & hidden) == 1 and shown:
                hidden.add(min(shown, key=lambda cell: (table[cell], cell)))
                is_settled = False
    return hidden


def _sums(table: Mapping[_Cell, float]) -> Iterator[frozenset[_Cell]]:
    """Each set of figures of which one is the sum of the others, two or more."""
    for total, value in table.items():
        parts = [cell for cell, part in table.items() if cell != total and part <= value]
        every = (chosen for size in range(2, len(parts)) for chosen in combinations(parts, size))
        tried = islice(every, _MOST_TRIED // len(table))
        for chosen in chain(tried, [tuple(parts)]):
            if len(chosen) > 1 and sum(table[cell] for cell in chosen) == value:
                yield frozenset((total, *chosen))
