"""A pack in lines: what would go, what stays out and why, what stops it, and what was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.pack.plan import STANDING_TITLES
from readiness.tui.base.content import line, plain
from readiness.tui.forms.reading import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from readiness.pack.plan import NotSupplied, PackFault, PackPlan, PackResult
    from readiness.pack.verify import VerifyReport

_MUTED = "$text-muted"


def plan_lines(plan: PackPlan, faults: Sequence[PackFault]) -> list[Content]:
    """What would be handed over, everything that stops it, and what stays out and why."""
    files = [file for _, file in plan.files()]
    addresses = sum(len(one.addresses) for one in plan.items)
    parts = [
        plain(
            f"Would hand over {counted(len(plan.items), 'item')}: {counted(len(files), 'file')}, "
            f"{counted(addresses, 'web address', 'web addresses')}. Marking: {plan.marking or 'none'}."
        )
    ]
    parts += _supplement_lines(plan)
    parts += _fault_lines(faults)
    if plan.unapproved() and plan.override_reason:
        parts.append(
            plain(f"Personal data goes out all the same: {plan.override_reason} ({plan.override_by})", "bold")
        )
    if any(fault.kind == "approval" for fault in faults):
        parts.append(plain("Or press O and say why personal data goes out all the same.", "bold"))
    parts += _unopenable_lines(plan)
    unready = [one for one in plan.items if not one.is_ready]
    if unready:
        parts.append(heading(f"Not ready, and chosen to go all the same: {len(unready)}"))
        parts += [line(plain(f"{one.id:<7} ", "bold"), one.title) for one in unready]
    unseen = sorted({one.evidence_id for one in files if one.holds_personal_data is None})
    if unseen:
        parts.append(heading(f"Nobody has said whether these hold personal data: {len(unseen)}"))
        parts.append(plain(", ".join(unseen)))
    if plan.held_back:
        parts.append(plain("I chooses items that are held and not ready.", "bold"))
    parts.append(heading(f"Not supplied: {len(plan.missing)}. The index says why in its own words."))
    parts += [_left_out(one) for one in plan.missing]
    if plan.no_longer_asked:
        parts.append(heading(f"Not asked for: {len(plan.no_longer_asked)}. Not in the index."))
        parts += [line(plain(f"{one.id:<7} ", "bold"), one.title) for one in plan.no_longer_asked]
    return parts


def _unopenable_lines(plan: PackPlan) -> list[Content]:
    ids = ", ".join(sorted({one.evidence_id for one in plan.unopenable()}))
    if not ids:
        return []
    if plan.sends_unopenable:
        return [plain(f"Cannot be opened, and goes out all the same: {ids}", "bold")]
    return [plain("Or press X: files that cannot be opened go out all the same.", "bold")]


def _supplement_lines(plan: PackPlan) -> list[Content]:
    """What a supplementary pack adds to, and what of that no longer stands."""
    before = plan.supplement
    if before is None:
        return []
    since = f"{before.since:%d/%m/%Y} ({before.receipt})"
    parts = [plain(f"Only what is new or changed since {since}; {before.sent} of it still stand.", "bold")]
    parts += [
        line(plain(f"{one.item_id:<7} ", "bold"), f"{one.name}: {one.instead}") for one in before.out_of_date
    ]
    if before.changed_words:
        parts.append(plain(before.changed_words, "$text-warning"))
    return parts


def _fault_lines(faults: Sequence[PackFault]) -> list[Content]:
    if not faults:
        return []
    parts = [heading(f"Nothing is copied until this is put right: {len(faults)}")]
    for fault in faults:
        parts.append(line(plain(f"{fault.what} ", "bold"), fault.where))
        parts.append(plain(f"  {fault.remedy}", _MUTED))
    return parts


def _left_out(one: NotSupplied) -> Content:
    return line(
        plain(f"{one.id:<7} ", "bold"),
        f"{one.title}: {STANDING_TITLES[one.standing]}. ",
        plain(one.inside, _MUTED),
    )


def built_lines(result: PackResult, report: VerifyReport) -> list[Content]:
    """The finished pack and what verifying it found."""
    return [
        *verified_lines(report),
        plain(""),
        plain(f"{counted(result.files, 'file')} handed over, {size_words(result.bytes)}."),
        plain(f"Not supplied: {counted(result.not_supplied, 'item')}, each in the index with its reason."),
        *(plain(f"Warning: {one}", "$text-warning") for one in result.warnings),
        *(
            [plain(f"Went out without approval: {', '.join(result.overridden)} ({result.override_reason})")]
            if result.overridden
            else []
        ),
    ]


_FINDINGS_SHOWN = 200


def verified_lines(report: VerifyReport) -> list[Content]:
    """What verifying found, in lines."""
    if report.is_valid:
        verdict = plain("Every file is there and unchanged.", "bold")
    else:
        verdict = plain(f"{counted(len(report.findings), 'thing')} wrong:", "bold $text-error")
    return [
        verdict,
        *(
            line(plain(f"{one.kind:<11}", "bold"), f"{one.name or 'the pack'}: {one.what}")
            for one in report.findings[:_FINDINGS_SHOWN]
        ),
        *(line(plain(f"{'note':<11}", "bold"), one) for one in report.warnings),
        plain(f"{counted(report.files, 'file')}, {size_words(report.bytes)}"),
        heading("Pack hash (SHA-512); it must be the one on the cover note"),
        plain(report.pack_hash or "none"),
    ]


def size_words(size: int) -> str:
    """Bytes in words: ``412 bytes``, ``3.4 MB``."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} bytes"
