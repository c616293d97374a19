"""The inspectorate's list beside ours: matched, suggested, new, not asked; nothing in silence."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.records.requests import RequestState
from readiness.requests.their_list import ReconcilePlan, reconcile, reconciled_states
from readiness.requests.their_list_file import RequestLine

TITLES = {
    "STR01": "Self-evaluation (SEF), current and partnership-owned",
    "STR05": "Governance chart, board terms of reference, membership",
    "EHC03": "Plans issued; % within 20 weeks excl./incl. exceptions; average weeks; over 1 year",
    "EHC07": "Annual reviews due, held, decision within 4 weeks, amended plans within 12 weeks, overdue",
    "HLT02": "Waits by service (numbers, median, longest, >18, >52 weeks): SLT",
    "VOI02": "SENDIASS: contract, minimum standards, caseload, satisfaction",
}
DUE = datetime(2025, 3, 4, 9, tzinfo=UTC)


def line(title: str, reference: str = "", *, due: datetime | None = None, due_text: str = "") -> RequestLine:
    """A line of the list."""
    return RequestLine("row 1", title, reference, due=due, due_text=due_text)


def outcome(plan: ReconcilePlan) -> list[tuple[str, str]]:
    """How each line came out."""
    return [(match.how, match.item_id) for match in plan.matches]


def test_same_id_and_same_title_match_by_themselves() -> None:
    """An id in any writing, or a title in any case and punctuation."""
    plan = reconcile(
        [
            line("Annual reviews: due, held and overdue", "ehc-07"),
            line("SENDIASS contract; minimum standards, caseload -- satisfaction"),
        ],
        TITLES,
    )  # fmt: skip
    assert outcome(plan) == [("same id", "EHC07"), ("same title", "VOI02")]
    assert plan.undecided == ()
    assert plan.not_asked == ("STR01", "STR05", "EHC03", "HLT02")


def test_likeness_is_a_suggestion_with_a_score() -> None:
    """Other words for an item suggest it, with a score, and change nothing until chosen."""
    plan = reconcile([line("The area's current self-evaluation", due=DUE)], TITLES)
    (match,) = plan.matches
    assert (match.how, match.item_id) == ("suggested", "STR01")
    assert 0.35 <= match.score < 1
    changed = {after.id for _before, after in reconciled_states(plan, {})}
    assert changed == set(TITLES) - {"STR01"}


def test_the_same_id_with_another_title_is_only_suggested() -> None:
    """Their numbering may be another one."""
    plan = reconcile([line("Menus of the canteen", "EHC03")], TITLES)
    assert outcome(plan) == [("suggested", "EHC03")]


def test_id_and_title_that_disagree_are_only_suggested() -> None:
    """The title wins the suggestion, the id is the other candidate."""
    plan = reconcile([line(TITLES["VOI02"], "STR01")], TITLES)
    assert outcome(plan) == [("suggested", "VOI02")]
    assert [item_id for item_id, _score in plan.matches[0].others] == ["STR01"]


def test_what_is_new_gets_an_id_of_its_own() -> None:
    """A line like nothing of ours is new and numbered after what is taken."""
    plan = reconcile([line("Swimming pools"), line("Horse riding")], {**TITLES, "ASK001": "Earlier one"})
    assert outcome(plan) == [("new", "ASK002"), ("new", "ASK003")]
    added = [after for _before, after in reconciled_states(plan, {}) if after.is_asked]
    assert {one.id: one.local_title for one in added} == {
        "ASK002": "Swimming pools",
        "ASK003": "Horse riding",
    }


def test_choosing_gives_a_line_to_an_item_or_makes_it_new() -> None:
    """A chosen item is asked; the one suggested before is no longer, unless another line asks for it."""
    plan = reconcile([line("The area's current self-evaluation", due=DUE)], TITLES)
    chosen = plan.choose(0, "STR05")
    assert outcome(chosen) == [("chosen", "STR05")]
    assert "STR05" not in chosen.not_asked
    assert "STR01" in chosen.not_asked
    fresh = plan.choose(0, "")
    assert outcome(fresh) == [("new", "ASK001")]
    assert set(fresh.not_asked) == set(TITLES)


def test_states_take_the_deadline_and_keep_everything_else() -> None:
    """The official deadline is set, the earlier of two counts, owners and notes stay."""
    known = RequestState(id="EHC03", owner="Data team", notes="ask early", revision=4)
    later = DUE.replace(day=9)
    lines = [line("x plans issued", "EHC03", due=later), line("plans issued again", "EHC03", due=DUE)]
    plan = reconcile(lines, TITLES)
    states = {after.id: (before, after) for before, after in reconciled_states(plan, {"EHC03": known})}
    assert states["EHC03"] == (known, known.model_copy(update={"is_asked": True, "due_override": DUE}))
    assert states["STR01"] == (None, RequestState(id="STR01", is_asked=False))
    assert [one.severity for one in plan.problems] == ["info"]


def test_applying_twice_changes_nothing_more() -> None:
    """States that already say so are left out."""
    plan = reconcile([line("x", "EHC03", due=DUE)], TITLES).choose(0, "EHC03")
    once = {after.id: after for _before, after in reconciled_states(plan, {})}
    assert reconciled_states(plan, once) == ()


def test_an_unread_deadline_and_an_empty_list_are_problems() -> None:
    """Neither is passed over."""
    assert [one.what for one in reconcile([line("x", "EHC03", due_text="soon")], TITLES).problems] == [
        "The deadline at row 1 could not be read."
    ]
    assert [one.severity for one in reconcile([], TITLES).problems] == ["error"]


def test_a_list_far_too_long_is_questioned_not_refused() -> None:
    """A thousand lines are read as they are; one more is read too, and said to be unlikely."""
    lines = [line(f"Annual review number {number}") for number in range(1_001)]
    plan = reconcile(lines, TITLES)
    assert len(plan.matches) == 1_001
    assert any("1001 lines" in one.what for one in plan.problems)
    assert not any("lines" in one.what for one in reconcile(lines[1:], TITLES).problems)


def test_abbreviations_are_read_as_what_they_stand_for() -> None:
    """A short form in their list meets the words written out in ours, whole words only."""
    titles = {"STR02": "Local area nominated officer, name and contact"}
    asked = [line("LANO"), line("Lanolin")]
    assert outcome(reconcile(asked, titles)) == [("new", "ASK001"), ("new", "ASK002")]
    plan = reconcile(asked, titles, short_forms={"LANO": "local area nominated officer"})
    assert outcome(plan) == [("suggested", "STR02"), ("new", "ASK001")]


def test_a_hint_helps_to_suggest_and_never_decides() -> None:
    """The section an item stands in counts for likeness, not as its title."""
    titles = {"HLT02": "Waits by service", "VOI02": "Caseload"}
    (match,) = reconcile([line("Therapy waits")], titles, hints={"HLT02": "Therapy"}).matches
    plain = reconcile([line("Therapy waits")], titles).matches[0]
    assert (match.how, match.item_id) == ("suggested", "HLT02")
    assert match.score > plain.score
    assert not match.is_decided


@given(st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["", *TITLES, "A1"])), max_size=8))
@settings(max_examples=150, deadline=None)
def test_every_line_comes_out_once_and_every_item_is_somewhere(lines: list[tuple[str, str]]) -> None:
    """One match for each line; each item is asked for, suggested or not asked."""
    plan = reconcile([line(title, reference) for title, reference in lines], TITLES)
    assert len(plan.matches) == len(lines)
    touched = {match.item_id for match in plan.matches} | {
        item_id for match in plan.matches for item_id, _score in match.others
    }
    assert set(TITLES) <= touched | set(plan.not_asked)
    new = [match.item_id for match in plan.matches if match.how == "new"]
    assert len(set(new)) == len(new)
    assert not set(new) & set(TITLES)
