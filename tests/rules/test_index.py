"""What hangs on what."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.definition.framework import Framework
from readiness.model.records.changes import apply_changes, put, remove
from readiness.model.records.evidence import TargetKind
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.rules.index import Index, id_order
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_framework,
    make_link,
    make_records,
    make_statement,
)
from tests.making.workspaces import FRAMEWORKS, edits, workspaces

FRAMEWORK = make_framework()
ACTION = Action(
    id="P0001",
    title="Do it",
    statements=("S0001",),
    recommendations=("R0001",),
    criteria=("A2",),
    measures=("M0001",),
)
MEASURE = Measure(id="M0001", title="Waits", statements=("S0001",), criteria=("A1",))
ADVICE = Recommendation(id="R0001", kind="other", text="Improve", criteria=("A1", "A1"))
RECORDS = make_records(
    [
        make_evidence(2),
        make_evidence(1),
        make_evidence(3, is_withdrawn=True),
        make_evidence(4, sha256=make_evidence(1).sha256),
        make_statement(2, "area_to_develop"),
        make_statement(1, "strength", position=1),
        make_statement(3, "strength"),
        make_statement(4, "headline"),
        make_link(1, 1, "criterion", "A1"),
        make_link(2, 2, "prompt", "A1.2"),
        make_link(3, 1, "statement", "S0001"),
        make_link(4, 3, "criterion", "A1"),
        make_link(5, 9, "criterion", "A2"),
        make_link(6, 2, "request", "PLN01"),
        make_link(7, 2, "prompt", "A2.1"),
        ACTION,
        MEASURE,
        ADVICE,
    ]
)
INDEX = Index(FRAMEWORK, RECORDS)


def test_ids_sort_as_people_count() -> None:
    """E9999 comes before E10000."""
    assert sorted(["E10000", "E0002", "E9999"], key=id_order) == ["E0002", "E9999", "E10000"]


def test_links_from_and_to() -> None:
    """Links are found from both ends, in id order."""
    assert [one.id for one in INDEX.links_of("E0002")] == ["L0002", "L0006", "L0007"]
    assert [one.id for one in INDEX.links_to("criterion", "A1")] == ["L0001", "L0004"]
    assert INDEX.links_of("E0099") == ()


def test_evidence_reaches_a_criterion_three_ways() -> None:
    """Straight, through a prompt, through a statement; each item once; not what is withdrawn or gone."""
    assert [one.id for one in INDEX.evidence_for("A1")] == ["E0001", "E0002"]
    assert [one.id for one in INDEX.evidence_for("A2")] == ["E0002"]
    assert INDEX.evidence_for("Z9") == ()
    assert [one.id for one in INDEX.evidence_to("request", "PLN01")] == ["E0002"]


def test_the_criteria_evidence_reaches() -> None:
    """In the framework's order; a request item is no criterion."""
    assert INDEX.criteria_of("E0002") == ("A1", "A2")
    assert INDEX.criteria_of("E0004") == ()
    assert INDEX.criterion_of("criterion", "Z9") == ""
    assert INDEX.criterion_of("statement", "S0099") == ""
    assert INDEX.criterion_of("request", "PLN01") == ""


def test_statements_in_reading_order() -> None:
    """By kind, then position, then id."""
    assert [one.id for one in INDEX.statements_of("A1")] == ["S0004", "S0003", "S0001", "S0002"]


def test_plans_and_measures() -> None:
    """Actions by what they answer, measures by what rests on them, recommendations by criterion."""
    targets: list[tuple[TargetKind, str]] = [
        ("statement", "S0001"),
        ("recommendation", "R0001"),
        ("criterion", "A2"),
        ("measure", "M0001"),
    ]
    assert all(INDEX.actions_for(*target) == (ACTION,) for target in targets)
    assert INDEX.measures_for("statement", "S0001") == INDEX.measures_for("criterion", "A1") == (MEASURE,)
    assert INDEX.recommendations_for("A1") == (ADVICE,)


def test_the_same_content() -> None:
    """Items not withdrawn with one digest, the first registered first."""
    assert [one.id for one in INDEX.same_content(make_evidence(1).sha256)] == ["E0001", "E0004"]
    assert INDEX.same_content(make_evidence(3).sha256) == ()


def test_fingerprints_of_targets() -> None:
    """A target that is there has one, a target that is not has none; asked twice, the same."""
    first = INDEX.target_fingerprint("statement", "S0001")
    assert first
    assert INDEX.target_fingerprint("statement", "S0001") == first
    assert INDEX.target_fingerprint("statement", "S0099") == ""


def test_an_edit_is_seen_and_the_old_index_stays() -> None:
    """A new fingerprint, reach and freshness; what was asked of the index before stays true of it."""
    statement = RECORDS.statements["S0001"]
    evidence = RECORDS.evidence["E0001"]
    before = INDEX.target_fingerprint("statement", "S0001")
    assert INDEX.freshness(evidence, AS_AT) == "current"
    INDEX.evidence_for("A1")
    stale = evidence.model_copy(update={"period_from": None, "period_to": date(2020, 1, 1)})
    changes = [
        put(statement.model_copy(update={"text": "Other", "criterion": "A2"}), statement),
        put(stale, evidence),
        remove(RECORDS.links["L0001"]),
    ]
    records = apply_changes(RECORDS, changes)
    later = INDEX.after(records, changes)
    assert later.target_fingerprint("statement", "S0001") != before
    assert [one.id for one in later.evidence_for("A1")] == ["E0002"]
    assert [one.id for one in later.evidence_for("A2")] == ["E0001", "E0002"]
    assert later.freshness(stale, AS_AT) == "stale"
    assert INDEX.freshness(evidence, AS_AT) == "current"
    assert [one.id for one in INDEX.evidence_for("A1")] == ["E0001", "E0002"]


def test_several_edits_of_one_place_in_one_transaction_are_all_seen() -> None:
    """Two links put on and one taken off the same evidence at once, in whatever order; ids stay in order."""
    changes = [
        put(make_link(9, 2, "criterion", "A2")),
        remove(RECORDS.links["L0006"]),
        put(make_link(8, 2, "criterion", "A1")),
    ]
    later = INDEX.after(apply_changes(RECORDS, changes), changes)
    assert [one.id for one in later.links_of("E0002")] == ["L0002", "L0007", "L0008", "L0009"]
    assert [one.id for one in INDEX.links_of("E0002")] == ["L0002", "L0006", "L0007"]


def test_only_a_few_dates_are_remembered() -> None:
    """Looking at many dates gives right answers without keeping every one."""
    evidence = RECORDS.evidence["E0001"]
    answers = [INDEX.freshness(evidence, AS_AT + timedelta(days=100 * n)) for n in range(12)]
    assert answers == ["current"] * 3 + ["stale"] * 9


def answers(index: Index) -> list[object]:
    """Everything an index can be asked, asked of every id."""
    framework, records = index.framework, index.records
    criteria = [*framework.criteria, "Z9"]
    targets: list[tuple[TargetKind, str]] = [
        *(("criterion", one) for one in criteria),
        *(("prompt", one) for one in framework.prompts),
        *(("request", one) for one in [*framework.requests_by_id, "X1"]),
    ]
    for n in range(1, 7):
        targets += [
            ("statement", f"S{n:04d}"),
            ("recommendation", f"R{n:04d}"),
            ("action", f"P{n:04d}"),
            ("measure", f"M{n:04d}"),
        ]
    return [
        [
            (index.evidence_for(one), index.statements_of(one), index.recommendations_for(one))
            for one in criteria
        ],
        [(index.links_to(*one), index.evidence_to(*one), index.target_fingerprint(*one)) for one in targets],
        [(index.actions_for(*one), index.measures_for(*one), index.criterion_of(*one)) for one in targets],
        [(index.links_of(f"E{n:04d}"), index.criteria_of(f"E{n:04d}")) for n in range(1, 7)],
        [index.freshness(one, AS_AT) for _, one in sorted(records.evidence.items())],
        [index.same_content(digest * 64) for digest in "abc"],
    ]


@settings(max_examples=40, deadline=None)
@given(FRAMEWORKS, st.data())
def test_an_edited_index_answers_as_a_new_one(framework: Framework, data: st.DataObject) -> None:
    """After any edits, with answers remembered in between, every answer is that of an index from nothing."""
    records = data.draw(workspaces(framework, least=10))
    index = Index(framework, records)
    for _ in range(3):
        answers(index)
        changes = data.draw(edits(framework, records))
        records = apply_changes(records, changes)
        index = index.after(records, changes)
        assert answers(index) == answers(Index(framework, records))
