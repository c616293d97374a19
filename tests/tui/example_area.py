"""A small framework and an area under it for the screens, frozen in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from readiness.model.definition.framework import (
    Agency,
    Body,
    Criterion,
    CriterionGroup,
    EvidenceKind,
    Framework,
    Prompt,
    RequestItem,
    Source,
)
from readiness.model.definition.outcomes import Outcome
from readiness.model.definition.timetable import DeadlineClass, Timetable, TimetableEvent
from readiness.model.definition.wording import Voice
from readiness.model.records.area import Area
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import Agreement, LocalGrade, Statement
from readiness.model.records.evidence import Evidence, Link, Pinpoint
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.model.records.targets import target_fingerprint
from readiness.store.tinydb.repository import FolderRepository
from readiness.workspace.workspace import OpenedState, Workspace

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
SOURCE: dict[str, Any] = {"status": "seen", "source": "handbook"}


def framework_for_screens() -> Framework:
    """Two groups of criteria with prompts, agencies, kinds, outcomes, asks and a timetable; no real words."""

    def criterion(number: str, short: str, *prompts: str) -> Criterion:
        return Criterion(
            id=number,
            title=f"the service shows {short.lower()} in all that it does",
            short=short,
            prompts=tuple(
                Prompt(id=f"{number}.{place}", text=text, **SOURCE) for place, text in enumerate(prompts, 1)
            ),
            **SOURCE,
        )

    def kind(name: str, title: str, months: int, **more: object) -> EvidenceKind:
        return EvidenceKind.model_validate(
            {"id": name, "title": title, "short": name, "stale_after_months": months, **SOURCE, **more}
        )

    def outcome(number: str, title: str) -> Outcome:
        return Outcome(id=number, title=title, text=f"{title} in full", rank=int(number), **SOURCE)

    def ask(number: str, title: str, deadline: str, criteria: tuple[str, ...]) -> RequestItem:
        return RequestItem(
            id=number,
            title=title,
            section="general",
            body="council",
            deadline=deadline,
            criteria=criteria,
            **SOURCE,
        )

    return Framework(
        id="harbour",
        title="Harbour service framework",
        short_title="Harbour service",
        version="1",
        edition="test edition",
        valid_from=date(2025, 1, 1),
        publishers=("Nobody",),
        markings=("OFFICIAL", "OFFICIAL-SENSITIVE"),
        source=Source(title="Handbook"),
        sources={"handbook": Source(title="Handbook")},
        agencies=(
            Agency(id="education", title="Education", letter="Ed", agrees=True),
            Agency(id="health", title="Health", letter="He", agrees=True),
            Agency(id="families", title="Families", letter="Fa"),
        ),
        bodies=(Body(id="council", title="Council", agencies=("education",)),),
        evidence_kinds=(
            kind("audit", "Audit", 12),
            kind("data", "Performance data", 6, is_data=True),
            kind("voice", "Family voice", 12, voice="parent"),
            kind("policy", "Policy", 36),
        ),
        voices=(Voice(id="parent", title="parent or carer voice", people="parents or carers"),),
        groups=(
            CriterionGroup(
                id="A",
                title="Difference made",
                criteria=(
                    criterion("A1", "Needs known early", "early signs are noticed", "checks are on time"),
                    criterion("A2", "Families take part", "families shape decisions"),
                    criterion(
                        "A3", "Right help in time", "waits are short", "help works", "staff are trained"
                    ),
                ),
                **SOURCE,
            ),
            CriterionGroup(
                id="B",
                title="Leadership",
                criteria=(
                    criterion("B1", "Ambition"),
                    criterion("B2", "Joint commissioning", "money follows need"),
                ),
                **{**SOURCE, "status": "inferred"},
            ),
        ),
        outcomes=(outcome("1", "Positive"), outcome("2", "Inconsistent"), outcome("3", "Failing")),
        deadline_classes=(
            DeadlineClass(id="A", title="Within 24 hours", amount=24, unit="hours", **SOURCE),
            DeadlineClass(
                id="B",
                title="End of week 1",
                amount=5,
                unit="working_days",
                **{**SOURCE, "status": "assumed"},
            ),
        ),
        requests=(
            ask("GEN01", "Self-evaluation", "A", ("A1",)),
            ask("GEN02", "Waiting times", "A", ("A3",)),
            ask("GEN03", "Strategy", "B", ("B1",)),
        ),
        timetables=(
            Timetable(
                id="full",
                title="Full",
                notice_weekday=0,
                on_site_event="on-site",
                events=(
                    TimetableEvent(id="notice", title="The call", day=0, **SOURCE),
                    TimetableEvent(id="on-site", title="On site", day=10, **SOURCE),
                ),
                **SOURCE,
            ),
        ),
    )


def evidence(
    number: int, title: str, kind: str, agencies: tuple[str, ...], month: str, **more: Any
) -> Evidence:
    """One item in the library covering one month, such as ``2026-10``; no month for an undated one."""
    start = date.fromisoformat(f"{month}-01") if month else None
    end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1) if start else None
    return Evidence(
        id=f"E{number:04d}",
        title=title,
        location_kind="library",
        location=f"{kind or 'other'}/{number}.docx",
        kind=kind,
        agencies=agencies,
        period_from=start,
        period_to=end,
        added=date(2026, 11, 2),
        sha256=f"{number:064x}",
        size=1000 + number,
        **more,
    )


def example_records() -> list[Record]:
    """A little of everything: strong and weak criteria, stale and undated evidence, asks and a plan."""
    items = [
        evidence(1, "Multi-agency case audit", "audit", ("education", "health"), "2026-09", owner="K. Ali"),
        evidence(2, "Family survey", "voice", ("families",), "2026-06", owner="Forum chair"),
        evidence(3, "Waiting times dashboard", "data", ("health",), "2026-10", owner="D. Pike"),
        evidence(4, "Early help policy", "policy", ("education",), "2024-01", owner="R. Shah"),
        evidence(5, "Old case audit", "audit", ("education",), "2025-03"),
        evidence(6, "Letter from the board", "", (), "", note="Nobody knows its date."),
        evidence(7, "Short breaks review", "audit", ("health",), "2026-01", owner="K. Ali"),
    ]
    text = "Checks are on time for nine in ten families."
    first = Statement(
        id="S0001",
        criterion="A1",
        kind="strength",
        text=text,
        impact="Waits fell from 31 to 22 weeks for 412 children.",
        owner="R. Shah",
        as_at=date(2026, 10, 31),
    )
    agreed = Agreement(agency="education", by="R. Shah", on=date(2026, 9, 12), text_seen=first.fingerprint)
    statements = [
        first.model_copy(update={"agreements": (agreed,)}),
        Statement(id="S0002", criterion="A1", kind="headline", text="We know our children early."),
        Statement(id="S0003", criterion="A3", kind="strength", text="The therapy offer was rewritten."),
        Statement(
            id="S0004", criterion="A3", kind="area_to_develop", text="Reviews are held late for 18% of plans."
        ),
    ]
    return [
        *items,
        *statements,
        LocalGrade(id="A1", outcome="1", why="Audits agree.", set_on=date(2026, 11, 2)),
        LocalGrade(id="A3", outcome="3", why="Waits exceed a year.", set_on=date(2026, 11, 2)),
        RequestState(id="GEN01", owner="R. Shah", status="ready", lead_time_hours=4),
        RequestState(id="GEN02", owner="", status="gathering", lead_time_hours=16),
        Recommendation(id="R0001", kind="area_for_improvement", text="Cut waits.", source="Report 2022"),
        Action(
            id="P0001",
            title="Hold reviews on time",
            statements=("S0004",),
            responsible="D. Pike",
            due=date(2027, 1, 31),
            status="in_progress",
            percent_done=40,
            milestones=(Milestone(title="Plan agreed", done=date(2026, 10, 1)),),
        ),
        Measure(
            id="M0001",
            title="Reviews held on time",
            unit="%",
            observations=tuple(
                Observation(period_to=date(2026, month, 28), value=value)
                for month, value in ((4, 71.0), (6, 76.0), (8, 74.0), (10, 82.0))
            ),
        ),
    ]


LINKS = (
    ("E0001", "criterion", "A1", "4"),
    ("E0001", "statement", "S0001", "9"),
    ("E0002", "prompt", "A1.1", ""),
    ("E0003", "prompt", "A3.1", ""),
    ("E0005", "statement", "S0003", ""),
    ("E0004", "criterion", "B1", ""),
)


def make_workspace(root: Path, records: list[Record], links: tuple[tuple[str, ...], ...] = ()) -> Workspace:
    """A workspace on disk with these records, under the small framework."""
    framework = framework_for_screens()
    for folder in ("evidence", "exports", "backups", "frameworks", "history"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    repository = FolderRepository.create(root)
    ws = Workspace(
        root, repository, OpenedState(framework, repository.load()[0]), user="R. Shah", clock=lambda: NOW
    )
    area = Area(name="Penmarsh", framework=framework.id, is_example=True)
    ws.run(Transaction("Start", tuple(put(one) for one in (area, *records))))
    stored = []
    for number, (item, kind, target, page) in enumerate(links, 1):
        link = Link.model_validate(
            {
                "id": f"L{number:04d}",
                "evidence": item,
                "target_kind": kind,
                "target": target,
                "pinpoint": Pinpoint(page=page),
                "evidence_seen": ws.records.evidence[item].fingerprint,
                "reviewed": date(2026, 11, 3),
            }
        )
        seen = target_fingerprint(framework, ws.records, link.target_kind, target)
        stored.append(put(link.model_copy(update={"target_seen": seen})))
    ws.run(Transaction("Link", tuple(stored)))
    return ws


PROBES = (
    "a [/ b",
    "[type=x, v={'a[0]'}]",
    "[b]x[/b]",
    "[red]not red",
    "[TODO] Q3 plan",
    "[@click=app.quit]Click[/]",
    "[/]",
    "[link=https://example.org]x[/link]",
    "$text-error {braces} %s",
    "\\[escaped]",
    "[1] [KCSIE 2025]",
    "esc \x1b[31mred\x1b[0m",
    "osc \x1b]0;title\x07 bell",
    "c1 \x9b31m del \x7f",
    "bidi \u202etxt.exe\u202c",
    ":smile: null \x00 tab\tend",
)
"""Titles that break programs which read user text as markup or send it to the terminal raw."""
