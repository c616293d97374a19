"""Reading an edited self-evaluation back from Word: paragraphs, the names they carry, who changed what."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readiness.core.errors import RefusedError
from readiness.core.evaluation import Note
from readiness.core.index import Index
from readiness.core.plain import visible
from readiness.core.problems import Problem, Where
from readiness.core.sef_edited import EditedParagraph, EditedSef
from readiness.core.sef_plan import SefPlan
from readiness.core.sef_planning import plan_changes
from readiness.intake.collecting import UnreadableError
from readiness.intake.containers import Package
from readiness.intake.sef_word_guards import refuse_other_kinds
from readiness.intake.sef_word_parts import StyleMeanings, read_comments, read_stamp, read_styles
from readiness.intake.sef_word_runs import Inside, W, is_plain, local_name, read_inside, read_plain
from readiness.intake.sef_word_text import Cleaner

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


def read_sef(content: bytes, *, name: str = "the document") -> EditedSef:
    """Read an edited self-evaluation, every tracked change accepted, with who made it.

    Raises:
        RefusedError: not a Word file, or one that is protected, damaged, hostile or holds macros.
    """
    refuse_other_kinds(content, name)
    try:
        with Package(io.BytesIO(content)) as package:
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
