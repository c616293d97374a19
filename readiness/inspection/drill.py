"""A rehearsal: its clock, and what came of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError, UsageError
from readiness.inspection.notice import board_of
from readiness.inspection.notice import start as start_notice
from readiness.library import files
from readiness.model.records.area import Area
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import READY_STATUSES
from readiness.rules.asks import Ask
from readiness.rules.board import Board
from readiness.rules.calendar.call import need_current
from readiness.store.opening import create_repository, open_repository
from readiness.workspace.clock import DRILL_FILE
from readiness.workspace.drills import RUNNING, drill_reports, drills_folder, running_drill
from readiness.workspace.opening import open_workspace

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

DrillVerdict = Literal["met", "late", "missed", "not_due"]
"""met: ready by its deadline. late: ready after it. missed: not ready when its deadline had passed.

not_due: not ready, and its deadline had not come when the drill ended.
"""

VERDICTS: tuple[DrillVerdict, ...] = ("met", "late", "missed", "not_due")


@dataclass(frozen=True, slots=True)
class DrillItem:
    """What came of one ask."""

    id: str
    title: str
    agencies: tuple[str, ...]
    verdict: DrillVerdict
    due: datetime | None
    ready: datetime | None
    """When it became ready and stayed so; None when it is not."""


@dataclass(frozen=True, slots=True)
class DrillReport:
    """What came of a rehearsal."""

    received: datetime
    ended: datetime
    """In drill time."""
    items: tuple[DrillItem, ...]

    def counts(self) -> dict[DrillVerdict, int]:
        """Asks by verdict; every verdict is there."""
        return {verdict: sum(one.verdict == verdict for one in self.items) for verdict in VERDICTS}

    @property
    def shared(self) -> int:
        """How many asks are the work of several agencies, and so count for each of them."""
        return sum(len(one.agencies) > 1 for one in self.items)

    def by_agency(self) -> dict[str, dict[DrillVerdict, int]]:
        """Asks by verdict for each agency; an ask of two agencies counts for both."""
        names = dict.fromkeys(agency for one in self.items for agency in one.agencies)
        return {
            name: {
                verdict: sum(one.verdict == verdict and name in one.agencies for one in self.items)
                for verdict in VERDICTS
            }
            for name in names
        }


def drill_report(board: Board, ready_since: Mapping[str, datetime]) -> DrillReport:
    """Judge every ask of a board at its moment; `ready_since` has the ready ones by id."""
    rows = (row for row in board.rows if row.risk != "left_out")
    items = (
        DrillItem(
            row.ask.id,
            row.ask.title,
            row.agencies,
            _verdict(row.ask, row.due, ready_since.get(row.ask.id), board.now),
            row.due,
            ready_since.get(row.ask.id) if row.ask.is_ready else None,
        )
        for row in rows
    )
    return DrillReport(board.schedule.notice.received, board.now, tuple(_in_order(items)))


def _verdict(ask: Ask, due: datetime | None, ready: datetime | None, now: datetime) -> DrillVerdict:
    if ask.is_ready:
        return "late" if due is not None and ready is not None and ready > due else "met"
    return "missed" if due is not None and due <= now else "not_due"


def _in_order(items: Iterable[DrillItem]) -> list[DrillItem]:
    worst_first = {"missed": 0, "late": 1, "not_due": 2, "met": 3}
    return sorted(items, key=lambda one: (worst_first[one.verdict], one.id))


Clock = Callable[[], datetime]

_LEFT_OUT = frozenset({"notices", "handovers"})
"""Tables of the true calls: a rehearsal has its own."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The counts of an earlier drill."""

    ended: str
    counts: dict[str, int]


def start_drill(
    root: Path, received: datetime, *, kind: str = "", speed: float = 1.0, user: str, clock: Clock
) -> Workspace:
    """Copy a workspace's records, invent a call, and open the copy with the drill's clock.

    Evidence files are not copied: the copy points at the true ones and only reads them.

    Raises:
        UsageError: A drill runs already, or the speed is not above 0.
    """
    if running_drill(root) is not None:
        raise UsageError("A drill is running already.", str(root), "End it with 'readiness drill end'.")
    if speed <= 0:
        raise UsageError("The speed must be above 0.", str(speed), "1 is real time, 60 an hour in a minute.")
    target = drills_folder(root) / RUNNING
    _copy(root, target, user=user, clock=clock)
    setting = {
        "source": str(root),
        "received": received.isoformat(),
        "started": clock().isoformat(),
        "speed": speed,
    }
    disk.write_atomically(target / DRILL_FILE, json.dumps(setting).encode())
    drill = open_workspace(target, user=user, clock=clock)
    try:
        start_notice(drill, received, kind=kind, is_drill=True)
    except BaseException:
        drill.close()
        shutil.rmtree(target)
        raise
    return drill


def end_drill(drill: Workspace) -> tuple[DrillReport, Earlier | None]:
    """Judge the drill, keep its counts, and remove the copy; returns the report and the drill before it."""
    notice = need_current(drill.records)
    now = drill.clock()
    report = drill_report(board_of(drill, notice, now), _ready_since(drill, notice.received))
    source = Path(json.loads(whole_file(drill.root / DRILL_FILE).decode("utf-8"))["source"])
    folder = drills_folder(source)
    earlier = last_drill(source)
    number = len(drill_reports(source)) + 1
    body: dict[str, Any] = {
        "received": report.received.isoformat(),
        "ended": report.ended.isoformat(),
        "counts": report.counts(),
        "by_agency": report.by_agency(),
    }
    disk.write_atomically(folder / f"report-{number:04d}.json", json.dumps(body, indent=2).encode())
    drill.close()
    shutil.rmtree(drill.root)
    return report, earlier


def last_drill(root: Path) -> Earlier | None:
    """The newest ended drill of a workspace, or None."""
    reports = drill_reports(root)
    if not reports:
        return None
    try:
        body = json.loads(whole_file(reports[-1]).decode("utf-8"))
        return Earlier(str(body["ended"]), {name: int(count) for name, count in body["counts"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _copy(root: Path, target: Path, *, user: str, clock: Clock) -> None:
    """The records of a workspace as a new one; reading leaves no trace in the true one."""
    with open_repository(root, read_only=True) as source:
        records, _ = source.load()
    if not records.area:
        raise RefusedError(
            "The workspace cannot be rehearsed: its area cannot be read.", str(root), "Run doctor."
        )
    if target.exists():
        shutil.rmtree(target)
    copies = [_rehearsed(one, root) for one in records if one.table not in _LEFT_OUT]
    disk.make_folder(target)
    with create_repository(target) as copy:
        changes = tuple(put(one.model_copy(update={"revision": 0})) for one in copies)
        copy.commit(Transaction("Copy for the drill", changes), user=user, at=clock())
    if (root / "frameworks").is_dir():
        shutil.copytree(root / "frameworks", target / "frameworks", dirs_exist_ok=True)


def _rehearsed(record: Record, root: Path) -> Record:
    """A record as the copy has it: an area that says it rehearses, evidence that points at the true files."""
    if isinstance(record, Area):
        return record.model_copy(update={"is_drill": True})
    if isinstance(record, Evidence) and record.location_kind == "library":
        path = files.path_of(record, root)
        return record.model_copy(update={"location_kind": "path", "location": str(path or record.location)})
    return record


def _ready_since(drill: Workspace, received: datetime) -> dict[str, datetime]:
    """Since when each ready ask is ready: the call, for those that were before it.

    The first change of a drill is the copying of the true records, made at the true time: what was ready in
    it was ready before the call.
    """
    since = {one.id: received for one in drill.records.requests.values() if one.status in READY_STATUSES}
    _copying, *done = reversed(drill.repository.history(limit=None))
    for transaction in done:
        for change in transaction.changes:
            if isinstance(change.after, RequestState) and transaction.at and change.record_id in since:
                was = isinstance(change.before, RequestState) and change.before.status in READY_STATUSES
                if change.after.status in READY_STATUSES and not was:
                    since[change.record_id] = max(transaction.at, received)
    return since
