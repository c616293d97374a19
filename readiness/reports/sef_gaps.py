"""What is missing or out of date, counted by criterion, and what to put right first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness.core.framework import Framework
from readiness.core.gaps import SEVERITIES, Gap, GapReport
from readiness.reports.sef_source import Notebook, counted, day
from readiness.reports.word.model import Block, Column, Table, cell, words

_FIRST_THINGS = 15
_AGREED_NOTE = "The gaps themselves quote words that are not agreed yet; they stand in the gap report."


def gap_blocks(notes: Notebook) -> Iterator[Block]:
    """Counts by criterion, then the first things to put right."""
    gaps = notes.gaps
    yield notes.heading("heading1", "What is missing or out of date", starts_page=True)
    if not len(gaps):
        yield words("body", f"The checks find no gap as at {day(notes.as_at)}.")
        return
    yield words(
        "body",
        "The checks look at every record the partnership holds. They are shown as counts, never as a "
        "percentage, so "
        "that each can be followed to what is behind it. A gap that weakens two sections counts in both.",
    )
    yield count_table(gaps, notes.framework, notes.table_bookmark())
    asks = sum(not gap.criteria for gap in gaps)
    yield words(
        "table_note",
        f"{counted(asks, 'further gap')} belong to no one section." if asks else "Counted by section.",
    )
    ranked = (gap for gap in gaps.first_things(len(gaps)) if gap.criteria and gap.subject_kind != "request")
    first = [gap for gap in ranked if gap.severity != "minor"][:_FIRST_THINGS]
    if notes.mode == "agreed":
        yield words("body", _AGREED_NOTE)
    elif first:
        yield gap_table("What to put right first", first, notes.table_bookmark())
        yield words("table_note", "The worst of each kind, in turn. The gap report lists every one.")


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
    when = f", by {day(gap.due)}" if gap.due else ""
    return (gap.owner or "nobody named yet") + when
