"""Commands about the data pack: build it, verify it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.errors import RefusedError
from readiness.base.text import counted
from readiness.cli.commands.handovers import hand_over
from readiness.cli.shell.options import Force
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session, parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.pack.plan import PackFault, PackPlan, PackProgress, PackResult


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="The data pack: build it, verify it.", rich_markup_mode=None)
    group.command("build")(build)
    group.command("hand-over")(hand_over)
    group.command("verify")(verify)
    group.command("scan")(scan)
    app.add_typer(group, name="pack")


_Include = Annotated[
    list[str] | None,
    typer.Option("--include", metavar="ITEM", help="Send an item though it is not ready; all for each."),
]

_EvenUnopenable = Annotated[
    bool, typer.Option("--even-unopenable", help="Send files that are locked or damaged all the same.")
]


def build(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="A new folder, or a .zip file.")],
    cover: Annotated[str, typer.Option("--cover", help="Words for the cover note.")] = "",
    contact: Annotated[str, typer.Option("--contact", help="Whom to ask about the pack.")] = "",
    dated: Annotated[str, typer.Option("--dated", help="Date on the pack; today, when not given.")] = "",
    override: Annotated[
        str, typer.Option("--override", metavar="REASON", help="Send unapproved personal data; say why.")
    ] = "",
    include: _Include = None,
    is_supplement: Annotated[
        bool, typer.Option("--supplement", help="Only what is new or changed since the last hand-over.")
    ] = False,
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be in it.")] = False,
    sends_unopenable: _EvenUnopenable = False,
    is_forced: Force = False,
) -> None:
    """Build a pack anybody can verify: numbered files, an index, hashes, and every item not supplied.

    Only items that are ready go, and those named with --include. Everything that stops the pack is listed
    at once, before a byte is copied; exit code 3 then. Nothing written for colleagues is in it: owners,
    notes and reasons stay inside; an item's note to inspectors is printed. When it has gone, say so with
    'readiness pack hand-over'.

    Example: readiness pack build -o pack.zip --contact "send@penmarsh.example"
    """
    from readiness.pack import packing

    session: Session = context.obj
    ws = session.open()
    plan = packing.pack_plan(
        ws,
        created=parse_date(dated, session, "around") if dated else session.today,
        cover=cover,
        contact=contact,
        override_reason=override,
        include=include or (),
        is_supplement=is_supplement,
    )
    plan = replace(plan, sends_unopenable=sends_unopenable)
    faults = packing.check(ws, plan, output, replace=is_forced)
    if is_dry_run or faults:
        _show(session, plan, None, faults)
        raise typer.Exit(RefusedError.exit_code if faults else 0)
    result = packing.build(ws, plan, output, progress=_Teller().tell, replace=is_forced)
    for warning in result.warnings:
        note(f"warning: {warning}")
    _show(session, plan, result)


def verify(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The pack: a folder or a .zip file.")],
) -> None:
    """Check a pack against its own hashes; needs no workspace. Exit code 1 when anything is wrong.

    Example: readiness pack verify pack.zip
    """
    from readiness.pack.packing import verify_pack

    session: Session = context.obj
    report = verify_pack(path)
    for warning in report.warnings:
        note(f"warning: {warning}")
    rows = [(one.kind, one.name, one.what) for one in report.findings]
    wrong = counted(len(rows), "thing")
    verdict = "Every file is there and unchanged." if report.is_valid else f"{wrong} wrong."
    emit(
        session,
        {
            "valid": report.is_valid,
            "files": report.files,
            "bytes": report.bytes,
            "pack_hash": report.pack_hash,
            "findings": [{"kind": kind, "name": name, "what": what} for kind, name, what in rows],
            "warnings": list(report.warnings),
        },
        Table(("Kind", "File", "What"), rows, empty=verdict),
        lines=[
            f"{counted(report.files, 'file')} of {report.bytes:,} bytes in all",
            f"Pack hash: {report.pack_hash or 'none'}",
        ],
    )
    if not report.is_valid:
        raise typer.Exit(1)


def scan(context: typer.Context) -> None:
    """Look through the files of the pack for what should not leave: hidden parts, names, patterns.

    Counts and places only, never what stands there; and which parts of each file were read, and which
    nobody can read here. Exit code 1 when something was found.
    """
    from readiness.pack.leaks import scan_pack
    from readiness.pack.packing import pack_plan

    session: Session = context.obj
    plan = pack_plan(session.open(), created=session.today)
    found = scan_pack(plan, progress=lambda done, total, title: note(f"{done} of {total}  {title}"))
    rows = [
        (one.evidence_id, one.title, leak.title, leak.place, leak.count)
        for one in found
        for leak in sorted(one.report.leaks, key=lambda each: each.rank)
    ]
    unread = [str(problem) for one in found for problem in one.report.problems]
    coverage = [
        (one.evidence_id, ", ".join(one.report.read) or "nothing", ", ".join(one.report.not_read) or "-")
        for one in found
    ]
    data = {
        "leaks": [
            {"evidence": key, "title": title, "what": what, "place": place, "count": number}
            for key, title, what, place, number in rows
        ],
        "not_read": unread,
        "read": [{"evidence": key, "read": read, "not_read": rest} for key, read, rest in coverage],
    }
    emit(
        session,
        data,
        Table(("Id", "File", "What", "Where", "Count"), rows, empty="Nothing was found in what was read."),
        Table(("Id", "Read", "Not read"), coverage, title="What was read", empty="No file goes in."),
        closing=unread,
    )
    if rows:
        raise typer.Exit(1)


def _show(
    session: Session, plan: PackPlan, result: PackResult | None, faults: Sequence[PackFault] = ()
) -> None:
    """Say what went in and what did not, or would, when nothing was built, and what stops it."""
    from readiness.pack.packing import left_out_of_pack
    from readiness.pack.plan import STANDING_TITLES

    left_out = [(one.id, one.title, STANDING_TITLES[one.standing], one.inside) for one in plan.missing]
    left_out += [(one.id, one.title, STANDING_TITLES[one.standing], "") for one in plan.no_longer_asked]
    data: dict[str, object] = {
        "items": [
            {"id": one.id, "files": len(one.files), "addresses": len(one.addresses), "ready": one.is_ready}
            for one in plan.items
        ],
        "not_supplied": [
            {"id": one.id, "title": one.title, "reason": one.reason, "standing": one.standing}
            for one in plan.missing
        ],
        "not_asked": [one.id for one in plan.no_longer_asked],
        "needs_approval": [f"{file.evidence_id} {file.title}" for _, file in plan.unapproved()],
        "faults": [{"kind": one.kind, "what": one.what, "where": one.where} for one in faults],
    }
    lines = _plan_lines(plan) if result is None else _result_lines(result)
    if result is not None:
        data |= {"path": str(result.path), "pack_hash": result.pack_hash, "files": result.files}
        data |= {"bytes": result.bytes, "overridden": list(result.overridden), "receipt": result.receipt}
    if before := plan.supplement:
        data["supplement"] = {
            "since": before.since,
            "adds_to": before.receipt,
            "still_standing": before.sent,
            "replaced": [
                {"item": one.item_id, "name": one.name, "number": one.number, "instead": one.instead}
                for one in before.out_of_date
            ],
        }
    stopping = [(one.what, one.where, one.remedy) for one in faults]
    if gone := left_out_of_pack(session.open()):
        data["not_in_force"] = gone
        lines.append(gone)
    tables = [Table(("Id", "Item", "Why it stays out", "Inside"), left_out, empty="Every item is supplied.")]
    if stopping:
        title = f"Nothing is copied: {counted(len(stopping), 'thing')} to put right first"
        tables.append(Table(("What stops it", "Where", "To do"), stopping, title=title))
    emit(session, data, *tables, closing=lines)


def _plan_lines(plan: PackPlan) -> list[str]:
    files = sum(1 for _ in plan.files())
    unready = [one.id for one in plan.items if not one.is_ready]
    lines = [f"Would hand over {counted(len(plan.items), 'item')}: {counted(files, 'file')}."]
    if before := plan.supplement:
        gone = counted(len(before.out_of_date), "file or address", "files and addresses")
        verb = "stands" if len(before.out_of_date) == 1 else "stand"
        lines.append(
            f"Supplementary to the hand-over of {before.since:%d/%m/%Y} ({before.receipt}): "
            f"{gone} of it no longer {verb}; {before.sent} still {'does' if before.sent == 1 else 'do'}."
        )
        lines += [before.changed_words] if before.changed_words else []
    if unready:
        lines.append(f"Not ready, and sent all the same because you chose to: {', '.join(unready)}.")
    if plan.sends_unopenable and (locked := sorted({one.evidence_id for one in plan.unopenable()})):
        lines.append(f"Cannot be opened, and sent all the same because you chose to: {', '.join(locked)}.")
    if held := [one.id for one in plan.held_back]:
        lines.append(f"Held and not ready, so left out: {', '.join(held)}. To send one: --include {held[0]}.")
    return lines


def _result_lines(result: PackResult) -> list[str]:
    return [
        f"Wrote {result.path}: {counted(result.files, 'file')}, {result.bytes:,} bytes.",
        f"Items not supplied: {result.not_supplied}. Each is in the index with its reason.",
        f"Pack hash: {result.pack_hash}",
        *([f"When it has gone: readiness pack hand-over {result.receipt}"] if result.receipt else []),
    ]


class _Teller:
    """Says which file is being copied, once a file."""

    def __init__(self) -> None:
        self._last = ""

    def tell(self, step: PackProgress) -> None:
        """Take one step of the build."""
        if step.name and step.name != self._last:
            self._last = step.name
            note(f"{step.files_done + 1} of {step.files}  {step.name}")
