"""The other parts of a Word file: styles, comments, notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.formats.documents.model import PRINTED_STYLES, REFERENCE_STYLES, Comments
from readiness.formats.documents.word_runs import SWITCHED_OFF, W, parse_day, read_inside
from readiness.formats.packages import Package
from readiness.model.records.evaluation import Note
from readiness.model.records.written import Aside

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class StyleMeanings:
    """What a paragraph or run of a style is, by style id."""

    levels: dict[str, int]
    """Heading level, 1 to 9."""
    titles: frozenset[str]
    """The document's own title."""
    contents: frozenset[str]
    """Lines of a contents page."""
    references: frozenset[str]
    """Printed references."""
    printed: frozenset[str]
    """What is printed around words that people write."""


_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def read_styles(package: Package, main: str) -> StyleMeanings:
    """What the document's styles mean; empty meanings where it has none."""
    levels: dict[str, int] = {}
    titles, contents, references, printed = set(), set(), set(), set()
    for part in package.related(main, "styles"):
        styles = {one.get(f"{W}styleId", ""): one for one in package.xml(part).iter(f"{W}style")}
        for key, style in styles.items():
            name = _name(style)
            line = list(_line(key, styles))
            levels[key] = next((level for one in line if (level := _level(one)) is not None), 0)
            if any(_name(one) == "title" for one in line):
                titles.add(key)
            if any(_name(one).startswith(("toc ", "contents ")) for one in line):
                contents.add(key)
            if name in REFERENCE_STYLES:
                references.add(key)
            if name in PRINTED_STYLES:
                printed.add(key)
    return StyleMeanings(
        levels, frozenset(titles), frozenset(contents), frozenset(references), frozenset(printed)
    )


_DEEPEST_BASE = 12

_BODY = 9
"""Outline level of what is no heading; headings are 0 to 8 in the file."""


def _line(key: str, styles: Mapping[str, _Element]) -> Iterator[_Element]:
    """A style and those it is based on, nearest first."""
    for _ in range(_DEEPEST_BASE):
        if (style := styles.get(key)) is None:
            return
        yield style
        base = style.find(f"{W}basedOn")
        key = "" if base is None else base.get(f"{W}val", "")


def _name(style: _Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "").lower()


def _level(style: _Element) -> int | None:
    """The heading level a style gives, 0 where it says there is none; None where it says nothing."""
    name = _name(style)
    if name.startswith("heading ") and name[8:].isdigit():
        return int(name[8:])
    return outline_level(style.find(f"{W}pPr"))


def outline_level(properties: _Element | None) -> int | None:
    """The heading level paragraph properties state, 0 for none; None where they state nothing."""
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    if outline is None:
        return None
    level = outline.get(f"{W}val", "")
    return int(level) + 1 if level.isdigit() and int(level) < _BODY else 0


@dataclass(slots=True)
class _Comment:
    number: str
    by: str
    on: date | None
    text: str
    last: str
    """Id of its last paragraph, by which Word tells threads and what is resolved."""


def read_comments(package: Package, main: str) -> Comments:
    """Comments by id; replies stand below the comment they answer, in its note."""
    found = [one for part in package.related(main, "comments") for one in _comments(package.xml(part))]
    above, done = _threads(package, main)
    by_last = {one.last: one for one in found if one.last}
    first_of = {one.number: _first(one, above, by_last) for one in found}
    notes: dict[str, Note] = {}
    resolved: set[Note] = set()
    for one in found:
        thread = [other for other in found if first_of[other.number] is one and other.text]
        if first_of[one.number] is not one or not thread:
            continue
        note = Note(by=thread[0].by, on=thread[0].on, text=_thread_text(thread))
        notes.update((other.number, note) for other in found if first_of[other.number] is one)
        if one.last in done:
            resolved.add(note)
    return Comments(notes, frozenset(resolved))


def _thread_text(thread: list[_Comment]) -> str:
    first, *replies = thread
    lines = [first.text]
    for one in replies:
        when = f", {one.on.day} {one.on:%B %Y}" if one.on else ""
        lines.append(f"{one.by}{when}: {one.text}")
    return "\n".join(lines)


def _first(comment: _Comment, above: dict[str, str], by_last: dict[str, _Comment]) -> _Comment:
    """The comment a thread began with."""
    seen = {comment.last}
    while (parent := by_last.get(above.get(comment.last, ""))) is not None and parent.last not in seen:
        seen.add(parent.last)
        comment = parent
    return comment


def _comments(root: _Element) -> Iterator[_Comment]:
    for comment in root.iter(f"{W}comment"):
        paragraphs = list(comment.iter(f"{W}p"))
        lines = ("".join(one.itertext(f"{W}t")) for one in paragraphs)
        yield _Comment(
            comment.get(f"{W}id", ""),
            visible(comment.get(f"{W}author", "")) or "somebody",
            parse_day(comment.get(f"{W}date", "")),
            visible("\n".join(line for line in lines if line.strip()), keep_breaks=True),
            paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else "",
        )


def _threads(package: Package, main: str) -> tuple[dict[str, str], frozenset[str]]:
    """Paragraph id of the comment above each reply, and of comments that are resolved."""
    above: dict[str, str] = {}
    done: set[str] = set()
    for part in package.related(main, "commentsExtended"):
        for one in package.xml(part).iter(f"{_W15}commentEx"):
            key = one.get(f"{_W15}paraId", "")
            if parent := one.get(f"{_W15}paraIdParent", ""):
                above[key] = parent
            if one.get(f"{_W15}done", "0").lower() not in SWITCHED_OFF:
                done.add(key)
    return above, frozenset(done)


def read_asides(package: Package, main: str) -> Iterator[Aside]:
    """Words of headers and footers, each once, of footnotes, endnotes and diagrams."""
    for kind in ("header", "footer"):
        parts = package.related(main, kind)
        yield from dict.fromkeys(one for part in parts for one in _asides(package.xml(part), kind))
    for kind in ("footnote", "endnote"):
        for part in package.related(main, f"{kind}s"):
            for one in package.xml(part).iter(f"{W}{kind}"):
                if one.get(f"{W}type", "normal") == "normal":
                    yield from _asides(one, kind, f"{kind}-{one.get(f'{W}id', '')}")
    for part in package.related(main, "diagramData"):
        for paragraph in package.xml(part).iter(f"{_A}p"):
            if text := visible("".join(one.text or "" for one in paragraph.iter(f"{_A}t")).strip()):
                yield Aside("diagram", text)


def _asides(root: _Element, where: str, key: str = "") -> Iterable[Aside]:
    texts = (read_inside(one, frozenset()).seen.strip() for one in root.iter(f"{W}p"))
    return [Aside(where, visible(text), key) for text in texts if text]
