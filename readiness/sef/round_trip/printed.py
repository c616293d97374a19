"""What one export printed, piece by piece, as the workspace remembers it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from readiness.sef.round_trip.stamp import SefStamp, comparable

_NUMBERED = re.compile(r"(sefsec|sef_[a-z]+)_[0-9]+")
"""Names that count headings and places from the top: another export gives the same name to another place."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class Target(_Value):
    """The field of a record that printed words stand for, or what was missing in their place."""

    table: str
    id: str = ""
    """Empty where the record is still to be made."""
    field: str = ""
    """For a statement still to be made, its kind."""
    criterion: str = ""
    lead: str = ""
    """Words printed before those of the field, in comparable form."""
    tail: str = ""


class PrintedUnit(_Value):
    """A printed paragraph outside tables."""

    text: str
    """All its words in comparable form: lead-in, evidence numbers and reference too."""
    bookmark: str = ""
    is_heading: bool = False
    target: Target | None = None


class PrintedCell(_Value):
    """One cell of a printed table."""

    text: str
    """Its words in comparable form."""
    target: Target | None = None


class PrintedTable(_Value):
    """A printed table, its heading row first."""

    title: str
    rows: tuple[tuple[PrintedCell, ...], ...]


class PrintedSef(_Value):
    """Everything one export printed."""

    stamp: SefStamp
    units: tuple[PrintedUnit, ...] = ()
    """Every paragraph outside tables, in order."""
    tables: tuple[PrintedTable, ...] = ()
    frame: tuple[str, ...] = ()
    """Words of headers and footers."""
    others: tuple[str, ...] = ()
    """Words of the council's own template."""
    pictures: int = 0
    charts: int = 0

    @property
    def words(self) -> frozenset[str]:
        """Everything printed that is no statement, paragraph by paragraph and cell by cell."""
        cells = (cell.text for table in self.tables for row in table.rows for cell in row)
        figures = (unit.text.partition(": ")[2] for unit in self.units if unit.text.startswith("Figure "))
        titles = (*(table.title for table in self.tables), *figures)
        captions = (comparable(f": {title}") for title in titles)
        return frozenset((*(unit.text for unit in self.units), *cells, *captions, *self.others))

    def without_numbered_names(self) -> PrintedSef:
        """The same without the names that count from the top, to be set beside another export's copy.

        A statement's name holds its id, which is the same in every export.
        """
        units = (
            one.model_copy(update={"bookmark": named.group(1)})
            if (named := _NUMBERED.fullmatch(one.bookmark))
            else one
            for one in self.units
        )
        return self.model_copy(update={"units": tuple(units)})

    @property
    def statements(self) -> frozenset[str]:
        """The printed paragraphs that are statements or impacts; not what stands where one is missing."""
        named = {piece.bookmark for piece in self.stamp.pieces if piece.text}
        return frozenset(unit.text for unit in self.units if unit.bookmark in named)

    @property
    def headings(self) -> frozenset[str]:
        """Every printed heading."""
        return frozenset(unit.text for unit in self.units if unit.is_heading)


@dataclass(frozen=True, slots=True)
class Base:
    """What a returned document is set against."""

    printed: PrintedSef
    is_known: bool
    """Whether it is what that export printed; otherwise what would be printed today, to tell words apart."""


def parse_printed(text: bytes) -> PrintedSef | None:
    """A remembered export; None when it cannot be read."""
    try:
        return PrintedSef.model_validate_json(text)
    except ValidationError:
        return None


def dump_printed(printed: PrintedSef) -> bytes:
    """A remembered export as JSON; the same export gives the same bytes."""
    return printed.model_dump_json(exclude_defaults=True).encode("utf-8", "surrogatepass")
