"""Commands made from the fields of records: `set`, `show`, and the records a command is about.

The records are loaded only when a command of their group is built, so that the start stays light.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from readiness.base.errors import UsageError
from readiness.cli.shell.output import emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from pydantic import BaseModel

    from readiness.model.field import Bound
    from readiness.model.records.record import Record

METAVARS: Mapping[str, str] = {
    "date": "DATE",
    "moment": "MOMENT",
    "number": "NUMBER",
    "figure": "NUMBER",
    "measured": "FIGURE",
    "records": "IDS",
}
"""What stands for a value in help, by the kind of its field; TEXT for the others."""

_CONTEXT = inspect.Parameter("call", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)


@dataclass(frozen=True, slots=True)
class Told:
    """A record type as its commands speak of it."""

    table: str
    """Name of its table."""
    what: str
    """In words, such as ``item of evidence``."""
    example: str
    """An id, such as ``E0012``."""

    @property
    def kind(self) -> type[Record]:
        """The record type; loads the records."""
        from readiness.model.records.tables import RECORD_TYPES

        return RECORD_TYPES[self.table]


class SetCommand:
    """The command that changes records by their fields; its options are made when it is built.

    Not given: stays. Given as "" or named by `--clear`: emptied. Several ids, or `--where FILTER`, are
    changed in one step.
    """

    def __init__(
        self,
        told: Told,
        *,
        only: str = "",
        flags: Iterable[str] = (),
        tell: Callable[[Session, Sequence[Record]], None] | None = None,
        why: str = "",
    ) -> None:
        """Make it for a record type.

        Args:
            told: The record type.
            only: Id of the one record there is; empty when ids are given.
            flags: Yes-or-no fields given as a pair of options, such as `--personal-data/--no-personal-data`.
            tell: Prints the changed records instead of what was done.
            why: Help of the option that gives the reason for a change that needs one; empty for none.
        """
        self.__name__ = f"set_{told.table}"
        self.__annotations__: dict[str, Any] = {}
        self._told, self._only, self._flags, self._tell = told, only, frozenset(flags), tell
        self._why = why

    @property
    def __signature__(self) -> inspect.Signature:
        """What Typer makes the command's parameters from."""
        fields = [one for one in settable(self._told.kind) if one.field.kind != "rows"]
        options = [_option(one, is_flag=one.name in self._flags) for one in fields]
        clear = _parameter(
            "clear",
            list[str] | None,
            typer.Option("--clear", metavar="FIELD", help="Empty this field. May be repeated."),
        )
        if self._why:
            options.append(reason_option(self._why))
        if self._only:
            return inspect.Signature([_CONTEXT, *options, clear])
        ids = _parameter(
            "ids",
            list[str] | None,
            typer.Argument(metavar="ID...", help=f"Ids, such as {self._told.example}."),
        )
        where = _parameter(
            "where",
            str | None,
            typer.Option("--where", metavar="FILTER", help="Instead of ids: all that this filter leaves."),
        )
        return inspect.Signature([_CONTEXT, ids, *options, clear, where])

    def __call__(self, call: typer.Context, **given: Any) -> None:
        """Change the records."""
        from readiness.workspace.editing import held_record, set_many

        session: Session = call.obj
        ws, kind = session.open(), self._told.kind
        ids, where, clear = given.pop("ids", None), given.pop("where", None), given.pop("clear", None)
        why = given.pop("why", None) or ""
        chosen = [self._only] if self._only else chosen_ids(session, self._told, ids, where)
        values = {name: value for name, value in given.items() if value is not None}
        done = set_many(ws, kind, chosen, {**values, **_cleared(kind, clear or (), values)}, why=why)
        if self._tell is not None:
            self._tell(session, [held_record(ws, kind, change.record_id) for change in done.changes])
            return
        changed = [held_record(ws, kind, change.record_id) for change in done.changes[:1]]
        lines = [f"{done.label}.", *(line for record in changed for line in _dates_taken(record, values))]
        emit(session, {"done": done.label}, lines=lines)


class FieldsCommand:
    """A hand-written command with an option for each field of a record that it does not take itself.

    The function is called with its own parameters and `given`: what was typed by stored name.
    """

    def __init__(
        self,
        table: str,
        function: Callable[..., None],
        *,
        part: str = "",
        leave_out: Iterable[str] = (),
        flags: Iterable[str] = (),
    ) -> None:
        """Make it.

        Args:
            table: Table of the record whose fields the options are.
            function: What runs; its docstring is the help.
            part: Field of kind rows whose parts the options are of; empty for those of the record.
            leave_out: Fields the function takes itself or works out.
            flags: Yes-or-no fields given as a pair of options.
        """
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__
        self.__annotations__: dict[str, Any] = {}
        self._table, self._function = table, function
        self._part, self._leave_out, self._flags = part, frozenset(leave_out), frozenset(flags)

    @property
    def __signature__(self) -> inspect.Signature:
        """What Typer makes the command's parameters from."""
        own = inspect.signature(self._function, eval_str=True).parameters.values()
        options = [
            _option(field, is_flag=field.name in self._flags)
            for field in settable(self._kind)
            if field.field.kind != "rows" and field.name not in self._leave_out
        ]
        by_name = inspect.Parameter.KEYWORD_ONLY
        return inspect.Signature(
            [*(one.replace(kind=by_name) for one in own if one.name != "given"), *options]
        )

    @property
    def _kind(self) -> type[BaseModel]:
        from readiness.model.field import fields_of
        from readiness.model.records.tables import RECORD_TYPES

        kind = RECORD_TYPES[self._table]
        row = fields_of(kind)[self._part].row if self._part else kind
        assert row is not None, "a field of kind rows has a type of its parts"  # noqa: S101 - type proof
        return row

    def __call__(self, **arguments: Any) -> None:
        """Run the function."""
        own = set(inspect.signature(self._function).parameters) - {"given"}
        given = {name: value for name, value in arguments.items() if name not in own and value is not None}
        self._function(**{name: value for name, value in arguments.items() if name in own}, given=given)


def _dates_taken(record: Record, given: Mapping[str, object]) -> Iterator[str]:
    """What dates and moments that were typed were taken for, so that a wrong reading is seen at once."""
    from readiness.base.date_words import weekday_words
    from readiness.base.zone import local_zone

    for field in settable(type(record)):
        value = getattr(record, field.name) if given.get(field.name) else None
        if isinstance(value, datetime):
            at = value.astimezone(local_zone())
            yield f"{field.label}: {weekday_words(at)} {at:%H:%M}."
        elif isinstance(value, date):
            yield f"{field.label}: {weekday_words(value)}."


def settable(kind: type[BaseModel]) -> list[Bound]:
    """The fields people set, in the order of the class."""
    from readiness.model.field import fields_of

    return [one for one in fields_of(kind).values() if one.is_for_people]


def options_for(fields: Iterable[Bound]) -> list[inspect.Parameter]:
    """An option for each field, for a command of which these are not the records themselves."""
    return [_option(one, is_flag=False) for one in fields]


def reason_option(help_words: str) -> inspect.Parameter:
    """The option that gives the reason for a change that needs one."""
    return _parameter("why", str | None, typer.Option("--why", metavar="TEXT", help=help_words))


def chosen_ids(session: Session, told: Told, ids: Sequence[str] | None, where: str | None) -> Sequence[str]:
    """The ids given, or those of the records a filter leaves.

    Raises:
        UsageError: Neither is given, or both are; or the filter leaves none.
    """
    if bool(ids) == (where is not None):
        raise UsageError(
            "Give ids or a filter, not both." if ids else "Nothing is chosen to be changed.",
            "",
            f"Such as {told.example}, or --where FILTER.",
        )
    if where is None:
        return list(ids or ())
    found = [record.id for record in _matching(session, told, where)]
    if not found:
        from readiness.rules.filters.known_values import known_of, none_left

        raise none_left(told.what, where, known_of(session.open().framework, told.kind))
    return found


def none_fits(kind: type[Record], what: str, query: str, session: Session) -> str:
    """That no such record fits a filter, and what it asks for that there is none of."""
    from readiness.rules.filters.known_values import known_of, unknown_values

    unknown = unknown_values(query, known_of(session.open().framework, kind))
    return " ".join((f"No {what} fits this filter.", *unknown))


def list_words(session: Session, record: Record) -> list[str]:
    """Everything a record says: ``Owner: K. Ali``, a line for each paragraph; what is empty is said to be."""
    from readiness.model.field_words import facts
    from readiness.workspace.editing import around_of

    said = (f"{label}: {words}" for label, words in facts(record, around_of(session.open())))
    return [line for fact in said for line in fact.splitlines() if line]


def show_record(session: Session, told: Told, record_id: str) -> None:
    """Print everything one record says."""
    from readiness.workspace.editing import held_record

    record = held_record(session.open(), told.kind, record_id)
    emit(session, record.to_document(), lines=[record.id, *list_words(session, record)])


def _matching(session: Session, told: Told, query: str) -> Iterable[Record]:
    from readiness.rules.asks import asks
    from readiness.rules.filters.lists import REQUEST_FILTERS, evidence_matching, matching
    from readiness.rules.filters.records import records_matching
    from readiness.workspace.editing import around_of

    ws = session.open()
    if told.table == "evidence":
        return evidence_matching(ws.index, ws.files, query, session.as_at)
    if told.table == "requests":
        return [ask.state for ask in matching(REQUEST_FILTERS, query, asks(ws.index))]
    return records_matching(told.kind, ws.records.table(told.table).values(), query, around_of(ws))


def _cleared(kind: type[Record], names: Iterable[str], values: Mapping[str, object]) -> dict[str, object]:
    from readiness.model.field import EMPTY
    from readiness.model.field_words import folded

    known: dict[str, str] = {}
    for field in settable(kind):
        known |= dict.fromkeys(map(folded, (field.name, field.option, field.label)), field.name)
    cleared: dict[str, object] = {}
    for name in names:
        field_name = known.get(folded(name.removeprefix("--")))
        if field_name is None:
            options = ", ".join(field.option for field in settable(kind))
            raise UsageError(f"There is no field called {name}.", "", f"Choose one of: {options}.")
        if field_name in values:
            raise UsageError(f"{name} is given and cleared at once.", "", "Do one of the two.")
        cleared[field_name] = EMPTY
    return cleared


def _option(field: Bound, *, is_flag: bool) -> inspect.Parameter:
    text = field.field.help
    if is_flag:
        pair = f"--{field.option}/--no-{field.option}"
        return _parameter(field.name, bool | None, typer.Option(pair, help=text))
    metavar = METAVARS.get(field.field.kind, "TEXT")
    return _parameter(field.name, str | None, typer.Option(f"--{field.option}", metavar=metavar, help=text))


def _parameter(name: str, kind: Any, info: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, info]
    )
