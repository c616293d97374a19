"""Agreements written into the tables of a returned document: who, when, and to which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from readiness.base.date_words import long_day_words
from readiness.base.dates import read_date
from readiness.base.text import capital, counted, listed, visible
from readiness.sef.round_trip.changes import AgreedWords, PlanItem
from readiness.sef.round_trip.matching import Reading
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.stamp import Piece, comparable
from readiness.sef.round_trip.tables import CellChange, TableChanges

TABLE = "agreements"
"""Table of the targets of these cells: `id` is the agency, `field` ``by`` or ``on``."""

NAME_CELL = "write name and role"

DATE_CELL = "write the date"

SECTION_HEADING = "Section"


def agreement_items(reading: Reading, tables: TableChanges) -> Iterator[PlanItem]:
    """One item for each agency that signed a section; none is safe, for it is in somebody's name."""
    if not reading.edited.is_remembered:
        return
    known = _printed_cells(reading)
    for (criterion, agency), cells in _signatures(tables).items():
        by = cells.get("by", known.get((criterion, agency, "by"), ""))
        on = cells.get("on", known.get((criterion, agency, "on"), ""))
        item = _item(reading, criterion, agency, by, on)
        if by and criterion not in _moved(tables) and not _is_done(reading, item):
            yield item


def unread_signatures(reading: Reading, tables: TableChanges) -> Iterator[str]:
    """Names and dates that are no agreement: nothing says to which words, or whose they are."""
    moved = _moved(tables)
    for (criterion, agency), cells in _signatures(tables).items():
        words = ", ".join(filter(None, (cells.get("by", ""), cells.get("on", ""))))
        told = f"{capital(_spoken(reading, agency))} wrote \u201c{words}\u201d under {criterion}"
        if not reading.edited.is_remembered:
            yield f"{told}: the export is not remembered here, so nothing says which words were agreed."
        elif criterion in moved:
            yield f"{told}: the section named in that row was changed. Record the agreement in the workspace."
        elif not cells.get("by", "") and words:
            yield f"{told}, and no name. Ask who agreed."


def _signatures(tables: TableChanges) -> dict[tuple[str, str], dict[str, str]]:
    """What was written, by criterion and agency, and by field."""
    typed: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for change in tables.cells:
        target = change.target
        if target is not None and target.table == TABLE:
            typed[target.criterion, target.id][target.field] = _typed(change)
    return typed


def _moved(tables: TableChanges) -> set[str]:
    """Criteria whose table came back with another section in a row."""
    return {change.row for change in tables.cells if change.heading == SECTION_HEADING and change.before}


def _typed(change: CellChange) -> str:
    """What was written, without the words printed to show where."""
    words = visible(change.after).strip()
    hints = (NAME_CELL, DATE_CELL)
    return next((words.replace(hint, "", 1).strip() for hint in hints if hint in words), words)


def _printed_cells(reading: Reading) -> dict[tuple[str, str, str], str]:
    """Names and dates that were printed, by criterion, agency and field."""
    printed = reading.edited.printed
    cells = [cell for table in printed.tables for row in table.rows for cell in row] if printed else []
    return {
        (cell.target.criterion, cell.target.id, cell.target.field): cell.text
        for cell in cells
        if cell.target is not None and cell.target.table == TABLE and cell.text not in {NAME_CELL, DATE_CELL}
    }


def _item(reading: Reading, criterion: str, agency: str, by: str, on: str) -> PlanItem:
    agreed = tuple(_agreed_words(reading, criterion))
    day = _day(on)
    reason = [
        (
            f"{capital(_spoken(reading, agency))} agrees {counted(len(agreed), 'statement')} of {criterion} "
            "as they stand in this document."
        )
    ]
    other = [one.statement for one in agreed if not _stands_here(reading, one)]
    if other:
        reason.append(
            f"{listed(other)} {'reads' if len(other) == 1 else 'read'} otherwise here: the agreement counts "
            "for them only if those changes are taken, too."
        )
    if day is None:
        reason.append("The date cannot be read: write it as NAME, DATE, such as J. Smith, 12 March 2027.")
    return PlanItem(
        key=f"{criterion}.agreed.{agency}",
        kind="agreed",
        criterion=criterion,
        theirs=f"{by}, {on}" if on else by,
        merged=f"{by}, {long_day_words(day)}" if day else None,
        agency=agency,
        agreed=agreed,
        reason=" ".join(reason),
    )


def _spoken(reading: Reading, agency: str) -> str:
    known = reading.index.framework.agencies_by_id.get(agency)
    return known.spoken if known else agency


def _is_done(reading: Reading, item: PlanItem) -> bool:
    """Whether the agency is recorded to have agreed every statement in these words."""
    held = reading.index.records.statements
    return bool(item.agreed) and all(
        _stands_here(reading, one) and held[one.statement].agreed_by(item.agency) for one in item.agreed
    )


def _day(words: str) -> date | None:
    try:
        return read_date(words, None)
    except ValueError:
        return None


def _agreed_words(reading: Reading, criterion: str) -> Iterator[AgreedWords]:
    """The statements printed under a criterion that stand whole in the document, in its words."""
    texts: dict[str, dict[str, str | None]] = defaultdict(dict)
    for name, piece in reading.pieces.items():
        if piece.criterion == criterion:
            texts[piece.statement][piece.field] = _returned(reading, name, piece)
    for statement, found in texts.items():
        text, impact = found.get("text"), found.get("impact", "")
        if text and impact is not None:
            yield AgreedWords(statement, text, impact)


def _returned(reading: Reading, name: str, piece: Piece) -> str | None:
    """What a piece says in the document; None where it was split, joined or its words are set aside."""
    if name in reading.joined_away or name in reading.found.joined:
        return None
    places = reading.found.texts.get(name, [])
    if len(places) != 1:
        return "" if not places and piece.field == "impact" else None
    if places[0].paragraph.set_aside:
        return None
    return comparable(places[0].text.removeprefix(piece.placeholder.strip()))


def _stands_here(reading: Reading, words: AgreedWords) -> bool:
    statement = reading.index.records.statements.get(words.statement)
    return statement is not None and (comparable(statement.text), comparable(statement.impact)) == (
        words.text,
        words.impact,
    )


def signed(words: str) -> tuple[str, date]:
    """Who agreed and when, of ``J. Smith, Director, 12 March 2027``.

    Raises:
        ValueError: There is no name, or no date at the end.
    """
    by, _, day = words.rpartition(",")
    if not by.strip():
        raise ValueError("There is no name before the date.")
    return by.strip(), read_date(day.strip(), None)


def cell_target(agency: str, field: str, criterion: str) -> Target:
    """What a cell in which an agency signs stands for."""
    return Target(table=TABLE, id=agency, field=field, criterion=criterion)
