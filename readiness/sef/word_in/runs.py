"""The inside of a Word paragraph, with its tracked changes accepted: words, names, edits, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.sef.round_trip.edited import EditKind, TrackedEdit
from readiness.sef.round_trip.stamp import Piece, SefStamp

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_LETTERS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}

_GONE: dict[str, EditKind] = {"del": "deleted", "moveFrom": "moved"}

_NEW: dict[str, EditKind] = {"ins": "inserted", "moveTo": "moved"}

_WORDS = (f"{W}t", *(f"{W}{name}" for name in _LETTERS))

_NOT_PLAIN = (
    *(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "commentReference", "bookmarkStart")),
    *(f"{W}{name}" for name in ("bookmarkEnd", "txbxContent", "delText", "tabs")),
    f"{_COMPATIBILITY}AlternateContent",
)

_OPAQUE = {"pPr", "rPr", "txbxContent", "pict", "drawing", "object", "instrText"}


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one look."""

    text: str
    is_reference: bool = False
    """Whether they look like a printed reference (its character style, or superscript)."""


@dataclass(slots=True)
class Inside:
    """What a paragraph holds."""

    segments: list[Segment] = field(default_factory=list)
    starts: list[tuple[str, str]] = field(default_factory=list)
    """(id, name) of bookmarks that start here."""
    ends: list[tuple[str, bool]] = field(default_factory=list)
    """(id, whether words stand before it here) of bookmarks that end here."""
    edits: list[TrackedEdit] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """Ids of comments anchored here."""
    has_text_box: bool = False
    joins_next: bool = False
    """Whether the end of the paragraph was deleted, so that the next one follows on."""

    @property
    def text(self) -> str:
        """The words."""
        return "".join(one.text for one in self.segments)


@dataclass(frozen=True, slots=True)
class _State:
    is_gone: bool = False
    edit: TrackedEdit | None = None


def read_inside(paragraph: _Element, reference_styles: frozenset[str]) -> Inside:
    """Read one ``w:p``. Deleted words are left out of the text and listed among the edits."""
    inside = Inside()
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    for child in mark if mark is not None else ():
        name = local_name(child)
        if kind := _GONE.get(name) or _NEW.get(name):
            inside.joins_next = inside.joins_next or name in _GONE
            inside.edits.append(_edit(kind, child, "\n"))
    for child in paragraph:
        _walk(child, _State(), inside, reference_styles)
    return inside


def is_plain(table: _Element) -> bool:
    """Whether a table holds nothing but words: no tracked change, comment or box in it."""
    return next(table.iter(*_NOT_PLAIN), None) is None


def read_plain(paragraph: _Element) -> Inside:
    """Read one ``w:p`` that holds nothing but words; many times faster than `read_inside`."""
    words = "".join(
        (one.text or "") if one.tag == f"{W}t" else _LETTERS[local_name(one)]
        for one in paragraph.iter(*_WORDS)
    )
    return Inside([Segment(words)])


def local_name(element: _Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _walk(element: _Element, state: _State, inside: Inside, reference_styles: frozenset[str]) -> None:
    name = local_name(element)
    if name == "r":
        _read_run(element, state, inside, reference_styles)
    elif name == "bookmarkStart":
        inside.starts.append((element.get(f"{W}id", ""), element.get(f"{W}name", "")))
    elif name == "bookmarkEnd":
        inside.ends.append((element.get(f"{W}id", ""), bool(inside.text.strip())))
    elif name == "commentRangeStart":
        _note_comment(element, inside)
    elif name in _GONE or name in _NEW:
        kind = _GONE.get(name) or _NEW[name]
        inner = _State(state.is_gone or name in _GONE, _edit(kind, element, ""))
        for child in element:
            _walk(child, inner, inside, reference_styles)
    elif name not in _OPAQUE:
        tag = element.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            inside.starts.append(("", tag.get(f"{W}val", "")))
        for child in _chosen(element):
            _walk(child, state, inside, reference_styles)


def _edit(kind: EditKind, element: _Element, text: str) -> TrackedEdit:
    """A tracked change as its element tells it."""
    by = visible(element.get(f"{W}author", ""))
    return TrackedEdit(kind, by, parse_day(element.get(f"{W}date", "")), text)


def _chosen(element: _Element) -> Iterator[_Element]:
    """The children to look at: of alternatives, the first only."""
    if element.tag == f"{_COMPATIBILITY}AlternateContent":
        yield from list(element)[:1]
    else:
        yield from element


def _read_run(run: _Element, state: _State, inside: Inside, reference_styles: frozenset[str]) -> None:
    words = ""
    for child in run:
        name = local_name(child)
        if name in ("t", "delText"):
            words += child.text or ""
        elif name in _LETTERS:
            words += _LETTERS[name]
        elif name == "commentReference":
            _note_comment(child, inside)
        elif name not in _OPAQUE or name in ("pict", "drawing", "object"):
            inside.has_text_box = inside.has_text_box or next(child.iter(f"{W}txbxContent"), None) is not None
    if not words:
        return
    if state.edit:
        inside.edits.append(replace(state.edit, text=words))
    if not state.is_gone:
        inside.segments.append(Segment(words, _is_reference(run, reference_styles)))


def _is_reference(run: _Element, reference_styles: frozenset[str]) -> bool:
    style = run.find(f"{W}rPr/{W}rStyle")
    if style is not None and style.get(f"{W}val", "") in reference_styles:
        return True
    raised = run.find(f"{W}rPr/{W}vertAlign")
    return raised is not None and raised.get(f"{W}val") == "superscript"


def _note_comment(element: _Element, inside: Inside) -> None:
    if (number := element.get(f"{W}id", "")) not in inside.comments:
        inside.comments.append(number)


def parse_day(text: str) -> date | None:
    """The day of a Word time stamp; None when it is none."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


_SPACE = "[ \\u00a0\\u202f]"

_TAIL = re.compile(rf"(?:[0-9]+(?:,{_SPACE}?[0-9]+)*)?{_SPACE}+(S[0-9]{{4,}})\s*$")

_ONLY_MARKS = re.compile(rf"(?:[0-9,;]|{_SPACE}|S[0-9]{{4,}})*")

_LEADING_MARKS = re.compile(rf"[0-9,]*(?:,{_SPACE}?[0-9]+)*{_SPACE}*(?:S[0-9]{{4,}})?")

_SEAM = re.compile(r"[^\S\n]{2,}")


class Cleaner:
    """Takes the printed evidence numbers and references off the words."""

    def __init__(self, stamp: SefStamp | None) -> None:
        self._pieces: dict[str, Piece] = {piece.bookmark: piece for piece in stamp.pieces} if stamp else {}
        self._known = {piece.statement for piece in self._pieces.values()} if stamp else None

    def clean(self, segments: Iterable[Segment], bookmarks: Iterable[str]) -> tuple[str, str]:
        """The words of a paragraph, and the statement its printed reference names, if any."""
        parts = list(segments)
        whole = "".join(one.text for one in parts)
        pieces = [self._pieces[name] for name in bookmarks if name in self._pieces]
        if pieces and not any(piece.marker for piece in pieces):
            return whole.strip(), ""
        found = [piece.marker for piece in pieces if piece.marker and _holds(whole, piece.marker)]
        if found:
            return _without(whole, found).strip(), ""
        if any(one.is_reference for one in parts):
            text = "".join(_unmarked(one.text) if one.is_reference else one.text for one in parts)
        else:
            text = whole
        reference = self._named(whole)
        return (_TAIL.sub("", text) if reference else text).strip(), reference

    def _named(self, text: str) -> str:
        """The statement named at the end of a text, if it is one of ours."""
        found = _TAIL.search(text)
        is_known = found is not None and (self._known is None or found.group(1) in self._known)
        return found.group(1) if found is not None and is_known else ""


def _holds(text: str, marker: str) -> bool:
    return _same_spaces(marker) in _same_spaces(text)


def _same_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _without(text: str, markers: list[str]) -> str:
    """The text without each marker's last occurrence, with a space where words would run together."""
    for marker in markers:
        at = _same_spaces(text).rfind(_same_spaces(marker))
        before, after = text[:at], text[at + len(marker) :]
        gap = " " if before[-1:].strip() and after[:1].strip() else ""
        text = _SEAM.sub(" ", before + gap + after) if after else before
    return text


def _unmarked(text: str) -> str:
    """What somebody typed into a printed reference; nothing when it holds only the reference."""
    if _ONLY_MARKS.fullmatch(text):
        return ""
    return _LEADING_MARKS.sub("", text, count=1)
