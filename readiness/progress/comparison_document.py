"""What changed between two states of a workspace, as a Word document for a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.date_words import long_day_words
from readiness.base.text import figure_of, listed
from readiness.formats.word.assemble import Content, build
from readiness.formats.word.model import Block, Column, Paragraph, Part, Run, Table, cell, words
from readiness.formats.word.package import LANGUAGE
from readiness.gaps.document import gap_table
from readiness.model.vocabulary import TABLE_TITLES
from readiness.progress.snapshots import NOW
from readiness.rules.figures import figure_words
from readiness.workspace import output as output_door

if TYPE_CHECKING:
    from readiness.gaps.report import Gap
    from readiness.model.records.area import Area
    from readiness.model.records.differences import Difference
    from readiness.progress.comparison import Comparison, MeasureMove
    from readiness.workspace.workspace import Workspace


def comparison_document(
    area: Area,
    found: Comparison,
    before: str,
    after: str,
    *,
    as_at: date,
    marking: str = "",
    notices: Iterable[str] = (),
    language: str = LANGUAGE,
) -> bytes:
    """The comparison as a letter to colleagues, a .docx file; the same comparison gives the same bytes."""
    title = f"What changed: {area.name}"
    return build(
        Content(
            title=title,
            author=area.name,
            identifier=f"changes-{before}-{after}-{as_at.isoformat()}",
            dated=as_at.isoformat(),
            header=marking or area.marking,
            footer=title,
            language=language,
            cover=(
                words("letter_title", title),
                *(words("cover_notice", notice) for notice in notices),
                *_letter(found, before, after, as_at),
            ),
            contents_title="",
            parts=(Part(tuple(_body(found))),),
        )
    )


def _letter(found: Comparison, before: str, after: str, as_at: date) -> Iterator[Paragraph]:
    then = f"\u201c{before}\u201d"
    now = f"now, measured at {long_day_words(as_at)}" if after == NOW else f"\u201c{after}\u201d"
    yield words("body", "Dear colleagues,")
    yield words("body", f"This is what has changed between {then} and {now}.")
    if found.is_empty:
        yield words("body", "Nothing changed between the two states.")
        return
    yield words(
        "body",
        f"{_some_gaps(found.gaps_closed)} closed and {_some_gaps(found.gaps_opened).lower()} "
        f"opened; {found.gaps_kept:,} stand as before. {_moves_in_short(found.measures)} "
        f"{_records_in_short([one for one in found.differences if not _is_bookkeeping(one)])}",
    )


def _some_gaps(gaps: Sequence[Gap]) -> str:
    return figure_of(len(gaps), "gap") if gaps else "No gap"


def _moves_in_short(moves: Sequence[MeasureMove]) -> str:
    if not moves:
        return "No measure has a new figure."
    better, worse = (sum(one.is_better is way for one in moves) for way in (True, False))
    new = len(moves) - better - worse
    parts = [f"{better} better" if better else "", f"{worse} worse" if worse else ""]
    parts.append(f"{new} with nothing to compare it to" if new else "")
    has = "has" if len(moves) == 1 else "have"
    return f"{figure_of(len(moves), 'measure')} {has} a new figure: {listed(filter(None, parts))}."


def _records_in_short(differences: Sequence[Difference]) -> str:
    counts = {kind: sum(one.kind == kind for one in differences) for kind in _KIND_WORDS}
    said = [f"{number:,} {_KIND_WORDS[kind]}" for kind, number in counts.items() if number]
    return f"Of what we have written down, {listed(said)}." if said else "No record changed."


_KIND_WORDS = {"added": "is new", "changed": "changed", "removed": "is gone"}


def _body(found: Comparison) -> Iterator[Block]:
    yield from _measures(found)
    yield from _closed(found.gaps_closed)
    yield Paragraph("heading1", (Run("New gaps, and who has them"),))
    if found.gaps_opened:
        yield gap_table("Gaps that opened", found.gaps_opened, "_Ref_table_gaps")
        yield words("table_note", f"{figure_of(len(found.gaps_opened), 'gap')}.")
    else:
        yield words("body", "No gap opened.")
    for table, title in TABLE_TITLES.items():
        yield from _records(title, found, table)


def _closed(gaps: Sequence[Gap]) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("What we have put right"),))
    if not gaps:
        yield words("body", "No gap closed.")
        return
    yield replace(words("body", "This was so, and is not any more:"), keeps_with_next=True)
    yield from (words("bullet", gap.reason) for gap in gaps)


def _measures(found: Comparison) -> Iterator[Block]:
    yield Paragraph("heading1", (Run("Figures that moved"),))
    if not found.measures:
        yield words("body", "No figure moved.")
    yield from (words("bullet", _move(one)) for one in found.measures)


def _move(one: MeasureMove) -> str:
    """One measure in a sentence."""
    if one.before is None or one.after is None:
        now = "has no figure any more" if one.after is None else f"is {figure_words(one.after, one.unit)}"
        was = (
            "there was none before" if one.before is None else f"it was {figure_words(one.before, one.unit)}"
        )
        return f"{one.title} {now}; {was}."
    way = {True: ": better", False: ": worse", None: ""}[one.is_better]
    before, after = figure_words(one.before, one.unit), figure_words(one.after, one.unit)
    return f"{one.title} went from {before} to {after}{way}."


def _records(title: str, found: Comparison, table: str) -> Iterator[Block]:
    differences = [one for one in found.of_table(table) if not _is_bookkeeping(one)]
    if not differences:
        return
    yield Paragraph("heading1", (Run(title),))
    yield Table(
        f"{title}: what changed",
        "Each row is a record that is new, changed or gone, with what it says now and said before.",
        (Column("About", 2.6), Column("What changed", 5)),
        tuple((cell(_about(one)), cell(_details(found, one))) for one in differences),
    )
    yield words("table_note", f"{figure_of(len(differences), 'record')}.")


def _is_bookkeeping(one: Difference) -> bool:
    """Whether only the copy of the framework it is written under was kept: nothing anybody wrote."""
    return one.kind == "changed" and {changed.field for changed in one.fields} == {"definition"}


def _about(one: Difference) -> str:
    """What a record is known by; a local view by its criterion alone, for its words are among the changes."""
    return one.record_id if one.table == "grades" else f"{one.record_id} {one.title}"


def _details(found: Comparison, one: Difference) -> str:
    if one.kind != "changed":
        return "new" if one.kind == "added" else "gone"
    return "\n".join(f"{said.label}: {said.before} \u2192 {said.after}" for said in found.said(one))


def export_comparison(
    ws: Workspace,
    comparison: Comparison,
    before: str,
    after: str,
    output: Path,
    *,
    as_at: date,
    replace: bool = False,
) -> None:
    """Write what changed between two states as a Word document."""
    output_door.need_suffix(output, ".docx")
    named = {change.record_id for change in comparison.of_table("evidence")}
    named.update(name for gap in (*comparison.gaps_opened, *comparison.gaps_closed) for name in gap.records)
    evidence = (ws.records.evidence[name] for name in named if name in ws.records.evidence)
    data = comparison_document(
        ws.area,
        comparison,
        before,
        after,
        as_at=as_at,
        marking=output_door.marking(ws.area, ws.framework, evidence),
        notices=output_door.notices(ws.area),
        language=ws.framework.language,
    )
    output_door.save(output, data, replace=replace)
