"""Where the drills of a workspace are."""

from __future__ import annotations

from pathlib import Path

from readiness.base.user_cache import workspace_key
from readiness.workspace.clock import DRILL_FILE

RUNNING = "running"

_REPORTS = "report-*.json"


def drills_folder(root: Path) -> Path:
    """Where the drills of a workspace are kept: in the user's own state folder, never in the workspace."""
    from platformdirs import user_state_path

    return user_state_path("readiness") / "drills" / workspace_key(root)


def drill_reports(root: Path) -> list[Path]:
    """What is kept of the ended drills of a workspace on this computer, the oldest first."""
    return sorted(drills_folder(root).glob(_REPORTS))


def has_rehearsed(root: Path) -> bool:
    """Whether a drill of the workspace runs or was held on this computer."""
    return running_drill(root) is not None or bool(drill_reports(root))


def running_drill(root: Path) -> Path | None:
    """The folder of the drill that runs for a workspace, or None; a drill's own folder is its own answer."""
    if (root / DRILL_FILE).is_file():
        return root
    folder = drills_folder(root) / RUNNING
    return folder if (folder / DRILL_FILE).is_file() else None
