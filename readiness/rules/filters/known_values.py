"""What a filter asks for that there is none of: a value outside those its field is chosen from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from readiness.base.text import listed, visible
from readiness.model import choices
from readiness.model.definition.framework import Framework
from readiness.model.field import fields_of
from readiness.model.records.record import Record
from readiness.model.vocabulary import READING_TITLES, REQUEST_STATUS_TITLES
from readiness.rules.filters.grammar import Vocabulary, parse_filter

Known = Mapping[str, Mapping[str, str]]
"""For a field of a filter the values there are, words by id."""

_MOST_NAMED = 12
"""So many values are named; of more, the first and how many there are."""

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
    "deadline": lambda framework: {one.id: one.title for one in framework.deadline_classes},
}
"""The same of request items."""


def known_of_records(kind: type[Record], framework: Framework) -> Known:
    """The same of any type of record, from its fields' own choices."""
    named = (bound.field for bound in fields_of(kind).values() if bound.field.filter)
    return {one.filter: one.choices(framework) for one in named if one.choices is not None}


def known_under(given: Mapping[str, Callable[[Framework], Mapping[str, str]]], framework: Framework) -> Known:
    """The values of each field under a framework."""
    return {field: values(framework) for field, values in given.items()}


def unknown_values(query: str, known: Known) -> tuple[str, ...]:
    """A sentence for each value typed that is none of its field's, with those there are; see `grammar`."""
    terms = parse_filter(query, Vocabulary(frozenset(known), frozenset())).terms
    return tuple(
        _said(term.field, term.value, known[term.field])
        for term in terms
        if term.field in known and not _is_known(term.value, known[term.field])
    )


def _is_known(value: str, values: Mapping[str, str]) -> bool:
    """Whether it is a value or part of one, its words or its id; what a list takes for one always is."""
    wanted = _plain(value)
    return any(
        wanted in _plain(words) or wanted in _plain(one) or wanted.startswith(f"{_plain(one)}.")
        for one, words in values.items()
    )


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ")


def _said(field: str, value: str, values: Mapping[str, str]) -> str:
    asked = f'{field}:"{visible(value)}" names none there is.'
    if not values:
        return f"{asked} There is no {field} to choose."
    names = list(values)
    if len(names) > _MOST_NAMED:
        return f"{asked} There are {len(names)}: {', '.join(names[:_MOST_NAMED])} and so on."
    return f"{asked} There is {listed(names)}." if len(names) == 1 else f"{asked} There are {listed(names)}."
