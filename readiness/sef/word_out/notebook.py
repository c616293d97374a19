"""What a self-evaluation document is made from, and the notebook its sections write in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Protocol

from readiness.base.date_words import long_day_words
from readiness.base.text import visible
from readiness.formats.word.model import Paragraph, Run
from readiness.gaps.report import GapReport
from readiness.model.definition.framework import Criterion, Framework
from readiness.model.records.area import AREA_ID, Area
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Link
from readiness.model.records.tables import Records
from readiness.model.vocabulary import StatementKind
from readiness.rules.index import Index
from readiness.rules.small_numbers import Hidden, hidden_figures
from readiness.sef.round_trip.printed import Target
from readiness.sef.round_trip.stamp import (
    Mode,
    Piece,
    PieceField,
    SectionMark,
    bookmark_of,
    comparable,
    piece_fingerprint,
)


class EarlierState(Protocol):
    """The records as they were when they were kept, and the date they were measured at."""

    @property
    def records(self) -> Records:
        """The records as they were."""

    @property
    def as_at(self) -> date:
        """The date they were measured at."""


@dataclass(frozen=True, slots=True)
class SefSource:
    """Core values a self-evaluation is made from; nothing here reads a store or a clock."""

    index: Index
    gaps: GapReport | None = None
    """The gaps as at the date of the document; looked for again when not given."""
    marking: str = ""
    """Protective marking of the document; empty for the area's own."""
    prepared_by: str = ""
    """Who prepared this version, for the cover."""

    why_then: str = ""
    """Why everything is measured at this date, for the cover; empty while no notice runs."""

    only: tuple[str, ...] = ()
    """Criteria of a part of the document; empty for the whole of it."""

    sections: tuple[str, ...] = ()
    """What to print and in which order, by the names of `sections.SECTIONS`; empty for the usual."""

    earlier: EarlierState | None = None
    """The state kept last, to say what has changed since; None where none was kept."""

    has_controls: bool = False
    """Whether each statement also stands in a locked content control: harder to delete by mistake in Word.

    LibreOffice 7 drops the controls' names, but the bookmarks around them stay.
    """

    @property
    def framework(self) -> Framework:
        """The framework the area works to."""
        return self.index.framework

    @property
    def area(self) -> Area:
        """The area's record; a nameless one where the workspace has none."""
        found = self.index.records.area.get(AREA_ID)
        return found or Area(name="Unnamed area", framework=self.framework.id)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one statement as this document prints them."""

    statement: Statement
    text: str
    impact: str


@dataclass
class SefWriter:
    """What the sections share while a document is written: numbers of evidence, stamps, headings."""

    source: SefSource
    gaps: GapReport
    as_at: date
    mode: Mode
    pieces: list[Piece] = field(default_factory=list)
    sections: list[SectionMark] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """Number of each item of evidence in order of first mention, by evidence id."""
    places: dict[str, dict[str, None]] = field(default_factory=dict)
    """Places relied on, by evidence id, in order and each once."""
    made_on: date | None = None
    """The day the document is made; not said where it is not known."""
    tables: int = 0
    charts: dict[str, str] = field(default_factory=dict)
    """Bookmark of each measure's chart, by measure, in order."""
    said: set[str] = field(default_factory=set)
    """Notes below tables that are said once in a document, such as the rule of small numbers."""
    targets: dict[str, Target] = field(default_factory=dict)
    """What a paragraph stands for that is no statement, by its bookmark."""
    cells: dict[tuple[str, int, int], Target] = field(default_factory=dict)
    """What a cell stands for, by its table's bookmark, its row (the heading row is 0) and its column."""

    @property
    def index(self) -> Index:
        """The records and the ways between them."""
        return self.source.index

    @property
    def framework(self) -> Framework:
        """The framework of the document."""
        return self.source.framework

    @property
    def is_public(self) -> bool:
        """Whether it is for publication or inspection: agreed words, nothing of our own workings."""
        return self.mode == "publication"

    @cached_property
    def hidden(self) -> Hidden:
        """Figures of measures that this document does not print; none of what stays in the partnership."""
        return hidden_figures(self.index.records.measures.values()) if self.is_public else {}

    def waiting(self, criterion: str, kind: StatementKind | None = None) -> list[Statement]:
        """Statements left out of a public document because no text of them is agreed; else none."""
        if not self.is_public:
            return []
        every = self.index.statements_of(criterion)
        of_kind = [one for one in every if kind is None or one.kind == kind]
        return [one for one in of_kind if comparable(one.text) and self.wording(one) is None]

    def wordings(self, criterion: str) -> list[Wording]:
        """The statements of a criterion that this document prints, in order."""
        every = (self.wording(one) for one in self.index.statements_of(criterion))
        return [one for one in every if one]

    def wording(self, statement: Statement) -> Wording | None:
        """The words of a statement in this document's mode; None when there are none to print."""
        is_agreed = self.is_public
        text = statement.agreed_text if is_agreed else statement.text
        if not comparable(text):
            return None
        return Wording(statement, text, statement.agreed_impact if is_agreed else statement.impact)

    def number(self, evidence_id: str, place: str = "") -> int:
        """The number of an item of evidence, noting the place relied on."""
        places = self.places.setdefault(evidence_id, {})
        if place:
            places.setdefault(place)
        return self.numbers.setdefault(evidence_id, len(self.numbers) + 1)

    def cite(self, links: Iterable[Link]) -> tuple[Run, ...]:
        """Superscript numbers of the evidence behind the words before them."""
        live = [link for link in links if self.is_live(link)]
        numbers = sorted({self.number(link.evidence, str(link.pinpoint)) for link in live})
        return (Run(", ".join(map(str, numbers)), "evidence"),) if numbers else ()

    def is_live(self, link: Link) -> bool:
        """Whether the link's evidence is held and still relied on."""
        evidence = self.index.records.evidence.get(link.evidence)
        return evidence is not None and not evidence.is_withdrawn

    def voice_of(self, link: Link) -> str:
        """Id of the voice the link's evidence carries, if every criterion should have it; empty otherwise."""
        evidence = self.index.records.evidence[link.evidence]
        kind = self.framework.kinds_by_id.get(evidence.kind)
        voice = (kind.voice or "") if kind else ""
        return voice if voice in self.framework.wanted_voices else ""

    def is_family_voice(self, statement: Statement) -> bool:
        """Whether a statement rests on what people told us in their own words."""
        links = self.index.links_to("statement", statement.id)
        return any(self.voice_of(link) for link in links if self.is_live(link))

    def stamped(
        self, role: str, wording: Wording, *, field_name: PieceField = "text", lead: str = ""
    ) -> Paragraph:
        """A statement's paragraph that can be found again in an edited copy."""
        statement = wording.statement
        text = wording.text if field_name == "text" else wording.impact
        tail: tuple[Run, ...] = ()
        if field_name == "text":
            cited = self.cite(self.index.links_to("statement", statement.id))
            reference = () if self.is_public else (Run(f"\u00a0{statement.id}", "reference"),)
            tail = (*cited, *reference)
        self.pieces.append(
            Piece(
                statement=statement.id,
                field=field_name,
                criterion=statement.criterion,
                kind=statement.kind,
                text=comparable_print(text),
                lead=lead,
                marker="".join(run.text for run in tail),
                section=self.sections[-1].bookmark if self.sections else "",
                revision=statement.revision,
                fingerprint=piece_fingerprint(text),
            )
        )
        opening = (Run(f"{lead} ", "strong"),) if lead else ()
        return Paragraph(
            role,
            (*opening, Run(comparable_print(text)), *tail),
            bookmark=bookmark_of(statement.id, field_name),
            is_controlled=self.source.has_controls,
        )

    def awaited_impact(self, statement: Statement) -> Paragraph:
        """A note that the impact is missing; whoever writes over it in an edited copy supplies it."""
        note = missing_note(f"the difference that {statement.id} has made", statement.owner)
        lead, rest = note.runs
        self.pieces.append(
            Piece(
                statement=statement.id,
                field="impact",
                criterion=statement.criterion,
                kind=statement.kind,
                text="",
                lead=lead.text.strip(),
                section=self.sections[-1].bookmark if self.sections else "",
                placeholder=rest.text,
                revision=statement.revision,
                fingerprint=piece_fingerprint(""),
            )
        )
        return replace(note, bookmark=bookmark_of(statement.id, "impact"))

    def heading(
        self,
        role: str,
        text: str,
        *,
        criterion: str = "",
        kind: StatementKind = "context",
        starts_page: bool = False,
    ) -> Paragraph:
        """A heading that tells an edited copy's reader what stands below it."""
        mark = SectionMark(
            bookmark=f"sefsec_{len(self.sections) + 1}",
            heading=comparable_print(text),
            criterion=criterion,
            kind=kind,
        )
        self.sections.append(mark)
        return Paragraph(role, (Run(text),), bookmark=mark.bookmark, starts_page=starts_page)

    def missing(
        self, what: str, *, criterion: str = "", checks: Sequence[str] = (), target: Target | None = None
    ) -> Paragraph:
        """A note of what is not there, with who is to supply it and by when.

        Whoever writes over it in an edited copy supplies the `target`.
        """
        gap = next((one for one in self.gaps.of("criterion", criterion) if one.check in checks), None)
        owner = (gap.owner if gap else "") or self._usual_owner(criterion)
        note = missing_note(what, owner, gap.due if gap else None)
        return note if target is None else self.aimed(note, target, "sef_missing")

    def aimed(self, paragraph: Paragraph, target: Target, name: str) -> Paragraph:
        """The paragraph with a bookmark, by which its words come back to the target."""
        bookmark = f"{name}_{len(self.targets) + 1}"
        self.targets[bookmark] = target
        return replace(paragraph, bookmark=bookmark)

    def aim_cells(self, table: str, row: int, targets: Mapping[int, Target]) -> None:
        """Note what the cells of a row stand for, by column."""
        self.cells.update({(table, row, column): target for column, target in targets.items()})

    def _usual_owner(self, criterion: str) -> str:
        """Whoever owns most statements of a criterion, if anybody."""
        owners = [one.owner for one in self.index.statements_of(criterion) if one.owner] if criterion else []
        return max(dict.fromkeys(owners), key=owners.count, default="")

    def table_bookmark(self) -> str:
        """Bookmark of the next table's number."""
        self.tables += 1
        return f"_Ref_table_{self.tables}"

    def title_of(self, criterion: Criterion) -> str:
        """A criterion's heading: its id and its short title."""
        return f"{criterion.id} {criterion.short}"


def missing_note(what: str, owner: str, due: date | None = None) -> Paragraph:
    """A note of what is not there, with who is to supply it and by when."""
    when = f" by {long_day_words(due)}" if due else ""
    who = f"{owner} is to supply it{when}." if owner else f"Nobody has been named yet to supply it{when}."
    return Paragraph("missing", (Run("Missing: ", "strong"), Run(f"{what}. {who}")))


def comparable_print(text: str) -> str:
    """The words as printed: trimmed, with control characters visible."""
    return visible(text, keep_breaks=True).strip()
