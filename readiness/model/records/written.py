"""What a document says beyond its words: who changed what, and what stands outside the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

EditKind = Literal["inserted", "deleted", "moved"]


@dataclass(frozen=True, slots=True)
class TrackedEdit:
    """A tracked change: who, when and which words."""

    kind: EditKind
    by: str
    on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Words outside the paragraphs and tables of the text."""

    where: str
    """``header``, ``footer``, ``footnote``, ``endnote``, ``text box`` or ``diagram``."""
    text: str
    key: str = field(default="", compare=False)
    """By which the paragraph it hangs on names it; empty where that is not known."""

    @property
    def is_frame(self) -> bool:
        """Whether it stands at the head or foot of pages."""
        return self.where in {"header", "footer"}
