"""Cases of the checks of plan, measures and what was promised."""

from __future__ import annotations

from datetime import UTC, date, datetime

from readiness.model.records.after_inspection import Promise
from readiness.model.records.measures import Observation
from readiness.model.records.plan import Milestone, Recommendation
from readiness.model.records.programme import Priority, Strategy, Workstream
from tests.gaps.cases.records import (
    ADVICE,
    AUDIT,
    BEGUN,
    CLOSED,
    OLD,
    QUOTING,
    STRENGTH,
    Case,
    action,
    counted,
    measure,
    note,
)
from tests.making.building import (
    AS_AT,
    make_area,
    make_evidence,
    make_link,
    make_statement,
)

CASES = [
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
]
