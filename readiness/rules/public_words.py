"""Which words that people typed have to be looked at before they go outside: few people counted, or named.

A figure can be left out by a rule; a sentence cannot, so whoever publishes is told. The counts are those of
`small_numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readiness.base.problems import Problem, Where
from readiness.base.text import listed
from readiness.model.records.tables import Records
from readiness.rules.owner_names import owner_names

_SMALL = r"\b([1-4]|one|two|three|four) (?:of (?:them|the|our) )?(?:\w+ ){0,2}"

_FEW_BEHIND = re.compile(
    r"\b[0-9]+(?:\.[0-9]+)? ?(?:%|per cent) (?:of |\()(?:the |our |all )?"
    r"(?:[0-9]+ of )?([1-9]|one|two|three|four|five|six|seven|eight|nine)\b(?![.,]?\d|%| per cent)",
    re.IGNORECASE,
)
"""A percentage with fewer than ten behind it, such as ``50% of 6`` or ``50% (3 of 6``."""

_PERSON = re.compile(r"[A-Z][\w.\u2019'-]*(?: [A-Z][\w.\u2019'-]*){1,3}")
"""A name of two to four words that each begin with a capital; most roles do not."""

_REMEDY = "Reword it before it is published, so that nobody can be recognised."


def small_counts_in(text: str, people: Iterable[str]) -> list[str]:
    """Stretches of a text that count 1 to 4 people, such as ``three pupils``, or a share of fewer than ten.

    Args:
        text: What is to be published.
        people: The framework's words for people.
    """
    named = "|".join(map(re.escape, people))
    found = re.finditer(rf"{_SMALL}({named})\b", text, re.IGNORECASE) if named else ()
    return [one.group(0) for one in (*found, *_FEW_BEHIND.finditer(text))]


def owners_named(records: Records) -> tuple[str, ...]:
    """The people who have something to do here, as they are written, without what follows a comma.

    Lists of members are left aside: they name bodies, which may be named.
    """
    written = (held for record in records for _, held in owner_names(record))
    every = (one for held in written if isinstance(held, str) for one in held.split(";"))
    names = (one.partition(",")[0].strip() for one in every)
    return tuple(dict.fromkeys(one for one in names if _PERSON.fullmatch(one)))


def doubts(
    texts: Iterable[tuple[str, str]], people: Iterable[str], owners: Iterable[str]
) -> Iterator[Problem]:
    """What has to be looked at in texts for outside, each given with where it stands.

    Args:
        texts: Where it stands, such as the id of a record, and its words.
        people: The framework's words for people.
        owners: Names that do not leave the building.
    """
    words, names = tuple(people), tuple(owners)
    for where, text in texts:
        if few := small_counts_in(text, words):
            told = f"It counts fewer than 5 people, or a share of fewer than 10: {', '.join(few)}."
            yield Problem("warning", Where(where), told, _REMEDY)
        if named := [one for one in names if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]:
            yield Problem("warning", Where(where), f"It names {listed(named)}.", _REMEDY)


def typed_in_plan(records: Records) -> Iterator[tuple[str, str]]:
    """What may be printed of a plan outside in the words somebody typed, with the id it is about."""
    for action in records.actions.values():
        yield action.id, f"{action.title}\n{action.success_measure}"
    for note in records.progress_notes.values():
        if note.is_public:
            yield note.about, f"{note.words}\n{note.did}"
