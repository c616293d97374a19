"""What stands in a returned document beside the statements that went out: new paragraphs and comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from readiness.base.text import visible
from readiness.model.records.evaluation import Note
from readiness.model.vocabulary import STATEMENT_KIND_TITLES
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.matching import Place, Reading
from readiness.sef.round_trip.merge import similarity
from readiness.sef.round_trip.printed import PrintedUnit
from readiness.sef.round_trip.proposals import told_aside
from readiness.sef.round_trip.stamp import IMPACT_LEADS, comparable, impact_leads

_PAGE_NUMBERS = re.compile(r"[ .]+[0-9]+(?: |$)")
"""Between the lines of a contents page that a program made plain text."""

_NUMBERED = re.compile(r"\d+ (.+)", re.DOTALL)

_MISSING = "Missing:"
"""Printed before what is missing; whoever types over the note may leave it standing."""


def new_items(reading: Reading) -> Iterator[PlanItem]:
    """Paragraphs under a criterion that are no statement yet."""
    for number, place in enumerate(unknown(reading), 1):
        unit = reading.alignment.place_of(place.position)
        if unit is not None and unit.target is not None and unit.target.table != "statements":
            continue
        item = _new(reading, place, unit, number)
        if item is None:
            continue
        aside = told_aside(place.paragraph.set_aside)
        yield replace(item, reason=f"{item.reason} {aside}".strip())


def _new(reading: Reading, place: Place, unit: PrintedUnit | None, number: int) -> PlanItem | None:
    section = place.section
    target = unit.target if unit else None
    criterion = target.criterion if target else section.criterion if section else ""
    if not criterion:
        return None
    impact = _as_impact(reading, place)
    if impact:
        return impact
    text = visible(place.text.strip(), keep_breaks=True)
    if target is not None:
        text = text.removeprefix(_MISSING).strip()
    kind = next(
        (one for one in STATEMENT_KIND_TITLES if target and one == target.field),
        section.kind if section else "context",
    )
    heading = section.heading if section else ""
    reason = f"New under \u201c{heading}\u201d."
    if target is not None:
        reason = f"Typed over what was missing: \u201c{unit.text if unit else ''}\u201d"
    elif place.paragraph.heading_level:
        reason = f"New under \u201c{heading}\u201d, set as a heading."
    elif place.paragraph.table:
        reason = f"New under \u201c{heading}\u201d, in a table."
    return PlanItem(
        key=f"new-{number}",
        kind="added",
        criterion=criterion,
        statement_kind=kind,
        theirs=text,
        merged=text,
        after=place.after,
        edits=place.paragraph.edits,
        reason=reason,
    )


def unknown(reading: Reading) -> Iterator[Place]:
    """New paragraphs whose words are neither in the workspace nor printed: copies are not new.

    None where neither the export nor what would be printed today is known; where the export is not, none that
    has the look of a printed note.
    """
    if reading.edited.stamp is None and reading.edited.printed is None:
        return iter(())
    printed = {one.position for one in looks_printed(reading)}
    return (one for one in _unknown(reading) if one.position not in printed)


def _unknown(reading: Reading) -> Iterator[Place]:
    return (
        one
        for one in reading.found.new
        if one.text.strip() and not _is_known(reading, one) and not _is_reworded_print(reading, one)
    )


def looks_printed(reading: Reading) -> list[Place]:
    """Unknown paragraphs that look like notes which a version before printed, where the export is not known.

    By their style, because they stand in several places word for word, because what is printed today begins
    with them, or because they are a line of an earlier list of evidence.
    """
    if reading.is_known or reading.edited.printed is None:
        return []
    found = list(_unknown(reading))
    often = Counter(comparable(one.text) for one in found)
    return [
        one
        for one in found
        if one.paragraph.is_printed
        or often[comparable(one.text)] > 1
        or _begins_a_note(reading, one)
        or _names_evidence(reading, one)
    ]


_LEAST_BEGINNING = 40
"""Characters of a paragraph with which a printed note begins, from which on it is that note."""


def _begins_a_note(reading: Reading, place: Place) -> bool:
    """Whether a note printed today, which is no statement, begins with all its words."""
    printed = reading.edited.printed
    words = comparable(place.text)
    return len(words) >= _LEAST_BEGINNING and any(
        unit.text.startswith(words) and unit.target is None and unit.bookmark not in reading.pieces
        for unit in (printed.units if printed else ())
    )


def _names_evidence(reading: Reading, place: Place) -> bool:
    """Whether it is a number, the title of an item of evidence and perhaps a place in it."""
    numbered = _NUMBERED.match(comparable(place.text))
    return numbered is not None and any(
        numbered[1] == title or numbered[1].startswith(f"{title}:")
        for title in (comparable(one.title) for one in reading.index.records.evidence.values())
        if title
    )


_ALIKE = 0.6
"""Least similarity at which words in the place of a printed note are the note reworded, and no statement."""


def _is_reworded_print(reading: Reading, place: Place) -> bool:
    """Whether it is a printed caption or note that somebody changed in part; the change is told as that."""
    unit = reading.alignment.place_of(place.position)
    if unit is None or unit.target is not None or unit.is_heading or not reading.edited.is_remembered:
        return False
    is_statement = unit.bookmark in reading.pieces
    return not is_statement and similarity(unit.text, comparable(place.paragraph.raw)) >= _ALIKE


def _is_known(reading: Reading, place: Place) -> bool:
    """Whether the words, whole or cell by cell where a table became text, are known."""
    known = reading.known_words
    if comparable(place.text) in known or comparable(_without_lead(reading, place.text)) in known:
        return True
    cells = place.text.split("\t")
    if len(cells) > 1 and all(comparable(cell) in known or not cell.strip() for cell in cells):
        return True
    headings = reading.edited.printed.headings if reading.edited.printed else frozenset()
    listed = [part for part in _PAGE_NUMBERS.split(comparable(place.text)) if part]
    return bool(headings) and bool(listed) and headings.issuperset(listed)


def _without_lead(reading: Reading, text: str) -> str:
    """A paragraph without the words an impact begins with."""
    known = (*impact_leads(reading.index.framework.headings).values(), *IMPACT_LEADS.values())
    return text.removeprefix(next((one for one in known if text.startswith(one)), ""))


def _as_impact(reading: Reading, place: Place) -> PlanItem | None:
    """A paragraph that begins as impacts do is the impact of the statement above it, if that has none."""
    statement = reading.index.records.statements.get(place.after)
    text = _without_lead(reading, place.text)
    words = visible(text.strip(), keep_breaks=True)
    if statement is None or statement.impact.strip() or text == place.text or not words:
        return None
    return PlanItem(
        key=f"{statement.id}.impact",
        kind="edited",
        statement=statement.id,
        field="impact",
        criterion=statement.criterion,
        statement_kind=statement.kind,
        theirs=words,
        merged=words,
        edits=place.paragraph.edits,
        reason="It begins as an impact does, below this statement.",
    )


def comment_items(reading: Reading) -> Iterator[PlanItem]:
    """Comments on statements that are not among their notes yet."""
    for name, places in reading.found.texts.items():
        piece = reading.pieces[name]
        statement = reading.index.records.statements.get(piece.statement)
        notes = dict.fromkeys(note for place in places for note in place.paragraph.comments)
        for number, note in enumerate(notes, 1):
            if statement is None or note in statement.notes:
                continue
            is_resolved = any(note in place.paragraph.resolved for place in places)
            yield PlanItem(
                key=f"{statement.id}.{piece.field}.comment-{number}",
                kind="comment",
                statement=statement.id,
                field=piece.field,
                criterion=statement.criterion,
                statement_kind=statement.kind,
                note=note,
                is_safe=not is_resolved,
                reason="It was marked as resolved in Word." if is_resolved else "",
            )


def anchored_items(reading: Reading) -> Iterator[PlanItem]:
    """Footnotes, endnotes and text boxes that hang on a statement: notes of it."""
    asides = {one.key: one for one in reading.edited.asides if one.key}
    for name, places in reading.found.texts.items():
        piece = reading.pieces[name]
        statement = reading.index.records.statements.get(piece.statement)
        keys = dict.fromkeys(key for place in places for key in place.paragraph.anchors if key in asides)
        for number, key in enumerate(keys, 1):
            aside = asides[key]
            note = Note(by=f"{aside.where} in the document", text=aside.text)
            if statement is None or note in statement.notes:
                continue
            yield PlanItem(
                key=f"{statement.id}.{piece.field}.note-{number}",
                kind="comment",
                statement=statement.id,
                field=piece.field,
                criterion=statement.criterion,
                statement_kind=statement.kind,
                note=note,
                reason=f"It stands in a {aside.where} at this statement; accepted, it is kept as a note.",
            )


def anchored(reading: Reading) -> frozenset[str]:
    """Keys of the notes and boxes that hang on a statement that is here."""
    held = reading.index.records.statements
    return frozenset(
        key
        for name, places in reading.found.texts.items()
        if reading.pieces[name].statement in held
        for place in places
        for key in place.paragraph.anchors
    )
