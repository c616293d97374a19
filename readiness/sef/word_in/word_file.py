"""Reading a returned Word document (.docx): every tracked change accepted, every name kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.formats.packages import Package
from readiness.sef.round_trip.edited import Aside
from readiness.sef.word_in.parts import StyleMeanings, read_asides, read_comments, read_stamp, read_styles
from readiness.sef.word_in.raw import RawParagraph, RawSef
from readiness.sef.word_in.runs import W, box_key, is_plain, local_name, read_inside, read_plain

if TYPE_CHECKING:
    from lxml.etree import _Element

_PASSED_THROUGH = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "tr", "tc"}


def read_word(content: bytes, name: str) -> RawSef:
    """What stands in a Word document.

    Raises:
        UnreadableError: It is damaged or hostile.
        RefusedError: It holds macros, or is another Office file.
    """
    with Package(io.BytesIO(content), "sef") as package:
        return _read(package, name)


def _read(package: Package, name: str) -> RawSef:
    if any(one.endswith("vbaProject.bin") for one in package.names):
        raise RefusedError(
            f"{visible(name)} holds macros.",
            "",
            "Save it as a Word document (.docx) without macros and try again.",
        )
    main = next(iter(package.related("", "officeDocument")), "")
    body = package.xml(main).find(f"{W}body") if main else None
    if body is None:
        raise RefusedError(
            f"{visible(name)} is not a Word document.", main, "Save it as .docx and try again."
        )
    paragraphs = tuple(_Body(read_styles(package, main)).paragraphs(body))
    boxes = (
        Aside("text box", visible(text), box_key(text)) for one in paragraphs for text in one.inside.boxes
    )
    return RawSef(
        read_stamp(package),
        paragraphs,
        read_comments(package, main),
        (*read_asides(package, main), *boxes),
        tuple(_problems(package, main, name)),
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
            elif name in _PASSED_THROUGH:
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
        found = element.find(f"{W}pPr/{W}pStyle")
        style = "" if found is None else found.get(f"{W}val", "")
        level, is_contents = self.styles.levels.get(style, 0), style in self.styles.contents
        return RawParagraph(inside, level, is_contents, table, place)
