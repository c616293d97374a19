"""Reading an OpenDocument text (.odt): of LibreOffice, Google Docs or Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.formats.documents.model import (
    Comments,
    Inside,
    RawDocument,
    RawParagraph,
    Segment,
    box_key,
)
from readiness.formats.documents.odt_styles import OFFICE, STYLE, TEXT, Look, Looks, read_looks
from readiness.formats.documents.word_runs import local_name, parse_day
from readiness.formats.packages import Package, UnreadableError
from readiness.model.records.evaluation import Note
from readiness.model.records.written import Aside, TrackedEdit

if TYPE_CHECKING:
    from lxml.etree import _Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"

_DC = "{http://purl.org/dc/elements/1.1/}"

_EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_NOT_WALKED = frozenset({"tracked-changes", "forms", "sequence-decls", "table-of-content-source", "shapes"})

_ENCRYPTED = b"encryption-data"


def read_odt(package: Package) -> RawDocument:
    """What stands in an OpenDocument text.

    Raises:
        UnreadableError: It is locked, damaged, hostile, or another kind of OpenDocument file.
    """
    refuse_locked(package)
    if "content.xml" not in package.names:
        raise UnreadableError("The file has no text part.", "Ask for the file again.", state="damaged")
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise UnreadableError(
            "It is not a text document.", "Save it as a Word document (.docx).", state="kind_not_read"
        )
    styles = package.xml("styles.xml") if "styles.xml" in package.names else None
    looks = read_looks(one for one in (styles, root) if one is not None)
    walk = _Walk(looks, _changes(body))
    paragraphs = tuple(walk.blocks(body))
    boxes = (
        Aside("text box", visible(text), box_key(text)) for one in paragraphs for text in one.inside.boxes
    )
    frame = _frame(styles) if styles is not None else ()
    return RawDocument(
        paragraphs,
        Comments(walk.notes, frozenset(walk.resolved)),
        (*frame, *walk.asides, *boxes),
        title=open_title(package),
    )


def refuse_locked(package: Package) -> None:
    """Raise UnreadableError for an OpenDocument file under a password."""
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and _ENCRYPTED in package.read(manifest):
        raise UnreadableError(
            "The file is protected by a password.",
            "Open it and save a copy without the password.",
            state="locked",
        )


def open_title(package: Package) -> str:
    """What the properties of an OpenDocument file call it."""
    return (package.xml("meta.xml").findtext(f".//{_DC}title") or "") if "meta.xml" in package.names else ""


def _changes(body: _Element) -> dict[str, TrackedEdit]:
    """Tracked changes by their id; a deletion with the words it took out."""
    found = {}
    for region in body.iter(f"{TEXT}changed-region"):
        for change in region:
            kind = {"insertion": "inserted", "deletion": "deleted"}.get(local_name(change))
            if kind is None:
                continue
            words = "\n".join(_plain(one) for one in change if local_name(one) in {"p", "h"})
            found[region.get(f"{TEXT}id", "")] = TrackedEdit(
                "deleted" if kind == "deleted" else "inserted",
                visible(change.findtext(f".//{_DC}creator") or ""),
                parse_day(change.findtext(f".//{_DC}date") or ""),
                words,
            )
    return found


def _frame(styles: _Element) -> Iterator[Aside]:
    """Words of headers and footers, each once."""
    told = set()
    for page in styles.iter(f"{STYLE}master-page"):
        for part in page:
            where = next((one for one in ("header", "footer") if local_name(part).startswith(one)), "")
            for paragraph in part.iter(f"{TEXT}p") if where else ():
                text = visible(_plain(paragraph).strip())
                if text and (where, text) not in told:
                    told.add((where, text))
                    yield Aside(where, text)


def _plain(element: _Element) -> str:
    """The words below an element."""
    walk = _Walk(Looks(), {})
    inside = Inside()
    walk.inside(element, Look(), inside)
    return inside.text


@dataclass
class _Walk:
    """Goes through the body; collects comments and notes on its way."""

    looks: Looks
    changes: dict[str, TrackedEdit]
    notes: dict[str, Note] = field(default_factory=dict)
    resolved: set[Note] = field(default_factory=set)
    asides: list[Aside] = field(default_factory=list)
    tables: int = 0
    inserted: str = ""
    """Id of the insertion the words now read belong to."""

    def blocks(
        self,
        parent: _Element,
        *,
        table: int = 0,
        cell: tuple[int, int] = (0, 0),
        is_contents: bool = False,
    ) -> Iterator[RawParagraph]:
        """Every paragraph below `parent`, in reading order; tables inside a cell are part of the cell."""
        for child in parent:
            name = local_name(child)
            if name in _NOT_WALKED:
                continue
            if name in {"p", "h"}:
                yield self._paragraph(child, table, cell, is_contents=is_contents)
            elif name in {"change-start", "change-end"}:
                self._mark_change(child)
            elif name == "table" and not table:
                self.tables += 1
                yield from self._table(child, self.tables)
            else:
                listed = is_contents or name == "table-of-content"
                yield from self.blocks(child, table=table, cell=cell, is_contents=listed)

    def _table(self, element: _Element, number: int) -> Iterator[RawParagraph]:
        for row, line in enumerate(_rows(element)):
            for column, one in enumerate(one for one in line if local_name(one).endswith("table-cell")):
                yield from self.blocks(one, table=number, cell=(row, column))

    def _paragraph(
        self, element: _Element, table: int, cell: tuple[int, int], *, is_contents: bool
    ) -> RawParagraph:
        inside = Inside()
        level = element.get(f"{TEXT}outline-level", "0") if local_name(element) == "h" else "0"
        style = element.get(f"{TEXT}style-name", "")
        self.inside(element, self.looks.of(style, Look()), inside)
        is_contents = is_contents or self.looks.is_contents(style)
        return RawParagraph(inside, int(level) if level.isdigit() else 0, is_contents, table, cell)

    def inside(self, element: _Element, look: Look, into: Inside) -> None:
        """Read the words of an element into `into`."""
        self._add(element.text, look, into)
        for child in element:
            self._child(child, look, into)
            self._add(child.tail, look, into)

    def _child(self, child: _Element, look: Look, into: Inside) -> None:
        name = local_name(child)
        if name == "span":
            self.inside(child, self.looks.of(child.get(f"{TEXT}style-name", ""), look), into)
        elif name in {"s", "tab", "line-break"}:
            self._add(_space(child, name), look, into, is_exact=True)
        elif name.startswith("bookmark") and name != "bookmark-ref":
            _name(child, name, into)
        elif name.startswith("change"):
            into.edits += self._mark_change(child)
        elif name in {"annotation", "note"}:
            (self._comment if name == "annotation" else self._note)(child, into)
        elif name in {"frame", "custom-shape", "g"}:
            _drawing(child, into)
        elif name == "placeholder":
            self.inside(child, replace(look, set_aside="a prompt"), into)
        elif name not in {"annotation-end", "soft-page-break", "ruby-text", "reference-mark-start"}:
            self.inside(child, look, into)

    def _add(self, words: str | None, look: Look, into: Inside, *, is_exact: bool = False) -> None:
        if not words:
            return
        text = words if is_exact else words.replace("\n", " ").replace("\t", " ")
        into.segments.append(Segment(text, look.is_reference, look.set_aside))
        if self.inserted and (edit := self.changes.get(self.inserted)):
            into.edits.append(replace(edit, text=text))

    def _mark_change(self, element: _Element) -> list[TrackedEdit]:
        """Note where an insertion begins or ends; what was deleted here."""
        name, number = local_name(element), element.get(f"{TEXT}change-id", "")
        if name == "change-start":
            self.inserted = number
        elif name == "change-end" and self.inserted == number:
            self.inserted = ""
        return [self.changes[number]] if name == "change" and number in self.changes else []

    def _comment(self, element: _Element, into: Inside) -> None:
        words = "\n".join(_plain(one) for one in element.iter(f"{TEXT}p")).strip()
        by = visible(element.findtext(f"{_DC}creator") or "") or "somebody"
        if not words:
            return
        note = Note(
            by=by,
            on=parse_day(element.findtext(f"{_DC}date") or ""),
            text=visible(words, keep_breaks=True),
        )
        number = f"annotation-{len(self.notes) + 1}"
        self.notes[number] = note
        into.comments.append(number)
        if element.get(f"{_EXTENDED}resolved") == "true":
            self.resolved.add(note)

    def _note(self, element: _Element, into: Inside) -> None:
        kind = element.get(f"{TEXT}note-class", "footnote")
        key = f"{kind}-{element.get(f'{TEXT}id', '') or len(self.asides) + 1}"
        into.footnotes.append(key)
        body = element.find(f"{TEXT}note-body")
        for paragraph in body.iter(f"{TEXT}p") if body is not None else ():
            if text := visible(_plain(paragraph).strip()):
                self.asides.append(Aside(kind, text, key))


def _rows(table: _Element) -> Iterator[_Element]:
    """A table's own rows, whatever groups them."""
    for child in table:
        if local_name(child) == "table-row":
            yield child
        elif local_name(child) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(child)


def _space(element: _Element, name: str) -> str:
    if name != "s":
        return "\t" if name == "tab" else "\n"
    count = element.get(f"{TEXT}c", "1")
    return " " * min(int(count) if count.isdigit() else 1, 1000)


def _name(element: _Element, kind: str, into: Inside) -> None:
    name = element.get(f"{TEXT}name", "")
    if kind in {"bookmark", "bookmark-start"}:
        into.starts.append((name, name))
    if kind in {"bookmark", "bookmark-end"}:
        into.ends.append((name, bool(into.text.strip())))


def _drawing(element: _Element, into: Inside) -> None:
    """Note the words of text boxes and shapes, and pictures."""
    words = "\n".join(_plain(one) for one in element.iter(f"{TEXT}p", f"{TEXT}h")).strip()
    if words:
        into.boxes.append(words)
    into.pictures += sum(1 for _ in element.iter(f"{_DRAW}image"))
