"""Words typed into a printed table or note, read as the fields of the record they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from readiness.base.dates import read_date
from readiness.base.periods import period_end
from readiness.model.records.evaluation import LocalGrade
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action
from readiness.model.records.record import Record
from readiness.model.vocabulary import ACTION_STATUS
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.stamp import AREA_FIELDS, USUAL_HEADINGS, comparable, summary_headings

PLAIN: Mapping[str, frozenset[str]] = {
    "actions": frozenset({"title", "responsible", "owner", "success_measure"}),
    "recommendations": frozenset({"text"}),
    "area": frozenset(AREA_FIELDS.values()),
    "grades": frozenset({"why"}),
    "measures": frozenset({"title"}),
}
"""Fields that hold the words as typed, by table."""

FIELD_TITLES: Mapping[str, str] = {
    "actions.title": "action",
    "actions.responsible": "who",
    "actions.owner": "who",
    "actions.due": "by when",
    "actions.status": "progress",
    "actions.success_measure": "how we will know",
    "actions.": "a new action",
    "recommendations.text": "recommendation",
    "recommendations.source": "from",
    "recommendations.responsible": "who",
    "recommendations.": "a new recommendation",
    "recommendations.answer": "what we have done",
    "measures.title": "measure",
    "measures.": "a new measure",
    "measures.baseline": "where we started",
    "measures.latest": "where we are now",
    "measures.target": "target",
    "area.context": USUAL_HEADINGS.area,
    **{f"area.{field}": heading for heading, field in summary_headings(USUAL_HEADINGS).items()},
    "grades.why": "reason for our local view",
    "grades.view": "our local view",
}
"""What a field is called in the printed document."""

_FIGURE = re.compile(r"(?P<sign>[-\u2212]?)(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>[^0-9(]*?)\s*$")

_WITH_UNIT = re.compile(r"[-\u2212]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?P<unit>.*)")

BETTER = re.compile(r"\s*\((?P<direction>(?:higher|lower) is better)\)\s*$")
"""Printed behind the name of a measure."""

_OUTCOME = re.compile(r"[,;]?\s*(?:(?:better|worse)(?::[^()]*)?|no change)\s*$")
"""Printed behind a figure: how it has moved, which follows from the figures."""

_LATE = re.compile(r"[,;]?\s*late\s*$")
"""Printed behind the progress of an action that is late, which follows from its date."""

_MONTH = re.compile(r"(?P<month>[A-Za-z]+)\.?\s+(?P<year>[0-9]{4})$")

_PROGRESS = re.compile(r"(?P<status>[a-z ]+?)(?:,?\s*\(?(?P<percent>[0-9]{1,3})\s*%\)?)?$")


class UnreadWordsError(ValueError):
    """Words that cannot be stored in the field; says how to write them."""


def fields_of(target: Target, record: Record | None, words: str) -> dict[str, object]:
    """The fields of the target's record that say what was typed.

    Raises:
        UnreadWordsError: the words cannot be stored there.
    """
    name = f"{target.table}.{target.field}"
    if name == "measures.title":
        return {"title": BETTER.sub("", words).strip()}
    if target.field in PLAIN.get(target.table, ()):
        return {target.field: words}
    if name == "actions.due":
        return {"due": _day(words)}
    if name == "actions.status":
        return _progress(words)
    if isinstance(record, Measure):
        return _figure_fields(record, target.field, words)
    raise UnreadWordsError("Make this change in the workspace; these words cannot be stored by themselves.")


def says_the_same(target: Target, record: Record | None, words: str) -> bool:
    """Whether the words, however they are written, say what the record holds already."""
    if record is None:
        return False
    try:
        fields = fields_of(target, record, words)
    except UnreadWordsError:
        return False
    return all(_plainly(getattr(record, name)) == _plainly(value) for name, value in fields.items())


def _plainly(value: object) -> object:
    """A value as far as a cell prints it: of a figure its period and how much it is."""
    if isinstance(value, Observation):
        return value.period_to, value.value
    if isinstance(value, tuple):
        return frozenset(map(_plainly, value))
    return comparable(value) if isinstance(value, str) else value


def words_now(target: Target, record: Record | None) -> str | None:
    """The words a plain field holds now; None where the field holds no plain words."""
    if record is None or target.field not in PLAIN.get(target.table, ()) or target.table == "measures":
        return None
    return str(getattr(record, target.field))


def _day(words: str) -> date:
    try:
        return read_date(words, None)
    except ValueError as error:
        raise UnreadWordsError(f"{error} Write the day such as 31 March 2027.") from None


def _progress(words: str) -> dict[str, object]:
    found = _PROGRESS.fullmatch(_LATE.sub("", comparable(words).lower()))
    status = (
        {title: key for key, title in ACTION_STATUS.items()}.get(found["status"].strip()) if found else None
    )
    if found is None or status is None:
        raise UnreadWordsError(
            f"Write one of {', '.join(ACTION_STATUS.values())}, and a percentage if known."
        )
    percent = int(found["percent"] or 0)
    if percent > 100:  # noqa: PLR2004 - percent
        raise UnreadWordsError("A percentage is at most 100.")
    return {"status": status, "percent_done": percent} if found["percent"] else {"status": status}


def _figure_fields(measure: Measure, field: str, words: str) -> dict[str, object]:
    if field == "target":
        figure, _, when = comparable(words).partition(" by ")
        found: dict[str, object] = {"target": _value(figure, measure.unit)}
        return {**found, "target_by": _target_day(when, measure.target_by)} if when else found
    plain = _OUTCOME.sub("", comparable(words))
    figure, _, period = plain.rstrip(" )").partition("(")
    period = period.rpartition(",")[2].strip()
    value = _value(figure, measure.unit)
    if field == "baseline":
        before = measure.baseline
        end = _month_end(period) if period else before.period_to if before else None
    else:
        before = measure.latest
        end = _month_end(period) if period else None
    if end is None:
        raise UnreadWordsError("Write the figure with the end of its period, such as 54% (Dec 2026).")
    if before is not None and before.period_to.strftime("%Y%m") == end.strftime("%Y%m"):
        end = before.period_to
    observed = Observation(period_to=end, value=value)
    if field == "baseline":
        return {"baseline": observed}
    others = tuple(one for one in measure.observations if one.period_to != end)
    return {"observations": (*others, observed)}


def unit_of(words: str) -> str:
    """The unit of a figure as it is typed into a cell: ``%``, ``weeks``; empty where none is said."""
    figure = re.split(r"\(|, | by ", _OUTCOME.sub("", comparable(words)))[0]
    found = _WITH_UNIT.fullmatch(figure.strip())
    return found["unit"].strip() if found else ""


def _value(words: str, unit: str) -> float:
    plain = words.strip()
    own = comparable(unit).lower()
    bare = plain[: -len(own)] if own and comparable(plain).lower().endswith(own) else plain
    found = _FIGURE.fullmatch(bare.strip())
    if found is None:
        raise UnreadWordsError(f"Write one figure in {unit or 'the unit of the measure'}, such as 54.")
    typed = found["unit"].strip()
    if typed and comparable(typed).lower() != comparable(unit).lower():
        raise UnreadWordsError(f"The measure is in {unit or 'no unit'}, and this says {typed}.")
    value = float(found["figure"].replace(",", ""))
    return -value if found["sign"] else value


def _month_end(words: str) -> date:
    try:
        return period_end(words, None)
    except ValueError as error:
        raise UnreadWordsError(f"{error} Write the day such as 31 March 2027.") from None


def _target_day(words: str, held: date | None) -> date:
    """The day a target is for; a month that is the stored day's own leaves that day as it is."""
    end = _month_end(words)
    is_same = held is not None and held.strftime("%Y%m") == end.strftime("%Y%m")
    return held if held is not None and is_same and _MONTH.fullmatch(words.strip()) else end


def grade_of(words: str, outcomes: Mapping[str, str]) -> tuple[str, str] | None:
    """The outcome a typed local view begins with, and its reason; None where it begins with none.

    `outcomes` gives titles by id.
    """
    plain = comparable(words).removeprefix("Our local view:").strip()
    for key, title in sorted(outcomes.items(), key=lambda pair: -len(pair[1])):
        if plain.lower().startswith(title.lower()):
            return key, plain[len(title) :].lstrip(" .:;,-\u2013").strip()
    return None


def fits(record: Record | None, target: Target, words: str) -> str:
    """Why the words cannot be stored as they are; empty when they can."""
    if target.table == "grades" and target.field == "view":
        return "" if not isinstance(record, LocalGrade) else "There is a local view of it by now."
    if target.table == "recommendations" and target.field == "answer":
        return ""
    if record is None and target.table != "area":
        return "What it is about is not here any more."
    if isinstance(record, Action) and target.field == "title" and not words.strip():
        return "An action needs words."
    try:
        fields_of(target, record, words)
    except UnreadWordsError as error:
        return str(error)
    return ""
