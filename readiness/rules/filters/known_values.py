"""What a filter asks for that there is none of: a value outside those its field is chosen from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from readiness.base.errors import UsageError
from readiness.base.text import those_there_are, visible
from readiness.model import choices
from readiness.model.definition.framework import Framework
from readiness.model.field import fields_of
from readiness.model.records.record import Record
from readiness.model.vocabulary import READING_TITLES, REQUEST_STATUS_TITLES
from readiness.rules.filters.grammar import Vocabulary, parse_filter

Known = Mapping[str, Mapping[str, str]]
"""For a field of a filter the values there are, words by id."""

EVIDENCE_KNOWN: Mapping[str, Callable[[Framework], Mapping[str, str]]] = {
    "kind": choices.evidence_kinds,
    "agency": choices.agencies,
    "criterion": choices.criteria,
    "marking": choices.markings,
    "reading": lambda _: {str(one): title for one, title in READING_TITLES.items()},
    "voice": lambda framework: {one.voice: one.voice for one in framework.evidence_kinds if one.voice},
    "lens": choices.lenses,
}
"""Fields of a filter of evidence that are chosen from a closed set."""

REQUEST_KNOWN: Mapping[str, Callable[[Framework], Mapping[str, str]]] = {
    "agency": choices.agencies,
    "criterion": choices.criteria,
    "status": lambda _: {str(one): title for one, title in REQUEST_STATUS_TITLES.items()},
    "body": lambda framework: {one.id: one.title for one in framework.bodies},
    "section": lambda framework: {one.id: one.title for one in framework.request_sections},
    "deadline": lambda framework: {one.id: one.title for one in framework.deadline_classes},
}
"""The same of request items."""

_OF_LISTS = {"evidence": EVIDENCE_KNOWN, "requests": REQUEST_KNOWN}
"""Records that have a list of their own, by table; those of any other are told from their fields."""


def known_of(framework: Framework, *kinds: type[Record]) -> Known:
    """The values of each closed field in a list of these records; of several types, those of any."""
    known: dict[str, dict[str, str]] = {}
    for kind in kinds:
        own = _OF_LISTS.get(kind.table)
        values = _of_fields(kind, framework) if own is None else known_under(own, framework)
        for name, words in values.items():
            known.setdefault(name, {}).update(words)
    return known


def _of_fields(kind: type[Record], framework: Framework) -> Known:
    named = (bound.field for bound in fields_of(kind).values() if bound.field.filter)
    return {one.filter: one.choices(framework) for one in named if one.choices is not None}


def known_under(given: Mapping[str, Callable[[Framework], Mapping[str, str]]], framework: Framework) -> Known:
    """The values of each field under a framework."""
    return {field: values(framework) for field, values in given.items()}


def unknown_values(query: str, known: Known) -> tuple[str, ...]:
    """A sentence for each value typed that is none of its field's, with those there are; see `grammar`."""
    terms = parse_filter(query, Vocabulary(frozenset(known), frozenset())).terms
    return tuple(
        _said(f'{term.field}:"{visible(term.value)}"', term.field, known[term.field])
        for term in terms
        if term.field in known and not _is_known(term.value, known[term.field])
    )


def unknown_options(given: Iterable[tuple[str, str]], known: Known) -> tuple[str, ...]:
    """The same of options ``--field VALUE``, which take a whole id; one that is empty asks for nothing."""
    return tuple(
        _said(f'--{field} "{visible(value)}"', field, known[field])
        for field, value in given
        if value and _plain(value.strip()) not in map(_plain, known[field])
    )


def none_left(what: str, query: str, known: Known) -> UsageError:
    """The refusal of a filter that leaves nothing to act on, with what it asks for that there is none of."""
    hint = " ".join(unknown_values(query, known)) or "Try it without one of its terms."
    return UsageError(f"No {what} fits this filter.", query, hint)


def _is_known(value: str, values: Mapping[str, str]) -> bool:
    """Whether it is a value or part of one, its words or its id; what a list takes for one always is."""
    wanted = _plain(value)
    return any(
        wanted in _plain(words) or wanted in _plain(one) or wanted.startswith(f"{_plain(one)}.")
        for one, words in values.items()
    )


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ")


def _said(typed: str, field: str, values: Mapping[str, str]) -> str:
    asked = f"{typed} names none there is."
    if not values:
        return f"{asked} There is no {field} to choose."
    return f"{asked} {those_there_are(values)}"
