"""What happened in the plan between two days, as a Word document for a board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words, long_day_words
from readiness.base.text import counted
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Paragraph, Part, Run, Table, cell, words
from readiness.plan.plan_words import INTERNAL, PUBLIC
from readiness.rules.index import id_order
from readiness.workspace.output import need_suffix, notices, save

if TYPE_CHECKING:
    from pathlib import Path

    from readiness.plan.progress_report import Happened, Span
    from readiness.workspace.workspace import Workspace

SUFFIX = ".docx"


def export_progress(
    ws: Workspace,
    output: Path,
    span: Span,
    found: Sequence[Happened],
    *,
    is_public: bool = False,
    replace: bool = False,
) -> None:
    """Write what happened in the days of a span, record by record.

    Raises:
        UsageError: The file's name does not end in .docx.
        RefusedError: A file stands there and may not be replaced.
        StorageError: The file cannot be written.
    """
    need_suffix(output, SUFFIX)
    area = ws.area
    days = f"{day_words(span.first)} to {day_words(span.last)}"
    title = f"Progress of the plan: {area.name}"
    content = Content(
        title=title,
        author=area.name,
        identifier=f"progress-{span.first.isoformat()}-{span.last.isoformat()}",
        dated=span.last.isoformat(),
        header="Public version" if is_public else area.marking,
        footer=f"{title}, {days}",
        cover=(
            words("title", "Progress of the plan"),
            words("subtitle", area.name),
            words("cover_fact", f"{long_day_words(span.first)} to {long_day_words(span.last)}"),
            words("cover_fact", PUBLIC if is_public else INTERNAL),
            *(words("cover_notice", notice) for notice in notices(area)),
        ),
        contents_title="",
        parts=(Part(tuple(_body(found, is_public=is_public))),),
        language=ws.framework.language,
    )
    save(output, build(content), replace=replace)


def _body(found: Sequence[Happened], *, is_public: bool) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("What happened"),), starts_page=True)
    if not found:
        yield words("body", "Nothing was written down in these days.")
        return
    by_record = sorted(found, key=lambda one: (id_order(one.about), one.on))
    records = len({one.about for one in found})
    yield words(
        "body", f"{counted(len(found), 'entry', 'entries').capitalize()} about {counted(records, 'record')}."
    )
    for about, group in groupby(by_record, key=lambda one: one.about):
        entries = list(group)
        name = entries[0].title if is_public else f"{about} {entries[0].title}"
        yield Paragraph("heading2", (Run(name),))
        yield Table(
            "What happened, day by day",
            "Each row is a note of progress or a change, with its day and what it did.",
            (
                Column("On", 1),
                Column("What", 3),
                Column("What it did", 2),
                *([] if is_public else [Column("By", 1.2)]),
            ),
            tuple(
                (
                    cell(day_words(one.on)),
                    cell(one.what),
                    cell(one.did, empty="not said"),
                    *([] if is_public else [cell(one.by, empty="not named")]),
                )
                for one in entries
            ),
        )
        yield words("table_note", "As written down; a note stands under the day it is about.")
