"""The one gate for zip, Office and OpenDocument files: what may be unpacked, and how XML is parsed.

Sizes a file declares are looked at first, and never believed: what a member really unpacks to is counted
while it is inflated, and a member that holds more than its header says is refused.
"""

from __future__ import annotations

import copy
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import IO, TYPE_CHECKING, Final, Literal, Self

from readiness.base.errors import RefusedError
from readiness.model.vocabulary import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

MIB: Final = 1024 * 1024

Use = Literal["evidence", "list", "sef", "template", "pack"]
"""What a file is read for."""


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """What one archive may unpack to, in bytes really unpacked."""

    members: int
    member: int
    """One member, read piece by piece."""
    parsed: int
    """One member, held in memory whole."""
    total: int
    """All members together, each as often as it is read."""
    ratio: int
    """Unpacked to packed bytes of one member; looked at above `ratio_from`."""
    ratio_from: int


_DOCUMENT = PackageLimits(10_000, 64 * MIB, 64 * MIB, 256 * MIB, 200, MIB)

_WORKBOOK = PackageLimits(10_000, 512 * MIB, 64 * MIB, 1024 * MIB, 200, 16 * MIB)

LIMITS: Mapping[Use, PackageLimits] = MappingProxyType(
    {
        "evidence": _DOCUMENT,
        "sef": _DOCUMENT,
        "template": _DOCUMENT,
        "list": _WORKBOOK,
        "pack": PackageLimits(200_000, 1 << 63, 64 * MIB, 1 << 63, 500, 64 * MIB),
    }
)
"""The limits by use. A workbook is a ``list`` whether its rows are checked or its words are read; a pack is
read piece by piece and may be as large as the disk."""

_BLOCK = 256 * 1024

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)

_BOMB_HINT = "Do not open it. If you trust its sender, open it in its own program and save it again."

_DAMAGED_HINT = "Ask for the file again, or open it in its own program and save it under a new name."

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LOCKED = "Save a copy without the password, in a place only your team can open."

_DOCTYPE = "The file holds a document type declaration, which Office files never need and attacks use."


class UnreadableError(RefusedError):
    """The file cannot be read or must not be: what is wrong, and what to do."""

    def __init__(self, what: str, hint: str = "", detail: str = "", *, state: Reading = "failed") -> None:
        super().__init__(what, detail, hint)
        self.state = state
        """What it means for the file; `failed` where nothing is known of it."""

    @property
    def what(self) -> str:
        """What is wrong, one sentence."""
        return self.title


class Package:
    """A checked archive. Use as a context manager; reading never gives more than its use allows."""

    def __init__(self, path: Path | IO[bytes], use: Use = "evidence") -> None:
        self.limits = LIMITS[use]
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGED as error:
            if _is_old_office(path):
                raise UnreadableError(
                    "The file is an old Office file or protected by a password.",
                    "Save it as a new file without a password, and try that.",
                ) from error
            raise _damaged("The file is damaged or cut short.") from error
        try:
            self.members = self._zip.infolist()
            self.names = frozenset(one.filename for one in self.members)
            check_declared(self.members, self.limits)
        except UnreadableError:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def blocks(self, member: str | zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of a member in blocks, counted while they are unpacked and checked at the end.

        Raises:
            UnreadableError: The member is missing or damaged, or there is more than it says or than may be.
        """
        try:
            info = self._zip.getinfo(member) if isinstance(member, str) else member
            for block in unpacked(self._zip, info, self.limits.member):
                self._unpacked += len(block)
                if self._unpacked > self.limits.total:
                    raise _too_much(self.limits.total)
                yield block
        except (KeyError, *_DAMAGED) as error:
            raise _damaged("Part of the file is damaged or missing.") from error

    def read(self, name: str) -> bytes:
        """The bytes of a member; raises UnreadableError when there are too many or they are damaged."""
        held, length = [], 0
        for block in self.blocks(name):
            held.append(block)
            length += len(block)
            if length > self.limits.parsed:
                raise _too_much(self.limits.parsed)
        return b"".join(held)

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part; raises UnreadableError as `parse_xml` does."""
        return parse_xml(_in_usual_namespaces(self.read(name)), name)

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
        for relation in self.xml(rels):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not relation.get("Type", "").endswith(f"/{kind}"):
                continue
            name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if name in self.names:
                found.append((relation.get("Id", ""), name))
        return found


def check_declared(members: list[zipfile.ZipInfo], limits: PackageLimits) -> None:
    """Refuse an archive by what its directory claims, before anything is unpacked.

    Raises:
        UnreadableError: Too many members, too large, packed too tightly, or encrypted.
    """
    if len(members) > limits.members:
        raise _bomb(f"The file holds more than {limits.members:,} parts.")
    if sum(info.file_size for info in members) > limits.total:
        raise _too_much(limits.total)
    for info in members:
        if info.flag_bits & 1:
            raise UnreadableError("The file is protected by a password.", _LOCKED, state="locked")
        if info.file_size > limits.member or is_too_tight(info, limits):
            raise _bomb("A part of the file would unpack to far more than its size.")


def is_too_tight(info: zipfile.ZipInfo, limits: PackageLimits) -> bool:
    """Whether a member claims to unpack to far more than any document does."""
    return info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(info.compress_size, 1)


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """What a member really unpacks to, in blocks; its header's size is only compared at the end.

    Raises:
        UnreadableError: There is more than `most`, or another number of bytes than the header says.
        zipfile.BadZipFile: Damaged; and whatever zlib and the disk raise.
    """
    honest = copy.copy(info)
    honest.file_size = most + 1  # else reading stops, satisfied, at the size the header claims
    length = 0
    with archive.open(honest) as stream:
        while block := stream.read(_BLOCK):
            length += len(block)
            if length > min(most, info.file_size):
                raise _bomb("The file unpacks to far more than it says.")
            yield block
    if length != info.file_size:
        raise zipfile.BadZipFile("shorter than its header says")


def parse_xml(content: bytes, name: str) -> etree._Element:
    """The root of an XML part: no entity is resolved, nothing is fetched, comments are left out.

    Raises:
        UnreadableError: Not well formed, or with a DOCTYPE, which the file formats forbid.
    """
    from lxml import etree

    refuse_doctype(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged("Part of the file is damaged.", name) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(_DOCTYPE, _BOMB_HINT, name)
    return root


def refuse_doctype(content: bytes) -> None:
    """Raise UnreadableError for a DOCTYPE or an entity, also one hidden in UTF-16."""
    for plain in (content, content.replace(b"\0", b"") if b"\0" in content else b""):
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise UnreadableError(_DOCTYPE, _BOMB_HINT)


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


def _too_much(limit: int) -> UnreadableError:
    return _bomb(f"The file would unpack to more than {limit // MIB:,} MB.")


def _bomb(what: str) -> UnreadableError:
    return UnreadableError(what, _BOMB_HINT, state="too_large")


def _damaged(what: str, part: str = "") -> UnreadableError:
    return UnreadableError(what, _DAMAGED_HINT, part, state="damaged")


def _is_old_office(source: Path | IO[bytes]) -> bool:
    try:
        if isinstance(source, Path):
            with source.open("rb") as stream:
                return stream.read(len(_OLD_OFFICE)) == _OLD_OFFICE
        source.seek(0)
        return source.read(len(_OLD_OFFICE)) == _OLD_OFFICE
    except (OSError, ValueError):
        return False
