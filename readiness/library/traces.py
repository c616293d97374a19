"""Where words still stand: in files of any kind, in what is packed inside them, and in their names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from readiness.base.errors import RefusedError
from readiness.base.redaction import Words
from readiness.formats.limited import LimitedProcess
from readiness.formats.text.readers import extract_here
from readiness.library.digests import open_regular
from readiness.library.scan import Step

_DEEPEST = 3
"""Archives inside archives that are opened."""

_LARGEST = 128 * 1024 * 1024
"""Bytes of one file or packed part that are looked into."""

_MOST_NAMED = 20
"""Packed parts of one file that are named."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What was found."""

    holding: tuple[str, ...] = ()
    """Files that hold the words, named from the folder; a packed part as ``file: part``."""
    unread: tuple[str, ...] = ()
    """Files that could not be looked into."""


def traces(
    root: Path, files: Iterable[Path], words: Sequence[str], *, progress: Callable[[Step], None] | None = None
) -> Traces:
    """Which of the files below a folder hold any of the words; each is read in the limited process.

    What a picture shows is not read.
    """
    wanted = tuple(filter(None, words))
    held: list[str] = []
    unread: list[str] = []
    paths = list(files) if wanted else []
    with LimitedProcess() as process:
        for number, path in enumerate(paths):
            name = path.relative_to(root).as_posix()
            if progress is not None:
                progress(Step(number, len(paths), name))
            if any(Words(one).is_in(name) for one in wanted):
                held.append(name)
                continue
            try:
                parts = process.call(parts_holding, path.absolute(), wanted)
            except RefusedError:
                unread.append(name)
            else:
                held += [f"{name}: {part}" if part else name for part in parts]
    return Traces(tuple(held), tuple(unread))


def parts_holding(path: Path, words: tuple[str, ...]) -> list[str]:
    """Parts of a file in which any of the words stand; an empty name is the file itself.

    Raises:
        RefusedError: It cannot be read, or is too large to be looked into.
    """
    wanted = [Words(one) for one in words]
    with _opened(path) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST and data[:2] != b"PK":
        raise _too_large(path)
    if data[:4] == b"PK\x03\x04":
        with _opened(path) as file:
            return _packed(file, wanted, 0)
    if b"%PDF-" in data[:1024]:
        text = extract_here(path)
        return [""] if any(one.is_in(f"{text.title}\n{text.text}") for one in wanted) else []
    return [""] if any(one.is_in_bytes(data) for one in wanted) else []


def _opened(path: Path) -> io.BufferedIOBase:
    try:
        return open_regular(path)  # type: ignore[return-value]  # a buffered reader, as `open` gives
    except OSError as error:
        raise RefusedError("The file cannot be read.", path.name, "Close it in other programs.") from error


def _packed(file: io.BufferedIOBase, words: Sequence[Words], depth: int) -> list[str]:
    """Names of the parts of an archive that hold the words; those of a document count as itself."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            found = list(_parts(archive, words, depth))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise RefusedError("The file cannot be unpacked.", "", "Look into it in its own program.") from error
    is_document = "[Content_Types].xml" in names or "mimetype" in names
    return ([""] if found else []) if is_document else found[:_MOST_NAMED]


def _parts(archive: zipfile.ZipFile, words: Sequence[Words], depth: int) -> Iterator[str]:
    for info in archive.infolist():
        if info.file_size > _LARGEST:
            raise _too_large(Path(info.filename))
        data = archive.read(info)
        is_held = any(one.is_in(info.filename) or one.is_in_bytes(data) for one in words)
        if not is_held and data[:4] == b"PK\x03\x04" and depth < _DEEPEST:
            is_held = bool(_packed(io.BytesIO(data), words, depth + 1))
        if is_held:
            yield info.filename


def _too_large(path: Path) -> RefusedError:
    return RefusedError(
        "The file is too large to be looked into.", path.name, "Search it in its own program."
    )
