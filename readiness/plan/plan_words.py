"""What a paper says of an action, in words: the same in the document and in the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.text import counted, figure_of
from readiness.model.choices import confidences, recommendation_kinds
from readiness.model.records.plan import Milestone
from readiness.model.vocabulary import ACTION_STATUS, EFFECT_TITLES
from readiness.rules.measures import change_words
from readiness.rules.responsible import owner_name

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.model.records.plan import Action, Recommendation
    from readiness.model.records.programme import Workstream
    from readiness.plan.plan_sections import Answer, PlanSection
    from readiness.rules.index import Index
    from readiness.rules.small_numbers import Hidden

INTERNAL = "Internal: holds working notes."

PUBLIC = (
    "Public version: without working notes, the wording of steps, owners' roles and names, and small numbers "
    "of measures."
)


def summary(sections: Sequence[PlanSection]) -> str:
    """How much the plan holds, each recommendation and action counted once, and what of it is late."""
    items = {item.recommendation.id: item for section in sections for item in section.items
             if item.recommendation}  # fmt: skip
    answers = {one.action.id: one for section in sections for item in section.items for one in item.answers}
    late = sum(one.days_late > 0 for one in answers.values())
    stuck = sum(bool(one.late_steps) and not one.days_late for one in answers.values())
    unanswered = sum(one.is_unanswered for one in items.values())
    return (
        f"{counted(len(items), 'recommendation').capitalize()}, {unanswered or 'none'} without an action; "
        f"{counted(len(answers), 'action')}, {late or 'none'} overdue"
        f"{f' and {stuck} more with an overdue step' if stuck else ''}."
    )


def status_words(answer: Answer) -> str:
    """How an action stands: ``in progress, 40%; LATE by 12 days``."""
    action = answer.action
    done = f", {action.percent_done}%" if action.percent_done else ""
    late = f"; LATE by {figure_of(answer.days_late, 'day')}" if answer.days_late else ""
    return f"{ACTION_STATUS[action.status]}{done}{late}"


def progress_words(framework: Framework, answer: Answer, *, is_public: bool) -> str:
    """How an action stands, the newest note of its progress, and what difference was seen.

    In public no judgement, no working note, and only notes that were written for the public.
    """
    action = answer.action
    written = "" if is_public else " ".join(action.progress.split()).rstrip(".")
    said = (
        status_words(answer),
        "" if is_public else confidence_words(framework, answer),
        written,
        note_words(answer, is_public=is_public),
        effect_words(action),
    )
    return ". ".join(filter(None, said))


def confidence_words(framework: Framework, answer: Answer) -> str:
    """Whether it will be delivered as planned, and why: ``at risk (amber): it has no date``."""
    standing = answer.standing
    if standing is None:
        return ""
    said = confidences(framework)
    words = f"{said[standing.confidence]}: {standing.why.rstrip('.')}"
    if standing.proposed != standing.confidence:
        words += f" (its dates say {said[standing.proposed]})"
    return words


def note_words(answer: Answer, *, is_public: bool) -> str:
    """The newest note of progress, with its day and what it did; empty when there is none to show."""
    shown = [one for one in answer.notes if one.is_public or not is_public]
    if not shown:
        return ""
    newest = shown[-1]
    did = f"; what it did: {' '.join(newest.did.split())}" if newest.did.strip() else ""
    return f"{day_words(newest.on)}: {' '.join(newest.words.split()).rstrip('.')}{did.rstrip('.')}"


def effect_words(action: Action) -> str:
    """What difference was seen, in words; empty where none was and nothing is said of it."""
    difference = " ".join(action.difference.split()).rstrip(".")
    if action.effect == "none_yet" and not difference:
        return ""
    return f"Effect: {'; '.join(filter(None, (EFFECT_TITLES[action.effect], difference)))}"


def who_words(index: Index, action: Action, *, is_public: bool) -> str:
    """Who has an action: who does it, and who answers for it; in public the body alone."""
    answers = owner_name(index, action, is_public=is_public)
    owner = "" if is_public else action.owner.strip()
    return ", for ".join(dict.fromkeys(filter(None, (owner, answers))))


def workstream_words(workstream: Workstream, *, is_public: bool) -> str:
    """Who leads a workstream and whom it reports to, a sentence; in public the board alone."""
    chair = "" if is_public else workstream.chair.strip()
    co_chair = "" if is_public else workstream.co_chair.strip()
    said = (
        f"chair: {chair}" if chair else "",
        f"co-chair: {co_chair}" if co_chair else "",
        f"reports to: {workstream.board.strip()}" if workstream.board.strip() else "",
    )
    words = "; ".join(filter(None, said))
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def milestone_words(answer: Answer, *, is_public: bool = False) -> str:
    """The dated steps of an action, late ones marked; empty when it has none.

    In public only how many are done and when the next is due: steps are named for those who take them.
    """
    if is_public:
        return _steps_in_short(answer.action.milestones)
    return "; ".join(_step(one, is_late=one in answer.late_steps) for one in answer.action.milestones)


def _steps_in_short(steps: Sequence[Milestone]) -> str:
    if not steps:
        return ""
    ahead = sorted(one.due for one in steps if one.due and not one.done)
    following = f"; the next is due {day_words(ahead[0])}" if ahead else ""
    return f"{sum(one.done is not None for one in steps)} of {counted(len(steps), 'step')} done{following}"


def _step(step: Milestone, *, is_late: bool) -> str:
    if step.done:
        return f"{step.title} (done {day_words(step.done)})"
    due = f"due {day_words(step.due)}" if step.due else "no date"
    return f"{step.title} ({due}{', LATE' if is_late else ''})"


def success_words(index: Index, answer: Answer, as_at: date, hidden: Hidden) -> str:
    """How success will be seen, with the figures of its measures; empty when neither was said."""
    return ". ".join(_success(index, answer, as_at, hidden))


def _success(index: Index, answer: Answer, as_at: date, hidden: Hidden) -> Iterator[str]:
    if said := " ".join(answer.action.success_measure.split()).rstrip("."):
        yield said
    for measure_id in answer.action.measures:
        measure = index.records.measures.get(measure_id)
        if measure is not None:
            yield f"{measure.title}: {change_words(measure, as_at, hidden=hidden.get(measure.id, ()))}"


def source_words(framework: Framework, recommendation: Recommendation) -> str:
    """What a recommendation is called and where it comes from, with its date."""
    kind = recommendation_kinds(framework)[recommendation.kind].capitalize()
    made = day_words(recommendation.made_on) if recommendation.made_on else ""
    return ", ".join(filter(None, (kind, recommendation.source, made)))
