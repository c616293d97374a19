"""Reading a Word document (.docx): every tracked change accepted, every name kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.formats.documents.model import RawDocument, RawParagraph, box_key
from readiness.formats.documents.word_parts import (
    StyleMeanings,
    outline_level,
    read_asides,
    read_comments,
    read_styles,
)
from readiness.formats.documents.word_runs import W, is_plain, local_name, read_inside, read_plain
from readiness.formats.packages import Package, UnreadableError
from readiness.model.records.written import Aside

if TYPE_CHECKING:
    from lxml.etree import _Element

_PASSED_THROUGH = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "tr", "tc"}


def read_word(package: Package, name: str) -> RawDocument:
    """What stands in a Word document.

    Raises:
        UnreadableError: It is damaged, hostile, or another Office file.
    """
    usual = (name for name in ("word/document.xml",) if name in package.names)
    main = next(iter((*package.related("", "officeDocument"), *usual)), "")
    body = package.xml(main).find(f"{W}body") if main else None
    if body is None:
        raise UnreadableError(
            "It has no text part.", "Save it as .docx and try again.", state="kind_not_read"
        )
    paragraphs = tuple(_Body(read_styles(package, main)).paragraphs(body))
    boxes = (
        Aside("text box", visible(text), box_key(text)) for one in paragraphs for text in one.inside.boxes
    )
    return RawDocument(
        paragraphs,
        read_comments(package, main),
        (*read_asides(package, main), *boxes),
        tuple(_problems(package, main, name)),
        package.title(),
    )


def _problems(package: Package, main: str, name: str) -> Iterator[Problem]:
    if package.related(main, "aFChunk"):
        yield Problem(
            "warning",
            Where(visible(name)),
            "A pasted web page was not read.",
            "Open it in Word, save it and import again.",
        )


@dataclass
class _Body:
    """Walks the body; names that start or end between paragraphs go to the next one."""

    styles: StyleMeanings
    starts: list[tuple[str, str]] = field(default_factory=list)
    ends: list[tuple[str, bool]] = field(default_factory=list)
    tables: int = 0
    is_plain: bool = False
    """Whether the table being walked holds nothing but words."""
    row: int = -1
    column: int = -1

    def paragraphs(
        self, parent: _Element, *, table: int = 0, is_outer: bool = True
    ) -> Iterator[RawParagraph]:
        """Every paragraph below `parent`, in reading order; tables inside a cell are part of the cell."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                yield self._paragraph(child, table)
            elif name == "bookmarkStart":
                self.starts.append((child.get(f"{W}id", ""), child.get(f"{W}name", "")))
            elif name == "bookmarkEnd":
                self.ends.append((child.get(f"{W}id", ""), False))
            elif name == "tbl":
                if not table:
                    self.tables += 1
                    self.row = -1
                    self.is_plain = is_plain(child)
                yield from self.paragraphs(child, table=table or self.tables, is_outer=not table)
            elif name in _PASSED_THROUGH and child.find(f"{W}trPr/{W}del") is None:
                if is_outer and name == "tr":
                    self.row, self.column = self.row + 1, -1
                elif is_outer and name == "tc":
                    self.column += 1
                yield from self.paragraphs(child, table=table, is_outer=is_outer and name != "tc")

    def _paragraph(self, element: _Element, table: int) -> RawParagraph:
        inside = (
            read_plain(element) if table and self.is_plain else read_inside(element, self.styles.references)
        )
        inside.starts[:0], inside.ends[:0] = self.starts, self.ends
        self.starts, self.ends = [], []
        place = (max(self.row, 0), max(self.column, 0)) if table else (0, 0)
        properties = element.find(f"{W}pPr")
        found = properties.find(f"{W}pStyle") if properties is not None else None
        style = "" if found is None else found.get(f"{W}val", "")
        stated = outline_level(properties)
        return RawParagraph(
            inside,
            self.styles.levels.get(style, 0) if stated is None else stated,
            is_title=style in self.styles.titles,
            is_printed=style in self.styles.printed,
            is_contents=style in self.styles.contents,
            table=table,
            cell=place,
        )
