"""Facts of a framework as a workbook that people correct and bring back, to settle many in one act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.problems import Problem, Where
from readiness.base.text import fold, visible
from readiness.definitions.confirming import Settling
from readiness.definitions.fact_words import FactWordsError, heard, said, writable
from readiness.model.definition.parts import PARTS, FactPlace, places
from readiness.model.vocabulary import FACT_STATUS_WORDS

if TYPE_CHECKING:
    from readiness.formats.sheets.register import RegisterRow
    from readiness.formats.sheets.writing import SheetContent
    from readiness.model.definition.framework import Framework

SHEET = "Facts"

_FACT, _SURE, _WHY, _RIGHT, _READ, _BY, _ON = (
    "Fact", "How sure", "Why believed", "Right?", "Where you read it", "Said by", "On",
)  # fmt: skip

_YES = frozenset({"yes", "y", "x", "true", "right", "ok", "\u2713", "\u2714"})
_SAY_WHERE = f"Fill in {_READ}, or say it for all with --source."
_NO = frozenset({"no", "n", "false", "not yet"})
"""What leaves a fact as it is."""

_WIDE = frozenset({"title", "text", "meaning", "stem", "measure", "message", "description"})

NOTES = (
    "Write yes under Right? for each row that is right, or put its words right; leave the others blank.",
    "Say where you read it in each row, or once when you bring the file back.",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of a fact as it stands and as a workbook has it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a workbook says of facts."""

    settlings: tuple[Settling, ...]
    edits: Mapping[str, tuple[Edit, ...]]
    """What is put right, by the key of the fact; those confirmed as they stand are not in it."""
    as_before: int
    """Rows that say nothing new."""
    problems: tuple[Problem, ...]
    """Every fault; with an error nothing of the workbook is stored."""


def facts_workbook(framework: Framework, chosen: Sequence[FactPlace], *, area: str, dated: date) -> bytes:
    """The facts as xlsx, one row each; only columns that one of them has."""
    from readiness.formats.sheets.writing import SheetColumn, SheetContent, workbook_bytes

    names = list(dict.fromkeys(name for part in _parts(chosen) for name in writable(part)))
    columns = (
        SheetColumn(_FACT, 20),
        *(SheetColumn(_heading(name), 60 if name in _WIDE else 16) for name in names),
        *(SheetColumn(heading, width) for heading, width in
          ((_SURE, 14), (_WHY, 50), (_RIGHT, 9), (_READ, 40), (_BY, 18), (_ON, 12))),
    )  # fmt: skip
    rows = (_row(place, names) for place in chosen)
    content = SheetContent(SHEET, columns, rows, NOTES, frozen_columns=1)
    title = f"{area}: facts of {framework.short_title}"
    return workbook_bytes([content, *_ids(framework)], title=title, dated=dated)


def _parts(chosen: Iterable[FactPlace]) -> Iterator[str]:
    yield from dict.fromkeys(place.part for place in chosen)


def _row(place: FactPlace, names: Sequence[str]) -> tuple[str, ...]:
    own = writable(place.part)
    fact = place.fact
    return (
        place.key,
        *(said(getattr(fact, name)) if name in own else "" for name in names),
        FACT_STATUS_WORDS.get(fact.status, fact.status),
        fact.basis,
        "",
        "",
        fact.confirmed_by,
        f"{fact.confirmed_on:%d/%m/%Y}" if fact.confirmed_on else "",
    )


def _ids(framework: Framework) -> Iterator[SheetContent]:
    from readiness.formats.sheets.writing import SheetColumn, SheetContent

    known = [
        *(("section", one.id, one.title) for one in framework.request_sections),
        *(("body", one.id, one.title) for one in framework.bodies),
        *(("deadline", one.id, one.title) for one in framework.deadline_classes),
        *(("criteria", one.id, one.title) for one in framework.criteria.values()),
    ]
    columns = (SheetColumn("Column", 14), SheetColumn("Write", 18), SheetColumn("It stands for", 80))
    yield SheetContent("Ids to write", columns, known)


def read_facts(path: Path, framework: Framework, *, source: str = "", by: str = "") -> SheetFacts:
    """What a workbook confirms and corrects, against the framework as it stands; every fault is listed.

    Args:
        path: xlsx, xls, ods or csv.
        framework: In force.
        source: Where it was read, for rows that do not say so.
        by: Who says so, for rows that do not say it.

    Raises:
        RefusedError: The file cannot be read or has no column of facts.
        StorageError: The file cannot be opened.
    """
    from readiness.formats.limited import read_file
    from readiness.formats.sheets.register import RegisterColumn, read_register

    fields = dict.fromkeys(name for part in PARTS for name in writable(part))
    columns = (
        RegisterColumn("fact", _FACT),
        RegisterColumn("right?", _RIGHT, ("right",)),
        RegisterColumn("read?", _READ),
        RegisterColumn("by?", _BY),
        RegisterColumn("on?", _ON, kind="date"),
        RegisterColumn("sure?", _SURE),
        RegisterColumn("why?", _WHY),
        *(RegisterColumn(name, _heading(name)) for name in fields),
    )
    register = read_file(read_register, path, columns, key="fact")
    reader = _Reader(visible(path.name), framework, source, by)
    for row in register.rows:
        reader.take(row)
    return SheetFacts(
        tuple(reader.settlings), reader.edits, reader.as_before, (*register.problems, *reader.problems)
    )


class _Reader:
    """Takes rows and keeps what they say, or what is wrong with them."""

    def __init__(self, file: str, framework: Framework, source: str, by: str) -> None:
        self.settlings: list[Settling] = []
        self.edits: dict[str, tuple[Edit, ...]] = {}
        self.problems: list[Problem] = []
        self.as_before = 0
        self._file, self._source, self._by = file, source, by
        self._places = {place.key.casefold(): place for place in places(framework).values()}
        self._rows: dict[str, int] = {}

    def take(self, row: RegisterRow) -> None:
        """Take one row."""
        name = row.text("fact").strip()
        place = self._places.get(name.casefold())
        if place is None:
            self._fault(row.number, name, "There is no such fact in the framework.", "Remove the row.")
            return
        if name.casefold() in self._rows:
            what = f"It is in row {self._rows[name.casefold()]} already."
            self._fault(row.number, name, what, "Say each fact once.")
            return
        self._rows[name.casefold()] = row.number
        try:
            edits = tuple(_edits(place, row))
        except FactWordsError as error:
            self._fault(row.number, name, str(error), "Correct the cell, or put its words back.")
            return
        self._settle(place, row, edits)

    def _settle(self, place: FactPlace, row: RegisterRow, edits: tuple[Edit, ...]) -> None:
        answer = row.text("right?").strip()
        is_right = fold(answer) in _YES or answer in _YES
        if answer and not is_right and not edits and fold(answer) not in _NO:
            what = f"\u201c{visible(answer[:40])}\u201d under {_RIGHT} neither confirms nor corrects it."
            self._fault(row.number, place.key, what, "Write yes, put its words right, or leave it blank.")
            return
        if not edits and (not is_right or place.fact.status == "confirmed"):
            self.as_before += 1
            return
        source = row.text("read?").strip() or self._source.strip()
        if not source:
            self._fault(row.number, place.key, "It does not say where it was read.", _SAY_WHERE)
            return
        if edits:
            self.edits[place.key] = edits
        day, was = row.values.get("on?"), place.fact.confirmed_on
        by = row.text("by?").strip()
        self.settlings.append(
            Settling(
                place.key,
                source,
                {one.field: one.after for one in edits},
                (by if by != place.fact.confirmed_by else "") or self._by,
                day if isinstance(day, date) and day != was else None,
            )
        )

    def _fault(self, row: int, fact: str, what: str, hint: str) -> None:
        where = Where(file=self._file, line=row, record=visible(fact[:60]))
        self.problems.append(Problem("error", where, what, hint))


def _edits(place: FactPlace, row: RegisterRow) -> Iterator[Edit]:
    model = PARTS[place.part].model
    for name in writable(place.part):
        if name not in row.values:
            continue
        text, now = row.text(name), getattr(place.fact, name)
        if text.strip() != said(now).strip() and heard(model, name, text) != now:
            yield Edit(name, said(now), said(heard(model, name, text)))


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()
