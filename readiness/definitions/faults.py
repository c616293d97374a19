"""One fault of a definition, as the checks of its shape and of its contents hand it on."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from readiness.base.text import visible
from readiness.definitions.remedies import (
    choice_remedy,
    date_remedy,
    has_typographic_marks,
    straight_marks,
    yes_or_no,
)

Place = tuple[str | int, ...]
"""Where a value stands: keys and zero-based list positions from the top."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition."""

    path: Place
    what: str
    """What is wrong, in a sentence."""
    hint: str
    """What to do about it."""
    drops: bool = True
    """Whether the part that holds it cannot be used."""
    is_extra_key: bool = False
    """Whether only a key that should not be there is at fault."""


_WANTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "date_type": "a date, written 2025-06-06 without quotation marks",
    "tuple_type": "a list",
    "model_type": "a mapping of fields",
    "dict_type": "a mapping of fields",
}


def plain_faults(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Every error of a validation, in the author's words."""
    details = error.errors(include_url=False)
    for detail in details:
        path = detail["loc"]
        is_echo = detail["type"] == "too_short" and any(
            len(one["loc"]) > len(path) and one["loc"][: len(path)] == path for one in details
        )
        if not is_echo:
            yield _one(detail, model)


def _one(detail: Mapping[str, Any], model: type[BaseModel]) -> Fault:
    path, kind, found = detail["loc"], detail["type"], detail["input"]
    name = visible(str(path[-1])[:60]) if path else ""
    if kind == "missing":
        return Fault(path, f"`{name}` is missing.", f"Add a line `{name}:` with its value.")
    if kind == "extra_forbidden":
        what = f"There is no field called `{name}` here."
        return Fault(path, what, _known_fields(path, model), is_extra_key=True)
    if kind in _WANTED:
        what = f"{_label(path)} must be {_WANTED[kind]}; {_described(found)} was found."
        return Fault(path, what, _cure(kind, found))
    what = f"{_label(path)} {_limit(detail)}; {_described(found)} was found."
    if kind == "literal_error" and isinstance(found, str):
        return Fault(path, what, choice_remedy(name, found, _expected(detail)))
    return Fault(path, what, "Correct the value.")


def _expected(detail: Mapping[str, Any]) -> list[str]:
    """The values a field takes in a definition: no fact is written as confirmed there."""
    said = str(detail.get("ctx", {}).get("expected", ""))
    return [one for one in re.findall(r"'([^']*)'", said) if one != "confirmed"]


_NOT_WRITTEN = frozenset({"confirmed_by", "confirmed_on"})
"""Fields of a fact that the workspace sets, and no author."""


def _label(path: Place) -> str:
    if path and isinstance(path[-1], int):
        return f"Item {path[-1] + 1} of `{visible(str(path[-2])[:60])}`" if len(path) > 1 else "The item"
    return f"`{visible(str(path[-1])[:60])}`" if path else "The definition"


def _limit(detail: Mapping[str, Any]) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "literal_error":
            return f"must be one of {', '.join(_expected(detail))}"
        case "greater_than_equal":
            return f"must be {context.get('ge')} or more"
        case "less_than_equal":
            return f"must be {context.get('le')} or less"
        case "string_too_short" | "too_short":
            return "must not be empty"
        case "string_too_long":
            return f"must be at most {context.get('max_length')} characters"
        case _:
            return "is not of the right kind"


def _described(found: object) -> str:
    if found is None:
        return "nothing"
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, (list, tuple)):
        return "a list"
    if isinstance(found, bool):
        return f"`{str(found).lower()}`"
    kind = "number" if isinstance(found, (int, float)) else "text" if isinstance(found, str) else "date"
    return f"the {kind} `{visible(str(found)[:60])}`"


def _cure(kind: str, found: object) -> str:
    if kind == "string_type" and not isinstance(found, (dict, list, tuple)) and found is not None:
        return "Put it in quotation marks, exactly as it should read."
    if kind == "tuple_type" and isinstance(found, str):
        return "Write it as [one, two], or as lines that start with a hyphen."
    if isinstance(found, str):
        return _cure_of_text(kind, found)
    return "Correct the value."


def _cure_of_text(kind: str, found: str) -> str:
    if kind == "date_type":
        return date_remedy(found)
    if kind == "bool_type":
        return yes_or_no(found)
    if has_typographic_marks(found):
        return straight_marks(found)
    return "Remove the quotation marks, or correct the value."


def _known_fields(path: Place, model: type[BaseModel]) -> str:
    owner = model_at(path[:-1], model)
    known = [one for one in owner.model_fields if one not in _NOT_WRITTEN] if owner is not None else []
    given = str(path[-1])
    begun = [one for one in known if one.startswith(f"{given}_")]
    close = begun or get_close_matches(given, known, n=1)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"The fields here are: {', '.join(known)}." if known else "Remove it."


def model_at(path: Place, model: type[BaseModel]) -> type[BaseModel] | None:
    """The model that describes the mapping at a path, or None."""
    current: object = model
    for step in path:
        if isinstance(current, type) and issubclass(current, BaseModel):
            found = current.model_fields.get(str(step))
            current = found.annotation if found is not None else None
        else:
            current = _element(current)
        current = _without_none(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _element(annotation: object) -> object:
    arguments = typing.get_args(annotation)
    if typing.get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _without_none(annotation: object) -> object:
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return next((one for one in typing.get_args(annotation) if one is not types.NoneType), None)
    return annotation
