"""The inspectorate's list beside ours: the same, proposed, undecided; nothing new or left out in silence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.records.requests import AskedIn, RequestState
from readiness.requests.likeness import OurItem
from readiness.requests.matching import Matcher
from readiness.requests.their_list import ReconcilePlan, decided_before, reconcile, reconciled_states
from readiness.requests.their_list_file import RequestLine
from readiness.requests.vocabulary import Vocabulary

TITLES = {
    "STR01": "Self-evaluation (SEF), current and partnership-owned",
    "STR05": "Governance chart, board terms of reference, membership",
    "EHC03": "Plans issued; % within 20 weeks excl./incl. exceptions; average weeks; over 1 year",
    "EHC07": "Annual reviews due, held, decision within 4 weeks, amended plans within 12 weeks, overdue",
    "HLT02": "Waits by service (numbers, median, longest, >18, >52 weeks): SLT",
    "VOI02": "SENDIASS: contract, minimum standards, caseload, satisfaction",
}
DUE = datetime(2025, 3, 4, 9, tzinfo=UTC)
FIRST = "first.xlsx"


def line(
    title: str, reference: str = "", *, due: datetime | None = None, due_text: str = "", row: int = 1
) -> RequestLine:
    """A line of the list."""
    return RequestLine(f"row {row}", title, reference, due=due, due_text=due_text)


def plan_of(
    *lines: RequestLine, file: str = FIRST, states: dict[str, RequestState] | None = None
) -> ReconcilePlan:
    """The plan for a list, with what was stored before."""
    known = dict(states or {})
    titles = {**TITLES, **{one.id: one.local_title for one in known.values() if one.local_title}}
    matcher = Matcher((OurItem(*one) for one in titles.items()), Vocabulary(()))
    return reconcile(lines, matcher, titles, file=file, decided=decided_before(known.values()))


def stored(plan: ReconcilePlan, states: dict[str, RequestState] | None = None) -> dict[str, RequestState]:
    """All states after a plan was applied."""
    known = dict(states or {})
    return {**known, **{after.id: after for _before, after in reconciled_states(plan, known)}}


def asked(states: dict[str, RequestState]) -> set[str]:
    """The ids of what is asked for."""
    return {one.id for one in states.values() if one.is_asked}


def outcome(plan: ReconcilePlan) -> list[tuple[str, tuple[str, ...]]]:
    """How each line came out."""
    return [(match.how, match.item_ids) for match in plan.matches]


def test_same_id_and_same_title_are_decided_by_themselves() -> None:
    """An id in any writing, or a title in any case and punctuation; nothing else."""
    plan = plan_of(
        line("Annual reviews: due, held and overdue", "ehc-07"),
        line("SENDIASS contract; minimum standards, caseload -- satisfaction"),
        line("The area's current self-evaluation"),
        line("Horse riding"),
    )
    assert outcome(plan) == [
        ("same id", ("EHC07",)), ("same title", ("VOI02",)), ("proposed", ("STR01",)), ("undecided", ()),
    ]  # fmt: skip
    assert [match.line.title for match in plan.waiting] == [
        "The area's current self-evaluation",
        "Horse riding",
    ]
    assert [match.line.title for match in plan.undecided] == ["Horse riding"]
    assert plan.not_in_list == ("STR05", "EHC03", "HLT02")
    assert asked(stored(plan)) == {"EHC07", "VOI02"}


def test_accepting_every_proposal_leaves_the_undecided_undecided() -> None:
    """No line becomes new, and none of ours not asked, by accepting all."""
    plan = plan_of(line("The area's current self-evaluation"), line("Horse riding")).accept_proposed()
    assert outcome(plan) == [("chosen", ("STR01",)), ("undecided", ())]
    states = stored(plan)
    assert asked(states) == {"STR01"}
    assert all(one.is_asked is not False for one in states.values())


def test_the_rest_becomes_new_only_when_a_person_says_so() -> None:
    """New items are numbered after what is taken; proposals still wait."""
    before = {"ASK001": RequestState(id="ASK001", local_title="Earlier one")}
    plan = plan_of(
        line("Swimming pools"),
        line("Horse riding"),
        line("The area's current self-evaluation"),
        states=before,
    ).rest_new()
    assert outcome(plan) == [("new", ("ASK002",)), ("new", ("ASK003",)), ("proposed", ("STR01",))]
    states = stored(plan, before)
    assert {one.id: one.local_title for one in states.values() if one.is_asked} == {
        "ASK002": "Swimming pools",
        "ASK003": "Horse riding",
    }


def test_a_line_may_ask_for_several_items_and_several_lines_for_one() -> None:
    """Both are stored with each line's own words; the earlier deadline counts."""
    later = DUE.replace(day=9)
    plan = (
        plan_of(line("EHC figures", due=later), line("Plans in twenty weeks", due=DUE, row=2))
        .choose(0, ["EHC03", "EHC07", "EHC03"])
        .choose(1, ["EHC03"])
    )
    assert outcome(plan)[0] == ("chosen", ("EHC03", "EHC07"))
    states = stored(plan)
    assert [one.title for one in states["EHC03"].asked_in] == ["EHC figures", "Plans in twenty weeks"]
    assert (states["EHC03"].due_override, states["EHC07"].due_override) == (DUE, later)
    assert [one.what for one in plan.problems] == ["EHC03 is asked for twice: at row 1 and at row 2."]


def test_a_line_that_asks_for_nothing_changes_nothing() -> None:
    """A note read as a line can be left out, and then no longer waits."""
    plan = plan_of(line("If any item is not held, please say so.")).leave_out(0)
    assert outcome(plan) == [("not a request", ())]
    assert plan.waiting == ()
    assert reconciled_states(plan, {}) == ()


def test_an_item_left_out_says_which_lines_came_near_it() -> None:
    """So that nobody calls a list complete while a line may mean it."""
    plan = plan_of(line("Waits by service"), line("Horse riding")).choose(0, ["STR05"])
    assert "HLT02" in plan.not_in_list
    assert (plan.lines_near("HLT02"), plan.lines_near("STR05"), plan.lines_near("VOI02")) == ((1,), (), ())


def test_lists_add_up() -> None:
    """A second list never wipes the first, and what it does not name stays as it was."""
    first = stored(plan_of(line(TITLES["STR01"], due=DUE)))
    both = stored(plan_of(line(TITLES["VOI02"]), file="second.xlsx", states=first), first)
    assert asked(both) == {"STR01", "VOI02"}
    assert both["STR01"] == first["STR01"]
    assert not any(one.is_asked is False for one in both.values())


def test_not_asked_follows_only_from_a_list_declared_complete() -> None:
    """Then what no list asks for is not asked; what an earlier list asks for stays asked."""
    first = stored(plan_of(line(TITLES["STR01"])))
    plan = plan_of(line(TITLES["VOI02"]), file="second.xlsx", states=first).complete()
    states = stored(plan, first)
    assert asked(states) == {"STR01", "VOI02"}
    assert {one.id for one in states.values() if one.is_asked is False} == set(TITLES) - {"STR01", "VOI02"}
    again = stored(plan_of(line(TITLES["HLT02"]), file="third.xlsx", states=states), states)
    assert again["HLT02"].is_asked is True


def test_nothing_is_left_out_while_a_line_waits() -> None:
    """A list is not complete before each of its lines is decided."""
    states = stored(plan_of(line(TITLES["STR01"]), line("Horse riding")).complete())
    assert {one.id: one.is_asked for one in states.values()} == {"STR01": True}


def test_states_take_the_deadline_and_keep_everything_else() -> None:
    """The official deadline and the line are stored; owner and notes stay."""
    known = {"EHC03": RequestState(id="EHC03", owner="Data team", notes="ask early", revision=4)}
    plan = plan_of(line("x plans issued", "EHC03", due=DUE, due_text="4 March"), states=known)
    entry = AskedIn(
        list=FIRST, title="x plans issued", place="row 1", reference="EHC03", due=DUE, due_text="4 March"
    )
    update = {"is_asked": True, "due_override": DUE, "asked_in": (entry,)}
    assert reconciled_states(plan, known) == ((known["EHC03"], known["EHC03"].model_copy(update=update)),)


def test_the_same_list_twice_changes_nothing_more() -> None:
    """What was decided is known again by its words; a deadline set by hand stays."""
    first = plan_of(line("Horse riding", due=DUE), line("Ponies"), line("Saddles")).choose(
        0, ["STR05", "VOI02"]
    )
    states = stored(first.make_new(1).leave_out(2))
    by_hand = {**states, "STR05": states["STR05"].model_copy(update={"due_override": DUE.replace(day=1)})}
    again = plan_of(line("HORSE riding!", due=DUE), line("Ponies"), states=by_hand)
    assert outcome(again) == [("decided before", ("STR05", "VOI02")), ("same title", ("ASK001",))]
    same = plan_of(line("Horse riding", due=DUE), line("Ponies"), states=by_hand)
    assert reconciled_states(same, by_hand) == ()


@pytest.mark.parametrize("due", [None, DUE])
def test_a_line_decided_otherwise_takes_its_first_decision_back(due: datetime | None) -> None:
    """Of the same list and words, the later decision stands; what only it asked for is as before."""
    states = stored(plan_of(line("Horse riding", due=due)).choose(0, ["STR05"]))
    after = stored(plan_of(line("Horse riding", due=due), states=states).choose(0, ["VOI02"]), states)
    assert asked(after) == {"VOI02"}
    assert after["STR05"] == RequestState(id="STR05")
    assert after["VOI02"].due_override == due


def test_a_new_item_taken_back_is_no_longer_asked() -> None:
    """An item that only a list had, and no line asks for any more, leaves the board."""
    states = stored(plan_of(line("Horse riding")).make_new(0))
    after = stored(plan_of(line("Horse riding"), states=states).choose(0, ["VOI02"]), states)
    assert (after["ASK001"].is_asked, after["VOI02"].is_asked) == (False, True)


def test_a_deadline_set_by_hand_outlives_a_line_without_one() -> None:
    """Only a deadline that lines change is theirs."""
    known = {"STR01": RequestState(id="STR01", due_override=DUE)}
    assert stored(plan_of(line(TITLES["STR01"]), states=known), known)["STR01"].due_override == DUE
    wrong = stored(plan_of(line("Riding", due=DUE)).choose(0, ["STR05"]))
    wrong["STR05"] = wrong["STR05"].model_copy(update={"due_override": DUE.replace(day=8)})
    after = stored(plan_of(line("Riding", due=DUE), states=wrong).choose(0, ["VOI02"]), wrong)
    assert after["STR05"].due_override == DUE.replace(day=8)


def test_an_unread_deadline_and_an_empty_list_are_problems() -> None:
    """Neither is passed over."""
    assert [one.what for one in plan_of(line("plans issued", "EHC03", due_text="soon")).problems] == [
        "The deadline at row 1 could not be read."
    ]
    assert [one.what for one in plan_of(line("riding", due_text="soon")).problems] == [
        "The deadline at row 1 could not be read."
    ]
    assert [one.severity for one in plan_of().problems] == ["error"]


def test_a_list_far_too_long_is_questioned_not_refused() -> None:
    """A thousand lines are read as they are; one more is read too, and said to be unlikely."""
    lines = [line(f"Annual review number {number}") for number in range(1_001)]
    plan = plan_of(*lines)
    assert len(plan.matches) == 1_001
    assert any("1001 lines" in one.what for one in plan.problems)
    assert not any("lines" in one.what for one in plan_of(*lines[1:]).problems)


@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["", *TITLES, "A1"])), max_size=8),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_every_line_comes_out_once_and_every_item_is_somewhere(
    lines: list[tuple[str, str]], is_complete: bool
) -> None:
    """One match for each line; each item is asked for or not in the list; complete leaves none unsaid."""
    plan = (
        plan_of(*(line(*one) for one in lines)).accept_proposed().rest_new().complete(is_complete=is_complete)
    )
    assert len(plan.matches) == len(lines)
    assert plan.waiting == ()
    named = {item_id for match in plan.matches for item_id in match.item_ids}
    assert set(TITLES) == (named | set(plan.not_in_list)) & set(TITLES)
    new = [match.item_ids[0] for match in plan.matches if match.how == "new"]
    assert len(set(new)) == len(new)
    assert not set(new) & set(TITLES)
    states = stored(plan)
    assert asked(states) == named
    assert {one.id for one in states.values() if one.is_asked is False} == (
        set(plan.not_in_list) if is_complete else set()
    )
