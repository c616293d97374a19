"""Reading an edited self-evaluation back from Word: paragraphs, the names they carry, who changed what."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.formats.packages import Package, UnreadableError
from readiness.model.records.evaluation import Note
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.planning import plan_changes
from readiness.sef.round_trip.stamp import STAMP_NAMESPACE, SefStamp, parse_stamp
from readiness.sef.word_in.runs import (
    Cleaner,
    Inside,
    W,
    is_plain,
    local_name,
    parse_day,
    read_inside,
    read_plain,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_OUR_NAME = re.compile(r"sef(?:sec_[0-9]+|_S[0-9]+(?:_impact)?)")

_COPY_NAME = re.compile(r"(sef_S[0-9]+(?:_impact)?)[ _-]*[Cc]opy.*")

_PASSED_THROUGH = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "tr", "tc"}


def plan_import(content: bytes, source: Index, *, name: str = "the document") -> SefPlan:
    """What an edited self-evaluation would change. Nothing is changed by asking.

    Raises:
        RefusedError: not a Word file we can read, or the export of another area or framework.
    """
    return plan_changes(read_sef(content, name=name), source)


def read_sef_file(path: Path) -> EditedSef:
    """Read an edited self-evaluation from its file, in this process; raises as `read_sef`, and OSError."""
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    return read_sef(content, name=path.name)


def read_sef(content: bytes, *, name: str = "the document") -> EditedSef:
    """Read an edited self-evaluation, every tracked change accepted, with who made it.

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


def _read(package: Package, name: str) -> EditedSef:
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
    stamp = read_stamp(package)
    styles = read_styles(package, main)
    raw = list(_Body(styles.references).paragraphs(body))
    paragraphs = _Joining(Cleaner(stamp), read_comments(package, main), styles).join(raw)
    return EditedSef(stamp, tuple(paragraphs), tuple(_problems(package, main, raw, name)))


def _problems(package: Package, main: str, raw: list[_Raw], name: str) -> Iterator[Problem]:
    where = Where(visible(name))
    if any(one.inside.has_text_box for one in raw):
        yield Problem(
            "warning",
            where,
            "Words in a text box were not read.",
            "Move them into the text and import again.",
        )
    if package.related(main, "aFChunk"):
        yield Problem(
            "warning", where, "A pasted web page was not read.", "Open it in Word, save it and import again."
        )


@dataclass(slots=True)
class _Raw:
    """A paragraph as it stands in the file."""

    inside: Inside
    style: str
    table: int


@dataclass
class _Body:
    """Walks the body; names that start or end between paragraphs go to the next one."""

    references: frozenset[str]
    starts: list[tuple[str, str]] = field(default_factory=list)
    ends: list[tuple[str, bool]] = field(default_factory=list)
    tables: int = 0
    is_plain: bool = False
    """Whether the table being walked holds nothing but words."""

    def paragraphs(self, parent: _Element, *, table: int = 0) -> Iterator[_Raw]:
        """Every paragraph below `parent`, in reading order."""
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
                    self.is_plain = is_plain(child)
                yield from self.paragraphs(child, table=table or self.tables)
            elif name in _PASSED_THROUGH:
                yield from self.paragraphs(child, table=table)

    def _paragraph(self, element: _Element, table: int) -> _Raw:
        inside = read_plain(element) if table and self.is_plain else read_inside(element, self.references)
        inside.starts[:0], inside.ends[:0] = self.starts, self.ends
        self.starts, self.ends = [], []
        style = element.find(f"{W}pPr/{W}pStyle")
        return _Raw(inside, "" if style is None else style.get(f"{W}val", ""), table)


@dataclass(frozen=True, slots=True)
class StyleMeanings:
    """What a paragraph or run of a style is, by style id."""

    levels: dict[str, int]
    """Heading level, 1 to 9."""
    contents: frozenset[str]
    """Lines of a contents page."""
    references: frozenset[str]
    """Printed references."""


@dataclass
class _Joining:
    """Turns raw paragraphs into read ones: follows names, joins where a paragraph's end was deleted."""

    cleaner: Cleaner
    comments: dict[str, Note]
    styles: StyleMeanings

    def join(self, raw: list[_Raw]) -> Iterator[EditedParagraph]:
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
        if one.table and not one.inside.comments:
            return EditedParagraph(one.inside.text, table=one.table)
        names = tuple(dict.fromkeys(name for _, name in one.inside.starts if _OUR_NAME.fullmatch(name)))
        copies = (found.group(1) for _, name in one.inside.starts if (found := _COPY_NAME.fullmatch(name)))
        raw = one.inside.text
        text, reference = (
            (raw, "") if one.table else self.cleaner.clean(one.inside.segments, (*names, *covering))
        )
        return EditedParagraph(
            text,
            raw=raw,
            bookmarks=names,
            continues=covering,
            copies=tuple(dict.fromkeys(copies)),
            reference=reference,
            heading_level=self.styles.levels.get(one.style, 0),
            table=one.table,
            is_contents=one.style in self.styles.contents,
            edits=tuple(one.inside.edits),
            comments=tuple(
                self.comments[number] for number in one.inside.comments if number in self.comments
            ),
        )


def _follow_on(
    first: EditedParagraph, second: EditedParagraph
) -> tuple[Iterable[EditedParagraph], EditedParagraph]:
    """Two paragraphs made one. One that kept no words of its own gives its names to nobody."""
    if not first.text:
        return (first,), second
    if not second.text:
        return (second,), replace(
            first, edits=first.edits + second.edits, comments=first.comments + second.comments
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


_REFERENCE_STYLE_NAMES = {"sef reference", "sef evidence number"}


def read_stamp(package: Package) -> SefStamp | None:
    """The stamp of the export, or None when the file has none or it was damaged."""
    for name in sorted(package.names):
        if not (name.startswith("customXml/") and name.endswith(".xml")):
            continue
        root = package.xml(name)
        if root.tag == f"{{{STAMP_NAMESPACE}}}stamp":
            return parse_stamp("".join(root.itertext()))
    return None


def read_comments(package: Package, main: str) -> dict[str, Note]:
    """Comments by id."""
    found: dict[str, Note] = {}
    for part in package.related(main, "comments"):
        for comment in package.xml(part).iter(f"{W}comment"):
            lines = ("".join(one.itertext(f"{W}t")) for one in comment.iter(f"{W}p"))
            text = visible("\n".join(line for line in lines if line.strip()), keep_breaks=True)
            by = visible(comment.get(f"{W}author", "")) or "somebody"
            if text:
                found[comment.get(f"{W}id", "")] = Note(
                    by=by, on=parse_day(comment.get(f"{W}date", "")), text=text
                )
    return found


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
