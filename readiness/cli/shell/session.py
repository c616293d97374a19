"""What every command is given: where the workspace is, the dates, the user, and how to print."""

from __future__ import annotations

import gc
import getpass
import itertools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.dates import DateWordsError, Nearest, read_date
from readiness.base.disk import resolved
from readiness.base.errors import UsageError
from readiness.cli.shell.output import note, warn_of_damage

if TYPE_CHECKING:
    from readiness.rules.calendar.call import AsAt
    from readiness.workspace.workspace import Workspace


def system_clock() -> datetime:
    """The moment it is (aware, UTC); the one place the command line reads the clock."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Session:
    """Global options, and the workspace once a command asks for it."""

    workspace: str = ""
    as_at_text: str = ""
    is_json: bool = False
    is_plain: bool = False
    user_name: str = ""
    clock: Callable[[], datetime] = system_clock
    _opened: Workspace | None = field(default=None, repr=False)

    @property
    def user(self) -> str:
        """Who changes are recorded under."""
        if chosen := self.user_name or os.environ.get("READINESS_USER", ""):
            return chosen
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):  # an account without a name
            return "unknown"

    @property
    def today(self) -> date:
        """Today where the inspection takes place; in a drill, by the drill's clock once it is open."""
        from readiness.workspace.clock import today

        return today(self._opened.clock if self._opened is not None else self.clock)

    def working_days(self, day: date, count: int) -> date:
        """The day so many working days after a day, by the workspace's own calendar."""
        from readiness.workspace.clock import calendar_of

        return calendar_of(self.open(), day).add_working_days(day, count)

    @property
    def measured(self) -> AsAt:
        """The date everything is measured at, as given or by the notice that runs or would, and why."""
        from readiness.workspace.clock import measured

        return measured(self.open(), self.given)

    @property
    def given(self) -> date | None:
        """The date given by ``--as-at``, if any."""
        return parse_date(self.as_at_text, self, "around") if self.as_at_text else None

    @property
    def as_at(self) -> date:
        """The date everything is measured at."""
        return self.measured.on

    @property
    def start(self) -> Path:
        """Where to look for a workspace."""
        try:
            return resolved(Path(self.workspace or "."))
        except FileNotFoundError:
            what = "The folder you stand in is gone."
            raise UsageError(
                what, "", "Change to another folder, or name the workspace with -w DIR."
            ) from None

    def find(self) -> Path | None:
        """The workspace folder given, or the nearest parent that is one; None when there is none."""
        from readiness.store.layout import find_workspace

        return self.start if self.workspace else find_workspace(self.start)

    def need(self) -> Path:
        """The workspace folder, for commands that must not open it.

        Raises:
            UsageError: There is none here.
        """
        found = self.find()
        if found is None or (found.exists() and not found.is_dir()):
            raise UsageError("There is no workspace here.", str(self.start), "Name it with -w DIR.")
        return found

    def said(self, text: str) -> str:
        """Words of the program's own, with what is evaluated called as the open framework calls it."""
        return text if self._opened is None else self._opened.framework.terms.said(text)

    def open(self) -> Workspace:
        """The workspace, opened on first use.

        Raises:
            UsageError: There is none here.
            RefusedError: It cannot be opened.
        """
        if self._opened is None:
            from readiness.workspace.opening import open_workspace

            self._opened = open_workspace(self.find() or self.start, user=self.user, clock=self.clock)
            gc.freeze()  # the records stay until the end: looking through them for unused circles is wasted
            warn_of_damage(self._opened)
        return self._opened

    def close(self) -> None:
        """Let go of the workspace, if one was opened."""
        if self._opened is not None:
            if self._opened.has_changed:
                self._say_which(self._opened.root)
            self._opened.close()
            self._opened = None

    def _say_which(self, root: Path) -> None:
        """While a drill runs, say whether its copy or the true records were changed."""
        from readiness.workspace.drills import running_drill

        folder = running_drill(root)
        if folder == root:
            note("Changed the DRILL's copy; the true records are as they were.")
        elif folder is not None:
            note("Changed the TRUE records, not those of the drill that is running.")
            note(f"For the drill's copy: readiness -w {folder}")


def parse_date(text: str, session: Session, nearest: Nearest = "ahead") -> date:
    """A date as people write it.

    Args:
        text: As typed; see `read_date`.
        session: Whose today it is told from, and whose calendar counts working days.
        nearest: Which year is meant where none is typed.

    Raises:
        UsageError: It is no date.
    """
    try:
        return read_date(text, session.today, nearest=nearest, working_days=session.working_days)
    except DateWordsError as error:
        raise UsageError(f"{error.what}.", "", error.remedy) from None


FLAGS = {"--json", "--plain"}

VALUES = {"-w": "workspace", "--workspace": "workspace", "--as-at": "as_at", "--user": "user"}
"""Global options that take a value, and what each gives."""


def hoist_globals(arguments: Sequence[str]) -> list[str]:
    """The arguments with global options moved to the front, so that they work anywhere.

    Nothing after ``--`` is touched.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for one in waiting:
        if one == "--":
            rest += [one, *waiting]
        elif one in VALUES:
            front += [one, *itertools.islice(waiting, 1)]
        elif one in FLAGS or one.partition("=")[0] in VALUES:
            front.append(one)
        else:
            rest.append(one)
    return front + rest


def first_word(arguments: Sequence[str]) -> str:
    """The first word of hoisted arguments that is no global option; empty when there is none."""
    waiting = iter(arguments)
    for one in waiting:
        if one in VALUES:
            next(waiting, None)
        elif one not in FLAGS and one.partition("=")[0] not in VALUES:
            return one
    return ""


def only_options(arguments: Sequence[str]) -> dict[str, str] | None:
    """What the options give, when there is nothing but global options with a value each; else None."""
    found: dict[str, str] = {}
    waiting = iter(arguments)
    for one in waiting:
        name, is_joined, joined = one.partition("=")
        value = joined if is_joined else next(waiting, None)
        if name not in VALUES or value is None or (is_joined and not name.startswith("--")):
            return None
        found[VALUES[name]] = value
    return found
