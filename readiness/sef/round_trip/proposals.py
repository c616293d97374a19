"""What became of each exported statement: edited, gone, split, joined, or in conflict."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from readiness.base.text import visible
from readiness.model.vocabulary import StatementKind
from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.matching import Place, Reading
from readiness.sef.round_trip.merge import merge
from readiness.sef.round_trip.stamp import IMPACT_LEADS, Piece, bookmark_of, comparable, table_fingerprint

_DELETED_HERE = "The statement was deleted here since the export."


def piece_items(reading: Reading) -> Iterator[PlanItem]:
    """The items about exported pieces, in the order of the export."""
    for name, piece in reading.pieces.items():
        places = reading.found.texts.get(name, [])
        if name in reading.joined_away:
            continue
        if not places:
            yield from _gone(reading, name, piece)
        elif name in reading.found.joined:
            yield from _merged(reading, name, piece, places)
        elif len(places) > 1:
            yield from _split(reading, piece, places)
        else:
            yield from _edited(reading, name, piece, places[0])


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


def _edited(reading: Reading, name: str, piece: Piece, place: Place) -> Iterator[PlanItem]:
    item, now = _item(reading, piece, place), reading.now(piece)
    theirs = comparable(item.theirs)
    if theirs in (comparable(piece.text), comparable(now or "")):
        return
    if now is None:
        yield replace(item, kind="conflict", reason=_DELETED_HERE)
    elif comparable(now) == comparable(piece.text):
        is_guess = name in reading.found.guessed
        reason = "Found by its words: its reference was lost." if is_guess else ""
        yield replace(item, merged=item.theirs, is_safe=not is_guess, reason=reason)
    else:
        yield from _both_changed(item)


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
    now = reading.now(piece)
    is_with_statement = piece.field == "impact" and bookmark_of(piece.statement, "text") in reading.gone
    if not now or not piece.text or is_with_statement or reading.edited.stamp is None:
        return
    item = replace(_item(reading, piece), edits=reading.found.deletions.get(name, ()))
    if comparable(now) == comparable(piece.text):
        if piece.field == "text" and _has_impact(reading, piece):
            yield replace(item, merged="", reason="It is not in the document any more, but its impact is.")
        else:
            yield replace(item, kind="deleted", reason="It is not in the document any more.")
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


_SHORT = 80

_MOST_REMARKS = 20

_STAMP_LOST = (
    "The program that saved the document dropped its stamp. Statements were matched by their words; new and "
    "deleted paragraphs cannot be told, so none are proposed."
)

_TABLES_ARE_PRINTED = "Tables are printed from the workspace; make the change there."


def new_items(reading: Reading) -> Iterator[PlanItem]:
    """Paragraphs under a criterion that are no statement yet."""
    for number, place in enumerate(_unknown(reading), 1):
        section = place.section
        if section is None or not section.criterion:
            continue
        impact = _as_impact(reading, place)
        if impact:
            yield impact
            continue
        text = visible(place.text.strip(), keep_breaks=True)
        yield PlanItem(
            key=f"new-{number}",
            kind="added",
            criterion=section.criterion,
            statement_kind=section.kind,
            theirs=text,
            merged=text,
            after=place.after,
            edits=place.paragraph.edits,
            reason=f"New under \u201c{section.heading}\u201d.",
        )


def _unknown(reading: Reading) -> Iterator[Place]:
    """New paragraphs whose words are neither in the workspace nor in the export: copies are not new.

    None where the stamp is lost: what the export printed can then not be told from what is new.
    """
    if reading.edited.stamp is None:
        return iter(())
    known = reading.known_words
    return (
        one
        for one in reading.found.new
        if comparable(one.text) not in known and comparable(_without_lead(one.text)) not in known
    )


def _without_lead(text: str) -> str:
    """A paragraph without the words an impact begins with."""
    return text.removeprefix(next((one for one in IMPACT_LEADS.values() if text.startswith(one)), ""))


def _as_impact(reading: Reading, place: Place) -> PlanItem | None:
    """A paragraph that begins as impacts do is the impact of the statement above it, if that has none."""
    statement = reading.index.records.statements.get(place.after)
    text = _without_lead(place.text)
    words = visible(text.strip(), keep_breaks=True)
    if statement is None or statement.impact.strip() or text == place.text or not words:
        return None
    return PlanItem(
        key=f"{statement.id}.impact",
        kind="edited",
        statement=statement.id,
        field="impact",
        criterion=statement.criterion,
        statement_kind=statement.kind,
        theirs=words,
        merged=words,
        edits=place.paragraph.edits,
        reason="It begins as an impact does, below this statement.",
    )


def comment_items(reading: Reading) -> Iterator[PlanItem]:
    """Comments on statements that are not among their notes yet."""
    for name, places in reading.found.texts.items():
        piece = reading.pieces[name]
        statement = reading.index.records.statements.get(piece.statement)
        notes = dict.fromkeys(note for place in places for note in place.paragraph.comments)
        for number, note in enumerate(notes, 1):
            if statement is None or note in statement.notes:
                continue
            yield PlanItem(
                key=f"{statement.id}.{piece.field}.comment-{number}",
                kind="comment",
                statement=statement.id,
                field=piece.field,
                criterion=statement.criterion,
                statement_kind=statement.kind,
                note=note,
                is_safe=True,
            )


def remarks(reading: Reading) -> Iterator[str]:
    """Changes nobody can apply: words and comments outside statements, tables, what could not be read."""
    if reading.edited.stamp is None:
        yield _STAMP_LOST
    yield from _words_elsewhere(reading)
    yield from _comments_elsewhere(reading)
    yield from _tables(reading)
    yield from (str(problem) for problem in reading.edited.problems)


def _words_elsewhere(reading: Reading) -> Iterator[str]:
    found = [one for one in _unknown(reading) if one.section is None or not one.section.criterion]
    for place in found[:_MOST_REMARKS]:
        yield f"Words outside the statements are new or changed: \u201c{_short(place.text)}\u201d"
    if len(found) > _MOST_REMARKS:
        yield f"{len(found) - _MOST_REMARKS:,} more paragraphs outside the statements are new or changed."


def _comments_elsewhere(reading: Reading) -> Iterator[str]:
    on_statements = {place.position for places in reading.found.texts.values() for place in places}
    for position, paragraph in enumerate(reading.edited.paragraphs):
        if position not in on_statements:
            yield from (f"Comment by {note.by}: {_short(note.text)}" for note in paragraph.comments)


def _tables(reading: Reading) -> Iterator[str]:
    stamp = reading.edited.stamp
    cells: dict[int, list[str]] = defaultdict(list)
    for paragraph in reading.edited.paragraphs:
        if paragraph.table:
            cells[paragraph.table].append(paragraph.text)
    if stamp is None:
        return
    if len(stamp.tables) != len(cells):
        yield f"A table was added or taken out. {_TABLES_ARE_PRINTED}"
        return
    for mark, (_, texts) in zip(stamp.tables, sorted(cells.items()), strict=True):
        if table_fingerprint(texts) != mark.fingerprint:
            yield f"The table \u201c{mark.title}\u201d was changed. {_TABLES_ARE_PRINTED}"


def _short(text: str) -> str:
    words = " ".join(visible(text).split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}\u2026"


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
