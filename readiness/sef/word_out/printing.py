"""What a self-evaluation printed, for its stamp and for the workspace to remember."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape

from readiness.formats.documents.word_parts import read_asides
from readiness.formats.packages import Package
from readiness.formats.word.model import Block, Cell, Chart, Paragraph, Table, paragraphs_of
from readiness.sef.round_trip.foreign import workspace_mark
from readiness.sef.round_trip.printed import PrintedCell, PrintedSef, PrintedTable, PrintedUnit
from readiness.sef.round_trip.stamp import (
    STAMP_NAMESPACE,
    SefStamp,
    TableMark,
    comparable,
    piece_fingerprint,
    table_fingerprint,
)
from readiness.sef.word_out.notebook import SefWriter, comparable_print

CONTENTS = "Contents"
"""Heading of the contents page."""


def stamp_of(notes: SefWriter, version: str, blocks: tuple[Block, ...]) -> SefStamp:
    """The stamp of a document of these blocks."""
    stamped = {piece.bookmark for piece in notes.pieces}
    printed = [block.text for block in paragraphs_of(blocks) if block.bookmark not in stamped]
    tables = [block for block in blocks if isinstance(block, Table)]
    captions = list(_captions(blocks).values())
    return SefStamp(
        workspace=workspace_mark(notes.index),
        area=comparable_print(notes.source.area.name),
        framework=notes.framework.id,
        framework_version=notes.framework.version,
        as_at=notes.as_at,
        version=comparable_print(version),
        mode=notes.mode,
        pieces=tuple(notes.pieces),
        sections=tuple(notes.sections),
        tables=tuple(map(_table_mark, tables)),
        furniture=tuple(dict.fromkeys(map(piece_fingerprint, (CONTENTS, *printed, *captions)))),
    ).sealed()


def _captions(blocks: tuple[Block, ...]) -> dict[int, str]:
    """The captions of tables and charts, each kind numbered by itself, by the place of the block."""
    numbers = {Table: count(1), Chart: count(1)}
    return {
        at: f"{'Table' if isinstance(block, Table) else 'Figure'} {next(numbers[type(block)])}: {block.title}"
        for at, block in enumerate(blocks)
        if not isinstance(block, Paragraph)
    }


def _table_mark(table: Table) -> TableMark:
    heads = [column.heading for column in table.columns]
    cells = [_cell_text(cell) for row in table.rows for cell in row]
    return TableMark(title=comparable_print(table.title), fingerprint=table_fingerprint([*heads, *cells]))


def _cell_text(cell: Cell) -> str:
    return "".join(run.text for run in cell)


def stamp_xml(stamp: SefStamp) -> str:
    """The custom XML part: the stamp as JSON inside one element."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<stamp xmlns="{STAMP_NAMESPACE}">{escape(json.dumps(stamp.model_dump(mode="json")))}</stamp>'
    )


def printed_of(
    notes: SefWriter, stamp: SefStamp, cover: tuple[Paragraph, ...], blocks: tuple[Block, ...]
) -> PrintedSef:
    """Everything these blocks print, in order."""
    tables = [block for block in blocks if isinstance(block, Table)]
    return PrintedSef(
        stamp=stamp,
        units=(
            *(_unit(notes, one) for one in cover),
            PrintedUnit(text=CONTENTS, is_heading=True),
            *_units(notes, blocks),
        ),
        tables=tuple(_table(notes, table) for table in tables),
        charts=len(notes.charts),
    )


def _units(notes: SefWriter, blocks: tuple[Block, ...]) -> Iterator[PrintedUnit]:
    captions = _captions(blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield _unit(notes, block)
        else:
            yield PrintedUnit(text=comparable(captions[at]))


def _unit(notes: SefWriter, paragraph: Paragraph) -> PrintedUnit:
    return PrintedUnit(
        text=comparable(paragraph.text),
        bookmark=paragraph.bookmark,
        is_heading=paragraph.role.startswith("heading"),
        target=notes.targets.get(paragraph.bookmark),
    )


def _table(notes: SefWriter, table: Table) -> PrintedTable:
    heads = tuple(PrintedCell(text=comparable(column.heading)) for column in table.columns)
    rows = (
        tuple(
            PrintedCell(
                text=comparable(_cell_text(cell)), target=notes.cells.get((table.bookmark, row, column))
            )
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(table.rows, 1)
    )
    return PrintedTable(title=comparable_print(table.title), rows=(heads, *rows))


def with_frame(printed: PrintedSef, content: bytes, *, has_template: bool) -> PrintedSef:
    """The print with the words of headers and footers, and those a council's own template brought along."""
    with Package(io.BytesIO(content)) as package:
        main = next(iter(package.related("", "officeDocument")), "")
        frame = tuple(dict.fromkeys(one.text for one in read_asides(package, main)))
    printed = printed.model_copy(update={"frame": frame})
    if not has_template:
        return printed
    from readiness.sef.word_in.document import read_sef

    edited = read_sef(content)
    known = {unit.text for unit in printed.units}
    texts = (comparable(one.raw) for one in edited.paragraphs if not one.table and not one.is_contents)
    others = tuple(dict.fromkeys(text for text in texts if text and text not in known))
    return printed.model_copy(update={"others": others, "pictures": edited.pictures})
