"""Six people work one call on one PostgreSQL that is killed and started again; races; what a change costs.

Run from the repository's root, where PostgreSQL's initdb is installed:

    python scripts/prove_partnership.py             all of it, on a server of its own
    python scripts/prove_partnership.py --six 60    only the six people, for as many seconds
    python scripts/prove_partnership.py --speed     only what a change costs

Each person is a process with a login of their own. They record what they were told is saved; afterwards each
of those changes must be in the log, once, as told, and everybody must see the same. Exits with 1 otherwise.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from readiness.base import disk  # noqa: E402 - beside this script
from readiness.base.errors import ConflictError, ReadinessError, StaleEditError  # noqa: E402 - beside this script
from readiness.inspection.notice import start  # noqa: E402 - likewise
from readiness.model.records.changes import Transaction, put  # noqa: E402 - likewise
from readiness.model.records.evidence import Evidence  # noqa: E402 - likewise
from readiness.requests.states import set_state  # noqa: E402 - likewise
from readiness.store.databases import migrate  # noqa: E402 - likewise
from readiness.store.opening import create_repository, examine, open_repository  # noqa: E402 - likewise
from readiness.store.repository import Repository  # noqa: E402 - likewise
from readiness.workspace.example import copy_example  # noqa: E402 - likewise
from readiness.workspace.opening import open_workspace  # noqa: E402 - likewise
from tests.store.postgres_server import Server  # noqa: E402 - likewise

PEOPLE = ("tester", "reader", "health", "editor", "approver", "other")
"""Six logins of the server; here all are owners or editors."""

KILLS = 3

SWAPPERS, ROUNDS = 8, 200

LIMIT = 3.0
"""How many times a bare commit one durable change may cost."""

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def work(root: Path, told: Path, go: Path) -> None:
    """One person at the board: sets items ready, adds evidence, undoes nothing; says what was saved."""
    picking = random.Random(str(root))  # noqa: S311 - which item is next, nothing secret
    ws = open_workspace(root, user="", clock=lambda: datetime.now(UTC))
    asked = sorted(one.id for one in ws.framework.requests)
    with told.open("a", encoding="utf-8") as file:
        print("here", file=file, flush=True)
        while not go.exists():
            time.sleep(0.1)
        until = float(go.read_text(encoding="utf-8"))
        while time.time() < until:
            item = picking.choice(asked)
            status = picking.choice(("ready", "gathering", "not_started"))
            try:
                ws.refresh()
                done = set_state(ws, item, status=status, notes=f"{picking.random()}")
            except StaleEditError:
                print("conflict", file=file, flush=True)
            except ConflictError:
                print("busy", file=file, flush=True)
            except ReadinessError as error:
                print("away", error.title, file=file, flush=True)
            else:
                if done.sequence:
                    after = done.changes[0].after
                    notes = getattr(after, "notes", "")
                    print("saved", done.sequence, item, notes, file=file, flush=True)
            time.sleep(picking.random() / 20)
    ws.close()


def six(server: Server, folder: Path, seconds: float) -> bool:
    """Six people for some seconds; the server is killed three times on the way."""
    roots, begun = _board_of_six(server, folder)
    go = folder / "go"
    told = [folder / f"{name}.told" for name in PEOPLE]
    started = [
        subprocess.Popen(
            [sys.executable, __file__, "--worker", str(root), "--told", str(file), "--go", str(go)],
            env=os.environ,
        )
        for root, file in zip(roots, told, strict=True)
    ]
    while not all(file.exists() and file.stat().st_size for file in told):
        time.sleep(0.1)
    disk.write_atomically(go, str(time.time() + seconds).encode())
    for _ in range(KILLS):
        time.sleep(seconds / (KILLS + 1))
        server.kill()
        time.sleep(1)
        server.start()
    codes = [process.wait() for process in started]
    lines = [line.split(" ", 3) for file in told for line in file.read_text(encoding="utf-8").splitlines()]
    saved = {int(line[1]): (line[2], line[3]) for line in lines if line[0] == "saved"}
    kinds = Counter(line[0] for line in lines)
    with open_repository(roots[0]) as repository:
        log = {one.sequence: one for one in repository.history(limit=None)}
        lost = [number for number, said in saved.items() if not _holds(log.get(number), said)]
        is_gapless = sorted(log) == list(range(1, repository.sequence + 1))
        unsaid = repository.sequence - begun - len(saved)
    views = []
    for root in roots:
        with open_repository(root) as repository:
            views.append(repository.load()[0])
    is_sound = not [
        one
        for one in examine(roots[0]).problems
        if one.where.file == "readiness.link" and not one.where.record
    ]
    is_same = all(view == views[0] for view in views)
    print(
        f"six people, {seconds:.0f} s, server killed {KILLS} times: {len(saved)} told saved, "
        f"{len(lost)} lost, "
        f"{kinds['saved'] - len(saved)} twice, {unsaid} stored whose answer nobody heard;\n"
        f"{kinds['conflict']} conflicts, {kinds['away']} told 'cannot be reached', {kinds['busy']} 'somebody "
        f"else is writing'; log gapless: {is_gapless}, all see the same: {is_same}, log whole: {is_sound}, "
        f"exits: {codes}"
    )
    return not lost and is_gapless and is_same and is_sound and not any(codes) and unsaid >= 0


def _board_of_six(server: Server, folder: Path) -> tuple[list[Path], int]:
    """A folder for each person, all on one area with a running notice, and its newest number."""
    server.area("six")
    roots = [server.folder_of(folder / name, "six", name) for name in PEOPLE]
    migrate(copy_example(folder / "example"), roots[0])
    for name in PEOPLE[1:]:
        server.member("six", name, "editor", "", f"Person {name}")
    for root in roots[1:]:
        (root / "frameworks").symlink_to(roots[0] / "frameworks")
    ws = open_workspace(roots[0], user="tester", clock=lambda: AT)
    if not ws.records.notices:
        start(ws, AT)
    begun = ws.repository.sequence
    ws.close()
    return roots, begun


def _holds(one: Transaction | None, said: tuple[str, str]) -> bool:
    if one is None or not one.changes:
        return False
    return (one.changes[0].record_id, getattr(one.changes[0].after, "notes", "")) == said


def swap(root: Path, told: Path, rounds: int) -> None:
    """Add one to shared counters as often as it takes."""
    conflicts = 0
    with open_repository(root) as repository:
        for number in range(rounds):
            record_id = f"E{number % 20 + 1:04d}"
            while True:
                before = repository.load()[0].evidence[record_id]
                after = before.model_copy(update={"note": str(int(before.note) + 1)})
                try:
                    repository.commit(Transaction("add", (put(after, before),)), user="", at=AT)
                except StaleEditError:
                    conflicts += 1
                else:
                    break
    told.write_text(str(conflicts), encoding="utf-8")


def race(server: Server, folder: Path) -> bool:
    """Eight processes, 200 each, on twenty counters; a reader that must be told of each once, in order."""
    server.area("race")
    root = server.folder_of(folder / "race", "race")
    with open_repository(root) as repository:
        counters = tuple(put(_item(number).model_copy(update={"note": "0"})) for number in range(1, 21))
        repository.commit(Transaction("counters", counters), user="", at=AT)
        begun = time.perf_counter()
        started = [
            subprocess.Popen(
                [sys.executable, __file__, "--swapper", str(root), "--told", str(folder / f"swap{number}")]
            )
            for number in range(SWAPPERS)
        ]
        seen: list[int] = []
        while any(process.poll() is None for process in started):
            seen += [one.sequence for one in repository.refresh()]
            time.sleep(0.05)
        seen += [one.sequence for one in repository.refresh()]
        took = time.perf_counter() - begun
        total = sum(int(one.note) for one in repository.load()[0].evidence.values())
        conflicts = sum(
            int((folder / f"swap{number}").read_text(encoding="utf-8")) for number in range(SWAPPERS)
        )
        is_in_order = seen == list(range(2, repository.sequence + 1))
    print(
        f"{SWAPPERS} processes x {ROUNDS} compare-and-swap: sum {total}, log {repository.sequence - 1}, "
        f"{conflicts} conflicts, {took:.1f} s; the reader was told of each once and in order: {is_in_order}"
    )
    return total == SWAPPERS * ROUNDS == repository.sequence - 1 and is_in_order


def speed(server: Server, folder: Path) -> bool:
    """One durable change beside a bare commit of the same row; opening and refreshing with 10,000 records."""
    server.area("speed")
    root = server.folder_of(folder / "speed", "speed")
    plain = folder / "plain"
    records = [_item(number) for number in range(1, 10_001)]
    import psycopg

    with (
        open_repository(root) as repository,
        create_repository(plain) as other,
        open_repository(root) as looker,
    ):
        many = Transaction("import", tuple(map(put, records)))
        filled = [_timed(partial(one.commit, many, user="", at=AT)) for one in (repository, other)]
        looker.refresh()
        ours, theirs = _known(repository), _known(other)
        server.sql("CREATE TABLE bare (id text PRIMARY KEY, body jsonb)")
        server.sql(
            "INSERT INTO bare SELECT id, body FROM readiness.record JOIN readiness.area USING (area)"
            " WHERE code = 'speed'"
        )
        own, bare, folders, looks, idle = [], [], [], [], []
        with psycopg.connect(service="admin", autocommit=True) as session:
            for number in range(1, 301):
                own.append(_timed(partial(_edit, repository, ours, number)))
                looks.append(_timed(looker.refresh))
                idle.append(_timed(looker.refresh))
                folders.append(_timed(partial(_edit, other, theirs, number)))
                body = f'{{"id": "E{number:04d}", "title": "{"x" * 200}", "note": "{number}"}}'
                values = (body, f"E{number:04d}")
                bare.append(
                    _timed(partial(session.execute, "UPDATE bare SET body = %s WHERE id = %s", values))
                )
    opened = [min(_timed(partial(_open, one)) for _ in range(3)) for one in (root, plain)]
    ratio = statistics.median(own) / statistics.median(bare)
    print(
        f"one durable change at 10,000 records, median of 300 in turn: {_ms(own)}; a bare commit of the row "
        f"{_ms(bare)}; ratio {ratio:.1f}; the folder store {_ms(folders)}\n"
        f"a look when nothing happened {_ms(idle)}, after another's change {_ms(looks)}\n"
        f"open and load 10,000 records: {opened[0]:.2f} s, the folder {opened[1]:.2f} s; "
        f"one import of 10,000: {filled[0]:.1f} s, the folder {filled[1]:.1f} s"
    )
    return ratio <= LIMIT


def _edit(repository: Repository, known: dict[int, Evidence], number: int) -> None:
    before = known[number]
    done = repository.commit(
        Transaction("edit", (put(before.model_copy(update={"note": str(number)}), before),)), user="", at=AT
    )
    known[number] = Evidence.model_validate(done.changes[0].after)


def _known(repository: Repository) -> dict[int, Evidence]:
    return {int(one.id[1:]): one for one in repository.load()[0].evidence.values()}


def _item(number: int) -> Evidence:
    return Evidence(
        id=f"E{number:04d}", title="x" * 200, location_kind="url", location="https://example.org/"
    )


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _open(root: Path) -> None:
    with open_repository(root) as repository:
        repository.load()


def _ms(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.2f} ms"


def main() -> int:
    """Run what is asked for; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--six", type=float, default=0)
    parser.add_argument("--speed", action="store_true")
    for name in ("worker", "swapper", "told", "go"):
        parser.add_argument(f"--{name}", type=Path)
    asked = parser.parse_args()
    if asked.worker:
        work(asked.worker, asked.told, asked.go)
        return 0
    if asked.swapper:
        swap(asked.swapper, asked.told, ROUNDS)
        return 0
    server = Server(Path(tempfile.mkdtemp(prefix="readiness-pg-")), fsync="on")
    try:
        with tempfile.TemporaryDirectory() as folder:
            held = []
            if not asked.speed:
                held.append(six(server, Path(folder), asked.six or 40))
            if not (asked.speed or asked.six):
                held.append(race(server, Path(folder)))
            if not asked.six:
                held.append(speed(server, Path(folder)))
    finally:
        server.stop()
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
