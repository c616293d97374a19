"""The plan for a self-evaluation written elsewhere: a new statement for each piece, the rest as notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError
from readiness.base.text import counted, visible
from readiness.model.records.evaluation import Note
from readiness.sef.round_trip.changes import PlanItem, SefPlan
from readiness.sef.round_trip.stamp import comparable
from readiness.sef.taking_in.headings import IMPACT_LEAD
from readiness.sef.taking_in.pieces import Block, Rest, cut
from readiness.sef.taking_in.placing import Placer

if TYPE_CHECKING:
    from readiness.rules.index import Index
    from readiness.rules.word_weights import WordWeights
    from readiness.sef.word_in.raw import RawSef


def plan_taking_in(raw: RawSef, index: Index, *, name: str, learned: WordWeights | None = None) -> SefPlan:
    """What the document would become here; nothing is safe, and nothing is changed by asking.

    Raises:
        RefusedError: It was exported from a workspace, or has no words to take in.
    """
    if raw.stamp is not None:
        raise RefusedError(
            "This document was exported from a workspace.",
            visible(name),
            "Take it back with 'readiness sef import'.",
        )
    every = index.records.statements.values()
    held = {comparable(words) for one in every for words in (one.text, one.impact)}
    notes = {note for one in every for note in one.notes}
    taking = _TakingIn(Placer(index.framework, learned), name, held)
    for piece in cut(raw.document, taking.placer.titles.level_of):
        taking.take(piece)
    taking.close()
    if not taking.items and not taking.known:
        raise RefusedError(
            "There are no sentences in this document.", visible(name), "Check that it is the right one."
        )
    items = tuple(one for one in taking.items if one.note is None or one.note not in notes)
    return SefPlan(
        export_id="",
        version="",
        as_at=None,
        mode=None,
        statements=taking.known + sum(one.kind == "added" for one in items),
        unchanged=taking.known,
        items=_last_of_their_section(items, index),
        remarks=tuple(_remarks(items, raw)),
        is_foreign=True,
    )


@dataclass
class _TakingIn:
    """Collects the items, piece by piece."""

    placer: Placer
    name: str
    held: set[str]
    items: list[PlanItem] = field(default_factory=list)
    known: int = 0
    """Pieces whose words are a statement here already."""
    newest: int = -1
    """Where the item of the piece before stands, if that is new."""
    rest: list[str] = field(default_factory=list)
    """What stands since the last statement and is none."""

    def take(self, piece: Block | Rest) -> None:
        """Take the next piece."""
        if isinstance(piece, Rest):
            told = piece.text if piece.what in {"short", "heading"} else f"{piece.text} ({piece.what})"
            self.rest.append(told)
            return
        if self._is_impact(piece.text):
            return
        self.close()
        if comparable(piece.text) in self.held:
            self.known += 1
            self.newest = -1
        else:
            self._add(piece)

    def _is_impact(self, text: str) -> bool:
        """Whether words tell the effect of the piece right before them; they then go with it."""
        lead = IMPACT_LEAD.match(text)
        words = text[lead.end() :].strip() if lead else ""
        if not words or self.rest:
            return False
        if self.newest >= 0 and not self.items[self.newest].impact:
            self.items[self.newest] = replace(self.items[self.newest], impact=words)
            return True
        return comparable(words) in self.held

    def _add(self, piece: Block) -> None:
        placed = self.placer.place(piece)
        number = sum(one.kind == "added" for one in self.items) + 1
        self.held.add(comparable(piece.text))
        self.newest = len(self.items)
        self.items.append(
            PlanItem(
                key=f"piece-{number}",
                kind="added",
                criterion=placed.criterion,
                statement_kind=placed.kind,
                theirs=piece.text,
                merged=piece.text,
                reason=placed.reason,
            )
        )
        for at, note in enumerate(piece.comments, 1):
            self.items.append(
                PlanItem(
                    key=f"piece-{number}.comment-{at}",
                    kind="comment",
                    criterion=placed.criterion,
                    statement_kind=placed.kind,
                    after=f"piece-{number}",
                    note=note,
                    reason="A comment on that piece; it is kept as a note of its statement.",
                )
            )

    def close(self) -> None:
        """Make what stood since the last statement a note of it, or of the one to come."""
        rest, self.rest = self.rest, []
        if not rest:
            return
        number = sum(one.kind == "added" for one in self.items)
        kept = sum(one.key.startswith("rest-") for one in self.items) + 1
        last = next((one for one in reversed(self.items) if one.kind == "added"), None)
        self.items.append(
            PlanItem(
                key=f"rest-{kept}",
                kind="comment",
                criterion=last.criterion if last else "",
                statement_kind=last.statement_kind if last else "context",
                after=f"piece-{max(number, 1)}",
                note=Note(by=self.name, text="\n".join(rest)),
                reason="Headings, short lines and what stands beside the text; it is kept as a note of the "
                "nearest statement that is taken.",
            )
        )


def _last_of_their_section(items: tuple[PlanItem, ...], index: Index) -> tuple[PlanItem, ...]:
    """The items, new statements behind those their section has."""

    def after(item: PlanItem) -> str:
        there = [one.id for one in index.statements_of(item.criterion) if one.kind == item.statement_kind]
        return there[-1] if there else ""

    return tuple(replace(one, after=after(one)) if one.kind == "added" else one for one in items)


def _remarks(items: tuple[PlanItem, ...], raw: RawSef) -> Iterator[str]:
    unplaced = [one.key for one in items if one.kind == "added" and not one.criterion]
    if unplaced:
        yield (
            f"{counted(len(unplaced), 'piece')} cannot be placed by headings or words: "
            "say where it belongs when you take it."
        )
    pictures = sum(one.inside.pictures for one in raw.document.paragraphs)
    if pictures:
        yield f"{counted(pictures, 'picture')} in the document cannot be taken in."
    yield from (str(problem) for problem in raw.document.problems)
