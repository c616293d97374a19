"""Which facts stand behind what is under the cursor, screen by screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from readiness.model.definition.parts import facts

if TYPE_CHECKING:
    from textual.screen import Screen

    from readiness.tui.shell.session import Session


@runtime_checkable
class OnFramework(Protocol):
    """A screen whose cursor is on something of the framework."""

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """Ids of the parts of the framework under the cursor; events as ``timetable.event``."""


def facts_here(session: Session, screen: Screen[object]) -> tuple[str, tuple[str, ...]]:
    """A title and the keys of the facts under the cursor, with those that belong to them.

    Both are empty where there are none, which stands for all.
    """
    ids = screen.fact_ids if isinstance(screen, OnFramework) else ()
    places = list(facts(session.framework))
    keys = [one.key for named in ids for one in places if named == one.name]
    keys += [one.key for named in ids for one in places if one.part == "prompt" and one.under == named]
    return (f"Facts: {', '.join(ids)}", tuple(dict.fromkeys(keys))) if keys else ("", ())
