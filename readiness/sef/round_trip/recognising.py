"""Which remembered export a returned document without a stamp is a copy of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness.sef.round_trip.printed import PrintedSef
from readiness.sef.round_trip.stamp import STATEMENT_BOOKMARK, comparable

DATE_FACT = "Date: "
MEASURED_FACT = "Inspection date it is measured at: "
PART_FACT = "Part: "
VERSION_FACT = "Version: "
STATUS_FACT = "Status: "

_TELLING_FACTS = (DATE_FACT, MEASURED_FACT, PART_FACT, VERSION_FACT, STATUS_FACT)
"""How the lines of the cover begin that tell one export from the next."""

_LEAST_SHARE = 0.5
"""Least part of an export's paragraphs that a document without a stamp must hold to be taken for its copy."""

_LEAST_SAID = 0.3
"""Least part of the words only its statements have: what is printed around them is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A paragraph of a returned document as it was found: everything in it, and the bookmarks on it."""

    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """The export a document without a stamp seems to be a copy of."""

    printed: PrintedSef
    is_sure: bool
    """Whether the cover says so as well; words alone may be those of an earlier export."""


def nearest(exports: Iterable[PrintedSef], seen: Sequence[Seen]) -> Likely | None:
    """The export most of whose paragraphs stand in a document, the first of equals; None where none is near.

    One whose cover, headings or statements say that the document is of another export is passed over: what
    was changed here since would look as if the document had changed it.
    """
    held = frozenset(comparable(one.text) for one in seen) - {""}
    said = _words_of(held)
    best, most = None, 0.0
    for printed in exports:
        words = frozenset(unit.text for unit in printed.units) - {""}
        share = len(words & held) / max(len(words), 1)
        telling = _words_of(printed.statements) - _words_of(words - printed.statements)
        if len(telling & said) < _LEAST_SAID * len(telling) or share < _LEAST_SHARE or share <= most:
            continue
        facts, theirs = _cover_facts(printed), _facts_in(held)
        is_other = any(facts.get(label) not in values for label, values in theirs.items())
        if is_other or _has_other_names(printed, seen):
            continue
        sure = VERSION_FACT if VERSION_FACT in facts else DATE_FACT
        best, most = Likely(printed, is_sure=sure in theirs), share
    return best


def _cover_facts(printed: PrintedSef) -> dict[str, str]:
    """What the cover says, by how the line begins."""
    found: dict[str, str] = {}
    for unit in printed.units:
        if unit.is_heading:
            break
        found.update({label: unit.text for label in _TELLING_FACTS if unit.text.startswith(label)})
    return found


def _facts_in(held: Iterable[str]) -> Mapping[str, set[str]]:
    """The lines of a document that begin as those of a cover, by how they begin."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in held:
        for label in _TELLING_FACTS:
            if text.startswith(label):
                found[label].add(text)
    return found


_MOST_OTHER = 0.25
"""Greatest part of the headings with a name that may read otherwise: people reword some, never most."""


def _has_other_names(printed: PrintedSef, seen: Sequence[Seen]) -> bool:
    """Whether names in a document are those of another export: counted otherwise, or of its statements."""
    own = {unit.bookmark: unit.text for unit in printed.units if unit.bookmark}
    headings = {unit.bookmark: unit.text for unit in printed.units if unit.is_heading and unit.bookmark}
    pairs = [(name, comparable(one.text)) for one in seen for name in one.names]
    named = [(headings[name], text) for name, text in pairs if name in headings]
    reworded = sum(printed_text != text for printed_text, text in named)
    has_others = any(STATEMENT_BOOKMARK.fullmatch(name) and name not in own for name, _ in pairs)
    return has_others or reworded > _MOST_OTHER * len(named)


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.lower().split())
