"""The inside of a Word paragraph, with its tracked changes accepted: words, names, edits, comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from readiness.base.text import visible
from readiness.formats.documents.model import Inside, Segment, SetAside
from readiness.model.records.written import EditKind, TrackedEdit

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_LETTERS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}

_GONE: dict[str, EditKind] = {"del": "deleted", "moveFrom": "moved"}

_NEW: dict[str, EditKind] = {"ins": "inserted", "moveTo": "moved"}

_SYMBOLS = dict(
    zip(
        "\uf0a3\uf0b3\uf0b1\uf0b4\uf0b8\uf0b9\uf0bb\uf0b0\uf0b7\uf0ac\uf0ad\uf0ae\uf0af\uf0fc\uf0fb\uf0fe\uf0a8\uf0a5",
        "\u2264\u2265\u00b1\u00d7\u00f7\u2260\u2248\u00b0\u2022\u2190\u2191\u2192\u2193\u2713\u2717\u2611\u25a1\u221e",
        strict=True,
    )
)
"""What a letter of the fonts Symbol and Wingdings looks like, in a letter of any font."""

_WORDS = (f"{W}t", *(f"{W}{name}" for name in _LETTERS))

_NOT_PLAIN = (
    *(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "commentReference", "bookmarkStart")),
    *(f"{W}{name}" for name in ("bookmarkEnd", "txbxContent", "delText", "tabs", "strike", "dstrike")),
    *(f"{W}{name}" for name in ("vanish", "sdt", "drawing", "pict", "footnoteReference", "endnoteReference")),
    *(f"{W}{name}" for name in ("sym", "ruby")),
    f"{_COMPATIBILITY}AlternateContent",
)

_OPAQUE = {"pPr", "rPr", "txbxContent", "pict", "drawing", "object", "instrText", "sdtPr"}


SWITCHED_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class _State:
    is_gone: bool = False
    edit: TrackedEdit | None = None
    is_prompt: bool = False


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
        inner = _State(state.is_gone or name in _GONE, _edit(kind, element, ""), state.is_prompt)
        for child in element:
            _walk(child, inner, inside, reference_styles)
    elif name not in _OPAQUE:
        state = _of_control(element, state, inside)
        for child in _chosen(element):
            _walk(child, state, inside, reference_styles)


def _of_control(element: _Element, state: _State, inside: Inside) -> _State:
    """Note the name of a content control; its words are a prompt while nobody has typed into it."""
    tag = element.find(f"{W}sdtPr/{W}tag")
    if tag is not None:
        inside.starts.append(("", tag.get(f"{W}val", "")))
    is_prompt = element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    return replace(state, is_prompt=True) if is_prompt else state


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
        if (letters := _letters(child, name)) is not None:
            words += letters
        elif name == "commentReference":
            _note_comment(child, inside)
        elif name in ("footnoteReference", "endnoteReference"):
            inside.footnotes.append(f"{name.removesuffix('Reference')}-{child.get(f'{W}id', '')}")
        elif name in ("pict", "drawing", "object") or name not in _OPAQUE:
            _look_inside(child, inside)
    if not words:
        return
    if state.edit:
        inside.edits.append(replace(state.edit, text=words))
    if not state.is_gone:
        inside.segments.append(Segment(words, _is_reference(run, reference_styles), _set_aside(run, state)))


def _letters(element: _Element, name: str) -> str | None:
    """The words an element of a run stands for; None where it stands for none."""
    if name in ("t", "delText"):
        return element.text or ""
    if name == "sym":
        return _symbol(element)
    if name == "ruby":
        return _with_reading(element)
    return _LETTERS.get(name)


def _symbol(element: _Element) -> str:
    """The letter inserted from a font of symbols; one that no other font has stands as a mark."""
    try:
        letter = chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return _SYMBOLS.get(letter, letter if letter.isprintable() else "\ufffd")


def _with_reading(ruby: _Element) -> str:
    """Words with their reading above them: that in brackets."""
    base, reading = (
        "".join(one.text or "" for part in ruby.iter(f"{W}{name}") for one in part.iter(f"{W}t"))
        for name in ("rubyBase", "rt")
    )
    return f"{base} ({reading})" if reading.strip() else base


def _look_inside(drawing: _Element, inside: Inside) -> None:
    """Note the words of text boxes, and pictures; of alternatives, the first only."""
    seen = next(drawing.iter(f"{_COMPATIBILITY}Choice"), drawing)
    for box in seen.iter(_BOX):
        own = (one for one in box.iter(f"{W}p") if next(one.iterancestors(_BOX), None) is box)
        if words := "\n".join(read_inside(one, frozenset()).seen for one in own).strip():
            inside.boxes.append(words)
    inside.boxes += (words for one in seen.iter(_DRAWN_WORDS) if (words := one.get("string", "").strip()))
    inside.pictures += sum(1 for one in seen.iter() if _is_picture(one))
    inside.charts += sum(1 for one in seen.iter(_CHART))


_BOX = f"{W}txbxContent"

_DRAWN_WORDS = "{urn:schemas-microsoft-com:vml}textpath"

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def _is_picture(element: _Element) -> bool:
    """Whether an element shows an image kept in the file, not one that a program left elsewhere."""
    is_image = local_name(element) in {"blip", "imagedata"}
    return is_image and any(element.get(f"{_OFFICE}{name}") for name in ("embed", "id"))


def _set_aside(run: _Element, state: _State) -> SetAside | None:
    """How a run's words are set aside, by its own formatting."""
    if state.is_prompt:
        return "a prompt"
    look = run.find(f"{W}rPr")
    if look is None:
        return None
    if _is_on(look, "vanish"):
        return "hidden"
    return "struck out" if _is_on(look, "strike") or _is_on(look, "dstrike") else None


def _is_on(look: _Element, name: str) -> bool:
    found = look.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1").lower() not in SWITCHED_OFF


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
