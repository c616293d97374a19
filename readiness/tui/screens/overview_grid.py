"""The overview's grid: every criterion in a line, quiet where it is well, loud where something is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.model.vocabulary import SEVERITY_MARKS
from readiness.tui.base.content import SEVERITY_STYLES, line, plain
from readiness.tui.base.drawing import bar
from readiness.tui.widgets.records_table import Column, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from readiness.progress.overview import CriterionRow, Heading, Overview

_WIDE = 104
"""Width of the table from which on the local view is written out and all columns are shown."""

_WIDEST = 150
"""Width from which on names take the place of letters."""

_ENOUGH = 3
"""Current items from which on a cell is well; fewer are thin."""

_BAR = 5

NONE, UNEXPECTED, HEARD = "\N{EN DASH}", "·", "●"


def grid_columns(agencies: Sequence[Heading], voices: Sequence[Heading], criterion: str) -> list[Column]:
    """The columns for these agencies and voices, under the framework's word for what is evaluated."""
    return [
        Column(f" {criterion}", 16, is_stretching=True),
        Column("Our view", 15, from_width=_WIDE),
        Column("V", 3, below=_WIDE),
        *(_pair(one, 8, 4) for one in agencies),
        *(_pair(one, 8, 3, from_width=66) for one in voices),
        Column("Kinds", 6, from_width=_WIDE),
        Column("Up to date", 13, from_width=78),
        Column("To do", 9),
    ]


def _pair(heading: Heading, wide: int, narrow: int, *, from_width: int = 0) -> Column:
    return Column(
        heading.title[: wide - 1],
        wide,
        from_width,
        narrow_below=_WIDEST,
        narrow_title=heading.letter,
        narrow_width=narrow,
    )


def grid_row(row: CriterionRow, picture: Overview) -> Row:
    """The line of one criterion; in the order of `grid_columns`."""
    view = row.local_view if row.local_view != "not graded" else "not set"
    is_heard = any(row.by_voice)
    return Row(
        row.criterion,
        (
            line(plain(f" {row.criterion} ", "bold $text-primary"), row.short),
            plain(view, "" if view != "not set" else "$text-muted"),
            view.partition(" ")[0] if view != "not set" else NONE,
            *(
                _number(count, is_expected=one.is_expected)
                for count, one in zip(row.by_agency, picture.agencies, strict=True)
            ),
            *(_voice(count, is_heard=is_heard) for count in row.by_voice),
            _kinds(row),
            _up_to_date(row),
            _to_do(row),
        ),
    )


def _cell(words: str, state: str) -> Content:
    return plain(f"{words:^3}", f"$on-{state} on ${state}-ground")


def _number(count: int, *, is_expected: bool) -> Content:
    if count >= _ENOUGH:
        return _cell(str(count), "good")
    if count:
        return _cell(str(count), "warn")
    return _cell(NONE, "bad") if is_expected else plain(f"{UNEXPECTED:^3}", "$text-muted")


def _voice(count: int, *, is_heard: bool) -> Content:
    if count:
        return plain(f"{HEARD:^2}", "$on-good on $good-ground")
    return plain(f"{NONE:^2}", "$on-info on $info-ground" if is_heard else "$on-bad on $bad-ground")


def _kinds(row: CriterionRow) -> Content:
    if row.kinds.endswith("good"):
        return _cell(str(row.kinds_count), "good")
    return _cell(str(row.kinds_count), "warn") if row.kinds_count else _cell(NONE, "bad")


def _up_to_date(row: CriterionRow) -> Content:
    if not row.evidence:
        return plain("none", "$text-error")
    style = "$text-success" if row.current == row.evidence else "$text-warning"
    if 2 * row.current < row.evidence:
        style = "bold $text-error"
    full, rest = bar(row.current, row.evidence, _BAR)
    return line(
        plain(full, style), plain(rest, "$text-muted"), plain(f" {row.current}/{row.evidence}", style)
    )


def _to_do(row: CriterionRow) -> Content:
    counts = (("critical", row.must), ("serious", row.should))
    parts = [
        plain(f"{SEVERITY_MARKS[severity]}{count} ", SEVERITY_STYLES[severity])
        for severity, count in counts
        if count
    ]
    if parts:
        return line(*parts)
    if row.could:
        return plain(f"{SEVERITY_MARKS['minor']}{row.could}", SEVERITY_STYLES["minor"])
    return plain("✓ clear", "$text-success")
