"""Statements that stand elsewhere in a returned document."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from readiness.model.vocabulary import StatementKind
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.matching import Place, Reading
from readiness.sef.round_trip.stamp import Piece

Section = tuple[str, StatementKind]


def moved_items(reading: Reading) -> Iterator[PlanItem]:
    """One item for each statement that was moved and is not there yet."""
    stood: dict[Section, list[str]] = defaultdict(list)
    stands: dict[Section, list[str]] = defaultdict(list)
    pieces = {
        piece.statement: piece for name, piece in reading.pieces.items() if _is_placed(reading, name, piece)
    }
    for piece in pieces.values():
        stood[piece.criterion, piece.kind].append(piece.statement)
    for place, piece in _in_document_order(reading, pieces):
        stands[_section(piece, place)].append(piece.statement)
    for section, order in stands.items():
        before = stood[section]
        kept = _longest_rising([before.index(one) for one in order if one in before])
        stayed = {before[at] for at in kept}
        going: set[str] = set()
        for at, statement in enumerate(order):
            after = order[at - 1] if at else ""
            is_there = after not in going and _is_there_already(reading, statement, section, order, after)
            if statement not in stayed and not is_there:
                going.add(statement)  # what stands right behind it has to follow
                yield _moved(reading, pieces[statement], section, after)


def _is_placed(reading: Reading, name: str, piece: Piece) -> bool:
    """Whether the piece is a statement's text that stands in the document by its name."""
    found = piece.field == "text" and name in reading.found.texts and name not in reading.joined_away
    return found and reading.edited.stamp is not None and piece.statement in reading.index.records.statements


def _in_document_order(reading: Reading, pieces: dict[str, Piece]) -> list[tuple[Place, Piece]]:
    found = [
        (places[0], reading.pieces[name])
        for name, places in reading.found.texts.items()
        if reading.pieces[name].statement in pieces and reading.pieces[name].field == "text"
    ]
    return sorted(found, key=lambda pair: pair[0].position)


def _section(piece: Piece, place: Place) -> Section:
    """Where a statement stands now: its own section unless the heading above it is of another."""
    mark = place.section
    if mark is None or not mark.criterion or mark.bookmark == piece.section:
        return piece.criterion, piece.kind
    return mark.criterion, mark.kind


def _is_there_already(
    reading: Reading, statement: str, section: Section, order: Sequence[str], after: str
) -> bool:
    """Whether the workspace has the statement where the document has it."""
    criterion, kind = section
    now = [one.id for one in reading.index.statements_of(criterion) if one.kind == kind and one.id in order]
    if statement not in now:
        return False
    at = now.index(statement)
    return (now[at - 1] if at else "") == after


def _moved(reading: Reading, piece: Piece, section: Section, after: str) -> PlanItem:
    criterion, kind = section
    is_near = section == (piece.criterion, piece.kind)
    return PlanItem(
        key=f"{piece.statement}.place",
        kind="moved",
        statement=piece.statement,
        criterion=criterion,
        statement_kind=kind,
        base=piece.text,
        after=after,
        edits=reading.found.texts[piece.bookmark][0].paragraph.edits,
        is_safe=is_near,
        reason="It stands in another order." if is_near else f"It stands under {criterion} now.",
    )


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """The longest rising run of numbers that keeps their order: what did not move."""
    tails: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(tails, number)
        chain = (*(chains[at - 1] if at else ()), number)
        tails[at : at + 1] = [number]
        chains[at : at + 1] = [chain]
    return list(chains[-1]) if chains else []
