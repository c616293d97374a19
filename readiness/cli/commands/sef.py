"""Commands about the self-evaluation document: out to Word and back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from readiness.base.date_words import day_words
from readiness.base.errors import UsageError, resolve
from readiness.base.text import listed
from readiness.cli.shell.options import Force, written_to
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session
from readiness.model.vocabulary import STATEMENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from readiness.base.problems import Problem
    from readiness.model.vocabulary import StatementKind
    from readiness.sef.round_trip.changes import Choice, PlanItem, SefPlan
    from readiness.sef.round_trip.stamp import Mode


PURPOSES = {
    "draft": "working draft",
    "agreement": "for partners to agree",
    "publication": "for publication: agreed words only",
}

PARTS = (
    "summary, reading, area, standing, criteria, themes, recommendations, gaps, agreement, evidence, "
    "left-out, unconfirmed"
)
"""The sections a self-evaluation is made of, in their usual order."""

_EARLIER = {"draft": "draft", "agreed": "publication"}


_OnlyCriteria = Annotated[
    list[str] | None,
    typer.Option("--criterion", metavar="ID", help="Only this section."),
]


_OnlyAgency = Annotated[
    str, typer.Option("--agency", metavar="ID", help="Only the sections that rest on its evidence.")
]


_OnlyParts = Annotated[
    list[str] | None,
    typer.Option("--section", metavar="NAME", help=f"Only these parts, in order, of {PARTS}."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="The self-evaluation in Word: out, and back.", rich_markup_mode=None)
    group.command("export")(export)
    group.command("import")(import_document)
    group.command("take-in")(take_in)
    group.command("template")(template)
    app.add_typer(group, name="sef")


def export(
    context: typer.Context,
    output: Annotated[Path, written_to("A .docx file.")],
    purpose: Annotated[str, typer.Option("--for", help=f"What for: {', '.join(PURPOSES)}.")] = "",
    mode: Annotated[str, typer.Option("--mode", help="The earlier name of --for.", hidden=True)] = "",
    prepared_by: Annotated[str, typer.Option("--by", metavar="NAME", help="Prepared by, on the cover.")] = "",
    criterion: _OnlyCriteria = None,
    agency: _OnlyAgency = "",
    section: _OnlyParts = None,
    version: Annotated[str, typer.Option("--version", help="Version on the cover.")] = "",
    own_template: Annotated[
        Path | None, typer.Option("--template", help="Your organisation's own .docx; see 'sef template'.")
    ] = None,
    style: Annotated[
        list[str] | None,
        typer.Option("--style", metavar="ROLE=NAME", help="The template's name for a style."),
    ] = None,
    is_forced: Force = False,
) -> None:
    """Write the self-evaluation as a Word document; partners edit it and it comes back.

    A draft prints everything as it stands. For agreement: the same words, without our gaps. For publication:
    only words every partner has agreed, without references.

    Examples: readiness sef export -o sef.docx --for publication    readiness sef export -o a.docx
    """
    from readiness.progress.snapshots import last_before
    from readiness.sef.export import export_sef

    session: Session = context.obj
    chosen = _purpose(purpose, mode)
    ws = session.open()
    problems = export_sef(
        ws,
        output,
        as_at=session.as_at,
        why_then=session.measured.why,
        earlier=last_before(ws, session.as_at),
        mode=chosen,
        version=version,
        prepared_by=prepared_by,
        only=criterion or (),
        agency=agency,
        sections=",".join(section or ()).split(","),
        template=own_template,
        styles=_style_names(style or []),
        replace=is_forced,
    )
    _tell(session, output, chosen, problems)


def _tell(session: Session, output: Path, purpose: Mode, problems: list[Problem]) -> None:
    """Say what was written, and what somebody should know about it."""
    for problem in problems:
        note(problem)
    as_at, what = session.as_at, session.open().framework.terms.self_evaluation
    emit(
        session,
        {"file": str(output), "as_at": as_at, "mode": purpose, "problems": [str(one) for one in problems]},
        lines=[f"Wrote the {what} ({PURPOSES[purpose]}, measured at {day_words(as_at)}) to {output}"],
    )


def import_document(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The edited copy: Word, odt, rtf, web page, text.")
    ],
    is_applied: Annotated[
        bool, typer.Option("--apply", help="Store what is safe, and what --accept names.")
    ] = False,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="KEY", help="Take this change, too.")
    ] = None,
    refuse: Annotated[
        list[str] | None, typer.Option("--refuse", metavar="KEY", help="Leave this change out.")
    ] = None,
    in_words: Annotated[
        list[str] | None,
        typer.Option("--words", metavar="KEY=WORDS", help="Take it, in these words."),
    ] = None,
) -> None:
    """Read an edited document and show what it would change; with --apply store it as one change.

    Deletions, splits, joins and conflicts are never taken unless --accept or --words names them.

    Examples: readiness sef import edited.docx    readiness sef import edited.docx --apply --accept S0021.text
    """
    from readiness.sef.round_trip.changes import Choice, safe_choices
    from readiness.sef.taking_back import plan_sef

    session: Session = context.obj
    ws = session.open()
    plan = plan_sef(ws, file)
    chosen = safe_choices(plan)
    written = {key: words for key, _, words in (one.partition("=") for one in in_words or [])}
    chosen |= {key: Choice(is_accepted=True) for key in accept or []}
    chosen |= {key: Choice(is_accepted=False) for key in refuse or []}
    chosen |= {key: Choice(is_accepted=True, text=words.strip()) for key, words in written.items()}
    for key, choice in chosen.items():
        _need_sense(plan, key, choice, file.name)
    _show_or_apply(session, plan, chosen, file.name, is_applied=is_applied)


def _need_sense(plan: SefPlan, key: str, choice: Choice, name: str) -> None:
    """Refuse a choice about nothing, words where none are stored, and a change that only words can settle."""
    from readiness.sef.taking_back import needs_words, takes_words

    item = next((one for one in plan.items if one.key == key), None)
    if item is None:
        raise UsageError(f"There is no change called '{key}'.", name, "See the keys without --apply.")
    if choice.text is not None and not (choice.text and takes_words(item)):
        title = f"'{key}' takes no words." if choice.text else f"There are no words for '{key}'."
        raise UsageError(title, name, 'Such as --words "S0021.text=Waits fell."; --accept takes it as it is.')
    if choice.is_accepted and choice.text is None and needs_words(item):
        raise UsageError(
            f"'{key}' can only be settled in words of yours.", item.reason, f'Add --words "{key}=...".'
        )


def _show_or_apply(
    session: Session, plan: SefPlan, chosen: Mapping[str, Choice], name: str, *, is_applied: bool
) -> None:
    """Show a plan; with --apply store what is chosen as one change."""
    from readiness.sef.taking_back import apply_sef

    taken = sum(one.is_accepted for one in chosen.values())
    closing = [f"{taken} of {len(plan.items)} would be stored by --apply."]
    data = _plan_data(plan)
    if is_applied:
        done = apply_sef(session.open(), plan, chosen, name=name, as_at=session.today)
        closing = [f"{done.label}. 'readiness undo' takes it back." if done.changes else f"{done.label}."]
        data["applied"] = [change.record_id for change in done.changes]
    table = _pieces_table(plan) if plan.is_foreign else _plan_table(plan)
    emit(session, data, table, lines=_headline(plan, name), closing=[*plan.remarks, *closing])


def take_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A self-evaluation written elsewhere.")],
    is_applied: Annotated[bool, typer.Option("--apply", help="Store what is accepted.")] = False,
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="KEY", help="Take this piece.")
    ] = None,
    is_all: Annotated[bool, typer.Option("--all", help="Take everything that is not refused.")] = False,
    refuse: Annotated[
        list[str] | None, typer.Option("--refuse", metavar="KEY", help="Leave this piece out.")
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="KEY=ID[/KIND]", help="Put this piece there, such as A3/strength."),
    ] = None,
) -> None:
    """Show what a self-evaluation not made here would become: statements, by its headings and words.

    Nothing is lost: what is no statement becomes a note of the nearest one. --apply stores what you accept.

    Examples: readiness sef take-in old.docx    readiness sef take-in old.docx --apply --all
    """
    from readiness.sef.round_trip.changes import Choice
    from readiness.sef.taking_back import plan_foreign

    session: Session = context.obj
    ws = session.open()
    plan = plan_foreign(ws, file)
    known = [item.key for item in plan.items]
    chosen = dict(_place(session, one) for one in place or [])
    chosen |= {
        key: Choice(is_accepted=True)
        for key in [*(accept or []), *(known if is_all else [])]
        if key not in chosen
    }
    chosen |= {key: Choice(is_accepted=False) for key in refuse or []}
    for key in chosen:
        if key not in known:
            raise UsageError(f"There is no piece called '{key}'.", file.name, "See the keys without --apply.")
    _show_or_apply(session, plan, chosen, file.name, is_applied=is_applied)


def _place(session: Session, given: str) -> tuple[str, Choice]:
    """The key, and that it is taken there, of ``piece-4=A3/strength``."""
    from readiness.sef.round_trip.changes import Choice

    key, _, where = given.partition("=")
    name, _, kind = where.partition("/")
    framework = session.open().framework
    criterion = resolve(framework.terms.criterion, name, framework.criteria)
    if kind and kind not in STATEMENT_KINDS:
        raise UsageError(
            f"'{kind}' is not a kind of statement.", given, f"Choose {listed(STATEMENT_KINDS, 'or')}."
        )
    chosen = cast("StatementKind", kind) if kind else None
    return key, Choice(is_accepted=True, criterion=criterion, statement_kind=chosen)


def _pieces_table(plan: SefPlan) -> Table:
    from readiness.model.vocabulary import STATEMENT_KIND_TITLES

    rows = [
        (
            item.key,
            item.criterion or "?",
            "note" if item.note else STATEMENT_KIND_TITLES[item.statement_kind].lower(),
            item.note.text if item.note else "\n".join(filter(None, (item.theirs, item.impact))),
            item.reason,
        )
        for item in plan.items
    ]
    columns = ("Key", "Section", "Becomes", "Words", "Why")
    return Table(columns, rows, empty="Everything in it is here already.")


def template(
    context: typer.Context,
    output: Annotated[Path, written_to("A .docx file.")],
    is_forced: Force = False,
) -> None:
    """Write a starter template: give its styles your council's look and export with --template.

    Example: readiness sef template -o council.docx
    """
    from readiness.sef.export import export_template

    session: Session = context.obj
    ws = session.open() if session.find() else None
    export_template(output, language=ws.framework.language if ws else "", replace=is_forced)
    emit(
        session,
        {"file": str(output)},
        lines=[f"Wrote {output}. Change its styles, then: sef export --template"],
    )


def _purpose(purpose: str, mode: str) -> Mode:
    given = purpose or _EARLIER.get(mode, mode) or "draft"
    if given not in PURPOSES:
        what = "purpose" if purpose else "mode"
        choices = PURPOSES if purpose else _EARLIER
        raise UsageError(f"'{purpose or mode}' is not a {what}.", "", f"Choose {listed(choices, 'or')}.")
    return cast("Mode", given)


def _style_names(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if any(not role or not name for role, _, name in pairs):
        raise UsageError(
            "A style is given as ROLE=NAME.", ", ".join(given), 'Such as --style "body=Body Text".'
        )
    return {role.strip(): name.strip() for role, _, name in pairs}


def _headline(plan: SefPlan, name: str) -> list[str]:
    counts = ", ".join(f"{number} {kind}" for kind, number in plan.counts.items())
    return [
        f"{name}: {plan.statements} statements, {plan.unchanged} unchanged"
        + (f", {counts}" if counts else ""),
    ]


NOTHING = "Nothing would change."


def _plan_table(plan: SefPlan) -> Table:
    from readiness.sef.round_trip.changes import ITEM_KIND_TITLES

    rows = [
        (
            item.key,
            ITEM_KIND_TITLES[item.kind],
            ", ".join(item.authors),
            item.ours or item.base,
            item.theirs or (item.note.text if item.note else ""),
            "safe" if item.is_safe else item.reason or "look at it",
        )
        for item in plan.items
    ]
    columns = ("Key", "Change", "By", "Now", "Came back", "To decide")
    nothing = "Nothing can be taken by itself; what was changed is told below." if plan.remarks else NOTHING
    return Table(columns, rows, empty=nothing)


def _plan_data(plan: SefPlan) -> dict[str, object]:
    return {
        "export_id": plan.export_id,
        "version": plan.version,
        "statements": plan.statements,
        "unchanged": plan.unchanged,
        "counts": plan.counts,
        "items": [_item_data(item) for item in plan.items],
        "remarks": list(plan.remarks),
    }


def _item_data(item: PlanItem) -> dict[str, object]:
    data = asdict(item)
    data["note"] = item.note.model_dump(mode="json") if item.note else None
    data["target"] = item.target.model_dump(mode="json") if item.target else None
    return data
