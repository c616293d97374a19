"""How the evidence is spread, as a Word document: four matrices, what goes stale when, links to review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from readiness.base.date_words import long_day_words
from readiness.base.text import counted
from readiness.evidence.weighing import MonthOfStale, SuspectLink, stale_calendar, suspect_links, weigh
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Paragraph, Part, Run, Table, cell, strong, words
from readiness.rules.filters.lists import evidence_matching
from readiness.rules.matrix import AXES, Axis, Matrix
from readiness.workspace.output import marking, notices

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.workspace.workspace import Workspace

AXIS_TITLES: dict[Axis, str] = {
    "kinds": "By kind of evidence",
    "agencies": "By agency",
    "voices": "By whose voice it carries",
    "freshness": "By freshness",
}

_WEAKEST = 12
"""Weakest cells listed with a matrix."""


def weighing_document(ws: Workspace, query: str = "", *, as_at: date) -> bytes:
    """The evidence as it is spread at a date, as the bytes of a .docx file."""
    items = evidence_matching(ws.index, ws.files, query, as_at)
    title = f"How the evidence is spread: {ws.area.name}"
    marked = marking(ws.area, ws.framework, items)
    numbers = count(1)
    blocks = [block for axis in AXES for block in _matrix(ws, weigh(ws, axis, query, as_at=as_at), numbers)]
    upright = [*_calendar(stale_calendar(ws, query, as_at=as_at), numbers)]
    upright += _suspects(suspect_links(ws, query, as_at=as_at), numbers)
    return build(
        Content(
            title=title,
            author=ws.area.name,
            identifier=f"evidence-{as_at.isoformat()}",
            dated=as_at.isoformat(),
            header=marked,
            footer=title,
            cover=(
                *_cover(ws, as_at, query, marked),
                *(words("cover_notice", one) for one in notices(ws.area)),
            ),
            contents_title="Contents",
            parts=(Part(tuple(blocks), is_landscape=True), Part(tuple(upright))),
            language=ws.framework.language,
        )
    )


def _cover(ws: Workspace, as_at: date, query: str, marked: str) -> Iterator[Paragraph]:
    yield words("title", "How the evidence is spread")
    yield words("subtitle", ws.area.name)
    yield words("cover_fact", strong("Framework: "), ws.framework.title)
    yield words("cover_fact", strong("As at: "), long_day_words(as_at))
    if query.strip():
        yield words("cover_fact", strong("Only: "), query)
    yield words("cover_fact", strong("Protective marking: "), marked)


def _matrix(ws: Workspace, weighed: Matrix, numbers: Iterator[int]) -> Iterator[Block]:
    framework = ws.framework
    term = framework.terms.criterion
    yield Paragraph("heading1", (Run(AXIS_TITLES[weighed.axis]),), starts_page=True)
    counts = "items" if weighed.axis == "freshness" else "current items"
    yield words("body", f"Each row is a {term}, the weakest first; each figure the {counts} linked to it.")
    yield Table(
        AXIS_TITLES[weighed.axis],
        f"Each row is a {term} with how many {counts} it has in each column.",
        (Column(term.capitalize(), 3), *(Column(one.title, 1, is_figure=True) for one in weighed.columns)),
        tuple(
            (cell(f"{row.criterion} {row.short}"), *(cell(str(one.count)) for one in row.cells))
            for row in weighed.rows
        ),
        f"_Ref_table_{next(numbers)}",
    )
    yield words("table_note", _note(weighed))
    yield words("body", strong("Weakest: "), "; ".join(_weakest(framework, weighed)) or "none")
    yield from _behind(ws, weighed, numbers)


def _note(weighed: Matrix) -> str:
    if weighed.axis == "freshness":
        return "Measured from the end of the period an item covers, by the shelf life of its kind."
    return "An item that stands in several columns counts in each."


def _weakest(framework: Framework, weighed: Matrix) -> Iterable[str]:
    titles = {one.id: one.title for one in weighed.columns}
    return (
        f"{one.criterion} {framework.criteria[one.criterion].short}, {titles[one.column]}: {one.count}"
        for one in weighed.weakest[:_WEAKEST]
    )


def _behind(ws: Workspace, weighed: Matrix, numbers: Iterator[int]) -> Iterator[Block]:
    """The items behind every figure, so that none has to be taken on trust."""
    titles = {one.id: one.title for one in weighed.columns}
    rows = tuple(
        (cell(one.criterion), cell(titles[one.column]), cell(", ".join(one.evidence)))
        for row in weighed.rows
        for one in row.cells
        if one.evidence
    )
    if rows:
        yield Table(
            f"{AXIS_TITLES[weighed.axis]}: the items behind each figure",
            "Each row is a figure of the table above with the ids of the items it counts.",
            (Column(ws.framework.terms.criterion.capitalize(), 1), Column("Column", 2), Column("Items", 6)),
            rows,
            f"_Ref_table_{next(numbers)}",
        )
        yield words("table_note", "The register of evidence says what each item is.")


def _calendar(months: Iterable[MonthOfStale], numbers: Iterator[int]) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("What goes stale when"),), starts_page=True)
    rows = tuple(
        (
            cell(f"{month.month:%B %Y}"),
            cell(f"{one.id} {one.title}"),
            cell(long_day_words(day)),
            cell(one.owner, empty="nobody"),
        )
        for month in months
        for day, one in month.items
    )
    if not rows:
        yield words("body", "Nothing that is current now goes stale in the months looked at.")
        return
    yield Table(
        "What goes stale when",
        "Each row is an item of evidence, the first day it is no longer current, and who keeps it current.",
        (Column("Month", 1.4), Column("Item", 4), Column("Stale from", 2), Column("Owner", 2)),
        rows,
        f"_Ref_table_{next(numbers)}",
    )
    yield words("table_note", f"{counted(len(rows), 'item')}.")


def _suspects(links: tuple[SuspectLink, ...], numbers: Iterator[int]) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("Links to review"),), starts_page=True)
    if not links:
        yield words("body", "Every link is as it was when somebody last said that it holds.")
        return
    yield Table(
        "Links to review",
        "Each row is a link between evidence and what it proves, and why it must be looked at again.",
        (Column("Evidence", 3), Column("Proves", 3), Column("Why", 2)),
        tuple(
            (
                cell(f"{one.link.evidence} {one.title}"),
                cell(f"{one.link.target} {one.target}"),
                cell(one.why),
            )
            for one in links
        ),
        f"_Ref_table_{next(numbers)}",
    )
    yield words("table_note", f"{counted(len(links), 'link')}.")
