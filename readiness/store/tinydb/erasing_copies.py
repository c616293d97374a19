"""Taking words or a record out of the copies a workspace keeps: named snapshots, backups, files put aside."""

from __future__ import annotations

import contextlib
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import orjson

from readiness.base import disk
from readiness.base.disk import disk_error
from readiness.library.digests import open_regular
from readiness.store.layout import BACKUPS_NAME, SNAPSHOT_NAME, SNAPSHOTS_NAME
from readiness.store.tinydb import snapshot
from readiness.store.tinydb.backup import write_contents
from readiness.store.tinydb.backup_reading import verify
from readiness.store.tinydb.erasing import Redaction, redact_journal
from readiness.store.tinydb.tree import files_below

_BLOCK = 1 << 20

_OURS = re.compile(rf"(?:.*/)?{re.escape(SNAPSHOT_NAME)}|.*\.journal|(?:.*/)?{SNAPSHOTS_NAME}/[^/]+\.json")


def redact_copies(root: Path, redaction: Redaction) -> int:
    """Redact named snapshots and everything below the backups folder; how many backups were altered.

    A backup that is not whole is left as it is. Raises StorageError; done again, it goes on.
    """
    altered = 0
    try:
        for folder in (SNAPSHOTS_NAME, BACKUPS_NAME):
            for path in files_below(root, folder, []):
                if path.suffix == ".zip":
                    altered += _redact_backup(path, redaction)
                    continue
                data = path.read_bytes() if _OURS.fullmatch(path.relative_to(root).as_posix()) else b""
                redacted = redacted_file(path.relative_to(root).as_posix(), data, redaction)
                if redacted != data:
                    disk.write_atomically(path, redacted)
    except OSError as error:
        raise disk_error("The erasure was not finished: do it again.", root, error) from error
    return altered


def redacted_file(name: str, data: bytes, redaction: Redaction) -> bytes:
    """A file of ours without something, by its name; any other file, and what cannot be read, as it is."""
    if not _OURS.fullmatch(name):
        return data
    if name.endswith(".journal"):
        return redact_journal(data, redaction)[0]
    try:
        if name.rpartition("/")[2] == SNAPSHOT_NAME:
            state, fault = snapshot.decode(data)
            is_altered = not fault and redaction.state(state)
            return snapshot.encode(state) if is_altered else data
        content = orjson.loads(data)
        redacted = _named_snapshot(content, redaction)
    except (ValueError, KeyError, TypeError, AttributeError):
        return data
    return data if redacted == content else orjson.dumps(redacted, option=orjson.OPT_INDENT_2)


def still_in(root: Path, redaction: Redaction) -> Iterator[str]:
    """Files of the workspace, by name, in which the words can still be seen; a backup's as `zip: file`.

    Words inside packed documents (Word, Excel, PDF) are not seen.
    """
    if not redaction.words:
        return
    for path in files_below(root, "", []):
        name = path.relative_to(root).as_posix()
        with contextlib.suppress(OSError, zipfile.BadZipFile, NotImplementedError):
            if name.startswith(f"{BACKUPS_NAME}/") and path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    for member in archive.namelist():
                        if redaction.is_in(archive.read(member)):
                            yield f"{name}: {member}"
                continue
            with open_regular(path) as file:
                if redaction.is_in(file.read()):
                    yield name


def _redact_backup(path: Path, redaction: Redaction) -> int:
    if verify(path):
        return 0
    with zipfile.ZipFile(path) as archive:
        ours = {
            name: redacted_file(name, archive.read(name), redaction)
            for name in archive.namelist()
            if _OURS.fullmatch(name)
        }
        if all(archive.read(name) == data for name, data in ours.items()):
            return 0
        temporary = path.with_suffix(".zip.tmp")
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w+b") as file:  # noqa: PTH123 - a descriptor
            write_contents(file, archive, ours)
            file.flush()
            os.fsync(file.fileno())
    disk.replace(temporary, path)
    disk.sync_folder(path.parent)
    return 1


def _named_snapshot(content: dict[str, object], redaction: Redaction) -> dict[str, object]:
    records = content["records"]
    if not isinstance(records, dict):
        raise TypeError
    kept = {
        table: [found for each in documents if (found := redaction.document(each)) is not None]
        for table, documents in records.items()
    }
    rest = {name: value for name, value in content.items() if name != "records"}
    redacted: dict[str, object] = {**content, **redaction.value(rest), "records": kept}
    return redacted
