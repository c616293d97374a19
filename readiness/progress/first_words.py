"""What a person reads first: up to three plain sentences, worst first, each with the records behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.date_words import near_day_words
from readiness.base.text import counted
from readiness.rules.asks import RequestCounts, asks

if TYPE_CHECKING:
    from datetime import date

    from readiness.gaps.report import GapReport
    from readiness.model.vocabulary import CheckSeverity
    from readiness.rules.index import Index
    from readiness.rules.matrix import Matrix

_TOO_LONG = "request-too-long"
_UNOWNED = "request-no-owner"
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
    index: Index, report: GapReport, requests: Sequence[RequestCounts], voices: Matrix, call: date | None
) -> tuple[Said, ...]:
    """The sentences; one that all is well when there is nothing to say.

    Args:
        index: The records.
        report: The gaps at the date.
        requests: How the asks stand, by deadline, the first due first.
        voices: The criteria by whose voice is heard.
        call: The day of the supposed call; None while a notice runs, or where none would come.
    """
    said = [*_asks(report, requests, call), *_weak_body(index, report), *_unheard(voices)]
    if said:
        return tuple(sorted(said, key=lambda one: _ORDER.index(one.severity)))
    return (Said(None, "Nothing is missing that the checks look for.", ""),)


_ORDER = ("critical", "serious", "minor", None)


def _asks(report: GapReport, requests: Sequence[RequestCounts], call: date | None) -> Iterator[Said]:
    first = next((one for one in requests if one.asked), None)
    if first is None:
        return
    late = sum(gap.check == _TOO_LONG for gap in report)
    when = f"If the call came on {near_day_words(call)}, " if call else ""
    words = f"{when}{first.ready} of {counted(first.asked, 'ask')} would be ready: {first.title}{first.mark}."
    if not call:
        words = f"{first.ready} of {counted(first.asked, 'ask')} are ready: {first.title}{first.mark}."
    if late:
        verb = "takes" if late == 1 else "take"
        words = f"{words[:-1]}; {counted(late, 'ask')} {verb} longer than there is."
        yield Said("critical", words, "gaps", f"check:{_TOO_LONG}")
    elif first.ready < first.asked:
        yield Said("serious", words, "requests", "open")


def _weak_body(index: Index, report: GapReport) -> Iterator[Said]:
    """The body that answers for at least half of the asks that would be late or have nobody."""
    at_risk = {gap.subject for gap in report if gap.check in {_TOO_LONG, _UNOWNED}}
    bodies = Counter(ask.item.body for ask in asks(index) if ask.id in at_risk and ask.item)
    for body, count in bodies.most_common(1):
        known = index.framework.bodies_by_id.get(body)
        if count >= _LEAST_NAMED and 2 * count >= len(at_risk):
            name = known.title if known else body
            words = (
                f"{name}: {count} of the {len(at_risk)} asks that would be late or have nobody are theirs."
            )
            yield Said("serious", words, "requests", f"body:{body} open")


def _unheard(voices: Matrix) -> Iterator[Said]:
    silent = sorted(row.criterion for row in voices.rows if not row.filled)
    if not voices.columns or not silent:
        return
    whose = ", ".join(f"no {column.title}" for column in voices.columns)
    where = f"{', '.join(silent[:-1])} and {silent[-1]}" if len(silent) > 1 else silent[0]
    yield Said("serious", f"Nobody is heard yet in {where}: {whose}.", "gaps", "check:voice")
