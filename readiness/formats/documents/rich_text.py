"""Reading rich text (.rtf): words, names, tables, who changed what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.base.text import visible
from readiness.formats.documents.model import (
    PRINTED_STYLES,
    REFERENCE_STYLES,
    Comments,
    Inside,
    RawDocument,
    RawParagraph,
    Segment,
    SetAside,
)
from readiness.formats.packages import UnreadableError
from readiness.formats.rich_text import BadRichTextError, Token, tokens
from readiness.model.records.evaluation import Note
from readiness.model.records.written import Aside, TrackedEdit

_UNREAD = frozenset(
    {
        "atnicn", "atnid", "atrfend", "atrfstart", "colorschememapping", "colortbl", "datastore", "filetbl",
        "fldinst", "fonttbl", "generator", "latentstyles", "listoverridetable", "listtable",
        "listtext", "mmathPr", "nonshppict", "objdata", "object", "pgdsctbl", "pict", "pntext", "rsidtbl",
        "shprslt", "sp", "tc", "themedata", "xe", "xmlnstbl",
    }
)  # fmt: skip
"""Groups whose words are not the document's."""

_ASIDES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnote",
    **dict.fromkeys(("shptxt", "dptxbxtext"), "text box"),
}

_READ_THOUGH_MARKED = frozenset(
    {
        "bkmkstart",
        "bkmkend",
        "annotation",
        "atnauthor",
        "atndate",
        "revtbl",
        "shpinst",
        "shptxt",
        "dptxbxtext",
    }
    | {"do", "cs", "background"}
)
"""Groups marked as to be passed over (``\\*``) that are read all the same."""

_GROUPS = {
    **{name: name for name in (*_ASIDES, "bkmkstart", "bkmkend", "annotation", "atnauthor", "atndate")},
    "stylesheet": "stylesheet",
    "info": "info",
    "revtbl": "authors",
}
"""Control words that begin a group, and what its words are."""

_HEADING = "heading "

_MARKS: frozenset[str] = frozenset({"strike", "striked", "v", "super", "deleted", "revised"})


def read_rich_text(content: bytes) -> RawDocument:
    """What stands in a rich-text file.

    Raises:
        UnreadableError: It is damaged or nested too deeply.
    """
    reader = _Reader()
    try:
        for token in tokens(content):
            reader.take(token)
    except BadRichTextError as error:
        raise UnreadableError(
            "The file is damaged or not what it seems.",
            "Open it in Word and save it as .docx.",
            state="damaged",
        ) from error
    reader.end_paragraph()
    return RawDocument(
        tuple(reader.paragraphs),
        Comments(reader.notes),
        tuple(reader.asides),
        title=reader.title,
        is_cut=len(reader.groups) > 1,
    )


@dataclass(slots=True)
class _Group:
    """What holds inside one pair of braces."""

    what: str = "body"
    """The document's words, or the group they belong to."""
    style: int = 0
    """Number of the character style."""
    marks: frozenset[str] = frozenset()
    by: int = 0
    on: date | None = None
    is_marked: bool = False
    """Whether it began with ``\\*``."""


@dataclass
class _Reader:
    """Takes one token after another."""

    paragraphs: list[RawParagraph] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    held: dict[str, str] = field(default_factory=dict)
    """Words of the groups being read, by what they are."""
    styles: dict[str, str] = field(default_factory=dict)
    """Names of styles in small letters, by ``s3`` or ``cs17``."""
    title: str = ""
    authors: list[str] = field(default_factory=list)
    inside: Inside = field(default_factory=Inside)
    style: int = 0
    level: int = 0
    is_in_table: bool = False
    tables: int = 0
    was_in_table: bool = False
    row: int = 0
    column: int = 0
    pending: list[RawParagraph] = field(default_factory=list)
    styled: str = ""

    def take(self, token: Token) -> None:
        """Take what comes next."""
        group = self.groups[-1]
        if token.kind == "open":
            self.groups.append(replace(group, is_marked=False))
        elif token.kind == "close":
            self._close()
        elif token.kind == "text":
            self._add(token.text)
        else:
            self._word(token.text, token.number)

    def _close(self) -> None:
        if len(self.groups) == 1:
            return
        closed = self.groups.pop()
        if closed.what != self.groups[-1].what and closed.what != "skip":
            words = self.held.pop(closed.what, "")
            if (finish := self._finishers().get(closed.what)) is not None:
                finish(words)

    def _finishers(self) -> dict[str, Callable[[str], None]]:
        asides = {what: self._aside_finisher(where) for what, where in _ASIDES.items()}
        return {
            "bkmkstart": lambda words: self.inside.starts.append((words.strip(), words.strip())),
            "bkmkend": lambda words: self.inside.ends.append((words.strip(), bool(self.inside.text.strip()))),
            "atnauthor": lambda words: self.held.__setitem__("by", words.strip()),
            "atndate": lambda words: self.held.__setitem__("on", words.strip()),
            "annotation": self._comment,
            "title": lambda words: setattr(self, "title", visible(words.strip())),
            "style": self._name_style,
            "author": lambda words: self.authors.append(visible(words.strip(" ;"))),
            **asides,
        }

    def _aside_finisher(self, where: str) -> Callable[[str], None]:
        def finish(words: str) -> None:
            key = f"{where}-{len(self.asides) + 1}"
            for line in words.split("\n"):
                aside = Aside(where, visible(line.strip()), key)
                if aside.text and not (aside.is_frame and aside in self.asides):
                    self.asides.append(aside)
            if where not in {"header", "footer"}:
                self.inside.footnotes.append(key)

        return finish

    def _name_style(self, words: str) -> None:
        self.styles[self.styled or "s0"] = words.strip(" ;").lower()
        self.styled = ""

    def _comment(self, words: str) -> None:
        text = visible(words.strip(), keep_breaks=True)
        if not text:
            return
        day = self.held.pop("on", "")
        packed = int(day) if day.lstrip("-").isdigit() else None
        number = f"annotation-{len(self.notes) + 1}"
        by = visible(self.held.pop("by", "")) or "somebody"
        self.notes[number] = Note(by=by, on=_day(packed), text=text)
        self.inside.comments.append(number)

    def _word(self, name: str, number: int | None) -> None:
        group = self.groups[-1]
        if name == "*":
            group.is_marked = True
            return
        is_passed_over = group.is_marked and name not in _READ_THOUGH_MARKED
        group.is_marked = False
        if group.what == "skip" or is_passed_over or name in _UNREAD:
            self.inside.pictures += name in {"pict", "object"} and group.what != "skip"
            group.what = "skip"
        elif (what := _GROUPS.get(name)) is not None:
            group.what = what
        elif group.what in {"stylesheet", "style"}:
            self._style_word(name, number)
        elif group.what == "info":
            group.what = "title" if name == "title" else "skip"
        else:
            self._format(group, name, number)

    def _style_word(self, name: str, number: int | None) -> None:
        if name in {"s", "cs"} and number is not None:
            self.styled = f"{name}{number}"

    def _format(self, group: _Group, name: str, number: int | None) -> None:
        if name in _MARKS:
            mark = "strike" if name == "striked" else name
            group.marks = group.marks - {mark} if number == 0 else group.marks | {mark}
        elif name in {"nosupersub", "plain"}:
            group.marks -= {"super"} if name == "nosupersub" else {"super", "strike", "v"}
            group.style = group.style if name == "nosupersub" else 0
        elif name == "cs":
            group.style = number or 0
        elif name in {"revauth", "revauthdel"}:
            group.by = number or 0
        elif name in {"revdttm", "revdttmdel"}:
            group.on = _day(number)
        elif group.what != "body":
            if name in {"par", "line"}:
                self._add("\n")
        else:
            self._place(name, number)

    def _place(self, name: str, number: int | None) -> None:
        """Words that say where the words of the document stand."""
        if name == "pard":
            self.style, self.level, self.is_in_table = 0, 0, False
        elif name == "s":
            self.style = number or 0
        elif name == "outlinelevel":
            self.level = (number or 0) + 1 if (number or 0) < 9 else 0  # noqa: PLR2004 - 9: body
        elif name == "intbl":
            self.is_in_table = True
        elif name in {"par", "sect", "page"}:
            self.end_paragraph()
        elif name == "cell":
            self.is_in_table = True
            self.end_paragraph()
            self.column += 1
        elif name == "row":
            self.row, self.column = self.row + 1, 0
        elif name == "nestcell":
            self.end_paragraph()

    def _add(self, words: str) -> None:
        group = self.groups[-1]
        what = group.what
        if what == "stylesheet":
            group.what = what = "style"
        if what == "authors":
            group.what = what = "author"
        if what == "skip":
            return
        if what != "body":
            self.held[what] = self.held.get(what, "") + words
            return
        edit = self._edit(group, words)
        if edit is not None:
            self.inside.edits.append(edit)
        if "deleted" not in group.marks:
            name = self.styles.get(f"cs{group.style}", "")
            is_raised = "super" in group.marks or name in REFERENCE_STYLES
            self.inside.segments.append(Segment(words, is_raised, _set_aside(group.marks)))

    def _edit(self, group: _Group, words: str) -> TrackedEdit | None:
        if not group.marks & {"deleted", "revised"}:
            return None
        by = self.authors[group.by] if group.by < len(self.authors) else ""
        kind = "deleted" if "deleted" in group.marks else "inserted"
        return TrackedEdit("deleted" if kind == "deleted" else "inserted", by, group.on, words)

    def end_paragraph(self) -> None:
        """Hand over the paragraph read so far."""
        if self.is_in_table and not self.was_in_table:
            self.tables += 1
            self.row = self.column = 0
        self.was_in_table = self.is_in_table
        name = self.styles.get(f"s{self.style}", "")
        level = self.level
        if name.startswith(_HEADING) and name[len(_HEADING) :].isdigit():
            level = int(name[len(_HEADING) :])
        is_contents = name.startswith(("toc ", "contents ")) and name not in {
            "toc heading",
            "contents heading",
        }
        inside = self.inside
        if self.groups[-1].marks >= {"deleted"}:
            inside.joins_next = True
        table, cell = (self.tables, (self.row, self.column)) if self.is_in_table else (0, (0, 0))
        self.paragraphs.append(
            RawParagraph(inside, level, is_contents, table, cell, is_printed=name in PRINTED_STYLES)
        )
        self.inside = Inside()


def _set_aside(marks: frozenset[str]) -> SetAside | None:
    if "v" in marks:
        return "hidden"
    return "struck out" if "strike" in marks else None


def _day(packed: int | None) -> date | None:
    """The day of a time stamp, whose bits hold minute, hour, day, month and year in turn."""
    if not packed:
        return None
    bits = packed % (1 << 32)
    try:
        return date(1900 + (bits >> 20 & 0x1FF), bits >> 16 & 0xF, bits >> 11 & 0x1F)
    except ValueError:
        return None
