"""Taking words or a record out of the copies a workspace keeps: named snapshots, backups, files put aside."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import orjson

from readiness.base import disk
from readiness.base.disk import disk_error, whole_file
from readiness.base.redaction import FILE_MARK, MARK
from readiness.store.layout import BACKUPS_NAME, PRINTED_NAME, SNAPSHOT_NAME, SNAPSHOTS_NAME
from readiness.store.tinydb import snapshot
from readiness.store.tinydb.backup import Altered, write_altered
from readiness.store.tinydb.backup_reading import verify
from readiness.store.tinydb.erasing import Redaction, redact_journal
from readiness.store.tinydb.tree import files_below

_BLOCK = 1 << 20

_OURS = re.compile(rf"(?:.*/)?{re.escape(SNAPSHOT_NAME)}|.*\.journal|(?:.*/)?{SNAPSHOTS_NAME}/[^/]+\.json")


def redact_copies(root: Path, redaction: Redaction, *, is_trial: bool = False) -> tuple[int, tuple[str, ...]]:
    """Redact named snapshots and everything below the backups folder.

    With `is_trial` nothing is altered. Raises StorageError; done again, it goes on.

    Returns:
        How many backups were altered, and the names of those that are not whole and were left as they are.
    """
    altered = 0
    broken: list[str] = []
    try:
        for folder in (SNAPSHOTS_NAME, BACKUPS_NAME):
            for path in files_below(root, folder, []):
                if path.suffix == ".zip":
                    if verify(path):
                        broken.append(path.relative_to(root).as_posix())
                    else:
                        altered += _redact_backup(path, redaction, is_trial=is_trial)
                    continue
                data = whole_file(path) if _OURS.fullmatch(path.relative_to(root).as_posix()) else b""
                redacted = redacted_file(path.relative_to(root).as_posix(), data, redaction)
                if is_trial:
                    continue
                if redacted != data:
                    disk.write_atomically(path, redacted)
                name = redaction.name(path.relative_to(root).as_posix())
                if folder == SNAPSHOTS_NAME and not (root / name).exists():
                    disk.replace(path, root / name)
    except OSError as error:
        raise disk_error("The erasure was not finished: do it again.", root, error) from error
    return altered, tuple(broken)


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


def _redact_backup(path: Path, redaction: Redaction, *, is_trial: bool) -> int:
    """1 when the backup held it, else 0."""
    with zipfile.ZipFile(path) as archive:
        altered = _altered(archive, redaction)
        if not altered or is_trial:
            return int(bool(altered))
        temporary = path.with_suffix(".zip.tmp")
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w+b") as file:  # noqa: PTH123 - a descriptor
            write_altered(file, archive, altered)
            file.flush()
            os.fsync(file.fileno())
    disk.replace(temporary, path)
    disk.sync_folder(path.parent)
    return 1


def _altered(archive: zipfile.ZipFile, redaction: Redaction) -> Altered:
    contents, gone, renamed = {}, set(), {}
    for name in archive.namelist():
        if name in redaction.files or _is_print(archive, name, redaction):
            gone.add(name)
            continue
        if (other := redaction.name(name)) != name and other not in archive.namelist():
            renamed[name] = other
        if _OURS.fullmatch(name):
            data = archive.read(name)
            if (redacted := redacted_file(name, data, redaction)) != data:
                contents[name] = redacted
    return Altered(contents, gone, renamed)


def _is_print(archive: zipfile.ZipFile, name: str, redaction: Redaction) -> bool:
    """Whether a member is a remembered export that tells of it."""
    return name.startswith(f"{PRINTED_NAME}/") and redaction.is_told_in(archive.read(name))


def _named_snapshot(content: dict[str, object], redaction: Redaction) -> dict[str, object]:
    records = content["records"]
    if not isinstance(records, dict):
        raise TypeError
    kept = {
        table: [found for each in documents if (found := redaction.document(each)) is not None]
        for table, documents in records.items()
    }
    rest = redaction.value({name: value for name, value in content.items() if name != "records"})
    if rest.get("name") != content.get("name"):
        rest["name"] = rest["name"].replace(MARK, FILE_MARK)  # it is the file's name too
    redacted: dict[str, object] = {**content, **rest, "records": kept}
    return redacted
