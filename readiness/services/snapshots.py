"""Snapshots: take one, and see what changed since."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from readiness.core.compare import Comparison, compare
from readiness.core.gaps import find_gaps
from readiness.core.index import Index
from readiness.store import snapshots
from readiness.store.snapshots import Snapshot

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace

NOW = "now"
"""What the present state is called in a comparison."""


def take(ws: Workspace, name: str, *, as_at: date) -> Snapshot:
    """Keep the workspace as it is under a name.

    Raises:
        UsageError: The name is taken or cannot be used.
        StorageError: It cannot be written.
    """
    snapshot = Snapshot(name.strip(), ws.clock(), ws.user, as_at, ws.records, ws.files)
    snapshots.save(ws.root, snapshot)
    return snapshot


def listed(ws: Workspace) -> list[Snapshot]:
    """Every snapshot that can be read, oldest first."""
    found = [snapshots.load(ws.root, name) for name in snapshots.names(ws.root)]
    return sorted(found, key=lambda one: one.taken)


def compared(ws: Workspace, before: str, after: str = NOW, *, as_at: date) -> Comparison:
    """What changed from one snapshot to another, or to the present state.

    Gaps of a snapshot are measured at its own date and those of the present at `as_at`, both by the
    checks of today.

    Raises:
        UsageError: There is no such snapshot.
    """
    old, new = _state(ws, before, as_at), _state(ws, after, as_at)
    reports = [find_gaps(Index(ws.framework, one.records), one.as_at, files=one.files) for one in (old, new)]
    return compare(old.records, new.records, *reports)


def _state(ws: Workspace, name: str, as_at: date) -> Snapshot:
    if name == NOW:
        return Snapshot(NOW, ws.clock(), ws.user, as_at, ws.records, ws.files)
    return snapshots.load(ws.root, name)


def to_data(comparison: Comparison) -> dict[str, Any]:
    """A comparison as a JSON-ready mapping."""
    return {
        "differences": [asdict(one) for one in comparison.differences],
        "gaps_opened": [_gap_data(one) for one in comparison.gaps_opened],
        "gaps_closed": [_gap_data(one) for one in comparison.gaps_closed],
        "gaps_kept": comparison.gaps_kept,
        "measures": [asdict(one) for one in comparison.measures],
    }


def _gap_data(gap: Any) -> dict[str, str]:
    return {
        "check": gap.check,
        "severity": gap.severity,
        "subject": gap.subject,
        "criterion": gap.criterion,
        "reason": gap.reason,
    }
