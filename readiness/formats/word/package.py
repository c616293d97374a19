"""A Word file as named parts: read with limits, changed, written back byte for byte the same every time."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from readiness.base.errors import RefusedError
from readiness.base.text import visible
from readiness.formats.packages import parse_xml
from readiness.formats.word.namespaces import W

if TYPE_CHECKING:
    from docx.document import Document
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

    def remove_part(self, source: str, name: str) -> None:
        """Remove a part with its content type and what relates `source` to it."""
        del self.parts[name]
        relations = self.xml(relationships_part(source))
        gone = {key for key, (_, target) in self.related(source).items() if target == name}
        for one in [one for one in relations if one.get("Id") in gone]:
            relations.remove(one)
        self.put_xml(relationships_part(source), relations)
        types = self.xml(_TYPES_PART)
        for one in [one for one in types if one.get("PartName") == f"/{name}"]:
            types.remove(one)
        self.put_xml(_TYPES_PART, types)

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


LANGUAGE = "en-GB"
"""Language of a document that names no other."""

_OTHERS = ("subject", "keywords", "comments", "category", "content_status", "version")
"""Properties a template may bring along that say nothing of our document."""

_LONGEST_PROPERTY = 255
"""Characters of a property, by the file format."""


def opened(package: Package, name: str) -> Document:
    """The document of a package.

    Raises:
        RefusedError: Its parts do not fit together, so that Word could not open it either.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(package.to_bytes()))
    except (OpcError, LxmlError, LookupError, ValueError, AttributeError) as error:
        raise RefusedError(
            f"{name} is damaged: its parts do not fit together.",
            type(error).__name__,
            "Open it in Word, save it again as .docx, and retry.",
        ) from error


def style_ids(document: Document) -> dict[tuple[str, str], str]:
    """Style id by kind (``paragraph``, ``character`` or ``table``) and name in lower case."""
    found: dict[tuple[str, str], str] = {}
    for style in document.styles:
        if style.name is not None:
            found[style.type.name.lower(), style.name.lower()] = style.style_id
    return found


def set_language(package: Package, language: str) -> bool:
    """Mark the styles as of a language, to be spelled and read aloud so; whether any was of another."""
    root = package.xml("word/styles.xml")
    other = [one for one in root.iter(f"{{{W}}}lang") if one.get(f"{{{W}}}val") not in (None, language)]
    for one in other:
        one.set(f"{{{W}}}val", language)
    if other:
        package.put_xml("word/styles.xml", root)
    return bool(other)


def with_properties(
    package: Package, *, title: str, author: str, identifier: str, dated: str, language: str = LANGUAGE
) -> Package:
    """The package with these document properties and no other person's name; `dated` is an ISO date.

    The date is never that of the export: the same content gives the same bytes.
    """
    document = opened(package, title)
    held = document.core_properties
    held.title, held.author, held.identifier = map(_property, (title, author, identifier))
    held.last_modified_by = held.author
    for one in _OTHERS:
        if getattr(held, one):
            setattr(held, one, "")
    held.language, held.revision = language, 1
    held.created = held.modified = datetime.fromisoformat(dated).replace(tzinfo=UTC)
    saved = io.BytesIO()
    document.save(saved)
    return Package.of(saved.getvalue())


def _property(text: str) -> str:
    return visible(text)[:_LONGEST_PROPERTY]
