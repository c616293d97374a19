"""The model as WordprocessingML text: strings, hundreds of times faster than element objects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from readiness.base.text import visible
from readiness.formats.word.columns import column_widths
from readiness.formats.word.model import Block, Cell, Chart, Paragraph, Run, Table

_BREAKS = re.compile(r"[\n\t]")

_FEWEST_PIECES = 2

CHART_HEIGHT = 150
"""Height of a chart in points."""

_EMU_PER_POINT = 12700

_FRAME = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Chart {number}" descr={words}/>'
    "<wp:cNvGraphicFramePr/>"
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)

_SINGLE_LINE = '<w:spacing w:line="240" w:lineRule="auto"/>'
"""The line a chart stands in is as high as the chart: programs differ in what more than one line adds."""

_CONTROL = (
    '<w:sdt><w:sdtPr><w:lock w:val="sdtLocked"/><w:tag '
    "w:val={tag}/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
)


@dataclass
class Writer:
    """Turns blocks into XML; keeps the numbers that must be unique in one document.

    `style_ids` gives the style id of each role in the template in use.
    """

    style_ids: dict[str, str]
    text_width: int
    """Width between the margins, in twentieths of a point."""
    last_bookmark: int = 0
    """The highest number of a bookmark so far."""
    charts: list[str] = field(default_factory=list)
    """Relationships of the charts, in order."""
    unnumbered: frozenset[str] = frozenset()
    """Roles whose style would number a paragraph that carries a number of its own."""
    _tables: int = field(default=0, init=False)
    _charts: int = field(default=0, init=False)

    def block(self, block: Block) -> str:
        """The XML of one paragraph, table or chart."""
        if isinstance(block, Table):
            return self.table(block)
        return self.chart(block) if isinstance(block, Chart) else self.paragraph(block)

    def paragraph(self, paragraph: Paragraph, *, section: str = "") -> str:
        """The XML of one paragraph; `section` is the sectPr of a section that ends with it."""
        properties = "".join(
            (
                f'<w:pStyle w:val="{self.style_ids[paragraph.role]}"/>',
                "<w:keepNext/>" if paragraph.keeps_with_next else "",
                "<w:pageBreakBefore/>" if paragraph.starts_page else "",
                '<w:numPr><w:numId w:val="0"/></w:numPr>' if paragraph.role in self.unnumbered else "",
                section,
            )
        )
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._marked_runs(paragraph)}</w:p>"

    def _marked_runs(self, paragraph: Paragraph) -> str:
        if not paragraph.bookmark:
            return self.runs(paragraph.runs)
        runs = paragraph.runs
        start = next((at for at, run in enumerate(runs) if not run.role), 0)
        end = next((at for at, run in enumerate(runs) if run.role and at > start), len(runs))
        inner = self.runs(runs[start:end])
        if paragraph.is_controlled:
            inner = _CONTROL.format(tag=quoteattr(paragraph.bookmark), inner=inner)
        covered = self.bookmarked(paragraph.bookmark, inner)
        return self.runs(runs[:start]) + covered + self.runs(runs[end:])

    def bookmarked(self, name: str, inner: str) -> str:
        """The XML inside a bookmark of this name."""
        self.last_bookmark += 1
        number = self.last_bookmark
        start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
        return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'

    def runs(self, runs: Iterable[Run]) -> str:
        """The XML of runs, fields and links within the document."""
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        look = f'<w:rPr><w:rStyle w:val="{self.style_ids[run.role]}"/></w:rPr>' if run.role else ""
        inner = f"<w:r>{look}{text_xml(run.text)}</w:r>"
        if run.field:
            inner = f"<w:fldSimple w:instr={quoteattr(run.field)}>{inner}</w:fldSimple>"
        if run.anchor:
            inner = f'<w:hyperlink w:anchor={quoteattr(run.anchor)} w:history="1">{inner}</w:hyperlink>'
        return inner

    def table(self, table: Table) -> str:
        """The XML of a caption and its table; the header row repeats on every page."""
        widths = column_widths(table, self.text_width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heading_cells = tuple((Run(column.heading),) for column in table.columns)
        roles = tuple("table_figure" if column.is_figure else "table_text" for column in table.columns)
        heads = tuple(
            "table_heading_figure" if column.is_figure else "table_heading" for column in table.columns
        )
        head = self._row(heading_cells, widths, heads, is_head=True)
        rows = "".join(self._row(cells, widths, roles) for cells in table.rows)
        return (
            f'{self._table_caption(table)}<w:tbl><w:tblPr><w:tblStyle w:val="{self.style_ids["table"]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            ' w:noHBand="0" w:noVBand="0"/>'
            f"<w:tblCaption w:val={quoteattr(clean(table.title))}/>"
            f"<w:tblDescription w:val={quoteattr(clean(table.description))}/></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        )

    def chart(self, chart: Chart) -> str:
        """The XML of a caption and its chart."""
        self._charts += 1
        frame = frame_xml(
            clean(chart.description), self.charts[self._charts - 1], self._charts, self.text_width
        )
        caption = self._caption("Figure", self._charts, chart)
        style = self.style_ids["body"]
        return f'{caption}<w:p><w:pPr><w:pStyle w:val="{style}"/>{_SINGLE_LINE}</w:pPr>{frame}</w:p>'

    def _table_caption(self, table: Table) -> str:
        self._tables += 1
        return self._caption("Table", self._tables, table)

    def _caption(self, word: str, number: int, block: Table | Chart) -> str:
        """The caption, numbered by a field: XML by hand, for python-docx has no door to fields."""
        label = (
            f'<w:r><w:t xml:space="preserve">{word} </w:t></w:r>'
            f'<w:fldSimple w:instr=" SEQ {word} \\* ARABIC ">'
            f"<w:r><w:t>{number}</w:t></w:r></w:fldSimple>"
        )
        label = self.bookmarked(block.bookmark, label) if block.bookmark else label
        title = f"<w:r>{text_xml(': ' + block.title)}</w:r>"
        style = self.style_ids["caption"]
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:keepNext/></w:pPr>{label}{title}</w:p>'

    def _row(
        self, cells: Iterable[Cell], widths: Iterable[int], roles: Iterable[str], *, is_head: bool = False
    ) -> str:
        properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{self.style_ids[role]}"/></w:pPr>{self.runs(cell)}</w:p></w:tc>'
            for cell, width, role in zip(cells, widths, roles, strict=True)
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def frame_xml(description: str, relation: str, number: int, text_width: int) -> str:
    """The run that shows a chart as wide as the text: XML by hand, for python-docx has no door to charts."""
    return _FRAME.format(
        width=text_width * _EMU_PER_POINT // 20,
        height=CHART_HEIGHT * _EMU_PER_POINT,
        number=number,
        words=quoteattr(description),
        relation=relation,
    )


def clean(text: str) -> str:
    """Text any XML can hold: control and direction characters as visible marks."""
    return visible(text, keep_breaks=True)


def text_xml(text: str) -> str:
    """The inside of a run: text, line breaks and tabs."""
    safe = clean(text)
    if len(pieces := _BREAKS.split(safe)) < _FEWEST_PIECES:
        return f'<w:t xml:space="preserve">{escape(safe)}</w:t>'
    breaks = ["<w:br/>" if found == "\n" else "<w:tab/>" for found in _BREAKS.findall(safe)]
    parts = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in pieces]
    return "".join(part + gap for part, gap in zip(parts, [*breaks, ""], strict=True))
