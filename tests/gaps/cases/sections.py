"""Cases of the checks of criteria, their statements and local views."""

from __future__ import annotations

from datetime import UTC, date, datetime

from readiness.model.records.evidence import text_fingerprint
from tests.gaps.cases.records import (
    AREA,
    AUDIT,
    DATA,
    FULL,
    OLD,
    READING,
    STRENGTH,
    TO_A1,
    TO_S1,
    Case,
    agreed,
    measure,
)
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_grade,
    make_link,
    make_statement,
)

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
]
