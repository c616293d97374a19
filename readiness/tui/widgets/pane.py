"""A named pane: its frame, its title, and at the bottom what one can do in it or how to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from readiness.tui.base.content import plain

if TYPE_CHECKING:
    from textual.content import Content
    from textual.widget import Widget

W = TypeVar("W", bound="Widget")


def framed(widget: W, title: str | Content, hint: str | Content = "") -> W:
    """The widget as a pane with a name; words are plain, never markup."""
    widget.add_class("pane")
    retitle(widget, title, hint)
    return widget


def retitle(widget: Widget, title: str | Content, hint: str | Content | None = None) -> None:
    """Give a pane another title, and another hint unless it is None."""
    widget.border_title = plain(title) if isinstance(title, str) else title
    if hint is not None:
        widget.border_subtitle = (plain(hint) if isinstance(hint, str) else hint) if hint else None
