"""Differences marked word by word lose nothing, and choices about changes mean what they say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.sef.round_trip.changes import Choice, PlanItem, SefPlan
from readiness.sef.taking_back import Choices, hindrance
from readiness.tui.widgets.word_diff import marked, marked_briefly, stretches

PIECES = ("waits", "fell", "31", "weeks", " ", "  ", "\n", ".", "[-", "+}", "ä")
WORDS = st.lists(st.sampled_from(PIECES)).map("".join)
PLAN_WORDS = "Short breaks reach 240 families."


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_back(before: str, after: str) -> None:
    """What was kept and taken out gives the old words; what was kept and put in the new ones."""
    found = stretches(before, after)

    assert "".join(one.words for one in found if one.kind != "in") == before
    assert "".join(one.words for one in found if one.kind != "out") == after


@given(st.text())
def test_the_same_words_have_no_marks(words: str) -> None:
    """Nothing is marked where nothing changed."""
    assert all(one.kind == "kept" for one in stretches(words, words))


def test_marks_need_no_colour() -> None:
    """Brackets with signs say what went and what came; the colour only repeats it."""
    shown = marked("Waits fell to 22 weeks.", "Waits fell to 24 weeks now.")

    assert shown.plain == "Waits fell to [-22-]{+24+} weeks{+ now+}."
    assert len(shown.spans) == 3


def test_changed_words_beside_each_other_are_one_change() -> None:
    """Words parted by a space alone are marked together, so that the eye reads whole phrases."""
    assert marked("on two days", "in three days").plain == "[-on two-]{+in three+} days"


def test_a_line_of_the_list_begins_near_the_first_change() -> None:
    """A change late in a long statement can be seen in its line."""
    shown = marked_briefly(f"{'Many words come first. ' * 9}Waits fell to 22 weeks.", "")
    late = marked_briefly(f"{'Many words ' * 9}22 weeks.", f"{'Many words ' * 9}24 weeks.")

    assert shown.startswith("[-Many words")
    assert late.startswith("…")
    assert late.index("[-22-]{+24+}") < 40


def test_very_long_wordings_are_compared_in_bounded_time() -> None:
    """Thousands of words are shown as replaced whole."""
    found = stretches("a " * 5000, "b " * 5000)

    assert [one.kind for one in found] == ["out", "in", "kept"]


def plan_of(*items: PlanItem) -> SefPlan:
    """A plan of these changes."""
    return SefPlan("x", "1", None, "draft", statements=9, unchanged=9 - len(items), items=items)


def edited(key: str, *, is_safe: bool = True, merged: str | None = "New words.") -> PlanItem:
    """One edited statement."""
    kind = "edited" if merged is not None else "conflict"
    return PlanItem(
        key,
        "edited" if kind == "edited" else "conflict",
        statement=key,
        base=PLAN_WORDS,
        ours=PLAN_WORDS,
        theirs="New words.",
        merged=merged,
        is_safe=is_safe,
    )


def test_accepting_twice_leaves_a_change_undecided() -> None:
    """The same key takes a decision back, and refusing replaces accepting."""
    choices = Choices(plan_of(edited("S0001")))

    choices.accept("S0001")
    assert choices.accepted == {"S0001": Choice(is_accepted=True)}
    choices.refuse("S0001")
    assert (choices.accepted, choices.refused) == ({}, 1)
    choices.refuse("S0001")
    assert choices.of("S0001") is None


def test_accepting_all_that_is_safe_leaves_refusals_and_doubt_alone() -> None:
    """Only safe changes nobody decided about are taken."""
    choices = Choices(plan_of(edited("S0001"), edited("S0002"), edited("S0003", is_safe=False)))
    choices.refuse("S0002")

    assert choices.accept_safe() == 1
    assert list(choices.accepted) == ["S0001"]


def test_a_conflict_needs_words() -> None:
    """Without a proposal somebody has to write; what is written is what is stored, also after a refusal."""
    item = edited("S0001", merged=None)
    choices = Choices(plan_of(item))

    assert choices.needs_words(item)
    choices.accept_in_words("S0001", "Ours and theirs.")
    choices.refuse("S0001")
    choices.accept("S0001")
    assert choices.accepted["S0001"].text == "Ours and theirs."


def test_a_newer_plan_keeps_only_what_still_means_the_same() -> None:
    """A choice about a change that looks different now is dropped; words typed for it are not."""
    first, second = edited("S0001"), edited("S0002")
    choices = Choices(plan_of(first, second))
    choices.accept("S0001")
    choices.accept_in_words("S0002", "My words.")
    newer = plan_of(first, replace(second, ours="Changed by somebody else."))

    assert choices.changed_in(newer) == ["S0002"]
    fresh = choices.renewed(newer)
    assert list(fresh.accepted) == ["S0001"]
    assert fresh.words_for(newer.items[1]) == "My words."


@pytest.mark.parametrize(("stored", "is_hindered"), [({"S0001"}, False), (set(), True)])
def test_a_statement_that_is_gone_cannot_be_changed(stored: set[str], *, is_hindered: bool) -> None:
    """Accepting what could not be stored is refused in words instead of silently doing nothing."""
    assert bool(hindrance(edited("S0001"), stored)) is is_hindered
