"""What a person reads first: up to three plain sentences, worst first, each with the records behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.date_words import near_day_words
from readiness.base.text import counted
from readiness.rules.asks import RequestCounts

if TYPE_CHECKING:
    from datetime import date

    from readiness.gaps.report import Gap
    from readiness.model.vocabulary import CheckSeverity, Risk
    from readiness.rules.board import Board
    from readiness.rules.index import Index
    from readiness.rules.matrix import Matrix

_LEAST_NAMED = 2
"""Asks a body must answer for before it is named as the weak one."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the overview."""

    severity: CheckSeverity | None
    """None where all is well."""
    words: str
    area: str
    """The area of the screens where the records behind it are; empty when there are none."""
    filter: str = ""
    """The typed filter that leaves exactly those."""


def first_words(
    index: Index,
    shown: Board | None,
    requests: Sequence[RequestCounts],
    voices: Matrix,
    call: date | None,
    *,
    worst: Sequence[Gap] = (),
    gaps: int = 0,
) -> tuple[Said, ...]:
    """The sentences; one that all is well when there is nothing to say.

    Args:
        index: The records.
        shown: The board of the notice that runs, or of the call that is supposed; None without a timetable.
        requests: How the asks stand, by deadline, the first due first.
        voices: The criteria by whose voice is heard.
        call: The day of the supposed call; None while a notice runs, or where none would come.
        worst: The gap to close first, if any.
        gaps: How many gaps there are in all.
    """
    said = [*_asks(shown, requests, call), *_weak_body(index, shown), *_unheard(voices)]
    if said:
        return tuple(sorted(said, key=lambda one: _ORDER.index(one.severity)))
    for gap in worst:
        verb = "is" if gaps == 1 else "are"
        return (Said(gap.severity, f"There {verb} {counted(gaps, 'gap')}, the worst first below.", "gaps"),)
    return (Said(None, "Nothing is missing that the checks look for.", ""),)


_ORDER = ("critical", "serious", "minor", None)


def _asks(shown: Board | None, requests: Sequence[RequestCounts], call: date | None) -> Iterator[Said]:
    first = next((one for one in requests if one.asked), None)
    if first is None:
        return
    what = f"{first.ready} of {counted(first.asked, 'ask')}"
    words = f"{what} are ready: {first.title}{first.mark}"
    if call:
        words = (
            f"If the call came on {near_day_words(call)}, {what} would be ready: {first.title}{first.mark}"
        )
    risks: tuple[tuple[Risk, str], ...] = (("overdue", "are late"), ("late", "will be late"))
    late = [f"{shown.count(risk)} {verb}" for risk, verb in risks if shown and shown.count(risk)]
    if late:
        yield Said("critical", f"{words}; of all that is asked {' and '.join(late)}.", "notice")
    elif first.ready < first.asked:
        yield Said("serious", f"{words}.", "requests", "open")


_AT_RISK: frozenset[Risk] = frozenset({"overdue", "late", "unowned"})


def _weak_body(index: Index, shown: Board | None) -> Iterator[Said]:
    """The body that answers for at least half of the asks that are or will be late, or have nobody."""
    at_risk = [row for row in shown.rows if row.risk in _AT_RISK] if shown else []
    bodies = Counter(row.body for row in at_risk if row.body)
    for body, count in bodies.most_common(1):
        known = index.framework.bodies_by_id.get(body)
        if count >= _LEAST_NAMED and 2 * count >= len(at_risk):
            name = known.title if known else body
            asked = f"{len(at_risk)} asks that are or will be late or have nobody"
            words = f"{name} has {count} of the {asked}."
            yield Said("serious", words, "requests", f"body:{body} open")


def _unheard(voices: Matrix) -> Iterator[Said]:
    silent = sorted(row.criterion for row in voices.rows if not row.filled)
    if not voices.columns or not silent:
        return
    whose = ", ".join(f"no {column.title}" for column in voices.columns)
    where = f"{', '.join(silent[:-1])} and {silent[-1]}" if len(silent) > 1 else silent[0]
    yield Said("serious", f"Nobody is heard yet in {where}: {whose}.", "gaps", "check:voice")
