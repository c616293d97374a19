"""What a sheet of records is made of: their key, their fields, and what stands beside for reading only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from readiness.model.field import Bound, fields_of
from readiness.model.records.record import Record

R = TypeVar("R", bound=Record)

KEY = "id"
SUFFIX = ".xlsx"
"""What the name of such a sheet ends in when it goes out."""

REVISION = ("revision", "Revision")
BASE = ("base", "As it left")
"""The hidden columns: what tells an edit made in the sheet from one made here meanwhile."""

WHY = "why"
"""Id of the column beside the fields in which somebody says why a due day moves."""

WIDTH = 22


@dataclass(frozen=True, slots=True)
class SheetColumnOf:
    """A column for reading only: worked out when the sheet is written, passed over when it comes back."""

    id: str
    heading: str
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class SheetShape(Generic[R]):
    """A sheet of records of one type."""

    kind: type[R]
    title: str
    """Name of the sheet."""
    written: tuple[str, ...] = ()
    """Stored names of the fields written, in order; all that `sheet_columns` gives when empty."""
    before: tuple[SheetColumnOf, ...] = ()
    """For reading only, between the id and the fields."""
    after: tuple[SheetColumnOf, ...] = ()
    """For reading only, after the fields."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """In characters, by stored name."""
    takes_new: bool = False
    """Whether a row without an id is a new record."""

    @property
    def fields(self) -> tuple[Bound, ...]:
        """The fields written, in order."""
        known = sheet_columns(self.kind)
        return tuple(known[name] for name in self.written or known)


def sheet_columns(kind: type[Record]) -> dict[str, Bound]:
    """The fields a sheet may change, by stored name in the order of the class."""
    return {name: one for name, one in fields_of(kind).items() if one.is_for_people and one.heading}


def key_heading(kind: type[Record]) -> str:
    """Heading of the column of ids."""
    key = fields_of(kind)[KEY]
    return key.heading or key.label
