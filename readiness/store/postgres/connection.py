"""A connection that mends itself, and the database's refusals in plain words.

What is asked for again after a lost connection is safe to ask twice: it reads, or its token counts once.
"""

from __future__ import annotations

import contextlib
import importlib.util
import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, LiteralString, TypeVar

from readiness.base import database_login
from readiness.base.errors import ConflictError, ReadinessError, RefusedError, StorageError
from readiness.store.postgres.link import Link

if TYPE_CHECKING:
    import psycopg

    Session = psycopg.Connection[tuple[Any, ...]]

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds a lost connection is tried again before it is said."""

_PAUSE = 0.2

_LOST = ("08", "57P01", "57P02", "57P03", "25P03")
"""Codes of a connection that is gone or a server that goes down or comes up."""

_SETTINGS = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=30s -c client_encoding=UTF8"

SCHEMA = 1
"""The newest step of the schema this program knows."""


class LostError(StorageError):
    """The server cannot be reached now."""


class Connection:
    """One login's way to one database, for one thread at a time; opened when first used.

    Attributes:
        link: Which service and area.
        patience: Seconds to try again; tests set it low.
    """

    def __init__(self, link: Link) -> None:
        self._session: Session | None = None
        need_driver()
        self.link = link
        self.patience = PATIENCE
        self._guard = threading.RLock()
        self._is_closed = False
        self._has_answered = False

    def ask(self, query: LiteralString, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows a query gives: one round trip, a transaction of its own. Raises as `work`."""
        return self._tried(lambda session: session.execute(query, values).fetchall())

    def work(self, action: Callable[[Session], T]) -> T:
        """Do something in one transaction; done again from its start when the connection was lost.

        Raises:
            LostError: The server did not come back in time.
            ConflictError: Others hold what is needed.
            RefusedError: The database cannot hold a value.
            StorageError: No right to it, no room, or another refusal.
        """

        def together(session: Session) -> T:
            with session.transaction():
                return action(session)

        return self._tried(together)

    def _tried(self, action: Callable[[Session], T]) -> T:
        """What an action gives; tried again while the connection is lost."""
        import psycopg

        end = time.monotonic() + self.patience
        with self._guard:
            while True:
                try:
                    return action(self._opened())
                except psycopg.Error as error:
                    if not self._is_lost(error):
                        raise _plain(error, self.link) from None
                    self._let_go()
                    if time.monotonic() > end:
                        raise self._lost(error) from None
                    time.sleep(_PAUSE)
                finally:
                    if self._is_closed:
                        self._let_go()

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction of its own for many steps; nothing of it is tried again. Raises as `work`."""
        import psycopg

        with self._guard:
            try:
                session = self._opened()
                with session.transaction():
                    yield session
            except psycopg.Error as error:
                is_lost = self._is_lost(error)
                self._let_go()
                raise (self._lost(error) if is_lost else _plain(error, self.link)) from None

    def close(self) -> None:
        """Let go of the server. What is asked afterwards is answered by a connection of its own."""
        with self._guard:
            self._is_closed = True
            self._let_go()

    def __del__(self) -> None:
        self._let_go()  # whoever forgot to close it leaves no open connection behind

    def _opened(self) -> Session:
        if self._session is not None and not self._session.closed:
            return self._session
        import orjson
        import psycopg
        from psycopg.types.json import set_json_loads

        session = psycopg.connect(
            service=self.link.service,
            user=database_login.given(),
            application_name="readiness",
            sslmode="verify-full",  # of no effect on a local socket
            connect_timeout=5,
            keepalives_idle=5,
            keepalives_interval=2,
            keepalives_count=3,
            tcp_user_timeout=10_000,
            options=_SETTINGS,
            autocommit=True,
        )
        set_json_loads(orjson.loads, session)
        self._session = session
        self._has_answered = True
        return session

    def _let_go(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _is_lost(self, error: psycopg.Error) -> bool:
        import psycopg

        code = error.sqlstate or ""
        if code:
            return code.startswith(_LOST)
        if isinstance(error, psycopg.OperationalError) and self._session is None:
            return _may_come_back(str(error))
        return self._session is not None and self._session.closed

    def _lost(self, error: psycopg.Error) -> ReadinessError:
        if self._session is None and not _may_come_back(str(error)):
            return _plain(error, self.link)
        then = "What you typed is kept: save it again." if self._has_answered else "Then try again."
        return LostError(
            "The database cannot be reached.",
            f"service '{self.link.service}', tried for {self.patience:.0f} seconds",
            f"Check the network, or ask whoever runs the database. {then}",
        )


def need_driver() -> None:
    """Refuse what needs a database where its driver is not installed.

    Raises:
        StorageError: With how to install it.
    """
    if importlib.util.find_spec("psycopg") is None:
        raise StorageError(
            "The records are in a database, and the driver for it is not installed.",
            "psycopg is missing",
            "Install it: pip install 'area-send-readiness[postgres]'.",
        )


def need_known_schema(number: int) -> None:
    """Refuse a database that a newer version of this program set up. Raises StorageError."""
    if number > SCHEMA:
        raise StorageError(
            "A newer version of this program set up this database.",
            f"its schema is {number}, this program knows {SCHEMA}",
            "Install the newer version; nothing was changed.",
        )


def _may_come_back(text: str) -> bool:
    """Whether a failed attempt to connect is worth repeating: libpq gives no code, only words."""
    lasting = ("service", "authentication", "password", "pg_hba", "certificate", "SSL", "does not exist")
    return not any(word in text for word in lasting)


_DOORS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"definition of service .* not found|service file .* not found"),
        "PostgreSQL's service file on this computer does not name this service.",
        "Write a section of that name with host, dbname and user into the service file.",
    ),
    (
        re.compile("no password supplied"),
        "The database asks for a password, and none was found on this computer.",
        "Write it into PostgreSQL's password file for this host, database and login, readable by you alone.",
    ),
    (
        re.compile("database .* does not exist"),
        "There is no such database on the server.",
        "Correct dbname in the service file, or ask whoever runs the database to make it.",
    ),
    (
        re.compile("certificate|SSL"),
        "The database's server did not prove who it is, so nothing was sent to it.",
        "Name your authority's certificate as sslrootcert in the service file, or ask whoever runs it.",
    ),
)
"""Why a server does not let somebody in, by libpq's words: it gives no code. Other words are told as one."""


_REFUSALS: dict[str, tuple[type[ReadinessError], str, str]] = {
    "55P03": (ConflictError, "Somebody else is writing at this moment.", "Try again in a few seconds."),
    "40P01": (ConflictError, "Somebody else is writing at this moment.", "Try again in a few seconds."),
    "53100": (
        StorageError,
        "The database has no room left, so nothing was saved.",
        "Ask whoever runs the database to make room; then save again.",
    ),
    "53300": (StorageError, "The database takes no more connections.", "Close other windows, or wait."),
    "42501": (
        StorageError,
        "Your login has no right to do this in the database.",
        "Ask an owner of the area to make you a member: 'readiness database member'.",
    ),
    "3F000": (
        StorageError,
        "The database has not been set up.",
        "Whoever runs it does that once with 'readiness database setup'.",
    ),
    "42P01": (
        StorageError,
        "The database has not been set up, or your login may not see it.",
        "Whoever runs it does that once with 'readiness database setup'.",
    ),
    "25006": (StorageError, "The database can only be read at this moment.", "Ask whoever runs it."),
    "23505": (RefusedError, "Two records have the same id, so nothing was stored.", "Correct one of them."),
}
"""Errors by SQLSTATE, in words. The server's own words may hold what people wrote, so they are not shown."""


def _plain(error: psycopg.Error, link: Link) -> ReadinessError:
    code = error.sqlstate or ""
    where = f"service '{link.service}', area '{link.area}'" + (f", code {code}" if code else "")
    if code in _REFUSALS:
        kind, title, hint = _REFUSALS[code]
        return kind(title, where, hint)
    if code.startswith("22"):
        return RefusedError(
            "A value cannot be stored exactly as it is, so nothing was stored.",
            "The database holds no such text or number",
            "Remove unusual characters and try again.",
        )
    if code.startswith("28") or (not code and not _may_come_back(str(error))):
        return _kept_out(str(error), link)
    return StorageError(
        "The database refused, so nothing was done.", where, "Ask whoever runs it to look at its log."
    )


def _kept_out(text: str, link: Link) -> StorageError:
    """Why the server, or this computer's own files, let nobody in."""
    if database_login.given():
        return StorageError(
            "The database does not let you in.",
            f"service '{link.service}'",
            "Ask whoever runs the database to let this computer in as the name you signed in with.",
        )
    for words, title, hint in _DOORS:
        if words.search(text):
            return StorageError(title, f"service '{link.service}'", hint)
    return StorageError(
        "The database does not let you in.",
        f"service '{link.service}'",
        "Check the login in PostgreSQL's service file and its password, or ask whoever runs the database.",
    )
