"""The data pack: choosing what goes in, building it, verifying it, looking for leaks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace as changed
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.text import visible
from readiness.library import files
from readiness.model.records.evidence import Evidence, Link
from readiness.model.vocabulary import REQUEST_STATUS_TITLES
from readiness.pack.handing_over import write_down
from readiness.pack.interruption import stopping_on_request
from readiness.pack.plan import NotSupplied, PackFault, PackFile, PackItem, PackPlan, PackResult, Standing
from readiness.pack.plan import PackProgress as Step
from readiness.pack.supplement import need_news, supplementary
from readiness.pack.verify import VerifyReport
from readiness.pack.verify import verify_pack as verify
from readiness.rules.asks import Ask, asks
from readiness.rules.orphans import left_out, orphans
from readiness.rules.reading import reading_of
from readiness.workspace.clock import DRILL_FILE
from readiness.workspace.output import DRILL_MARK, marking, need_place

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

Progress = Callable[[Step], None]

Cancelled = Callable[[], bool]

__all__ = [
    "ALL",
    "PackPlan",
    "PackResult",
    "Step",
    "VerifyReport",
    "build",
    "pack_plan",
    "verify_pack",
]


ALL = "all"
"""Given for `include`, it chooses every item that is held and not ready."""


def pack_plan(
    ws: Workspace,
    *,
    created: date,
    cover: str = "",
    contact: str = "",
    override_reason: str = "",
    include: Collection[str] = (),
    is_supplement: bool = False,
) -> PackPlan:
    """What would be handed over now: what is ready, what was chosen all the same, and what stays out and why.

    Args:
        ws: The workspace.
        created: The date on the pack.
        cover: Words for the cover note.
        contact: Whom to ask about it.
        override_reason: Why personal data nobody approved goes out all the same.
        include: Ids of items to send although they are not ready, or `ALL`.
        is_supplement: Whether only what is new or changed since the last hand-over is to go.

    Raises:
        UsageError: An id in `include` is not an item that is held and not ready; or a supplementary pack
            is wanted and nothing was handed over yet.
    """
    ws.need_definition()
    supplied, out = _chosen(ws, include)
    supplement = None
    if is_supplement:
        supplied, supplement = supplementary(ws, supplied)
    framework = ws.framework
    return PackPlan(
        area=ws.area.name,
        framework=f"{framework.title}, {framework.edition or framework.version}",
        marking=marking(ws.area, ws.framework, _evidence_in(ws, supplied)),
        created=created,
        items=tuple(supplied),
        supplement=supplement,
        not_supplied=tuple(one for one in out if one.standing != "not_asked"),
        cover=cover,
        contact=contact,
        override_reason=override_reason,
        override_by=ws.user if override_reason else "",
        is_example=ws.area.is_example,
        language=framework.language,
        made_with=framework.made_with,
        is_drill=(ws.root / DRILL_FILE).exists(),
        no_longer_asked=tuple(one for one in out if one.standing == "not_asked"),
    )


def _chosen(ws: Workspace, include: Collection[str]) -> tuple[Sequence[PackItem], list[NotSupplied]]:
    """What goes and what stays out."""
    supplied: list[PackItem] = []
    out: list[NotSupplied] = []
    choosable: list[str] = []
    for ask in asks(ws.index):
        if not ask.is_known:
            continue
        item = _item(ws, ask)
        reason = _left_out(ws, ask, item)
        if reason is not None and reason.standing in _CHOOSABLE and (item.files or item.addresses):
            choosable.append(ask.id)
            if {ask.id, ALL} & set(include):
                supplied.append(changed(item, is_ready=False))
                continue
        if reason is None:
            supplied.append(item)
        else:
            out.append(reason)
    _check_chosen(set(include) - {ALL, *choosable}, choosable)
    return supplied, out


def check(
    ws: Workspace, plan: PackPlan, output: Path | None = None, *, replace: bool = False
) -> tuple[PackFault, ...]:
    """Everything that stops the pack from being built at `output`; digests taken before are remembered."""
    from readiness.pack.bag import TAG_MANIFEST
    from readiness.pack.build import placed_files
    from readiness.pack.checks import pack_faults

    target = None if output is None else output_path(plan, output)
    names = [*(one.name for one in placed_files(plan)), TAG_MANIFEST]
    known = files.digest_cache(ws.root)
    found = pack_faults(
        plan, target, names, digest=lambda path: known.digest_of(path).sha256, replace=replace
    )
    known.save()
    return found


def output_path(plan: PackPlan, output: Path) -> Path:
    """Where the pack is built; the pack of a drill says so in its name."""
    if plan.is_drill and DRILL_MARK not in output.name:
        return output.with_name(f"{DRILL_MARK}-{output.name}")
    return output


def left_out_of_pack(ws: Workspace) -> str:
    """What cannot be in a pack because the framework no longer has the item; empty when there is nothing."""
    found = [one for one in orphans(ws.framework, ws.records) if one.what == ws.framework.terms.request]
    return left_out(found, "this pack")


def build(
    ws: Workspace,
    plan: PackPlan,
    output: Path,
    *,
    progress: Progress,
    cancelled: Cancelled = lambda: False,
    replace: bool = False,
) -> PackResult:
    """Build the pack: a zip when `output` ends in .zip, else a folder. An override is written to the history.

    It is written down with what is in it, and becomes a hand-over once somebody says that it went.

    Raises:
        UsageError: Nothing is new or changed for a supplementary pack.
        PackBlockedError: Personal data nobody approved, and no reason for an override.
        PackFaultsError: The place is taken, or a file is missing, empty or changed; all are named.
        StorageError: The disk is full or would not.
        PackCancelledError: It was stopped, also by the system; nothing was left behind.
    """
    from readiness.pack.build import build_pack
    from readiness.pack.checks import raise_faults

    need_news(plan)
    target = output_path(plan, output)
    is_zip = target.suffix.casefold() == ".zip"
    raise_faults(check(ws, plan, output, replace=replace and is_zip))
    need_place(target, replace=replace and is_zip)
    known = files.digest_cache(ws.root)
    with stopping_on_request(cancelled) as is_stopped:
        result = build_pack(
            plan,
            target,
            as_zip=is_zip,
            progress=progress,
            cancelled=is_stopped,
            digest=lambda path: known.digest_of(path).sha256,
            replace=replace and is_zip,
        )
    known.save()
    return write_down(ws, plan, result)


def _item(ws: Workspace, ask: Ask) -> PackItem:
    links = ws.index.links_to("request", ask.id)
    held: dict[str, list[Link]] = {}
    for link in links:
        held.setdefault(link.evidence, []).append(link)
    found = [(ws.records.evidence[one], mine) for one, mine in held.items() if one in ws.records.evidence]
    live = [(evidence, mine) for evidence, mine in found if not evidence.is_withdrawn]
    return PackItem(
        id=ask.id,
        title=ask.title,
        section=ask.item.section if ask.item else "ASK",
        files=tuple(_file(ws, one, mine) for one, mine in live if one.location_kind != "url"),
        addresses=tuple(one.location for one, _ in live if one.location_kind == "url"),
        note=ask.state.note_to_inspectors.strip(),
    )


def _file(ws: Workspace, evidence: Evidence, links: list[Link]) -> PackFile:
    return PackFile(
        evidence_id=evidence.id,
        title=evidence.title,
        path=files.path_of(evidence, ws.root) or Path(evidence.location),
        sha256=evidence.sha256,
        period_from=evidence.period_from,
        period_to=evidence.period_to,
        marking=evidence.marking,
        pinpoints=tuple(str(one.pinpoint) for one in links if str(one.pinpoint)),
        holds_personal_data=evidence.holds_personal_data,
        approved_by=evidence.release_approved_by,
        reading=reading_of(evidence, ws.files),
    )


_CHOOSABLE = frozenset({"not_ready", "after_selection"})

_REASONS: dict[Standing, str] = {
    "not_ready": "In preparation.",
    "after_selection": "",
    "nothing_held": "Not yet available.",
    "secure_route": "Person-level list: sent by the inspectorate's own secure route, not in this pack.",
    "not_applicable": "Does not apply to this area.",
    "not_asked": "",
}
"""What inspectors are told of an item that is not in the pack; of a later one its deadline's own words."""


def _left_out(ws: Workspace, ask: Ask, item: PackItem) -> NotSupplied | None:
    """The item as one that stays out, with the reason; None when it is ready to go."""
    standing = _standing(ws, ask, item)
    if standing is None:
        return None
    told = _REASONS[standing]
    if standing == "after_selection" and ask.item is not None:
        told = f"Supplied later: {ws.framework.deadline_classes_by_id[ask.item.deadline].title}."
    reason = f"{told} {item.note}".strip()
    return NotSupplied(ask.id, ask.title, item.section, reason, standing, _inside(ask))


def _standing(ws: Workspace, ask: Ask, item: PackItem) -> Standing | None:
    state = ask.state
    if state.is_asked is False or not ask.is_in_scope:
        return "not_asked"
    if state.status == "not_applicable":
        return "not_applicable"
    if ask.item is not None and ask.item.person_list:
        return "secure_route"
    has_something = bool(item.files or item.addresses)
    if ask.is_ready and has_something:
        return None
    if ask.item is not None and _waits_for_selection(ws, ask.item.deadline):
        return "after_selection" if not ask.is_ready else "nothing_held"
    return "not_ready" if has_something else "nothing_held"


def _waits_for_selection(ws: Workspace, deadline: str) -> bool:
    return any(one.id == deadline and one.starts == "selection" for one in ws.framework.deadline_classes)


def _inside(ask: Ask) -> str:
    """How the item stands, for the team alone."""
    state = ask.state
    status = REQUEST_STATUS_TITLES[state.status].capitalize()
    if ask.is_ready:
        status += ", but nothing is linked to it"
    owner = f"with {state.owner}" if state.owner else "nobody owns it yet"
    return ". ".join(part.rstrip(".") for part in (f"{status}; {owner}", state.reason, state.notes) if part)


def _check_chosen(unknown: set[str], choosable: list[str]) -> None:
    if not unknown:
        return
    raise UsageError(
        f"Not an item that is held and not ready: {', '.join(sorted(map(visible, unknown)))}.",
        f"There are: {', '.join(choosable) or 'none'}.",
        f"Name one of them, or give {ALL}.",
    )


def _evidence_in(ws: Workspace, items: Sequence[PackItem]) -> Iterator[Evidence]:
    held = ws.records.evidence
    return (held[file.evidence_id] for item in items for file in item.files if file.evidence_id in held)


def verify_pack(path: Path) -> VerifyReport:
    """Compare every file of a pack with its manifests; needs no workspace.

    Raises:
        RefusedError: It is neither a folder nor a whole zip.
    """
    return verify(path)
