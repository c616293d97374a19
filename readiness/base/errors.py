"""Errors as people read them: what happened, where, what to do; and ids that are not known."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import ClassVar

from readiness.base.text import those_there_are, visible


class ReadinessError(Exception):
    """An error meant for a person: a title, the detail and a remedy.

    Attributes:
        title: What happened, one sentence.
        detail: Where: file, line, record or field.
        hint: What to do now.
    """

    exit_code: ClassVar[int] = 70
    """70 is a fault of ours; subclasses choose their own (see docs/architecture.md)."""

    def __init__(self, title: str, detail: str = "", hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.hint = hint


class UsageError(ReadinessError):
    """The command cannot mean anything as it was given: an unknown id, a missing choice."""

    exit_code = 2


class RefusedError(ReadinessError):
    """Input was refused: unreadable, hostile, of the wrong kind, or not allowed."""

    exit_code = 3


class StorageError(RefusedError):
    """The disk would not do what was asked: full, read-only, broken or missing."""


class ConflictError(ReadinessError):
    """Somebody else changed or holds what was to be changed."""

    exit_code = 4


class StaleEditError(ConflictError):
    """An edit was made on an older revision of a record than the one now stored.

    Attributes:
        record_id: The record both sides changed.
        mine: What the caller wanted to store (JSON-ready mapping, None for a deletion).
        theirs: What is stored now (JSON-ready mapping, None when it was deleted).
        base: What the caller started from (JSON-ready mapping, None for a new record).
    """

    def __init__(
        self,
        record_id: str,
        *,
        mine: dict[str, object] | None,
        theirs: dict[str, object] | None,
        base: dict[str, object] | None,
    ) -> None:
        super().__init__(
            f"{record_id} was changed by somebody else while you were editing it.",
            f"your revision {_revision(base)}, stored revision {_revision(theirs)}",
            "Look at both versions, then make your change again on the stored one.",
        )
        self.record_id = record_id
        self.mine = mine
        self.theirs = theirs
        self.base = base


def _revision(document: dict[str, object] | None) -> str:
    return "none" if document is None else str(document.get("revision", "unknown"))


def unknown(what: str, given: str, known: Collection[str]) -> UsageError:
    """The error for an id that does not exist, with the nearest that do, else with those there are."""
    folded = {one.casefold(): one for one in known}
    near = [folded[one] for one in difflib.get_close_matches(given.casefold(), folded, n=3, cutoff=0.5)]
    hint = f"Did you mean {' or '.join(near)}?" if near else those_there_are(known)
    return UsageError(f"There is no {what} called {visible(given)!s}.", "", hint)


def resolve(what: str, given: str, known: Collection[str]) -> str:
    """A framework id as the framework spells it.

    Raises:
        UsageError: The framework has none like it.
    """
    folded = {one.casefold(): one for one in known}
    try:
        return folded[given.strip().casefold()]
    except KeyError:
        raise unknown(what, given, known) from None
