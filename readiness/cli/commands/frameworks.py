"""Commands about framework definitions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli.commands import framework_facts, framework_show
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.definitions.editions import Step
    from readiness.workspace.edition_move import EditionMove


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(
        help="Framework definitions: what they say, how sure it is, and moving to another.",
        rich_markup_mode=None,
    )
    group.command("list")(list_frameworks)
    group.command("show")(framework_show.show)
    group.command("check")(check)
    group.command("schema")(schema)
    group.command("differences")(differences)
    group.command("move")(move)
    group.command("place")(place)
    for command in (
        framework_facts.doubts,
        framework_facts.facts,
        framework_facts.confirm,
        framework_facts.correct,
        framework_facts.unconfirm,
        framework_facts.settle,
        framework_facts.gone,
    ):
        group.command(command.__name__)(command)
    app.add_typer(group, name="frameworks")


def list_frameworks(context: typer.Context) -> None:
    """List the frameworks shipped with the program, and in a workspace its own; what is not used is told."""
    from readiness.definitions.catalogue import own_summaries, summaries

    session: Session = context.obj
    found = summaries()
    root = session.find()
    if root is not None:
        own, problems = own_summaries(root)
        found = [*own, *found]
        for problem in problems:
            note(problem)
    emit(
        session,
        [one.to_data() for one in found],
        Table(
            ("Id", "Title", "Version", "Criteria", "Request items", "Not confirmed", "Valid", "Where"),
            [
                (
                    one.id,
                    one.title,
                    one.version,
                    one.criteria,
                    one.requests,
                    one.unconfirmed,
                    one.valid.removeprefix("valid "),
                    one.where,
                )
                for one in found
            ],
        ),
    )


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A definition: a YAML file or its folder.")],
) -> None:
    """Check a definition and list its faults, like ones together, with lines and remedy; exit code 1 for any.

    Example: readiness frameworks check frameworks/my-framework.yaml
    """
    from readiness.definitions.catalogue import check_definition
    from readiness.definitions.fault_groups import grouped

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
            [(one.severity, one.where, one.what, one.hint) for one in grouped(problems)],
            empty="No faults found.",
        ),
    )
    if any(one.severity == "error" for one in problems):
        raise typer.Exit(1)


def schema(context: typer.Context) -> None:
    """Print the JSON Schema of definitions, for editors that complete and check YAML."""
    from readiness.definitions.catalogue import schema as framework_schema

    session: Session = context.obj
    session.is_json = True
    emit(session, framework_schema())


_NEW = Annotated[
    str,
    typer.Argument(
        metavar="[NEW]",
        help="Id or path of a definition; local or shipped for that of the id in force. "
        "Left out: the first of these that says something else.",
    ),
]


def differences(context: typer.Context, new: _NEW = "") -> None:
    """Say which definition is in force, and what another one changes, id by id.

    Examples: readiness frameworks differences    readiness frameworks differences area-send-2023
    readiness frameworks differences shipped
    """
    from readiness.workspace.edition_move import proposed_move

    session: Session = context.obj
    ws = session.open()
    ws.need_definition()
    used = ws.definition
    lines = [used.words] if used is not None else []
    if not new and used is not None and not used.beside:
        lines.append("No other definition of this id is at hand, so there is nothing to compare.")
        emit(session, {"in_force": lines[0], "differences": []}, lines=lines)
        return
    found = proposed_move(ws, new)
    rows = _differences(found)
    same = sum(one.how == "same" for one in found.steps)
    edition = found.base.edition or found.base.version
    lines.append(f"Compared with {found.base.id}, {edition}, {found.origin}: {same} the same.")
    if not new and used is not None and len(used.beside) > 1:
        lines.append("Beside it there is the one that came with the program: give shipped to compare that.")
    names = ("what", "kind", "old", "new", "old_words", "new_words")
    emit(
        session,
        {
            "in_force": lines[0],
            "compared_with": found.origin,
            "same": same,
            "differences": [dict(zip(names, row, strict=True)) for row in rows],
        },
        Table(
            ("What", "Kind", "Old id", "New id", "Old words", "New words"), rows, empty="They say the same."
        ),
        lines=lines,
    )


def _differences(found: EditionMove) -> list[tuple[str, str, str, str, str, str]]:
    """What became, kind, old id, new id, old words, new words: of all that does not stay as it was."""
    from readiness.definitions.edition_details import details
    from readiness.definitions.editions import became, newcomers, parts_of

    after = parts_of(found.new)
    rows = []
    for one in found.steps:
        if one.how != "same":
            words = after[one.kind].get(_first(one), "")
            rows.append((became(one, found.steps), one.kind, one.old, _arrows(one), one.words, words))
    rows += [("new", one.kind, "", one.new, "", one.words) for one in newcomers(found.new, found.steps)]
    for each in details(found.plain, found.new):
        ids = ("" if each.how == "new" else each.id, "" if each.how == "gone" else each.id)
        rows.append((each.how, each.kind, *ids, each.before, each.after))
    return rows


def move(
    context: typer.Context,
    new: _NEW = "",
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="The map as you corrected it (xlsx).")
    ] = None,
    map_to: Annotated[
        Path | None, typer.Option("--write-map", metavar="FILE", help="Write the proposed map to correct it.")
    ] = None,
    is_applied: Annotated[
        bool, typer.Option("--apply", help="Do it; otherwise only say what would be.")
    ] = False,
) -> None:
    """Take over another definition, or a new edition of this one: every record kept, moved or archived.

    Without --apply nothing is changed. With it a backup is made, and one undo takes everything back.
    Examples: readiness frameworks move --write-map map.xlsx
    readiness frameworks move --map map.xlsx --apply
    """
    from readiness.workspace.edition_move import apply_move, proposed_move, with_steps

    session: Session = context.obj
    ws = session.open()
    found = proposed_move(ws, new)
    steps = _corrected(found, map_file) if map_file is not None else found.steps
    found = with_steps(ws, found, steps)
    if map_to is not None:
        _write_map(session, found, map_to)
    done = apply_move(ws, found) if is_applied else None
    _show_move(session, found, done.label if done is not None else "")


def place(
    context: typer.Context,
    map_file: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="The map as you corrected it (xlsx).")
    ] = None,
    map_to: Annotated[
        Path | None, typer.Option("--write-map", metavar="FILE", help="Write the proposed map to correct it.")
    ] = None,
    is_applied: Annotated[
        bool, typer.Option("--apply", help="Do it; otherwise only say what would be.")
    ] = False,
) -> None:
    """Give records a place again whose criterion, item or other place is no longer in the framework.

    Without --apply nothing is changed; what has no successor stays as it is. One undo takes all back.
    Examples: readiness frameworks place --write-map map.xlsx
    readiness frameworks place --map map.xlsx --apply
    """
    from readiness.workspace.placing import apply_placing, proposed_placing, with_places

    session: Session = context.obj
    ws = session.open()
    found = proposed_placing(ws)
    if map_file is not None:
        found = with_places(ws, found, _corrected(found, map_file))
    if map_to is not None:
        _write_map(session, found, map_to)
    done = apply_placing(ws, found) if is_applied else None
    _show_move(session, found, done.label if done is not None else "")


def _write_map(session: Session, found: EditionMove, output: Path) -> None:
    from readiness.definitions.edition_map import map_workbook
    from readiness.workspace.output import need_suffix, save

    need_suffix(output, ".xlsx")
    area = session.open().area.name
    save(output, map_workbook(found.old, found.new, found.steps, area=area, dated=session.today))
    note(f"Wrote the map to {output}")


def _corrected(found: EditionMove, path: Path) -> tuple[Step, ...]:
    """The map as a person corrected it; refused with every fault when there is any."""
    from readiness.base.errors import RefusedError
    from readiness.definitions.edition_map import read_map

    steps, problems = read_map(path, found.new, found.steps)
    for problem in problems:
        note(problem)
    errors = [one for one in problems if one.severity == "error"]
    if errors:
        raise RefusedError(
            f"The map has {len(errors)} faults; nothing was moved.", str(errors[0]), "Correct the map."
        )
    return steps


def _show_move(session: Session, found: EditionMove, label: str) -> None:
    from readiness.definitions.editions import became

    moved = found.moved
    rows = [
        (one.kind, one.old, _arrows(one), became(one, found.steps), f"{round(one.score * 100)}%", one.words)
        for one in found.steps
        if one.is_unsure or one.how in {"moved", "under", "reworded", "chosen", "similar"}
    ]
    data = {
        "from": {"id": found.old.id, "version": found.old.version},
        "to": {"id": found.base.id, "version": found.base.version},
        "kept": len(moved.kept),
        "moved": [record for _, record in moved.moved],
        "archived": [record for _, record in moved.archived],
        "partly_gone": [record for _, record in moved.partly_gone],
        "joined": [record for _, record in moved.joined],
        "to_review": list(moved.to_review),
        "applied": bool(label),
    }
    closing = [found.account]
    if label:
        closing.append(f"{label}. Undo takes it back; archived records are under what is no longer in force.")
    else:
        closing.append(
            "Nothing was changed. Add --apply to do it, or --write-map FILE to correct the map first."
        )
    emit(
        session,
        data,
        Table(("Kind", "Old id", "New id", "Why", "Alike", "Old words"), rows, empty="Every id stays."),
        closing=closing,
    )


def _arrows(step: Step) -> str:
    return ", ".join(step.new) or "archived"


def _first(step: Step) -> str:
    return step.new[0] if step.new else ""
