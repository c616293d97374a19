"""What a field of a record is: its name for people, how it is written, who may set it.

A field is declared once, on the record, as `Annotated` metadata that pydantic hands on untouched:

    owner: Annotated[str, Field(label="Owner", help="A role or a name of staff.", empty="nobody")] = ""

Options, forms, details, sheets, filters, history words and docs/records.md are made from it. The order of
the fields on the class is the order everywhere.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, Union, get_args, get_origin

from readiness.base.typed_dates import Nearest, WorkingDays

if TYPE_CHECKING:
    from pydantic import BaseModel

    from readiness.base.deadlines import DeadlineClock
    from readiness.base.typed_dates import Nearest, WorkingDays
    from readiness.model.definition.framework import Framework

Kind = Literal[
    "text",
    "long",
    "date",
    "moment",
    "number",
    "figure",
    "measured",
    "yes_no",
    "choice",
    "choices",
    "records",
    "rows",
]
SetBy = Literal["people", "action", "store"]
Choices = Callable[["Framework"], Mapping[str, str]]
"""Words by id, from the framework or from a vocabulary that all frameworks share."""


class Empty(Enum):
    """The one value of `EMPTY`."""

    EMPTY = "empty"


EMPTY: Final = Empty.EMPTY
"""Given instead of a value: the field is to hold nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The declaration of one field."""

    label: str
    """The one name: forms, details, columns, history, messages, docs."""
    help: str = ""
    """One sentence: help of the option, hint in an empty field, docs."""
    kind: Kind = "text"
    """text: one line. long: paragraphs. moment: day and time. number: whole. figure: any number.

    measured: a figure as its source gives it: a number, ``under 10``, or a mark in its place.

    records: ids of stored records. rows: parts with fields of their own. A tuple of text or dates takes many.
    """
    choices: Choices | None = None
    as_ids: bool = False
    """Whether people know the choices by their ids, as criteria, so that the ids are what is written."""
    records: str = ""
    """Table whose ids it holds (kind `records`)."""
    set_by: SetBy = "people"
    """people: any front end. action: only a verb with a rule of its own. store: nobody."""
    clearable: bool = True
    """Whether it may be emptied; a field without a default never may."""
    empty: str = "not said"
    """Words for nothing."""
    usual: Callable[[Framework], object] | None = None
    """What a new record holds where nothing was given; the field's default without it."""
    option: str = ""
    """Command option without its dashes, when it is not the field's own name."""
    column: str = ""
    """Heading in sheets, when it is not the label."""
    aliases: tuple[str, ...] = ()
    """Other headings people use."""
    names_owner: bool = False
    """Whether it says who owns or answers the record, so that a new name for an owner reaches it."""
    filter: str = ""
    """Name in typed filters; empty when the list has none for it, or works it out."""
    in_words: Callable[[Any], str] | None = None
    """How one of its parts is said in short (kind `rows`); each part field by field when not given."""
    nearest: Nearest = "back"
    """Which year is meant where none is typed: ``ahead`` for what is to come (kinds `date`, `moment`)."""
    ends_period: bool = False
    """Whether a period may be written in its place (kind `date`), of which the last day is meant."""
    kept_as: str = ""
    """What a day others count on is called, such as ``due day``: once set it moves with a reason alone.

    Empty for a day that may change without one.
    """
    is_deadline: bool = False
    """Whether it is a deadline (kind `moment`): a day alone and ``within 24 hours`` are then read as well."""
    since: int = 1
    """Version of the stored form it came with."""


class Tables(Protocol):
    """Records by table and id, as the records of a workspace are."""

    def table(self, name: str, /) -> Mapping[str, object]:
        """The records of one table by id."""
        ...


@dataclass(frozen=True, slots=True)
class Around:
    """What words mean where they are typed."""

    framework: Framework
    today: date | None
    """A date without a year, and `today`, are read from here; None where the words were not written today."""
    records: Tables | None = None
    """When given, ids of records are looked up; when not, they are taken as written."""
    working_days: WorkingDays | None = None
    """Counts working days, for ``+5 wd``; without it they cannot be typed."""
    deadlines: DeadlineClock | None = None
    """What hours of a deadline are counted from; without it a deadline is written as a moment."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A field as it stands on its record type."""

    name: str
    """The stored name."""
    field: Field
    is_needed: bool
    """Whether a record cannot be without it."""
    default: object
    """What the record holds when nothing was given; None for a needed field."""
    is_many: bool
    """Whether it holds a tuple."""
    least: float | None
    most: float | None
    """Smallest and largest number it takes, both included; None for no limit."""
    row: type[BaseModel] | None
    """Type of the parts (kind `rows`)."""

    @property
    def label(self) -> str:
        """The one name for people."""
        return self.field.label

    @property
    def option(self) -> str:
        """The command option without its dashes: ``last-produced``."""
        return self.field.option or self.name.replace("_", "-")

    @property
    def is_for_people(self) -> bool:
        """Whether people may set it from every front end."""
        return self.field.set_by == "people"

    @property
    def may_be_emptied(self) -> bool:
        """Whether people may take its value away."""
        return self.field.clearable and not self.is_needed

    @property
    def heading(self) -> str:
        """Its heading in sheets; empty when it is not in them, as parts are not that are said in short."""
        if self.field.column or not self.is_for_people or self.field.in_words is not None:
            return self.field.column
        return self.field.label

    def is_empty(self, value: object) -> bool:
        """Whether a stored value says nothing, so that `Field.empty` is said for it."""
        is_blank_part = self.row is not None and value == self.default
        return value is None or is_blank_part or (isinstance(value, str | tuple) and not value)


@cache
def fields_of(record_type: type[BaseModel]) -> Mapping[str, Bound]:
    """Every stored field of a record type, or of a part of one, by stored name in the order of the class.

    Raises:
        TypeError: A field has no `Field`; every stored field needs one.
    """
    return types.MappingProxyType(
        {name: _bound(record_type, name, info) for name, info in record_type.model_fields.items()}
    )


def _bound(record_type: type[BaseModel], name: str, info: Any) -> Bound:
    declared = [one for one in info.metadata if isinstance(one, Field)]
    if not declared:
        raise TypeError(f"{record_type.__name__}.{name} has no Field.")
    inner = _without_none(info.annotation)
    is_many = get_origin(inner) is tuple
    held = get_args(inner)[0] if is_many else inner
    is_needed = bool(info.is_required())
    return Bound(
        name=name,
        field=declared[-1],
        is_needed=is_needed,
        default=None if is_needed else info.get_default(call_default_factory=True),
        is_many=is_many,
        least=_limit(info.metadata, "ge"),
        most=_limit(info.metadata, "le"),
        row=held if declared[-1].kind == "rows" else None,
    )


def _without_none(annotation: Any) -> Any:
    """`X` of `X | None`; anything else as it is."""
    if get_origin(annotation) in {types.UnionType, Union}:
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation


def _limit(metadata: list[Any], name: str) -> float | None:
    return next((getattr(one, name) for one in metadata if getattr(one, name, None) is not None), None)
