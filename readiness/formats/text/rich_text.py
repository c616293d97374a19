"""Words out of rich text (RTF), under its headings, with headers, footers, notes and shapes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from readiness.formats.packages import UnreadableError
from readiness.formats.rich_text import BadRichTextError, Token, tokens
from readiness.formats.text.collector import Collector, heading_text
from readiness.model.records.evidence import Pinpoint

_MOST_BYTES = 64 * 1024 * 1024

_UNREAD = frozenset(
    {
        "annotation", "atnauthor", "atndate", "atnicn", "atnid", "atnref", "atrfend", "atrfstart", "bkmkend",
        "bkmkstart", "colorschememapping", "colortbl", "datastore", "falt", "filetbl", "fldinst", "fonttbl",
        "generator", "latentstyles", "listoverridetable", "listtable", "mmathPr", "nonshppict", "objdata",
        "panose", "pict", "revtbl", "rsidtbl", "sn", "sp", "themedata", "xe", "xmlnstbl",
    }
)  # fmt: skip
"""Groups whose words are not the document's."""

_READ_THOUGH_MARKED = frozenset({"shpinst", "shptxt", "dptxbxtext", "do", "background", "shp"})
"""Groups marked as to be passed over (``\\*``) that hold words all the same."""

_ASIDES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "Page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "Page footer"),
    "footnote": "Notes",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside one pair of braces."""

    what: str = ""
    """Empty for the body; ``-`` for what is not read; ``styles``, ``title``, or the words of an aside."""
    is_hidden: bool = False
    is_marked: bool = False


def read_rich_text(path: Path, into: Collector) -> None:
    """Collect a document's words; raises OSError, and UnreadableError for one that is damaged."""
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        into.note("warning", "The file is very long; only its beginning was read.")
    reader = _Reader(into)
    try:
        for token in tokens(content[:_MOST_BYTES]):
            reader.take(token)
    except BadRichTextError as error:
        raise UnreadableError(
            "The file is damaged or not what it seems.",
            "Open it in Word and save it as .docx.",
            state="damaged",
        ) from error
    finally:
        reader.end()


@dataclass
class _Reader:
    """Takes one token after another and hands over whole paragraphs and rows."""

    into: Collector
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    held: dict[str, str] = field(default_factory=dict)
    """Words of what is being read, by what they are."""
    asides: list[tuple[str, str]] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """Numbers of the styles that are headings."""
    number: int = 0
    """Of the style being declared, or of the paragraph."""
    level: bool = False
    row: list[str] = field(default_factory=list)
    heading: str = ""

    def take(self, token: Token) -> None:
        """Take what comes next."""
        group = self.groups[-1]
        if token.kind == "open":
            self.groups.append(replace(group, is_marked=False))
        elif token.kind == "close":
            self._close()
        elif token.kind == "text":
            if group.what != "-" and not group.is_hidden:
                self.held[group.what] = self.held.get(group.what, "") + token.text
                self._paragraphs(group.what)
        else:
            self._word(token.text, token.number)

    def end(self) -> None:
        """Hand over what is left."""
        self._add(self.held.pop("", ""))
        for where, words in dict.fromkeys(self.asides):
            self.into.add(words, Pinpoint(heading=where))

    def _word(self, name: str, number: int | None) -> None:
        group = self.groups[-1]
        if name == "*":
            self.groups[-1] = replace(group, is_marked=True)
        elif name in _UNREAD or (group.is_marked and name not in _READ_THOUGH_MARKED):
            self.groups[-1] = replace(group, what="-", is_marked=False)
        elif name in _ASIDES:
            self.groups[-1] = replace(group, what=_ASIDES[name], is_marked=False)
        elif name == "stylesheet":
            self.groups[-1] = replace(group, what="styles")
        elif name == "info":
            self.groups[-1] = replace(group, what="-")
        elif name == "title" and group.what == "-":
            self.groups[-1] = replace(group, what="title")
        elif name in {"v", "deleted"}:
            self.groups[-1] = replace(group, is_hidden=number != 0, is_marked=False)
        else:
            self.groups[-1] = replace(group, is_marked=False)
            self._layout(name, number, group.what)

    def _layout(self, name: str, number: int | None, what: str) -> None:
        if name in {"par", "sect", "page"} and what != "-":
            self.held[what] = self.held.get(what, "") + "\n"
            self._paragraphs(what)
        elif name == "plain" and what != "-":
            self.groups[-1] = replace(self.groups[-1], is_hidden=False)
        elif name == "pard":
            self.number, self.level = 0, False
        elif name == "s":
            self.number = number or 0
        elif name == "outlinelevel":
            if what == "styles":
                self.headings.add(self.number)
            self.level = True
        elif name == "cell" and what == "":
            self.row.append(" ".join(self.held.pop("", "").split()))
        elif name == "row" and what == "":
            self._add(" | ".join(cell for cell in self.row if cell), is_row=True)
            self.row = []

    def _close(self) -> None:
        if len(self.groups) == 1:
            return
        closed = self.groups.pop()
        outer = self.groups[-1].what
        if closed.what == "styles":
            words = self.held.pop("styles", "")
            if words.strip(" ;").casefold().startswith("heading"):
                self.headings.add(self.number)
        elif closed.what == "title" and outer != "title":
            self.into.name(self.held.pop("title", ""))
        elif closed.what in _ASIDES.values() and outer != closed.what:
            self.asides.append((closed.what, self.held.pop(closed.what, "").strip()))

    def _paragraphs(self, what: str) -> None:
        """Hand over each paragraph of the body that has ended; inside a row its cells end it."""
        if what or self.row:
            return
        while "\n" in self.held.get("", ""):
            text, _, rest = self.held[""].partition("\n")
            self.held[""] = rest
            self._add(text)

    def _add(self, text: str, *, is_row: bool = False) -> None:
        if not text.strip():
            return
        if not is_row and (self.level or self.number in self.headings):
            self.heading = heading_text(text)
            self.into.name(text)
        self.into.add(text, Pinpoint(heading=self.heading))
