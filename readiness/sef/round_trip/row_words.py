"""A row somebody added to a printed table, read as a new record of the kind the table lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from readiness.base.text import capital, listed
from readiness.model.records.measures import Measure
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.record_words import (
    BETTER,
    FIELD_TITLES,
    UnreadWordsError,
    fields_of,
    unit_of,
)
from readiness.sef.round_trip.stamp import comparable

ROW_FIELDS: Mapping[str, tuple[str, ...]] = {
    "actions": ("title", "responsible", "due", "status", "success_measure"),
    "measures": ("title", "baseline", "latest", "target"),
    "recommendations": ("text", "source", "responsible", "answer"),
}
"""The fields a row of a table prints, by table and in order of its columns; the first names the record."""

_EMPTY = frozenset(
    {
        "", "-", "\u2013", "\u2014", "?", "tbc", "n/a",
        "nobody named yet", "nobody named", "no date set", "not said yet", "not set", "not recorded",
        "no action recorded yet", "missing: no action answers this yet",
    }
)  # fmt: skip
"""What a cell says that has nothing to say: a copied row may bring such words along."""

_DIRECTIONS = {"higher is better": "higher", "lower is better": "lower"}


def is_new_record(target: Target) -> bool:
    """Whether the words are a whole row, for a record still to be made."""
    return target.table in ROW_FIELDS and not target.id and not target.field


def row_lines(table: str, cells: Sequence[str]) -> str:
    """The cells as lines, each after what its column is called; cells that say nothing are left out.

    `cells` are in order of the printed columns; what stands in columns of no field is not among them.
    """
    pairs = zip(ROW_FIELDS[table], cells, strict=False)
    said = ((field, words) for field, words in pairs if comparable(words).lower() not in _EMPTY)
    return "\n".join(f"{_label(table, field)}: {words.strip()}" for field, words in said)


def _label(table: str, field: str) -> str:
    return capital(FIELD_TITLES[f"{table}.{field}"])


def fields_in(table: str, lines: str) -> dict[str, str]:
    """The words of each field, from lines as `row_lines` writes them; any other goes on from the one above.

    Raises:
        UnreadWordsError: the first line is of no field, or a field stands twice.
    """
    labels = {_label(table, field).lower(): field for field in ROW_FIELDS[table]}
    known = [_label(table, field) for field in ROW_FIELDS[table]]
    found: dict[str, str] = {}
    last = ""
    for line in filter(str.strip, lines.splitlines()):
        label, colon, words = line.partition(":")
        field = labels.get(label.strip().lower(), "") if colon else ""
        if field in found or not (field or last):
            raise UnreadWordsError(f"Write each of {listed(known)} on a line of its own, with a colon.")
        found[field or last] = words.strip() if field else f"{found[last]}\n{line.strip()}"
        last = field or last
    return found


def record_fields(target: Target, lines: str) -> dict[str, object]:
    """The fields of the record a row stands for, by stored name; not what was done about a recommendation.

    Raises:
        UnreadWordsError: something is missing or cannot be read; the message says what, and how to write it.
    """
    typed = fields_in(target.table, lines)
    first = ROW_FIELDS[target.table][0]
    if not typed.get(first, "").strip():
        raise UnreadWordsError(f"It needs a line \u201c{_label(target.table, first)}: ...\u201d.")
    readers = {"actions": _action, "measures": _measure, "recommendations": _recommendation}
    criteria = {"criteria": (target.criterion,)} if target.criterion else {}
    return {**dict(readers[target.table](typed)), **criteria}


def _action(typed: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    for field, words in typed.items():
        yield from fields_of(Target(table="actions", field=field), None, words).items()


def _measure(typed: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """A measure, if it says which way is good, and its figures are all in one unit."""
    words = typed["title"]
    said = BETTER.search(words)
    if said is None:
        raise UnreadWordsError(
            "Write (higher is better) or (lower is better) behind the name of the measure."
        )
    figures = {field: one for field, one in typed.items() if field != "title"}
    unit = next(filter(None, map(unit_of, figures.values())), "")
    blank = Measure(id="M0", title=words, unit=unit)
    yield "title", words[: said.start()].strip()
    yield "good", _DIRECTIONS[said.group("direction")]
    yield "unit", unit
    for field, one in figures.items():
        yield from fields_of(Target(table="measures", field=field), blank, one).items()


_AND = re.compile(r"\s*(?:,|;|\n| and )\s*")


def _recommendation(typed: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """A recommendation, of no kind a report would give it."""
    yield "kind", "other"
    yield "text", typed["text"]
    yield "source", typed.get("source", "")
    yield "responsible", tuple(filter(None, _AND.split(typed.get("responsible", ""))))
