"""Words out of a PowerPoint presentation, slide by slide, with the speaker's notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.formats.packages import Package, UnreadableError
from readiness.formats.text.collector import Collector, heading_text
from readiness.model.records.evidence import Pinpoint

if TYPE_CHECKING:
    from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_TITLES = {"title", "ctrTitle"}

_SET = {"1", "true"}
"""How an attribute says yes."""

_FURNITURE = {"sldNum", "dt", "ftr", "hdr", "sldImg"}


def read_pptx(package: Package, into: Collector) -> None:
    """Collect words slide by slide; the page of a pinpoint is the slide's number; raises UnreadableError."""
    main = package.relations("_rels/.rels", "", "officeDocument")
    if not main:
        raise UnreadableError("The presentation has no list of slides.", "Ask for the file again.")
    into.name(package.title() if package.title() != "PowerPoint Presentation" else "")
    for number, name in enumerate(_slides(package, main[0][1]), start=1):
        _read_slide(package, name, str(number), into)


def _slides(package: Package, main: str) -> list[str]:
    """Part names of the slides in the order they are shown."""
    folder, _, name = main.rpartition("/")
    parts = dict(package.relations(f"{folder}/_rels/{name}.rels", folder, "slide"))
    order = (one.get(f"{_R}id", "") for one in package.xml(main).iter(f"{P}sldId"))
    return [parts[key] for key in order if key in parts]


def _read_slide(package: Package, name: str, number: str, into: Collector) -> None:
    root = package.xml(name)
    title = next((_shape_text(one) for one in root.iter(f"{P}sp") if _place(one) in _TITLES), "")
    into.name(title)
    at = Pinpoint(page=number, heading=heading_text(title))
    others = [*package.related(name, "notesSlide"), *package.related(name, "diagramData")]
    for part in [root, *(package.xml(other) for other in others)]:
        for one in part.iter(f"{A}p", f"{A}tbl"):
            if one.tag == f"{A}tbl":
                _read_table(one, at, into)
            elif next(one.iterancestors(f"{A}tbl"), None) is None:
                shape = next(one.iterancestors(f"{P}sp"), None)
                if shape is None or _place(shape) not in _FURNITURE:
                    into.add(_paragraph_text(one), at)


def _read_table(table: etree._Element, at: Pinpoint, into: Collector) -> None:
    """Collect a table's rows; a merged cell's words stand in every cell it covers."""
    into.begin_table()
    above: list[str] = []
    for row in table.iterchildren(f"{A}tr"):
        cells: list[str] = []
        covered: set[int] = set()
        for place, cell in enumerate(row.iterchildren(f"{A}tc")):
            if cell.get("hMerge") in _SET and cells:
                text = cells[-1]
            elif cell.get("vMerge") in _SET and place < len(above):
                text = above[place]
            else:
                cells.append(_shape_text(cell))
                continue
            cells.append(text)
            covered.add(place)
        into.add_row(cells, at, covered=covered)
        above = cells


def _place(shape: etree._Element) -> str:
    """The kind of placeholder a shape fills: ``title``, ``body``, ``sldNum`` ...; empty for none."""
    place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return "" if place is None else place.get("type", "body")


def _shape_text(shape: etree._Element) -> str:
    return " ".join(_paragraph_text(one) for one in shape.iter(f"{A}p"))


def _paragraph_text(paragraph: etree._Element) -> str:
    return "".join(
        (one.text or "") if one.tag == f"{A}t" else " " for one in paragraph.iter(f"{A}t", f"{A}br")
    )
