"""The executive summary: the area's own words or, where nobody has written any, prose from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from readiness.base.date_words import long_day_words, month_words
from readiness.base.text import counted, listed, small
from readiness.formats.word.layout import heading_pages
from readiness.formats.word.model import Block, Part, words
from readiness.model.definition.framework import Criterion
from readiness.model.definition.outcomes import Outcome
from readiness.model.records.area import AREA_ID
from readiness.model.records.evaluation import Statement
from readiness.model.records.measures import Measure
from readiness.model.vocabulary import StatementKind
from readiness.rules.measures import change_words, moved
from readiness.rules.plan import DELIVERED, actions_serving, is_closed, still_ours
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.stamp import summary_headings
from readiness.sef.word_out.notebook import SefWriter, Wording
from readiness.sef.word_out.publication import waiting_words
from readiness.sef.word_out.since import since_words

SUMMARY = "Executive summary"

_MOST_SAID = (5, 4, 3)
"""Statements, actions or measures of one part: the most that leave the summary on its two pages."""

_MOST_PAGES = 2

_VOICED: tuple[StatementKind, ...] = ("context", "strength", "area_to_develop")
"""Kinds of statement in which people may be heard, what they say itself first."""

_ASKED_FOR: Mapping[str, str] = {
    "summary_who": "a few sentences that say who we are",
    "summary_experience": "a headline that says what it is like here",
    "summary_strengths": "a strength with the difference it has made",
    "summary_improvement": "what must improve, and by when",
    "summary_families": "what people tell us in their own words",
    "summary_changes": "what has changed since last time",
}


def summary_blocks(notes: SefWriter) -> Iterator[Block]:
    """Each part of the summary under its heading, or a note that it is missing.

    What is written from the records fills two pages at most; own words are printed whole.
    """
    headings = summary_headings(notes.framework.headings)
    found: dict[str, list[str]] = {}
    for most in _MOST_SAID:
        found = {field: _written(notes, field, most) for field in headings.values()}
        if _is_short(headings, found):
            break
    yield notes.heading("heading1", SUMMARY, starts_page=True)
    for heading, field in headings.items():
        yield notes.heading("heading2", heading)
        written = found[field]
        if not written and (waiting := _waiting(notes, field)):
            yield words("body", waiting_words(waiting, notes.framework))
        else:
            yield from area_words(notes, field, written, _ASKED_FOR[field])


def _is_short(headings: Mapping[str, str], written: Mapping[str, list[str]]) -> bool:
    """Whether the parts end within two pages, as far as can be told before they are drawn."""
    blocks: list[Block] = [words("heading1", SUMMARY)]
    for heading, field in headings.items():
        blocks += [words("heading2", heading), *(words("body", text) for text in written[field])]
    end = "end"
    pages = heading_pages((Part((*blocks, words("heading1", SUMMARY, bookmark=end))),))
    return pages[end] <= _MOST_PAGES


_KINDS_OF: Mapping[str, tuple[StatementKind, ...]] = {
    "summary_experience": ("headline",),
    "summary_strengths": ("strength",),
    "summary_improvement": ("area_to_develop",),
    "summary_families": _VOICED,
}
"""Kinds of statement a part of the summary is written from."""


def _waiting(notes: SefWriter, field: str) -> list[Statement]:
    """In public, the statements a part would be written from if they were agreed."""
    found = [
        one
        for criterion in notes.framework.criteria
        for kind in _KINDS_OF.get(field, ())
        for one in notes.waiting(criterion, kind)
    ]
    return [one for one in found if field != "summary_families" or notes.is_family_voice(one)]


def area_words(notes: SefWriter, field: str, paragraphs: Iterable[str], missing: str) -> Iterator[Block]:
    """Paragraphs that come back as a field of the area, or the note of what is missing in their place."""
    target = Target(table="area", id=AREA_ID, field=field)
    is_empty = True
    for text in paragraphs:
        is_empty = False
        yield notes.aimed(words("body", text), target, "sef_area")
    if is_empty:
        yield notes.missing(missing, target=target)


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a long text."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _written(notes: SefWriter, field: str, most: int) -> list[str]:
    """The area's own words, or at most so many of a kind from the records."""
    return paragraphs_in(str(getattr(notes.source.area, field))) or list(_FROM_RECORDS[field](notes, most))


def _who(notes: SefWriter, _most: int) -> Iterator[str]:
    """The first words about the area, and whose account this is."""
    yield from paragraphs_in(notes.source.area.context)[:1]
    partners = [agency.spoken for agency in notes.framework.agencies if agency.agrees]
    if partners and notes.source.area.context.strip():
        yield f"Those who are asked to agree this account are {listed(partners)}."


def _experience(notes: SefWriter, _most: int) -> Iterator[str]:
    """The headlines, group by group, and the local views counted."""
    for group in notes.framework.groups:
        said = [
            _sentence(one.text) for criterion in group.criteria for one in _of(notes, criterion, "headline")
        ]
        if said:
            yield " ".join(said)
    held: dict[tuple[int, str], list[str]] = {}
    for criterion in notes.framework.criteria.values():
        level = _level_of(notes, criterion.id)
        if level:
            held.setdefault((level.rank, level.view_words), []).append(criterion.short)
    if held:
        views = [f"{_lowered(view)} ({listed(names)})" for (_, view), names in sorted(held.items())]
        yield f"In our own view, which nobody has inspected: {'; '.join(views)}."


def _level_of(notes: SefWriter, criterion: str) -> Outcome | None:
    """The local view of a criterion, on its own scale."""
    grade = notes.index.records.grades.get(criterion)
    return notes.framework.levels_of(criterion).get(grade.outcome) if grade else None


def _strengths(notes: SefWriter, most: int) -> Iterator[str]:
    """Strengths with the difference made."""
    yield from (f"{_sentence(one.text)} {_sentence(one.impact)}" for one in _told_strengths(notes, most))


def _told_strengths(notes: SefWriter, most: int) -> list[Wording]:
    """The first strength of each section whose difference is written, those that rest on evidence first."""
    every = [one for one in _first_of_each(notes, "strength") if one.impact.strip()]
    every.sort(
        key=lambda one: not any(map(notes.is_live, notes.index.links_to("statement", one.statement.id)))
    )
    return every[:most]


def _improvement(notes: SefWriter, most: int) -> Iterator[str]:
    """Areas to develop with what is due next."""
    told: set[str] = set()
    for one in _told_areas(notes, most):
        yield f"{_sentence(one.text)} {_next_due(notes, one, told)}".strip()


def _told_areas(notes: SefWriter, most: int) -> list[Wording]:
    """The first area to develop of each section, worst local view first."""

    def rank(one: Wording) -> int:
        level = _level_of(notes, one.statement.criterion)
        return -level.rank if level else 0

    return sorted(_first_of_each(notes, "area_to_develop"), key=rank)[:most]


def _next_due(notes: SefWriter, one: Wording, told: set[str]) -> str:
    """What is due first for the statement or, said to be, in its section, and not told yet; may be empty."""
    criterion = notes.framework.criteria[one.statement.criterion]
    due = [
        action
        for action in actions_serving(notes.index, criterion)
        if action.due and action.due >= notes.as_at and not is_closed(action) and action.id not in told
    ]
    due.sort(key=lambda action: one.statement.id not in action.statements)
    if not due or due[0].due is None:
        return ""
    told.add(due[0].id)
    opening = "By" if one.statement.id in due[0].statements else "Next in this section, by"
    return f"{opening} {long_day_words(due[0].due)}: {_lowered(_sentence(due[0].title))}"


def _families(notes: SefWriter, most: int) -> Iterator[str]:
    """The first statement of each section that rests on what people told us: what they say before the rest.

    What other parts of the summary say is not said again.
    """
    told = {one.statement.id for one in (*_told_strengths(notes, most), *_told_areas(notes, most))}
    heard = []
    for criterion in notes.framework.criteria.values():
        every = [
            one
            for kind in _VOICED
            for one in _of(notes, criterion, kind)
            if notes.is_family_voice(one.statement)
        ]
        heard += [one for one in every if one.statement.id not in told][:1]
    yield from (f"{_sentence(one.text)} {_sentence(one.impact)}".strip() for one in heard[:most])


def _changes(notes: SefWriter, most: int) -> Iterator[str]:
    """The last inspection, what changed since a state was kept, what moved, and what is done."""
    inspections = notes.source.area.inspections
    outcomes = notes.framework.outcomes_by_id
    if inspections:
        last = max(inspections, key=lambda one: one.last)
        result = (
            f" Its outcome was: {outcomes[last.outcome].title.lower()}." if last.outcome in outcomes else ""
        )
        yield f"The area was last inspected in {month_words(last.last)}.{result}"
    yield from since_words(notes)
    better, worse = _moves(notes, most, is_better=True), _moves(notes, most, is_better=False)
    if better:
        yield f"These figures have improved. {' '.join(better)}"
    if worse:
        yield f"These have gone the other way. {' '.join(worse)}"
    actions = still_ours(notes.index.records.actions.values())
    done = [one.title for one in actions if one.status in DELIVERED]
    if done:
        are = "is" if len(done) == 1 else "are"
        yield f"{_share(len(done), len(actions))} in our plan {are} done: {'; '.join(done[:most])}."


def _share(part: int, whole: int) -> str:
    """``The one action``, ``All 3 actions``, ``One of the 12 actions``."""
    if part == whole:
        return "The one action" if whole == 1 else f"All {counted(whole, 'action')}"
    return f"{'One' if part == 1 else part} of the {counted(whole, 'action')}"


def _moves(notes: SefWriter, most: int, *, is_better: bool) -> list[str]:
    found: list[tuple[date, str]] = []
    said = ", better" if is_better else ", worse"
    for measure in notes.index.records.measures.values():
        change = moved(measure, notes.as_at)
        if change is not None and change.is_better is is_better and _serves(notes, measure):
            hidden = notes.hidden.get(measure.id, ())
            told = change_words(measure, notes.as_at, hidden=hidden, is_brief=True).replace(said, "", 1)
            found.append((change.end.period_to, f"{measure.title}: {told}."))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [told for _, told in found[:most]]


def _serves(notes: SefWriter, measure: Measure) -> bool:
    return any(one in notes.framework.criteria for one in measure.criteria) or bool(measure.statements)


_FROM_RECORDS: Mapping[str, Callable[[SefWriter, int], Iterable[str]]] = {
    "summary_who": _who,
    "summary_experience": _experience,
    "summary_strengths": _strengths,
    "summary_improvement": _improvement,
    "summary_families": _families,
    "summary_changes": _changes,
}


def _of(notes: SefWriter, criterion: Criterion, kind: StatementKind) -> list[Wording]:
    return [one for one in notes.wordings(criterion.id) if one.statement.kind == kind]


def _first_of_each(notes: SefWriter, kind: StatementKind) -> list[Wording]:
    return [one for criterion in notes.framework.criteria.values() for one in _of(notes, criterion, kind)[:1]]


def _sentence(text: str) -> str:
    """The text with a full stop at its end, if it has words."""
    plain = " ".join(text.split())
    return plain if not plain or plain[-1] in ".!?\u201d" else f"{plain}."


def _lowered(title: str) -> str:
    """A title inside a sentence; names in capitals stay."""
    return small(title) if title[1:2].islower() else title


def area_context(notes: SefWriter) -> Iterator[Block]:
    """What the area is like, in the partnership's words."""
    yield notes.heading("heading1", notes.framework.headings.area)
    missing = "a description of the area: its size, its people and its services"
    yield from area_words(notes, "context", paragraphs_in(notes.source.area.context), missing)
