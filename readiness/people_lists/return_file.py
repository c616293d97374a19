"""Check the file of a recurring return against what the framework knows of its form; places and counts only.

No cell of the file is kept, shown or written: a finding says where it is and what belongs there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from readiness.base.errors import UsageError
from readiness.base.text import visible
from readiness.definitions.catalogue import load_shipped
from readiness.definitions.files import shipped_frameworks
from readiness.formats.limited import read_file
from readiness.formats.sheets.reading import Cell, Sheet, cell_text, read_sheets
from readiness.model.definition.framework import Framework
from readiness.model.definition.timetable import Recurring, ReturnCell, ReturnFile

SHOWN = 25
"""Places listed of one sheet's rows; all are counted."""

_PLACE = re.compile(r"([A-Z]+)(\d+)")
"""Column and row of a cell; the model of the definition holds that it is one."""

_YEARS = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class ReturnFinding:
    """One thing that is not as the form asks."""

    sheet: str
    """Name the form gives the sheet; empty when it is about the file."""
    place: str
    """Cell or row, as ``B13`` or ``row 20``; empty when it is about the whole sheet."""
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class ReturnReport:
    """What a check of a return found: places and counts."""

    title: str
    known_from: str
    """What the rules were read from, and what was not seen."""
    rows: int
    """Rows of the named sheet that hold anything."""
    faults: int
    """How many faults there are, complete even when not all places are listed."""
    findings: tuple[ReturnFinding, ...]

    def to_document(self) -> dict[str, Any]:
        """The report as JSON values."""
        return asdict(self) | {"findings": [asdict(finding) for finding in self.findings]}


def return_of(framework: Framework, return_id: str = "") -> Recurring:
    """The return whose file can be checked: that with this id, or the first.

    Raises:
        UsageError: The framework knows of no file to check, or not of that one.
    """
    known = {each.id: each for each in framework.recurring if each.file is not None}
    if not known:
        raise UsageError(
            "This framework says of no return what its file must look like.",
            framework.id,
            "Name one that does with --framework ID; 'readiness frameworks list' has the ids.",
        )
    if return_id and return_id not in known:
        raise UsageError("There is no such return.", visible(return_id), f"There is: {', '.join(known)}.")
    return known[return_id] if return_id else next(iter(known.values()))


def returns_known(in_force: Framework) -> dict[str, Recurring]:
    """Returns whose file can be checked, by id: of the framework in force, then of those shipped."""
    shipped = (load_shipped(each)[0] for each in shipped_frameworks())
    found: dict[str, Recurring] = {}
    for framework in (in_force, *shipped):
        for each in framework.recurring:
            if each.file is not None:
                found.setdefault(each.id, each)
    return found


def check_return(due: Recurring, path: Path, *, council: str = "") -> ReturnReport:
    """Check a file against the form of a return, in the limited process.

    Args:
        due: The return; one whose `file` is known.
        path: The workbook.
        council: Whose return it should be; not compared when empty.

    Raises:
        RefusedError: The file cannot be read, or is no workbook.
        StorageError: The file cannot be opened.
    """
    return read_file(check_return_file, path, due, council=council)


def check_return_file(path: Path, due: Recurring, *, council: str = "") -> ReturnReport:
    """What `check_return` does, in this process."""
    form = due.file
    if form is None:
        raise UsageError("Of this return nothing is known of its file.", due.id, "Choose another.")
    sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    findings = [*_named(path.name, form), *_sheets(sheets, form)]
    for asked in form.cells:
        if asked.sheet in sheets:
            findings += _cell(sheets[asked.sheet], asked, council)
    rows, places = _rows(sheets[form.rows_on]) if form.rows_on in sheets else (0, [])
    return ReturnReport(
        due.title, form.known_from, rows, len(findings) + len(places), (*findings, *places[:SHOWN])
    )


def reads_as(words: str, asked: str) -> bool:
    """Whether words are those asked for: ``*`` is any text, ``{years}`` two years in a row."""
    parts = (_PARTS.get(part, re.escape(part)) for part in re.split(r"(\*|\{years\})", asked))
    if not re.fullmatch("".join(parts), words):
        return False
    years = _YEARS.findall(words) if "{years}" in asked else []
    return all((int(first) + 1) % 100 == int(second) for first, second in years)


_PARTS = {"*": ".+", "{years}": r"\d{4}-\d{2}"}


def _named(name: str, form: ReturnFile) -> Iterator[ReturnFinding]:
    if not reads_as(name.casefold(), form.name.casefold()):
        yield ReturnFinding(
            "", "", "The file is not called as the return must be.", f"Call it {form.name}, * being yours."
        )


def _sheets(sheets: dict[str, Sheet], form: ReturnFile) -> Iterator[ReturnFinding]:
    """Sheets that are missing, and how many there are that the form does not have."""
    for name in form.sheets:
        if name not in sheets:
            yield ReturnFinding(name, "", "There is no sheet of exactly this name.", "Name it so.")
    more = [sheet for name, sheet in sheets.items() if name not in form.sheets]
    for sheet in more:
        place = f"sheet {sheet.number}{', hidden' if sheet.is_hidden else ''}"
        yield ReturnFinding("", place, "The form has no such sheet.", "Take it out, or give it its name.")


def _cell(sheet: Sheet, asked: ReturnCell, council: str) -> Iterator[ReturnFinding]:
    words = _words_at(sheet, asked.cell)
    if not words:
        yield ReturnFinding(asked.sheet, asked.cell, f"The cell is empty: {asked.title}.", "Fill it in.")
    elif asked.reads and not reads_as(words, asked.reads):
        hint = asked.reads.replace("{years}", "two years in a row, such as 2026-27,")
        yield ReturnFinding(asked.sheet, asked.cell, f"It does not say the {asked.title}.", f"Write: {hint}.")
    elif asked.names_council and council and words.casefold() != council.strip().casefold():
        message = "It is not the name given with the check."
        yield ReturnFinding(asked.sheet, asked.cell, message, f"Compare the {asked.title}.")


def _words_at(sheet: Sheet, place: str) -> str:
    (letters, digits), column = _PLACE.findall(place)[0], 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    for number, cells in sheet.rows():
        if number == int(digits):
            return cell_text(cells[column - 1]) if column <= len(cells) else ""
    return ""


def _rows(sheet: Sheet) -> tuple[int, list[ReturnFinding]]:
    """How many rows hold anything; those with something in column A, or with values and no name in B."""
    filled, findings = 0, []
    for number, cells in sheet.rows():
        first, name, *values = (*map(_is_filled, cells), False, False)
        filled += any((first, name, *values))
        place = f"row {number}"
        if first:
            findings.append(ReturnFinding(sheet.name, place, "Column A is not empty.", "Empty it."))
        if any(values) and not name:
            findings.append(ReturnFinding(sheet.name, place, "Column B names no row.", "Name the row."))
    return filled, findings


def _is_filled(cell: Cell) -> bool:
    return cell_text(cell) != ""
