"""Slow work that stores no record: writing documents, reading edited ones, comparing snapshots."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from readiness.core.errors import ReadinessError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readiness.core.area import Area
    from readiness.tui.desk import Desk
    from readiness.tui.session import Session

T = TypeVar("T")


async def errand(desk: Desk, work: Callable[[Session], T]) -> T | None:
    """Do the work in a thread and give what came of it; must run in a worker.

    None when it was refused, which the user has been told by then, or when no workspace is open.
    """
    session = desk.session
    if session is None:
        return None
    desk.at_work += 1
    try:
        return await asyncio.to_thread(work, session)
    except ReadinessError as error:
        refusal = error
    finally:
        desk.at_work -= 1
    await desk.tell(refusal)
    return None


def free_name(folder: Path, area: Area, what: str, day: str, suffix: str) -> Path:
    """A file name in `folder` that is not in use: ``Penmarsh-sef-2026-11-21.docx``."""
    from readiness.core.file_names import name_key, unused_name

    try:
        taken = {name_key(one.name) for one in folder.iterdir()}
    except OSError:
        taken = set()
    place = "-".join(area.name.split()) or "area"
    return folder / unused_name(f"{place}-{what}-{day}{suffix}", taken)
