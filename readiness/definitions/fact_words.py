"""The fields of a fact as people write them in one cell: text, numbers, yes or no, lists with commas."""

from __future__ import annotations

import csv
import io
import types
from typing import Any, Literal, Union, get_args, get_origin

from readiness.base.text import cleaned, listed, visible
from readiness.model.definition.facts import Node
from readiness.model.definition.parts import PARTS

_LEFT_OUT = frozenset({"status", "source", "basis", "confirmed_by", "confirmed_on"})

_YES, _NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false"})


class FactWordsError(Exception):
    """A field of a fact was given what it cannot hold; the message says what it holds."""


def writable(part: str) -> tuple[str, ...]:
    """The fields of a kind of part that can be put right in a cell, in the definition's order."""
    model = PARTS[part].model
    return tuple(
        name
        for name, field in model.model_fields.items()
        if name not in _LEFT_OUT and name != PARTS[part].key and _reader(field.annotation) is not None
    )


def said(value: object) -> str:
    """A value as it stands in a cell; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        target = io.StringIO()
        csv.writer(target, lineterminator="").writerow(value)
        return (
            target.getvalue().replace(",", ", ")
            if not any("," in str(one) for one in value)
            else target.getvalue()
        )
    return str(value)


def heard(model: type[Node], name: str, text: str) -> object:
    """What a cell says, as the field holds it.

    Raises:
        FactWordsError: There is no such field, or it cannot hold that.
    """
    field = model.model_fields.get(name)
    kind = _reader(field.annotation) if field is not None else None
    if field is None or kind is None:
        raise FactWordsError(f"`{visible(name[:40])}` cannot be put right here.")
    words = cleaned(text)
    if not words:
        if field.is_required():
            raise FactWordsError(f"`{name}` cannot be empty.")
        return field.get_default(call_default_factory=True)
    return _READERS[kind](name, words, field.annotation)


def _reader(annotation: Any) -> str | None:
    """How a field of this type is read; None when it does not fit into a cell."""
    inner = _without_none(annotation)
    if get_origin(inner) is Literal:
        return "choice"
    if get_origin(inner) is tuple:
        return "list" if get_args(inner)[0] is str else None
    return {str: "text", bool: "yes_no", int: "whole", float: "figure"}.get(inner)


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in {types.UnionType, Union}:
        kinds = [one for one in get_args(annotation) if one is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation


def _text(_name: str, words: str, _annotation: Any) -> str:
    return words


def _list(name: str, words: str, _annotation: Any) -> tuple[str, ...]:
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), skipinitialspace=True))
    except csv.Error:
        raise FactWordsError(f"`{name}` is too long for a list.") from None
    return tuple(part.strip() for row in rows for part in row if part.strip())


def _yes_no(name: str, words: str, _annotation: Any) -> bool:
    if words.casefold() not in _YES | _NO:
        raise FactWordsError(f"`{name}` is yes or no, not `{visible(words[:40])}`.")
    return words.casefold() in _YES


def _whole(name: str, words: str, _annotation: Any) -> int:
    try:
        return int(words.removesuffix(".0"))
    except ValueError:
        raise FactWordsError(f"`{name}` is a whole number, not `{visible(words[:40])}`.") from None


def _figure(name: str, words: str, _annotation: Any) -> float:
    try:
        return float(words.replace(",", ""))
    except ValueError:
        raise FactWordsError(f"`{name}` is a number, not `{visible(words[:40])}`.") from None


def _choice(name: str, words: str, annotation: Any) -> str:
    known: tuple[str, ...] = get_args(_without_none(annotation))
    wanted = words.casefold().replace(" ", "_")
    if wanted not in known:
        raise FactWordsError(f"`{name}` is {listed(known, 'or')}, not `{visible(words[:40])}`.")
    return wanted


_READERS = {
    "text": _text,
    "list": _list,
    "yes_no": _yes_no,
    "whole": _whole,
    "figure": _figure,
    "choice": _choice,
}
