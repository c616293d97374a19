"""From one definition to another: what is proposed, and that no record is ever lost or re-meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.base.text import fold
from readiness.definitions.edition_account import MARK, Moved
from readiness.definitions.edition_details import details
from readiness.definitions.edition_records import move_records
from readiness.definitions.editions import KINDS, Step, likeness, newcomers, parts_of, propose
from readiness.model.definition.framework import Framework, Succession
from readiness.model.definition.parts import places
from readiness.model.records.changes import apply_changes
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.model.records.targets import target_fingerprint
from readiness.rules.index import Index
from readiness.rules.links import target_changed
from readiness.rules.orphans import displaced, orphans
from tests.definitions.edition_making import BEFORE, OLD, with_criteria
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_framework,
    make_full_framework,
    make_grade,
    make_link,
    make_other_framework,
    make_records,
    make_statement,
)
from tests.making.workspaces import FRAMEWORKS, workspaces


def step_of(old: Framework, new: Framework, kind: str, one: str) -> Step:
    """What becomes of one id."""
    return next(step for step in propose(old, new) if (step.kind, step.old) == (kind, one))


@pytest.mark.parametrize(
    ("criteria", "new", "how"),
    [
        ((("A1", "needs are identified early and well"),), ("A1",), "same"),
        ((("C7", "Needs are identified early, and well"),), ("C7",), "moved"),
        ((("A1", "needs are identified early and very well"),), ("A1",), "reworded"),
        ((("C7", "needs are identified early and accurately"),), ("C7",), "similar"),
        ((("A1", "buildings have ramps"),), (), "reused"),
        ((("C7", "buildings have ramps"),), (), "gone"),
        (
            (("A1", "leaders plan services together"), ("A2", "needs are identified early and well")),
            ("A2",),
            "moved",
        ),
    ],
)
def test_what_becomes_of_a_criterion(
    criteria: tuple[tuple[str, str], ...], new: tuple[str, ...], how: str
) -> None:
    """By its words first, its id second; an id used again for other words is never proposed."""
    found = step_of(BEFORE, with_criteria(*criteria), "criterion", "A1")
    assert (found.new, found.how) == (new, how)


def test_what_the_new_definition_says_wins() -> None:
    """A split that the definition itself names is proposed, whatever the words say."""
    said = (Succession(part="criterion", old="A1", new=("C1", "C2")),)
    new = with_criteria(("C1", "ramps"), ("C2", "rails"), ("A1", BEFORE.criteria["A1"].title), succeeds=said)
    found = step_of(BEFORE, new, "criterion", "A1")
    assert (found.new, found.how, found.is_unsure) == (("C1", "C2"), "succeeds", True)


def test_a_definition_beside_itself_is_the_same() -> None:
    """Every id stays, nothing is new, and no record changes."""
    steps = propose(OLD, OLD)
    assert {step.how for step in steps} == {"same"}
    assert newcomers(OLD, steps) == ()


def test_likeness_runs_from_none_to_the_same_words() -> None:
    """Whatever the order, 1 for the same words, 0 for none or nothing."""
    assert likeness("waits are falling", "Falling waits are") == 1
    assert likeness("ramps", "rails") == 0
    assert likeness("", "") == 0


def _moved(data: st.DataObject, old: Framework, new: Framework) -> tuple[Records, Records, Moved]:
    records: Records = data.draw(workspaces(old))
    steps = list(propose(old, new))
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(steps) - 1))
        ids = list(parts_of(new)[steps[place].kind])
        chosen = tuple(data.draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))) if ids else ()
        steps[place] = Step(steps[place].kind, steps[place].old, "", chosen, "chosen")
    moved = move_records(old, new, steps, records)
    return records, apply_changes(records, moved.changes), moved


TARGETS = st.sampled_from(
    [
        make_other_framework(version="9"),
        make_framework(version="2"),
        with_criteria(("A1", "quite other words"), ("A2", "title of A1"), ("A3", "title of A2")),
        with_criteria(("A2", "title of A1"), ("B1", "a new thing")),
    ]
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_kept_and_moved_and_archived_are_all_there_were(data: st.DataObject) -> None:
    """Whatever the definitions and the map: the account adds up, and each table holds as many as before."""
    old, new = data.draw(FRAMEWORKS), data.draw(TARGETS)
    records, after, moved = _moved(data, old, new)
    parts = [*moved.kept, *moved.moved, *moved.archived]
    assert sorted(parts) == sorted((one.table, one.id) for one in records)
    assert moved.total == len(set(parts))
    assert set(moved.joined) <= set(moved.moved)
    for one in records:
        joined = [key for key in moved.joined if key[0] == one.table]
        assert len(after.table(one.table)) == len(records.table(one.table)) - len(joined)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_listed_as_gone_afterwards_is_what_was_said(data: st.DataObject) -> None:
    """Archived, and those kept or moved that also name something gone: together exactly the list."""
    old, new = data.draw(FRAMEWORKS), data.draw(TARGETS)
    _, after, moved = _moved(data, old, new)
    named = orphans(new, after)
    listed = {(one.record.table, one.record.id) for one in named}
    assert len(listed) == moved.gone == len({*moved.archived, *moved.partly_gone})
    assert not set(moved.archived) & set(moved.partly_gone)
    assert (f"so {moved.gone} " in moved.account) == bool(moved.partly_gone)
    assert len(displaced(named)) == len(moved.archived)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nothing_comes_to_mean_something_else(data: st.DataObject) -> None:
    """A statement under a criterion after the move stood under the one the map says; others are archived."""
    old, new = data.draw(FRAMEWORKS), data.draw(TARGETS)
    records, after, moved = _moved(data, old, new)
    if any(step.how == "chosen" for step in propose(old, new)):
        return
    for one in records.statements.values():
        now = after.statements[one.id]
        assert (now.text, now.impact) == (one.text, one.impact)
        if now.criterion in new.criteria and one.criterion not in old.criteria:
            raise AssertionError("what was under no criterion is under one now")
    archived = {one for table, one in moved.archived if table == "statements"}
    named = {one.record.id for one in orphans(new, after) if one.is_displaced}
    assert archived <= named


def test_a_reused_id_is_never_kept_silently() -> None:
    """Statements, views, links and states of an id with other words leave it, and are named as archived."""
    new = with_criteria(("A1", "buildings have ramps"), ("A2", BEFORE.criteria["A2"].title))
    records = make_records(
        [
            make_statement(1, criterion="A1"),
            make_statement(2, criterion="A2"),
            make_grade("A1"),
            make_evidence(1),
            make_link(1, 1, "criterion", "A1"),
        ]
    )
    moved = move_records(BEFORE, new, propose(BEFORE, new), records)
    after = apply_changes(records, moved.changes)
    assert after.statements["S0001"].criterion == f"A1{MARK}1"
    assert after.statements["S0002"].criterion == "A2"
    assert list(after.grades) == [f"A1{MARK}1"]
    assert after.links["L0001"].target == f"A1{MARK}1"
    assert set(moved.archived) == {("statements", "S0001"), ("grades", "A1"), ("links", "L0001")}
    assert set(moved.kept) == {("statements", "S0002"), ("evidence", "E0001")}
    assert {one.gone for one in orphans(new, after)} == {f"A1{MARK}1"}


def test_a_link_whose_words_changed_is_to_be_reviewed() -> None:
    """Reworded: marked, also where it was never reviewed; only moved: not marked."""
    new = with_criteria(
        ("A1", "needs are identified early and very well"), ("C2", BEFORE.criteria["A2"].title)
    )
    seen = target_fingerprint(BEFORE, Records(), "criterion", "A2")
    records = make_records(
        [
            make_evidence(1),
            make_link(1, 1, "criterion", "A1"),
            make_link(2, 1, "criterion", "A2", target_seen=seen, reviewed=AS_AT),
        ]
    )
    moved = move_records(BEFORE, new, propose(BEFORE, new), records)
    after = apply_changes(records, moved.changes)
    assert moved.to_review == ("L0001",)
    assert after.links["L0001"].target_seen == target_fingerprint(BEFORE, Records(), "criterion", "A1")
    assert (after.links["L0002"].target, after.links["L0002"].target_seen) == ("C2", seen)


@pytest.mark.parametrize(
    ("title", "how", "is_unsure"),
    [
        ("Needs are identified early, and well", "same", False),
        ("needs are identified early and very well", "under", False),
        ("buildings have ramps", "under", True),
    ],
)
def test_a_prompt_is_the_same_only_under_the_same_words(title: str, how: str, is_unsure: bool) -> None:
    """What is asked of a criterion that says something else is told apart, and looked at where it is far."""
    found = step_of(BEFORE, with_criteria(("A1", title), ("A2", "leaders plan")), "prompt", "A1.1")
    assert (found.how, found.new, found.is_unsure) == (how, ("A1.1",), is_unsure)


def test_a_link_to_a_prompt_is_to_be_reviewed_where_its_criterion_says_something_else() -> None:
    """It shows the point, and counts for the criterion; one reviewed afterwards is no longer marked."""
    new = with_criteria(("A1", "buildings have ramps"), ("A2", BEFORE.criteria["A2"].title))
    seen = target_fingerprint(BEFORE, Records(), "prompt", "A1.1")
    records = make_records(
        [
            make_evidence(1),
            make_link(1, 1, "prompt", "A1.1", target_seen=seen, reviewed=AS_AT),
            make_link(2, 1, "prompt", "A1.2"),
            make_link(3, 1, "prompt", "A2.1", target_seen="0" * 16),
            make_link(4, 1, "prompt", "A2.2"),
        ]
    )
    moved = move_records(BEFORE, new, propose(BEFORE, new), records)
    after = apply_changes(records, moved.changes)
    assert moved.to_review == ("L0001", "L0002", "L0003")
    assert after.links["L0003"] == records.links["L0003"], "it was to be reviewed before"
    index = Index(new, after)
    assert [one.id for one in after.links.values() if target_changed(index, one)] == list(moved.to_review)
    again = move_records(new, new, propose(new, new), after)
    assert again.changes == ()


def test_two_that_become_one_keep_both_records() -> None:
    """Of two local views of criteria that were joined the second is archived, not overwritten."""
    said = (
        Succession(part="criterion", old="A1", new=("C1",)),
        Succession(part="criterion", old="A2", new=("C1",)),
    )
    new = with_criteria(("C1", "all of it"), succeeds=said)
    records = make_records([make_grade("A1"), make_grade("A2")])
    moved = move_records(BEFORE, new, propose(BEFORE, new), records)
    assert set(apply_changes(records, moved.changes).grades) == {"C1", f"A2{MARK}1"}
    assert (moved.moved, moved.archived) == ((("grades", "A1"),), (("grades", "A2"),))


TWICE = with_criteria(
    ("C1", "needs are identified early and services planned together"),
    succeeds=(
        Succession(part="criterion", old="A1", new=("C1",)),
        Succession(part="criterion", old="A2", new=("C1",)),
    ),
)
"""A1 and A2 joined."""


def _linked_twice(*changes: dict[str, Any]) -> Records:
    """One item of evidence linked to both criteria that are joined, and a second to one of them."""
    links = [
        make_link(number, 1, "criterion", f"A{number}", **change) for number, change in enumerate(changes, 1)
    ]
    return make_records([make_evidence(1), make_evidence(2), *links, make_link(3, 2, "criterion", "A2")])


def test_an_item_linked_to_both_criteria_of_a_join_is_linked_once() -> None:
    """Notes of both are kept, with where to look; the account counts each, and undo would bring both back."""
    records = _linked_twice(
        {"note": "Waits fell.", "pinpoint": {"page": "4"}},
        {"note": "Planned with health.", "pinpoint": {"page": "9"}, "reviewed": AS_AT},
    )
    moved = move_records(BEFORE, TWICE, propose(BEFORE, TWICE), records)
    after = apply_changes(records, moved.changes)
    assert set(after.links) == {"L0001", "L0003"}
    kept = after.links["L0001"]
    assert (kept.target, kept.pinpoint.page) == ("C1", "4")
    assert kept.note == "Waits fell. / p.9: Planned with health."
    assert kept.reviewed is None
    assert moved.joined == (("links", "L0002"),)
    assert ("links", "L0002") in moved.moved
    assert moved.account == (
        "5 records: 2 kept, 3 moved, 0 archived. 1 link of those moved joined with another of the same "
        "evidence, notes of both kept. 2 links to review: the words proved have changed."
    )


def test_a_joined_link_is_as_doubtful_as_the_most_doubtful() -> None:
    """Where the evidence changed since one of the two was checked, the one that stays says so."""
    now = make_evidence(1).fingerprint
    records = _linked_twice(
        {"evidence_seen": now, "reviewed": AS_AT}, {"evidence_seen": "other", "reviewed": AS_AT}
    )
    moved = move_records(BEFORE, TWICE, propose(BEFORE, TWICE), records)
    kept = apply_changes(records, moved.changes).links["L0001"]
    assert (kept.evidence_seen, kept.note, kept.reviewed) == ("other", "", AS_AT)


def test_two_links_that_were_alike_before_stay_two() -> None:
    """Only what the move itself brings together is joined."""
    records = make_records([make_evidence(1), *(make_link(one, 1, "criterion", "A1") for one in (1, 2))])
    moved = move_records(BEFORE, TWICE, propose(BEFORE, TWICE), records)
    assert (moved.joined, len(apply_changes(records, moved.changes).links)) == ((), 2)


def test_evidence_of_an_item_that_is_joined_goes_with_the_item() -> None:
    """Of two states one is archived; what is linked to its item is linked to the joined one."""
    old, new = make_framework(version="1"), make_framework(version="2")
    first, second = (one.id for one in old.requests[:2])
    steps = [*propose(old, new), Step("request", second, "", (first,), "chosen")]
    records = make_records(
        [
            RequestState(id=first), RequestState(id=second), make_evidence(1),
            make_link(1, 1, "request", second),
        ]
    )  # fmt: skip
    moved = move_records(old, new, steps, records)
    after = apply_changes(records, moved.changes)
    assert set(after.requests) == {first, f"{second}{MARK}1"}
    assert after.links["L0001"].target == first
    assert moved.archived == (("requests", second),)


def test_an_item_only_their_list_had_does_not_become_an_item_of_the_new_definition() -> None:
    """A local id that the new definition happens to use is archived, its links with it."""
    old = make_framework(version="1", requests=())
    records = make_records(
        [
            RequestState(id="PLN01", local_title="Their own thing"),
            make_evidence(1),
            make_link(1, 1, "request", "PLN01"),
        ]
    )
    moved = move_records(old, make_framework(version="2"), propose(old, make_framework()), records)
    after = apply_changes(records, moved.changes)
    assert list(after.requests) == [f"PLN01{MARK}1"]
    assert after.links["L0001"].target == f"PLN01{MARK}1"


def test_every_kind_that_records_name_is_compared() -> None:
    """The parts are those the steps know, and words are compared as people read them."""
    assert tuple(parts_of(OLD)) == KINDS
    assert fold("A, b") == fold("a b")


def test_what_was_confirmed_of_levels_and_of_what_follows_goes_with_them() -> None:
    """Under the ids they have now; what says something else has to be compared again. Each is told once."""
    old = make_full_framework(version="1")
    poor, scale = old.outcomes[1], old.scales[0]
    follows = tuple(
        one.model_copy(update={"text": "Published at once"}) if one.id == "plan-2" else one
        for one in poor.consequences
    )
    renamed = poor.model_copy(update={"id": "worst", "consequences": follows})
    levels = (scale.levels[0].model_copy(update={"id": "top"}), scale.levels[1])
    new = make_full_framework(
        version="2",
        outcomes=(old.outcomes[0], renamed),
        scales=(scale.model_copy(update={"levels": levels}),),
    )
    keys = ("consequence:2.plan", "consequence:2.plan-2", "level:high", "recurring:quarter")
    known = places(old)
    confirmed = [
        ConfirmedFact(id=key, source="Page 2", by="R. Shah", seen=known[key].fingerprint) for key in keys
    ]
    moved = move_records(old, new, propose(old, new), make_records(confirmed))
    after = apply_changes(make_records(confirmed), moved.changes).facts
    assert set(after) == {
        "consequence:worst.plan", f"consequence:2.plan-2{MARK}1", "level:top", "recurring:quarter",
    }  # fmt: skip
    told = [(one.how, one.kind, one.id) for one in details(old, new)]
    assert ("changed", "consequence", "worst.plan-2") not in told
    assert ("new", "consequence", "worst.plan-2") in told
    assert not [one for one in told if one[1] in {"level", "definition"} and one[2] != "version"]
