"""What the files of a pack give away, in lines: counts and places, and what was and was not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.base.content import line, plain
from readiness.tui.forms.reading import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from readiness.pack.leak_kinds import Leak
    from readiness.pack.leaks import FileLeaks

_MUTED = "$text-muted"

_PLACES_SHOWN = 8


def leak_lines(found: Sequence[FileLeaks]) -> list[Content]:
    """First by kind with what to do, worst first, then by file, then what was read; never a value."""
    listed = [one for one in found if one.report.leaks or one.report.problems]
    if listed:
        parts = [plain(f"{counted(len(listed), 'file')} to look at. Counts and places only."), plain("")]
    else:
        parts = [plain("Nothing was found in what was read.")]
    parts += _kind_lines(listed)
    for one in sorted(listed, key=lambda each: min((leak.rank for leak in each.report.leaks), default=2)):
        parts += _file_lines(one)
    return [*parts, *_read_lines(found)]


def _kind_lines(found: Sequence[FileLeaks]) -> list[Content]:
    kinds: dict[str, list[Leak]] = {}
    for one in found:
        for leak in sorted(one.report.leaks, key=lambda each: each.rank):
            kinds.setdefault(leak.kind, []).append(leak)
    return [
        line(
            plain(f"{leaks[0].title}: {sum(leak.count for leak in leaks)} ", "bold"),
            plain(leaks[0].hint, _MUTED),
        )
        for leaks in sorted(kinds.values(), key=lambda leaks: leaks[0].rank)
    ]


def _file_lines(one: FileLeaks) -> list[Content]:
    leaks = sorted(one.report.leaks, key=lambda each: each.rank)
    parts = [heading(f"{one.evidence_id} {one.title}")]
    parts += [
        line(plain(f"  {leak.count:>4} ", "bold"), f"{leak.title} at {leak.place}")
        for leak in leaks[:_PLACES_SHOWN]
    ]
    if len(leaks) > _PLACES_SHOWN:
        parts.append(plain(f"       ... and at {len(leaks) - _PLACES_SHOWN} more places"))
    return parts + [plain(f"       {problem.what} {problem.hint}") for problem in one.report.problems]


def _read_lines(found: Sequence[FileLeaks]) -> list[Content]:
    """What was read of each file, and what nobody has read."""
    if not any(one.report.read or one.report.not_read for one in found):
        return []
    parts = [heading("What was read")]
    for one in found:
        unread = f". NOT read: {', '.join(one.report.not_read)}" if one.report.not_read else ""
        read = ", ".join(one.report.read) or "nothing"
        parts.append(line(plain(f"{one.evidence_id} ", "bold"), f"{read}{unread}"))
    return parts
