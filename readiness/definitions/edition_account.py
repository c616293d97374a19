"""What a move does to the records of a workspace: each counted once, those listed as gone afterwards too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.model.records.changes import Change, apply_changes
from readiness.model.records.evidence import Link
from readiness.model.records.targets import RECORD_TARGETS, still_reads, target_fingerprint
from readiness.rules.orphans import displaced, orphans

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.model.records.record import Record
    from readiness.model.records.tables import Records

RecordKey = tuple[str, str]
"""Table and id, as before the move."""

MARK = "@"
"""Stands between an id and the version it belonged to; no id of a definition can hold it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move does to the records of a workspace: each is counted once, as kept, moved or archived."""

    changes: tuple[Change, ...] = ()
    kept: tuple[RecordKey, ...] = ()
    """In a place of the new definition, and naming what they named."""
    moved: tuple[RecordKey, ...] = ()
    """In a place of the new definition, and naming something else than before."""
    archived: tuple[RecordKey, ...] = ()
    """Their place has no successor; those that had none before are counted here too."""
    partly_gone: tuple[RecordKey, ...] = ()
    """Those kept or moved that name something the new definition does not have, beside what it has."""
    joined: tuple[RecordKey, ...] = ()
    """Those moved that another link stands for from now on: the same evidence, the same target."""
    to_review: tuple[str, ...] = ()
    """Ids of links whose target's words changed."""

    @property
    def account(self) -> str:
        """What becomes of the records, in sentences whose figures add up with what is listed afterwards."""
        return self.in_words("archived")

    def in_words(self, without_place: str) -> str:
        """The account with a word for what has no place: that of a move archives it."""
        parts = f"{len(self.kept)} kept, {len(self.moved)} moved, {len(self.archived)} {without_place}"
        return " ".join([f"{counted(self.total, 'record')}: {parts}.", *self._more()])

    def _more(self) -> Iterator[str]:
        if self.partly_gone:
            names = "names" if len(self.partly_gone) == 1 else "name"
            are = "is" if self.gone == 1 else "are"
            yield (
                f"{len(self.partly_gone)} of those kept or moved also {names} something that is gone, so "
                f"{self.gone} {are} listed as no longer in the framework."
            )
        if self.joined:
            joined = counted(len(self.joined), "link")
            yield f"{joined} of those moved joined with another of the same evidence, notes of both kept."
        if self.to_review:
            yield f"{counted(len(self.to_review), 'link')} to review: the words proved have changed."

    @property
    def total(self) -> int:
        """All records there were."""
        return len(self.kept) + len(self.moved) + len(self.archived)

    @property
    def gone(self) -> int:
        """How many records name what is no longer in the framework afterwards."""
        return len(self.archived) + len(self.partly_gone)


def accounted(
    new: Framework,
    records: Records,
    pairs: Sequence[tuple[Record, Record]],
    changes: tuple[Change, ...],
    joined: Collection[RecordKey],
) -> Moved:
    """Every record counted once, by what is stored of it afterwards.

    Args:
        new: The definition taken over.
        records: All records, as before.
        pairs: Each before and after.
        changes: What is stored.
        joined: Links that another one stands for from now on.
    """
    stored = apply_changes(records, changes)
    named = orphans(new, stored)
    homeless, partly = displaced(named), {key_of(one.record) for one in named}

    def fate(before: Record, after: Record) -> str:
        if key_of(before) in joined:
            return "moved"
        if key_of(after) in homeless:
            return "archived"
        return "kept" if _same_names(before, after) else "moved"

    fates = {key_of(before): fate(before, after) for before, after in pairs}
    return Moved(
        changes,
        kept=tuple(key for key, one in fates.items() if one == "kept"),
        moved=tuple(key for key, one in fates.items() if one == "moved"),
        archived=tuple(key for key, one in fates.items() if one == "archived"),
        partly_gone=tuple(
            key_of(before)
            for before, after in pairs
            if key_of(after) in partly
            and key_of(before) not in joined
            and fates[key_of(before)] != "archived"
        ),
        joined=tuple(key for key in fates if key in joined),
        to_review=tuple(one.id for one in stored.links.values() if _is_to_review(new, stored, one)),
    )


def key_of(record: Record) -> RecordKey:
    """Table and id."""
    return record.table, record.id


def _same_names(before: Record, after: Record) -> bool:
    """Whether a record names what it named; what a link was reviewed against does not matter."""
    return before.model_dump(exclude={"target_seen"}) == after.model_dump(exclude={"target_seen"})


def _is_to_review(new: Framework, records: Records, link: Link) -> bool:
    if link.target_kind in RECORD_TARGETS or MARK in link.target or not link.target_seen:
        return False
    is_there = bool(target_fingerprint(new, records, link.target_kind, link.target))
    return is_there and not still_reads(new, records, link)
