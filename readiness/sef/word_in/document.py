"""Reading an edited self-evaluation back from Word: paragraphs, the names they carry, who changed what."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.formats.packages import Package, UnreadableError
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.round_trip.edited import Aside, EditedParagraph, EditedSef
from readiness.sef.round_trip.memory import FORGETFUL, Memory
from readiness.sef.round_trip.planning import pieces_now, plan_changes
from readiness.sef.round_trip.stamp import SefStamp
from readiness.sef.word_in.cleaning import Cleaned, Cleaner
from readiness.sef.word_in.parts import (
    Comments,
    StyleMeanings,
    read_asides,
    read_comments,
    read_stamp,
    read_styles,
)
from readiness.sef.word_in.runs import Inside, SetAside, W, is_plain, local_name, read_inside, read_plain

if TYPE_CHECKING:
    from lxml.etree import _Element

_OUR_NAME = re.compile(r"sef(?:sec_[0-9]+|_S[0-9]+(?:_impact)?|_missing_[0-9]+|_area_[0-9]+|_view_[0-9]+)")

_ASIDES: tuple[SetAside, ...] = ("struck out", "hidden", "a prompt")

_COPY_NAME = re.compile(r"(sef_S[0-9]+(?:_impact)?)[ _-]*[Cc]opy.*")

_PASSED_THROUGH = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "tr", "tc"}


def plan_import(
    content: bytes, source: Index, *, name: str = "the document", memory: Memory = FORGETFUL
) -> SefPlan:
    """What an edited self-evaluation would change. Nothing is changed by asking.

    `memory` gives the exports the workspace remembers.

    Raises:
        RefusedError: not a Word file we can read, or the export of another area or framework.
    """
    return plan_read(read_raw(content, name=name), source, memory=memory)


def plan_read(raw: RawSef, source: Index, *, memory: Memory = FORGETFUL) -> SefPlan:
    """What a document that was read would change, set against the export it was made from.

    Raises:
        RefusedError: it is the export of another area, workspace or framework.
    """
    return plan_changes(told_apart(raw, replace(memory, now=pieces_now(source))), source)


def read_sef_file(path: Path) -> RawSef:
    """Read an edited self-evaluation from its file, in this process; raises as `read_sef`, and OSError."""
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    return read_raw(content, name=path.name)


def read_sef(content: bytes, *, name: str = "the document", memory: Memory = FORGETFUL) -> EditedSef:
    """Read an edited self-evaluation, every tracked change accepted, with who made it.

    `memory` knows what was printed around the words, so that just that is taken off again.

    Raises:
        RefusedError: not a Word file, or one that is protected, damaged, hostile or holds macros.
    """
    return told_apart(read_raw(content, name=name), memory)


def read_raw(content: bytes, *, name: str = "the document") -> RawSef:
    """What stands in a Word file, before it is known which export it was made from.

    Raises:
        RefusedError: not a Word file, or one that is protected, damaged, hostile or holds macros.
    """
    refuse_other_kinds(content, name)
    try:
        with Package(io.BytesIO(content), "sef") as package:
            return _read(package, name)
    except UnreadableError as error:
        raise RefusedError(
            f"{visible(name)} cannot be read.", visible(error.what), visible(error.hint)
        ) from error


def _read(package: Package, name: str) -> RawSef:
    if any(one.endswith("vbaProject.bin") for one in package.names):
        raise RefusedError(
            f"{visible(name)} holds macros.",
            "",
            "Save it as a Word document (.docx) without macros and try again.",
        )
    main = next(iter(package.related("", "officeDocument")), "")
    body = package.xml(main).find(f"{W}body") if main else None
    if body is None:
        raise RefusedError(
            f"{visible(name)} is not a Word document.", main, "Save it as .docx and try again."
        )
    styles = read_styles(package, main)
    raw = tuple(_Body(styles.references).paragraphs(body))
    boxes = (Aside("text box", visible(text)) for one in raw for text in one.inside.boxes)
    return RawSef(
        read_stamp(package),
        raw,
        styles,
        read_comments(package, main),
        (*read_asides(package, main), *boxes),
        tuple(_problems(package, main, name)),
    )


def told_apart(raw: RawSef, memory: Memory) -> EditedSef:
    """The document with what its export printed around the words taken off."""
    stamp, printed, is_remembered = memory.base(raw.stamp, (one.inside.text for one in raw.paragraphs))
    pieces = {piece.bookmark: piece for piece in stamp.pieces} if stamp else memory.now
    cleaner = Cleaner(pieces, is_known=stamp is not None)
    return EditedSef(
        stamp,
        tuple(_Joining(cleaner, raw.comments, raw.styles).join(raw.paragraphs)),
        raw.problems,
        printed=printed,
        is_remembered=is_remembered,
        is_stamped=raw.stamp is not None,
        asides=raw.asides,
        pictures=sum(one.inside.pictures for one in raw.paragraphs),
    )


def _problems(package: Package, main: str, name: str) -> Iterator[Problem]:
    if package.related(main, "aFChunk"):
        yield Problem(
            "warning",
            Where(visible(name)),
            "A pasted web page was not read.",
            "Open it in Word, save it and import again.",
        )


@dataclass(slots=True)
class _Raw:
    """A paragraph as it stands in the file."""

    inside: Inside
    style: str
    table: int
    cell: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RawSef:
    """A returned document as it stands in its file."""

    stamp: SefStamp | None
    """None when the program that saved it dropped the stamp."""
    paragraphs: tuple[_Raw, ...]
    styles: StyleMeanings
    comments: Comments
    asides: tuple[Aside, ...]
    problems: tuple[Problem, ...]


@dataclass
class _Body:
    """Walks the body; names that start or end between paragraphs go to the next one."""

    references: frozenset[str]
    starts: list[tuple[str, str]] = field(default_factory=list)
    ends: list[tuple[str, bool]] = field(default_factory=list)
    tables: int = 0
    is_plain: bool = False
    """Whether the table being walked holds nothing but words."""
    row: int = -1
    column: int = -1

    def paragraphs(self, parent: _Element, *, table: int = 0, is_outer: bool = True) -> Iterator[_Raw]:
        """Every paragraph below `parent`, in reading order; tables inside a cell are part of the cell."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                yield self._paragraph(child, table)
            elif name == "bookmarkStart":
                self.starts.append((child.get(f"{W}id", ""), child.get(f"{W}name", "")))
            elif name == "bookmarkEnd":
                self.ends.append((child.get(f"{W}id", ""), False))
            elif name == "tbl":
                if not table:
                    self.tables += 1
                    self.row = -1
                    self.is_plain = is_plain(child)
                yield from self.paragraphs(child, table=table or self.tables, is_outer=not table)
            elif name in _PASSED_THROUGH:
                if is_outer and name == "tr":
                    self.row, self.column = self.row + 1, -1
                elif is_outer and name == "tc":
                    self.column += 1
                yield from self.paragraphs(child, table=table, is_outer=is_outer and name != "tc")

    def _paragraph(self, element: _Element, table: int) -> _Raw:
        inside = read_plain(element) if table and self.is_plain else read_inside(element, self.references)
        inside.starts[:0], inside.ends[:0] = self.starts, self.ends
        self.starts, self.ends = [], []
        style = element.find(f"{W}pPr/{W}pStyle")
        place = (max(self.row, 0), max(self.column, 0)) if table else (0, 0)
        return _Raw(inside, "" if style is None else style.get(f"{W}val", ""), table, place)


@dataclass
class _Joining:
    """Turns raw paragraphs into read ones: follows names, joins where a paragraph's end was deleted."""

    cleaner: Cleaner
    comments: Comments
    styles: StyleMeanings

    def join(self, raw: Sequence[_Raw]) -> Iterator[EditedParagraph]:
        """The paragraphs as they read; one without words stands for what was deleted whole."""
        ended = {number for one in raw for number, _ in one.inside.ends}
        open_names: dict[str, str] = {}
        held: EditedParagraph | None = None
        for one in raw:
            covering = self._covering(one.inside, open_names, ended)
            paragraph = self._paragraph(one, covering)
            if held is not None:
                ghosts, paragraph = _follow_on(held, paragraph)
                yield from ghosts
            held = paragraph if one.inside.joins_next else None
            if held is None:
                yield paragraph
        if held is not None:
            yield held

    def _covering(self, inside: Inside, open_names: dict[str, str], ended: set[str]) -> tuple[str, ...]:
        """Names from earlier paragraphs that still cover words here; keeps `open_names` up to date."""
        has_words = bool(inside.text.strip())
        closed_early = {number for number, has_before in inside.ends if not has_before}
        covering = tuple(
            name for number, name in open_names.items() if has_words and number not in closed_early
        )
        open_names.update(
            (number, name) for number, name in inside.starts if number in ended and _OUR_NAME.fullmatch(name)
        )
        for number, _ in inside.ends:
            open_names.pop(number, None)
        return covering

    def _paragraph(self, one: _Raw, covering: tuple[str, ...]) -> EditedParagraph:
        names = tuple(dict.fromkeys(name for _, name in one.inside.starts if _OUR_NAME.fullmatch(name)))
        copies = (found.group(1) for _, name in one.inside.starts if (found := _COPY_NAME.fullmatch(name)))
        cleaned = self._cleaned(one, (*names, *covering))
        known = self.comments.notes
        notes = tuple(dict.fromkeys(known[number] for number in one.inside.comments if number in known))
        return EditedParagraph(
            cleaned.text,
            raw=one.inside.text,
            bookmarks=names,
            continues=covering,
            copies=tuple(dict.fromkeys(copies)),
            reference=cleaned.reference,
            heading_level=self.styles.levels.get(one.style, 0),
            table=one.table,
            cell=one.cell,
            is_contents=one.style in self.styles.contents,
            edits=tuple(one.inside.edits),
            comments=notes,
            resolved=self.comments.resolved.intersection(notes),
            set_aside=tuple((how, text) for how in _ASIDES if (text := one.inside.aside(how).strip())),
            numbers=cleaned.numbers,
        )

    def _cleaned(self, one: _Raw, names: tuple[str, ...]) -> Cleaned:
        found = self.cleaner.clean(one.inside.segments, names)
        return found if not one.table or names or found.reference else Cleaned(one.inside.text)


def _follow_on(
    first: EditedParagraph, second: EditedParagraph
) -> tuple[Iterable[EditedParagraph], EditedParagraph]:
    """Two paragraphs made one. One that kept no words of its own gives its names to nobody."""
    if not first.text:
        return (first,), second
    if not second.text:
        return (second,), replace(
            first,
            edits=first.edits + second.edits,
            comments=first.comments + second.comments,
            resolved=first.resolved | second.resolved,
            set_aside=first.set_aside + second.set_aside,
        )
    gap = "" if first.text[-1:].isspace() or second.text[:1].isspace() else " "
    joined = replace(
        second,
        text=f"{first.text}{gap}{second.text}",
        raw=f"{first.raw}{gap}{second.raw}",
        bookmarks=first.bookmarks + second.bookmarks,
        continues=first.continues,
        edits=first.edits + second.edits,
        comments=first.comments + second.comments,
        resolved=first.resolved | second.resolved,
        set_aside=first.set_aside + second.set_aside,
        numbers=first.numbers or second.numbers,
    )
    return (), joined


_MOST_BYTES = 64 * 1024 * 1024

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of Office files before 2007, and of any with a password."""

_PROTECTED = "EncryptedPackage".encode("utf-16-le")

_ZIP = b"PK\x03\x04"


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Refuse what is not a Word (.docx) file by its first bytes, whatever its name says.

    Raises:
        RefusedError: empty, too large, of the old format, protected by a password, or no Office file.
    """
    shown = visible(name)
    if not content:
        raise RefusedError(f"{shown} is empty.", "0 bytes", "Ask for the file again.")
    if len(content) > _MOST_BYTES:
        raise RefusedError(
            f"{shown} is larger than 64 MB.",
            f"{len(content):,} bytes",
            "Take its pictures out and save it again.",
        )
    if content.startswith(_OLD_OFFICE) and _PROTECTED in content:
        raise RefusedError(
            f"{shown} is protected by a password.",
            "",
            "Open it in Word, take the password off and save a copy.",
        )
    if content.startswith(_OLD_OFFICE):
        raise RefusedError(
            f"{shown} is in the format Word used before 2007, whatever its name says.",
            "",
            "Open it in Word and save it as a Word document (.docx).",
        )
    if not content.startswith(_ZIP):
        raise RefusedError(
            f"{shown} is not a Word document.",
            "",
            "Open it in the program it comes from and save it as .docx.",
        )
