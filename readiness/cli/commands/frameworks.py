"""Commands about framework definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Framework definitions: list, show, check, schema.", rich_markup_mode=None)
    group.command("list")(list_frameworks)
    group.command("show")(show)
    group.command("check")(check)
    group.command("schema")(schema)
    group.command("confirm")(confirm)
    app.add_typer(group, name="frameworks")


def list_frameworks(context: typer.Context) -> None:
    """List the frameworks shipped with the program."""
    from readiness.definitions.catalogue import summaries

    session: Session = context.obj
    found = summaries()
    emit(
        session,
        [one.to_data() for one in found],
        Table(
            ("Id", "Title", "Version", "Criteria", "Request items", "Not confirmed"),
            [(one.id, one.title, one.version, one.criteria, one.requests, one.unconfirmed) for one in found],
        ),
    )


def show(
    context: typer.Context, framework_id: Annotated[str, typer.Argument(metavar="ID", help="Framework id.")]
) -> None:
    """Show a framework's criteria, prompts and request items, each with how far it is confirmed.

    Example: readiness frameworks show area-send-2023
    """
    from readiness.definitions.catalogue import load_shipped

    session: Session = context.obj
    framework, _ = load_shipped(framework_id)
    criteria = [
        (criterion.id, criterion.title, criterion.status, len(criterion.prompts))
        for criterion in framework.criteria.values()
    ]
    requests = [
        (item.id, item.title, framework.bodies_by_id[item.body].title, item.deadline, item.status)
        for item in framework.requests
    ]
    emit(
        session,
        framework.model_dump(mode="json"),
        Table(("Id", framework.terms.criterion.capitalize(), "Status", "Prompts"), criteria),
        Table(
            ("Id", framework.terms.request.capitalize(), "Answered by", "Due", "Status"),
            requests,
            empty="This framework has no request items.",
        ),
        lines=[
            framework.title,
            f"{framework.edition or framework.version}. Source: {framework.source.title}",
        ],
    )


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A definition: a YAML file or its folder.")],
) -> None:
    """Check a definition and list every fault with its line and remedy; exit code 1 when there are any.

    Example: readiness frameworks check frameworks/my-framework.yaml
    """
    from readiness.definitions.catalogue import check_definition

    session: Session = context.obj
    problems = check_definition(file)
    emit(
        session,
        [
            {
                "severity": one.severity,
                "file": one.where.file,
                "line": one.where.line,
                "record": one.where.record,
                "field": one.where.field,
                "what": one.what,
                "hint": one.hint,
            }
            for one in problems
        ],
        Table(
            ("Severity", "Where", "What", "To do"),
            [(one.severity, str(one.where), one.what, one.hint) for one in problems],
            empty="No faults found.",
        ),
    )
    if any(one.severity == "error" for one in problems):
        raise typer.Exit(1)


def confirm(
    context: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Such as A3, EHC03, EHC (a section) or full.on-site.")
    ],
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="Where you read that it is so.")],
) -> None:
    """Say that facts of the framework are right as they stand; kept with your name and the day.

    Example: readiness frameworks confirm EHC03 --source "Letter of the lead inspector, 23 Nov 2026"
    """
    from readiness.definitions import confirming

    session: Session = context.obj
    ws = session.open()
    done = confirming.confirm(ws.root, ws.framework, names, by=session.user, on=session.today, source=source)
    path = ws.root / confirming.FILE
    emit(
        session,
        {"confirmed": [one.name for one in done], "file": str(path)},
        lines=[f"Confirmed: {', '.join(one.name for one in done)}."],
        closing=[f"Written into {path}. To take one back, remove its entry there."],
    )


def schema(context: typer.Context) -> None:
    """Print the JSON Schema of definitions, for editors that complete and check YAML."""
    from readiness.definitions.catalogue import schema as framework_schema

    session: Session = context.obj
    session.is_json = True
    emit(session, framework_schema())
