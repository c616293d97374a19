"""What an edited document holds beside the exported statements: new paragraphs, comments, other changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from readiness.core.plain import visible
from readiness.core.sef_matching import Place
from readiness.core.sef_plan import PlanItem
from readiness.core.sef_reading import Reading
from readiness.core.sef_stamp import IMPACT_LEADS, comparable, table_fingerprint

_SHORT = 80
_MOST_REMARKS = 20
_STAMP_LOST = (
    "The program that saved the document dropped its stamp. Statements were matched by their words; new and "
    "deleted paragraphs cannot be told, so none are proposed."
)
_TABLES_ARE_PRINTED = "Tables are printed from the workspace; make the change there."


def new_items(reading: Reading) -> Iterator[PlanItem]:
    """Paragraphs under a criterion that are no statement yet."""
    for number, place in enumerate(_unknown(reading), 1):
        section = place.section
        if section is None or not section.criterion:
            continue
        impact = _as_impact(reading, place)
        if impact:
            yield impact
            continue
        text = visible(place.text.strip(), keep_breaks=True)
        yield PlanItem(
            key=f"new-{number}",
            kind="added",
            criterion=section.criterion,
            statement_kind=section.kind,
            theirs=text,
            merged=text,
            after=place.after,
            edits=place.paragraph.edits,
            reason=f"New under \u201c{section.heading}\u201d.",
        )


def _unknown(reading: Reading) -> Iterator[Place]:
    """New paragraphs whose words are neither in the workspace nor in the export: copies are not new.

    None where the stamp is lost: what the export printed can then not be told from what is new.
    """
    if reading.edited.stamp is None:
        return iter(())
    known = reading.known_words
    return (
        one
        for one in reading.found.new
        if comparable(one.text) not in known and comparable(_without_lead(one.text)) not in known
    )


def _without_lead(text: str) -> str:
    """A paragraph without the words an impact begins with."""
    return text.removeprefix(next((one for one in IMPACT_LEADS.values() if text.startswith(one)), ""))


def _as_impact(reading: Reading, place: Place) -> PlanItem | None:
    """A paragraph that begins as impacts do is the impact of the statement above it, if that has none."""
    statement = reading.index.records.statements.get(place.after)
    text = _without_lead(place.text)
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
            yield PlanItem(
                key=f"{statement.id}.{piece.field}.comment-{number}",
                kind="comment",
                statement=statement.id,
                field=piece.field,
                criterion=statement.criterion,
                statement_kind=statement.kind,
                note=note,
                is_safe=True,
            )


def remarks(reading: Reading) -> Iterator[str]:
    """Changes nobody can apply: words and comments outside statements, tables, what could not be read."""
    if reading.edited.stamp is None:
        yield _STAMP_LOST
    yield from _words_elsewhere(reading)
    yield from _comments_elsewhere(reading)
    yield from _tables(reading)
    yield from (str(problem) for problem in reading.edited.problems)


def _words_elsewhere(reading: Reading) -> Iterator[str]:
    found = [one for one in _unknown(reading) if one.section is None or not one.section.criterion]
    for place in found[:_MOST_REMARKS]:
        yield f"Words outside the statements are new or changed: \u201c{_short(place.text)}\u201d"
    if len(found) > _MOST_REMARKS:
        yield f"{len(found) - _MOST_REMARKS:,} more paragraphs outside the statements are new or changed."


def _comments_elsewhere(reading: Reading) -> Iterator[str]:
    on_statements = {place.position for places in reading.found.texts.values() for place in places}
    for position, paragraph in enumerate(reading.edited.paragraphs):
        if position not in on_statements:
            yield from (f"Comment by {note.by}: {_short(note.text)}" for note in paragraph.comments)


def _tables(reading: Reading) -> Iterator[str]:
    stamp = reading.edited.stamp
    cells: dict[int, list[str]] = defaultdict(list)
    for paragraph in reading.edited.paragraphs:
        if paragraph.table:
            cells[paragraph.table].append(paragraph.text)
    if stamp is None:
        return
    if len(stamp.tables) != len(cells):
        yield f"A table was added or taken out. {_TABLES_ARE_PRINTED}"
        return
    for mark, (_, texts) in zip(stamp.tables, sorted(cells.items()), strict=True):
        if table_fingerprint(texts) != mark.fingerprint:
            yield f"The table \u201c{mark.title}\u201d was changed. {_TABLES_ARE_PRINTED}"


def _short(text: str) -> str:
    words = " ".join(visible(text).split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}\u2026"
