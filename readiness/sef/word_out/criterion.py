"""The section of one criterion: what is said, what it rests on, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.base.date_words import day_words, long_period_words
from readiness.base.text import listed, small
from readiness.formats.word.model import Block, Cell, Column, Paragraph, Table, cell, strong, words
from readiness.model.definition.framework import Criterion, CriterionGroup
from readiness.model.records.evidence import Link
from readiness.model.records.plan import Action
from readiness.model.vocabulary import ACTION_STATUS, StatementKind
from readiness.rules.heard import heard_words
from readiness.rules.plan import actions_serving, is_late
from readiness.rules.responsible import owner_name
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.stamp import comparable, headings_by_kind, impact_leads
from readiness.sef.word_out.figures import measures_blocks, national_figures
from readiness.sef.word_out.notebook import SefWriter, Wording
from readiness.sef.word_out.publication import waiting_words
from readiness.sef.word_out.questions import question_of

_TO = "\u2013"

_NO_EVIDENCE_CHECKS = ("criterion-no-evidence", "criterion-none-current")


def criterion_blocks(notes: SefWriter, group: CriterionGroup, criterion: Criterion) -> Iterator[Block]:
    """Everything the document says about one criterion."""
    wordings = notes.wordings(criterion.id)
    yield notes.heading("heading2", notes.title_of(criterion), criterion=criterion.id)
    if criterion.is_settled or not notes.is_public:
        yield _official(notes, group, criterion)
    if not wordings:
        yield _nothing_written(notes, criterion)
        yield _local_view(notes, criterion)
        yield from measures_blocks(notes, criterion)
        yield from actions_table(notes, criterion)
        yield from _sources(notes, criterion)
        return
    yield from _headline(notes, criterion, wordings)
    yield _local_view(notes, criterion)
    yield from _known(notes, criterion, wordings)
    yield from _heard(notes, criterion, wordings)
    yield from _strengths(notes, criterion, wordings)
    yield from _to_improve(notes, criterion, wordings)
    yield from _next_steps(notes, criterion, wordings)
    yield from _sources(notes, criterion)


def _subheading(notes: SefWriter, criterion: Criterion, text: str) -> Paragraph:
    kind = headings_by_kind(notes.framework.headings)[text]
    return notes.heading("heading3", text, criterion=criterion.id, kind=kind)


def of_kind(wordings: list[Wording], kind: StatementKind) -> list[Wording]:
    """The statements of one kind, in order."""
    return [one for one in wordings if one.statement.kind == kind]


def _official(notes: SefWriter, group: CriterionGroup, criterion: Criterion) -> Paragraph:
    where = ": see the last section" if notes.mode == "draft" else ""
    doubt = "" if criterion.is_settled else f" This wording is not confirmed{where}."
    levels = [one.title for one in notes.framework.levels_of(criterion.id).values()]
    graded = f" Inspectors grade it: {listed(levels, 'or')}." if criterion.is_graded else ""
    return words("official", f"{question_of(group, criterion)}{graded}{doubt}")


def _waiting(notes: SefWriter, criterion: Criterion, kind: StatementKind) -> Iterator[Block]:
    """In a public document, that statements of a kind are there but not agreed."""
    if found := notes.waiting(criterion.id, kind):
        yield words("body", waiting_words(found, notes.framework))


def _nothing_written(notes: SefWriter, criterion: Criterion) -> Paragraph:
    if notes.is_public:
        found = notes.waiting(criterion.id)
        nothing = "Nothing has been written in this section yet."
        return words("body", waiting_words(found, notes.framework) if found else nothing)
    why = (
        "no text of it has been agreed"
        if notes.index.statements_of(criterion.id)
        else "nothing has been written yet"
    )
    return notes.missing(
        f"the whole of this section, because {why}: headline, strengths, areas to develop and next steps",
        criterion=criterion.id,
        checks=("criterion-no-headline",),
        target=_unwritten(criterion, "headline"),
    )


def _unwritten(criterion: Criterion, kind: StatementKind) -> Target:
    return Target(table="statements", field=kind, criterion=criterion.id)


def _headline(notes: SefWriter, criterion: Criterion, wordings: list[Wording]) -> Iterator[Block]:
    headlines = of_kind(wordings, "headline")
    yield from _waiting(notes, criterion, "headline")
    for one in headlines:
        yield notes.stamped("headline", one)
        yield from _impact(notes, one)
    if not headlines:
        yield notes.missing(
            "a sentence that sums up where we stand",
            criterion=criterion.id,
            checks=("criterion-no-headline",),
            target=_unwritten(criterion, "headline"),
        )


_RECORDED_TODAY = "Dates and progress of every action are those recorded on the date of this document."
_OWNERSHIP = "This is the partnership's own view; it is not an official grade."


def _local_view(notes: SefWriter, criterion: Criterion) -> Paragraph:
    grade = notes.index.records.grades.get(criterion.id)
    outcome = notes.framework.levels_by_id.get(grade.outcome) if grade else None
    if grade is None or outcome is None:
        view = Target(table="grades", id=criterion.id, field="view", criterion=criterion.id)
        return notes.missing("our local view", criterion=criterion.id, target=view)
    unwritten = "" if notes.is_public else "Missing: the reason for this view has not been written."
    why = grade.why.strip() or unwritten
    lead, opening, tail = "Our local view: ", f"{outcome.view_words}. ", f"{' ' if why else ''}{_OWNERSHIP}"
    target = Target(
        table="grades",
        id=criterion.id,
        field="why",
        criterion=criterion.id,
        lead=comparable(lead + opening),
        tail=comparable(tail),
    )
    return notes.aimed(words("local_view", strong(lead), opening, why, tail), target, "sef_view")


def _known(notes: SefWriter, criterion: Criterion, wordings: list[Wording]) -> Iterator[Block]:
    yield _subheading(notes, criterion, notes.framework.headings.context)
    facts = [one for one in of_kind(wordings, "context") if not notes.is_family_voice(one.statement)]
    yield from _context(notes, facts)
    yield from _waiting(notes, criterion, "context")
    measures = list(measures_blocks(notes, criterion))
    yield from measures
    yield from national_figures(notes, criterion)
    if not measures:
        yield notes.missing(
            "a measure of our own",
            criterion=criterion.id,
        )


def _context(notes: SefWriter, wordings: list[Wording]) -> Iterator[Block]:
    for one in wordings:
        yield notes.stamped("statement", one)
        yield from _impact(notes, one)


def _heard(notes: SefWriter, criterion: Criterion, wordings: list[Wording]) -> Iterator[Block]:
    yield _subheading(notes, criterion, notes.framework.headings.voices)
    yield from _context(
        notes, [one for one in of_kind(wordings, "context") if notes.is_family_voice(one.statement)]
    )
    heard: dict[str, list[Link]] = {}
    voices: dict[str, None] = {}
    for link in reaching(notes, criterion):
        if voice := notes.voice_of(link):
            heard.setdefault(link.evidence, []).append(link)
            voices.setdefault(voice)
    if heard:
        yield replace(words("body", "This section draws on what we were told in:"), keeps_with_next=True)
        yield from (_voice_line(notes, evidence, links) for evidence, links in heard.items())
    wanted = notes.framework.wanted_voices
    asked = {one.voice: one.title for one in notes.framework.evidence_kinds if one.voice in wanted}
    silent = [small(title) for voice, title in asked.items() if voice not in voices]
    if silent:
        yield notes.missing(
            f"evidence of {' and of '.join(silent)}",
            criterion=criterion.id,
            checks=tuple(one.check for one in wanted.values()),
        )


def _voice_line(notes: SefWriter, evidence_id: str, links: list[Link]) -> Paragraph:
    evidence = notes.index.records.evidence[evidence_id]
    notes_made = () if notes.is_public else (link.note.strip() for link in links)
    said = next((one for one in notes_made if one), "")
    about = ", ".join(
        filter(
            None,
            (
                agencies_of(notes, evidence.agencies),
                long_period_words(evidence.period_from, evidence.period_to),
                heard_words(evidence, is_outside=notes.is_public),
            ),
        )
    )
    tail = f" ({about})" if about else ""
    return words("bullet", f"{evidence.title}{tail}{': ' + said if said else ''}", *notes.cite(links))


def agencies_of(notes: SefWriter, ids: tuple[str, ...]) -> str:
    """Titles of agencies in a row."""
    known = notes.framework.agencies_by_id
    return listed([known[one].title if one in known else one for one in ids])


def reaching(notes: SefWriter, criterion: Criterion) -> list[Link]:
    """Links of live evidence to the criterion, its points and its printed statements."""
    index = notes.index
    found = list(index.links_to("criterion", criterion.id))
    for prompt in criterion.prompts:
        found += index.links_to("prompt", prompt.id)
    for wording in notes.wordings(criterion.id):
        found += index.links_to("statement", wording.statement.id)
    return [link for link in found if notes.is_live(link)]


def _strengths(notes: SefWriter, criterion: Criterion, wordings: list[Wording]) -> Iterator[Block]:
    yield _subheading(notes, criterion, notes.framework.headings.strength)
    strengths = of_kind(wordings, "strength")
    for one in strengths:
        yield notes.stamped("statement", one)
        yield from _impact(notes, one)
    yield from _waiting(notes, criterion, "strength")
    if not strengths:
        yield notes.missing(
            "a strength, or a sentence saying that there is none",
            criterion=criterion.id,
            checks=("criterion-no-strength",),
            target=_unwritten(criterion, "strength"),
        )


def _impact(notes: SefWriter, one: Wording) -> Iterator[Block]:
    kind = one.statement.kind
    if comparable(one.impact):
        lead = impact_leads(notes.framework.headings)[kind]
        yield notes.stamped("impact", one, field_name="impact", lead=lead)
    elif kind == "strength" and not notes.is_public:
        yield notes.awaited_impact(one.statement)


def _to_improve(notes: SefWriter, criterion: Criterion, wordings: list[Wording]) -> Iterator[Block]:
    yield _subheading(notes, criterion, notes.framework.headings.area_to_develop)
    areas = of_kind(wordings, "area_to_develop")
    for one in areas:
        yield notes.stamped("statement", one)
        yield from _impact(notes, one)
    yield from _waiting(notes, criterion, "area_to_develop")
    if not areas:
        yield notes.missing(
            "an area to develop, or a sentence saying that there is none",
            criterion=criterion.id,
            checks=("criterion-no-area-to-develop",),
            target=_unwritten(criterion, "area_to_develop"),
        )


def _next_steps(notes: SefWriter, criterion: Criterion, wordings: list[Wording]) -> Iterator[Block]:
    yield _subheading(notes, criterion, notes.framework.headings.next_step)
    steps = of_kind(wordings, "next_step")
    for one in steps:
        yield notes.stamped("statement", one)
        yield from _impact(notes, one)
    yield from _waiting(notes, criterion, "next_step")
    actions = list(actions_table(notes, criterion))
    yield from actions
    if not steps and not actions:
        yield notes.missing(
            "a next step or an action", criterion=criterion.id, target=_unwritten(criterion, "next_step")
        )


def _sources(notes: SefWriter, criterion: Criterion) -> Iterator[Block]:
    line = evidence_line(notes, reaching(notes, criterion))
    missing = notes.missing(
        "evidence; none has been linked", criterion=criterion.id, checks=_NO_EVIDENCE_CHECKS
    )
    yield line or missing


def evidence_line(notes: SefWriter, links: list[Link]) -> Paragraph | None:
    """The numbers of the evidence behind a section, described once at the end; None where there is none."""
    numbers = sorted({notes.number(link.evidence, str(link.pinpoint)) for link in links})
    lead = strong(f"{notes.framework.headings.evidence}: ")
    return words("source", lead, f"{spans(numbers)}.") if numbers else None


def spans(numbers: list[int]) -> str:
    """Numbers in order, those that follow each other as a span: ``1, 3\u20135 and 9``."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    joined = [
        str(first) if first == last else f"{first}{', ' if last == first + 1 else _TO}{last}"
        for first, last in found
    ]
    return listed(joined)


def actions_of(notes: SefWriter, criterion: Criterion) -> list[Action]:
    """Actions that serve the criterion, by its statements and recommendations too, by date due."""
    return actions_serving(notes.index, criterion)


def actions_table(notes: SefWriter, criterion: Criterion) -> Iterator[Block]:
    """The actions of a criterion: what, who, by when, how far, and how success will be known."""
    actions = actions_of(notes, criterion)
    if not actions:
        return
    bookmark = notes.table_bookmark()
    for row, action in enumerate(actions, 1):
        targets = action_targets(action, is_public=notes.is_public, criterion=criterion.id)
        notes.aim_cells(bookmark, row, targets)
    yield Table(
        f"Actions for {notes.title_of(criterion)}",
        "Each row is an action: what will be done, who is responsible, by when, how far it is, and how we "
        "will know.",
        (
            Column("Action", 2.8),
            Column("Who", 1.6),
            Column("By", 1.3),
            Column("Progress", 1.5),
            Column("How we will know", 2.1),
        ),
        tuple(action_row(notes, one) for one in actions),
        bookmark,
    )
    yield from recorded_note(notes)


def recorded_note(notes: SefWriter) -> Iterator[Paragraph]:
    """Below the first table that tells how far actions are: as at when."""
    if _RECORDED_TODAY not in notes.said:
        notes.said.add(_RECORDED_TODAY)
        yield words("table_note", _RECORDED_TODAY)


def action_row(notes: SefWriter, action: Action) -> tuple[Cell, ...]:
    """One action as a row of a table; open after its date, it says that it is late.

    In public a body or the partnership has it, never a role or a person.
    """
    who = (
        owner_name(notes.index, action, is_public=True)
        if notes.is_public
        else getattr(action, who_field(action))
    )
    status = ACTION_STATUS[action.status] + (f", {action.percent_done}%" if action.percent_done else "")
    status += ", late" if is_late(action, notes.as_at) else ""
    return (
        cell(action.title),
        cell(who, empty="nobody named yet"),
        cell(day_words(action.due) if action.due else "", empty="no date set"),
        cell(status),
        cell(action.success_measure, empty="not said yet"),
    )


def who_field(action: Action) -> str:
    """Stored name of the field that says who has an action: who answers for it, or else who does it."""
    return "owner" if action.owner.strip() and not action.responsible.strip() else "responsible"


def action_targets(action: Action, *, is_public: bool, criterion: str) -> dict[int, Target]:
    """What the cells of an action's row stand for, by column; in public not who has it.

    `criterion` is the one it is printed under.
    """
    fields = ("title", who_field(action), "due", "status", "success_measure")
    kept = {column: name for column, name in enumerate(fields) if not (is_public and column == 1)}
    return {
        column: Target(table="actions", id=action.id, field=name, criterion=criterion)
        for column, name in kept.items()
    }
