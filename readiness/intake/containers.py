"""Office packages (zip files of XML), opened only after their claims and their bytes have been checked.

Limits follow what was measured to be harmless: a member may unpack to 64 MiB, all of them to 256 MiB,
and no member larger than 1 MiB may unpack to more than 200 times its packed size.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from readiness.intake.collecting import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

MIB = 1024 * 1024
MOST_MEMBERS = 10_000
LARGEST_MEMBER = 64 * MIB
LARGEST_TOTAL = 256 * MIB
LARGEST_RATIO = 200
_RATIO_COUNTS_FROM = MIB
_BLOCK = 256 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
_BOMB_HINT = "Do not open it. If you trust its sender, open it in its own program and save it again."
_DAMAGED_HINT = "Ask for the file again, or open it in its own program and save it under a new name."


class Package:
    """A checked Office package. Use as a context manager; reading never gives more than was allowed."""

    def __init__(self, path: Path | IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGED as error:
            raise UnreadableError("The file is damaged or cut short.", _DAMAGED_HINT) from error
        try:
            self.names = _checked_names(self._zip)
        except UnreadableError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises UnreadableError when there are too many or they are damaged."""
        blocks, length = [], 0
        try:
            with self._zip.open(name) as member:
                while block := member.read(_BLOCK):
                    blocks.append(block)
                    length += len(block)
                    if length > LARGEST_MEMBER:
                        raise UnreadableError("The file unpacks to far more than it says.", _BOMB_HINT)
        except (KeyError, *_DAMAGED) as error:
            raise UnreadableError("Part of the file is damaged or missing.", _DAMAGED_HINT) from error
        return b"".join(blocks)

    def check_members(self) -> None:
        """Unpack every member and refuse DOCTYPE; for libraries that open the zip themselves."""
        for name in self.names:
            content = self.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                _refuse_doctype(content)

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part; entities are not resolved, nothing is fetched, DOCTYPE is refused."""
        from lxml import etree

        content = _in_usual_namespaces(self.read(name))
        _refuse_doctype(content)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError("Part of the file is damaged.", _DAMAGED_HINT) from error
        if root.getroottree().docinfo.doctype:
            raise UnreadableError(_DOCTYPE, _BOMB_HINT)
        return root

    def title(self) -> str:
        """The title in the package's properties, or empty."""
        for _, name in self.relations("_rels/.rels", "", "core-properties"):
            return self.xml(name).findtext("{http://purl.org/dc/elements/1.1/}title") or ""
        return ""

    def related(self, part: str, kind: str) -> list[str]:
        """Parts of this package that `part` points to by relations whose type ends in `kind`."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        return [target for _, target in self.relations(rels, folder, kind)]

    def relations(self, rels: str, folder: str, kind: str) -> list[tuple[str, str]]:
        """(id, part name) of each relation of a kind to a part inside the package; no other is followed."""
        if rels not in self.names:
            return []
        found = []
        for one in self.xml(rels):
            target = one.get("Target", "")
            if one.get("TargetMode") == "External" or not one.get("Type", "").endswith(f"/{kind}"):
                continue
            name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if name in self.names:
                found.append((one.get("Id", ""), name))
        return found


_DOCTYPE = "The file holds a document type declaration, which Office files never need and attacks use."


def _in_usual_namespaces(content: bytes) -> bytes:
    """Strict Open XML, which some versions of Word save, written with the usual namespace names."""
    if b"http://purl.oclc.org/ooxml/" not in content:
        return content
    for kind in (b"wordprocessingml", b"presentationml", b"drawingml"):
        strict = b"http://purl.oclc.org/ooxml/" + kind + b"/main"
        content = content.replace(strict, b"http://schemas.openxmlformats.org/" + kind + b"/2006/main")
    return content.replace(
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )


def _refuse_doctype(content: bytes) -> None:
    """Raise UnreadableError for a DOCTYPE, also one hidden in UTF-16."""
    if b"<!DOCTYPE" in content or b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnreadableError(_DOCTYPE, _BOMB_HINT)


def _checked_names(archive: zipfile.ZipFile) -> frozenset[str]:
    """The member names, once what the directory claims has been found harmless."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableError(f"The file holds more than {MOST_MEMBERS:,} parts.", _BOMB_HINT)
    if sum(one.file_size for one in members) > LARGEST_TOTAL:
        raise UnreadableError("The file would unpack to more than 256 MB.", _BOMB_HINT)
    for one in members:
        if one.flag_bits & 1:
            raise UnreadableError("The file is protected by a password.", "Save a copy without the password.")
        is_large = one.file_size > _RATIO_COUNTS_FROM
        if one.file_size > LARGEST_MEMBER or (is_large and one.file_size > LARGEST_RATIO * one.compress_size):
            raise UnreadableError("A part of the file would unpack to far more than its size.", _BOMB_HINT)
    return frozenset(one.filename for one in members)
