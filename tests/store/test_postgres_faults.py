"""What goes wrong between a person and a database: nothing told is lost or counts twice; plain words."""

from __future__ import annotations

import threading
import uuid
from pathlib import Path

import pytest

from readiness.base.errors import ConflictError, ReadinessError, StorageError
from readiness.model.records.changes import Transaction, put
from readiness.store.opening import open_repository
from readiness.store.postgres import connection as connections
from readiness.store.postgres.connection import LostError
from readiness.store.postgres.link import Link
from readiness.store.postgres.repository import PostgresRepository
from tests.store.contract.stores import commit, stored
from tests.store.postgres_server import server
from tests.store.workload import AT, item, view_of

pytestmark = pytest.mark.programs


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that leads to a new area."""
    code = f"area-{uuid.uuid4().hex[:12]}"
    server().area(code)
    return server().folder_of(tmp_path / "area", code)


def test_a_change_whose_answer_was_lost_counts_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sent again it is answered as the first time; another change after it is a change of its own."""
    with open_repository(root) as repository:
        assert isinstance(repository, PostgresRepository)
        ask = repository._ask

        def lose(*asked: object) -> dict[str, object]:
            ask(*asked)  # type: ignore[arg-type] # whatever was asked
            raise LostError("The database cannot be reached.")

        change = Transaction("Add", (put(item("E0001", "Once")),))
        monkeypatch.setattr(repository, "_ask", lose)
        with pytest.raises(LostError):
            repository.commit(change, user="jo", at=AT)
        monkeypatch.setattr(repository, "_ask", ask)
        done = repository.commit(change, user="jo", at=AT)
        assert (done.sequence, repository.refresh(), view_of(repository)) == (1, [], {"E0001": "Once"})
        assert commit(repository, put(item("E0002", "Next"))).sequence == 2
        assert [one.sequence for one in repository.history()] == [2, 1]


def test_work_goes_on_after_the_server_ended_a_session_and_after_it_was_killed(root: Path) -> None:
    """Both unseen by whoever works; what was told stays."""
    with open_repository(root) as repository:
        first = stored(repository, item("E0001", "First"))
        server().sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tester'")
        second = commit(repository, put(first.model_copy(update={"title": "Second"}), first)).changes[0].after
        assert second is not None
        server().kill()
        starting = threading.Timer(0.5, server().start)
        starting.start()
        commit(repository, put(item("E0002", "After the kill")))
        starting.join()
        assert view_of(repository) == {"E0001": "Second", "E0002": "After the kill"}
        assert [one.sequence for one in repository.history()] == [3, 2, 1]


def test_a_lock_that_is_held_and_a_newer_schema_are_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else writing is a conflict to try again; a database of a newer program is left alone."""
    import psycopg

    monkeypatch.setattr(connections, "_SETTINGS", "-c lock_timeout=100ms")
    with (
        open_repository(root) as repository,
        psycopg.connect(service="admin") as holder,
    ):
        holder.execute("SELECT 1 FROM readiness.area FOR UPDATE")
        with pytest.raises(ConflictError, match="Somebody else is writing"):
            commit(repository, put(item("E0001", "x")))
        holder.rollback()
        assert commit(repository, put(item("E0001", "x"))).sequence == 1
    server().sql("INSERT INTO readiness.version (number) VALUES (99)")
    try:
        with pytest.raises(StorageError, match="newer version"):
            open_repository(root)
    finally:
        server().sql("DELETE FROM readiness.version WHERE number = 99")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('definition of service "Canary" not found', "does not name this service"),
        ("fe_sendauth: no password supplied", "asks for a password"),
        ('FATAL:  database "Canary" does not exist', "no such database"),
        ("SSL error: certificate verify failed", "did not prove who it is"),
        ('FATAL:  password authentication failed for user "Canary"', "does not let you in"),
        ('FATAL:  no pg_hba.conf entry for host "Canary"', "does not let you in"),
        ('FATAL:  role "Canary" does not exist', "does not let you in"),
    ],
)
def test_why_a_server_lets_nobody_in_is_told_apart(
    words: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By libpq's words, for it gives no code; never in those words, which name logins and hosts.

    Somebody who is served in a browser has none of these files, so is told whom to ask.
    """
    import psycopg

    error = connections._plain(psycopg.OperationalError(f"connection failed: {words}"), Link("team", "area"))
    assert said in error.title
    assert error.detail == "service 'team'"
    assert "Canary" not in f"{error.title}{error.detail}{error.hint}"
    monkeypatch.setenv("READINESS_DATABASE_LOGIN", "k.ali")
    served = connections._plain(psycopg.OperationalError(f"connection failed: {words}"), Link("team", "area"))
    assert "Ask whoever runs" in served.hint
    assert "file" not in served.hint


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("DiskFull", "no room left"),
        ("InsufficientPrivilege", "no right"),
        ("TooManyConnections", "no more connections"),
        ("ReadOnlySqlTransaction", "only be read"),
        ("InvalidPassword", "does not let you in"),
        ("InternalError_", "refused"),
    ],
)
def test_what_the_server_refuses_is_said_without_its_own_words(root: Path, name: str, words: str) -> None:
    """What happened, where, what to do; never what the server says, which may hold what people wrote."""
    import psycopg

    def fail(_session: object) -> None:
        raise getattr(psycopg.errors, name)("Canary-4711")

    with open_repository(root) as repository:
        assert isinstance(repository, PostgresRepository)
        with pytest.raises(ReadinessError) as caught:
            repository.connection.work(fail)
    said = f"{caught.value.title} {caught.value.detail} {caught.value.hint}"
    assert words in said
    assert "Canary" not in said
    assert caught.value.hint
