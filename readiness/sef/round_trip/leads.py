"""Printed lead-ins ("The difference this makes:") that somebody reworded: taken off, and asked about once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from readiness.base.text import counted
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.matching import Matched, Place, Reading
from readiness.sef.round_trip.stamp import Piece, comparable


@dataclass(frozen=True, slots=True)
class RewordedLead:
    """One lead-in with the words that stand in its place, and the statements it concerns."""

    printed: str
    now: str
    """Empty where it was taken out."""
    statements: tuple[str, ...]
    impacts: tuple[str, ...]
    """The words of each impact, without any lead-in."""


def take_off_leads(found: Matched, pieces: Mapping[str, Piece]) -> list[RewordedLead]:
    """Find reworded lead-ins and take them off the words they stand before."""
    without = {
        name: places[0]
        for name, places in found.texts.items()
        if len(places) == 1 and name not in found.joined and _has_lost_lead(pieces[name], places[0])
    }
    prefixes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, place in without.items():
        words, base = comparable(place.text), comparable(pieces[name].text)
        if words.endswith(base):
            prefixes[pieces[name].lead, words.removesuffix(base).strip()].append(name)
    for (printed, now), names in prefixes.items():
        if now:
            more = [name for name in without if name not in names and pieces[name].lead == printed]
            names += [name for name in more if comparable(without[name].text).startswith(f"{now} ")]
    found_leads = []
    for (printed, now), names in prefixes.items():
        for name in names:
            found.texts[name] = [_without_prefix(without[name], now, pieces[name])]
        statements = tuple(pieces[name].statement for name in names)
        impacts = tuple(found.texts[name][0].text for name in names)
        found_leads.append(RewordedLead(printed, now, statements, impacts))
    return found_leads


def _has_lost_lead(piece: Piece, place: Place) -> bool:
    raw = comparable(place.paragraph.raw or place.text)
    return bool(piece.lead and piece.text and not piece.placeholder) and not raw.startswith(piece.lead)


def _without_prefix(place: Place, prefix: str, piece: Piece) -> Place:
    """The place without the new lead-in; the words themselves as they stand in the document."""
    words = comparable(place.text)
    if words.endswith(comparable(piece.text)):
        text = piece.text
    elif place.text.startswith(prefix):
        text = place.text.removeprefix(prefix).strip()
    else:
        text = words.removeprefix(prefix).strip()
    return replace(place, paragraph=replace(place.paragraph, text=text))


def lead_items(reading: Reading, leads: list[RewordedLead]) -> Iterator[PlanItem]:
    """One question for each reworded lead-in: whether its words are to become part of the impacts."""
    for number, lead in enumerate((one for one in leads if one.now), 1):
        pairs = [
            (statement, part)
            for statement, words in zip(lead.statements, lead.impacts, strict=True)
            if (part := f"{lead.now} {words}") and not _is_stored(reading, statement, part)
        ]
        if not pairs:
            continue
        yield PlanItem(
            key=f"lead-{number}",
            kind="lead",
            field="impact",
            base=lead.printed,
            ours=lead.printed,
            theirs=lead.now,
            merged=lead.now,
            others=tuple(statement for statement, _ in pairs),
            parts=tuple(part for _, part in pairs),
            reason=(
                f"The words printed before {counted(len(pairs), 'impact')} were reworded. They are not "
                "stored; accepting puts the new words into each impact."
            ),
        )


def _is_stored(reading: Reading, statement_id: str, impact: str) -> bool:
    statement = reading.index.records.statements.get(statement_id)
    return statement is None or comparable(statement.impact) == comparable(impact)


def lead_remarks(leads: list[RewordedLead]) -> Iterator[str]:
    """Lead-ins that were taken out: nothing to store, but said."""
    for lead in leads:
        if not lead.now:
            many = ", ".join(lead.statements)
            yield f"The printed words \u201c{lead.printed}\u201d were taken out before the impact of {many}."
