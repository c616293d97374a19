"""Cross-references of a definition, checked on its plain values so that every fault shows in one run.

Values of the wrong type are passed over here: the strict models list those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from readiness.base.personal_data import IDENTIFIER_CHECKS
from readiness.base.phrases import phrase_fault, word_fault
from readiness.base.text import visible
from readiness.definitions.faults import Fault, Place
from readiness.definitions.remedies import has_typographic_marks, straight_marks
from readiness.gaps.checks.registry import CHECKS_BY_ID
from readiness.model.definition.so_what import learned_fault

Tree = Mapping[str, object]

_ANY = "*"


@dataclass(frozen=True, slots=True)
class _Reference:
    """Values at `at` name elements listed at `to`; when `within` is set, only inside the same element."""

    at: Place
    to: Place
    what: str
    within: int = 0
    """Steps of the path that both ends share."""
    drops: bool = True


_CRITERIA: Place = ("groups", _ANY, "criteria", _ANY)

_EVENTS: Place = ("timetables", _ANY, "events", _ANY)

_COLUMNS: Place = ("person_lists", _ANY, "columns", _ANY)

_RULES: Place = ("person_lists", _ANY, "rules", _ANY)

_REFERENCES: tuple[_Reference, ...] = (
    _Reference((*_CRITERIA, "scale"), ("scales", _ANY), "scale", drops=False),
    _Reference(("requests", _ANY, "section"), ("request_sections", _ANY), "request section"),
    _Reference(("requests", _ANY, "body"), ("bodies", _ANY), "body"),
    _Reference(("requests", _ANY, "deadline"), ("deadline_classes", _ANY), "deadline class"),
    _Reference(("requests", _ANY, "person_list"), ("person_lists", _ANY), "person-level list"),
    _Reference(("requests", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("lenses", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("comparators", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("ready_measures", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("ready_measures", _ANY, "comparators", _ANY), ("comparators", _ANY), "comparator"),
    _Reference(("themes", _ANY, "criteria", _ANY), _CRITERIA, "criterion"),
    _Reference(("bodies", _ANY, "agencies", _ANY), ("agencies", _ANY), "agency"),
    _Reference((*_CRITERIA, "prompts", _ANY, "lenses", _ANY), ("lenses", _ANY), "lens"),
    _Reference(("timetables", _ANY, "requests", _ANY), ("requests", _ANY), "request item"),
    _Reference(("timetables", _ANY, "on_site_event"), _EVENTS, "event of this timetable", 2, drops=False),
    _Reference((*_EVENTS, "anchor"), _EVENTS, "event of this timetable", 2),
    _Reference((*_RULES, "columns", _ANY), _COLUMNS, "column of this list", 2),
    _Reference((*_RULES, "when", "column"), _COLUMNS, "column of this list", 2),
    _Reference(("person_lists", _ANY, "unique_across", _ANY), _COLUMNS, "column of this list", 2),
)

_VOICE = _Reference(("evidence_kinds", _ANY, "voice"), ("voices", _ANY), "voice", drops=False)
"""Looked at only where voices are declared: before they could be, a kind of evidence just named one."""

_LISTS: tuple[tuple[Place, str, str, int], ...] = (
    (("agencies", _ANY), "id", "agency", 0),
    (("bodies", _ANY), "id", "body", 0),
    (("evidence_kinds", _ANY), "id", "kind of evidence", 0),
    (("voices", _ANY), "id", "voice", 0),
    (("lenses", _ANY), "id", "lens", 0),
    (("groups", _ANY), "id", "group", 0),
    (_CRITERIA, "id", "criterion", 0),
    ((*_CRITERIA, "prompts", _ANY), "id", "prompt", 0),
    (("outcomes", _ANY), "id", "outcome", 0),
    (("outcomes", _ANY), "rank", "outcome rank", 0),
    (("outcomes", _ANY, "consequences", _ANY), "id", "consequence of this outcome", 2),
    (("scales", _ANY), "id", "scale", 0),
    (("scales", _ANY, "levels", _ANY), "id", "level", 0),
    (("scales", _ANY, "levels", _ANY), "rank", "rank of this scale", 2),
    (("scales", _ANY, "levels", _ANY, "consequences", _ANY), "id", "consequence of this level", 4),
    (("deadline_classes", _ANY), "id", "deadline class", 0),
    (("request_sections", _ANY), "id", "request section", 0),
    (("requests", _ANY), "id", "request item", 0),
    (("timetables", _ANY), "id", "timetable", 0),
    (_EVENTS, "id", "event", 2),
    (("recurring", _ANY), "id", "recurring deadline", 0),
    (("person_lists", _ANY), "id", "person-level list", 0),
    (_COLUMNS, "id", "column", 2),
    (_RULES, "id", "rule", 2),
    ((*_COLUMNS, "codes_from", _ANY), "id", "source of codes of this column", 4),
    (("checks", _ANY), "id", "check", 0),
    (("comparators", _ANY), "id", "comparator", 0),
    (("ready_measures", _ANY), "id", "ready measure", 0),
    (("themes", _ANY), "id", "theme", 0),
)
"""Where a list stands, its key, what an element is called, how many steps of its path it is unique in."""


def _levels(tree: Tree) -> Iterator[Fault]:
    """Levels called as an outcome is: a grade would not say which it means."""
    outcomes = {one for _, one in walk(tree, ("outcomes", _ANY, "id")) if isinstance(one, str)}
    for path, name in walk(tree, ("scales", _ANY, "levels", _ANY, "id")):
        if isinstance(name, str) and name in outcomes:
            words = f"There is an outcome `{visible(name[:60])}` as well."
            yield Fault(path, words, "Give the level another id; for the same scale, leave `scale` out.")


def reference_faults(tree: Tree) -> Iterator[Fault]:
    """Every faulty reference, repeated id and unknown source."""
    for at, key, what, within in _LISTS:
        yield from _repeated(tree, (*at, key), what, within)
    for reference in (*_REFERENCES, *((_VOICE,) if tree.get("voices") else ())):
        yield from _unknown(tree, reference)
    yield from _levels(tree)
    yield from _unknown_sources(tree)


def walk(node: object, pattern: Place, path: Place = ()) -> Iterator[tuple[Place, object]]:
    """Every value whose path fits the pattern, with its path; ``*`` is any element of a list."""
    if not pattern:
        yield path, node
    elif pattern[0] == _ANY:
        if isinstance(node, tuple):
            for place, one in enumerate(node):
                yield from walk(one, pattern[1:], (*path, place))
    elif isinstance(node, Mapping) and pattern[0] in node:
        yield from walk(node[pattern[0]], pattern[1:], (*path, pattern[0]))


def _repeated(tree: Tree, pattern: Place, what: str, within: int) -> Iterator[Fault]:
    seen: dict[tuple[Place, object], Place] = {}
    for path, value in walk(tree, pattern):
        if not isinstance(value, (str, int)):
            continue
        if (path[:within], value) in seen:
            words = f"There is another {what} `{visible(str(value)[:60])}` before this one."
            yield Fault(path, words, "Give each its own; the first is used.")
        seen.setdefault((path[:within], value), path)


def _unknown(tree: Tree, reference: _Reference) -> Iterator[Fault]:
    known: dict[Place, dict[str, None]] = {}
    for path, value in walk(tree, (*reference.to, "id")):
        if isinstance(value, str):
            known.setdefault(path[: reference.within], {})[value] = None
    for path, value in walk(tree, reference.at):
        here = known.get(path[: reference.within], {})
        if isinstance(value, str) and value and value not in here:
            words = f"There is no {reference.what} `{visible(value[:60])}`."
            hint = straight_marks(value) if has_typographic_marks(value) else _known_words(list(here), value)
            yield Fault(path, words, hint, reference.drops)


def _unknown_sources(tree: Tree) -> Iterator[Fault]:
    listed = tree.get("sources")
    known = [str(one) for one in listed] if isinstance(listed, Mapping) else []
    for path, fact in facts_as_written(tree):
        name = fact.get("source")
        if isinstance(name, str) and name not in known:
            words = f"There is no source `{visible(name[:60])}`."
            yield Fault(
                (*path, "source"), words, "Add it under `sources`, or name one that is there.", drops=False
            )


def facts_as_written(node: object, path: Place = ()) -> Iterator[tuple[Place, Tree]]:
    """Every mapping that has a status or a source, with its path; the framework's own `source` is not one."""
    if isinstance(node, Mapping):
        if path and ("status" in node or isinstance(node.get("source"), str)):
            yield path, node
        for key, value in node.items():
            if isinstance(value, (Mapping, tuple)):
                yield from facts_as_written(value, (*path, key))
    elif isinstance(node, tuple):
        for place, value in enumerate(node):
            if isinstance(value, (Mapping, tuple)):
                yield from facts_as_written(value, (*path, place))


def _known_words(known: list[str], given: str) -> str:
    if not known:
        return "None is defined yet: add one, or remove this."
    if close := get_close_matches(given, known, n=1, cutoff=0.75):
        return f"Did you mean `{visible(close[0])}`?"
    shown = ", ".join(visible(one[:40]) for one in known[:12])
    return f"There are: {shown}{' and more' if len(known) > 12 else ''}."  # noqa: PLR2004 - enough to choose from


_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")

_NESTED_REPEAT = re.compile(r"\([^()]*[+*}][^()]*\)\s*[+*{]")

_LONGEST_PATTERN = 200

_LONGEST_CHAIN = 50
"""Anchors followed to find a ring; longer ones are cut where the timetable is worked out."""

_PAIR = 2

_MONTHS = range(1, 13)


def contradictions(tree: Tree) -> Iterator[Fault]:
    """Every contradiction inside a definition."""
    yield from _ids(tree)
    yield from _validity(tree)
    yield from _overlay_only(tree)
    yield from _checks(tree)
    yield from _so_what(tree)
    for path, event in walk(tree, ("timetables", "*", "events", "*")):
        yield from _event(path, event)
    for path, timetable in walk(tree, ("timetables", "*")):
        yield from _ring_of_anchors(path, timetable)
    for path, month in walk(tree, ("timetables", "*", "closed_months", "*")):
        if isinstance(month, int) and month not in _MONTHS:
            yield Fault(path, f"There is no month {month}.", "Months are 1 to 12.")
    for path, column in walk(tree, ("person_lists", "*", "columns", "*")):
        if isinstance(column, dict) and column.get("type") == "code" and not column.get("codes"):
            yield Fault(path, "A column of the type code has no codes.", "Add `codes`, or use the type text.")
    for path, rule in walk(tree, ("person_lists", "*", "rules", "*")):
        if isinstance(rule, dict):
            yield from _rule(path, rule)


def _ids(node: object, path: Place = ()) -> Iterator[Fault]:
    """Ids that could not be typed in a command or stand in a file name."""
    if isinstance(node, dict):
        found = node.get("id")
        if isinstance(found, str) and not _ID.fullmatch(found):
            words = f"`{visible(found[:60])}` cannot be an id."
            hint = "Use up to 60 letters, digits, hyphens, dots or underscores; start with a letter or digit."
            hint = straight_marks(found) if has_typographic_marks(found) else hint
            yield Fault((*path, "id"), words, hint)
    elif not isinstance(node, tuple):
        return
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, (dict, tuple)):
            yield from _ids(value, (*path, step))


def _checks(tree: Tree) -> Iterator[Fault]:
    known = [*CHECKS_BY_ID, *(f"criterion-no-{one}-voice" for one in _voices(tree))]
    for path, name in walk(tree, ("checks", "*", "id")):
        if isinstance(name, str) and name not in known:
            close = get_close_matches(name, known, n=3, cutoff=0.4)
            hint = f"The nearest are: {', '.join(close)}." if close else "Each gap shows the id of its check."
            yield Fault(path, f"There is no check `{visible(name[:60])}`.", hint)


def _voices(tree: Tree) -> list[str]:
    """The voices a definition declares; without any, those that its kinds of evidence name."""
    at: Place = ("voices", _ANY, "id") if tree.get("voices") else ("evidence_kinds", _ANY, "voice")
    return [one for _, one in walk(tree, at) if isinstance(one, str)]


def _so_what(tree: Tree) -> Iterator[Fault]:
    """Phrases and lists of words that cannot be looked for."""
    section = tree.get("so_what")
    hint = "See `so_what` in the authoring guide."
    lists: dict[str, tuple[str, ...]] = {
        name: () for _, name in walk(section, ("word_lists", "*", "id")) if isinstance(name, str)
    }
    for path, words in walk(section, ("word_lists", "*", "words")):
        for place, word in walk(words, ("*",)):
            if isinstance(word, str) and (fault := word_fault(word)):
                yield Fault(("so_what", *path, *place), fault, hint)
    for name in section if isinstance(section, dict) else ():
        for path, learned in walk(section, (name, "learned")):
            if isinstance(learned, str) and (fault := learned_fault(learned)):
                yield Fault(("so_what", *path), fault, hint, drops=False)
        for part in ("phrases", "unless", "beside_change"):
            for path, phrase in walk(section, (name, part, "*")):
                if isinstance(phrase, str) and (fault := phrase_fault(phrase, lists)):
                    yield Fault(("so_what", *path), fault, hint)


def _validity(tree: Tree) -> Iterator[Fault]:
    start, end = tree.get("valid_from"), tree.get("valid_until")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        words = f"It is valid until {end}, which is before it is valid from {start}."
        yield Fault(("valid_until",), words, "Correct one of the dates.", drops=False)


def _overlay_only(tree: Tree) -> Iterator[Fault]:
    for path, fact in facts_as_written(tree):
        for key in ("confirmed_by", "confirmed_on"):
            if key in fact:
                hint = "Confirm facts in the workspace's overlay, with a name and a date."
                yield Fault((*path, key), f"`{key}` cannot be written in a definition.", hint, drops=False)
        if fact.get("status") == "confirmed":
            hint = "Use seen, reported, inferred or assumed; confirm it in the workspace's overlay."
            what = "A definition cannot call its own facts confirmed."
            yield Fault((*path, "status"), what, hint, drops=False)


def _event(path: Place, event: object) -> Iterator[Fault]:
    if not isinstance(event, dict):
        return
    day, until, time = event.get("day"), event.get("until_day"), event.get("time")
    if isinstance(day, int) and isinstance(until, int) and until < day:
        words = f"The event ends on day {until}, before it starts on day {day}."
        yield Fault((*path, "until_day"), words, "Correct one of the days.")
    if isinstance(time, str) and time and not _CLOCK.fullmatch(time):
        yield Fault((*path, "time"), "This is not a time of day.", 'Write it as "09:00".')


def _ring_of_anchors(path: Place, timetable: object) -> Iterator[Fault]:
    events = timetable.get("events") if isinstance(timetable, dict) else None
    rows = [one for one in events if isinstance(one, dict)] if isinstance(events, tuple) else []
    anchors = {str(one.get("id")): one.get("anchor") for one in rows}
    for place, row in enumerate(events if isinstance(events, tuple) else ()):
        if not isinstance(row, dict):
            continue
        start = step = str(row.get("id"))
        for _ in rows[:_LONGEST_CHAIN]:
            step = str(anchors.get(step) or "")
            if step == start:
                words = f"The event counts from itself: its anchors lead back to `{start}`."
                yield Fault((*path, "events", place, "anchor"), words, "Remove one of the anchors.")
                break


def _rule(path: Place, rule: Tree) -> Iterator[Fault]:
    kind, columns = rule.get("kind"), rule.get("columns")
    if kind in {"not_before", "not_equal"} and isinstance(columns, tuple) and len(columns) < _PAIR:
        words = f"A rule of the kind {kind} compares columns and names only one."
        yield Fault(path, words, "Name two columns.")
    if kind in {"required_when", "any_of_when", "blank_when"} and not rule.get("when"):
        yield Fault(path, f"A rule of the kind {kind} has no `when`.", "Say when it applies.")
    if kind == "age_at_most" and rule.get("limit") is None:
        yield Fault(path, "A rule of the kind age_at_most has no `limit`.", "Give the age in years.")
    if kind in {"pattern", "identifier"}:
        fault = _pattern_fault(rule.get("pattern"), is_expression=kind == "pattern")
        if fault:
            yield Fault((*path, "pattern") if "pattern" in rule else path, fault, "See the authoring guide.")


def _pattern_fault(pattern: object, *, is_expression: bool) -> str:
    if not isinstance(pattern, str) or not pattern:
        return "The rule has no `pattern`."
    if not is_expression:
        return "" if pattern in IDENTIFIER_CHECKS else f"There is no identifier `{visible(pattern[:40])}`."
    if len(pattern) > _LONGEST_PATTERN:
        return f"The pattern is longer than {_LONGEST_PATTERN} characters."
    if _NESTED_REPEAT.search(pattern):
        return "The pattern repeats a part that repeats itself, which can take for ever."
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"The pattern is not a regular expression ({error})."
    return ""
