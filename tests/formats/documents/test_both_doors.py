"""One file gives the same words, whether it is taken in as evidence or comes back as a self-evaluation."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from readiness.formats.sheets.grids import document_grids
from readiness.formats.text.collector import clean
from readiness.formats.text.readers import extract_here
from readiness.sef.word_in.reading import read_raw
from tests.sef.returned_copies import plain_paragraph, run
from tests.sef.saved_elsewhere import as_open_document, as_rich_text, as_web_page

ROUTES = Path(__file__).parents[2] / "sef" / "routes"

SAVED = ("same.docx", "docx.docx", "doc.docx", "sef.odt", "sef.rtf", "sef.html")
"""One self-evaluation, as made here and as LibreOffice saved it."""


def by_the_door_of_evidence(path: Path) -> Counter[str]:
    """Every word the search finds; bars stand between cells."""
    return Counter(extract_here(path).text.replace("|", " ").split())


def by_the_door_of_the_self_evaluation(path: Path) -> Counter[str]:
    """Every word that is set against what was printed, and those set beside it."""
    document = read_raw(path.read_bytes(), name=path.name).document
    texts = [one.inside.seen for one in document.paragraphs if not one.is_contents]
    texts += [words for one in document.paragraphs for words in one.inside.boxes]
    texts += [aside.text for aside in document.asides if aside.where != "text box"]
    return Counter(word for text in texts for word in clean(text.replace("|", " ")).split())


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_self_evaluation_reads_alike(name: str) -> None:
    """Headings, tables, notes, page headers and footers: nothing is known to one door alone."""
    path = ROUTES / name
    found = by_the_door_of_evidence(path)
    assert sum(found.values()) > 3000
    assert found == by_the_door_of_the_self_evaluation(path)


def made() -> bytes:
    """A document with a heading, a table, words struck out, hidden and deleted, and a hyphen that holds."""
    document = docx.Document()
    document.add_heading("Short breaks", 1)
    document.add_paragraph("Forty co\u2011ordinated\u00a0visits, \u201cas asked\u201d.")
    looks = plain_paragraph("Seen ")
    looks.append(run("crossed ", "<w:strike/>"))
    looks.append(run("unseen", "<w:vanish/>"))
    document.element.body.insert(2, looks)
    table = document.add_table(2, 2)
    for at, words in enumerate(("Year", "Families", "2026", "12\u202f000")):
        table.cell(at // 2, at % 2).text = words
    document.add_paragraph("Last line.")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "docx": bytes,
    "odt": as_open_document,
    "rtf": as_rich_text,
    "html": as_web_page,
}


@pytest.mark.parametrize("kind", WAYS)
def test_a_made_document_reads_alike(tmp_path: Path, kind: str) -> None:
    """Its table and its letters, too."""
    path = tmp_path / f"made.{kind}"
    path.write_bytes(WAYS[kind](made()))
    found = by_the_door_of_evidence(path)
    assert found == by_the_door_of_the_self_evaluation(path)
    assert {"Short", "co-ordinated", "asked\u201d.", "Families", "Last"} <= set(found)


def test_a_list_that_was_asked_for_reads_alike(tmp_path: Path) -> None:
    """The table of a request list says what the search finds in it."""
    path = tmp_path / "made.docx"
    document = docx.Document(io.BytesIO(made()))
    cell = document.tables[0].cell(0, 0).paragraphs[0]
    cell.add_run()._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
    cell.add_run("long")
    document.save(str(path))
    (grid,) = document_grids(path)
    words = [word for _, row in grid.rows for one in row for word in clean(str(one)).split()]
    assert words[0] == "Year-long"
    assert not Counter(words) - by_the_door_of_evidence(path)


def test_hidden_words_are_for_neither(tmp_path: Path) -> None:
    """What nobody sees is no evidence, and no words that came back; what is struck out is still seen."""
    path = tmp_path / "made.docx"
    path.write_bytes(made())
    found = by_the_door_of_evidence(path)
    assert ("unseen" in found, "crossed" in found) == (False, True)
