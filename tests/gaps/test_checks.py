"""Each named check: where it fires, what it says, and where it keeps quiet."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from readiness.gaps.checks.registry import checks_by_id
from readiness.gaps.report import Gap, find_gaps
from readiness.model.definition.wording import Terms
from readiness.model.records.changes import Change, apply_changes, put, remove
from readiness.model.records.evidence import FileStates
from readiness.model.records.record import Record
from readiness.rules.index import Index
from tests.gaps.cases import evidence, plan, sections
from tests.gaps.cases.records import (
    ADVICE,
    AUDIT,
    FRAMEWORK,
    OLD,
    STRENGTH,
    TO_A1,
    TO_S1,
    Case,
    action,
    state,
)
from tests.making.building import (
    AS_AT,
    make_criterion,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_other_framework,
    make_records,
)

CASES = [*sections.CASES, *evidence.CASES, *plan.CASES]

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
