"""Commands about facts of the framework in force: which are doubted, and settling them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session, parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.definitions.fact_sheet import SheetFacts
    from readiness.model.definition.parts import FactPlace
    from readiness.workspace.workspace import Workspace

_Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID...]",
        help="Such as A3, a request item, a section, class:A, kind:prompt or full.on-site.",
    ),
]

_Source = Annotated[str, typer.Option("--source", metavar="TEXT", help="Where you read that it is so.")]

_By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; you, when left out.")]

_On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day they said so; today when left out.")]


def confirm(
    context: typer.Context,
    source: _Source,
    names: _Names = None,
    is_all: Annotated[bool, typer.Option("--all", help="Every fact that nobody has confirmed.")] = False,
    by: _By = "",
    on: _On = "",
) -> None:
    """Say that facts of the framework are right as they stand; kept with a name, a day and the source.

    Examples: readiness frameworks confirm ITEM --source "Letter of the lead inspector, 23 Nov 2026"
    readiness frameworks confirm class:A --source "Request letter, page 2" --by "R. Shah"
    """
    from readiness.store.layout import SNAPSHOT_NAME
    from readiness.workspace.facts import confirm_facts

    session: Session = context.obj
    ws = with_definition(session)
    chosen = _all_keys(ws) if is_all and not names else list(names or ())
    day = parse_date(on, session, "back") if on else session.today
    done, confirmed = confirm_facts(ws, chosen, on=day, today=session.today, source=source, by=by)
    emit(
        session,
        {"confirmed": list(confirmed), "file": str(ws.root / SNAPSHOT_NAME), "done": done.label},
        lines=[f"Confirmed: {', '.join(confirmed)}."],
        closing=["'readiness undo' takes it back; later, 'readiness frameworks unconfirm ID'."],
    )


def correct(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="Such as deadline:A or a request item.")],
    fields: Annotated[
        list[str],
        typer.Option("--set", metavar="FIELD=VALUE", help="What it should say. May be repeated."),
    ],
    source: _Source,
    by: _By = "",
    on: _On = "",
) -> None:
    """Put right what the framework says; it changes everywhere it is quoted.

    Example: readiness frameworks correct deadline:A --set amount=2 --set unit=working_days --source "Letter"
    """
    from readiness.base.errors import UsageError
    from readiness.definitions.confirming import Settling, named
    from readiness.workspace.facts import settle

    session: Session = context.obj
    ws = with_definition(session)
    places = named(ws.framework, [name])
    if len(places) > 1:
        raise UsageError(
            "Only one fact is corrected at a time.", name, "For many: 'readiness frameworks settle'."
        )
    given: dict[str, str] = {}
    for one in fields:
        field, equals, value = one.partition("=")
        if not equals:
            raise UsageError("A correction is a field and its value.", one, 'Write it as title="The words".')
        given[field.strip().replace("-", "_")] = value
    day = parse_date(on, session, "back") if on else session.today
    done = settle(ws, [Settling(places[0].key, source, given, by, day)], today=session.today)
    emit(session, {"done": done.label, "fact": places[0].key, "set": given}, lines=[f"{done.label}."])


def unconfirm(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="ID...", help="As for confirm.")],
) -> None:
    """Doubt facts again that were confirmed or corrected here.

    Example: readiness frameworks unconfirm ITEM
    """
    from readiness.workspace.facts import take_back

    session: Session = context.obj
    done = take_back(with_definition(session), names)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def facts(
    context: typer.Context,
    names: _Names = None,
    is_open: Annotated[bool, typer.Option("--open", help="Only those nobody has confirmed.")] = False,
    output: Annotated[
        Path | None,
        written_to("Write them to fill in (xlsx)."),
    ] = None,
    is_forced: Force = False,
) -> None:
    """List facts of the framework in force, with how sure they are; -o writes a workbook to settle many.

    Examples: readiness frameworks facts kind:request --open -o facts.xlsx    readiness frameworks facts EHC
    """
    from readiness.rules.reliance import proof

    session: Session = context.obj
    ws = with_definition(session)
    chosen = _chosen(ws, names or (), is_open=is_open)
    if output is not None:
        from readiness.definitions.fact_sheet import facts_workbook
        from readiness.workspace.output import need_suffix, save

        need_suffix(output, ".xlsx")
        save(
            output,
            facts_workbook(ws.framework, chosen, area=ws.area.name, dated=session.today),
            replace=is_forced,
        )
        note(f"Wrote {len(chosen)} facts to {output}")
    emit(
        session,
        [
            {
                "fact": one.key,
                "words": one.words,
                "status": one.fact.status,
                "why": one.fact.basis,
                "proof": proof(ws.index, one),
                "confirmed_by": one.fact.confirmed_by,
                "confirmed_on": one.fact.confirmed_on.isoformat() if one.fact.confirmed_on else None,
            }
            for one in chosen
        ],
        Table(
            ("Fact", "Words", "How sure", "Why"),
            [(one.key, one.words, proof(ws.index, one) or _sure(one), one.fact.basis) for one in chosen],
            empty="Nothing is in doubt.",
        ),
    )


def doubts(context: typer.Context) -> None:
    """List what nobody has confirmed by what rests on it, most first, with the name to settle it by.

    Example: readiness frameworks doubts
    """
    from readiness.rules.reliance import doubts as find_doubts

    session: Session = context.obj
    found = find_doubts(with_definition(session).index)
    emit(
        session,
        [
            {
                "name": one.name,
                "what": one.what,
                "status": one.status,
                "count": one.count,
                "use": one.use,
                "facts": [place.key for place in one.facts],
            }
            for one in found
        ],
        Table(
            ("Rests on it", "What is not confirmed", "How sure", "Confirm"),
            [(f"{one.count}: {one.use}", one.what, one.status, one.name) for one in found],
            empty="Nothing that anything rests on is in doubt.",
        ),
        closing=["'readiness frameworks facts NAME' shows the facts behind a line."] if found else [],
    )


def gone(
    context: typer.Context,
    output: Annotated[
        Path | None,
        written_to("Write them whole (xlsx)."),
    ] = None,
    is_forced: Force = False,
) -> None:
    """List every record whose criterion, item or other place is no longer in the framework, whole.

    Example: readiness frameworks gone -o archived.xlsx
    """
    from readiness.workspace.gone import gone_records, gone_workbook

    session: Session = context.obj
    ws = with_definition(session)
    found = gone_records(ws)
    if output is not None:
        from readiness.workspace.output import need_suffix, save

        need_suffix(output, ".xlsx")
        save(output, gone_workbook(ws, found, dated=session.today), replace=is_forced)
        note(f"Wrote {len(found)} records to {output}")
    emit(
        session,
        [
            {"table": one.table, "id": one.record.id, "names": one.names, "fields": dict(one.fields)}
            for one in found
        ],
        Table(
            ("Record", "Kind", "Names", "Says"),
            [(one.record.id, one.table, one.names, one.says) for one in found],
            empty="Every record has its place in the framework.",
        ),
        closing=["'readiness frameworks place' gives them a place again."] if found else [],
    )


def settle(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook of 'frameworks facts -o'.")],
    source: _Source = "",
    by: _By = "",
    is_applied: Annotated[
        bool, typer.Option("--apply", help="Store it as one change; otherwise only say what would be.")
    ] = False,
) -> None:
    """Take in a workbook of facts: every row marked right is confirmed, every changed one corrected.

    Without --apply nothing is changed. One undo takes it all back.
    Example: readiness frameworks settle facts.xlsx --source "Annex A, June 2025" --apply
    """
    from readiness.definitions.fact_sheet import read_facts
    from readiness.workspace.facts import settle as store
    from readiness.workspace.facts import settled

    session: Session = context.obj
    ws = with_definition(session)
    found = read_facts(file, ws.framework, source=source, by=by)
    for problem in found.problems:
        note(problem)
    errors = [one for one in found.problems if one.severity == "error"]
    label = ""
    if found.settlings and not errors:
        settled(
            ws, found.settlings, today=session.today
        )  # what would be refused is refused before it is shown
        label = store(ws, found.settlings, today=session.today).label if is_applied else ""
    _show_settled(session, found, label)
    if errors:
        raise typer.Exit(3 if is_applied else 1)


def _show_settled(session: Session, found: SheetFacts, label: str) -> None:
    from readiness.base.text import counted

    rows = [
        (one.key, "; ".join(f"{edit.field}: {edit.before or 'nothing'} > {edit.after or 'nothing'}"
                            for edit in found.edits.get(one.key, ())) or "right as it stands", one.source)
        for one in found.settlings
    ]  # fmt: skip
    corrected = len(found.edits)
    account = (
        f"{counted(len(found.settlings) - corrected, 'fact')} confirmed, {corrected} corrected, "
        f"{found.as_before} left as they are."
    )
    faults = sum(one.severity == "error" for one in found.problems)
    closing = [account]
    if faults:
        closing.append(f"{counted(faults, 'fault')}: nothing is stored until they are put right.")
    elif not found.settlings:
        closing.append("The workbook says nothing new.")
    else:
        closing.append(f"{label}." if label else "Nothing was changed. Add --apply to do it.")
    emit(
        session,
        {
            "confirmed": [one.key for one in found.settlings if one.key not in found.edits],
            "corrected": list(found.edits),
            "as_before": found.as_before,
            "faults": faults,
            "applied": bool(label),
        },
        Table(("Fact", "What", "Read in"), rows, empty="No row says that a fact is right or wrong."),
        closing=closing,
    )


def with_definition(session: Session) -> Workspace:
    """The workspace, where its definition is at hand.

    Raises:
        RefusedError: The definition is missing; it says how to bring it back.
    """
    ws = session.open()
    ws.need_definition()
    return ws


def _chosen(ws: Workspace, names: Sequence[str], *, is_open: bool) -> list[FactPlace]:
    from readiness.definitions.confirming import named
    from readiness.model.definition.parts import places
    from readiness.rules.reliance import open_facts

    chosen = named(ws.framework, names) if names else list(places(ws.framework).values())
    return list(open_facts(ws.index, chosen)) if is_open else chosen


def _all_keys(ws: Workspace) -> list[str]:
    return [one.key for one in _chosen(ws, (), is_open=True)]


def _sure(place: FactPlace) -> str:
    from readiness.base.dates import short_date

    fact = place.fact
    if fact.status != "confirmed":
        return fact.status
    return f"confirmed by {fact.confirmed_by}, {short_date(fact.confirmed_on)}"
