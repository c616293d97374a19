"""What the screens share while a workspace is open; everything here may be slow and runs in threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from readiness.evidence.suggesting import Suggested
    from readiness.gaps.report import GapReport
    from readiness.model.definition.framework import Framework
    from readiness.model.field import Around
    from readiness.model.records.changes import Transaction
    from readiness.model.records.tables import Records
    from readiness.rules.calendar.call import AsAt
    from readiness.rules.index import Index
    from readiness.workspace.workspace import Workspace


def utc_now() -> datetime:
    """The moment, for what is written into the history."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Start:
    """How the program was started."""

    root: Path | None
    """Folder of the workspace; None when there is none yet."""
    user: str
    as_at: date | None = None
    """The date asked for, which everything is then measured at; None for the notice's that runs or would."""
    clock: Callable[[], datetime] = utc_now
    """Gives the moment (aware), asked anew each time."""


class Session:
    """An open workspace and the dates every screen uses."""

    def __init__(self, workspace: Workspace, *, given: date | None = None) -> None:
        self.workspace = workspace
        self.given = given
        """The date asked for when the program was started."""
        self._measured: tuple[Records, date, AsAt] | None = None
        self._seen_on = self.today
        self.suggestions: Mapping[str, tuple[Suggested, ...]] | None = None
        """Evidence that might prove a target, by target id; None until it has been worked out."""
        self.home: Session | None = None
        """The session to come back to after a drill; None outside one."""
        self.version = 0
        """Goes up whenever records change, here or elsewhere; tells a screen that it is out of date."""

    @property
    def today(self) -> date:
        """The date on which things are done, such as a review; in a drill by the drill's clock."""
        from readiness.workspace.clock import today

        return today(self.workspace.clock)

    @property
    def measured(self) -> AsAt:
        """The date everything is measured at, and why; worked out again when a record or the day changes."""
        from readiness.workspace.clock import measured

        records, day, known = self.records, self.today, self._measured
        if known is None or known[0] is not records or known[1] != day:
            known = self._measured = (records, day, measured(self.workspace, self.given))
        return known[2]

    @property
    def as_at(self) -> date:
        """The date everything is measured at."""
        return self.measured.on

    @property
    def framework(self) -> Framework:
        """The definition the workspace works to."""
        return self.workspace.framework

    @property
    def records(self) -> Records:
        """Every record as last read."""
        return self.workspace.records

    @property
    def index(self) -> Index:
        """The records with their ties followed."""
        return self.workspace.index

    @property
    def around(self) -> Around:
        """What words mean where they are typed: the framework, the records, today and its working days."""
        from readiness.workspace.editing import around_of

        return around_of(self.workspace)

    @property
    def is_drill(self) -> bool:
        """Whether this is the copy of a rehearsal."""
        from readiness.rules.calendar.call import current

        notice = current(self.records)
        return notice is not None and notice.is_drill

    def gaps(self) -> GapReport:
        """The gaps as at the session's date."""
        return self.workspace.gaps(self.as_at)

    def change(self, work: Callable[[Workspace], object]) -> Transaction | None:
        """Do one change; gives the transaction it made, when the service tells.

        Raises:
            ReadinessError: The change was refused or failed; nothing is stored.
        """
        from readiness.model.records.changes import Transaction

        done = work(self.workspace)
        self.gaps()
        parts = done if isinstance(done, tuple) else (done,)
        return next((one for one in parts if isinstance(one, Transaction)), None)

    def has_turned(self) -> bool:
        """Whether another day has begun since this was last asked; the gaps are then worked out again."""
        if self._seen_on == self.today:
            return False
        self._seen_on = self.today
        self.gaps()
        return True

    def news(self) -> tuple[Transaction, ...]:
        """What others stored since the last look, worked into the records."""
        others = self.workspace.refresh()
        if others:
            self.gaps()
        return others


def open_session(start: Start, root: Path) -> Session:
    """Open the workspace at `root` and work out its gaps.

    Raises:
        ReadinessError: It cannot be opened.
    """
    from readiness.workspace.opening import open_workspace

    return session_for(open_workspace(root, user=start.user, clock=start.clock), start)


def session_for(workspace: Workspace, start: Start) -> Session:
    """A session over an open workspace, with its gaps worked out."""
    session = Session(workspace, given=start.as_at)
    session.gaps()
    return session
