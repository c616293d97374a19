"""The road map of the plan in Word: quarter by quarter, what begins, which steps are due, what ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.formats.word.model import Block, Column, Paragraph, Run, Table, cell, words
from readiness.model.vocabulary import STOP_WORDS
from readiness.rules.roadmap import road_map

if TYPE_CHECKING:
    from readiness.plan.plan_sections import PlanSection
    from readiness.rules.roadmap import Stop


def road_map_blocks(sections: Sequence[PlanSection], as_at: date, *, is_public: bool) -> Iterator[Block]:
    """A table for each quarter in which something of these sections falls; nothing where nothing does."""
    actions = {one.action.id: one.action for section in sections for item in section.items
               for one in item.answers}  # fmt: skip
    quarters = road_map(actions.values(), as_at)
    if not quarters:
        return
    yield Paragraph("heading1", (Run("Road map"),))
    for quarter in quarters:
        yield Paragraph("heading2", (Run(quarter.title),))
        yield Table(
            f"What falls in {quarter.title}",
            "Each row is a dated point of an action, with what is to happen and how it stands.",
            (Column("On", 1), Column("What", 3.4), Column("Point", 1.1), Column("State", 0.9)),
            tuple(
                (
                    cell(day_words(one.on)),
                    cell(one.title if is_public else f"{one.action} {one.title}"),
                    cell(STOP_WORDS[one.kind]),
                    cell(_state(one), empty="to come"),
                )
                for one in quarter.stops
            ),
        )
    yield words("table_note", f"Late as at {day_words(as_at)}.")


def _state(stop: Stop) -> str:
    return "done" if stop.is_done else "LATE" if stop.is_late else ""
