"""Commands about the parts of a record, made from their fields: milestones, comparators, figures, notes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from readiness.base.errors import UsageError
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.records import Told, options_for, settable
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from pydantic import BaseModel

    from readiness.model.field import Bound
    from readiness.model.records.record import Record

Fresh = Callable[[Session], Mapping[str, object]]
"""What a part holds that is not given, by stored name."""


class PartsCommand:
    """`ID VERB [PART]` over the parts in one field of a record: list, add, set and remove.

    A part is named by its number in the list, or by what its first field says.
    """

    def __init__(
        self,
        told: Told,
        field: str,
        *,
        verbs: Mapping[str, Fresh] | None = None,
        order: Callable[[Any], Any] | None = None,
        fresh: Fresh | None = None,
    ) -> None:
        """Make it for one field.

        Args:
            told: The record type.
            field: Stored name of the field that holds the parts.
            verbs: Further verbs that set a part, with what they set when it is not given.
            order: Key the parts are kept in order of; as they were given when None.
            fresh: What a new part holds when it is not given.
        """
        self.__name__ = f"{told.table}_{field}"
        self.__annotations__: dict[str, Any] = {}
        self._told, self._field, self._order = told, field, order
        self._more, self._fresh = dict(verbs or {}), fresh

    @property
    def _bound(self) -> Bound:
        from readiness.model.field import fields_of

        return fields_of(self._told.kind)[self._field]

    @property
    def _row(self) -> type[BaseModel]:
        row = self._bound.row
        assert row is not None, "a field of kind rows has a type of its parts"  # noqa: S101 - type proof
        return row

    @property
    def _verbs(self) -> list[str]:
        return ["list", *(["add"] if self._bound.is_many else []), "set", *self._more, "remove"]

    @property
    def __signature__(self) -> inspect.Signature:
        """What Typer makes the command's parameters from."""
        first = settable(self._row)[0]
        record_id = typer.Argument(metavar="ID", help=f"Id, such as {self._told.example}.")
        verb = typer.Argument(metavar="[VERB]", help=f"{', '.join(self._verbs)}.")
        part = typer.Argument(metavar="[PART]", help=f"Its number in the list, or: {first.label.lower()}.")
        return inspect.Signature(
            [
                _needed("context", typer.Context),
                _needed("record_id", Annotated[str, record_id]),
                _given("verb", Annotated[str, verb], "list"),
                *([_given("part", Annotated[str, part], "")] if self._bound.is_many else []),
                *options_for(settable(self._row)),
            ]
        )

    def __call__(
        self, context: typer.Context, record_id: str, verb: str, part: str = "", **given: Any
    ) -> None:
        """Do what the verb says to the part."""
        from readiness.workspace.editing import held_record, set_fields

        session: Session = context.obj
        ws = session.open()
        before = held_record(ws, self._told.kind, record_id)
        if verb not in self._verbs:
            raise UsageError(f"'{verb}' is not a verb here.", "", f"Choose one of: {', '.join(self._verbs)}.")
        typed = {name: value for name, value in given.items() if value is not None}
        if verb == "list":
            return self._tell(session, before, "")
        rows = self._after(session, before, verb, part, typed)
        done = set_fields(ws, self._told.kind, before.id, {self._field: rows}, before=before)
        return self._tell(session, held_record(ws, self._told.kind, before.id), done.label)

    def _after(
        self, session: Session, record: Record, verb: str, part: str, typed: dict[str, object]
    ) -> object:
        """What the field is to hold."""
        stored = getattr(record, self._field)
        if not self._bound.is_many:
            return None if verb == "remove" else {**_held(stored), **typed}
        rows: list[Any] = list(stored)
        if verb == "add":
            first = settable(self._row)[0]
            start = {first.name: part} if part else {}
            rows.append({**(self._fresh(session) if self._fresh else {}), **start, **typed})
            return self._sorted(session, rows)
        place = self._place(session, rows, part)
        row = rows.pop(place)
        if verb == "remove":
            return rows
        extra = self._more[verb](session) if verb in self._more else {}
        if not {**extra, **typed}:
            options = ", ".join(f"--{one.option}" for one in settable(self._row))
            raise UsageError(
                "Nothing to change was given.", f"{record.id} {part}", f"Give some of: {options}."
            )
        rows.insert(place, {**_held(row), **extra, **typed})
        return self._sorted(session, rows)

    def _sorted(self, session: Session, rows: list[Any]) -> object:
        if self._order is None:
            return rows
        from readiness.model.field_reading import read
        from readiness.workspace.editing import around_of

        read_rows = read(self._bound, rows, around_of(session.open()))
        return tuple(sorted(read_rows, key=self._order)) if isinstance(read_rows, tuple) else read_rows

    def _place(self, session: Session, rows: list[Any], part: str) -> int:
        """The place of the part that was named.

        Raises:
            UsageError: None is, or several are.
        """
        if part.isascii() and part.isdigit() and 1 <= int(part) <= len(rows):
            return int(part) - 1
        wanted = part.strip().casefold()
        found = [
            place
            for place, said in enumerate(self._said(session, rows))
            if wanted and wanted in {str(getattr(rows[place], self._first)).casefold(), said[0].casefold()}
        ]
        if len(found) == 1:
            return found[0]
        numbers = f"Give its number, 1 to {len(rows)}." if rows else "There is none yet."
        raise UsageError(f"'{part}' names none of them." if part else "Which one?", "", numbers)

    @property
    def _first(self) -> str:
        return settable(self._row)[0].name

    def _said(self, session: Session, rows: list[Any]) -> Iterator[list[str]]:
        """What each part says, a cell for each field."""
        from readiness.model.field_words import words
        from readiness.workspace.editing import around_of

        around = around_of(session.open())
        for row in rows:
            yield [words(one, getattr(row, one.name), around) for one in settable(self._row)]

    def _tell(self, session: Session, record: Record, label: str) -> None:
        stored = getattr(record, self._field)
        rows = list(stored) if self._bound.is_many else [stored] if stored is not None else []
        cells = [[number, *said] for number, said in enumerate(self._said(session, rows), start=1)]
        columns = ["", *(one.label for one in settable(self._row))]
        emit(
            session,
            {"done": label, "id": record.id, self._field: [row.model_dump(mode="json") for row in rows]},
            Table(columns, cells, empty=f"{self._bound.label}: {self._bound.field.empty}."),
            lines=[f"{label}."] if label else [],
        )


def _held(row: BaseModel | None) -> dict[str, object]:
    return {} if row is None else {name: getattr(row, name) for name in type(row).model_fields}


def _needed(name: str, kind: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind)


def _given(name: str, kind: Any, default: str) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
