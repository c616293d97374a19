"""The door of the screens for a browser: the same application, on a driver that speaks to the front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.reach import is_confined
from readiness.tui.app.app import ReadinessApp
from readiness.tui.shell.served_driver import ServedDriver
from readiness.tui.shell.session import Start

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from textual.driver import Driver


class ServedApp(ReadinessApp):
    """The application of one workspace: whoever is served chooses no other."""

    def get_driver_class(self) -> type[Driver]:
        """The driver that speaks to the front."""
        return ServedDriver

    async def choose_workspace(self) -> Path | None:
        """None where others are served: a workspace that cannot be opened has been explained by then."""
        return None if is_confined() else await super().choose_workspace()


def run_served(root: Path, *, user: str, as_at: date | None = None) -> int:
    """Serve the screens of the workspace at `root` to the front; the exit code: 0, or 70 after a fault."""
    app = ServedApp(Start(root, user, as_at=as_at))
    app.run()
    return app.return_code or 0
