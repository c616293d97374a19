"""Changes outside the statements: what can be stored in another record, and what can only be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from readiness.base.text import counted, figure_of, visible
from readiness.model.records.area import AREA_ID
from readiness.model.records.record import Record
from readiness.rules.index import Index
from readiness.sef.round_trip.additions import anchored, looks_printed, unknown
from readiness.sef.round_trip.agreements import TABLE as AGREEMENTS
from readiness.sef.round_trip.agreements import unread_signatures
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.heading_words import heading_words
from readiness.sef.round_trip.matching import Place, Reading
from readiness.sef.round_trip.merge import merge
from readiness.sef.round_trip.printed import PrintedUnit, Target
from readiness.sef.round_trip.record_words import fits, grade_of, says_the_same, words_now
from readiness.sef.round_trip.row_words import is_new_record
from readiness.sef.round_trip.stamp import area_fields, comparable, piece_fingerprint
from readiness.sef.round_trip.table_words import cell_words, gone_words, words_today
from readiness.sef.round_trip.tables import CellChange, TableChanges

_STAMP_LOST = (
    "The program that saved the document dropped its stamp, and no export with these words is remembered "
    "here. Statements were matched by their words; nothing is safe to take unseen, and what is not in the "
    "document is not proposed for deletion."
)

_KNOWN_BY_WORDS = (
    "The document carries neither a stamp nor its cover, so it was matched to an export by its words alone. "
    "It may be a copy of an earlier one: nothing is safe to take unseen."
)

_EMPTY_CELLS = frozenset({"not recorded", "missing", "not given yet", "nobody named", "nobody named yet"})
"""What a cell says that has nothing to say."""


def record_items(reading: Reading, tables: TableChanges) -> Iterator[PlanItem]:
    """What was typed into a cell or a note that stands for a field of a record."""
    for number, change in enumerate(_stored(tables), 1):
        target = change.target
        record = _record(reading.index, target) if target else None
        is_same = target is not None and says_the_same(target, record, change.after)
        if reading.edited.is_remembered or not is_same:
            yield from _cell_item(reading, change, number)
    for heading, field in area_fields(reading.index.framework.headings).items():
        yield from _area_item(reading, heading, field)
    for place, unit in _typed_over(reading):
        yield from _note_item(reading, place, unit)


def _stored(tables: TableChanges) -> list[CellChange]:
    return [
        one
        for one in tables.cells
        if one.target is not None and one.target.table != AGREEMENTS and not is_new_record(one.target)
    ]


def _cell_item(reading: Reading, change: CellChange, number: int) -> Iterator[PlanItem]:
    target = change.target
    if target is None:
        return
    where = f"Typed into the table \u201c{change.table}\u201d, row \u201c{change.row}\u201d."
    words = visible(change.after, keep_breaks=True)
    if target.table == "statements":
        yield from _statement_cell(reading, change, target, where, number)
        return
    yield _record_item(reading, target, change.before, words, where)


def _statement_cell(
    reading: Reading, change: CellChange, target: Target, where: str, number: int
) -> Iterator[PlanItem]:
    """A headline typed into the summary: the statement's own words, or a new one where it was missing."""
    words = visible(change.after, keep_breaks=True)
    if not target.id:
        yield PlanItem(
            key=f"new-cell-{number}",
            kind="added",
            criterion=target.criterion,
            statement_kind="headline",
            theirs=words,
            merged=words,
            reason=where,
        )
        return
    statement = reading.index.records.statements.get(target.id)
    now = statement.text if statement else ""
    if comparable(words) == comparable(now):
        return
    yield PlanItem(
        key=f"{target.id}.text-in-table",
        kind="edited" if statement else "conflict",
        statement=target.id,
        criterion=target.criterion,
        statement_kind="headline",
        base=change.before if reading.edited.is_remembered else "",
        ours=visible(now, keep_breaks=True),
        theirs=words,
        merged=words if statement and words else None,
        reason=where,
    )


def _record_item(reading: Reading, target: Target, before: str, words: str, where: str) -> PlanItem:
    record = _record(reading.index, target)
    base = "" if comparable(before) in _EMPTY_CELLS or not reading.edited.is_remembered else before
    now = words_now(target, record)
    doubt = fits(record, target, words)
    return PlanItem(
        key=f"{target.table}.{target.id or target.criterion}.{target.field}",
        kind="record",
        criterion=target.criterion,
        base=base,
        ours=base if now is None else visible(now, keep_breaks=True),
        theirs=words,
        merged=None if doubt else words,
        target=target,
        reason=f"{where} {doubt}".strip(),
    )


def _record(index: Index, target: Target) -> Record | None:
    return index.records.table(target.table).get(target.id or target.criterion)


def _area_item(reading: Reading, heading: str, field: str) -> Iterator[PlanItem]:
    """The area's own words under a heading, when any paragraph there was changed."""
    printed = reading.edited.printed
    units = [one for one in printed.units if _is_area(one, field)] if printed else []
    places = [one for one in reading.found.places if one.section and one.section.heading == heading]
    if not units or all(_is_printed(reading, one) for one in places):
        return
    was_missing = len(units) == 1 and not units[0].bookmark.startswith("sef_area")
    base = "" if was_missing else "\n\n".join(one.text for one in units)
    missing = units[0].text if was_missing else ""
    texts = [visible(one.text.strip(), keep_breaks=True) for one in places if one.text.strip()]
    texts = [text.removeprefix("Missing:").strip() for text in texts if comparable(text) != missing]
    theirs = "\n\n".join(texts)
    area = reading.index.records.area.get(AREA_ID)
    held = str(getattr(area, field)) if area else ""
    ours = "\n\n".join(part.strip() for part in held.split("\n\n") if part.strip())
    known = (base, ours, "" if ours else _following(reading, base))
    if not theirs or comparable(theirs) in map(comparable, known):
        return
    is_known = reading.edited.is_remembered
    has_moved = bool(ours or field == "context") and comparable(ours) != comparable(base)
    merged = merge(base, ours, theirs).text if is_known and has_moved else theirs
    yield PlanItem(
        key=f"area.{field}",
        kind="record",
        base=base if is_known else "",
        ours=ours or (base if is_known else ""),
        theirs=theirs,
        merged=merged,
        target=Target(table="area", id=AREA_ID, field=field),
        reason=f"Typed under \u201c{heading}\u201d.",
    )


def _following(reading: Reading, summary: str) -> str:
    """A summary written from the records, as it follows from the statements' words in the document."""
    for name, places in reading.found.texts.items():
        before = comparable(reading.pieces[name].text)
        if before and len(places) == 1:
            summary = summary.replace(before, comparable(places[0].text))
    return summary


def _is_area(unit: PrintedUnit, field: str) -> bool:
    return unit.target is not None and (unit.target.table, unit.target.field) == ("area", field)


def _typed_over(reading: Reading) -> Iterator[tuple[Place, PrintedUnit]]:
    for place in reading.found.places:
        unit = reading.alignment.place_of(place.position)
        is_view = unit is not None and unit.target is not None and unit.target.table == "grades"
        if unit is not None and is_view and place.text and not _is_printed(reading, place):
            yield place, unit


def _is_printed(reading: Reading, place: Place) -> bool:
    """Whether the stamp says that the paragraph was printed just so."""
    stamp = reading.edited.stamp
    return stamp is not None and piece_fingerprint(place.paragraph.raw) in stamp.furniture


def _note_item(reading: Reading, place: Place, unit: PrintedUnit) -> Iterator[PlanItem]:
    """A printed local view with other words, or one typed where there was none."""
    target = unit.target
    if target is None:
        return
    words = visible(place.text, keep_breaks=True).strip()
    if target.field == "view":
        yield _record_item(
            reading, target, "", words.removeprefix("Missing:").strip(), "Typed as our local view."
        )
        return
    if not reading.edited.is_remembered and _is_same_view(reading, target, words):
        return
    is_whole = words.startswith(target.lead) and words.endswith(target.tail)
    inner = words.removeprefix(target.lead).removesuffix(target.tail).strip()
    before = unit.text.removeprefix(target.lead).removesuffix(target.tail).strip()
    item = _record_item(reading, target, before, inner, "Typed into the local view.")
    if is_whole:
        yield item
    else:
        doubt = "The view itself or the words around its reason were changed: set it in the workspace."
        yield replace(item, theirs=words, merged=None, reason=f"{item.reason} {doubt}")


def _is_same_view(reading: Reading, target: Target, words: str) -> bool:
    """Whether the words say the local view that is held, and its reason, as they were printed before."""
    held = reading.index.records.grades.get(target.id)
    levels = reading.index.framework.levels_of(target.id)
    if held is None:
        return False
    named = (
        {key: one.view_words for key, one in levels.items()},
        {key: one.title for key, one in levels.items()},
    )
    views = (found for titles in named if (found := grade_of(words, titles)) is not None)
    return any(outcome == held.outcome and why.startswith(comparable(held.why)) for outcome, why in views)


def remarks(
    reading: Reading, tables: TableChanges, foot: Sequence[str] = (), *, has_items: bool = True
) -> Iterator[str]:
    """Changes nobody can apply, each with all its words: elsewhere, in tables, in notes, or unreadable."""
    if reading.edited.stamp is None:
        yield _STAMP_LOST
    elif not reading.edited.is_sure and has_items:
        yield _KNOWN_BY_WORDS
    yield from foot
    yield from _words_elsewhere(reading)
    yield from _printed_words(reading)
    yield from heading_words(reading)
    yield from _repeated(reading, tables)
    yield from _numbers(reading)
    yield from _set_aside(reading)
    yield from _comments_elsewhere(reading)
    yield from cell_words(tables) if reading.edited.is_remembered else words_today(tables)
    yield from unread_signatures(reading, tables)
    yield from gone_words(reading, tables)
    yield from _asides(reading)
    yield from (str(problem) for problem in reading.edited.problems)


def _words_elsewhere(reading: Reading) -> Iterator[str]:
    """New words under no criterion; paragraphs that follow each other stand in one remark."""
    told = "are new or changed" if reading.is_known else "would not be printed so today"
    found = [place for place in unknown(reading) if _belongs_nowhere(reading, place)]
    for _, run in groupby(enumerate(found), key=lambda pair: pair[1].position - pair[0]):
        words = "\n".join(visible(place.text.strip()) for _, place in run)
        yield f"Words outside the statements {told}: \u201c{words}\u201d"
    if printed := looks_printed(reading):
        words = " / ".join(visible(place.text.strip()) for place in printed)
        yield (
            f"{figure_of(len(printed), 'paragraph')} {'has' if len(printed) == 1 else 'have'} the look of "
            f"printed notes, though nothing here prints them today; none is proposed: \u201c{words}\u201d"
        )


def _belongs_nowhere(reading: Reading, place: Place) -> bool:
    unit = reading.alignment.place_of(place.position)
    if unit is not None and (unit.target is not None or reading.edited.is_remembered):
        return False  # told as what it was typed over
    section = place.section
    known = area_fields(reading.index.framework.headings)
    is_area = section is not None and section.heading in known and reading.edited.printed is not None
    return not is_area and (section is None or not section.criterion)


def _printed_words(reading: Reading) -> Iterator[str]:
    """Printed headings and notes that read otherwise now, or are gone."""
    if not reading.edited.is_remembered:
        return
    proposed = {one.position for one in unknown(reading) if one.section and one.section.criterion}
    for at, number in reading.alignment.replaced.items():
        unit = reading.alignment.units[number]
        words = visible(reading.edited.paragraphs[at].raw).strip()
        if unit.bookmark not in reading.pieces and unit.target is None and at not in proposed:
            yield f"Printed words were changed from \u201c{unit.text}\u201d to \u201c{words}\u201d."
    gone = [number for number in reading.alignment.gone if _is_told(reading, reading.alignment.units[number])]
    for _, run in groupby(enumerate(gone), key=lambda pair: pair[1] - pair[0]):
        words = " / ".join(reading.alignment.units[number].text for _, number in run)
        yield f"Printed words were taken out: \u201c{words}\u201d"


def _is_told(reading: Reading, unit: PrintedUnit) -> bool:
    return unit.bookmark not in reading.pieces


def _repeated(reading: Reading, tables: TableChanges) -> Iterator[str]:
    """Statements that stand a second time, word for word: copied, perhaps for another section.

    Not those that stood in a table as well, which came back as text.
    """
    if not reading.edited.is_remembered:
        return
    cells = {cell.text for table in tables.gone for row in table.rows for cell in row}
    texts = {comparable(piece.text): name for name, piece in reading.pieces.items() if piece.text}
    copies = ((texts.get(comparable(place.text), ""), place) for place in reading.found.new)
    for name, place in (*reading.found.repeated, *((name, place) for name, place in copies if name)):
        if comparable(place.text) in cells:
            continue
        where = f" under \u201c{place.section.heading}\u201d" if place.section else ""
        within = f" of {place.section.criterion}" if place.section and place.section.criterion else ""
        yield (
            f"{reading.pieces[name].statement} stands a second time{where}{within}: "
            f"\u201c{visible(place.text.strip())}\u201d Add it there in the workspace if it is meant twice."
        )


def _numbers(reading: Reading) -> Iterator[str]:
    for name, places in reading.found.texts.items():
        marker = comparable(reading.pieces[name].marker)
        is_there = any(marker and marker in comparable(place.paragraph.raw) for place in places)
        for place in places if reading.is_known and not is_there else ():
            if place.paragraph.numbers and not place.paragraph.set_aside:
                told = place.paragraph.numbers
                yield f"At {reading.pieces[name].statement} {told}. Change the links in the workspace."


def _set_aside(reading: Reading) -> Iterator[str]:
    """Words that are struck out, hidden or a prompt, where no proposed change says so."""
    told = {place.position for place in unknown(reading)}
    for name, places in reading.found.texts.items():
        told |= {
            one.position for one in places if comparable(one.text) != comparable(reading.pieces[name].text)
        }
    for at, paragraph in enumerate(reading.edited.paragraphs):
        is_whole = not paragraph.text and any(name in reading.found.set_aside for name in paragraph.bookmarks)
        if at in told or is_whole:
            continue
        for how, text in paragraph.set_aside:
            near = f" in \u201c{visible(paragraph.text)}\u201d" if paragraph.text else ""
            yield f"Words are {how}{near}: \u201c{visible(text)}\u201d"


def _comments_elsewhere(reading: Reading) -> Iterator[str]:
    on_statements = {place.position for places in reading.found.texts.values() for place in places}
    for position, paragraph in enumerate(reading.edited.paragraphs):
        if position not in on_statements:
            for note in paragraph.comments:
                state = " (resolved)" if note in paragraph.resolved else ""
                near = f", at \u201c{visible(paragraph.text)}\u201d" if paragraph.text else ""
                yield f"Comment by {note.by}{state}{near}: {visible(note.text)}"


def _asides(reading: Reading) -> Iterator[str]:
    """Words in headers, footers, notes and boxes that were not printed there; pictures and charts."""
    printed = reading.edited.printed
    known = {_frame_words(text) for text in printed.frame} if printed else None
    at_statements = anchored(reading)
    for aside in reading.edited.asides:
        if aside.key and aside.key in at_statements:
            continue  # proposed as a note of that statement
        is_frame = aside.is_frame
        is_known = known is None or _frame_words(aside.text) in known
        if not is_frame or (reading.edited.is_remembered and not is_known):
            yield f"Words in a {aside.where}: \u201c{aside.text}\u201d. They belong to no statement."
    more = reading.edited.pictures - (printed.pictures if printed else 0)
    redrawn = (printed.charts if printed else 0) - reading.edited.charts
    more = max(0, more - redrawn) if more > 0 and redrawn > 0 else more
    if more > 0:
        yield f"{counted(more, 'picture')} {'was' if more == 1 else 'were'} added; pictures are not kept."
    elif more < 0 and reading.edited.is_remembered:
        yield f"{counted(-more, 'picture')} {'was' if more == -1 else 'were'} taken out."
    others = max(0, reading.edited.pictures - (printed.pictures if printed else 0))
    if reading.edited.is_remembered and reading.edited.is_stamped and redrawn > others:
        gone = redrawn - others
        yield f"{counted(gone, 'chart')} {'was' if gone == 1 else 'were'} taken out."


def _frame_words(text: str) -> str:
    """Words of a header or footer without figures: programs count pages anew."""
    return "".join(letter for letter in comparable(text) if not letter.isdigit())
