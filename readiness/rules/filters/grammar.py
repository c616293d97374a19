"""Filters: what a user types, such as ``kind:audit owner:"K Ali" stale -marking:OFFICIAL survey``.

Grammar: terms apart by spaces; ``field:value`` for a field the list has; a bare flag the list has; any other
word is looked for in the text. Double quotes keep spaces together and take a word literally; a double quote
inside is written twice. A minus in front turns a term round. Terms of one field and sign are alternatives
("kind:audit kind:data" is either); everything else must hold at once. Nothing typed is ever an error, so a
filter works while it is being typed: an unknown field is text, and quotes left open close at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

FLAG = "is"
"""The field of flags: ``stale`` is short for ``is:stale``."""

TEXT = ""
"""The field of words looked for in the text."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields and flags one list can be filtered by, all lower case."""

    fields: frozenset[str]
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition."""

    field: str
    """A field of the vocabulary, `FLAG` or `TEXT`."""
    value: str
    """Never empty."""
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions; the empty filter lets everything through."""

    terms: tuple[Term, ...] = ()

    def accepts(self, holds: Callable[[Term], bool]) -> bool:
        """Whether an item passes, `holds` telling whether one term (its sign left aside) is true of it."""
        alternatives: dict[str, bool] = {}
        for term in self.terms:
            is_alternative = term.field not in (TEXT, FLAG) and not term.is_negated
            if is_alternative:
                alternatives[term.field] = alternatives.get(term.field, False) or holds(term)
            elif holds(term) == term.is_negated:
                return False
        return all(alternatives.values())


_TERM = re.compile(
    r"""\s*(?P<minus>-?)(?:(?P<field>[a-z][a-z-]*):(?=\S))?(?:"(?P<quoted>(?:[^"]|"")*)(?:"|$)|(?P<word>[^\s"]+))""",
    re.IGNORECASE,
)


def parse_filter(text: str, vocabulary: Vocabulary, *, bare_flags: bool = True) -> Filter:
    """Read what a user typed. Never raises. Without `bare_flags` a flag counts only after ``is:``."""
    terms = (_term(found, vocabulary, bare_flags=bare_flags) for found in _TERM.finditer(text))
    return Filter(tuple(term for term in terms if term is not None))


def format_filter(chosen: Filter, vocabulary: Vocabulary) -> str:
    """The text that reads back as `chosen`."""
    return " ".join(_written(term, vocabulary) for term in chosen.terms)


def _term(found: re.Match[str], vocabulary: Vocabulary, *, bare_flags: bool) -> Term | None:
    is_negated = bool(found["minus"])
    field = (found["field"] or "").lower()
    quoted = found["quoted"]
    value = found["word"] if quoted is None else quoted.replace('""', '"')
    if field and field not in vocabulary.fields and field != FLAG:
        field, value = TEXT, f"{found['field']}:{value}"
    if field == FLAG and value.lower() not in vocabulary.flags:
        field, value = TEXT, f"{found['field']}:{value}"
    if not value.strip():
        return None
    is_bare = bare_flags and field == TEXT and quoted is None and value.lower() in vocabulary.flags
    if field == FLAG or is_bare:
        return Term(FLAG, value.lower(), is_negated)
    return Term(field, value, is_negated)


def _written(term: Term, vocabulary: Vocabulary) -> str:
    minus = "-" if term.is_negated else ""
    if term.field == FLAG:
        return minus + term.value
    field = f"{term.field}:" if term.field else ""
    plain = f"{minus}{field}{term.value}"
    read = parse_filter(plain, vocabulary).terms
    if read == (term,):
        return plain
    doubled = term.value.replace('"', '""')
    return f'{minus}{field}"{doubled}"'


def contains(needle: str, texts: Iterable[str]) -> bool:
    """Whether any text contains the needle, ignoring case."""
    wanted = needle.casefold()
    return any(wanted in text.casefold() for text in texts)


def matches_id(value: str, ids: Iterable[str]) -> bool:
    """Whether any id is the value or a part below it (``A1`` fits ``A1.2``); case is ignored."""
    wanted = value.casefold()
    return any(one.casefold() == wanted or one.casefold().startswith(f"{wanted}.") for one in ids)
