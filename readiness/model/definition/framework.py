"""An inspection framework: criteria, outcomes, request items, timetable and vocabulary.

The code knows no framework's own words: agencies, kinds of evidence, bodies and terms
are all data of the definition (see docs/framework-authoring.md).
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from readiness.base.text import small
from readiness.model.definition.board import Board
from readiness.model.definition.calendar import USUAL_CALENDAR, Calendar
from readiness.model.definition.facts import Fact, Node
from readiness.model.definition.outcomes import Outcome, Scale
from readiness.model.definition.person_list import PersonList
from readiness.model.definition.so_what import SoWhatRules
from readiness.model.definition.timetable import DeadlineClass, Recurring, Timetable
from readiness.model.definition.wording import UNASKED_VOICE, Headings, Terms, Voice
from readiness.model.vocabulary import CheckSeverity, Cycle, Direction

MADE_WITH = "Readiness"
"""Name of the program in what it writes, where a definition gives it no other."""


class Source(Node):
    """Where facts come from."""

    title: str
    """Title of the document or page."""
    url: str = ""
    """Public address; empty when there is none."""
    licence: str = ""
    """Licence of the source, where known."""
    date: str = ""
    """Edition or date of the source, as text."""


class Agency(Node):
    """A partner whose evidence and agreement count."""

    id: str
    title: str
    letter: str = Field(min_length=1, max_length=2)
    """One or two letters for narrow columns."""
    is_partner: bool = True
    """Whether balance of evidence across agencies counts this one (false for `joint`)."""
    agrees: bool = False
    """Whether this agency is asked to agree statements."""
    in_sentence: str = ""
    """How a sentence names it, with its article if it has one: ``the parent carer forum``."""

    @property
    def spoken(self) -> str:
        """How a sentence names it: as the definition says, or its title with a small first letter."""
        return self.in_sentence or (small(self.title) if self.title[1:2].islower() else self.title)


class EvidenceKind(Fact):
    """A kind of evidence, and how soon it goes stale."""

    id: str
    title: str
    short: str = ""
    """A word for narrow columns."""
    keywords: tuple[str, ...] = ()
    """Words in a title or file name that say that a document is of this kind."""
    stale_after_months: int = Field(ge=1)
    """Months after the end of the period covered when this kind stops being current."""
    voice: str | None = None
    """Id of the voice this kind carries, if anybody's."""
    is_data: bool = False
    """Whether this kind carries figures (an impact may rest on it)."""


class Body(Node):
    """An organisation that answers request items."""

    id: str
    title: str
    agencies: tuple[str, ...] = ()
    """Ids of the agencies this body speaks for."""


class Lens(Fact):
    """A theme evaluated across criteria without being one (alternative provision)."""

    id: str
    title: str
    description: str = ""
    criteria: tuple[str, ...] = ()
    """Ids of criteria where the lens always applies; prompts name their lenses themselves."""


class Prompt(Fact):
    """A point looked for under a criterion."""

    id: str
    """Such as ``A1.1``; always quoted in YAML."""
    text: str
    lenses: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Words that suggest a document speaks to this prompt."""


class Criterion(Fact):
    """What inspectors evaluate; carries no official grade of its own unless the framework says so."""

    id: str
    title: str
    """The official wording, quoted exactly."""
    short: str
    """A few words for tables and menus."""
    keywords: tuple[str, ...] = ()
    is_graded: bool = False
    """Whether inspectors grade it by itself, and not only the whole."""
    scale: str = ""
    """Id of the scale it is graded on, officially or locally; that of the outcomes when empty."""
    raised: int = Field(default=0, ge=0)
    """How many recommendations of published reports are about it: likely questions are weighed by it."""
    prompts: tuple[Prompt, ...] = ()


class CriterionGroup(Fact):
    """A set of criteria under one stem."""

    id: str
    title: str
    stem: str = ""
    criteria: tuple[Criterion, ...]


class RequestSection(Node):
    """A heading of the information request."""

    id: str
    title: str


class RequestItem(Fact):
    """One thing inspectors may ask for."""

    id: str
    title: str
    section: str
    body: str
    """Id of the body that answers it."""
    deadline: str
    """Id of a deadline class."""
    criteria: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Other words in which a list may ask for it; they help to match the inspectorate's own list."""
    format: str = ""
    """Format asked for, where known."""
    person_list: str = ""
    """Id of the person-level list this item is, if it is one."""
    holds_personal_data: bool = False


class CheckSetting(Node):
    """How one named check behaves under this framework."""

    id: str
    enabled: bool = True
    severity: CheckSeverity | None = None
    """Overrides the check's own severity."""
    limit: int | None = None
    """The check's threshold, where it has one (its unit is the check's)."""


class Comparator(Fact):
    """A published national figure to set local figures beside."""

    id: str
    measure: str
    value: str
    """As published, with its unit; shown, not computed with."""
    number: float | None = None
    unit: str = ""
    period: str
    criteria: tuple[str, ...] = ()


class ReadyMeasure(Fact):
    """A measure that others use, with its definition, to be taken over as it is."""

    id: str
    title: str
    unit: str
    good: Direction
    definition: str
    """What exactly is counted, what is left out, and for which period."""
    cycle: Cycle | None = None
    criteria: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    """Ids of published figures to set beside it."""


class Theme(Fact):
    """How often published reports raise a topic: a line of enquiry."""

    id: str
    title: str
    improvement_percent: int
    """Share of reports whose areas for improvement raise it, per cent."""
    priority_percent: int
    """Share of the weakest-outcome reports whose priority actions raise it, per cent."""
    criteria: tuple[str, ...] = ()


class Term(Fact):
    """A role or a glossary entry."""

    term: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    """Other words for the same: what matching the inspectorate's own list takes for it."""
    meaning: str


class Succession(Node):
    """What became of one id of an earlier definition."""

    part: Literal[
        "criterion",
        "prompt",
        "request",
        "outcome",
        "lens",
        "agency",
        "evidence kind",
        "timetable",
        "event",
    ]
    """What kind of thing it was."""
    old: str
    """Its id there."""
    new: tuple[str, ...] = ()
    """Ids here: several when it was split; none when nothing has taken its place."""
    of: str = ""
    """Id or version of the earlier definition; any when left out."""


class Framework(Node):
    """A whole framework definition. Any framework of criteria, asks and outcomes fits."""

    id: str
    title: str
    short_title: str
    version: str
    edition: str = ""
    """How people name this edition, such as ``June 2025 edition``."""
    valid_from: date
    valid_until: date | None = None
    until: str = ""
    """What is known of its end while the date is not, such as that a successor is announced."""
    supersedes: str = ""
    succeeds: tuple[Succession, ...] = ()
    """What became of ids of earlier definitions, where words alone would not tell."""
    publishers: tuple[str, ...]
    published_reports: Literal["none", "area-send"] = "none"
    """Which published inspection reports can be read in: only kinds the program can read have a name."""
    source: Source
    sources: dict[str, Source]
    terms: Terms = Terms()
    headings: Headings = Headings()
    voices: tuple[Voice, ...] = ()
    """Whose own words evidence can carry; those that kinds of evidence name when left out."""
    people_words: tuple[str, ...] = ("person", "people")
    """Words for those served: a small number before one of them could point to somebody."""
    meeting_roles: tuple[str, ...] = ()
    """Whom to think of inviting to a meeting with inspectors."""
    language: str = "en-GB"
    """Language of the documents made (BCP 47): what a word processor checks their spelling by."""
    calendar: Calendar = USUAL_CALENDAR
    board: Board = Board()
    made_with: str = MADE_WITH
    """What exported files say they were made with."""
    markings: tuple[str, ...] = ()
    """Protective markings, weakest first: documents carry the strongest of what they quote."""
    agencies: tuple[Agency, ...] = Field(min_length=1)
    bodies: tuple[Body, ...]
    evidence_kinds: tuple[EvidenceKind, ...] = Field(min_length=1)
    lenses: tuple[Lens, ...] = ()
    groups: tuple[CriterionGroup, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    scales: tuple[Scale, ...] = ()
    deadline_classes: tuple[DeadlineClass, ...]
    request_sections: tuple[RequestSection, ...] = ()
    requests: tuple[RequestItem, ...] = ()
    timetables: tuple[Timetable, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    person_lists: tuple[PersonList, ...] = ()
    checks: tuple[CheckSetting, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    ready_measures: tuple[ReadyMeasure, ...] = ()
    themes: tuple[Theme, ...] = ()
    roles: tuple[Term, ...] = ()
    glossary: tuple[Term, ...] = ()
    so_what: SoWhatRules | None = None
    """How a strength's words are read for what changed and how we know; not read when left out."""

    @property
    def is_missing(self) -> bool:
        """Whether it only stands in for one that is lost: a definition has a group at least."""
        return not self.groups

    @property
    def validity(self) -> str:
        """Its dates in words: ``valid from 01/04/2026; until when is to be confirmed``."""
        start = f"valid from {self.valid_from:%d/%m/%Y}"
        if self.valid_until is not None:
            return f"{start} until {self.valid_until:%d/%m/%Y}"
        return f"{start}; until when is to be confirmed{f' ({self.until})' if self.until else ''}"

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Every criterion by id, in the framework's order."""
        return {criterion.id: criterion for group in self.groups for criterion in group.criteria}

    @cached_property
    def prompts(self) -> dict[str, Prompt]:
        """Every prompt by id, in the framework's order."""
        return {prompt.id: prompt for one in self.criteria.values() for prompt in one.prompts}

    @cached_property
    def criterion_of_prompt(self) -> dict[str, str]:
        """Criterion id of each prompt id."""
        return {prompt.id: one.id for one in self.criteria.values() for prompt in one.prompts}

    @cached_property
    def wanted_voices(self) -> dict[str, Voice]:
        """The voices every criterion should have, by id, where a kind of evidence can carry them."""
        carried = dict.fromkeys(kind.voice for kind in self.evidence_kinds if kind.voice)
        said = self.voices or tuple(
            Voice(id=one, title=f"{one} voice", is_wanted=one != UNASKED_VOICE) for one in carried
        )
        return {one.id: one for one in said if one.is_wanted and one.id in carried}

    @cached_property
    def kinds_by_id(self) -> dict[str, EvidenceKind]:
        """Every kind of evidence by id."""
        return {kind.id: kind for kind in self.evidence_kinds}

    @cached_property
    def agencies_by_id(self) -> dict[str, Agency]:
        """Every agency by id."""
        return {agency.id: agency for agency in self.agencies}

    @cached_property
    def bodies_by_id(self) -> dict[str, Body]:
        """Every body by id."""
        return {body.id: body for body in self.bodies}

    @cached_property
    def outcomes_by_id(self) -> dict[str, Outcome]:
        """Every outcome by id."""
        return {outcome.id: outcome for outcome in self.outcomes}

    @cached_property
    def levels_by_id(self) -> dict[str, Outcome]:
        """What a criterion can be graded as, on any scale, by id: outcomes first."""
        levels = (level for scale in self.scales for level in scale.levels)
        return {level.id: level for level in (*self.outcomes, *levels)}

    def levels_of(self, criterion_id: str) -> dict[str, Outcome]:
        """What one criterion can be graded as, by id, in the order of its scale."""
        criterion = self.criteria.get(criterion_id)
        named = criterion.scale if criterion else ""
        scale = next((one for one in self.scales if one.id == named), None)
        return {level.id: level for level in scale.levels} if scale else self.outcomes_by_id

    @cached_property
    def requests_by_id(self) -> dict[str, RequestItem]:
        """Every request item by id, in the framework's order."""
        return {item.id: item for item in self.requests}

    @cached_property
    def deadline_classes_by_id(self) -> dict[str, DeadlineClass]:
        """Every deadline class by id."""
        return {one.id: one for one in self.deadline_classes}

    @cached_property
    def lenses_by_id(self) -> dict[str, Lens]:
        """Every lens by id."""
        return {lens.id: lens for lens in self.lenses}

    @cached_property
    def checks_by_id(self) -> dict[str, CheckSetting]:
        """Settings of the named checks by check id."""
        return {check.id: check for check in self.checks}

    def timetable(self, kind: str) -> Timetable | None:
        """The timetable of an inspection kind, or None when the framework has none."""
        return next((one for one in self.timetables if one.id == kind), None)

    @cached_property
    def main_timetable(self) -> Timetable | None:
        """The timetable meant where none is named: the first that starts with a call; None without one."""
        calls = (one for one in self.timetables if not one.is_meeting)
        return next(calls, None)
