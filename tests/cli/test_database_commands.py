"""A partnership on the command line: from an empty database to two people on one board, and back."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from readiness.store.postgres import connection
from readiness.store.postgres.link import Link, write_link
from tests.cli.conftest import Run
from tests.store.postgres_server import server


@pytest.mark.programs
def test_from_nothing_to_two_people_on_one_board_and_back(run: Run, tmp_path: Path) -> None:
    """As docs/partnership.md has it: area, link, init, member; both write, undo is one's own."""
    server()
    code = f"area-{uuid.uuid4().hex[:12]}"
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    assert "already" in run("database", "setup", "--service", "admin").out
    made = ("database", "area", code, "--service", "keeper", "--owner", "tester", "--shown", "R. Shah")
    assert run(*made).code == 0
    assert run(*made).code == 3
    linked = run("database", "link", ours, "--service", "tester", "--area", code, "--json")
    assert linked.data["me"] == {"login": "tester", "role": "owner", "agency": "", "shown": "R. Shah"}
    assert run("init", ours, "--area", "Testshire").code == 0
    assert run("init", ours, "--area", "Again").code != 0
    member = ("database", "member", "health", "--role", "contributor", "--agency", "health")
    assert run("-w", ours, *member, "--shown", "K. Ali").code == 0
    for _ in range(2):  # a folder that leads there already may be linked again
        assert run("database", "link", theirs, "--service", "health", "--area", code).code == 0
    rows = run("-w", theirs, "database", "members", "--json").data["members"]
    assert [one["role"] for one in rows] == ["contributor", "owner"]
    assert run("-w", ours, "statement", "add", "A1", "strength", "We listen.").code == 0
    refused = run("-w", theirs, "statement", "add", "A1", "strength", "Not mine to write.")
    assert refused.code == 3
    assert "contributor" in refused.err
    assert run("-w", theirs, "undo").code == 2
    assert run("-w", ours, "undo").code == 0
    assert "Undo" in run("-w", theirs, "history").out
    assert run("-w", theirs, "database", "check", "--json").data["me"]["agency"] == "health"
    assert run("-w", ours, "backup").code == 0
    assert run("-w", ours, "doctor").code == 0
    back = tmp_path / "back"
    trial = run("migrate", ours, back, "--dry-run", "--json").data
    moved = run("migrate", ours, back, "--json").data
    assert moved == {**trial, "done": True}
    assert run("-w", back, "doctor").code == 0


def test_a_database_that_is_not_there_is_said_in_three_lines(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such service, a server that is away, a link that is none, and no driver: what, where, what to do."""
    services = tmp_path / "services"
    services.write_text(f"[away]\nhost={tmp_path}\nuser=x\ndbname=x\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    monkeypatch.setattr(connection, "PATIENCE", 0.0)
    for service, words in (("nowhere", "does not name this service"), ("away", "cannot be reached")):
        write_link(tmp_path / service, Link(service, "area"))
        for command in (("database", "check"), ("status",), ("backup",)):
            ran = run("-w", tmp_path / service, *command)
            assert (ran.code, len(ran.err.splitlines())) == (3, 3), ran.err
            assert words in ran.err
            assert "typed" not in ran.err  # nothing was
        assert words in run("-w", tmp_path / service, "doctor").out
    assert run("database", "link", tmp_path / "x", "--service", "a b", "--area", "x").code == 3
    assert run("database", "link", tmp_path / "x", "--service", "away", "--area", "X Y").code == 3
    for damaged in ("[]", "", '{"service": "away", "area": "X Y"}'):
        (tmp_path / "away" / "readiness.link").write_text(damaged, encoding="utf-8")
        assert "readiness database link DIR" in run("-w", tmp_path / "away", "status").err
        again = run("database", "link", tmp_path / "away", "--service", "away", "--area", "x")
        assert "cannot be reached" in again.err  # and not that there is a workspace already
    write_link(tmp_path / "away", Link("away", "other"))
    assert "already" in run("database", "link", tmp_path / "away", "--service", "away", "--area", "x").err
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert "area-send-readiness[postgres]" in run("-w", tmp_path / "nowhere", "status").err
