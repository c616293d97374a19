"""The gap report as a Word document: a letter to colleagues, and after it every gap with its remedy."""

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
    "critical": "we could not answer, or could be shown to be wrong",
    "serious": "we could answer, but not well",
    "minor": "to put right when there is time",
}

_FIRST_THINGS = 6
"""Gaps named in the letter, so that it stays on its page."""

_PEOPLE_NAMED = 8


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
    marked = marking or (area.marking if area and area.id == AREA_ID else "OFFICIAL")
    title = f"Gap report: {name}"
    return build(
        Content(
            title=title,
            author=name,
            identifier=f"gaps-{as_at.isoformat()}",
            dated=as_at.isoformat(),
            header=marked,
            footer=title,
            language=report.index.framework.language,
            cover=(
                words("letter_title", title),
                *(words("cover_notice", notice) for notice in notices),
                *_letter(report, as_at, why_then),
            ),
            contents_title="Contents" if len(report) else "",
            parts=(Part(tuple(_body(report))),),
        ),
        template,
    )


def _letter(report: GapReport, as_at: date, why_then: str) -> Iterator[Paragraph]:
    """What colleagues need to know, on one page: how much is missing, what comes first, and who has it."""
    framework = report.index.framework
    opening = "This" if why_then else "If the inspectors' call came, this"
    yield words("body", "Dear colleagues,")
    yield words(
        "body",
        f"{opening} is what we could not hand over or could not stand behind, under "
        f"{framework.title}. Everything is measured at {dated_words(as_at, why_then)}.",
    )
    yield words("body", strong("In short. "), _in_short(report))
    if sentence := in_short(orphans(framework, report.index.records)):
        yield words("body", f"{sentence[:1].upper()}{sentence[1:]} What has no place counts in no section.")
    first = report.first_things(_FIRST_THINGS)
    if first:
        yield replace(words("body", strong("Please put these right first.")), keeps_with_next=True)
        yield from (words("bullet", f"{gap.reason} {gap.remedy} ", strong(f"{_who(gap)}.")) for gap in first)
    yield from (words("body", sentence) for sentence in _shares(report))
    if len(report):
        yield words("body", "Every gap follows, with its reason, what to do about it, and who has it.")


def _in_short(report: GapReport) -> str:
    said = [
        f"{number:,} {severity} ({_SEVERITY_MEANS[severity]})"
        for severity, number in report.by_severity.items()
        if number
    ]
    if not said:
        return "The checks find no gap."
    return f"The checks find {figure_of(len(report), 'gap')}: {listed(said)}."


def _shares(report: GapReport) -> Iterator[str]:
    """Who has how many, and how many nobody has."""
    by_owner: dict[str, int] = {}
    for gap in report:
        by_owner[gap.owner.strip()] = by_owner.get(gap.owner.strip(), 0) + 1
    nobody = by_owner.pop("", 0)
    ranked = sorted(by_owner.items(), key=lambda pair: (-pair[1], pair[0]))
    if ranked:
        told = [f"{name} ({number:,})" for name, number in ranked[:_PEOPLE_NAMED]]
        others = len(ranked) - len(told)
        rest = [f"{others} others"] if others else []
        yield f"The gaps are with {listed([*told, *rest])}."
    if nobody:
        yield f"Nobody has been named for {nobody:,} of the gaps. Please say who takes them."


def _body(report: GapReport) -> Iterator[Block]:
    framework = report.index.framework
    tables = iter(range(1, len(report) + 2))
    yield Paragraph("heading1", (Run("Where the gaps are"),))
    yield count_table(report, framework, f"_Ref_table_{next(tables)}")
    yield words(
        "table_note", "A gap that weakens two sections counts in both; some belong to no one section."
    )
    if len(report):
        yield Paragraph("heading1", (Run("Every gap"),), starts_page=True)
    known = checks_by_id(framework)
    for severity, gaps in groupby(report, key=lambda gap: gap.severity):
        yield Paragraph("heading2", (Run(f"{severity.capitalize()}: {_SEVERITY_MEANS[severity]}"),))
        by_check: dict[str, list[Gap]] = {}
        for gap in gaps:
            by_check.setdefault(gap.check, []).append(gap)
        for check, found in by_check.items():
            yield from _check(known[check], found, f"_Ref_table_{next(tables)}")
    if len(report):
        yield words("table_note", f"End of the list: {figure_of(len(report), 'gap')}.")


def _check(check: Check[Any], gaps: list[Gap], bookmark: str) -> Iterator[Block]:
    title = check.title
    yield Paragraph("heading3", (Run(f"{title[:1].upper()}{title[1:]}"),))
    remedies = list(dict.fromkeys(gap.remedy for gap in gaps))
    is_shared = len(remedies) == 1
    if is_shared:
        yield replace(words("body", strong("What to do: "), remedies[0]), keeps_with_next=True)
    yield Table(
        f"{title[:1].upper()}{title[1:]}: {figure_of(len(gaps), 'gap')}",
        "Each row is a gap: what is wrong, who has it and by when.",
        (
            Column("What is wrong", 4.4 if is_shared else 3.4),
            *(() if is_shared else (Column("What to do", 2.4),)),
            Column("Who and by when", 1.8),
        ),
        tuple(
            (
                cell(gap.reason),
                *(() if is_shared else (cell(gap.remedy),)),
                cell(who_and_when(gap)),
            )
            for gap in gaps
        ),
        bookmark,
    )


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


def _who(gap: Gap) -> str:
    said = who_and_when(gap)
    return said[:1].upper() + said[1:]
