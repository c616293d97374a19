"""Writing PDF, CSV, HTML and text files from a content source."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from html import escape
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.example.source import Block, Source

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

STYLE_OF = {"heading1": "Heading1", "heading2": "Heading2", "paragraph": "BodyText"}
STYLE_SHEET = "body{font-family:Arial,sans-serif;max-width:46rem;margin:2rem auto;line-height:1.5}"


def write_pdf(source: Source, target: Path) -> None:
    """A PDF, one page or more per part, without compression or a time of making."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    flow: list[Flowable] = []
    for number, part in enumerate(source.parts):
        if number:
            flow.append(PageBreak())
        else:
            flow.extend(_opening(source))
        for block in part.blocks:
            flow.extend(_flowables(block))
    SimpleDocTemplate(
        str(target),
        pagesize=A4,
        title=source.title,
        author=source.by,
        lang="en-GB",
        invariant=1,
        pageCompression=0,
    ).build(flow)


def _opening(source: Source) -> Iterator[Flowable]:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    styles = getSampleStyleSheet()
    yield Paragraph(escape(source.title), styles["Title"])
    yield Paragraph(escape(f"{source.by}, {source.made:%d %B %Y}. Fictional example."), styles["BodyText"])


def _flowables(block: Block) -> Iterator[Flowable]:
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, Spacer, Table

    styles = getSampleStyleSheet()
    if block.kind == "table":
        rows = [[Paragraph(escape(cell), styles["BodyText"]) for cell in row] for row in block.rows]
        yield Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)], repeatRows=1)
        yield Spacer(1, 8)
    elif block.kind == "bullets":
        for line in block.lines:
            yield Paragraph(escape(line), styles["BodyText"], bulletText="\u2022")
    else:
        yield Paragraph(escape(block.text), styles[STYLE_OF[block.kind]])


def write_csv(source: Source, target: Path) -> None:
    """The document's tables as comma-separated values in UTF-8, as councils' systems export them."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for table in source.tables():
        writer.writerows(table.rows)
    target.write_bytes(out.getvalue().encode("utf-8-sig"))


def write_txt(source: Source, target: Path) -> None:
    """Plain text with a title line."""
    lines = [source.title, f"{source.by}, {source.made:%d %B %Y}. Fictional example.", ""]
    for part in source.parts:
        for block in part.blocks:
            lines += [f"- {line}" if block.kind == "bullets" else line for line in block.lines]
            lines.append("")
    target.write_bytes("\r\n".join(lines).encode())


def write_html(source: Source, target: Path) -> None:
    """A web page that stands alone."""
    body = "\n".join(_element(block) for part in source.parts for block in part.blocks)
    made = escape(f"{source.by}, {source.made:%d %B %Y}. Fictional example.")
    page = (
        f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(source.title)}</title>\n<style>{STYLE_SHEET}</style>\n</head>\n<body>\n"
        f"<h1>{escape(source.title)}</h1>\n<p>{made}</p>\n{body}\n</body>\n</html>\n"
    )
    target.write_bytes(page.encode())


def _element(block: Block) -> str:
    if block.kind == "table":
        head, *rows = block.rows
        return f"<table>\n{_row(head, 'th')}\n" + "\n".join(_row(row, "td") for row in rows) + "\n</table>"
    if block.kind == "bullets":
        return "<ul>\n" + "\n".join(f"<li>{escape(line)}</li>" for line in block.lines) + "\n</ul>"
    tag = {"heading1": "h2", "heading2": "h3", "paragraph": "p"}[block.kind]
    return f"<{tag}>{escape(block.text)}</{tag}>"


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
