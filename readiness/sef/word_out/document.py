"""The self-evaluation as a Word document: a document to sign, which can be edited and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.base.date_words import dated_words, long_day_words
from readiness.base.errors import UsageError
from readiness.base.text import capital, figure_of, listed, small
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Cell, Column, Paragraph, Part, Table, cell, strong, words
from readiness.formats.word.template import Template
from readiness.gaps.report import find_gaps
from readiness.rules.coverage import criterion_coverage
from readiness.sef.round_trip.printed import PrintedSef, Target
from readiness.sef.round_trip.recognising import (
    DATE_FACT,
    MEASURED_FACT,
    PART_FACT,
    STATUS_FACT,
    VERSION_FACT,
)
from readiness.sef.round_trip.stamp import Mode, SefStamp, headings_by_kind
from readiness.sef.word_out.agreement import agreement_table
from readiness.sef.word_out.back import (
    agreement_blocks,
    gap_blocks,
    index_blocks,
    lens_blocks,
    recommendations_blocks,
    unconfirmed_blocks,
)
from readiness.sef.word_out.criterion import criterion_blocks, of_kind
from readiness.sef.word_out.not_in_force import not_in_force_blocks
from readiness.sef.word_out.notebook import SefSource, SefWriter
from readiness.sef.word_out.printing import CONTENTS, printed_of, stamp_of, stamp_xml, with_frame
from readiness.sef.word_out.publication import left_out, waiting_words, without_names
from readiness.sef.word_out.questions import stem_of
from readiness.sef.word_out.sections import PART_SECTIONS, SECTIONS, in_order
from readiness.sef.word_out.summary import area_context, summary_blocks
from readiness.workspace import output

__all__ = ["MadeSef", "SefSource", "make_sef", "printed_today", "sef_document"]


@dataclass(frozen=True, slots=True)
class MadeSef:
    """A self-evaluation as a file, and what it printed."""

    content: bytes
    printed: PrintedSef


@dataclass(frozen=True, slots=True)
class _Written:
    notes: SefWriter
    marking: str
    cover: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    stamp: SefStamp
    printed: PrintedSef


def sef_document(
    source: SefSource,
    *,
    as_at: date,
    version: str,
    mode: Mode = "draft",
    template: Template | None = None,
    made_on: date | None = None,
) -> bytes:
    """The bytes of `make_sef`."""
    return make_sef(
        source, as_at=as_at, version=version, mode=mode, template=template, made_on=made_on
    ).content


def make_sef(
    source: SefSource,
    *,
    as_at: date,
    version: str,
    mode: Mode = "draft",
    template: Template | None = None,
    made_on: date | None = None,
) -> MadeSef:
    """The self-evaluation measured at a date, as a .docx file made on another.

    `mode` draft prints every statement as it stands, watermarked; agreement the same for partners to agree,
    without our gaps; publication only agreed words, without references, stamp or gaps, and says what is not
    agreed yet. The same source and arguments give the same bytes.

    Raises:
        UsageError: The sections chosen hold nothing.
    """
    written = _written(source, as_at, version, mode, made_on)
    notes, stamp = written.notes, written.stamp
    marking = written.marking
    watermark = "DRAFT" if mode == "draft" else ""
    content = build(
        Content(
            title=document_title(notes),
            author=source.prepared_by or source.area.name,
            identifier="" if notes.is_public else stamp.export_id,
            dated=(made_on or as_at).isoformat(),
            header=f"{marking}{_HEADER_WORDS[mode]}",
            footer=f"{document_title(notes)}, version {version}" if version else document_title(notes),
            cover=written.cover,
            contents_title=CONTENTS,
            parts=tuple(map(without_names, written.parts)) if notes.is_public else written.parts,
            watermark=watermark,
            stamp="" if notes.is_public else stamp_xml(stamp),
            tracks_changes=not notes.is_public,
            language=notes.framework.language,
        ),
        template,
    )
    printed = with_frame(written.printed, content, has_template=template is not None)
    frame = (*printed.frame, watermark) if watermark else printed.frame
    return MadeSef(content, printed.model_copy(update={"frame": frame}))


def printed_today(source: SefSource, *, as_at: date, version: str, mode: Mode = "draft") -> PrintedSef:
    """What a document made now would print, without making it."""
    return _written(source, as_at, version, mode, None).printed


def _written(source: SefSource, as_at: date, version: str, mode: Mode, made_on: date | None) -> _Written:
    notes = SefWriter(source, source.gaps or find_gaps(source.index, as_at), as_at, mode, made_on=made_on)
    blocks = tuple(_body(notes))
    if notes.is_public:
        blocks = tuple(left_out(blocks))
    if not blocks:
        asked = listed([SECTIONS[one] for one in source.sections])
        raise UsageError(
            f"There is nothing to print yet: {asked}.",
            "",
            "Choose other sections, or none for the whole document.",
        )
    relied_on = (notes.index.records.evidence[key] for key in notes.numbers)
    marking = source.marking or output.marking(source.area, source.framework, relied_on)
    front_page = cover(notes, version, marking)
    stamp = stamp_of(notes, version, (*front_page, *blocks))
    printed = printed_of(notes, stamp, front_page, blocks)
    return _Written(notes, marking, front_page, (Part(blocks),), stamp, printed)


def _body(notes: SefWriter) -> Iterator[Block]:
    """The chosen sections; what is not printed is not missed when it comes back."""
    usual = PART_SECTIONS if notes.source.only else tuple(SECTIONS)
    for name in in_order(notes.source.sections or usual):
        yield from _WRITERS[name](notes)


def _criteria(notes: SefWriter) -> Iterator[Block]:
    """Every chosen group and criterion."""
    only = notes.source.only or tuple(notes.framework.criteria)
    for group in notes.framework.groups:
        chosen = [criterion for criterion in group.criteria if criterion.id in only]
        if not chosen:
            continue
        yield notes.heading("heading1", group.title, starts_page=True)
        if (stem := stem_of(group)) and (group.is_settled or not notes.is_public):
            yield words("official", stem)
        for criterion in chosen:
            yield from criterion_blocks(notes, group, criterion)
            if notes.mode == "agreement":
                yield from agreement_table(notes, criterion)


_HEADER_WORDS: dict[Mode, str] = {
    "draft": " \u2013 draft",
    "agreement": " \u2013 for agreement",
    "publication": "",
}

DRAFT_NOTICE = (
    "This is a draft. It has not been agreed by the partnership and must not be quoted or passed on as its "
    "view."
)

AGREED_NOTICE = (
    "The statements in this version hold only words that every partner asked has agreed. Where something is "
    "not agreed yet, it says by whom."
)

AGREEMENT_NOTICE = (
    "This version is for partners to agree. Until they have, it must not be quoted or passed on as the "
    "partnership's view."
)

_NOTICES: dict[Mode, tuple[str, str, str]] = {
    "draft": ("Draft. ", DRAFT_NOTICE.removeprefix("This is a draft. "), "Draft for comment"),
    "agreement": ("For agreement. ", AGREEMENT_NOTICE, "For agreement by partners"),
    "publication": ("Agreed. ", AGREED_NOTICE, "Agreed words only"),
}
"""By mode: how the notice begins, the notice, and the status on the cover."""


def document_title(notes: SefWriter) -> str:
    """Such as Self-evaluation of Anytown."""
    name = notes.framework.terms.self_evaluation
    return f"{capital(name)}: {notes.source.area.name}"


def cover(notes: SefWriter, version: str, marking: str) -> tuple[Paragraph, ...]:
    """Title, edition, date, version, status and marking."""
    framework, area = notes.framework, notes.source.area
    name = framework.terms.self_evaluation
    edition = f" ({framework.edition})" if framework.edition else ""
    opening, notice, state = _NOTICES[notes.mode]
    definition = "" if notes.is_public else f", definition version {framework.version}"
    facts = {
        "Framework: ": f"{framework.title}{edition}{definition}",
        DATE_FACT: long_day_words(notes.made_on) if notes.made_on else "",
        MEASURED_FACT: dated_words(notes.as_at, notes.source.why_then),
        PART_FACT: listed(notes.title_of(notes.framework.criteria[one]) for one in notes.source.only),
        VERSION_FACT: version,
        STATUS_FACT: state,
        "Prepared by: ": notes.source.prepared_by,
        "Protective marking: ": marking,
    }
    return (
        words("title", capital(name)),
        words("subtitle", area.name),
        *(words("cover_fact", strong(label), value) for label, value in facts.items() if value),
        words("cover_notice", strong(opening), notice),
        *(words("cover_notice", notice) for notice in output.notices(area)),
    )


def how_to_read(notes: SefWriter) -> Iterator[Block]:
    """Half a page for a reader who has never seen one."""
    terms = notes.framework.terms
    sections = list(headings_by_kind(notes.framework.headings))
    yield notes.heading("heading1", "How to read this document")
    yield words(
        "body",
        f"This is the partnership's own account of how well it does against {notes.framework.title}. "
        f"Each section takes one {terms.criterion}: a sentence that sums it up, our local view, "
        f"{', '.join(map(small, sections[:-1]))}, and {small(sections[-1])}.",
    )
    for lead, text in (_PUBLIC_NOTES if notes.is_public else _READING_NOTES).items():
        yield words("bullet", strong(f"{lead} "), text)
    opening, notice, _ = _NOTICES[notes.mode]
    yield words("body", strong(opening), notice)


_READING_NOTES: dict[str, str] = {
    "Local view.": "Where we give our view of a section it is ours alone. It is not an official grade and "
    "nobody has inspected it.",
    "Small raised numbers": "point to the evidence, which is described once, at the end.",
    "Small grey references": "such as S0001 name a statement. Edit the words before them as you like, with "
    "or without tracked changes; leave the reference where it is, so that your changes can be read back.",
    "Missing.": "Where there is nothing to say we say so, with who is to supply it.",
    "Dates.": "Evidence is current or out of date at the inspection date on the cover, by the period it "
    "covers.",
}

_PUBLIC_NOTES: dict[str, str] = {
    "Local view.": _READING_NOTES["Local view."],
    "Small raised numbers": _READING_NOTES["Small raised numbers"],
}


def standing(notes: SefWriter) -> Iterator[Block]:
    """One line per criterion, and how much is still missing."""
    terms = notes.framework.terms
    yield notes.heading("heading1", f"Where we stand on each {terms.criterion}")
    if notes.mode == "draft":
        yield from _gap_counts(notes)
    bookmark = notes.table_bookmark()
    for row, criterion_id in enumerate(notes.framework.criteria, 1):
        headlines = of_kind(notes.wordings(criterion_id), "headline")
        held = headlines[0].statement.id if headlines else ""
        target = Target(table="statements", id=held, field="headline", criterion=criterion_id)
        notes.aim_cells(bookmark, row, {1: target})
    yield Table(
        f"Where we stand on each {terms.criterion}",
        f"Each row is a {terms.criterion} with its headline, our local view and how much evidence supports "
        "it.",
        (
            Column(capital(terms.criterion), 2.1),
            Column("Our headline", 5.2),
            Column("Our local view", 1.6),
            Column("Evidence items", 1.3),
        ),
        tuple(_summary_row(notes, one, notes.as_at) for one in notes.framework.criteria),
        bookmark,
    )
    yield words("table_note", "Local views are the partnership's own; they are not official grades.")


def _gap_counts(notes: SefWriter) -> Iterator[Paragraph]:
    found = [f"{number:,} {name}" for name, number in notes.gaps.by_severity.items() if number]
    if not found:
        yield words("body", f"No gap was found as at {long_day_words(notes.as_at)}.")
        return
    yield words(
        "body",
        f"As at {long_day_words(notes.as_at)} the checks find {figure_of(len(notes.gaps), 'gap')} "
        "in what we could hand over: "
        f"{listed(found)}. What matters most is listed in the section on what is missing.",
    )


def _summary_row(notes: SefWriter, criterion_id: str, as_at: date) -> tuple[Cell, ...]:
    criterion = notes.framework.criteria[criterion_id]
    headlines = of_kind(notes.wordings(criterion_id), "headline")
    grade = notes.index.records.grades.get(criterion_id)
    outcome = notes.framework.levels_by_id.get(grade.outcome) if grade else None
    held = criterion_coverage(notes.index, criterion_id, as_at)
    evidence = f"{held.count} ({held.current} current)" if held.count else "none"
    return (
        cell(notes.title_of(criterion)),
        cell(headlines[0].text.strip() if headlines else "", empty=_no_headline(notes, criterion_id)),
        cell(outcome.view_words if outcome else "", empty="not given yet"),
        cell(evidence),
    )


def _no_headline(notes: SefWriter, criterion_id: str) -> str:
    if not notes.is_public:
        return "missing"
    waiting = notes.waiting(criterion_id, "headline")
    return waiting_words(waiting, notes.framework) if waiting else "not written yet"


_WRITERS: Mapping[str, Callable[[SefWriter], Iterable[Block]]] = {
    "summary": summary_blocks,
    "reading": how_to_read,
    "area": area_context,
    "standing": standing,
    "criteria": _criteria,
    "themes": lens_blocks,
    "recommendations": recommendations_blocks,
    "gaps": gap_blocks,
    "agreement": agreement_blocks,
    "evidence": index_blocks,
    "left-out": not_in_force_blocks,
    "unconfirmed": unconfirmed_blocks,
}
