"""The areas of the program, each loaded when it is first entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen


def overview() -> Screen[None]:
    """The overview."""
    from readiness.tui.screens.overview import OverviewScreen

    return OverviewScreen()


def criteria() -> Screen[None]:
    """The criteria."""
    from readiness.tui.screens.criteria.screen import CriteriaScreen

    return CriteriaScreen()


def evidence() -> Screen[None]:
    """The evidence."""
    from readiness.tui.screens.evidence.screen import EvidenceScreen

    return EvidenceScreen()


def gaps() -> Screen[None]:
    """The gaps."""
    from readiness.tui.screens.gaps import GapsScreen

    return GapsScreen()


def requests() -> Screen[None]:
    """The board of request items."""
    from readiness.tui.screens.requests.screen import RequestsScreen

    return RequestsScreen()


def plan() -> Screen[None]:
    """The plan."""
    from readiness.tui.screens.plan.screen import PlanScreen

    return PlanScreen()


def notice() -> Screen[None]:
    """The inspection notice."""
    from readiness.tui.screens.notice.screen import NoticeScreen

    return NoticeScreen()


AREA_SCREENS: dict[str, str | Callable[[], Screen[None]]] = {
    "overview": overview,
    "criteria": criteria,
    "evidence": evidence,
    "gaps": gaps,
    "requests": requests,
    "plan": plan,
    "notice": notice,
}
"""How to make the screen of each area."""
