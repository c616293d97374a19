"""Items whose files are read again: what comes of it is recorded, and other content is never taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.library.digests import digest_of
from readiness.library.files import is_here, path_of
from readiness.library.guess import guess_from
from readiness.library.scan import Step
from readiness.model.records.changes import Transaction, put
from readiness.rules.reading import reading_words
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.formats.text.sandbox import TextReader
    from readiness.model.records.evidence import Evidence
    from readiness.workspace.workspace import Workspace

_NOT_SETTLED = frozenset({"unknown", "kind_not_read", "failed", "too_large"})
"""Readings that say nothing final about a file: nobody looked, or this program could not."""


@dataclass(slots=True)
class ReadAgain:
    """What came of it."""

    changed: list[Evidence] = field(default_factory=list)
    """Items of which something else is known now, as stored."""
    same: int = 0
    """Items of which nothing else is known than before."""
    left: list[tuple[str, str]] = field(default_factory=list)
    """Ids of items that were not read, each with why."""
    is_complete: bool = True
    """False when it was stopped; what was read by then is stored."""

    def lines(self, ws: Workspace) -> list[str]:
        """In words: what changed, what did not, and what was left."""
        read = len(self.changed) + self.same
        if not (read or self.left) and self.is_complete:
            return ["There is nothing to read again: every file was looked at."]
        told = [f"Read {counted(read, 'item')} again; {len(self.changed):,} read otherwise than before."]
        told += [f"{item.id} {item.title}: {reading_words(item, ws.files)}" for item in self.changed]
        told += [f"{item_id} was not read: {why}" for item_id, why in self.left]
        return told if self.is_complete else [*told, "Stopped before the end; what was read is stored."]


def not_settled(ws: Workspace) -> list[str]:
    """Ids of the items whose file nobody looked at, or this program could not read when it did."""
    return [
        item.id
        for item in ws.records.evidence.values()
        if item.reading in _NOT_SETTLED and item.location_kind != "url" and not item.is_withdrawn
    ]


def read_again(
    ws: Workspace,
    ids: Iterable[str],
    *,
    progress: Callable[[Step], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReadAgain:
    """Read the files of items again, one after another, and store what came of it as one change.

    A file that is not there, lies in the cloud alone, or holds something else than was registered is left.

    Args:
        ws: The workspace.
        ids: Ids of items; those of no item are passed over.
        progress: Told before each file.
        cancelled: Asked before each file.
    """
    from readiness.formats.text.sandbox import TextReader

    result = ReadAgain()
    items = [item for one in ids if (item := ws.records.evidence.get(one)) is not None]
    pairs: list[tuple[Evidence, Evidence]] = []
    try:
        with TextReader() as reader:
            for before in _each(items, result, progress, cancelled):
                why = _why_not(ws, before)
                if why:
                    result.left.append((before.id, why))
                elif (after := _read(ws, before, reader)) is not None:
                    pairs.append((before, after))
                else:
                    result.same += 1
    finally:
        if pairs:
            label = f"Read {counted(len(pairs), 'item')} again"
            ws.run(Transaction(label, tuple(put(after, before) for before, after in pairs)))
            result.changed = [ws.records.evidence[before.id] for before, _ in pairs]
    return result


def _each(
    items: list[Evidence],
    result: ReadAgain,
    progress: Callable[[Step], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[Evidence]:
    for number, item in enumerate(items):
        if cancelled is not None and cancelled():
            result.is_complete = False
            return
        if progress is not None:
            progress(Step(number, len(items), item.title))
        yield item


def _why_not(ws: Workspace, item: Evidence) -> str:
    """Why an item's file is not read; empty when it is."""
    if item.location_kind == "url":
        return "it is a web address, which is never fetched"
    path = path_of(item, ws.root)
    if path is None or not path.exists():
        return f"no file is there; say where it is with 'readiness evidence relocate {item.id} FILE'"
    if not is_here(path):
        return "its file lies in the cloud alone; choose 'Always keep on this device' and try again"
    try:
        is_other = bool(item.sha256) and digest_of(path).sha256 != item.sha256
    except OSError as error:
        return f"its file cannot be opened ({error.strerror or error})"
    if is_other:
        return f"it holds something else now; take that over with 'readiness evidence accept {item.id}'"
    return ""


def _read(ws: Workspace, before: Evidence, reader: TextReader) -> Evidence | None:
    """The item as it reads now; None when that is what is known of it already."""
    path = path_of(before, ws.root)
    if path is None:
        return None
    extracted = reader.read(path)
    said: dict[str, object] = {"words": extracted.words, "reading": extracted.state}
    if before.holds_personal_data is None and guess_from(extracted, path.name, ws.framework).looks_personal:
        said["holds_personal_data"] = True
    if all(getattr(before, name) == value for name, value in said.items()):
        return None
    return revise(before, **said)
