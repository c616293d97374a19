"""The self-evaluation as a Word document: a document to sign, which can be edited and read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from readiness.core.gaps import find_gaps
from readiness.core.sef_stamp import (
    STAMP_NAMESPACE,
    Mode,
    SefStamp,
    TableMark,
    piece_fingerprint,
    table_fingerprint,
)
from readiness.reports.sef_back import (
    agreement_blocks,
    index_blocks,
    lens_blocks,
    recommendations_blocks,
    unconfirmed_blocks,
)
from readiness.reports.sef_criterion import criterion_blocks
from readiness.reports.sef_front import area_context, cover, document_title, how_to_read, summary
from readiness.reports.sef_gaps import gap_blocks
from readiness.reports.sef_source import Notebook, SefSource, comparable_print
from readiness.reports.word.assemble import Content, Template, build
from readiness.reports.word.model import Block, Part, Table, paragraphs_of, words

_CONTENTS = "Contents"
__all__ = ["SefSource", "sef_document"]


def sef_document(
    source: SefSource, *, as_at: date, version: str, mode: Mode = "draft", template: Template | None = None
) -> bytes:
    """The self-evaluation as at a date, as the bytes of a .docx file.

    `mode` draft prints every statement as it stands, watermarked; agreed prints only agreed words and
    says what is not agreed. The same source and arguments give the same bytes.
    """
    notes = Notebook(source, source.gaps or find_gaps(source.index, as_at), as_at, mode)
    front = (*how_to_read(notes), *area_context(notes), *summary(notes))
    middle = tuple(_criteria(notes))
    back = (
        *lens_blocks(notes),
        *recommendations_blocks(notes),
        *gap_blocks(notes),
        *agreement_blocks(notes),
    )
    body = (*front, *middle, *back)
    if isinstance(body[-1], Table):
        body = (*body, words("table_note", "The evidence index follows."))
    index = tuple(index_blocks(notes))
    last = tuple(unconfirmed_blocks(notes))
    parts = (Part(body), Part(index, is_landscape=True), Part(last))
    marking = source.marking or source.area.marking
    front_page = cover(notes, version, marking)
    stamp = _stamp(notes, version, (*front_page, *body, *index, *last))
    return build(
        Content(
            title=document_title(notes),
            author=source.prepared_by or source.area.name,
            identifier=stamp.export_id,
            dated=as_at.isoformat(),
            header=f"{marking} \u2013 draft" if mode == "draft" else marking,
            footer=f"{document_title(notes)}, version {version}",
            cover=front_page,
            contents_title=_CONTENTS,
            parts=parts,
            watermark="DRAFT" if mode == "draft" else "",
            stamp=stamp_xml(stamp),
        ),
        template,
    )


def _criteria(notes: Notebook) -> Iterator[Block]:
    """Every group and criterion; the one after a criterion with words in it starts a page."""
    for group in notes.framework.groups:
        yield notes.heading("heading1", group.title, starts_page=True)
        if group.stem:
            yield words("body", f"{group.stem[:1].upper()}{group.stem[1:]}")
        was_written = False
        for criterion in group.criteria:
            yield from criterion_blocks(notes, criterion, starts_page=was_written)
            was_written = bool(notes.wordings(criterion.id))


def _stamp(notes: Notebook, version: str, blocks: tuple[Block, ...]) -> SefStamp:
    """What the export remembers of itself."""
    stamped = {piece.bookmark for piece in notes.pieces}
    printed = [block.text for block in paragraphs_of(blocks) if block.bookmark not in stamped]
    tables = [block for block in blocks if isinstance(block, Table)]
    captions = [f"Table {number}: {table.title}" for number, table in enumerate(tables, 1)]
    return SefStamp(
        area=comparable_print(notes.source.area.name),
        framework=notes.framework.id,
        framework_version=notes.framework.version,
        as_at=notes.as_at,
        version=comparable_print(version),
        mode=notes.mode,
        pieces=tuple(notes.pieces),
        sections=tuple(notes.sections),
        tables=tuple(map(_table_mark, tables)),
        furniture=tuple(dict.fromkeys(map(piece_fingerprint, (_CONTENTS, *printed, *captions)))),
    ).sealed()


def _table_mark(table: Table) -> TableMark:
    heads = [column.heading for column in table.columns]
    cells = ["".join(run.text for run in cell) for row in table.rows for cell in row]
    return TableMark(title=comparable_print(table.title), fingerprint=table_fingerprint([*heads, *cells]))


def stamp_xml(stamp: SefStamp) -> str:
    """The custom XML part: the stamp as JSON inside one element."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<stamp xmlns="{STAMP_NAMESPACE}">{escape(json.dumps(stamp.model_dump(mode="json")))}</stamp>'
    )
