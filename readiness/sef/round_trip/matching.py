"""Which paragraph of an edited document is which statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from readiness.base.text import visible
from readiness.model.definition.framework import Framework
from readiness.model.records.written import TrackedEdit
from readiness.rules.index import Index
from readiness.sef.round_trip.alignment import Alignment
from readiness.sef.round_trip.edited import EditedParagraph, EditedSef
from readiness.sef.round_trip.merge import similarity
from readiness.sef.round_trip.printed import PrintedUnit
from readiness.sef.round_trip.stamp import (
    HEADINGS_BY_KIND,
    STATEMENT_BOOKMARK,
    Piece,
    SectionMark,
    bookmark_of,
    comparable,
    headings_by_kind,
    piece_fingerprint,
)

_ALIKE = 0.6
"""Least similarity at which a paragraph without a name may be taken for a lost statement."""

_NAMED_ALIKE = 0.3
"""The same for one that has a statement's name, where the export is not known."""

_CANDIDATES = 5

_TELLING_WORDS = 12
"""Only a text's rarest words are looked up, so that a long document takes no longer than its length."""

_MOST_HOLDERS = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of the document with where it stands."""

    position: int
    """Its number in the document."""
    paragraph: EditedParagraph
    section: SectionMark | None
    """The heading above it."""
    after: str
    """Id of the last statement found before it under the same heading."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.paragraph.text


@dataclass
class Matched:
    """What was found of each exported piece, by bookmark."""

    texts: dict[str, list[Place]] = field(default_factory=dict)
    """Paragraphs that carry a piece: one, or several when it was split."""
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other pieces joined into a piece's paragraph."""
    carriers: dict[str, str] = field(default_factory=dict)
    """The piece whose paragraph holds a piece found by name: itself, or what it was joined into."""
    guessed: set[str] = field(default_factory=set)
    """Pieces found by likeness of words only."""
    deletions: dict[str, tuple[TrackedEdit, ...]] = field(default_factory=dict)
    """Tracked deletions of pieces that left no words."""
    set_aside: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """How all the words of a piece are set aside."""
    repeated: list[tuple[str, Place]] = field(default_factory=list)
    """Paragraphs that say word for word what another one with the same name says, each with the name."""
    new: list[Place] = field(default_factory=list)
    """Paragraphs that are no piece."""
    places: list[Place] = field(default_factory=list)
    """Every paragraph outside tables and contents, headings left out."""


def match(
    edited: EditedSef, pieces: Mapping[str, Piece], framework: Framework, alignment: Alignment
) -> Matched:
    """Find every exported piece: by its bookmark, by its printed reference, by its words."""
    found = Matched()
    carried = {name for one in edited.paragraphs if one.text for name in one.bookmarks}
    exact = {alignment.units[number].bookmark for number in alignment.same.values()}
    printed = frozenset(edited.stamp.furniture if edited.stamp else ())
    loose: list[Place] = []
    for place in _places(edited, framework, alignment):
        paragraph = place.paragraph
        names = [name for name in paragraph.bookmarks if name in pieces]
        if edited.stamp is None:
            names = [name for name in names if _may_be(pieces[name], paragraph)]
        unit = alignment.unit(place.position)
        found.places.append(place)
        if not paragraph.text:
            _note_deletion(found, names, paragraph)
        elif names:
            _take(found, names, _without_lead(place, pieces[names[0]]))
        elif continued := [name for name in paragraph.continues if name in found.carriers]:
            found.texts[found.carriers[continued[0]]].append(place)
        elif unit is not None and unit.bookmark in pieces and unit.bookmark not in carried:
            _take(found, [unit.bookmark], _as_printed(place, pieces[unit.bookmark].text))
        elif unit is not None or piece_fingerprint(paragraph.raw) in printed:
            continue
        elif (named := _by_reference(paragraph, pieces, carried | exact, found)) and (
            edited.stamp is not None or _may_be(pieces[named[0]], paragraph)
        ):
            _take(found, named, place)
        elif not paragraph.table or edited.is_new_table(paragraph.table):
            loose.append(_whole(place, pieces))
    _match_by_words(found, pieces, loose)
    _match_by_place(found, pieces, alignment, is_known=edited.stamp is not None)
    return found


def _may_be(piece: Piece, paragraph: EditedParagraph) -> bool:
    """Whether a paragraph named like a piece can be it where no export says so: ids are alike anywhere."""
    return (
        not paragraph.text or similarity(piece.text, paragraph.text.removeprefix(piece.lead)) >= _NAMED_ALIKE
    )


def _note_deletion(found: Matched, names: list[str], paragraph: EditedParagraph) -> None:
    """A piece that left no words: deleted, or all its words are set aside."""
    found.deletions.update(dict.fromkeys(names, paragraph.edits))
    if paragraph.set_aside:
        found.set_aside.update(dict.fromkeys(names, paragraph.set_aside))


def _as_printed(place: Place, text: str) -> Place:
    """A paragraph that stands word for word as it was printed: nothing of it was changed."""
    return replace(place, paragraph=replace(place.paragraph, text=text, numbers=""))


def _with_text(place: Place, text: str) -> Place:
    return replace(place, paragraph=replace(place.paragraph, text=text))


def _whole(place: Place, pieces: Mapping[str, Piece]) -> Place:
    """A paragraph that is no piece, with a reference somebody typed at its end, unless it is a copy."""
    paragraph = place.paragraph
    piece = pieces.get(bookmark_of(paragraph.reference, "text")) if paragraph.reference else None
    is_copy = piece is not None and comparable(piece.text) == comparable(place.text)
    is_bare = not paragraph.reference or not paragraph.raw
    return place if is_copy or is_bare else _with_text(place, paragraph.raw.strip())


def _match_by_place(
    found: Matched, pieces: Mapping[str, Piece], alignment: Alignment, *, is_known: bool
) -> None:
    """Give lost pieces the new paragraph that stands in their place, where neither is anything else."""
    left: list[Place] = []
    for place in found.new:
        unit = alignment.place_of(place.position)
        name = unit.bookmark if unit else ""
        is_free = name in pieces and name not in found.carriers and name not in found.texts
        if is_free and (is_known or _may_be(pieces[name], place.paragraph)):
            found.texts[name] = [_without_lead(place, pieces[name])]
            found.guessed.add(name)
        else:
            left.append(place)
    found.new = left


def _take(found: Matched, names: list[str], place: Place) -> None:
    """Give a paragraph to the first piece it carries; further ones were joined into it."""
    first, *others = names
    for name in names:
        found.carriers.setdefault(name, first)
    held = found.texts.setdefault(first, [])
    if any(comparable(one.text) == comparable(place.text) for one in held):
        found.repeated.append((first, place))
        return
    held.append(place)
    if others:
        found.joined[first] = tuple(others)


def _without_lead(place: Place, piece: Piece) -> Place:
    """The paragraph without the words printed before the piece's text."""
    if not piece.lead or not place.text.startswith(piece.lead):
        return place
    return replace(
        place, paragraph=replace(place.paragraph, text=place.text.removeprefix(piece.lead).strip())
    )


def _by_reference(
    paragraph: EditedParagraph, pieces: Mapping[str, Piece], carried: set[str], found: Matched
) -> list[str]:
    """The piece a paragraph was pasted from, or whose reference it prints, if nothing else carries it."""
    named = [bookmark_of(paragraph.reference, "text")] if paragraph.reference else []
    free = (name for name in (*paragraph.copies, *named) if name in pieces and name not in carried)
    return [name for name in free if name not in found.texts][:1]


def _places(edited: EditedSef, framework: Framework, alignment: Alignment) -> Iterator[Place]:
    """Every paragraph of the text outside contents, with the heading above it.

    Of tables, those that carry a statement, and those in tables that were not printed.
    """
    sections = _Sections(edited, framework)
    after = ""
    for position, one in enumerate(edited.paragraphs):
        is_printed_cell = bool(one.table) and not edited.is_new_table(one.table)
        # the words of a cell may end in a reference that somebody wrote
        paragraph = replace(one, reference="") if is_printed_cell and one.reference else one
        names = _statement_names(paragraph)
        if paragraph.is_contents or (is_printed_cell and not names):
            continue
        unit = alignment.unit(position)
        is_heading = paragraph.heading_level > 0 or (unit is not None and unit.is_heading)
        if is_heading and not names:
            before = sections.current
            is_ours = sections.enter(paragraph, unit or alignment.heading_over(position))
            after = after if sections.current is before else ""
            if is_ours:
                continue
        yield Place(position, paragraph, sections.current, after)
        after = next(iter(names), after) if paragraph.text else after


def _statement_names(paragraph: EditedParagraph) -> list[str]:
    names = (*paragraph.bookmarks, bookmark_of(paragraph.reference, "text"))
    return [found.group(1) for name in names if (found := STATEMENT_BOOKMARK.fullmatch(name))]


_DEEPER = 3
"""Level of the headings inside a criterion's section."""


class _Sections:
    """Follows the headings, by bookmark or, where those are lost, by their words."""

    def __init__(self, edited: EditedSef, framework: Framework) -> None:
        marks = edited.stamp.sections if edited.stamp else ()
        self._by_bookmark = {mark.bookmark: mark for mark in marks}
        self._kinds = {**HEADINGS_BY_KIND, **headings_by_kind(framework.headings)}
        self._criteria = {comparable(f"{one.id} {one.short}"): key for key, one in framework.criteria.items()}
        self._within = {(mark.criterion, comparable(mark.heading)): mark for mark in reversed(marks)}
        headings = (comparable(one.text) for one in edited.paragraphs if not one.table)
        self._present = {self._criteria[words] for words in headings if words in self._criteria}
        units = edited.printed.units if edited.printed else ()
        self._titles = {comparable(mark.heading) for mark in marks}
        self._titles |= {unit.text for unit in units if unit.is_heading}
        self.current: SectionMark | None = None
        self._criterion = ""

    def enter(self, heading: EditedParagraph, unit: PrintedUnit | None) -> bool:
        """Pass a heading; False when it is none of ours: inside a criterion, perhaps a pasted statement."""
        names = (*heading.bookmarks, *((unit.bookmark,) if unit else ()))
        marked = next((self._by_bookmark[name] for name in names if name in self._by_bookmark), None)
        words = comparable(heading.text)
        if marked is not None:
            self.current = self._where_it_stands(marked, words)
        elif words in self._criteria:
            known = self._within.get((self._criteria[words], words))
            self.current = known or SectionMark(bookmark="", heading=words, criterion=self._criteria[words])
            self._criterion = self.current.criterion
        elif self._criterion and heading.text.strip() in self._kinds:
            self.current = self._within.get((self._criterion, words)) or SectionMark(
                bookmark="",
                heading=words,
                criterion=self._criterion,
                kind=self._kinds[heading.text.strip()],
            )
        elif words in self._titles:
            self._criterion = self._criterion if heading.heading_level >= _DEEPER else ""
            known = self._within.get((self._criterion, words))
            self.current = known or SectionMark(bookmark="", heading=words, criterion=self._criterion)
        elif heading.heading_level >= _DEEPER and self._criterion:
            return False
        else:
            self._criterion = ""
            self.current = SectionMark(bookmark="", heading=words)
            return False
        return True

    def _where_it_stands(self, mark: SectionMark, words: str) -> SectionMark:
        """A heading's section, under the criterion it was moved to if it was."""
        if mark.criterion and (words in self._criteria or self._is_title(mark)):
            self._criterion = mark.criterion
            return mark
        if not mark.criterion:
            self._criterion = ""
            return mark
        is_moved = self._criterion not in {"", mark.criterion} and mark.criterion in self._present
        if not is_moved:
            self._criterion = mark.criterion
            return mark
        here = self._within.get((self._criterion, comparable(mark.heading)))
        return here or mark.model_copy(update={"bookmark": "", "criterion": self._criterion})

    def _is_title(self, mark: SectionMark) -> bool:
        return comparable(mark.heading) in self._criteria


def _match_by_words(found: Matched, pieces: Mapping[str, Piece], loose: list[Place]) -> None:
    """Give lost pieces the unnamed paragraph with the same words, then one with nearly the same."""
    lost = {
        name: piece
        for name, piece in pieces.items()
        if name not in found.carriers and name not in found.texts and piece.text
    }
    by_words: dict[str, list[str]] = defaultdict(list)
    for name, piece in lost.items():
        by_words[comparable(f"{piece.lead} {piece.text}")].append(name)
    left: list[Place] = []
    for place in loose:
        names = by_words.get(comparable(place.text))
        if names:
            name = names.pop(0)
            found.texts[name] = [_without_lead(place, pieces[name])]
        else:
            left.append(place)
    still = {name: piece for name, piece in lost.items() if name not in found.texts}
    taken = _match_alike(found, still, left)
    found.new = [place for at, place in enumerate(left) if at not in taken]


def _match_alike(found: Matched, lost: dict[str, Piece], left: list[Place]) -> set[int]:
    """Match by likeness, the most alike first. Only texts that share words are compared."""
    pairs = sorted(_likely_pairs(lost, left), key=lambda pair: -pair[0])
    taken: set[int] = set()
    for _, name, at in pairs:
        if name not in found.texts and at not in taken:
            found.texts[name] = [_without_lead(left[at], lost[name])]
            found.guessed.add(name)
            taken.add(at)
    return taken


def _likely_pairs(lost: dict[str, Piece], left: list[Place]) -> Iterator[tuple[float, str, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for at, place in enumerate(left):
        for word in set(_words(place.text)):
            holders[word].append(at)
    for name, piece in lost.items():
        telling = sorted(
            (word for word in set(_words(piece.text)) if word in holders), key=lambda word: len(holders[word])
        )
        shared = Counter(at for word in telling[:_TELLING_WORDS] for at in holders[word][:_MOST_HOLDERS])
        for at, _ in shared.most_common(_CANDIDATES):
            alike = similarity(piece.text, left[at].text.removeprefix(piece.lead))
            if alike >= _ALIKE:
                yield alike, name, at


def _words(text: str) -> Iterable[str]:
    return comparable(text).lower().split()


@dataclass(frozen=True)
class Reading:
    """An edited document set beside the workspace as it is now."""

    edited: EditedSef
    index: Index
    pieces: Mapping[str, Piece]
    """Exported pieces by bookmark."""
    found: Matched
    alignment: Alignment = field(default_factory=Alignment)

    @property
    def is_known(self) -> bool:
        """Whether the pieces are what the document's export printed, and not the statements of today."""
        return self.edited.stamp is not None

    def now(self, piece: Piece) -> str | None:
        """The text as it is now; None when the statement is gone.

        In the words of the export where only their form differs.
        """
        statement = self.index.records.statements.get(piece.statement)
        if statement is None:
            return None
        text = statement.text if piece.field == "text" else statement.impact
        is_same = comparable(text) == comparable(piece.text)
        return piece.text if is_same else visible(text, keep_breaks=True).strip()

    @cached_property
    def joined_away(self) -> frozenset[str]:
        """Pieces that now stand inside another's paragraph."""
        return frozenset(name for names in self.found.joined.values() for name in names)

    @cached_property
    def gone(self) -> frozenset[str]:
        """Pieces that are nowhere in the document."""
        return frozenset(self.pieces) - frozenset(self.found.texts) - self.joined_away

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Words that are in the workspace or were in the export, in comparable form."""
        texts = {comparable(piece.text) for piece in self.pieces.values()}
        texts |= self.edited.printed.words if self.edited.printed else frozenset()
        for one in self.index.records.statements.values():
            texts |= {comparable(one.text), comparable(one.impact)}
        return frozenset(texts)
