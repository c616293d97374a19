"""A Word file as named parts: read with limits, changed, written back byte for byte the same every time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from readiness.core.errors import RefusedError

if TYPE_CHECKING:
    from lxml.etree import _Element

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE = f"{WORD}.document.main+xml"
DOCUMENT = "word/document.xml"
_FIXED_TIME = (2023, 1, 1, 0, 0, 0)
_TYPES_PART = "[Content_Types].xml"


@dataclass
class Package:
    """The parts of a Word file by name, such as ``word/document.xml``."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> Package:
        """The parts of a Word file we made ourselves; files from elsewhere go through `template.py`."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def to_bytes(self) -> bytes:
        """The file: parts in order, with one fixed time, so that equal parts give equal bytes."""
        target = io.BytesIO()
        names = sorted(self.parts, key=lambda name: (name != _TYPES_PART, name != "_rels/.rels", name))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name in names:
                entry = zipfile.ZipInfo(name, _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, self.parts[name])
        return target.getvalue()

    def xml(self, name: str) -> _Element:
        """The parsed part."""
        return parse_xml(self.parts[name], name)

    def put_xml(self, name: str, root: _Element) -> None:
        """Store a parsed part back."""
        from lxml import etree

        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add_part(self, name: str, content: bytes, content_type: str = "") -> None:
        """Add or replace a part, with its content type when it is not plain XML."""
        self.parts[name] = content
        if not content_type:
            return
        root = self.xml(_TYPES_PART)
        for override in root.findall(f"{{{CONTENT_TYPES}}}Override"):
            if override.get("PartName") == f"/{name}":
                root.remove(override)
        override = root.makeelement(f"{{{CONTENT_TYPES}}}Override")
        override.set("PartName", f"/{name}")
        override.set("ContentType", content_type)
        root.append(override)
        self.put_xml(_TYPES_PART, root)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Relate part `source` to part `target` by a relationship type; gives the relationship's id."""
        name = relationships_part(source)
        root = self.xml(name) if name in self.parts else parse_xml(_EMPTY_RELATIONSHIPS, name)
        taken = {one.get("Id") for one in root}
        new_id = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        relationship = root.makeelement(f"{{{RELATIONSHIPS}}}Relationship")
        relationship.set("Id", new_id)
        relationship.set("Type", kind)
        relationship.set("Target", posixpath.relpath(target, posixpath.dirname(source) or "."))
        root.append(relationship)
        self.put_xml(name, root)
        return new_id

    def related(self, source: str) -> dict[str, tuple[str, str]]:
        """Relationship id -> (type, part name or outside address) of a part."""
        name = relationships_part(source)
        if name not in self.parts:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for one in self.xml(name):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(posixpath.dirname(source), target)).lstrip("/")
            found[one.get("Id", "")] = (one.get("Type", ""), target)
        return found

    def free_name(self, stem: str) -> str:
        """An unused part name such as ``word/header3.xml`` for ``word/header``."""
        return next(
            name
            for number in range(1, len(self.parts) + 2)
            if (name := f"{stem}{number}.xml") not in self.parts
        )


_EMPTY_RELATIONSHIPS = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


def parse_xml(content: bytes, name: str) -> _Element:
    """Parse one part. Entities are never resolved; a DOCTYPE is refused, as the file format forbids it.

    Raises:
        RefusedError: the part is not well formed or holds a DOCTYPE.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError(
            "The Word file is damaged.",
            f"{name}: {error}",
            "Open it in Word, save it again as .docx, and retry.",
        ) from error
    if root.getroottree().docinfo.doctype:
        raise RefusedError(
            "The Word file holds a DOCTYPE, which no Word program writes.",
            name,
            "Do not open it; ask who sent it.",
        )
    return root


def relationships_part(source: str) -> str:
    """Name of the part that holds the relationships of `source` (empty for the package itself)."""
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def relationships_xml(*entries: tuple[str, str, str]) -> bytes:
    """A relationships part from (id, type, target)."""
    inner = "".join(
        f'<Relationship Id="{key}" Type={quoteattr(kind)} Target={quoteattr(target)}/>'
        for key, kind, target in entries
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{inner}</Relationships>'.encode()
