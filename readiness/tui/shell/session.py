"""What the screens share while a workspace is open; everything here may be slow and runs in threads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from readiness.evidence.suggesting import Suggested
    from readiness.gaps.report import GapReport
    from readiness.model.definition.framework import Framework
    from readiness.model.field import Around
    from readiness.model.records.changes import Transaction
    from readiness.model.records.tables import Records
    from readiness.rules.index import Index
    from readiness.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Start:
    """How the program was started."""

    root: Path | None
    """Folder of the workspace; None when there is none yet."""
    user: str
    today: date
    """The date on which things are done, such as a review."""
    as_at: date | None = None
    """The date gaps are worked out for; None for the first day on site if the call came today."""


class Session:
    """An open workspace and the dates every screen uses."""

    def __init__(self, workspace: Workspace, *, today: date, as_at: date) -> None:
        self.workspace = workspace
        self.today = today
        self.as_at = as_at
        self.suggestions: Mapping[str, tuple[Suggested, ...]] = {}
        """Evidence that might prove a target, by target id; empty until it is worked out."""
        self.home: Session | None = None
        """The session to come back to after a drill; None outside one."""
        self.version = 0
        """Goes up whenever records change, here or elsewhere; tells a screen that it is out of date."""

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
        from readiness.model.field import Around
        from readiness.workspace.clock import calendar_of

        workspace = self.workspace

        def working_days(day: date, count: int) -> date:
            return calendar_of(workspace, day).add_working_days(day, count)

        return Around(self.framework, self.today, self.records, working_days)

    @property
    def is_drill(self) -> bool:
        """Whether this is the copy of a rehearsal."""
        return any(one.is_drill and one.ended is None for one in self.records.notices.values())

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

    return session_for(open_workspace(root, user=start.user, clock=utc_now), start)


def session_for(workspace: Workspace, start: Start) -> Session:
    """A session over an open workspace, with its gaps worked out."""
    from readiness.workspace.clock import supposed_on_site

    as_at = start.as_at or supposed_on_site(workspace, start.today)
    session = Session(workspace, today=start.today, as_at=as_at)
    session.gaps()
    return session


def utc_now() -> datetime:
    """The moment, for what is written into the history."""
    return datetime.now(UTC)
