"""The map from one definition to another as a workbook that people correct and bring back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from readiness.base.problems import Problem, Where
from readiness.base.text import fold, listed, visible
from readiness.definitions.editions import HOW_WORDS, KINDS, Step, chosen_step, parts_of
from readiness.model.definition.framework import Framework

SHEET = "Map"

_HEADINGS = ("Kind", "Old id", "Old words", "New id", "New words", "Why", "Words in common (%)")

_SEPARATOR = re.compile(r"[\s,;]+")


def map_workbook(old: Framework, new: Framework, steps: Iterable[Step], *, area: str, dated: date) -> bytes:
    """The map as xlsx: one row for each id of the older definition, those to look at first."""
    from readiness.formats.sheets.writing import SheetColumn, SheetContent, workbook_bytes

    after = parts_of(new)
    rows = [
        (
            step.kind,
            step.old,
            step.words,
            ", ".join(step.new),
            " / ".join(after[step.kind].get(one, "") for one in step.new),
            HOW_WORDS[step.how],
            round(step.score * 100),
        )
        for step in sorted(steps, key=lambda one: not one.is_unsure)
    ]
    known = [(kind, one, words) for kind, parts in after.items() for one, words in parts.items()]
    widths = (14, 14, 60, 18, 60, 34, 12)
    notes = (
        f"From {old.id} {old.version} to {new.id} {new.version}.",
        "Correct the column New id and bring the file back.",
        "An empty New id archives what names the old one. Several ids with commas between say it was split.",
    )
    title = f"{area}: from {old.short_title} {old.version} to {new.short_title} {new.version}"
    columns = tuple(SheetColumn(name, width) for name, width in zip(_HEADINGS, widths, strict=True))
    there = (SheetColumn("Kind", 14), SheetColumn("New id", 18), SheetColumn("Words", 80))
    sheets = [SheetContent(SHEET, columns, rows, notes), SheetContent("New ids", there, known)]
    return workbook_bytes(sheets, title=title, dated=dated)


def read_map(path: Path, new: Framework, proposed: Sequence[Step]) -> tuple[tuple[Step, ...], list[Problem]]:
    """The proposal as a workbook corrects it, and every fault of the workbook; with a fault nothing is moved.

    An id that the workbook leaves out is moved as proposed.

    Raises:
        RefusedError: The file cannot be read or has no column of old ids.
        StorageError: The file cannot be opened.
    """
    from readiness.formats.limited import read_file
    from readiness.formats.sheets.register import RegisterColumn, read_register

    columns = (
        RegisterColumn("kind", "Kind"),
        RegisterColumn("old", "Old id"),
        RegisterColumn("words", "Old words"),
        RegisterColumn("new", "New id"),
        RegisterColumn("new_words", "New words"),
        RegisterColumn("why", "Why"),
        RegisterColumn("score", "Words in common (%)"),
    )
    register = read_file(read_register, path, columns, key="old")
    reader = _Reader(visible(path.name), new, proposed)
    if "new" not in register.columns:
        what = "There is no column New id, so nothing is mapped to anything."
        return tuple(proposed), [Problem("error", Where(reader.file), what, "Bring back the map as it left.")]
    for row in register.rows:
        if "new" not in row.values:
            reader.leave(row.number, row.text("old").strip())
            continue
        reader.take(row.number, row.text("kind"), row.text("old").strip(), row.text("new"))
    return reader.steps(), reader.problems


class _Reader:
    """Takes rows and keeps what they say, or what is wrong with them."""

    def __init__(self, file: str, new: Framework, proposed: Sequence[Step]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._proposed = {(step.kind, step.old): step for step in proposed}
        self._after = parts_of(new)
        self._rows: dict[tuple[str, str], int] = {}
        self._said: dict[tuple[str, str], Step] = {}

    def take(self, row: int, kind: str, old: str, new: str) -> None:
        """Take one row."""
        chosen = next((one for one in KINDS if fold(one) == fold(kind)), "")
        if not chosen:
            self._fault(
                row, old, f"`{visible(kind[:40])}` is no kind.", f"Use one of: {listed(KINDS, 'or')}."
            )
            return
        key = (chosen, old)
        if key not in self._proposed:
            self._fault(row, old, f"There is no {chosen} `{visible(old[:60])}` to move.", "Remove the row.")
            return
        if key in self._rows:
            what = f"The {chosen} `{visible(old)}` is in row {self._rows[key]} already."
            self._fault(row, old, what, "Say each once; several new ids go into one cell.")
            return
        self._rows[key] = row
        ids = tuple(dict.fromkeys(filter(None, _SEPARATOR.split(new.strip()))))
        unknown = [one for one in ids if one not in self._after[chosen]]
        if unknown:
            what = f"There is no {chosen} `{visible(unknown[0][:60])}` in the new definition."
            self._fault(row, old, what, "The sheet New ids lists them all.")
            return
        self._said[key] = chosen_step(self._proposed[key], ids, self._after[chosen])

    def leave(self, row: int, old: str) -> None:
        """Tell of a row whose new id is an error, a formula without its result, or under a merged cell."""
        what = "Its New id could not be read: an error, a formula without its result, or a merged cell."
        self._fault(row, old, what, "Write the id, or empty the cell to archive what names the old one.")

    def steps(self) -> tuple[Step, ...]:
        """Every step, as said where a row says it."""
        return tuple(self._said.get(key, step) for key, step in self._proposed.items())

    def _fault(self, row: int, old: str, what: str, hint: str) -> None:
        where = Where(file=self.file, line=row, record=visible(old[:60]))
        self.problems.append(Problem("error", where, what, hint))
