"""Moving a workspace from a folder to a database, and back: all or nothing, and proven before it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from readiness.base import disk
from readiness.base.disk import disk_error, resolved
from readiness.base.errors import ConflictError, RefusedError, UsageError
from readiness.base.problems import Problem
from readiness.library.digests import digest_of, open_regular
from readiness.store.documents import read_records
from readiness.store.layout import HISTORY_NAME, KEPT_NAMES, LINK_NAME, SNAPSHOT_NAME
from readiness.store.moved import Moved
from readiness.store.postgres import moving, reading
from readiness.store.postgres.connection import Connection
from readiness.store.postgres.link import read_link
from readiness.store.record_faults import examined_evidence, examined_records
from readiness.store.tinydb.files import read_workspace
from readiness.store.tinydb.journal import Line
from readiness.store.tinydb.snapshot import State
from readiness.store.tinydb.tree import files_below

_FOLDERS = tuple(name for name in KEPT_NAMES if name != HISTORY_NAME)


def migrate(source: Path, target: Path, *, is_trial: bool) -> Moved:
    """Move a workspace between the two stores; see `readiness.store.databases.migrate`."""
    leads = [(folder / LINK_NAME).is_file() for folder in (source, target)]
    if leads[0] == leads[1]:
        raise UsageError(
            "One of the two folders must lead to a database, and only one.",
            f"{source} and {target}",
            "Make the new one lead there first: 'readiness database link DIR'.",
        )
    if resolved(target) == resolved(source) or resolved(target).is_relative_to(resolved(source)):
        raise UsageError("A workspace cannot be moved into itself.", str(target), "Name a folder beside it.")
    return _to_folder(source, target, is_trial) if leads[0] else _to_database(source, target, is_trial)


def _to_database(source: Path, target: Path, is_trial: bool) -> Moved:
    state, lines = moving.read_folder(source)
    moved = _account(source, target, state, lines)
    connection = Connection(read_link(target))
    try:
        with connection.session() as session, session.transaction(force_rollback=True):
            moving.fill(session, connection.link.area, state, lines)  # all of it is tried, and nothing kept
        if is_trial:
            return moved
        _copy_files(source, target)
        with connection.session() as session:
            moving.fill(session, connection.link.area, state, lines)
            if read_workspace(source).state.sequence != state.sequence:
                raise _changed_meanwhile(source)
    finally:
        connection.close()
    return moved


def _to_folder(source: Path, target: Path, is_trial: bool) -> Moved:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RefusedError("The folder to move into is not empty.", str(target), "Name a new one.")
    connection = Connection(read_link(source))
    code = connection.link.area
    try:
        state, lines = connection.work(
            lambda session: (reading.read_state(session, code), moving.lines_of(session, code))
        )
        moved = _account(source, target, state, lines)
        if is_trial:
            return moved
        _copy_files(source, target)
        written = moving.write_folder(connection, target)  # its main file last: until then it is no workspace
        found, past = moving.read_folder(target)
        if (written.sequence, found.tables, len(past)) != (state.sequence, written.tables, len(lines)):
            (target / SNAPSHOT_NAME).unlink()
            raise _changed_meanwhile(source)
    except OSError as error:
        raise disk_error("The workspace could not be moved.", target, error) from error
    finally:
        connection.close()
    return moved


def _account(source: Path, target: Path, state: State, lines: list[Line]) -> Moved:
    records, faults = read_records({name: table.values() for name, table in state.tables.items()})
    references, ids = examined_records(records, state.next_records)
    evidence = examined_evidence(records, source, read_data=True)
    problems: list[Problem] = []
    files = Counter(name.split("/", 1)[0] for name, _ in _files(source, problems))
    in_place = sorted(one.id for one in records.evidence.values() if one.location_kind == "path")
    return Moved(
        source,
        target,
        sum(len(table) for table in state.tables.values()),
        len(lines),
        state.sequence,
        dict(sorted(files.items())),
        tuple(in_place),
        (*faults, *references.problems, *ids.problems, *evidence.problems, *problems),
    )


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    for folder in _FOLDERS:
        for path in files_below(root, folder, problems):
            yield path.relative_to(root).as_posix(), path


def _copy_files(source: Path, target: Path) -> None:
    """Copy what is kept beside the records; what is there already must be the same. Raises RefusedError."""
    try:
        for name, path in _files(source, []):
            place = target / name
            if not place.exists():
                disk.make_folder(place.parent, is_synced=False)
                with open_regular(path) as file:
                    disk.write_blocks_atomically(place, disk.blocks_of(file))
            if digest_of(place).sha256 != digest_of(path).sha256:
                raise RefusedError(
                    "A file of the same name with other content is there already, so nothing was moved.",
                    f"{place}",
                    "Name a new folder, or put that file elsewhere.",
                )
    except OSError as error:
        raise disk_error("The files could not be copied.", target, error) from error


def _changed_meanwhile(source: Path) -> ConflictError:
    return ConflictError(
        "Somebody changed the workspace while it was moved, so nothing was moved.",
        str(source),
        "Ask everybody to leave it, then do this again.",
    )
