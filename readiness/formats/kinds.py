"""What a file holds, told from its first bytes and never from its name alone."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

HEAD = 16 * 1024
"""Bytes looked at."""

_OPEN_DOCUMENT = re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)")

_OPEN_KINDS = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}

_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}

_MARKS = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
)

_TEXT_SUFFIXES = {
    ".csv": "csv", ".tsv": "csv", ".htm": "html", ".html": "html", ".xhtml": "html",
    ".md": "md", ".markdown": "md", ".txt": "txt",
}  # fmt: skip

_NEVER_TEXT = {".pdf", ".docx", ".xlsx", ".pptx"}


def sniff(path: Path) -> str:
    """The format found; raises OSError.

    These can be read: ``docx``, ``xlsx``, ``xls``, ``pptx``, ``odt``, ``ods``, ``odp``, ``rtf``, ``pdf``,
    ``eml``, ``msg``, ``csv``, ``html``, ``md``, ``txt``.
    These cannot: ``empty``, ``locked`` (encrypted Office), ``ole`` (older Office), ``odf`` (other
    OpenDocument), ``zip``, ``picture``, ``misnamed`` (text under the name of another format), ``binary``.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(b"PK"):
        return _kind_of_zip(path, head)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_ole(path)
    told = next((kind for mark, kind in _MARKS if head.startswith(mark)), "")
    if told or not head:
        return told or "empty"
    return "pdf" if b"%PDF-" in head[:1024] else _kind_of_text(path, head)


def _kind_of_zip(path: Path, head: bytes) -> str:
    """Which Office format a zip is; a broken one is told by its name so that its reader can say so."""
    if found := _OPEN_DOCUMENT.match(head, 30):
        return _OPEN_KINDS.get(found.group(1), "odf")
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            stated = _stated_kind(archive, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        suffix = path.suffix.lower()
        return {".xlsm": "xlsx", ".docm": "docx", ".pptm": "pptx"}.get(
            suffix, suffix.removeprefix(".") or "zip"
        )
    if stated:
        return stated
    if "[Content_Types].xml" not in names:
        return "zip"
    return next((kind for folder, kind in _OFFICE.items() if any(n.startswith(folder) for n in names)), "zip")


def _stated_kind(archive: zipfile.ZipFile, names: list[str]) -> str:
    """What an OpenDocument file says that it is when its parts were packed again; empty for any other zip."""
    if "mimetype" not in names:
        return ""
    with archive.open("mimetype") as part:
        found = _OPEN_DOCUMENT.match(b"mimetype" + part.read(HEAD))
    return "" if found is None else _OPEN_KINDS.get(found.group(1), "odf")


def _kind_of_ole(path: Path) -> str:
    """Older Office, or a newer one under a password: told by the stream names, which are UTF-16."""
    with path.open("rb") as stream:
        content = stream.read(64 * HEAD)
        stream.seek(max(0, path.stat().st_size - 64 * HEAD))
        content += stream.read(64 * HEAD)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "locked"
    if "__properties_version1.0".encode("utf-16-le") in content:
        return "msg"
    return "xls" if "Workbook".encode("utf-16-le") in content else "ole"


_MAIL_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n")

_SAYS_MAIL = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)


def is_mail_head(suffix: str, head: bytes) -> bool:
    """Whether a file that begins so is an e-mail as saved by a mail program."""
    if suffix in {".eml", ".mht", ".mhtml"}:
        return True
    found = _MAIL_HEADER.match(head)
    return found is not None and _SAYS_MAIL.search(found.group()) is not None


def _kind_of_text(path: Path, head: bytes) -> str:
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and head.count(b"\0") > len(head) // 100:
        return "binary"
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:256].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    suffix = path.suffix.lower()
    if is_mail_head(suffix, head):
        return "eml"
    if suffix in _NEVER_TEXT:
        return "misnamed"
    return _TEXT_SUFFIXES.get(suffix, "txt" if _is_mostly_text(head) else "binary")


def _is_mostly_text(head: bytes) -> bool:
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b\0")  # noqa: PLR2004 - first printable
    return controls * 20 < len(head)
