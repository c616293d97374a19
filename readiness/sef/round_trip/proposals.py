"""What became of each exported statement: edited, gone, split, joined, or in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from readiness.base.text import visible
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.matching import Place, Reading
from readiness.sef.round_trip.merge import merge
from readiness.sef.round_trip.stamp import Piece, bookmark_of, comparable

_DELETED_HERE = "The statement was deleted here since the export."


def piece_items(reading: Reading) -> Iterator[PlanItem]:
    """The items about exported pieces, in the order of the export."""
    for name, piece in reading.pieces.items():
        places = reading.found.texts.get(name, [])
        if name in reading.joined_away:
            continue
        if not places:
            yield from _gone(reading, name, piece)
            continue
        if name in reading.found.joined:
            items = _merged(reading, name, piece, places)
        elif len(places) > 1:
            items = _split(reading, piece, places)
        else:
            items = _edited(reading, name, piece, places[0])
        aside = told_aside(one for place in places for one in place.paragraph.set_aside)
        for item in items:
            yield replace(item, is_safe=False, reason=f"{item.reason} {aside}".strip()) if aside else item


def _item(reading: Reading, piece: Piece, place: Place | None = None) -> PlanItem:
    """The fields every item about a piece shares; the kind is set by the caller."""
    return PlanItem(
        key=f"{piece.statement}.{piece.field}",
        kind="edited",
        statement=piece.statement,
        field=piece.field,
        criterion=piece.criterion,
        statement_kind=piece.kind,
        base=piece.text,
        ours=reading.now(piece) or "",
        theirs=_theirs(piece, place) if place else "",
        edits=place.paragraph.edits if place else (),
    )


def _theirs(piece: Piece, place: Place) -> str:
    """The words that came back, without those printed where there were none."""
    text = place.text
    if piece.placeholder:
        text = text.removeprefix(piece.placeholder.strip())
    return visible(text.strip(), keep_breaks=True)


_NO_BASE = (
    "No export with these words is remembered here: what the document changed cannot be told from what was "
    "changed here."
)


def _edited(reading: Reading, name: str, piece: Piece, place: Place) -> Iterator[PlanItem]:
    item, now = _item(reading, piece, place), reading.now(piece)
    theirs = comparable(item.theirs)
    if theirs in (comparable(piece.text), comparable(now or "")):
        return
    if now is None:
        yield replace(item, kind="conflict", reason=_DELETED_HERE)
    elif comparable(now) == comparable(piece.text):
        guess = "Found by its words: its reference was lost." if name in reading.found.guessed else ""
        reason = " ".join(filter(None, (guess, "" if reading.is_known else _NO_BASE)))
        item = item if reading.is_known else replace(item, base="")
        yield replace(item, merged=item.theirs, is_safe=not reason, reason=reason)
    else:
        yield from _both_changed(item)


def told_aside(set_aside: Iterable[tuple[str, str]]) -> str:
    """Words that are struck out, hidden or a prompt, in words."""
    return " ".join(
        f"These words are {how} and were left out: \u201c{visible(text)}\u201d" for how, text in set_aside
    )


def _both_changed(item: PlanItem) -> Iterator[PlanItem]:
    result = merge(item.base, item.ours, item.theirs)
    if result.text is None:
        reason = "Changed here and in the document, in the same place."
        yield replace(item, kind="conflict", merged=result.proposal, overlaps=result.overlaps, reason=reason)
    elif comparable(result.text) != comparable(item.ours):
        reason = "Changed here and in the document, in different places; both changes are kept."
        yield replace(item, merged=result.text, reason=reason)


def _gone(reading: Reading, name: str, piece: Piece) -> Iterator[PlanItem]:
    """A piece that is not in the document. Without a stamp that says nothing."""
    now = reading.now(piece) or ""
    is_with_statement = piece.field == "impact" and bookmark_of(piece.statement, "text") in reading.gone
    is_blank = not comparable(now) or not comparable(piece.text)
    if is_blank or is_with_statement or reading.edited.stamp is None:
        return
    item = replace(_item(reading, piece), edits=reading.found.deletions.get(name, ()))
    if comparable(now) == comparable(piece.text):
        aside = told_aside(reading.found.set_aside.get(name, ()))
        if piece.field == "text" and _has_impact(reading, piece):
            reason = "It is not in the document any more, but its impact is."
            yield replace(item, merged="", reason=f"{aside} Its impact still stands." if aside else reason)
        else:
            yield replace(item, kind="deleted", reason=aside or "It is not in the document any more.")
    else:
        reason = "Deleted in the document, but changed here since the export."
        yield replace(item, kind="conflict", reason=reason)


def _has_impact(reading: Reading, piece: Piece) -> bool:
    """Whether the document has words for the impact of the piece's statement."""
    name = bookmark_of(piece.statement, "impact")
    return any(_theirs(reading.pieces[name], place) for place in reading.found.texts.get(name, ()))


def _split(reading: Reading, piece: Piece, places: list[Place]) -> Iterator[PlanItem]:
    parts = tuple(_theirs(piece, place) for place in places)
    is_first_stored = comparable(reading.now(piece) or "") == comparable(parts[0])
    if is_first_stored and reading.known_words.issuperset(map(comparable, parts[1:])):
        return
    edits = tuple(edit for place in places for edit in place.paragraph.edits)
    item = replace(_item(reading, piece), theirs="\n".join(parts), edits=edits)
    if reading.now(piece) is None:
        yield replace(item, kind="conflict", reason=_DELETED_HERE)
    else:
        reason = f"It stands in {len(parts)} paragraphs now.{_changed_here(reading, [piece])}"
        yield replace(item, kind="split", parts=parts, reason=reason)


def _merged(reading: Reading, name: str, piece: Piece, places: list[Place]) -> Iterator[PlanItem]:
    """Pieces in one paragraph; words that were then parted from it again stay with them."""
    others = [reading.pieces[one] for one in reading.found.joined[name]]
    item = replace(
        _item(reading, piece, places[0]), theirs=" ".join(_theirs(piece, place) for place in places)
    )
    is_done = not any(comparable(reading.now(one) or "") for one in others)
    if is_done and comparable(item.theirs) == comparable(item.ours):
        return
    if reading.now(piece) is None:
        yield replace(item, kind="conflict", reason=_DELETED_HERE)
        return
    names = tuple(_joined_name(reading, one, piece) for one in others)
    reason = f"{', '.join(names)} now stands in the same paragraph."
    reason += _changed_here(reading, [piece, *others])
    yield replace(item, kind="merged", merged=item.theirs, others=names, reason=reason)


def _changed_here(reading: Reading, pieces: list[Piece]) -> str:
    """A warning where accepting the document's words would put those of today aside."""
    stored = ((reading.now(one), one.text) for one in pieces)
    is_changed = any(now and comparable(now) != comparable(text) for now, text in stored)
    return " It was changed here since the export: see both." if is_changed else ""


def _joined_name(reading: Reading, one: Piece, keeper: Piece) -> str:
    """What was joined in: a whole statement, or the one field of it that was."""
    is_whole = one.field == "text" and one.statement != keeper.statement and not _has_impact(reading, one)
    return one.statement if is_whole else f"{one.statement}.{one.field}"
