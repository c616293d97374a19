"""Jumping from anywhere: the panes of the area on the screen, the areas, and criteria by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.base.areas import area_titles
from readiness.tui.forms.jump import JumpBox
from readiness.tui.screens.base.area import AreaScreen

if TYPE_CHECKING:
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def jump(ui: WorkspaceApp) -> None:
    """Ask where to, by letter, digit or id, and go there. Must run in a worker."""
    session, here = ui.session, ui.screen
    if session is None or not isinstance(here, AreaScreen):
        return
    panes = here.panes
    areas = {str(number): name for number, (name, _) in enumerate(area_titles(session.framework), start=1)}
    titles = dict(area_titles(session.framework))
    places = {
        **{letter: words for letter, (_, words) in panes.items()},
        **{digit: titles[name] for digit, name in areas.items()},
    }
    ids = {one.id: one.short for one in session.framework.criteria.values()}
    chosen = await ui.push_screen_wait(JumpBox(places, ids))
    if chosen in panes:
        panes[chosen][0].focus()
    elif chosen in areas:
        ui.action_area(areas[chosen])
    elif chosen:
        ui.action_area("criteria", chosen)
