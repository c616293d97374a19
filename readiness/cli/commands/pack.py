"""Commands about the data pack: build it, verify it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli.shell.options import Force
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session, parse_date

if TYPE_CHECKING:
    from readiness.pack.plan import PackPlan, PackProgress, PackResult


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="The data pack: build it, verify it.", rich_markup_mode=None)
    group.command("build")(build)
    group.command("verify")(verify)
    group.command("scan")(scan)
    app.add_typer(group, name="pack")


def build(
    context: typer.Context,
    output: Annotated[Path, typer.Option("-o", "--output", help="A new folder, or a .zip file.")],
    cover: Annotated[str, typer.Option("--cover", help="Words for the cover note.")] = "",
    contact: Annotated[str, typer.Option("--contact", help="Whom to ask about the pack.")] = "",
    dated: Annotated[str, typer.Option("--dated", help="Date on the pack; today, when not given.")] = "",
    override: Annotated[
        str, typer.Option("--override", metavar="REASON", help="Send unapproved personal data; say why.")
    ] = "",
    is_dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be in it.")] = False,
    is_forced: Force = False,
) -> None:
    """Build a pack anybody can verify: numbered files, an index, hashes, and every item not supplied.

    Example: readiness pack build -o pack.zip --contact "send@penmarsh.example"
    """
    from readiness.pack import packing

    session: Session = context.obj
    ws = session.open()
    created = parse_date(dated, session, "around") if dated else session.today
    plan = packing.pack_plan(ws, created=created, cover=cover, contact=contact, override_reason=override)
    if is_dry_run:
        _show(session, plan, None)
        return
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
    verdict = "Every file is there and unchanged." if report.is_valid else f"{len(rows)} things are wrong."
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
        lines=[f"{report.files} files, {report.bytes:,} bytes", f"Pack hash: {report.pack_hash}"],
    )
    if not report.is_valid:
        raise typer.Exit(1)


def scan(context: typer.Context) -> None:
    """Look through the files of the pack for what should not leave: hidden parts, names, patterns.

    Counts and places only, never what stands there. Exit code 1 when something was found.
    """
    from readiness.pack.leaks import scan_pack
    from readiness.pack.packing import pack_plan

    session: Session = context.obj
    plan = pack_plan(session.open(), created=session.today)
    found = scan_pack(plan, progress=lambda done, total, title: note(f"{done} of {total}  {title}"))
    rows = [
        (one.evidence_id, one.title, leak.title, leak.place, leak.count)
        for one in found
        for leak in one.report.leaks
    ]
    unread = [str(problem) for one in found for problem in one.report.problems]
    data = [
        {"evidence": key, "title": title, "what": what, "place": place, "count": number}
        for key, title, what, place, number in rows
    ]
    columns = ("Id", "File", "What", "Where", "Count")
    table = Table(columns, rows, empty="Nothing was found.")
    emit(session, {"leaks": data, "not_read": unread}, table, closing=unread)
    if rows:
        raise typer.Exit(1)


def _show(session: Session, plan: PackPlan, result: PackResult | None) -> None:
    """Say what went in and what did not, or would, when nothing was built."""
    from readiness.pack.packing import left_out_of_pack

    missing = [(one.id, one.title, one.reason) for one in plan.missing]
    blocked = [f"{file.evidence_id} {file.title}" for _, file in plan.unapproved()]
    data: dict[str, object] = {
        "items": [
            {"id": one.id, "files": len(one.files), "addresses": len(one.addresses)} for one in plan.items
        ],
        "not_supplied": [{"id": key, "title": title, "reason": why} for key, title, why in missing],
        "needs_approval": blocked,
    }
    if result is None:
        lines = [f"Would hand over {len(plan.items)} items."]
        lines += [f"Needs approval before it can go out: {one}" for one in blocked]
    else:
        lines = [
            f"Wrote {result.path}: {result.files} files, {result.bytes:,} bytes.",
            f"Items not supplied: {result.not_supplied}. Each is in the index with its reason.",
            f"Pack hash: {result.pack_hash}",
        ]
        data |= {"path": str(result.path), "pack_hash": result.pack_hash, "files": result.files}
        data |= {"bytes": result.bytes, "overridden": list(result.overridden)}
    if gone := left_out_of_pack(session.open()):
        data["not_in_force"] = gone
        lines.append(gone)
    table = Table(("Id", "Item", "Why it is not supplied"), missing, empty="Every item is supplied.")
    emit(session, data, table, closing=lines)


class _Teller:
    """Says which file is being copied, once a file."""

    def __init__(self) -> None:
        self._last = ""

    def tell(self, step: PackProgress) -> None:
        """Take one step of the build."""
        if step.name and step.name != self._last:
            self._last = step.name
            note(f"{step.files_done + 1} of {step.files}  {step.name}")
