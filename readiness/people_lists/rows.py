"""Run the readings and rules of a person-level list over its rows, one row in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import blake2b
from secrets import token_bytes

from readiness.base.text import fold
from readiness.formats.sheets.reading import column_letter
from readiness.model.definition.person_list import ListRule
from readiness.people_lists.columns import Headings
from readiness.people_lists.report import ColumnCount, Finding, FindingLog, FindingSeverity, SheetSummary
from readiness.people_lists.rules import RowTest, accepted_words, row_test
from readiness.people_lists.values import FAULTS, Fault, Reader, Value, reader_for

_FRACTIONS_FROM = 20
"""With so many percentages and none above 1, they are taken for fractions."""


@dataclass(slots=True, eq=False)
class Place:
    """A row of a sheet, with the checker that names it when its identifier turns up again."""

    checker: RowChecker
    row: int
    told: frozenset[str] = frozenset()
    """Rules under which this place was named already."""

    def seen_from(self, other: RowChecker) -> str:
        """How a finding of another row names this one."""
        if other is self.checker:
            return f"row {self.row}"
        if other.list_id != self.checker.list_id:
            return f"{self.checker.list_id} row {self.row}"
        return f"{self.checker.source} row {self.row}"


@dataclass
class Seen:
    """Where identifiers stood, by a keyed digest, so that no identifier itself is held."""

    _key: bytes = field(default_factory=lambda: token_bytes(16), repr=False)
    _places: dict[bytes, Place] = field(default_factory=dict, repr=False)

    def first(self, scope: str, value: Value, here: Place) -> Place | None:
        """The earlier place of this value in this scope; None when the value is new."""
        words = f"{scope}\0{fold(str(value))}".encode("utf-8", "surrogatepass")
        digest = blake2b(words, digest_size=12, key=self._key).digest()
        earlier = self._places.setdefault(digest, here)
        return None if earlier is here else earlier


class RowChecker:
    """Checks the rows of one sheet against the list its headings fit."""

    def __init__(self, headings: Headings, source: str, as_at: date, log: FindingLog, seen: Seen) -> None:
        self._headings, self._log, self._seen = headings, log, seen
        self.source = source
        """File and sheet, as the user knows them."""
        self._list = headings.person_list
        self._titles = {column.id: column.title for column in self._list.columns}
        words = accepted_words(self._list)
        self._accepted = {name: {fold(word) for word in each} for name, each in words.items()}
        self._readers: list[tuple[str, int, Reader]] = [
            (column.id, headings.columns[column.id], reader_for(column, words.get(column.id, ())))
            for column in self._list.columns
            if column.id in headings.columns
        ]
        self._tests: list[tuple[ListRule, RowTest]] = []
        self._unique: list[tuple[ListRule, str]] = []
        self._not_run: list[str] = []
        self._prepare_rules(as_at)
        self._rows = 0
        self._error_rows: set[int] = set()
        self._query_rows: set[int] = set()
        self._filled = dict.fromkeys(headings.columns, 0)
        self._unreadable = dict.fromkeys(headings.columns, 0)
        self._largest: dict[str, float] = {}
        self._check_headings()

    def check(self, number: int, cells: Sequence[object]) -> None:
        """Check one row that holds something.

        Args:
            number: One-based row of the sheet.
            cells: From column A on; may be shorter than the headings.
        """
        self._rows += 1
        values, faults = self._read(cells)
        filled = len(faults) + sum(value is not None for value in values.values())
        is_stray = filled <= 1 < len(self._readers)
        if is_stray:
            self._tell([self._finding("stray-row", "error", number, "", _STRAY, _STRAY_HINT)])
        self._tell(self._faulty(number, faults))
        self._tell(self._broken(number, values, faults, is_stray=is_stray))
        self._tell(self._repeated(number, values))

    def _tell(self, found: Iterable[Finding]) -> None:
        for finding in found:
            self._log.add(finding)
            (self._error_rows if finding.severity == "error" else self._query_rows).add(finding.row)

    def summary(self) -> SheetSummary:
        """Counts over all rows checked; adds what only the whole column shows."""
        self._check_fractions()
        columns = tuple(
            ColumnCount(
                column.id,
                column.title,
                self._letter(column.id),
                filled := self._filled.get(column.id, 0),
                self._rows - filled - self._unreadable.get(column.id, 0),
                self._unreadable.get(column.id, 0),
            )
            for column in self._list.columns
        )
        return SheetSummary(
            self.source, self._list.id, self._list.title, self._headings.row, self._rows,
            len(self._error_rows), len(self._query_rows), columns, tuple(self._not_run),
        )  # fmt: skip

    def _prepare_rules(self, as_at: date) -> None:
        present = self._headings.columns
        for rule in self._list.rules:
            if rule.kind == "unique":
                columns = [column for column in rule.columns if column in present]
                self._unique.extend((rule, column) for column in columns)
                self._not_run.extend([rule.id] if not columns else [])
            elif (test := row_test(self._list, rule, present, as_at)) is not None:
                self._tests.append((rule, test))
            else:
                self._not_run.append(rule.id)

    def _read(self, cells: Sequence[object]) -> tuple[dict[str, Value | None], dict[str, Fault]]:
        values: dict[str, Value | None] = {}
        faults: dict[str, Fault] = {}
        width = len(cells)
        for name, position, read in self._readers:
            value, fault = read(cells[position]) if position < width else (None, "")
            values[name] = value
            if fault:
                faults[name] = fault
            if value is not None:
                self._filled[name] += 1
                if isinstance(value, float):
                    self._largest[name] = max(self._largest.get(name, 0.0), value)
            elif fault:
                self._unreadable[name] += 1
        return values, faults

    def _faulty(self, number: int, faults: dict[str, Fault]) -> Iterable[Finding]:
        for name, fault in faults.items():
            severity, what, hint = FAULTS[fault]
            yield self._finding(fault, severity, number, name, f"{self._titles[name]} {what}", hint)

    def _broken(
        self, number: int, values: dict[str, Value | None], faults: dict[str, Fault], *, is_stray: bool
    ) -> Iterable[Finding]:
        """What breaks a rule; of a row with one cell, what is missing has been said at once."""
        for rule, test in self._tests:
            for name in test(values):
                if values[name] is None and (is_stray or name in faults):
                    continue
                yield self._finding(rule.id, rule.severity, number, name, rule.message, rule.hint)

    def _repeated(self, number: int, values: dict[str, Value | None]) -> Iterable[Finding]:
        """Identifiers that stood before, in this list or in another: both places are named."""
        for rule, name in self._unique:
            here = Place(self, number)
            first = self._repeat(f"{self.list_id}\0{name}", name, values[name], here)
            if first is not None:
                yield from _named(first, here, rule.id, partial(_broken_rule, rule=rule, name=name))
        for name in self._list.unique_across:
            here = Place(self, number)
            first = self._repeat(f"\0{name}", name, values.get(name), here)
            if first is not None and first.checker.list_id != self.list_id:
                yield from _named(first, here, "in-two-lists", partial(_in_two_lists, name=name))

    @property
    def list_id(self) -> str:
        """Id of the list the sheet is."""
        return self._list.id

    def broken(self, rule: ListRule, name: str, row: int, see_also: str) -> Finding:
        """That a row of this sheet breaks a rule together with another row."""
        return self._finding(rule.id, rule.severity, row, name, rule.message, rule.hint, see_also)

    def in_two_lists(self, name: str, row: int, see_also: str) -> Finding:
        """That the identifier of a row of this sheet stands in another list, too."""
        return self._finding(
            "in-two-lists", "error", row, name, f"{self._titles[name]} stands in two lists.",
            "Keep each person in the one list they belong to.", see_also,
        )  # fmt: skip

    def tell(self, finding: Finding) -> None:
        """Count a finding about an earlier row of this sheet."""
        self._tell([finding])

    def _repeat(self, scope: str, name: str, value: Value | None, here: Place) -> Place | None:
        if value is None or (isinstance(value, str) and fold(value) in self._accepted.get(name, ())):
            return None
        return self._seen.first(scope, value, here)

    def _check_headings(self) -> None:
        for column in self._list.columns:
            if column.id not in self._headings.columns:
                self._log.add(
                    self._finding("column-missing", "error", 0, column.id,
                                  f"There is no column {column.title!r}.",
                                  "Add the column with the template's heading.")
                )  # fmt: skip
        for name, position in self._headings.repeated:
            self._log.add(
                self._finding("column-repeated", "error", self._headings.row, name,
                              f"Column {column_letter(position)} repeats this heading and was not read.",
                              "Keep one column for it.")
            )  # fmt: skip
        for position in self._headings.unknown:
            self._log.add(
                Finding(self.source, self._list.id, "column-unknown", "query", self._headings.row,
                        column_letter(position), "", "The list has no such column; it was not read.",
                        "Take it out before sending, or correct its heading.")
            )  # fmt: skip

    def _check_fractions(self) -> None:
        percents = {column.id for column in self._list.columns if column.type == "percent"}
        for name, largest in self._largest.items():
            if name in percents and 0 < largest <= 1 and self._filled[name] >= _FRACTIONS_FROM:
                self._log.add(
                    self._finding("percent-fractions", "query", 0, name,
                                  "No percentage in the column is above 1: they look like fractions.",
                                  "Write 12.5 for 12.5 per cent.")
                )  # fmt: skip

    def _letter(self, name: str) -> str:
        position = self._headings.columns.get(name)
        return "" if position is None else column_letter(position)

    def _finding(
        self,
        rule: str,
        severity: FindingSeverity,
        row: int,
        name: str,
        message: str,
        hint: str,
        see_also: str = "",
    ) -> Finding:
        title = self._titles.get(name, "")
        return Finding(
            self.source,
            self._list.id,
            rule,
            severity,
            row,
            self._letter(name),
            title,
            message,
            hint,
            see_also,
        )


def _named(first: Place, here: Place, rule: str, made: Callable[[Place, str], Finding]) -> Iterable[Finding]:
    """The finding at this place, and once the one at the first."""
    yield made(here, first.seen_from(here.checker))
    if rule not in first.told:
        first.told |= {rule}
        first.checker.tell(made(first, here.seen_from(first.checker)))


def _broken_rule(place: Place, see_also: str, *, rule: ListRule, name: str) -> Finding:
    return place.checker.broken(rule, name, place.row, see_also)


def _in_two_lists(place: Place, see_also: str, *, name: str) -> Finding:
    return place.checker.in_two_lists(name, place.row, see_also)


_STRAY = "The row holds one cell only: what every row must hold is missing."

_STRAY_HINT = "Move notes and totals out of the table, or complete the row."
