"""The door through which words reach the screen: nothing users wrote is ever read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from readiness.base.text import visible
from readiness.model.vocabulary import SEVERITY_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.style import Style

    from readiness.gaps.report import Gap


def plain(words: object, style: str | Style = "", *, keep_breaks: bool = False) -> Content:
    """Words as Textual content, never markup, with hidden controls made visible."""
    return Content.styled(visible(words, keep_breaks=keep_breaks), style)


def cell(words: object, style: str = "", *, width: int = 0) -> Text:
    """Words as one table cell: one line, cut to `width` columns when that is not 0."""
    shown = Text(visible(words), style=style, no_wrap=True, end="")
    if width:
        shown.truncate(width, overflow="ellipsis")
    return shown


def as_text(content: Content) -> Text:
    """Content as one table cell, its colours those of the theme now; an application must be running."""
    from textual.style import Style

    shown = Text(content.plain, no_wrap=True, end="")
    for span in content.spans:
        style = Style.parse(span.style) if isinstance(span.style, str) else span.style
        shown.stylize(style.rich_style, span.start, span.end)
    return shown


def line(*parts: Content | str) -> Content:
    """Parts side by side as one content; a `str` among them is taken as plain words."""
    return Content("").join(part if isinstance(part, Content) else plain(part) for part in parts)


def lines(parts: Iterable[Content]) -> Content:
    """Contents one below the other."""
    return Content("\n").join(parts)


def shortened(words: object, width: int) -> str:
    """Words made visible and cut to `width` columns with an ellipsis."""
    text = Text(visible(words))
    text.truncate(width, overflow="ellipsis")
    return text.plain


SEVERITY_STYLES: Mapping[str, str] = {
    "critical": "bold $text-error",
    "serious": "$text-warning",
    "minor": "$text-muted",
}
"""Theme colours that repeat the severity."""


def tinted(words: object, state: str) -> Content:
    """Words on the ground of a state: good, warn, bad or info; they say the same without colour."""
    return plain(words, f"$on-{state} on ${state}-ground")


def severity_mark(severity: str) -> Content:
    """The mark of a severity, three columns wide."""
    return plain(f"{SEVERITY_MARKS[severity]:<3}", SEVERITY_STYLES[severity])


def gap_line(gap: Gap) -> Content:
    """A gap in one line: its mark, what it is about, and why it is one."""
    subject = "" if gap.subject in gap.reason else f"{gap.subject}  "
    return line(severity_mark(gap.severity), subject, gap.reason)
