"""The engagement meeting: what to bring, and what may be asked, from what was recorded and nothing else.

No agenda, length or list of attendees of these meetings has been published: the order here and the roles to
invite are our assumption, to be edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from readiness.base.date_words import day_words, period_words
from readiness.base.text import counted, fold, listed
from readiness.model.records.evaluation import Statement
from readiness.model.records.measures import Measure
from readiness.model.records.notice import Notice
from readiness.model.records.plan import Action, Recommendation
from readiness.model.vocabulary import ACTION_STATUS
from readiness.rules.heard import heard_words
from readiness.rules.index import Index, id_order
from readiness.rules.measure_bars import is_worth_drawing
from readiness.rules.measures import change_words, is_of_few, short_change_words
from readiness.rules.plan import DELIVERED, GIVEN_UP, days_late, late_milestones, who_has
from readiness.rules.small_numbers import Hidden, hidden_figures

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.model.records.evidence import Evidence
    from readiness.progress.comparison import Comparison

KIND: Final = "engagement"
"""Id of the timetable by which such a meeting is prepared, where the framework has one."""

MEETING: Final = "Engagement meeting"
"""What a recommendation that was asked there names as its source, before the day."""

ROLES: Final = ("Lead of the partnership", "Data lead", "Note taker")
"""Whom to think of inviting, where the framework names nobody; our assumption."""

NO_FIGURE: Final = "no measure set"

NO_PROOF: Final = "no current proof linked"


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier state that was kept."""

    name: str
    """Name of the snapshot."""
    as_at: date
    """The date it was measured at."""
    changes: Comparison


@dataclass(frozen=True, slots=True)
class Told:
    """A recommendation with its progress, figures and proof, in words."""

    recommendation: Recommendation
    progress: str
    figures: tuple[str, ...]
    """Small numbers are not among them; empty without a measure."""
    short: tuple[str, ...]
    """The same figures in the fewest words."""
    proof: tuple[Evidence, ...]
    """Current evidence linked to it or to its actions, each once; never the paper it comes from."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """An area to develop and what is being done about it."""

    statement: Statement
    text: str
    is_agreed: bool
    """Whether `text` is what every agency asked agreed, and no draft."""
    answers: tuple[str, ...]
    """Open and finished actions with who and by when."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What people told us in their own words."""

    evidence: Evidence
    said: str
    """A note on a link to it that has a figure, or any note; empty when there is none."""
    heard: str = ""
    """How many were asked and answered, and who is missing; small numbers are not among it."""

    @property
    def has_number(self) -> bool:
        """Whether what was noted has a figure, or how many answered is known."""
        return any(mark.isdigit() for mark in self.said + self.heard)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A meeting with an agreed day, from which every other day is counted back."""

    notice: Notice
    event: str
    """Id of the event in its timetable that is the meeting."""
    on: date | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """All that a brief can say, nothing shortened."""

    as_at: date
    since: tuple[str, ...]
    """Sentences about what changed; one that says why there are none where nothing can be said."""
    told: tuple[Told, ...]
    challenges: tuple[Challenge, ...]
    voices: tuple[Voice, ...]
    framework: Framework
    """Whose words the brief takes."""
    has_few: bool = False
    """Whether a percentage among the figures is of too few to be printed."""
    drawn: tuple[Measure, ...] = ()
    """Measures of the recommendations that are worth a chart, each once; none with a small number."""
    prepared: Prepared | None = None
    """The meeting that is being prepared; None where no day is agreed."""

    @property
    def on(self) -> date | None:
        """The day agreed."""
        return self.prepared.on if self.prepared else None

    @property
    def attendees(self) -> tuple[str, ...]:
        """Who goes, as far as it was said."""
        return self.prepared.notice.attendees if self.prepared else ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence that is named, each as often as it is."""
        proof = (item for one in self.told for item in one.proof)
        return (*proof, *(one.evidence for one in self.voices))


def meeting(index: Index, as_at: date, since: Since | None = None) -> Meeting:
    """What the records say, as at a date.

    Args:
        index: The records.
        as_at: Lateness, figures and the age of evidence are measured at it.
        since: The state to compare with; None when none was kept.
    """
    records = index.records
    recommendations = sorted(records.recommendations.values(), key=_priority_first)
    areas = [
        one
        for criterion in index.framework.criteria
        for one in index.statements_of(criterion)
        if one.kind == "area_to_develop"
    ]
    hidden = hidden_figures(records.measures.values())
    answering = [action for one in recommendations for action in index.actions_for("recommendation", one.id)]
    measures = measures_of(index, answering)
    return Meeting(
        as_at,
        tuple(_since(index, since)),
        tuple(_told(index, one, as_at, hidden) for one in recommendations),
        tuple(_challenge(index, one, as_at) for one in areas),
        tuple(_voices(index, as_at)),
        index.framework,
        any(is_of_few(figure) for measure in measures for figure in measure.figures),
        tuple(one for one in measures if is_worth_drawing(one, as_at, hidden)),
        prepared_meeting(index),
    )


def prepared_meeting(index: Index) -> Prepared | None:
    """The meeting that is being prepared: the newest that was not ended; None without one."""
    timetable = index.framework.timetable(KIND)
    open_ = [one for one in index.records.notices.values() if one.kind == KIND and one.ended is None]
    notice = max(open_, key=lambda one: (one.received, one.id), default=None)
    if timetable is None or notice is None:
        return None
    event = timetable.on_site_event
    days = (one.on for one in notice.corrections if one.event == event)
    return Prepared(notice, event, next(days, None))


def is_asked_there(recommendation: Recommendation) -> bool:
    """Whether it was asked at such a meeting, and by no report."""
    return recommendation.source.startswith(f"{MEETING},")


def _since(index: Index, since: Since | None) -> Iterator[str]:
    if since is None:
        yield "No earlier state was kept, so nothing is said here about what changed."
        return
    changes = since.changes
    yield f"Compared with “{since.name}”, measured at {day_words(since.as_at)}."
    actions = index.records.actions
    finished = [
        one.record_id
        for one in changes.of_table("actions")
        if one.kind == "changed"
        and any(field.field == "status" for field in one.fields)
        and actions[one.record_id].status in DELIVERED
    ]
    if finished:
        yield f"Finished: {'; '.join(actions[one].title for one in finished)}."
    added = [one for one in changes.of_table("recommendations") if one.kind == "added"]
    if added:
        yield f"{counted(len(added), 'recommendation').capitalize()} new."
    better = [one.title for one in changes.measures if one.is_better]
    worse = [one.title for one in changes.measures if one.is_better is False]
    if better:
        yield f"Better: {listed(better)}."
    if worse:
        yield f"Worse: {listed(worse)}."
    if not (finished or added or better or worse):
        yield "No action was finished since, no recommendation added, and no measure moved."


def _priority_first(recommendation: Recommendation) -> tuple[bool, tuple[int, str]]:
    return recommendation.kind != "area_for_priority_action", id_order(recommendation.id)


def _told(index: Index, recommendation: Recommendation, as_at: date, hidden: Hidden) -> Told:
    actions = index.actions_for("recommendation", recommendation.id)
    links = [*index.evidence_to("recommendation", recommendation.id)]
    links += [one for action in actions for one in index.evidence_to("action", action.id)]
    current = {
        one.id: one
        for one in links
        if index.freshness(one, as_at) == "current" and not _is_source(one, recommendation)
    }
    measures = measures_of(index, actions)
    return Told(
        recommendation,
        progress_of(actions, as_at),
        tuple(f"{one.title}: {change_words(one, as_at, hidden=hidden.get(one.id, ()))}" for one in measures),
        tuple(
            f"{one.title}: {short_change_words(one, as_at, hidden=hidden.get(one.id, ()))}"
            for one in measures
        ),
        tuple(current.values()),
    )


def _is_source(evidence: Evidence, recommendation: Recommendation) -> bool:
    """Whether evidence is the paper that recommends, or too old to show what came of it."""
    title, source = fold(evidence.title), fold(recommendation.source)
    if source and title and (title in source or source in title):
        return True
    made, covered = recommendation.made_on, evidence.period_to
    return made is not None and covered is not None and covered <= made


def measures_of(index: Index, actions: Iterable[Action]) -> list[Measure]:
    """The measures that actions rely on, each once."""
    named = dict.fromkeys(one for action in actions for one in action.measures)
    return [index.records.measures[one] for one in named if one in index.records.measures]


def progress_of(actions: Sequence[Action], as_at: date) -> str:
    """How the actions stand in a few words: ``2 actions: 1 done, 1 in progress; 1 LATE``."""
    if not actions:
        return "no action answers this yet"
    states = [
        f"{number} {words}"
        for state, words in ACTION_STATUS.items()
        if (number := sum(one.status == state for one in actions))
    ]
    late = sum(bool(days_late(one, as_at) or late_milestones(one, as_at)) for one in actions)
    return f"{counted(len(actions), 'action')}: {listed(states)}" + (f"; {late} LATE" if late else "")


def _challenge(index: Index, statement: Statement, as_at: date) -> Challenge:
    actions = [one for one in index.actions_for("statement", statement.id) if one.status not in GIVEN_UP]
    agreed = statement.agreed_text.strip()
    return Challenge(
        statement,
        agreed or statement.text.strip(),
        bool(agreed),
        tuple(_answer(one, as_at) for one in actions),
    )


def _answer(action: Action, as_at: date) -> str:
    due = f"by {day_words(action.due)}" if action.due else "no date set"
    state = ACTION_STATUS[action.status] + (", LATE" if days_late(action, as_at) else "")
    return f"{action.title} ({who_has(action) or 'nobody named'}, {due}, {state})"


def _voices(index: Index, as_at: date) -> Iterator[Voice]:
    """Current evidence of what people say in their own words; what has a figure first."""
    wanted = index.framework.wanted_voices
    kinds = {one.id for one in index.framework.evidence_kinds if one.voice in wanted}
    found = []
    for item in index.records.evidence.values():
        if item.kind not in kinds or item.is_withdrawn or index.freshness(item, as_at) != "current":
            continue
        notes = [one.note.strip() for one in index.links_of(item.id) if one.note.strip()]
        notes.sort(key=lambda note: not any(mark.isdigit() for mark in note))
        found.append(Voice(item, notes[0] if notes else "", heard_words(item, is_outside=True)))
    return iter(sorted(found, key=lambda one: (not one.has_number, not one.said, id_order(one.evidence.id))))


def period_of(evidence: Evidence) -> str:
    """The period an item of evidence covers; empty when it does not say."""
    return period_words(evidence.period_from, evidence.period_to)
