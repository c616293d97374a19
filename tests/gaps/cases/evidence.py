"""Cases of the checks of evidence, links, asks and the definition."""

from __future__ import annotations

from datetime import UTC, date, datetime

from readiness.model.records.evidence import OF_NOTHING, text_fingerprint
from readiness.model.records.notice import DateCorrection
from readiness.model.records.requests import RequestState
from tests.gaps.cases.records import (
    ADVICE,
    AREA,
    AUDIT,
    AUDIT_TEXT,
    CHANGED,
    DATA,
    MISSING,
    NOTICE,
    OLD,
    ONLINE,
    READING,
    STRENGTH,
    TO_A1,
    TO_S1,
    Case,
    action,
    agreed,
    counted,
    measure,
    state,
)
from tests.making.building import (
    AS_AT,
    make_area,
    make_evidence,
    make_grade,
    make_link,
    make_statement,
)

CASES = [
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
        "area-no-action",
        "S0001",
        (AREA, action(statements=("S0001",), status="stopped")),
        "No action answers S0001 \u201cWords 1.\u201d (P0001 stopped).",
        (AREA, action(statements=("S0001",))),
    ),
    Case("area-no-action", "S0001", (AREA,), "No action answers S0001 \u201cWords 1.\u201d.", (STRENGTH,)),
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
