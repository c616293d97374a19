"""Each named check: where it fires, what it says, and where it keeps quiet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from readiness.gaps.checks.registry import checks_by_id
from readiness.gaps.report import Gap, find_gaps
from readiness.model.definition.framework import Framework
from readiness.model.definition.so_what import LinkRule, PartRule, SoWhatRules, WordingRule
from readiness.model.definition.wording import Terms
from readiness.model.records.after_inspection import Promise
from readiness.model.records.changes import Change, apply_changes, put, remove
from readiness.model.records.evaluation import Agreement
from readiness.model.records.evidence import OF_NOTHING, FileStates, text_fingerprint
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.records.plan import Action, Closing, Milestone, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.progress import ProgressNote
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.rules.index import Index
from tests.making.building import (
    AS_AT,
    make_area,
    make_criterion,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_other_framework,
    make_records,
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

CASES = [
    Case("criterion-no-evidence", "A1", (AUDIT,), "Nothing is linked to A1", (AUDIT, TO_A1)),
    Case(
        "criterion-none-current",
        "A1",
        (make_evidence(1, **OLD), TO_A1),
        "A1 has 1 item, none of them current on 7 Dec 2026 (1 stale).",
        (AUDIT, TO_A1),
    ),
    Case(
        "criterion-one-kind",
        "A1",
        (AUDIT, TO_A1),
        "Evidence for A1 current on 7 Dec 2026 (1 item): 2 kinds wanted, only Audit found.",
        FULL,
    ),
    Case(
        "criterion-one-agency",
        "A1",
        (make_evidence(1, agencies=("joint",)), TO_A1),
        "(1 item): 2 agencies wanted, none found.",
        FULL,
    ),
    Case("criterion-no-child-voice", "A1", (AUDIT, TO_A1), "none is what children or young people say", FULL),
    Case("criterion-no-parent-voice", "A1", (AUDIT, TO_A1), "none is what parents or carers say", FULL),
    Case(
        "prompt-no-evidence",
        "A1.1",
        (AUDIT, TO_A1),
        "Nothing is linked to A1.1, point 1 of A1.",
        (AUDIT, make_link(1, 1, "prompt", "A1.1")),
    ),
    Case(
        "evidence-file-missing",
        "E0001",
        (AUDIT,),
        f"{AUDIT_TEXT} should be at document-1.docx, but no file is there.",
        (AUDIT,),
        MISSING,
    ),
    Case(
        "evidence-file-changed", "E0001", (AUDIT,), "no longer holds what was registered", (AUDIT,), CHANGED
    ),
    Case(
        "evidence-stale",
        "E0001",
        (make_evidence(1, **OLD), TO_A1),
        f"{AUDIT_TEXT} covers the time to 31 Mar 2024. Audit is current for 12 months, so it is stale from "
        "1 Apr 2025; the date looked at is 7 Dec 2026.",
        (AUDIT,),
    ),
    *(
        Case(
            f"evidence-{reading.replace('_', '-')}",
            "E0001",
            (make_evidence(1, reading=reading),),
            says,
            (make_evidence(1, reading="read"),),
        )
        for reading, says in (
            ("empty", "There is nothing in the file of"),
            ("damaged", "nobody who is handed it can open it"),
            ("locked", "asks for a password"),
            ("pictures", "is a scan or holds pictures only"),
            ("kind_not_read", "of a kind that is not read here"),
            ("too_large", "its words were not seen"),
            ("failed", "It may be sound all the same"),
        )
    ),
    Case(
        "evidence-empty",
        "E0001",
        (make_evidence(1, sha256=OF_NOTHING),),
        "There is nothing in the file of",
        (make_evidence(1, reading="read"),),
    ),
    Case("evidence-online", "E0001", (AUDIT,), "lies in the cloud alone", (AUDIT,), ONLINE),
    Case("evidence-undated", "E0001", (make_evidence(1, period_to=None),), "what period it covers", (AUDIT,)),
    Case(
        "evidence-period-wrong",
        "E0001",
        (make_evidence(1, period_to=date(2025, 12, 31)),),
        "begins 1 Jan 2026 but ends 31 Dec 2025.",
        (AUDIT,),
    ),
    Case(
        "evidence-period-wrong",
        "E0001",
        (make_evidence(1, period_from=date(2027, 1, 1), period_to=date(2027, 2, 1)),),
        "begins 1 Jan 2027, after 7 Dec 2026.",
        (make_evidence(1, period_from=None),),
    ),
    Case(
        "evidence-not-described",
        "E0001",
        (make_evidence(1, kind="", agencies=()),),
        "lacks its kind and whose it is",
        (AUDIT,),
    ),
    Case(
        "evidence-not-described",
        "E0001",
        (make_evidence(1, agencies=("council", "elsewhere")),),
        "lacks a known agency in place of elsewhere",
        (AUDIT,),
    ),
    Case("evidence-no-owner", "E0001", (make_evidence(1, owner=" "),), "Nobody is named to keep", (AUDIT,)),
    Case(
        "evidence-personal-data-unknown",
        "E0001",
        (make_evidence(1, holds_personal_data=None),),
        "Nobody has said whether",
        (make_evidence(1, holds_personal_data=True),),
    ),
    Case(
        "evidence-review-overdue",
        "E0001",
        (make_evidence(1, review_by=date(2026, 12, 6)),),
        "looked at again by 6 Dec 2026",
        (make_evidence(1, review_by=AS_AT),),
    ),
    Case("evidence-unlinked", "E0001", (AUDIT,), "is linked to nothing", (AUDIT, TO_A1)),
    Case(
        "evidence-unlinked",
        "E0001",
        (AUDIT, make_link(1, 1, "criterion", "Z9")),
        "is linked to nothing",
        (make_evidence(1, is_withdrawn=True),),
    ),
    Case(
        "evidence-duplicate",
        "E0002",
        (AUDIT, make_evidence(2, sha256=AUDIT.sha256)),
        f"holds exactly what E0001 {AUDIT_TEXT} holds",
        (make_evidence(1, sha256=""), make_evidence(2, sha256="")),
    ),
    Case(
        "evidence-duplicate",
        "E0002",
        (AUDIT, make_evidence(2, sha256=AUDIT.sha256)),
        "holds exactly what E0001",
        (make_evidence(1, is_withdrawn=True), make_evidence(2, sha256=AUDIT.sha256)),
    ),
    Case(
        "link-broken",
        "L0001",
        (make_link(1, 9, "criterion", "Z9"),),
        "points at evidence E0009, which is not there",
        (AUDIT, TO_A1),
    ),
    Case(
        "link-evidence-changed",
        "L0001",
        (AUDIT, make_link(1, 1, "criterion", "A1", evidence_seen="f" * 64, reviewed=date(2026, 11, 2))),
        f"E0001 {AUDIT_TEXT} has changed since its link to criterion A1 was reviewed on 2 Nov 2026.",
        (AUDIT, make_link(1, 1, "criterion", "A1", evidence_seen=AUDIT.sha256)),
    ),
    Case(
        "link-evidence-changed",
        "L0001",
        (AUDIT, make_link(1, 1, "criterion", "A1", evidence_seen="f" * 64)),
        "was reviewed on an unknown day",
        (make_evidence(1, is_withdrawn=True), make_link(1, 1, "criterion", "A1", evidence_seen="f" * 64)),
    ),
    Case(
        "link-target-changed",
        "L0001",
        (AUDIT, make_link(1, 1, "criterion", "A1", target_seen="0" * 16)),
        "The words of criterion A1 have changed",
        (AUDIT, make_link(1, 1, "criterion", "A1", target_seen=text_fingerprint("title of A1"))),
    ),
    Case("criterion-no-headline", "A1", (STRENGTH,), "A1 has no headline", (make_statement(1, "headline"),)),
    Case(
        "criterion-no-strength",
        "A1",
        (make_statement(1, text="  "),),
        "A1 names no strength (it has 1 statement).",
        (STRENGTH,),
    ),
    Case("criterion-no-area-to-develop", "A1", (STRENGTH,), "A1 names nothing to develop", (AREA,)),
    Case("strength-no-evidence", "S0001", (STRENGTH,), "nothing is linked to it", (STRENGTH, AUDIT, TO_S1)),
    Case("strength-no-evidence", "S0001", (STRENGTH,), "nothing is linked to it", (AREA,)),
    Case("strength-no-impact", "S0001", (make_statement(1),), "what difference it has made", (STRENGTH,)),
    Case("strength-no-impact", "S0001", (make_statement(1),), "what difference it has made", (AREA,)),
    Case(
        "impact-not-shown",
        "S0001",
        (STRENGTH, AUDIT, TO_S1, measure(AS_AT, statements=("S0001",))),
        "says what changed: \u201cWaits fell from 31 to 22 weeks.\u201d. No measure of it has moved",
        (STRENGTH, counted(40, 56, statements=("S0001",))),
    ),
    Case(
        "impact-not-shown",
        "S0001",
        (STRENGTH, make_evidence(1, kind="parent", **OLD), TO_S1),
        "neither current figures nor what people say is linked",
        (STRENGTH, make_evidence(1, kind="parent"), TO_S1),
    ),
    Case(
        "impact-not-shown",
        "S0001",
        (make_statement(1, impact="Still weak, and it fell."),),
        "says what changed",
        (make_statement(1, impact="Still weak."),),
        framework=READING,
    ),
    Case(
        "impact-no-figure",
        "S0001",
        (make_statement(1, impact="Better."),),
        "no figure and no measure: \u201cBetter.\u201d",
        (make_statement(1, impact="Halved."),),
    ),
    Case(
        "impact-no-figure",
        "S0001",
        (make_statement(1, impact="Better."), AUDIT, TO_S1),
        "no figure and no measure",
        (make_statement(1, impact="Better."), DATA, TO_S1),
    ),
    Case(
        "impact-no-figure",
        "S0001",
        (make_statement(1, impact="Better."), measure(AS_AT)),
        "no figure and no measure",
        (make_statement(1, impact="Better."), measure(AS_AT, statements=("S0001",))),
    ),
    Case(
        "impact-no-figure",
        "S0001",
        (make_statement(1, impact="Since 2024 pupils stay."),),
        "no figure and no measure",
        (make_statement(1, impact="12 % of pupils stay."),),
        framework=READING,
    ),
    Case(
        "strength-so-what",
        "S0001",
        (make_statement(1, impact="12 % of pupils stay."),),
        "The words of S0001 do not seem to say change, link or known: \u201cWords 1.\u201d. What? Why? How?",
        (make_statement(1),),
        framework=READING,
    ),
    Case(
        "strength-so-what",
        "S0001",
        (make_statement(1, impact="Exclusions of pupils fell because of it."),),
        "do not seem to say known",
        (make_statement(1, impact="Exclusions of pupils fell because of it."), AUDIT, TO_S1),
        framework=READING,
    ),
    Case(
        "area-no-action",
        "S0001",
        (AREA, action(statements=("S0001",), status="stopped")),
        "No action answers S0001 \u201cWords 1.\u201d (P0001 stopped).",
        (AREA, action(statements=("S0001",))),
    ),
    Case("area-no-action", "S0001", (AREA,), "No action answers S0001 \u201cWords 1.\u201d.", (STRENGTH,)),
    Case(
        "statement-only-stale",
        "S0001",
        (
            STRENGTH,
            make_evidence(1, **OLD),
            make_evidence(2, **OLD),
            TO_S1,
            make_link(2, 2, "statement", "S0001"),
        ),
        "rests on E0001 and E0002: none is current on 7 Dec 2026; the newest covers the time to 31 Mar 2024.",
        (STRENGTH, make_evidence(1, **OLD), AUDIT, TO_S1),
    ),
    Case(
        "statement-only-stale",
        "S0001",
        (STRENGTH, make_evidence(1, period_to=None), TO_S1),
        "none says what time it covers.",
        (STRENGTH,),
    ),
    Case(
        "statement-older-than-data",
        "S0001",
        (make_statement(1, as_at=date(2026, 9, 1)), DATA, TO_S1),
        "is true of 1 Sep 2026, but E0001 has figures to 31 Oct 2026.",
        (make_statement(1, as_at=date(2026, 10, 31)), DATA, TO_S1),
    ),
    Case(
        "statement-older-than-data",
        "S0001",
        (
            make_statement(1, updated=datetime(2026, 1, 1, tzinfo=UTC)),
            measure(date(2026, 3, 31), statements=("S0001",)),
        ),
        "is true of 1 Jan 2026, but M0001 has figures to 31 Mar 2026.",
        (make_statement(1), measure(date(2026, 3, 31), statements=("S0001",))),
    ),
    Case(
        "statement-older-than-data",
        "S0001",
        (make_statement(1, as_at=date(2026, 9, 1)), DATA, TO_S1),
        "is true of 1 Sep 2026",
        (make_statement(1, as_at=date(2026, 9, 1)), make_evidence(1, period_to=None), TO_S1),
    ),
    Case(
        "statement-older-than-data",
        "S0001",
        (make_statement(1, as_at=date(2026, 9, 1)), DATA, TO_S1),
        "is true of 1 Sep 2026",
        (
            make_statement(1, as_at=date(2026, 9, 1)),
            DATA,
            TO_S1.model_copy(
                update={
                    "evidence_seen": DATA.fingerprint,
                    "target_seen": text_fingerprint("Words 1."),
                    "reviewed": AS_AT,
                }
            ),
        ),
    ),
    Case(
        "statement-not-agreed",
        "S0001",
        (STRENGTH,),
        "is not agreed by council or NHS.",
        (STRENGTH.model_copy(update={"agreements": agreed("council", "nhs")}),),
    ),
    Case(
        "statement-not-agreed",
        "S0001",
        (STRENGTH.model_copy(update={"agreements": agreed("nhs", text_seen="0") + agreed("council")}),),
        "is not agreed by NHS. The wording has changed since NHS agreed.",
        (STRENGTH.model_copy(update={"agreements": agreed("council", "nhs")}),),
    ),
    Case("grade-no-reason", "A1", (make_grade(why=""),), "nobody has said why", (make_grade(),)),
    Case(
        "grade-too-high",
        "A1",
        (make_grade(),),
        "the best there is, but on 7 Dec 2026 it has no current evidence.",
        (make_grade(), *FULL),
    ),
    Case(
        "grade-too-high",
        "A1",
        (make_grade(), AUDIT, TO_A1),
        "it has 1 kind of evidence where 2 are wanted, evidence from 1 agency of 2 and no child or parent "
        "voice.",
        (make_grade(outcome="2"), AUDIT, TO_A1),
    ),
    Case(
        "grade-too-high",
        "A1",
        (make_grade(), *FULL, STRENGTH),
        "it has no current evidence for S0001.",
        (make_grade(outcome="lost"),),
    ),
    Case(
        "request-too-long",
        "PLN01",
        (state(lead_time_hours=9),),
        "takes 9 working hours to produce; in a plain week 8 working hours lie between a call and its "
        "deadline: 24 hours (assumed).",
        (state(lead_time_hours=8),),
    ),
    Case(
        "request-no-owner",
        "PLN01",
        (),
        "Nobody owns PLN01 \u201cPlan list\u201d, due: 24 hours (assumed).",
        (state(owner="J. Moss"),),
    ),
    Case(
        "request-no-owner",
        "PLN01",
        (state(due_override=datetime(2026, 12, 9, 12, tzinfo=UTC)),),
        "Nobody owns PLN01 \u201cPlan list\u201d, due: Wed 9 Dec",
        (state(owner="J. Moss"),),
    ),
    Case(
        "link-target-changed",
        "L0001",
        (AUDIT, make_link(1, 1, "prompt", "A1.1", target_seen="0" * 16)),
        "The words of prompt A1.1 or of its criterion A1 have changed since E0001",
        (AUDIT, make_link(1, 1, "prompt", "A1.1", target_seen=text_fingerprint("point 1 of A1"))),
    ),
    Case(
        "request-no-owner",
        "X1",
        (RequestState(id="X1", local_title="Extra"),),
        "Nobody owns X1 \u201cExtra\u201d.",
        (state(is_asked=False),),
    ),
    Case(
        "request-not-ready", "PLN01", (state(status="gathering"),), "is gathering", (state(status="ready"),)
    ),
    Case(
        "request-no-lead-time",
        "PLN01",
        (),
        "Nobody has said how many working hours",
        (state(lead_time_hours=4),),
    ),
    Case(
        "request-ready-but-empty",
        "PLN01",
        (state(status="signed_off"),),
        "is marked signed off, but no evidence is attached to it.",
        (state(status="signed_off"), AUDIT, make_link(1, 1, "request", "PLN01")),
    ),
    Case(
        "request-no-reason",
        "PLN01",
        (state(status="not_applicable"),),
        "is marked not applicable without a reason.",
        (state(status="not_applicable", reason="We have none."),),
    ),
    Case(
        "recommendation-no-action",
        "R0001",
        (ADVICE, action(recommendations=("R0001",), status="stopped")),
        "No action answers R0001 \u201cImprove waits\u201d from Report of 7 Dec 2026.",
        (ADVICE, action(recommendations=("R0001",))),
    ),
    Case(
        "action-overdue",
        "P0001",
        (action(due=date(2026, 12, 5), percent_done=40),),
        "was due 5 Dec 2026, 2 days before 7 Dec 2026, and is 40% done.",
        (action(due=AS_AT),),
    ),
    Case(
        "action-overdue",
        "P0001",
        (action(due=date(2026, 12, 6)),),
        "1 day before",
        (action(due=date(2026, 12, 6), status="done"),),
    ),
    Case(
        "action-milestone-overdue",
        "P0001",
        (action(milestones=(Milestone(title="Pilot", due=date(2026, 11, 1)), Milestone(title="Roll out"))),),
        "has 1 step not done by 7 Dec 2026: \u201cPilot\u201d (1 Nov 2026).",
        (action(milestones=(Milestone(title="Pilot", due=date(2026, 11, 1), done=AS_AT),)),),
    ),
    Case(
        "action-milestone-overdue",
        "P0001",
        (action(milestones=(Milestone(title="Pilot", due=date(2026, 11, 1)),)),),
        "1 step",
        (action(milestones=(Milestone(title="Pilot", due=date(2026, 11, 1)),), status="stopped"),),
    ),
    Case(
        "action-incomplete",
        "P0001",
        (action(responsible="", due=None),),
        "has nobody named and no date.",
        (action(owner="K. Ali", responsible=""),),
    ),
    Case(
        "action-incomplete",
        "P0001",
        (
            action(responsible="Council; Northshire ICB", recommendations=("R0001",)),
            Recommendation(id="R0001", kind="other", text="Do.", responsible=("Northshire ICB",)),
        ),
        "has nobody who does it named, only Council and Northshire ICB.",
        (action(responsible="Council; Head of service"),),
    ),
    Case(
        "action-incomplete",
        "P0001",
        (action(due=None),),
        "has no date.",
        (action(responsible="", due=None, status="done"),),
    ),
    Case(
        "promise-broken",
        "area",
        (
            make_area().model_copy(
                update={
                    "promises": (
                        Promise(
                            what="Call back", whom="the board", by="Head of service", due=date(2026, 12, 1)
                        ),
                        Promise(what="Write", due=date(2026, 11, 1)),
                    )
                }
            ),
        ),
        "2 promises are past the day at 7 Dec 2026, and nobody has said when it was kept: "
        "\u201cWrite\u201d, due 1 Nov 2026; \u201cCall back\u201d to the board, due 1 Dec 2026.",
        (make_area().model_copy(update={"promises": (Promise(what="Call back", due=AS_AT),)}),),
    ),
    Case(
        "after-inspection-late",
        "area",
        (
            make_area().model_copy(
                update={"comments_due": date(2026, 12, 4), "plan_due": date(2026, 11, 30)}
                | {"draft_received": date(2026, 11, 20)}
            ),
        ),
        "is not said to be sent at 7 Dec 2026: the plan by 30 Nov 2026 and the comments on the draft report "
        "by 4 Dec 2026.",
        (
            make_area().model_copy(
                update={"comments_due": AS_AT, "draft_received": date(2026, 11, 20)}
                | {"plan_due": date(2026, 11, 30), "plan_submitted": AS_AT}
            ),
        ),
    ),
    Case(
        "action-no-success-measure",
        "P0001",
        (action(success_measure=""),),
        "how anybody will know it worked",
        (action(success_measure="", measures=("M0001",)),),
    ),
    Case(
        "action-no-milestone",
        "P0001",
        (action(),),
        "has no dated step on the way.",
        (action(milestones=(Milestone(title="Pilot"),)),),
    ),
    Case("action-no-milestone", "P0001", (action(),), "no dated step", (action(status="done"),)),
    Case(
        "action-progress-old",
        "P0001",
        (BEGUN, note(date(2026, 10, 25))),
        "is in progress on 7 Dec 2026, and its newest note of progress is of 25 Oct 2026; the board meets "
        "every 42 days.",
        (BEGUN, note(date(2026, 10, 26))),
    ),
    Case("action-progress-old", "P0001", (BEGUN,), "and it has no note;", (action(),)),
    Case(
        "action-progress-old",
        "P0001",
        (BEGUN.model_copy(update={"start": date(2026, 10, 25)}),),
        "it has no note",
        (BEGUN.model_copy(update={"start": date(2026, 10, 26)}),),
    ),
    Case(
        "action-progress-old",
        "P0001",
        (BEGUN.model_copy(update={"created": datetime(2026, 10, 25, tzinfo=UTC)}),),
        "it has no note",
        (BEGUN.model_copy(update={"created": datetime(2026, 10, 26, tzinfo=UTC)}),),
    ),
    Case(
        "action-done-no-evidence",
        "P0001",
        (action(status="embedded"),),
        "is done and embedded, and no evidence is linked to it.",
        (action(status="embedded"), AUDIT, make_link(1, 1, "action", "P0001")),
    ),
    Case(
        "action-done-no-evidence", "P0001", (action(status="done"),), "is done,", (action(status="stopped"),)
    ),
    Case(
        "action-done-no-difference",
        "P0001",
        (action(status="done"),),
        "is done, and nobody has said what difference it made.",
        (action(status="done", difference="Waits fell."),),
    ),
    Case(
        "action-done-no-difference",
        "P0001",
        (action(status="done"),),
        "nobody",
        (action(status="in_progress"),),
    ),
    Case(
        "action-effect-not-shown",
        "P0001",
        (action(effect="early", measures=("M0001", "M0009")), measure(AS_AT)),
        "is said to have made early signs,",
        (action(effect="early", measures=("M0001",)), counted(20, 30)),
    ),
    Case(
        "action-effect-not-shown",
        "P0001",
        (action(difference="Waits fell."), AUDIT, make_link(1, 1, "action", "P0001")),
        "is said to have made a difference, but no measure of it has moved and nobody it is for says so.",
        (
            action(difference="Waits fell."),
            make_evidence(1, kind="parent"),
            make_link(1, 1, "action", "P0001"),
        ),
    ),
    Case(
        "action-effect-not-shown",
        "P0001",
        (
            action(effect="sustained"),
            make_evidence(1, kind="parent", **OLD),
            make_link(1, 1, "action", "P0001"),
        ),
        "sustained",
        (action(),),
    ),
    Case(
        "recommendation-closed-no-evidence",
        "R0001",
        (CLOSED,),
        "R0001 \u201cImprove waits\u201d was closed on 1 Dec 2026, and no evidence is linked to it.",
        (CLOSED, AUDIT, make_link(1, 1, "recommendation", "R0001")),
    ),
    Case("recommendation-closed-no-evidence", "R0001", (CLOSED,), "no evidence", (ADVICE,)),
    Case("recommendation-no-action", "R0001", (ADVICE,), "No action answers", (CLOSED,)),
    Case(
        "priority-no-measure",
        "PR0001",
        (Priority(id="PR0001", title="Sooner", criteria=("A1", "Z9")),),
        "PR0001 \u201cSooner\u201d has no key measure.",
        (Priority(id="PR0001", title="Sooner", measures=("M0001",)),),
    ),
    Case(
        "priority-not-shown",
        "PR0001",
        (Priority(id="PR0001", title="Sooner", difference="It is.", measures=("M0001",)), measure(AS_AT)),
        "none of its key measures has moved.",
        (Priority(id="PR0001", title="Sooner", difference="It is.", measures=("M0001",)), counted(20, 30)),
    ),
    Case(
        "priority-not-shown",
        "PR0001",
        (Priority(id="PR0001", title="Sooner", difference="It is."),),
        "none",
        (Priority(id="PR0001", title="Sooner"),),
    ),
    Case(
        "strategy-no-difference",
        "ST0001",
        (Strategy(id="ST0001", title="Ours", end=date(2026, 12, 6)),),
        "ended on 6 Dec 2026, and nobody has said what difference it made.",
        (Strategy(id="ST0001", title="Ours", end=AS_AT),),
    ),
    Case(
        "strategy-no-difference",
        "ST0001",
        (Strategy(id="ST0001", title="Ours", end=date(2026, 12, 6)),),
        "ended",
        (Strategy(id="ST0001", title="Ours", end=date(2026, 12, 6), difference="Waits fell."),),
    ),
    Case(
        "strategy-no-difference",
        "ST0001",
        (Strategy(id="ST0001", title="Ours", end=date(2026, 12, 6)),),
        "ended",
        (Strategy(id="ST0001", title="Ours"),),
    ),
    Case(
        "workstream-no-chair",
        "WS0001",
        (Workstream(id="WS0001", title="Waiting"),),
        "has nobody who chairs it.",
        (Workstream(id="WS0001", title="Waiting", co_chair="Forum chair"),),
    ),
    Case(
        "measure-not-recent",
        "M0001",
        (measure(date(2025, 11, 30)),),
        "has nothing from the 12 months before 7 Dec 2026: its newest figure is for 30 Nov 2025.",
        (measure(date(2025, 11, 30), date(2025, 12, 31)),),
    ),
    Case("measure-not-recent", "M0001", (measure(),), "it has no figure at all.", (measure(AS_AT),)),
    Case(
        "measure-past-its-cycle",
        "M0001",
        (measure(date(2026, 7, 31), cycle="quarter"),),
        "has a new figure every quarter, and its newest at 7 Dec 2026 is for 31 Jul 2026.",
        (measure(date(2025, 7, 31), date(2026, 8, 31), cycle="quarter"),),
    ),
    Case(
        "measure-past-its-cycle",
        "M0001",
        (measure(date(2026, 7, 31), cycle="month"),),
        "every month",
        (measure(cycle="month"),),
    ),
    Case(
        "measure-worse",
        "M0001",
        (counted(20, 15),),
        "went from 20% (Dec 2025) to 15% (Jun 2026), 5 percentage points lower, worse.",
        (counted(20, 20),),
    ),
    Case("measure-worse", "M0001", (counted(20, 15),), "worse.", (counted(20),)),
    Case(
        "measure-target-missed",
        "M0001",
        (counted(20, 30, target=40, target_by=date(2026, 12, 1)),),
        "was to reach 40% by 1 Dec 2026; its newest figure is 30%.",
        (counted(20, 40, target=40, target_by=date(2026, 12, 1)),),
    ),
    Case(
        "measure-target-missed",
        "M0001",
        (counted(target=40, target_by=date(2026, 12, 1)),),
        "it has none.",
        (counted(target=40),),
    ),
    Case(
        "measure-counts-disagree",
        "M0001",
        (counted(Observation(period_to=AS_AT, value=54, count=28, out_of=50)),),
        "54% up to 7 Dec 2026, but 28 of 50 is 56%.",
        (counted(Observation(period_to=AS_AT, value=56, count=28, out_of=50)),),
    ),
    Case(
        "measure-doubtful-figure",
        "M0001",
        (counted(20, 0.56, 130),),
        "holds 0.56 up to 30 Jun 2026 and 130 up to 30 Sep 2026 as a percentage.",
        (counted(20, 56, 100),),
    ),
    Case(
        "measure-doubtful-figure",
        "M0001",
        (counted(130),),
        "130",
        (measure(AS_AT, unit="weeks"),),
    ),
    Case(
        "measure-misquoted",
        "M0001",
        (make_statement(1, text="On time in 56% of cases."), counted(54, statements=("S0001",))),
        "is 54% up to 31 Dec 2025, and S0001 says 56%.",
        (make_statement(1, text="On time in 54% of cases."), counted(54, statements=("S0001",))),
    ),
    Case(
        "measure-misquoted",
        "M0001",
        (QUOTING, counted(20, 54, statements=("S0001",))),
        "is 54% up to 30 Jun 2026 (34 percentage points higher than up to 31 Dec 2025), and S0001 says 56%.",
        (QUOTING, counted(20, 54, 56, statements=("S0001",))),
    ),
    Case(
        "measure-misquoted",
        "M0001",
        (QUOTING, counted(20, 54, statements=("S0001",))),
        "S0001 says 56%",
        (
            QUOTING,
            counted(20, 54, statements=("S0001", "S9")),
            counted(56, statements=("S0001",)).model_copy(update={"id": "M0002"}),
        ),
    ),
    Case(
        "not-in-framework",
        "S0001",
        (make_statement(1, criterion="Z9", lenses=("x",), agreements=agreed("nobody")),),
        "S0001 names criterion Z9, agency nobody and lens x, which are no longer in the framework.",
        (STRENGTH,),
    ),
    Case(
        "not-in-framework",
        "Z9",
        (make_grade("Z9", "lost"),),
        "names criterion Z9 and outcome lost",
        (make_grade(),),
    ),
    Case(
        "not-in-framework",
        "X1",
        (RequestState(id="X1"),),
        "X1 names request item X1, which is no longer in the framework.",
        (state(),),
    ),
    Case(
        "not-in-framework",
        "R0001",
        (ADVICE.model_copy(update={"criteria": ("Z9",)}),),
        "R0001 names criterion Z9",
        (ADVICE.model_copy(update={"criteria": ("A1",)}),),
    ),
    Case(
        "action-broken",
        "P0001",
        (action(statements=("S9",), recommendations=("R9",), criteria=("Z9",), measures=("M9",)),),
        "names statement S9, recommendation R9 and measure M9",
        (action(statements=("S0001",), recommendations=("R0001",), criteria=("A1",)), STRENGTH, ADVICE),
    ),
    Case(
        "action-broken",
        "P0001",
        (action(statements=("S0001",)),),
        "P0001 names statement S0001",
        (action(statements=("S0001",)), STRENGTH),
    ),
    Case(
        "measure-broken",
        "M0001",
        (measure(statements=("S9",), criteria=("Z9",)),),
        "names statement S9",
        (measure(statements=("S0001",), criteria=("A1",)), STRENGTH),
    ),
    Case(
        "fact-unconfirmed",
        "3",
        (make_grade(outcome="3"),),
        "Nobody has confirmed the wording of the outcome \u201cpoor\u201d: it is assumed. It carries the "
        "local view of A1.",
        (make_grade(outcome="2"),),
    ),
    Case(
        "fact-unconfirmed",
        "full.on-site",
        (NOTICE,),
        "the day of \u201cFirst day on site\u201d: it is reported. It carries the timetable of N0001.",
        (
            NOTICE.model_copy(
                update={"corrections": (DateCorrection(event="on-site", on=AS_AT, reason="told so"),)}
            ),
        ),
    ),
    Case(
        "fact-unconfirmed",
        "full.on-site",
        (NOTICE,),
        "the day of",
        (
            NOTICE.model_copy(update={"ended": NOTICE.received}),
            NOTICE.model_copy(update={"id": "N2", "kind": "x"}),
        ),
    ),
]
CASES.append(
    Case(
        "fact-unconfirmed",
        "A1",
        (STRENGTH, make_grade()),
        "the wording of A1: it is inferred. It carries 1 statement and a local view.",
        (AUDIT, TO_A1),
        framework=make_framework(
            groups=(
                FRAMEWORK.groups[0].model_copy(
                    update={"criteria": (make_criterion("A1", status="inferred"),)}
                ),
            )
        ),
    )
)


def gap_of(case: Case, records: tuple[Record, ...], files: FileStates) -> Gap | None:
    """The gap of the case's check on its subject, if there is one."""
    report = find_gaps(Index(case.framework, make_records(records)), AS_AT, files=files)
    return next((one for one in report if (one.check, one.subject) == (case.check, case.subject)), None)


def named(case: Case) -> str:
    """A readable name for a case."""
    return f"{case.check}: {case.says[:40]}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_check_fires_and_says_why(case: Case) -> None:
    """The gap is there, its reason holds the figures and dates, and it points at records and remedy."""
    gap = gap_of(case, case.fires, case.files)
    assert gap is not None
    assert case.says in gap.reason
    assert gap.remedy
    assert gap.fix


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_check_keeps_quiet_when_all_is_well(case: Case) -> None:
    """Put right what was wrong, and the gap is gone."""
    assert gap_of(case, case.quiet, FileStates()) is None


def steps(case: Case) -> list[Change]:
    """One change at a time from the quiet records to those where the check fires."""
    have, want = make_records(case.quiet), make_records(case.fires)
    puts = [put(one, have.table(one.table).get(one.id)) for one in want]
    gone = [remove(one) for one in have if one.id not in want.table(one.table)]
    return [*puts, *gone]


@pytest.mark.parametrize("case", CASES, ids=named)
def test_each_step_to_a_gap_is_seen_at_once(case: Case) -> None:
    """Rechecking after each single edit, there and back, finds what checking everything finds."""
    records = make_records((*case.quiet, make_grade("A1"), make_grade("A2", "2")))
    index = Index(case.framework, records)
    report = find_gaps(index, AS_AT)
    forwards = steps(case)
    back = [Change(one.table, one.record_id, one.after, one.before) for one in reversed(forwards)]
    for change in (*forwards, *back):
        records = apply_changes(records, [change])
        index = index.after(records, [change])
        report = report.after(index, [change])
        assert report.gaps == find_gaps(Index(case.framework, records), AS_AT).gaps


def test_every_check_is_tried() -> None:
    """No check is without a case, and no case without a check."""
    assert {case.check for case in CASES} == set(checks_by_id(make_framework()))


def test_a_gap_names_who_and_by_when() -> None:
    """Owners and dates come from the records behind the gap."""
    records = make_records(
        [
            make_evidence(1, owner="K. Ali", review_by=date(2026, 12, 1), **OLD),
            STRENGTH,
            TO_S1,
            state(owner="J. Moss", due_override=datetime(2026, 11, 24, 0, 30, tzinfo=UTC)),
            action(due=date(2026, 12, 1), statements=("S0001",)),
            ADVICE.model_copy(update={"responsible": ("LA", "ICB")}),
        ]
    )
    report = find_gaps(Index(FRAMEWORK, records), AS_AT)
    found = {gap.check: (gap.owner, gap.due, gap.criterion) for gap in report if gap.subject != "PLN02"}
    assert found["evidence-review-overdue"] == ("K. Ali", date(2026, 12, 1), "A1")
    assert found["statement-only-stale"] == ("K. Ali", None, "A1")
    assert found["request-not-ready"] == ("J. Moss", date(2026, 11, 24), "A1")
    assert found["action-overdue"] == ("Head of service", date(2026, 12, 1), "A1")
    assert found["recommendation-no-action"] == ("LA, ICB", None, "")


def test_a_framework_without_voices_or_balance_asks_for_none() -> None:
    """One kind and one agency are all this framework has, so one of each is enough."""
    evidence = make_evidence(1, kind="paper", agencies=("school",))
    records = make_records([evidence, make_link(1, 1, "criterion", "Q1"), make_grade("Q1", "met")])
    report = find_gaps(Index(make_other_framework(), records), AS_AT)
    assert report.of("criterion", "Q1") == report.for_criterion("Q1")
    assert {gap.check for gap in report.for_criterion("Q1")} == {
        "criterion-no-headline",
        "criterion-no-strength",
        "criterion-no-area-to-develop",
    }


def test_asks_nobody_has_confirmed_are_one_gap_a_section() -> None:
    """The weakest of a section's asks is the standing said; a section of confirmed asks has no gap."""
    first, second = FRAMEWORK.requests
    sections = (*FRAMEWORK.request_sections, FRAMEWORK.request_sections[0].model_copy(update={"id": "rest"}))
    requests = (
        first.model_copy(update={"status": "reported"}),
        second,
        first.model_copy(update={"id": "RST01", "section": "rest"}),
    )
    framework = make_framework(requests=requests, request_sections=sections)
    report = find_gaps(Index(framework, make_records()), AS_AT)
    (gap,) = report.of("fact", "plans")
    assert "that 2 items under \u201cPlans\u201d will be asked for: it is inferred." in gap.reason
    assert gap.records == ("PLN01", "PLN02")
    assert report.of("fact", "rest") == ()


def test_an_unconfirmed_prompt_says_so() -> None:
    """A point the framework only infers is not passed off as the handbook's."""
    criterion = make_criterion("A1")
    prompt = criterion.prompts[0].model_copy(update={"status": "inferred"})
    criterion = criterion.model_copy(update={"prompts": (prompt,)})
    group = FRAMEWORK.groups[0].model_copy(update={"criteria": (criterion,)})
    report = find_gaps(Index(make_framework(groups=(group,)), make_records()), AS_AT)
    (gap,) = report.of("prompt", "A1.1")
    assert gap.reason.endswith("(the point itself is inferred, not confirmed).")


def test_checks_call_what_is_evaluated_as_the_framework_does() -> None:
    """Their titles and what to do; their ids are the same everywhere."""
    own = make_framework(terms=Terms(criterion="standard", criteria="standards"))
    check = checks_by_id(own)["criterion-no-evidence"]
    assert check.title == "Standard without evidence"
    said = [words for one in checks_by_id(own).values() for words in (one.title, one.remedy)]
    assert not [words for words in said if "criteri" in words.casefold().replace("--criteria", "")]
