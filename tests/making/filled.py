"""Records with something in every field, made from how the fields are declared."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from readiness.model.records.record import AUTHORSHIP, Record

WORDS = "Words \u2013 \u201cquoted\u201d, \u0105\u0119 and \U0001f4ce"

_PLAIN: dict[Any, Any] = {
    str: WORDS,
    bool: True,
    int: 3,
    float: 2.5,
    date: date(2026, 3, 1),
    datetime: datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
}


def filled(kind: type[Record], record_id: str, **given: object) -> Record:
    """A record of a kind with a value in every field but authorship, which the store sets."""
    return kind.model_validate({**_values(kind), "id": record_id, **given})


def _values(kind: type[BaseModel]) -> dict[str, Any]:
    fields = {name: field for name, field in kind.model_fields.items() if name not in AUTHORSHIP}
    return {name: _value(field.annotation, field.default) for name, field in fields.items()}


def _value(kind: Any, default: object = None) -> Any:
    """A value of a type; another one than the default where there is a choice."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return next(one for one in inner if one != default)
    if origin in {Union, UnionType}:
        return _value(next(one for one in inner if one is not NoneType), default)
    if origin is tuple:
        return (_value(inner[0]),)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _values(kind)
    return (not default) if kind is bool else _PLAIN[kind]
