"""Checking person-level lists. Rows are read, counted and forgotten; nothing of them is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.core.errors import UsageError
from readiness.core.framework import Framework
from readiness.intake.person_lists import check_person_list
from readiness.services.frameworks import load_shipped
from readiness.services.opening import DEFAULT_FRAMEWORK

if TYPE_CHECKING:
    from readiness.core.person_list_report import ListReport
    from readiness.services.workspace import Workspace


def framework_for(ws: Workspace | None, framework_id: str) -> Framework:
    """The named framework, else the workspace's, else the current one."""
    if framework_id or ws is None:
        return load_shipped(framework_id or DEFAULT_FRAMEWORK)[0]
    return ws.framework


def check_lists(framework: Framework, path: Path, other: Path | None, *, as_at: date) -> ListReport:
    """Check one file, or two beside each other, against the framework's lists as at a date.

    Raises:
        UsageError: The framework has no person-level lists.
        RefusedError: A file cannot be read, or has the headings of no list.
    """
    if not framework.person_lists:
        raise UsageError("This framework has no person-level lists.", framework.id, "Choose another.")
    return check_person_list(path, framework.person_lists, as_at=as_at, other=other)
