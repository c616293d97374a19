"""The other parts of a returned Word file: stamp, styles, comments, notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.formats.packages import Package
from readiness.model.records.evaluation import Note
from readiness.sef.round_trip.edited import Aside
from readiness.sef.round_trip.stamp import EARLIER_STAMP_NAMESPACES, STAMP_NAMESPACE, SefStamp, parse_stamp
from readiness.sef.word_in.raw import Comments
from readiness.sef.word_in.runs import SWITCHED_OFF, W, parse_day, read_inside

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class StyleMeanings:
    """What a paragraph or run of a style is, by style id."""

    levels: dict[str, int]
    """Heading level, 1 to 9."""
    contents: frozenset[str]
    """Lines of a contents page."""
    references: frozenset[str]
    """Printed references."""


_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"

_STAMPS = {f"{{{name}}}stamp" for name in (STAMP_NAMESPACE, *EARLIER_STAMP_NAMESPACES)}

_REFERENCE_STYLE_NAMES = {"sef reference", "sef evidence number"}


def read_stamp(package: Package) -> SefStamp | None:
    """The stamp of the export, or None when the file has none or it was damaged."""
    for name in sorted(package.names):
        if not (name.startswith("customXml/") and name.endswith(".xml")):
            continue
        root = package.xml(name)
        if root.tag in _STAMPS:
            return parse_stamp("".join(root.itertext()))
    return None


def read_styles(package: Package, main: str) -> StyleMeanings:
    """What the document's styles mean; empty meanings where it has none."""
    levels: dict[str, int] = {}
    contents, references = set(), set()
    for part in package.related(main, "styles"):
        for style, name in _named(package.xml(part)):
            key = style.get(f"{W}styleId", "")
            if name.startswith("heading ") and name[8:].isdigit():
                levels[key] = int(name[8:])
            elif (outline := style.find(f"{W}pPr/{W}outlineLvl")) is not None:
                level = outline.get(f"{W}val", "")
                levels[key] = int(level) + 1 if level.isdigit() and int(level) < 9 else 0  # noqa: PLR2004 - 9: body
            if name.startswith(("toc ", "contents ")):
                contents.add(key)
            if name in _REFERENCE_STYLE_NAMES:
                references.add(key)
    return StyleMeanings(levels, frozenset(contents), frozenset(references))


def _named(root: _Element) -> Iterator[tuple[_Element, str]]:
    for style in root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        yield style, "" if name is None else name.get(f"{W}val", "").lower()


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
    """Words of headers, footers, footnotes and endnotes."""
    for kind in ("header", "footer"):
        for part in package.related(main, kind):
            yield from _asides(package.xml(part), kind)
    for kind in ("footnote", "endnote"):
        for part in package.related(main, f"{kind}s"):
            for one in package.xml(part).iter(f"{W}{kind}"):
                if one.get(f"{W}type", "normal") == "normal":
                    yield from _asides(one, kind, f"{kind}-{one.get(f'{W}id', '')}")


def _asides(root: _Element, where: str, key: str = "") -> Iterable[Aside]:
    texts = (read_inside(one, frozenset()).text.strip() for one in root.iter(f"{W}p"))
    return [Aside(where, visible(text), key) for text in texts if text]
