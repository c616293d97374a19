"""What editors do to an exported self-evaluation, and the programs they send it back with."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.sef.returned_copies import (
    as_plain_text,
    holding,
    into_table,
    named,
    plain_paragraph,
    run,
    type_over,
    without_bookmarks,
    without_stamp,
)
from tests.sef.saved_elsewhere import WAYS

Document = Any


class Edit(NamedTuple):
    """One thing an editor does."""

    do: Callable[[Document], None]
    new: str
    """Words that came with it; empty where it only moved or took out."""
    about: frozenset[str]
    """Statements it is about: nothing else may be touched."""


def _retype(name: str, words: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        first, *others = named(document, name).iter(qn("w:t"))
        first.text = words
        del others

    return edit


def _insert(document: Document) -> None:
    text = next(named(document, "sef_S0002").iter(qn("w:t")))
    text.text = text.text.replace("plans name", "plans of older children name")


def _at_end(document: Document) -> None:
    named(document, "sef_S0001").append(run(" Fewer families complain."))


def _at_start(document: Document) -> None:
    text = next(named(document, "sef_S0001").iter(qn("w:t")))
    text.text = f"Since autumn: {text.text}"


def _delete(document: Document) -> None:
    paragraph = named(document, "sef_S0002")
    paragraph.getparent().remove(paragraph)


def _split(document: Document) -> None:
    paragraph = named(document, "sef_S0003")
    text = next(paragraph.iter(qn("w:t")))
    head, _, tail = text.text.partition(" every month")
    text.text = head
    paragraph.addnext(plain_paragraph(f"Every month{tail} on the website"))


def _join(document: Document) -> None:
    first, second = named(document, "sef_S0004"), named(document, "sef_S0005")
    for one in list(second):
        if one.tag != qn("w:pPr"):
            first.append(one)
    second.getparent().remove(second)


def _swap(document: Document) -> None:
    first, second = named(document, "sef_S0004"), named(document, "sef_S0005")
    second.addnext(first)


def _move(document: Document) -> None:
    named(document, "sef_S0006").addnext(named(document, "sef_S0004"))


def _copy(document: Document) -> None:
    paragraph = named(document, "sef_S0001")
    paragraph.addnext(copy.deepcopy(paragraph))


def _add(words: str, after: str) -> Callable[[Document], None]:
    return lambda document: named(document, after).addnext(plain_paragraph(words))


def _add_listed(document: Document) -> None:
    named(document, "sef_S0006").addnext(
        plain_paragraph("Each school now has a lead for speech", "ListBullet")
    )


def _over(holds: str, words: str) -> Callable[[Document], None]:
    return lambda document: type_over(holding(document, holds), words)


def _heading(document: Document) -> None:
    type_over(named(document, "sefsec_1"), "How to read it")


def _cell(before: str, words: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        type_over(next(one for one in cells if one.text == before).paragraphs[0]._p, words)

    return edit


def _table(document: Document) -> None:
    into_table(named(document, "sef_S0004"), named(document, "sef_S0005"))


def _numbers(document: Document) -> None:
    paragraph = named(document, "sef_S0001")
    for one in list(paragraph.iter(qn("w:r"))):
        if "".join(part.text or "" for part in one.iter(qn("w:t"))) == "1":
            paragraph.remove(one)


def _tracked(document: Document) -> None:
    paragraph = named(document, "sef_S0002")
    words = f'<w:ins {nsdecls("w")} w:id="90" w:author="A. Nurse" w:date="2026-11-20T09:00:00Z"/>'
    inserted = parse_xml(words)
    inserted.append(run(" A. Nurse asks for a date."))
    paragraph.append(inserted)


def _nothing(_document: Document) -> None:
    return


EDITS: dict[str, Edit] = {
    "nothing": Edit(_nothing, "", frozenset()),
    "retype": Edit(_retype("sef_S0002", "Plans are late"), "Plans are late", frozenset({"S0002"})),
    "insert in the middle": Edit(_insert, "of older children", frozenset({"S0002"})),
    "insert at the start": Edit(_at_start, "Since autumn", frozenset({"S0001"})),
    "insert behind the reference": Edit(_at_end, "Fewer families complain", frozenset({"S0001"})),
    "delete": Edit(_delete, "", frozenset({"S0002"})),
    "split": Edit(_split, "on the website", frozenset({"S0003"})),
    "join": Edit(_join, "", frozenset({"S0004", "S0005"})),
    "swap": Edit(_swap, "", frozenset({"S0004", "S0005"})),
    "move to another section": Edit(_move, "", frozenset({"S0004"})),
    "copy": Edit(_copy, "", frozenset({"S0001"})),
    "new paragraph": Edit(
        _add("Nurses visit every special school", "sef_S0005"),
        "Nurses visit every special school",
        frozenset(),
    ),
    "new item of a list": Edit(_add_listed, "Each school now has a lead for speech", frozenset()),
    "impact": Edit(
        _retype("sef_S0001_impact", "The difference this makes: 90 wait"), "90 wait", frozenset({"S0001"})
    ),
    "over a missing headline": Edit(
        _over("a sentence that sums up", "Help comes sooner"), "Help comes sooner", frozenset()
    ),
    "over the area": Edit(
        _over("a description of the area", "A coastal county"), "A coastal county", frozenset()
    ),
    "a heading": Edit(_heading, "How to read it", frozenset()),
    "a cell": Edit(_cell("missing", "Children are safe"), "Children are safe", frozenset()),
    "into a table": Edit(_table, "", frozenset({"S0004", "S0005"})),
    "evidence numbers": Edit(_numbers, "", frozenset({"S0001"})),
    "tracked": Edit(_tracked, "A. Nurse asks for a date", frozenset({"S0002"})),
}


def edited(content: bytes, *edits: Edit) -> bytes:
    """The document after these edits, saved as Word."""
    document = docx.Document(io.BytesIO(content))
    for one in edits:
        one.do(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _by_file(change: Callable[[Path, Path], Path]) -> Callable[[bytes], bytes]:
    def through(content: bytes) -> bytes:
        with TemporaryDirectory() as name:
            source = Path(name) / "a.docx"
            source.write_bytes(content)
            return change(source, Path(name) / "b.docx").read_bytes()

    return through


def _unnamed(content: bytes) -> bytes:
    return edited(content, Edit(without_bookmarks, "", frozenset()))


PROGRAMS: dict[str, Callable[[bytes], bytes]] = {
    "Word": bytes,
    "drops the stamp": _by_file(without_stamp),
    "drops the names": _unnamed,
    "pasted as plain text": _by_file(as_plain_text),
    "OpenDocument": WAYS["odt"],
    "rich text": WAYS["rtf"],
    "web page": WAYS["html"],
    "text file": WAYS["txt"],
}
"""Ways a document comes back."""
