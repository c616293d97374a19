"""Commands about what a plan is made of above its actions: strategies, priorities and workstreams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.records import FieldsCommand, SetCommand, Told, none_fits, show_record
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.model.records.programme import Priority, Strategy, Workstream


_Id = Annotated[str, typer.Argument(metavar="ID", help="Id of one of them, as the list shows it.")]


@dataclass(frozen=True, slots=True)
class Group:
    """The commands about one kind of record that has a title: add, list, show, set and remove."""

    name: str
    """What the commands begin with."""
    told: Told
    help: str
    columns: tuple[str, ...]
    """Stored names of the fields its list shows behind the id."""
    add: str
    """Help of adding one."""
    set: str
    """Help of changing some."""
    none: str
    """What its list says when there is none."""
    more: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    """Commands of its own, by name."""

    def register(self, app: typer.Typer) -> None:
        """Add the commands to the tree."""
        group = typer.Typer(help=self.help, rich_markup_mode=None)
        group.command("add")(FieldsCommand(self.told.table, self._add(), leave_out=("title",)))
        group.command("list", help=f"List {self.told.table}, all or what a filter leaves.")(self._list())
        group.command("show", help=f"Show everything said about a {self.told.what}.")(self._show())
        group.command("set", help=self.set)(SetCommand(self.told))
        group.command("remove", help=f"Remove a {self.told.what}, also where it is named; undo works.")(
            self._remove()
        )
        for name, command in self.more.items():
            group.command(name)(command)
        app.add_typer(group, name=self.name)

    def _add(self) -> Callable[..., None]:
        def add(
            context: typer.Context,
            title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is called.")],
            *,
            given: dict[str, object],
        ) -> None:
            from readiness.plan.programme import add_part

            session: Session = context.obj
            kind: type[Strategy | Priority | Workstream] = self.told.kind  # type: ignore[assignment]  # the three groups there are
            record, _ = add_part(session.open(), kind, title, **given)
            emit(session, record.to_document(), lines=[f"{record.id} added."])

        add.__doc__ = self.add
        return add

    def _list(self) -> Callable[..., None]:
        def list_records(
            context: typer.Context,
            query: Annotated[str, typer.Argument(metavar="[FILTER]", help="Words, or name:value.")] = "",
        ) -> None:
            from readiness.model.field import fields_of
            from readiness.model.field_words import words
            from readiness.rules.filters.records import records_matching
            from readiness.rules.plan import in_order
            from readiness.workspace.editing import around_of

            session: Session = context.obj
            ws = session.open()
            around, fields = around_of(ws), fields_of(self.told.kind)
            known = in_order(ws.records.table(self.told.table).values())
            found = records_matching(self.told.kind, known, query, around)
            rows = [
                (one.id, *(words(fields[name], getattr(one, name), around) for name in self.columns))
                for one in found
            ]
            headings = ("Id", *(fields[name].label for name in self.columns))
            empty = none_fits(self.told.kind, self.told.what, query, session) if query else self.none
            emit(session, [one.to_document() for one in found], Table(headings, rows, empty=empty))

        return list_records

    def _show(self) -> Callable[..., None]:
        def show(
            context: typer.Context,
            record_id: _Id,
        ) -> None:
            show_record(context.obj, self.told, record_id)

        return show

    def _remove(self) -> Callable[..., None]:
        def remove(
            context: typer.Context,
            record_id: _Id,
        ) -> None:
            from readiness.workspace.removing import remove_record

            session: Session = context.obj
            done = remove_record(session.open(), self.told.kind, record_id)
            emit(session, {"done": done.label}, lines=[f"{done.label}. 'readiness undo' brings it back."])

        return remove


def carry_forward(
    context: typer.Context,
    strategy_id: Annotated[str, typer.Argument(metavar="ID", help="The strategy that ends, such as ST0001.")],
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the next one is called.")],
    *,
    start: Annotated[str, typer.Option("--start", metavar="DATE", help="First day it runs.")] = "",
    end: Annotated[str, typer.Option("--end", metavar="DATE", help="Last day it runs.")] = "",
) -> None:
    """Open the next strategy with the same priorities and every action that is still open.

    The old one stays as it stood. Done steps, notes and evidence stay with the actions they belong to.

    Example: readiness strategy carry-forward ST0001 "Strategy 2029 to 2032" --start 2029-04-01
    """
    from readiness.plan import carrying

    session: Session = context.obj
    carried, done = carrying.carry_forward(session.open(), strategy_id, title, start=start, end=end)
    emit(
        session,
        {
            "strategy": carried.strategy.id,
            "priorities": dict(carried.priorities),
            "actions": dict(carried.actions),
            "done": done.label,
        },
        Table(("Open action", "Goes on as"), carried.actions, empty="No action was open."),
        lines=[f"{done.label}."],
        closing=["'readiness undo' takes it back."],
    )


GROUPS = (
    Group(
        "strategy",
        Told("strategies", "strategy", "ST0001"),
        "Strategies and plans of the partnership, each for the years it runs.",
        ("title", "start", "end", "board"),
        'Add a strategy.\n\nExample: readiness strategy add "Strategy 2026 to 2029" --start 2026-04-01',
        "Change strategies.\n\nExample: readiness strategy set ST0001 --difference "
        '"Half of all plans are on time; it was one in five."',
        'None yet. Add one: readiness strategy add "..."',
        {"carry-forward": carry_forward},
    ),
    Group(
        "priority",
        Told("priorities", "priority", "PR0001"),
        "Priorities and golden threads of strategies, with the measures that show whether they are reached.",
        ("title", "kind", "strategies", "lead", "measures"),
        'Add a priority.\n\nExample: readiness priority add "Help sooner" --of ST0001 --measures M0001',
        "Change priorities. Which action serves one is said on the action: plan set --serves.\n\n"
        'Example: readiness priority set PR0001 --lead "Head of service" --kind golden_thread',
        'None yet. Add one: readiness priority add "..."',
    ),
    Group(
        "workstream",
        Told("workstreams", "workstream", "WS0001"),
        "Workstreams: the groups that carry the plan, with who chairs them and whom they report to.",
        ("title", "chair", "co_chair", "board", "priorities"),
        'Add a workstream.\n\nExample: readiness workstream add "Waiting well" --chair "Head of service"',
        "Change workstreams. Which action one carries is said on the action: plan set --workstream.\n\n"
        'Example: readiness workstream set WS0001 --co-chair "Forum chair" --board "Partnership board"',
        'None yet. Add one: readiness workstream add "..."',
    ),
)


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    for group in GROUPS:
        group.register(app)
