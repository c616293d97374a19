"""A plan of changes, and the steps that follow from what a person chose."""

from __future__ import annotations

import pytest

from readiness.model.records.evaluation import Note
from readiness.model.records.written import TrackedEdit
from readiness.sef.round_trip.changes import Choice, PlanItem, SefPlan, Step, decide, safe_choices
from readiness.sef.round_trip.merge import Overlap
from tests.making.building import AS_AT

NOTE = Note(by="A. Nurse", on=AS_AT, text="Is this still true?")
YES = Choice(is_accepted=True)
EDITED = PlanItem("S0001.text", "edited", "S0001", merged="New words.", is_safe=True)
CONFLICT = PlanItem("S0002.text", "conflict", "S0002", overlaps=(Overlap("31", "22", "20"),))
COMMENT = PlanItem("S0002.text.comment-1", "comment", "S0002", note=NOTE, is_safe=True)
GONE = PlanItem("S0003.text", "deleted", "S0003")


def plan_of(*items: PlanItem) -> SefPlan:
    """A plan with these items."""
    return SefPlan("", "", None, None, 9, 0, items)


def steps(one: PlanItem, text: str | None = None) -> tuple[Step, ...]:
    """What accepting one item does, with words of one's own or as proposed."""
    return decide(plan_of(one), {one.key: Choice(is_accepted=True, text=text)})


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(EDITED, (Step("set", "S0001", "text", "New words."),), id="edited"),
        pytest.param(COMMENT, (Step("note", "S0002", note=NOTE),), id="comment"),
        pytest.param(GONE, (Step("delete", "S0003"),), id="deleted"),
        pytest.param(
            PlanItem("S0003.impact", "deleted", "S0003", "impact"),
            (Step("set", "S0003", "impact", ""),),
            id="an impact deleted: emptied, the statement stays",
        ),
        pytest.param(
            PlanItem(
                "S0003.place", "moved", "S0003", criterion="A2", statement_kind="strength", after="S0001"
            ),
            (Step("move", "S0003", criterion="A2", statement_kind="strength", after="S0001"),),
            id="moved",
        ),
        pytest.param(
            PlanItem("new-1", "added", criterion="A1", statement_kind="next_step", merged="We will."),
            (Step("add", text="We will.", criterion="A1", statement_kind="next_step", key="new-1"),),
            id="added",
        ),
        pytest.param(
            PlanItem("S0001.text", "split", "S0001", criterion="A1", parts=("One.", "Two.")),
            (
                Step("set", "S0001", "text", "One."),
                Step("add", text="Two.", criterion="A1", after="S0001", words_from=("S0001",)),
            ),
            id="split: the first part stays, the others stand behind it",
        ),
        pytest.param(
            PlanItem("S0001.text", "merged", "S0001", merged="Both.", others=("S0002.text",)),
            (
                Step("set", "S0001", "text", "Both.", words_from=("S0002",)),
                Step("set", "S0002", "text", ""),
            ),
            id="merged: an impact that stays keeps its statement",
        ),
        pytest.param(
            PlanItem("S0001.text", "merged", "S0001", merged="Both.", others=("S0002", "S0003.impact")),
            (
                Step("set", "S0001", "text", "Both.", words_from=("S0002", "S0003")),
                Step("set", "S0003", "impact", ""),
                Step("delete", "S0002"),
            ),
            id="merged: what was joined in is taken out",
        ),
    ],
)
def test_accepting_an_item_does_what_it_says(item: PlanItem, expected: tuple[Step, ...]) -> None:
    """Each kind of change becomes its own steps; left alone or refused it becomes none."""
    assert steps(item) == expected
    assert decide(plan_of(item), {}) == ()
    assert decide(plan_of(item), {item.key: Choice(is_accepted=False)}) == ()


def test_a_conflict_is_only_settled_with_a_text() -> None:
    """Accepting it without words changes nothing; with words, or with a merge proposed, those are stored."""
    assert steps(CONFLICT) == ()
    assert steps(CONFLICT, "Ours and theirs.") == (Step("set", "S0002", "text", "Ours and theirs."),)
    proposed = PlanItem("S0002.text", "conflict", "S0002", merged="Both.")
    assert steps(proposed) == (Step("set", "S0002", "text", "Both."),)


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (EDITED, "text"),
        (PlanItem("new-1", "added", criterion="A1", merged="Proposed."), "text"),
        (PlanItem("S0001.impact", "split", "S0001", "impact", parts=("One.", "Two.")), "impact"),
    ],
)
def test_words_of_ones_own_win_over_the_proposed(item: PlanItem, field: str) -> None:
    """What a person wrote is stored, an empty text included."""
    for words in ("My words.", ""):
        first = steps(item, words)[0]
        assert (first.text, first.field) == (words, field)


def test_steps_come_in_an_order_that_loses_no_place() -> None:
    """Texts first, then moves, then new ones from the last to the first, deletions at the very end."""
    moved = PlanItem("S0004.place", "moved", "S0004", after="S0003")
    new = [PlanItem(f"new-{n}", "added", merged=f"New {n}.", after="S0003") for n in (1, 2)]
    plan = plan_of(GONE, *new, moved, COMMENT, EDITED)
    found = decide(plan, dict.fromkeys((one.key for one in plan.items), YES))
    assert [(step.kind, step.text) for step in found] == [
        ("note", ""),
        ("set", "New words."),
        ("move", ""),
        ("add", "New 2."),
        ("add", "New 1."),
        ("delete", ""),
    ]


def test_all_that_is_safe_is_nothing_else() -> None:
    """A deletion and a conflict are never taken along."""
    plan = plan_of(EDITED, CONFLICT, COMMENT, GONE)
    assert safe_choices(plan) == {EDITED.key: YES, COMMENT.key: YES}
    assert {step.statement for step in decide(plan, safe_choices(plan))} == {"S0001", "S0002"}


def test_a_plan_counts_its_items_by_kind() -> None:
    """Only kinds that occur, in the order they are always shown; an empty plan says so."""
    plan = plan_of(COMMENT, GONE, EDITED, CONFLICT, COMMENT)
    assert list(plan.counts.items()) == [("edited", 1), ("deleted", 1), ("conflict", 1), ("comment", 2)]
    assert not plan.is_empty
    assert plan_of().is_empty


def test_who_changed_it_is_named_once() -> None:
    """Each author of tracked changes once, in order; changes without a name name nobody."""
    edits = [TrackedEdit("inserted", by, None, "x") for by in ("B. Lead", "", "A. Nurse", "B. Lead")]
    assert PlanItem("S0001.text", "edited", edits=tuple(edits)).authors == ("B. Lead", "A. Nurse")
