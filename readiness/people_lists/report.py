"""What a check of person-level lists found: places, rules and counts; never a value of a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

FindingSeverity = Literal["error", "query"]

SHOWN_PER_RULE = 25
"""Places listed for one rule in one column; all are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong at one place."""

    source: str
    """File and sheet, as the user knows them."""
    list_id: str
    rule: str
    """Id of the framework's rule, or of a check every list gets (such as ``date-unreadable``)."""
    severity: FindingSeverity
    row: int
    """One-based row of the sheet; 0 when the finding is about the whole sheet."""
    column: str
    """Letter of the column in the file; empty when the column is missing."""
    heading: str
    """The column's title in the framework."""
    message: str
    hint: str = ""
    see_also: str = ""
    """The other place, for a duplicate: ``row 12`` or ``list-2 row 12``."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one rule was broken in one column, complete even when not all places are shown."""

    list_id: str
    rule: str
    severity: FindingSeverity
    heading: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class ColumnCount:
    """How one column is filled."""

    column: str
    """Column id of the framework."""
    heading: str
    letter: str
    """Letter in the file; empty when the column is missing."""
    filled: int
    blank: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """One list as found in one sheet: counts only."""

    source: str
    list_id: str
    title: str
    header_row: int
    rows: int
    """Rows that hold something below the headings."""
    rows_with_errors: int
    rows_with_queries: int
    columns: tuple[ColumnCount, ...]
    rules_not_run: tuple[str, ...] = ()
    """Ids of rules that need a column the file lacks."""


@dataclass(frozen=True, slots=True)
class ListReport:
    """The result of checking one or two files of person-level lists."""

    as_at: date
    sheets: tuple[SheetSummary, ...]
    findings: tuple[Finding, ...]
    """At most `SHOWN_PER_RULE` places for each rule and column, in the order of list and row."""
    tallies: tuple[Tally, ...]
    skipped_sheets: tuple[str, ...] = ()
    """Sheets that hold something but fit no list."""
    codes_from: tuple[str, ...] = ()
    """What the codes of the lists found are known from, a sentence each."""
    places: tuple[Finding, ...] = ()
    """Every place, when the check was told to keep them all; to be written out, not shown."""

    @property
    def errors(self) -> int:
        """How many errors there are in all."""
        return sum(tally.count for tally in self.tallies if tally.severity == "error")

    @property
    def queries(self) -> int:
        """How many queries there are in all."""
        return sum(tally.count for tally in self.tallies if tally.severity == "query")

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else is to be known of the check: sheets and rules left out, and what the codes rest on."""
        left_out = sorted({rule for sheet in self.sheets for rule in sheet.rules_not_run})
        return (
            *(
                [f"Fit no list and were not checked: {', '.join(self.skipped_sheets)}."]
                if self.skipped_sheets
                else []
            ),
            *([f"Rules not run, for want of a column: {', '.join(left_out)}."] if left_out else []),
            *self.codes_from,
        )

    def to_document(self) -> dict[str, Any]:
        """The report as a JSON-ready mapping."""
        document = asdict(replace(self, places=()))
        del document["places"]
        document["as_at"] = self.as_at.isoformat()
        return {**document, "errors": self.errors, "queries": self.queries}


@dataclass
class FindingLog:
    """Counts every finding and keeps the first places of each rule and column."""

    shown_per_rule: int = SHOWN_PER_RULE
    keeps_all: bool = False
    _counts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    _kept: dict[tuple[str, str, str, str], list[Finding]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Count the finding; keep it while there is room for its rule."""
        key = (finding.source, finding.list_id, finding.rule, finding.heading)
        self._counts[key] += 1
        kept = self._kept.setdefault(key, [])
        if self.keeps_all or len(kept) < self.shown_per_rule:
            kept.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add several findings."""
        for finding in findings:
            self.add(finding)

    def findings(self) -> tuple[Finding, ...]:
        """The places kept, by list, row and column."""
        return _sorted(one for kept in self._kept.values() for one in kept[: self.shown_per_rule])

    def every(self) -> tuple[Finding, ...]:
        """Every place, when all are kept; else none."""
        if not self.keeps_all:
            return ()
        return _sorted(one for kept in self._kept.values() for one in kept)

    def tallies(self) -> tuple[Tally, ...]:
        """Complete counts: errors first, then the most frequent."""
        made = [
            Tally(list_id, rule, self._kept[key][0].severity, heading, self._kept[key][0].message, count)
            for key, count in self._counts.items()
            for _source, list_id, rule, heading in (key,)
        ]
        return tuple(sorted(made, key=lambda one: (one.severity, -one.count, one.list_id, one.rule)))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (one.list_id, one.source, one.row, one.column, one.rule)))
