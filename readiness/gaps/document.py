"""The gap report as a Word document: every gap at a date, worst first, each with its reason and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from readiness.base.date_words import dated_words, long_day_words
from readiness.base.text import figure_of, listed
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Paragraph, Part, Run, Table, cell, strong, words
from readiness.formats.word.template import Template
from readiness.gaps.checks.check import Check
from readiness.gaps.checks.registry import checks_by_id
from readiness.gaps.report import Gap, GapReport
from readiness.model.definition.framework import Framework
from readiness.model.records.area import AREA_ID
from readiness.model.vocabulary import SEVERITIES
from readiness.rules.orphans import in_short, orphans

_SEVERITY_MEANS = {
    "critical": "We could not answer, or could be shown to be wrong.",
    "serious": "We could answer, but not well.",
    "minor": "Put right when there is time.",
}


def gap_report_document(
    report: GapReport,
    *,
    as_at: date,
    marking: str = "",
    notices: Iterable[str] = (),
    template: Template | None = None,
    why_then: str = "",
) -> bytes:
    """Every gap as at a date, as the bytes of a .docx file. The same report gives the same bytes."""
    area = next(iter(report.index.records.area.values()), None)
    name = area.name if area else "Unnamed area"
    marked = marking or (area.marking if area and area.id == AREA_ID else "")
    title = f"Gap report: {name}"
    body = tuple(_body(report, as_at))
    return build(
        Content(
            title=title,
            author=name,
            identifier=f"gaps-{as_at.isoformat()}",
            dated=as_at.isoformat(),
            header=marked,
            footer=title,
            cover=(
                *_cover(report, name, dated_words(as_at, why_then), marked),
                *(words("cover_notice", notice) for notice in notices),
            ),
            contents_title="Contents",
            parts=(Part(body),),
            language=report.index.framework.language,
        ),
        template,
    )


def _cover(report: GapReport, name: str, dated: str, marking: str) -> Iterator[Paragraph]:
    yield words("title", "Gap report")
    yield words("subtitle", name)
    yield words("cover_fact", strong("Framework: "), report.index.framework.title)
    yield words("cover_fact", strong("As at: "), dated)
    yield words("cover_fact", strong("Protective marking: "), marking)
    yield words("cover_notice", strong("In short. "), _in_short(report))


def _in_short(report: GapReport) -> str:
    found = [f"{number:,} {severity}" for severity, number in report.by_severity.items() if number]
    return (
        f"The checks find {figure_of(len(report), 'gap')}: {listed(found)}."
        if found
        else "The checks find no gap."
    )


def _body(report: GapReport, as_at: date) -> Iterator[Block]:
    framework = report.index.framework
    yield Paragraph("heading1", (Run("Where the gaps are"),), starts_page=True)
    yield words(
        "body",
        f"{_in_short(report)} Each is listed below with its reason and what to do, "
        f"as at {long_day_words(as_at)}.",
    )
    tables = iter(range(1, len(report) + 2))
    yield count_table(report, framework, f"_Ref_table_{next(tables)}")
    yield words(
        "table_note", "A gap that weakens two sections counts in both; some belong to no one section."
    )
    if sentence := in_short(orphans(framework, report.index.records)):
        yield words("body", f"{sentence[:1].upper()}{sentence[1:]} What has no place counts in no section.")
    known = checks_by_id(framework)
    for severity, gaps in groupby(report, key=lambda gap: gap.severity):
        yield Paragraph("heading1", (Run(severity.capitalize()),), starts_page=True)
        yield words("body", _SEVERITY_MEANS[severity])
        by_check: dict[str, list[Gap]] = {}
        for gap in gaps:
            by_check.setdefault(gap.check, []).append(gap)
        for check, found in by_check.items():
            yield from _check(known[check], found, f"_Ref_table_{next(tables)}")


def _check(check: Check[Any], gaps: list[Gap], bookmark: str) -> Iterator[Block]:
    title = check.title
    yield Paragraph("heading2", (Run(f"{title[:1].upper()}{title[1:]}"),))
    remedies = list(dict.fromkeys(gap.remedy for gap in gaps))
    is_shared = len(remedies) == 1
    if is_shared:
        yield replace(words("body", strong("What to do: "), remedies[0]), keeps_with_next=True)
    yield Table(
        f"{title[:1].upper()}{title[1:]}: {figure_of(len(gaps), 'gap')}",
        "Each row is a gap: what it is about, what is wrong, who has it and by when.",
        (
            Column("About", 1),
            Column("What is wrong", 4.4 if is_shared else 3),
            *(() if is_shared else (Column("What to do", 2.4),)),
            Column("Who and by when", 1.8),
        ),
        tuple(
            (
                cell(gap.subject),
                cell(gap.reason),
                *(() if is_shared else (cell(gap.remedy),)),
                cell(who_and_when(gap)),
            )
            for gap in gaps
        ),
        bookmark,
    )
    yield words("table_note", f"Check: {check.id}.")


def count_table(gaps: GapReport, framework: Framework, bookmark: str) -> Table:
    """How many gaps of each severity weaken each criterion."""
    term = framework.terms.criterion
    rows = tuple(
        (
            cell(f"{criterion.id} {criterion.short}"),
            *(cell(str(gaps.by_criterion[criterion.id][severity])) for severity in SEVERITIES),
        )
        for criterion in framework.criteria.values()
    )
    return Table(
        f"Gaps by {term}",
        f"Each row is a {term} with how many critical, serious and minor gaps weaken it.",
        (Column("Section", 4), *(Column(name.capitalize(), 1, is_figure=True) for name in SEVERITIES)),
        rows,
        bookmark,
    )


def gap_table(title: str, gaps: Iterable[Gap], bookmark: str) -> Table:
    """Gaps one by one: how serious, what is wrong, what to do, who and by when."""
    return Table(
        title,
        "Each row is a gap: how serious it is, what is wrong, what to do about it, who has it and by when.",
        (
            Column("Severity", 1.1),
            Column("What is wrong", 3.6),
            Column("What to do", 2.8),
            Column("Who and by when", 1.7),
        ),
        tuple(
            (
                cell(gap.severity),
                cell(gap.reason),
                cell(gap.remedy),
                cell(who_and_when(gap)),
            )
            for gap in gaps
        ),
        bookmark,
    )


def who_and_when(gap: Gap) -> str:
    """The owner of a gap and the day it is due."""
    when = f", by {long_day_words(gap.due)}" if gap.due else ""
    return (gap.owner or "nobody named yet") + when
