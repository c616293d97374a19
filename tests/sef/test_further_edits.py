"""Edits of kinds the matrix does not have, one at a time in a copy of the example: each is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from readiness.sef.export import export_sef
from readiness.workspace.example import copy_example
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import (
    AS_AT,
    holding,
    named,
    paragraphs,
    plain_paragraph,
    plan_after,
    run,
    type_over,
    words_of,
)

pytestmark = pytest.mark.whole

Edit = Callable[[Any], object]

NEW = "zqnew"
"""Typed by each edit that brings words."""

SPACES = (
    f"{nsdecls('w', 'r', 'wp', 'a')} "
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPED = f"<w:r><w:t>{NEW}</w:t></w:r>"
BOXED = f"<w:txbxContent><w:p>{TYPED}</w:p></w:txbxContent>"
TRACKED = 'w:id="901" w:author="A. Nurse" w:date="2026-11-25T10:00:00Z"'

IN_A_STATEMENT = {
    "a text box": f"<w:r><w:pict><v:shape><v:textbox>{BOXED}</v:textbox></v:shape></w:pict></w:r>",
    "words drawn as a picture": f'<w:r><w:pict><v:textpath string="{NEW}"/></w:pict></w:r>',
    "a list to choose from": "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>"
    f"{TYPED}</w:sdtContent></w:sdt>",
    "a field": f'<w:fldSimple w:instr=" QUOTE x ">{TYPED}</w:fldSimple>',
    "a link": f'<w:hyperlink w:anchor="x">{TYPED}</w:hyperlink>',
    "a smart tag": f'<w:smartTag w:element="x">{TYPED}</w:smartTag>',
    "a reading above": f"<w:r><w:ruby><w:rt>{TYPED}</w:rt><w:rubyBase>{TYPED}</w:rubyBase></w:ruby></w:r>",
    "an equation": f"<m:oMath><m:r><m:t>{NEW}</m:t></m:r></m:oMath>",
    "struck out": f"<w:r><w:rPr><w:dstrike/></w:rPr><w:t>{NEW}</w:t></w:r>",
    "hidden": f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NEW}</w:t></w:r>",
    "white on white": f'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>{NEW}</w:t></w:r>',
    "tracked": f"<w:ins {TRACKED}>{TYPED}</w:ins>",
    "behind a tab and a break": f"<w:r><w:tab/><w:br/><w:t>{NEW}</w:t></w:r>",
}
"""Put at the end of a statement: what it stands in, and its XML."""


def _into(xml: str) -> Edit:
    whole = xml.replace(">", f" {SPACES}>", 1)
    return lambda document: named(document, "sef_S0006").append(parse_xml(whole))


def _below(*elements: Any) -> Edit:
    def edit(document: Any) -> None:
        for one in reversed(elements):
            named(document, "sef_S0006").addnext(one)

    return edit


def _behind(words: str) -> Edit:
    return lambda document: holding(document, words).append(run(f" {NEW}"))


def _heading(document: Any, words: str) -> Any:
    levels = {"Heading1", "Heading2", "Heading3"}
    return next(
        one
        for one in paragraphs(document)
        if words_of(one) == words and any(two.get(qn("w:val")) in levels for two in one.iter(qn("w:pStyle")))
    )


def _retitled(words: str) -> Edit:
    return lambda document: type_over(_heading(document, words), NEW)


def _table(document: Any, heading: str) -> Any:
    return next(one for one in document.tables if heading in (cell.text for cell in one.rows[0].cells))


def _merged(document: Any) -> None:
    row = _table(document, "Measure").rows[1]
    row.cells[0].merge(row.cells[1]).text = NEW


def _new_column(document: Any) -> None:
    table = _table(document, "Measure")
    table.add_column(914400)
    table.cell(1, len(table.columns) - 1).text = NEW


def _inner_table(document: Any) -> None:
    _table(document, "Action").rows[1].cells[0].add_table(1, 1).rows[0].cells[0].text = NEW


def _in_cell(heading: str, column: int) -> Edit:
    return lambda document: _table(document, heading).cell(1, column).paragraphs[0].add_run(f" {NEW}")


def _new_table(document: Any) -> None:
    table = document.add_table(1, 1)
    table.cell(0, 0).text = NEW
    named(document, "sef_S0006").addnext(table._tbl)


def _in_frame(part: str) -> Edit:
    return lambda document: getattr(document.sections[-1], part).paragraphs[0].add_run(NEW)


CONTROL = f"<w:sdt {SPACES}><w:sdtContent><w:p>{TYPED}</w:p></w:sdtContent></w:sdt>"
BRINGING: dict[str, Edit] = {
    **{f"{name} in a statement": _into(xml) for name, xml in IN_A_STATEMENT.items()},
    "a control of its own": _below(parse_xml(CONTROL)),
    "numbered by hand": _below(plain_paragraph(f"1. {NEW}")),
    "a caption": _behind(": Measures for A1"),
    "a caption of a chart": _behind("Figure 1: "),
    "the note below a chart": _behind("Dec 2023: 41%"),
    "the cover": _behind("Status: "),
    "the contents": _behind("Who we are"),
    "the framework's wording": _behind("children and young people's needs are identified"),
    "a group's heading": _retitled("Impact on children and young people"),
    "a section's heading": _retitled("A2 Participation in decisions"),
    "a heading within": _retitled("What we need to improve"),
    "cells joined": _merged,
    "a new column": _new_column,
    "a table in a cell": _inner_table,
    "a cell of the evidence": _in_cell("Title, kind and agencies", 1),
    "a cell of the gaps": _in_cell("What is wrong", 1),
    "a new table": _new_table,
    "the header": _in_frame("header"),
    "the footer": _in_frame("footer"),
}


def _section(document: Any, words: str, following: str) -> list[Any]:
    body = list(document.element.body)
    return body[body.index(_heading(document, words)) : body.index(_heading(document, following))]


A2, A3, A4 = "A2 Participation in decisions", "A3 Right help at the right time", "A4 Next steps and outcomes"


def _swapped(document: Any) -> None:
    first = _heading(document, A2)
    for one in _section(document, A3, A4):
        first.addprevious(one)


def _deleted_section(document: Any) -> None:
    for one in _section(document, A2, A3):
        document.element.body.remove(one)


def _deleted_row(document: Any) -> None:
    row = _table(document, "Action").rows[1]._tr
    row.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} {TRACKED}/>"))


def _deleted_table(document: Any) -> None:
    table = _table(document, "Measure")._tbl
    table.getparent().remove(table)


def _deleted_chart(document: Any) -> None:
    drawing = next(document.element.body.iter(qn("w:drawing")))
    drawing.getparent().remove(drawing)


OTHERS: dict[str, tuple[Edit, str]] = {
    "sections in another order": (_swapped, f"The section \u201c{A3}\u201d stands below"),
    "a section deleted": (_deleted_section, "S0009.text"),
    "a row deleted with tracking": (_deleted_row, "Open one front door for autism and ADHD assessment |"),
    "a table deleted": (_deleted_table, "The table \u201cMeasures for A1"),
    "a chart deleted": (_deleted_chart, "1 chart was taken out."),
}
"""Edits that bring no words, and what is told of each."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A copy of the worked example, its working draft exported beside it."""
    folder = copy_example(tmp_path_factory.mktemp("example") / "copy")
    ws = open_workspace(folder, user="x", clock=lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC))
    export_sef(ws, folder.with_name("sef.docx"), as_at=AS_AT)
    yield ws
    ws.close()


def shown(ws: Workspace, edit: Edit) -> str:
    """All that is shown of an edited copy."""
    plan = plan_after(ws, Path(ws.root).with_name("sef.docx"), lambda document: void(edit(document)))
    items = (f"{one.key} {one.theirs} {one.reason} {one.note.text if one.note else ''}" for one in plan.items)
    return "\n".join((*items, *plan.remarks))


def void(_: object) -> None:
    """Nothing, whatever an edit gives back."""


@pytest.mark.parametrize("edit", BRINGING.values(), ids=BRINGING)
def test_words_are_shown_wherever_they_were_typed(edit: Edit, example: Workspace) -> None:
    """In what is proposed, or told beside it."""
    assert NEW in shown(example, edit)


@pytest.mark.parametrize(("edit", "told"), OTHERS.values(), ids=OTHERS)
def test_what_moved_or_went_is_told(edit: Edit, told: str, example: Workspace) -> None:
    """By what it was."""
    assert told in shown(example, edit)
