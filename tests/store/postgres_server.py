"""A PostgreSQL server of our own for tests: made in a temporary folder, reached by its socket alone."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from readiness.store.members import Member
from readiness.store.postgres import setting_up
from readiness.store.postgres.link import Link, write_link

LOGINS = ("keeper", "tester", "reader", "health", "editor", "approver", "stranger", "other")
"""Logins of the server beside its administrator; each has a service of its name."""


def programs() -> Path | None:
    """The folder of the newest server's programs on this computer, or None."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    made = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return made[-1].parent if made else None


class Server:
    """One server with an empty database that has been set up."""

    def __init__(self, folder: Path, *, fsync: str = "off") -> None:
        found = programs()
        assert found is not None
        self.folder = folder
        self.data = folder / "data"
        self._programs = found
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            shutil.chown(folder, "postgres")
        folder.chmod(0o755)
        self._run(
            "initdb", "-A", "trust", "-U", "admin", "-E", "UTF8", "--locale=C", "-N", "-D", str(self.data)
        )
        settings = (
            f"listen_addresses=''\nunix_socket_directories='{folder}'\nmax_connections=200\nfsync={fsync}\n"
        )
        self._append(self.data / "postgresql.conf", settings)
        self.start()
        names = ("admin", *LOGINS)
        sections = (f"[{name}]\nhost={folder}\nuser={name}\ndbname=postgres\n" for name in names)
        (folder / "services").write_text("\n".join(sections), encoding="utf-8")
        os.environ["PGSERVICEFILE"] = str(folder / "services")
        setting_up.set_up("admin")
        for name in LOGINS:
            self.sql(f"CREATE ROLE {name} LOGIN")
            self.sql(f"GRANT readiness_{'keeper' if name == 'keeper' else 'member'} TO {name}")

    def start(self) -> None:
        """Start it, and wait until it answers; after a kill what is left of the old one may need a moment."""
        for is_last in (False,) * 9 + (True,):
            try:
                self._run("pg_ctl", "-w", "-D", str(self.data), "-l", str(self.folder / "log"), "start")
            except subprocess.CalledProcessError:
                if is_last:
                    raise
                time.sleep(0.5)
            else:
                return

    def kill(self) -> None:
        """End all of it at once, as a power cut would end its processes."""
        first = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        os.kill(first, signal.SIGSTOP)  # so that it makes no more while they are listed
        listed = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True, check=False)
        for process in (*map(int, listed.stdout.split()), first):
            os.kill(process, signal.SIGKILL)

    def stop(self) -> None:
        """Stop it for good."""
        self._run("pg_ctl", "-m", "immediate", "-D", str(self.data), "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, text: str, login: str = "admin", values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Ask the database directly, as a login; raises psycopg's errors."""
        import psycopg

        with psycopg.connect(service=login, autocommit=True) as session:
            done = session.execute(text.encode(), values or None)
            return done.fetchall() if done.description else []

    def area(self, code: str, owner: str = "tester") -> None:
        """A new area with its owner."""
        setting_up.create_area(Link("keeper", code), owner, "")

    def folder_of(self, root: Path, code: str, login: str = "tester") -> Path:
        """A folder that leads a login to an area."""
        write_link(root, Link(login, code))
        return root

    def member(self, code: str, login: str, role: str, agency: str = "", shown: str = "") -> None:
        """Let a login be something in an area."""
        setting_up.set_member(Link("tester", code), Member(login, role, agency, shown))

    def _run(self, name: str, *arguments: str, check: bool = True) -> None:
        command = [*self._as, str(self._programs / name), *arguments]
        with (self.folder / "started").open("ab") as said:
            subprocess.run(command, check=check, stdout=said, stderr=said, cwd="/")

    def _append(self, path: Path, text: str) -> None:
        subprocess.run([*self._as, "tee", "-a", str(path)], input=text, text=True, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip


@cache
def server() -> Server:
    """The server of this run of tests, started when the first test asks."""
    if programs() is None:
        pytest.skip("PostgreSQL's initdb is not on this computer")
    pytest.importorskip("psycopg")
    made = Server(Path(tempfile.mkdtemp(prefix="readiness-pg-")))
    atexit.register(made.stop)
    return made
