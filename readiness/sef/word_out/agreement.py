"""The table below each section in which an agency writes who agrees it, and when."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.base.date_words import long_day_words
from readiness.formats.word.model import Block, Cell, Column, Table, cell, words
from readiness.model.definition.framework import Agency, Criterion
from readiness.sef.round_trip.agreements import DATE_CELL, NAME_CELL, SECTION_HEADING, cell_target
from readiness.sef.word_out.notebook import SefWriter


def agreement_table(notes: SefWriter, criterion: Criterion) -> Iterator[Block]:
    """A row for each agency that is asked; nothing where the section has no statement."""
    agencies = [one for one in notes.framework.agencies if one.agrees]
    if not agencies or not notes.wordings(criterion.id):
        return
    bookmark = notes.table_bookmark()
    for row, agency in enumerate(agencies, 1):
        cells = {2: "by", 3: "on"}
        targets = {at: cell_target(agency.id, field, criterion.id) for at, field in cells.items()}
        notes.aim_cells(bookmark, row, targets)
    yield Table(
        f"Agreement to {notes.title_of(criterion)}",
        "Each row is an agency, with room for the name and role of who agrees the words of this section, "
        "and the date.",
        (
            Column(SECTION_HEADING, 1.2),
            Column("Agency", 3),
            Column("Name and role", 3.2),
            Column("Date", 2.2),
        ),
        tuple(_row(notes, criterion, one) for one in agencies),
        bookmark,
    )
    yield words(
        "table_note",
        "A name and a date agree the words of this section exactly as they stand in this document.",
    )


def _row(notes: SefWriter, criterion: Criterion, agency: Agency) -> tuple[Cell, ...]:
    """Who agreed and when, where every statement of the section is agreed as printed; else room to write."""
    found = [one.statement.agreed_by(agency.id) for one in notes.wordings(criterion.id)]
    given = [one for one in found if one is not None]
    last = max(given, key=lambda one: one.on) if len(given) == len(found) else None
    return (
        cell(criterion.id),
        cell(agency.title),
        cell(last.by if last else "", empty=NAME_CELL),
        cell(long_day_words(last.on) if last else "", empty=DATE_CELL),
    )
