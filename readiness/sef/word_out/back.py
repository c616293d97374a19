"""The back of the document: themes, recommendations, agreement, the index, unconfirmed facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from readiness.base.date_words import day_words, long_day_words, long_period_words
from readiness.base.text import figure_of, listed
from readiness.formats.word.model import Block, Cell, Column, Table, cell, strong, words
from readiness.gaps.document import count_table, gap_table
from readiness.model.definition.framework import Agency, Lens
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.vocabulary import (
    ACTION_STATUS,
    FACT_STATUS_WORDS,
    FRESHNESS_IN_DOCUMENTS,
    STATEMENT_KIND_TITLES,
)
from readiness.rules.freshness import freshness
from readiness.rules.plan import still_ours
from readiness.rules.responsible import PARTNERSHIP
from readiness.sef.round_trip.printed import Target
from readiness.sef.word_out.criterion import agencies_of, evidence_line, recorded_note
from readiness.sef.word_out.notebook import SefWriter, Wording
from readiness.sef.word_out.publication import waiting_words

EVIDENCE = "Evidence"
"""Heading of the one list of everything the document relies on."""


def lens_blocks(notes: SefWriter) -> Iterator[Block]:
    """What is said across the criteria about each theme."""
    if notes.framework.lenses:
        yield notes.heading("heading1", "Across the sections", starts_page=True)
    for lens in notes.framework.lenses:
        yield from _lens(notes, lens)


def _lens(notes: SefWriter, lens: Lens) -> Iterator[Block]:
    """A theme; in public only one about which something is said."""
    said = [one for one in _printed(notes) if lens.id in one.statement.lenses]
    if notes.is_public and not said:
        return
    yield notes.heading("heading2", lens.title)
    if lens.description:
        yield words("body", lens.description)
    for kind, title in STATEMENT_KIND_TITLES.items():
        of_kind = [one for one in said if one.statement.kind == kind]
        if not of_kind:
            continue
        yield notes.heading(
            "heading3",
            title if len(of_kind) == 1 else f"{title}: {figure_of(len(of_kind), 'statement')}",
        )
        for one in of_kind:
            criterion = notes.framework.criteria[one.statement.criterion]
            reference = "" if notes.is_public else f", {one.statement.id}"
            yield words("quoted", one.text.strip(), f" ({notes.title_of(criterion)}{reference})")
    if not said:
        yield notes.missing(f"a statement that speaks to {lens.title.lower()}")
    yield from _lens_evidence(notes, lens)


def _printed(notes: SefWriter) -> Iterator[Wording]:
    for criterion in notes.framework.criteria:
        yield from notes.wordings(criterion)


def _lens_evidence(notes: SefWriter, lens: Lens) -> Iterator[Block]:
    links: list[Link] = list(notes.index.links_to("lens", lens.id))
    for prompt in notes.framework.prompts.values():
        if lens.id in prompt.lenses:
            links += notes.index.links_to("prompt", prompt.id)
    live = [link for link in links if notes.is_live(link)]
    yield evidence_line(notes, live) or notes.missing(f"evidence linked to {lens.title.lower()}")


def recommendations_blocks(notes: SefWriter) -> Iterator[Block]:
    """What reports and reviews told the partnership, and what has come of it."""
    found = notes.index.records.recommendations.values()
    if not found:
        return
    yield notes.heading("heading1", "What we were told to improve, and what we have done")
    bookmark = notes.table_bookmark()
    nothing_done = "no action recorded yet" if notes.is_public else "missing: no action answers this yet"
    for row, one in enumerate(found, 1):
        answer = Target(table="recommendations", id=one.id, field="answer")
        text = Target(table="recommendations", id=one.id, field="text")
        notes.aim_cells(bookmark, row, {0: text, 3: answer})
    yield Table(
        "Recommendations and our response",
        "Each row is a recommendation with where it comes from, who is responsible and the actions that "
        "answer it.",
        (
            Column("Recommendation", 3.1),
            Column("From", 2.3),
            Column("Who", 1.6),
            Column("What we have done", 2.6),
        ),
        tuple(
            (
                cell(one.text),
                cell(", ".join(filter(None, (one.source, day_words(one.made_on) if one.made_on else "")))),
                cell(listed(one.responsible), empty=PARTNERSHIP if notes.is_public else "nobody named"),
                cell("; ".join(_answers(notes, one.id)), empty=nothing_done),
            )
            for one in found
        ),
        bookmark,
    )
    yield from recorded_note(notes)


def _answers(notes: SefWriter, recommendation: str) -> list[str]:
    actions = notes.index.actions_for("recommendation", recommendation)
    return [
        f"{one.title} ({ACTION_STATUS[one.status]}{f', {one.percent_done}%' if one.percent_done else ''})"
        for one in still_ours(actions)
    ]


def agreement_blocks(notes: SefWriter) -> Iterator[Block]:
    """Who has agreed how much of the words as they stand, and what is not agreed."""
    agencies = [one for one in notes.framework.agencies if one.agrees]
    statements = [
        one for one in notes.index.records.statements.values() if one.criterion in notes.framework.criteria
    ]
    if not agencies or not statements:
        return
    if notes.is_public:
        yield from _sign_off(notes, agencies, statements)
        return
    yield notes.heading("heading1", "Who has agreed this")
    rows = []
    for agency in agencies:
        agreed = [found for one in statements if (found := one.agreed_by(agency.id))]
        last = max((one.on for one in agreed), default=None)
        rows.append(
            (
                cell(agency.title),
                cell(f"{len(agreed)} of {len(statements)}"),
                cell(long_day_words(last) if last else "", empty="none yet"),
            )
        )
    yield Table(
        "Statements agreed as they now stand",
        "Each row is an agency with how many statements it has agreed in their present words, and when it "
        "last did.",
        (
            Column("Agency", 3),
            Column("Statements agreed", 2, is_figure=True),
            Column("Last agreed", 2, is_figure=True),
        ),
        tuple(rows),
        notes.table_bookmark(),
    )
    yield words("table_note", "A statement that was changed after it was agreed counts as not agreed.")


def _sign_off(notes: SefWriter, agencies: list[Agency], statements: list[Statement]) -> Iterator[Block]:
    """Who agreed the words printed, by name and date, with room for those who have not."""
    printed = [one for one in statements if notes.wording(one) is not None]
    yield notes.heading("heading1", "Agreed by")
    rows = []
    for agency in agencies:
        agreed = [found for one in printed for found in one.agreements if found.agency == agency.id]
        last = max(agreed, key=lambda found: found.on, default=None)
        rows.append(
            (
                cell(agency.title),
                cell(last.by if last else "", empty="not yet agreed"),
                cell(long_day_words(last.on) if last else "", empty="not yet agreed"),
                cell("", empty="to be signed"),
            )
        )
    yield Table(
        "Sign-off",
        "Each row is an agency with who agreed the words of this document for it, when, and room to sign.",
        (Column("Agency", 3), Column("Name and role", 3), Column("Agreed on", 2), Column("Signed", 2)),
        tuple(rows),
        notes.table_bookmark(),
    )
    if waiting := [one for one in statements if notes.wording(one) is None and one.text.strip()]:
        yield words("table_note", waiting_words(waiting, notes.framework))


def index_blocks(notes: SefWriter) -> Iterator[Block]:
    """Every item of evidence the document relies on, by its number."""
    if notes.mode != "draft":
        yield from _plain_index(notes)
        return
    yield notes.heading("heading1", EVIDENCE)
    every = notes.index.records.evidence
    others = sum(not one.is_withdrawn and one.id not in notes.numbers for one in every.values())
    if not notes.numbers:
        yield notes.missing("evidence; none has been linked to anything in this document")
    else:
        yield Table(
            "Evidence relied on in this document",
            "Each row is an item of evidence by its number in the text: what it is, whose, the period it "
            "covers, whether it "
            "is current, who keeps it, its protective marking and the places relied on.",
            (
                Column("No.", 0.7, is_figure=True),
                Column("Title, kind and agencies", 4.2),
                Column("Period covered", 2.8),
                Column("Owner and marking", 2.6),
                Column("Where to look", 3),
            ),
            tuple(_index_row(notes, number, every[key]) for key, number in notes.numbers.items()),
            notes.table_bookmark(),
        )
    rest = (
        f" {figure_of(others, 'further item')} in the library {'is' if others == 1 else 'are'} not relied on "
        "here."
        if others
        else ""
    )
    yield words("table_note", f"End of the index: {figure_of(len(notes.numbers), 'item')}.{rest}")


def _plain_index(notes: SefWriter) -> Iterator[Block]:
    """The evidence by its number, in plain names: no reference, owner, marking or cell address."""
    yield notes.heading("heading1", EVIDENCE)
    if not notes.numbers:
        yield words("body", "No evidence is named in this version.")
        return
    yield Table(
        "Evidence relied on in this document",
        "Each row is an item of evidence by its number in the text: what it is, whose, and the period it "
        "covers.",
        (
            Column("No.", 0.7, is_figure=True),
            Column("Title", 4),
            Column("Kind", 2.2),
            Column("Agencies", 2.2),
            Column("Period covered", 2.4),
        ),
        tuple(
            _plain_row(notes, number, notes.index.records.evidence[key])
            for key, number in notes.numbers.items()
        ),
        notes.table_bookmark(),
    )
    yield words("table_note", f"End of the list: {figure_of(len(notes.numbers), 'item')}.")


def _plain_row(notes: SefWriter, number: int, evidence: Evidence) -> tuple[Cell, ...]:
    kind = notes.framework.kinds_by_id.get(evidence.kind)
    return (
        cell(str(number)),
        cell(evidence.title),
        cell(kind.title if kind else "", empty="not said"),
        cell(agencies_of(notes, evidence.agencies), empty="not said"),
        cell(long_period_words(evidence.period_from, evidence.period_to), empty="not said"),
    )


def _index_row(notes: SefWriter, number: int, evidence: Evidence) -> tuple[Cell, ...]:
    kind = notes.framework.kinds_by_id.get(evidence.kind)
    state = FRESHNESS_IN_DOCUMENTS[freshness(evidence, notes.framework, notes.as_at)]
    covered = long_period_words(evidence.period_from, evidence.period_to)
    agencies = agencies_of(notes, evidence.agencies)
    kind_title = kind.title if kind else evidence.kind
    return (
        cell(str(number)),
        cell("; ".join(filter(None, (f"{evidence.title} ({evidence.id})", kind_title, agencies)))),
        cell(f"{covered}; {state}" if covered else state),
        cell(f"{evidence.owner or 'nobody named'}; {evidence.marking or 'not marked'}"),
        cell("; ".join(notes.places.get(evidence.id, {})), empty="the whole document"),
    )


def unconfirmed_blocks(notes: SefWriter) -> Iterator[Block]:
    """Facts of the framework this document stands on that nobody has confirmed yet."""
    if notes.mode != "draft":
        return
    yield notes.heading("heading1", "What is not confirmed about the framework")
    criteria, prompts = notes.framework.criteria, notes.framework.prompts
    doubtful = [(key, one.title, one.status) for key, one in criteria.items() if not one.is_settled]
    points = Counter(
        notes.framework.criterion_of_prompt[key] for key, one in prompts.items() if not one.is_settled
    )
    if not doubtful and not points:
        yield words(
            "body",
            notes.framework.terms.said(
                "Every criterion and every point looked for is quoted from the official source or confirmed."
            ),
        )
        return
    yield words(
        "body",
        "The words below could not be read in the official source when the definition was made. Check them "
        "against the "
        "current edition before relying on them.",
    )
    for key, title, status in doubtful:
        yield words("bullet", strong(f"{key}: "), f"{title} ({FACT_STATUS_WORDS.get(status, status)})")
    if points:
        held = ", ".join(f"{key} ({number})" for key, number in points.items())
        yield words("bullet", strong("Points looked for, by number not confirmed: "), held)


_FIRST_THINGS = 10


def gap_blocks(notes: SefWriter) -> Iterator[Block]:
    """Counts by criterion, then the first things to put right."""
    gaps = notes.gaps
    if notes.mode != "draft":
        return
    yield notes.heading("heading1", "What is missing or out of date", starts_page=True)
    if not len(gaps):
        yield words("body", f"The checks find no gap as at {long_day_words(notes.as_at)}.")
        return
    yield words(
        "body",
        "The checks look at every record the partnership holds. They are shown as counts, never as a "
        "percentage, so "
        "that each can be followed to what is behind it. A gap that weakens two sections counts in both.",
    )
    yield count_table(gaps, notes.framework, notes.table_bookmark())
    asks = sum(not gap.criteria for gap in gaps)
    yield words(
        "table_note",
        f"{figure_of(asks, 'further gap')} {'belongs' if asks == 1 else 'belong'} to no one section."
        if asks
        else "Counted by section.",
    )
    ranked = (gap for gap in gaps.first_things(len(gaps)) if gap.criteria and gap.subject_kind != "request")
    first = [gap for gap in ranked if gap.severity != "minor"][:_FIRST_THINGS]
    if first:
        yield gap_table("What to put right first", first, notes.table_bookmark())
        yield words("table_note", "The worst of each kind, in turn. The gap report lists every one.")
