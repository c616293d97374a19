"""The records that the cases of the checks are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from readiness.model.definition.framework import Framework
from readiness.model.definition.so_what import LinkRule, PartRule, SoWhatRules, WordingRule
from readiness.model.records.evaluation import Agreement
from readiness.model.records.evidence import FileStates
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.notice import Notice
from readiness.model.records.plan import Action, Closing, Recommendation
from readiness.model.records.progress import ProgressNote
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_framework,
    make_link,
    make_statement,
)

FRAMEWORK = make_framework()
READING = FRAMEWORK.model_copy(
    update={
        "so_what": SoWhatRules(
            change=PartRule(title="change", ask="What?", phrases=("fell",)),
            who=PartRule(title="who", ask="Who?", phrases=("pupils",)),
            how_much=PartRule(title="much", ask="How much?", phrases=("# %",)),
            link_to_action=LinkRule(title="link", ask="Why?", phrases=("because",)),
            how_we_know=PartRule(title="known", ask="How?", phrases=("audit",)),
            honest=WordingRule(phrases=("still weak",)),
            share=WordingRule(phrases=("# %",)),
            counted=WordingRule(phrases=("# pupils",)),
        )
    }
)
"""The same, with rules for reading what a strength says of its effect."""
OLD = {"period_from": None, "period_to": date(2024, 3, 31)}
STRENGTH = make_statement(1, impact="Waits fell from 31 to 22 weeks.")
AREA = make_statement(1, "area_to_develop")
AUDIT = make_evidence(1)
TO_A1 = make_link(1, 1, "criterion", "A1")
TO_S1 = make_link(1, 1, "statement", "S0001")
AUDIT_TEXT = "\u201cDocument 1\u201d"
FULL = (
    make_evidence(1, agencies=("council", "nhs")),
    make_evidence(2, kind="child"),
    make_evidence(3, kind="parent"),
    *(make_link(n, n, "criterion", "A1") for n in (1, 2, 3)),
)
"""Current evidence of three kinds, two agencies and both voices under A1."""


@dataclass(frozen=True)
class Case:
    """One check firing on one subject, and much the same records where it does not."""

    check: str
    subject: str
    fires: tuple[Record, ...]
    says: str
    quiet: tuple[Record, ...]
    files: FileStates = field(default_factory=FileStates)
    """Applies to the firing records only."""
    framework: Framework = FRAMEWORK


def state(**fields: object) -> RequestState:
    """Where the partnership stands with PLN01."""
    return RequestState.model_validate({"id": "PLN01", **fields})


def action(**fields: object) -> Action:
    """An action that lacks nothing unless told."""
    complete = {
        "id": "P0001",
        "title": "Do it",
        "responsible": "Head of service",
        "due": date(2027, 1, 31),
        "success_measure": "Waits under 18 weeks",
    }
    return Action.model_validate({**complete, **fields})


def note(on: date) -> ProgressNote:
    """A note of progress on the action."""
    return ProgressNote(id="PN0001", about="P0001", on=on, words="Two posts filled.")


def measure(*ends: date, **fields: object) -> Measure:
    """A measure with a figure for each period end."""
    series = tuple(Observation(period_to=end, value=1) for end in ends)
    return Measure.model_validate({"id": "M0001", "title": "Waits", "observations": series, **fields})


def counted(*figures: float | Observation, **fields: object) -> Measure:
    """A percentage with figures for the end of 2025, June and September 2026."""
    days = (date(2025, 12, 31), date(2026, 6, 30), date(2026, 9, 30))
    series = tuple(
        one if isinstance(one, Observation) else Observation(period_to=day, value=one)
        for one, day in zip(figures, days, strict=False)
    )
    return Measure.model_validate(
        {"id": "M0001", "title": "On time", "unit": "%", "observations": series, **fields}
    )


QUOTING = make_statement(1, text="Plans on time rose from 20% to 56%.")


def agreed(*agencies: str, text_seen: str = STRENGTH.fingerprint) -> tuple[Agreement, ...]:
    """Agreements to the strength."""
    return tuple(Agreement(agency=one, by="chair", on=AS_AT, text_seen=text_seen) for one in agencies)


DATA = make_evidence(1, kind="data", period_from=None, period_to=date(2026, 10, 31))
ADVICE = Recommendation(id="R0001", kind="other", text="Improve waits", source="Report", made_on=AS_AT)
CLOSED = ADVICE.model_copy(update={"closing": Closing(on=date(2026, 12, 1), words="Waits fell.")})
BEGUN = action(status="in_progress")
NOTICE = Notice(id="N0001", received=datetime(2026, 11, 23, 9, 15, tzinfo=UTC), kind="full")
MISSING = FileStates(missing=frozenset({"E0001"}))
CHANGED = FileStates(changed=frozenset({"E0001"}))
ONLINE = FileStates(online=frozenset({"E0001"}))
