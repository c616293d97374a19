"""Bags for the verifier to judge, made from what the standard says."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

Files = dict[str, bytes]
"""Content by path below the bag; a path that ends in ``/`` is an empty folder."""
Edit = Callable[[Files], object]

PAYLOAD: Mapping[str, bytes] = {"data/hello.txt": b"Hello!\n", "data/inner/more.bin": bytes(range(256))}
_PYTHON_NAMES = {"sha3256": "sha3_256", "sha3512": "sha3_512"}


def digest(content: bytes, algorithm: str) -> str:
    """A checksum in hexadecimal digits."""
    return hashlib.new(_PYTHON_NAMES.get(algorithm, algorithm), content, usedforsecurity=False).hexdigest()


def manifest(files: Mapping[str, bytes], algorithm: str) -> str:
    """A manifest of these files, two spaces between checksum and name."""
    return "".join(f"{digest(files[name], algorithm)}  {name}\n" for name in sorted(files))


def bag(  # one parameter for each part a case changes
    payload: Mapping[str, bytes] = PAYLOAD,
    *,
    version: str = "1.0",
    encoding: str = "UTF-8",
    algorithms: Iterable[str] = ("sha512",),
    tag_algorithms: Iterable[str] | None = None,
    info: str = "Contact-Name: A. Person\n",
    edit: Edit = lambda _: None,
) -> Files:
    """A bag that is in order.

    Args:
        payload: Files below ``data/``.
        version: The version declared.
        encoding: The encoding declared, in which the tag files are written.
        algorithms: One payload manifest is made for each.
        tag_algorithms: One tag manifest for each; like `algorithms`, when not given.
        info: What ``bag-info.txt`` says.
        edit: Changes the files before the tag manifests are made, so that these fit.
    """
    kinds = tuple(algorithms)
    python_name = "utf-16-be" if encoding == "UTF-16BE" else encoding
    files: Files = {"data/": b"", **payload}
    files |= {f"manifest-{one}.txt": manifest(payload, one).encode(python_name) for one in kinds}
    declared = f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n"
    files |= {"bagit.txt": declared.encode(), "bag-info.txt": info.encode(python_name)}
    edit(files)
    tags = {name: files[name] for name in files if not name.startswith("data/")}
    for one in kinds if tag_algorithms is None else tag_algorithms:
        files[f"tagmanifest-{one}.txt"] = manifest(tags, one).encode(python_name)
    return files


def put(name: str, content: bytes | str) -> Edit:
    """An edit: this file has this content."""
    return lambda files: files.update({name: content.encode() if isinstance(content, str) else content})


def replace(name: str, old: str, new: str) -> Edit:
    """An edit: other words in a text; the old ones must be there."""

    def change(files: Files) -> None:
        text = files[name].decode()
        assert old in text
        files[name] = text.replace(old, new).encode()

    return change


def drop(*names: str) -> Edit:
    """An edit: these files are gone."""
    return lambda files: [files.pop(name) for name in names]


def append(name: str, line: str) -> Edit:
    """An edit: one more line at the end."""
    return lambda files: files.update({name: files.get(name, b"") + f"{line}\n".encode()})


def changed(files: Files, *edits: Edit) -> Files:
    """The files after edits that no manifest knows of."""
    for edit in edits:
        edit(files)
    return files


def write(files: Files, folder: Path) -> Path:
    """The bag as a folder."""
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder


def write_zip(files: Files, target: Path) -> Path:
    """The bag as a zip, in one folder as is usual."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{target.stem}/{name}", content)
    return target
