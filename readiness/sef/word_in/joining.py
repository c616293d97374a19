"""Paragraphs of a returned document as they read: names followed, deleted ends joined, printed words off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from readiness.formats.documents.model import Comments, Inside, RawParagraph, SetAside
from readiness.sef.round_trip.edited import EditedParagraph
from readiness.sef.word_in.cleaning import Cleaned, Cleaner

_OUR_NAME = re.compile(r"sef(?:sec_[0-9]+|_S[0-9]+(?:_impact)?|_missing_[0-9]+|_area_[0-9]+|_view_[0-9]+)")

_ASIDES: tuple[SetAside, ...] = ("struck out", "hidden", "a prompt")

_COPY_NAME = re.compile(r"(sef_S[0-9]+(?:_impact)?)[ _-]*[Cc]opy.*")


@dataclass
class Joining:
    """Turns raw paragraphs into read ones: follows names, joins where a paragraph's end was deleted."""

    cleaner: Cleaner
    comments: Comments

    def join(self, raw: Sequence[RawParagraph]) -> Iterator[EditedParagraph]:
        """The paragraphs as they read; one without words stands for what was deleted whole."""
        ended = {number for one in raw for number, _ in one.inside.ends}
        open_names: dict[str, str] = {}
        held: EditedParagraph | None = None
        for one in raw:
            covering = self._covering(one.inside, open_names, ended)
            paragraph = self._paragraph(one, covering)
            if held is not None:
                ghosts, paragraph = _follow_on(held, paragraph)
                yield from ghosts
            held = paragraph if one.inside.joins_next else None
            if held is None:
                yield paragraph
        if held is not None:
            yield held

    def _covering(self, inside: Inside, open_names: dict[str, str], ended: set[str]) -> tuple[str, ...]:
        """Names from earlier paragraphs that still cover words here; keeps `open_names` up to date."""
        has_words = bool(inside.text.strip())
        closed_early = {number for number, has_before in inside.ends if not has_before}
        covering = tuple(
            name for number, name in open_names.items() if has_words and number not in closed_early
        )
        open_names.update(
            (number, name) for number, name in inside.starts if number in ended and _OUR_NAME.fullmatch(name)
        )
        for number, _ in inside.ends:
            open_names.pop(number, None)
        return covering

    def _paragraph(self, one: RawParagraph, covering: tuple[str, ...]) -> EditedParagraph:
        names = tuple(dict.fromkeys(name for _, name in one.inside.starts if _OUR_NAME.fullmatch(name)))
        copies = (found.group(1) for _, name in one.inside.starts if (found := _COPY_NAME.fullmatch(name)))
        cleaned = self._cleaned(one, (*names, *covering))
        known = self.comments.notes
        notes = tuple(dict.fromkeys(known[number] for number in one.inside.comments if number in known))
        return EditedParagraph(
            cleaned.text,
            raw=one.inside.text,
            bookmarks=names,
            continues=covering,
            copies=tuple(dict.fromkeys(copies)),
            reference=cleaned.reference,
            heading_level=one.level,
            table=one.table,
            cell=one.cell,
            is_contents=one.is_contents,
            is_printed=one.is_printed,
            edits=tuple(one.inside.edits),
            comments=notes,
            resolved=self.comments.resolved.intersection(notes),
            set_aside=tuple((how, text) for how in _ASIDES if (text := one.inside.aside(how).strip())),
            numbers=cleaned.numbers,
            anchors=one.inside.anchors,
        )

    def _cleaned(self, one: RawParagraph, names: tuple[str, ...]) -> Cleaned:
        found = self.cleaner.clean(one.inside.segments, names)
        return found if not one.table or names or found.reference else Cleaned(one.inside.text)


def _follow_on(
    first: EditedParagraph, second: EditedParagraph
) -> tuple[Iterable[EditedParagraph], EditedParagraph]:
    """Two paragraphs made one. One that kept no words of its own gives its names to nobody."""
    if not first.text:
        return (first,), second
    if not second.text:
        return (second,), replace(
            first,
            edits=first.edits + second.edits,
            comments=first.comments + second.comments,
            resolved=first.resolved | second.resolved,
            set_aside=first.set_aside + second.set_aside,
            anchors=first.anchors + second.anchors,
        )
    gap = "" if first.text[-1:].isspace() or second.text[:1].isspace() else " "
    joined = replace(
        second,
        text=f"{first.text}{gap}{second.text}",
        raw=f"{first.raw}{gap}{second.raw}",
        bookmarks=first.bookmarks + second.bookmarks,
        continues=first.continues,
        edits=first.edits + second.edits,
        comments=first.comments + second.comments,
        resolved=first.resolved | second.resolved,
        set_aside=first.set_aside + second.set_aside,
        numbers=first.numbers or second.numbers,
        anchors=first.anchors + second.anchors,
    )
    return (), joined
