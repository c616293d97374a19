"""Looking a pack's files over for what they give away: counts and places, never a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.pack.leak_kinds import LeakReport
from readiness.pack.leak_scan import scan_files

if TYPE_CHECKING:
    from readiness.pack.plan import PackPlan


@dataclass(frozen=True, slots=True)
class FileLeaks:
    """What one file of a pack may give away, and what of it was read."""

    evidence_id: str
    title: str
    report: LeakReport


def scan_pack(
    plan: PackPlan,
    *,
    progress: Callable[[int, int, str], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[FileLeaks]:
    """Look every file of a plan over once, in its order; what was read is told of every file.

    Args:
        plan: What would be handed over.
        progress: Told files done, files in all, and the title of the next one.
        cancelled: Asked before each file; what was found until then is returned.
    """
    files = {file.path: file for _, file in plan.files()}
    chosen = list(files.values())
    found: list[FileLeaks] = []
    for done, report in enumerate(scan_files(files, as_at=plan.created, cancelled=cancelled), start=1):
        file = chosen[done - 1]
        found.append(FileLeaks(file.evidence_id, file.title, report))
        progress(done, len(chosen), file.title)
    return found
