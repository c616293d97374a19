"""Frameworks and records made by code, tersely, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import Any

from readiness.model.definition.framework import (
    Agency,
    Body,
    CheckSetting,
    Criterion,
    CriterionGroup,
    EvidenceKind,
    Framework,
    Lens,
    Prompt,
    RequestItem,
    RequestSection,
    Source,
)
from readiness.model.definition.outcomes import Consequence, Outcome, Scale
from readiness.model.definition.person_list import CodesFrom, ListCode, ListColumn, ListRule, PersonList
from readiness.model.definition.timetable import DeadlineClass, Recurring, Timetable, TimetableEvent
from readiness.model.definition.wording import Voice
from readiness.model.records.area import Area
from readiness.model.records.evaluation import LocalGrade, Statement
from readiness.model.records.evidence import Evidence, Link, TargetKind
from readiness.model.records.record import Record
from readiness.model.records.tables import Records
from readiness.model.vocabulary import FactStatus, StatementKind

SEEN: dict[str, Any] = {"status": "seen", "source": "page"}
"""Status and source of a fact nobody doubts."""
AS_AT = date(2026, 12, 7)
"""A Monday; the date tests look at unless they say otherwise."""


def fact(status: FactStatus = "seen") -> dict[str, Any]:
    """Status and source of a fact."""
    return {"status": status, "source": "page"}


def make_criterion(criterion_id: str, prompts: int = 2, status: FactStatus = "seen") -> Criterion:
    """A criterion with prompts ``A1.1``, ``A1.2``."""
    made = tuple(
        Prompt(id=f"{criterion_id}.{n}", text=f"point {n} of {criterion_id}", **SEEN)
        for n in range(1, prompts + 1)
    )
    return Criterion(
        id=criterion_id, title=f"title of {criterion_id}", short=criterion_id, prompts=made, **fact(status)
    )


def make_timetable(**changes: Any) -> Timetable:
    """Three weeks: call on a Monday, on site ten working days later, feedback four days after that."""
    values: dict[str, Any] = {
        "id": "full",
        "title": "Full inspection",
        "notice_weekday": 0,
        "on_site_event": "on-site",
        "closed_months": (8,),
        "events": (
            TimetableEvent(id="call", title="The call", day=0, time="09:15", **SEEN),
            TimetableEvent(id="fieldwork", title="Fieldwork", day=8, until_day=9, **fact("inferred")),
            TimetableEvent(id="on-site", title="First day on site", day=10, until_day=14, **fact("reported")),
            TimetableEvent(id="feedback", title="Feedback", day=4, anchor="on-site", time="14:00", **SEEN),
        ),
        **SEEN,
    }
    return Timetable(**{**values, **changes})


DEADLINES = (
    DeadlineClass(id="A", title="24 hours", amount=24, unit="hours", **fact("assumed")),
    DeadlineClass(id="B", title="end of week 1", amount=4, unit="working_days", **SEEN),
    DeadlineClass(
        id="C", title="2 days from selection", amount=2, unit="working_days", starts="selection", **SEEN
    ),
    DeadlineClass(id="D", title="on site", amount=0, unit="working_days", starts="on_site", **SEEN),
)


def make_framework(**changes: Any) -> Framework:
    """Criteria A1 and A2 with two prompts each, four kinds, four agencies, two asks."""
    values: dict[str, Any] = {
        "id": "test-framework",
        "title": "A framework for tests",
        "short_title": "Tests",
        "version": "1",
        "valid_from": date(2025, 6, 6),
        "publishers": ("Nobody",),
        "source": Source(title="A page"),
        "sources": {"page": Source(title="A page")},
        "agencies": (
            Agency(id="council", title="Council", letter="C", agrees=True),
            Agency(id="nhs", title="NHS", letter="N", agrees=True),
            Agency(id="forum", title="Forum", letter="F"),
            Agency(id="joint", title="Joint", letter="J", is_partner=False),
        ),
        "bodies": (
            Body(id="LA", title="Council", agencies=("council",)),
            Body(id="ICB", title="NHS", agencies=("nhs",)),
        ),
        "evidence_kinds": (
            EvidenceKind(id="audit", title="Audit", stale_after_months=12, **SEEN),
            EvidenceKind(id="data", title="Data", stale_after_months=6, is_data=True, **SEEN),
            EvidenceKind(id="child", title="Child voice", stale_after_months=18, voice="child", **SEEN),
            EvidenceKind(id="parent", title="Parent voice", stale_after_months=18, voice="parent", **SEEN),
        ),
        "markings": ("OFFICIAL", "OFFICIAL-SENSITIVE"),
        "voices": (
            Voice(id="child", title="child or young person voice", people="children or young people"),
            Voice(id="parent", title="parent or carer voice", people="parents or carers"),
        ),
        "lenses": (Lens(id="ap", title="Elsewhere", **SEEN),),
        "groups": (
            CriterionGroup(
                id="A", title="Group A", criteria=(make_criterion("A1"), make_criterion("A2")), **SEEN
            ),
        ),
        "outcomes": (
            Outcome(id="1", title="good", text="Good.", rank=1, **SEEN),
            Outcome(id="2", title="mixed", text="Mixed.", rank=2, **SEEN),
            Outcome(id="3", title="poor", text="Poor.", rank=3, **fact("assumed")),
        ),
        "deadline_classes": DEADLINES,
        "request_sections": (RequestSection(id="plans", title="Plans"),),
        "requests": (
            RequestItem(
                id="PLN01",
                title="Plan list",
                section="plans",
                body="LA",
                deadline="A",
                criteria=("A1",),
                **SEEN,
            ),
            RequestItem(
                id="PLN02", title="Waits", section="plans", body="ICB", deadline="B", **fact("inferred")
            ),
        ),
        "timetables": (make_timetable(),),
    }
    return Framework(**{**values, **changes})


def make_full_framework(**changes: Any) -> Framework:
    """The test framework with every kind of part: what follows, a scale, a return, a list with codes."""
    follows = (
        Consequence(kind="Plan", text="A plan in a year", within_months=12, **SEEN),
        Consequence(kind="Nächster Besuch", text="Another visit", **fact("assumed")),
        Consequence(kind="plan", text="It is published", **fact("reported")),
    )
    levels = (
        Outcome(id="high", title="high", text="High.", rank=1, **SEEN),
        Outcome(id="low", title="low", text="Low.", rank=2, consequences=follows[:1], **fact("assumed")),
    )
    values: dict[str, Any] = {
        "outcomes": (
            Outcome(id="1", title="good", text="Good.", rank=1, **SEEN),
            Outcome(id="2", title="poor", text="Poor.", rank=2, consequences=follows, **fact("assumed")),
        ),
        "scales": (Scale(id="steps", title="Steps", levels=levels),),
        "recurring": (Recurring(id="quarter", title="Return", dates=("03-31", "09-30"), **fact("assumed")),),
        "person_lists": (_make_list("one"), _make_list("two")),
    }
    return make_framework(**{**values, **changes})


def _make_list(list_id: str) -> PersonList:
    known_from = (
        CodesFrom(year="Census 2025", **SEEN),
        CodesFrom(year="Census 2025", codes=("b",), **fact("assumed")),
    )
    codes = (ListCode(code="a"), ListCode(code="b"))
    need = ListColumn(id="need", title="Need", type="code", codes=codes, codes_from=known_from, **SEEN)
    rule = ListRule(
        id="filled", kind="required", columns=("need",), severity="error", message="It is blank", **SEEN
    )
    return PersonList(id=list_id, title=f"List {list_id}", columns=(need,), rules=(rule,), **SEEN)


def make_other_framework(**changes: Any) -> Framework:
    """A differently shaped one: three questions without prompts, one kind, one agency, no voices, no asks."""
    questions = tuple(make_criterion(f"Q{n}", 0) for n in (1, 2, 3))
    values: dict[str, Any] = {
        "id": "other",
        "agencies": (Agency(id="school", title="School", letter="S"),),
        "bodies": (),
        "evidence_kinds": (EvidenceKind(id="paper", title="Paper", stale_after_months=24, **SEEN),),
        "voices": (),
        "lenses": (),
        "groups": (CriterionGroup(id="Q", title="Questions", criteria=questions, **SEEN),),
        "outcomes": (Outcome(id="met", title="met", text="Met.", rank=1, **SEEN),),
        "deadline_classes": (),
        "request_sections": (),
        "requests": (),
        "timetables": (),
    }
    return make_framework(**{**values, **changes})


def with_check(check_id: str, **setting: Any) -> Framework:
    """The test framework with one check set otherwise."""
    return make_framework(checks=(CheckSetting(id=check_id, **setting),))


def make_evidence(number: int, **changes: Any) -> Evidence:
    """A complete item, current at `AS_AT`: an audit of the council's, of 2026, its content all its own."""
    values: dict[str, Any] = {
        "id": f"E{number:04d}",
        "title": f"Document {number}",
        "location_kind": "library",
        "location": f"document-{number}.docx",
        "kind": "audit",
        "agencies": ("council",),
        "owner": "K. Ali",
        "period_from": date(2026, 1, 1),
        "period_to": date(2026, 9, 30),
        "holds_personal_data": False,
        "sha256": f"{number:064x}",
    }
    return Evidence(**{**values, **changes})


def make_link(number: int, evidence: int, kind: TargetKind, target: str, **changes: Any) -> Link:
    """A link from evidence to a target, never reviewed unless told."""
    return Link(id=f"L{number:04d}", evidence=f"E{evidence:04d}", target_kind=kind, target=target, **changes)


def make_statement(number: int, kind: StatementKind = "strength", **changes: Any) -> Statement:
    """A statement under A1."""
    values: dict[str, Any] = {
        "id": f"S{number:04d}",
        "criterion": "A1",
        "kind": kind,
        "text": f"Words {number}.",
    }
    return Statement(**{**values, **changes})


def make_grade(criterion: str = "A1", outcome: str = "1", why: str = "Because.") -> LocalGrade:
    """A local view of a criterion."""
    return LocalGrade(id=criterion, outcome=outcome, why=why)


def make_area(**changes: Any) -> Area:
    """A local area that works to the test framework."""
    return Area(**{"name": "Penmarsh", "framework": "test-framework", **changes})


def make_records(records: Iterable[Record] = ()) -> Records:
    """Records by table."""
    tables: dict[str, dict[str, Record]] = {}
    for record in records:
        tables.setdefault(record.table, {})[record.id] = record
    frozen: dict[str, Any] = {name: MappingProxyType(table) for name, table in tables.items()}
    return Records(**frozen)
