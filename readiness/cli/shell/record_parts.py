"""Commands about the parts of a record, made from their fields: milestones, comparators, figures, notes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from readiness.base.errors import UsageError
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.records import Told, options_for, reason_option, settable
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from pydantic import BaseModel

    from readiness.model.field import Bound
    from readiness.model.records.record import Record

Fresh = Callable[[Session], Mapping[str, object]]
"""What a part holds that is not given, by stored name."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of its own on the parts of a record."""

    does: Literal["set", "remove", "follow"]
    """follow: a new part stands right behind the one that is named."""
    holds: Fresh = field(default=lambda _: {})
    """What the part is to hold when it is not given."""


class PartsCommand:
    """`ID VERB [PART]` over the parts in one field of a record: list, add, set and remove.

    A part is named by its number in the list, or by what its first field says.
    """

    def __init__(
        self,
        told: Told,
        name: str,
        *,
        verbs: Mapping[str, Verb] | None = None,
        only: str = "",
        first: str = "",
        order: Callable[[Any], Any] | None = None,
        fresh: Fresh | None = None,
        why: str = "",
    ) -> None:
        """Make it for one field.

        Args:
            told: The record type.
            name: Stored name of the field that holds the parts.
            verbs: Further verbs of its own.
            only: Id of the one record there is; empty when an id is given.
            first: Stored name of the field that PART gives and names a part by; the first one when not given.
            order: Key the parts are kept in order of; as they were given when None.
            fresh: What a new part holds when it is not given.
            why: Help of the option that gives the reason for a change that needs one; empty for none.
        """
        self.__name__ = f"{told.table}_{name}"
        self.__annotations__: dict[str, Any] = {}
        self._told, self._field, self._order, self._named_by = told, name, order, first
        self._only, self._why = only, why
        self._own = {"set": Verb("set"), **(verbs or {}), "remove": Verb("remove")}
        self._fresh: Fresh = fresh or (lambda _: {})

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
        return ["list", *(["add"] if self._bound.is_many else []), *self._own]

    @property
    def _first(self) -> Bound:
        fields = settable(self._row)
        return next((one for one in fields if one.name == self._named_by), fields[0])

    @property
    def __signature__(self) -> inspect.Signature:
        """What Typer makes the command's parameters from."""
        record_id = typer.Argument(metavar="ID", help=f"Id, such as {self._told.example}.")
        verb = typer.Argument(metavar="[VERB]", help=f"{', '.join(self._verbs)}.")
        part = typer.Argument(
            metavar="[PART]", help=f"Its number in the list, or: {self._first.label.lower()}."
        )
        return inspect.Signature(
            [
                _needed("context", typer.Context),
                *([] if self._only else [_needed("record_id", Annotated[str, record_id])]),
                _given("verb", Annotated[str, verb], "list"),
                *([_given("part", Annotated[str, part], "")] if self._bound.is_many else []),
                *options_for(settable(self._row)),
                *([reason_option(self._why)] if self._why else []),
            ]
        )

    def __call__(
        self, context: typer.Context, verb: str, record_id: str = "", part: str = "", **given: Any
    ) -> None:
        """Do what the verb says to the part."""
        from readiness.workspace.editing import held_record, set_fields

        session: Session = context.obj
        ws = session.open()
        before = held_record(ws, self._told.kind, self._only or record_id)
        if verb not in self._verbs:
            raise UsageError(f"'{verb}' is not a verb here.", "", f"Choose one of: {', '.join(self._verbs)}.")
        why = given.pop("why", None) or ""
        typed = {name: value for name, value in given.items() if value is not None}
        if verb == "list":
            return self._tell(session, before, "")
        rows = self._after(session, before, verb, part, typed)
        done = set_fields(ws, self._told.kind, before.id, {self._field: rows}, before=before, why=why)
        return self._tell(session, held_record(ws, self._told.kind, before.id), done.label)

    def _after(
        self, session: Session, record: Record, verb: str, part: str, typed: Mapping[str, object]
    ) -> object:
        """What the field is to hold."""
        stored = getattr(record, self._field)
        if not self._bound.is_many:
            held = self._fresh(session) if stored is None else _held(stored)
            return None if verb == "remove" else {**held, **typed}
        rows: list[Any] = list(stored)
        if verb == "add":
            start = {self._first.name: part} if part else {}
            return self._sorted(session, [*rows, {**self._fresh(session), **start, **typed}])
        own = self._own[verb]
        place = self._place(session, rows, part)
        if own.does == "remove":
            return [*rows[:place], *rows[place + 1 :]]
        wanted = {**own.holds(session), **typed}
        if not wanted:
            options = ", ".join(f"--{one.option}" for one in settable(self._row))
            raise UsageError("Nothing to change was given.", record.id, f"Give some of: {options}.")
        changed = [_held(rows[place]) | wanted] if own.does == "set" else [rows[place], wanted]
        return self._sorted(session, [*rows[:place], *changed, *rows[place + 1 :]])

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
        names = [
            {
                str(getattr(row, self._first.name)).casefold(),
                self._words(session, row, self._first).casefold(),
            }
            for row in rows
        ]
        found = [place for place, said in enumerate(names) if wanted in said]
        if len(found) == 1:
            return found[0]
        numbers = f"Give its number, 1 to {len(rows)}." if rows else "There is none yet."
        raise UsageError(f"'{part}' names none of them." if part else "Which one?", "", numbers)

    def _words(self, session: Session, row: BaseModel, one: Bound) -> str:
        from readiness.model.field_words import words
        from readiness.workspace.editing import around_of

        return words(one, getattr(row, one.name), around_of(session.open()))

    def _tell(self, session: Session, record: Record, label: str) -> None:
        stored = getattr(record, self._field)
        rows = list(stored) if self._bound.is_many else [stored] if stored is not None else []
        fields = settable(self._row)
        cells = [
            [number, *(self._words(session, row, one) for one in fields)]
            for number, row in enumerate(rows, start=1)
        ]
        columns = ["", *(one.label for one in fields)]
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
