"""Definitions of person-level lists: columns, codes and rules. No child's data is held here."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import (
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
)

from readiness.model.definition.facts import Fact, Node
from readiness.model.definition.made_ids import as_written, with_ids

ColumnType = Literal["text", "date", "code", "yes_no", "count", "percent"]

RuleKind = Literal[
    "required",
    "pattern",
    "not_future",
    "not_before",
    "age_at_most",
    "unique",
    "required_when",
    "any_of_when",
    "blank_when",
    "not_equal",
    "identifier",
]


class ListCode(Node):
    """One allowed value of a coded column."""

    code: str
    title: str = ""
    aliases: tuple[str, ...] = ()


class CodesFrom(Fact):
    """What codes of a column are known from, and how far."""

    id: str = ""
    """Its own below its column; made from its year where it is left out."""
    year: str
    """Edition of the census or template whose codes they are, as the source has it."""
    codes: tuple[str, ...] = ()
    """The codes meant; empty for all that no other source names."""


class ListColumn(Fact):
    """One column of a person-level list."""

    id: str
    title: str
    """The heading, quoted from the template."""
    aliases: tuple[str, ...] = ()
    type: ColumnType
    codes: tuple[ListCode, ...] = ()
    """Allowed values of a `code` column."""
    codes_from: tuple[CodesFrom, ...] = ()
    """What the codes are known from; a code named under an assumption is queried where it stands."""
    allows_other: bool = False
    """Whether the codes are not the whole list, so that another value is only queried."""
    guidance: str = ""

    @field_validator("codes_from")
    @classmethod
    def _with_ids(cls, codes_from: tuple[CodesFrom, ...]) -> tuple[CodesFrom, ...]:
        return with_ids(codes_from, "year")

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        if not info.exclude_defaults:
            return written
        return as_written(written, "codes_from", self.codes_from, "year")


class When(Node):
    """A condition on the same row; every part given must hold."""

    column: str = ""
    equals: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    """Values that lift the condition; a blank or unreadable cell does not, so that no fault hides another."""
    is_blank: bool | None = None
    min_age: int | None = None
    """Whole years at the date of the check."""
    max_age: int | None = None


class ListRule(Fact):
    """One validation rule over a row, or over the list for `unique`."""

    id: str
    kind: RuleKind
    columns: tuple[str, ...] = Field(min_length=1)
    """required/pattern/not_future/unique: each named column. not_before: the first is not before the others.

    required_when: each is filled. any_of_when: at least one is filled. blank_when: each is blank.
    age_at_most: a date of birth. not_equal: the two differ. identifier: check digits are right.
    """
    when: When | None = None
    pattern: str = ""
    """Regular expression the whole value must match (kind `pattern`).

    For kind `identifier`: ``upn``, ``learner_number`` or ``nhs_number`` (see `core/patterns.py`).
    """
    limit: int | None = None
    """Years (kind `age_at_most`)."""
    accepts: tuple[str, ...] = ()
    """Words accepted in place of a value, such as ``unknown``."""
    severity: Literal["error", "query"]
    message: str
    hint: str = ""


class PersonList(Fact):
    """A person-level list inspectors ask for."""

    id: str
    title: str
    description: str = ""
    columns: tuple[ListColumn, ...]
    rules: tuple[ListRule, ...] = ()
    unique_across: tuple[str, ...] = ()
    """Column ids whose values must not stand in two lists at once."""
