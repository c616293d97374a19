"""What the screen of the data pack says: the plan, the finished pack, and what files give away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.core.wording import counted
from readiness.tui.dialogs.report import heading
from readiness.tui.pack_forms import size_words, verified_lines
from readiness.tui.text import line, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from readiness.core.leaks import Leak
    from readiness.services.leaks import FileLeaks
    from readiness.services.packing import PackPlan, PackResult, VerifyReport

_MUTED = "$text-muted"
_PLACES_SHOWN = 8


def plan_lines(plan: PackPlan) -> list[Content]:
    """What would be handed over, what stops it by name, and what would not be supplied and why."""
    files = [file for _, file in plan.files()]
    addresses = sum(len(one.addresses) for one in plan.items)
    unseen = sorted({one.evidence_id for one in files if one.holds_personal_data is None})
    parts = [
        plain(
            f"Would hand over {counted(len(plan.items), 'item')}: {counted(len(files), 'file')}, "
            f"{counted(addresses, 'web address', 'web addresses')}. Marking: {plan.marking or 'none'}."
        )
    ]
    blocked = plan.unapproved()
    if blocked:
        parts.append(heading(f"Hold personal data, and nobody approved handing them over: {len(blocked)}"))
        parts += [
            line(plain(f"{item.id:<7} {file.evidence_id} ", "bold"), file.title) for item, file in blocked
        ]
        if plan.override_reason:
            parts.append(plain(f"They go out all the same: {plan.override_reason} ({plan.override_by})"))
        else:
            parts.append(
                plain(
                    "Approve each (evidence: edit), or press o and say why they go out all the same.", "bold"
                )
            )
    if unseen:
        parts.append(heading(f"Nobody has said whether these hold personal data: {len(unseen)}"))
        parts.append(plain(", ".join(unseen)))
    parts.append(heading(f"Not supplied: {len(plan.missing)}. Each is in the index with its reason."))
    parts += [line(plain(f"{one.id:<7} ", "bold"), f"{one.title}: {one.reason}") for one in plan.missing]
    return parts


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


def leak_lines(found: Sequence[FileLeaks]) -> list[Content]:
    """What files give away: first by kind with what to do, worst first, then by file; never a value."""
    if not found:
        return [plain("Every file was looked at. Nothing was found.")]
    kinds: dict[str, list[Leak]] = {}
    for one in found:
        for leak in sorted(one.report.leaks, key=_worst_first):
            kinds.setdefault(leak.kind, []).append(leak)
    parts = [plain(f"{counted(len(found), 'file')} to look at. Counts and places only."), plain("")]
    parts += [
        line(
            plain(f"{leaks[0].title}: {sum(leak.count for leak in leaks)} ", "bold"),
            plain(leaks[0].hint, _MUTED),
        )
        for leaks in sorted(kinds.values(), key=lambda leaks: _worst_first(leaks[0]))
    ]
    for one in sorted(
        found, key=lambda each: min((_worst_first(leak) for leak in each.report.leaks), default=2)
    ):
        parts.append(heading(f"{one.evidence_id} {one.title}"))
        leaks = sorted(one.report.leaks, key=_worst_first)
        parts += [
            line(plain(f"  {leak.count:>4} ", "bold"), f"{leak.title} at {leak.place}")
            for leak in leaks[:_PLACES_SHOWN]
        ]
        if len(leaks) > _PLACES_SHOWN:
            parts.append(plain(f"       ... and at {len(leaks) - _PLACES_SHOWN} more places"))
        parts += [plain(f"       {problem.what} {problem.hint}") for problem in one.report.problems]
    return parts


def _worst_first(leak: Leak) -> int:
    """Patterns that name a person, then hidden content, then names in a file's properties."""
    return 0 if leak.is_pattern else 2 if leak.kind == "author" else 1
