"""What changed between two states of a workspace, as a Word document for a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.text import counted
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Paragraph, Part, Run, Table, cell, strong, words
from readiness.formats.word.package import LANGUAGE
from readiness.model.vocabulary import TABLE_TITLES
from readiness.workspace import output as output_door

if TYPE_CHECKING:
    from readiness.gaps.report import Gap
    from readiness.model.records.area import Area
    from readiness.model.records.differences import Difference
    from readiness.progress.comparison import Comparison
    from readiness.workspace.workspace import Workspace


def comparison_document(
    area: Area,
    found: Comparison,
    before: str,
    after: str,
    *,
    as_at: date,
    marking: str = "",
    notices: Iterable[str] = (),
    language: str = LANGUAGE,
) -> bytes:
    """The comparison as the bytes of a .docx file; the same comparison gives the same bytes."""
    title = f"What changed: {area.name}"
    span = f"From \u201c{before}\u201d to \u201c{after}\u201d"
    return build(
        Content(
            title=title,
            author=area.name,
            identifier=f"changes-{before}-{after}-{as_at.isoformat()}",
            dated=as_at.isoformat(),
            header=marking or area.marking,
            footer=title,
            cover=(
                words("title", "What changed"),
                words("subtitle", area.name),
                words("cover_fact", strong("Compared: "), span),
                words("cover_fact", strong("As at: "), day_words(as_at)),
                *(words("cover_notice", notice) for notice in notices),
            ),
            contents_title="Contents",
            parts=(Part(tuple(_body(found))),),
            language=language,
        )
    )


def _body(found: Comparison) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("In short"),), starts_page=True)
    if found.is_empty:
        yield words("body", "Nothing changed between the two states.")
        return
    yield words(
        "body",
        f"{counted(len(found.gaps_closed), 'gap')} closed, {counted(len(found.gaps_opened), 'gap')} opened, "
        f"{found.gaps_kept} stand as before. {counted(len(found.differences), 'record')} changed.",
    )
    yield from _gaps("Gaps closed", found.gaps_closed)
    yield from _gaps("Gaps opened", found.gaps_opened)
    yield from _measures(found)
    for table, title in TABLE_TITLES.items():
        yield from _records(title, found.of_table(table))


def _gaps(title: str, gaps: Sequence[Gap]) -> Iterator[Block]:
    yield Paragraph("heading1", (Run(title),))
    if not gaps:
        yield words("body", "None.")
        return
    yield Table(
        title,
        "Each row is a gap with what it is about and how serious it is.",
        (Column("About", 1), Column("Severity", 1), Column("What", 5)),
        tuple((cell(one.subject), cell(one.severity), cell(one.reason)) for one in gaps),
    )
    yield words("table_note", f"{counted(len(gaps), 'gap')}.")


def _measures(found: Comparison) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("Measures that moved"),))
    if not found.measures:
        yield words("body", "None.")
        return
    directions = {True: "better", False: "worse", None: "not to be said"}
    yield Table(
        "Measures that moved",
        "Each row is a measure with its latest figure before and now.",
        (
            Column("Measure", 4),
            Column("Before", 1, is_figure=True),
            Column("Now", 1, is_figure=True),
            Column("Direction", 1.2),
        ),
        tuple(
            (
                cell(f"{one.title} ({one.unit})" if one.unit else one.title),
                cell(_figure(one.before), empty="none"),
                cell(_figure(one.after), empty="none"),
                cell(directions[one.is_better]),
            )
            for one in found.measures
        ),
    )
    yield words("table_note", "Latest figures of each measure.")


def _records(title: str, differences: Sequence[Difference]) -> Iterator[Block]:
    if not differences:
        return
    yield Paragraph("heading1", (Run(title),))
    yield Table(
        f"{title}: what changed",
        "Each row is a record that was added, removed or changed, with the fields that say something else.",
        (Column("Record", 1), Column("How", 1), Column("About", 3), Column("Details", 4)),
        tuple(
            (
                cell(one.record_id),
                cell(one.kind),
                cell(one.title),
                cell(_details(one), empty="see the record"),
            )
            for one in differences
        ),
    )
    yield words("table_note", f"{counted(len(differences), 'record')}.")


def _details(one: Difference) -> str:
    if one.kind != "changed":
        return ""
    return "; ".join(
        f"{field.field.replace('_', ' ')}: {field.before or 'nothing'} \u2192 {field.after or 'nothing'}"
        for field in one.fields
    )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def export_comparison(
    ws: Workspace,
    comparison: Comparison,
    before: str,
    after: str,
    output: Path,
    *,
    as_at: date,
    replace: bool = False,
) -> None:
    """Write what changed between two states as a Word document."""
    output_door.need_suffix(output, ".docx")
    named = {change.record_id for change in comparison.of_table("evidence")}
    named.update(name for gap in (*comparison.gaps_opened, *comparison.gaps_closed) for name in gap.records)
    evidence = (ws.records.evidence[name] for name in named if name in ws.records.evidence)
    data = comparison_document(
        ws.area,
        comparison,
        before,
        after,
        as_at=as_at,
        marking=output_door.marking(ws.area, ws.framework, evidence),
        notices=output_door.notices(ws.area),
        language=ws.framework.language,
    )
    output_door.save(output, data, replace=replace)
