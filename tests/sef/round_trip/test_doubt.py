"""Half of a split or a join is never accepted together with what is safe."""

from __future__ import annotations

from readiness.sef.round_trip.changes import PlanItem
from readiness.sef.round_trip.planning import with_split_words_unsafe

FIRST = "Waits fell from 31 to 22 weeks."
SECOND = "Every school now has a named therapist on site."


def edited(base: str, theirs: str) -> PlanItem:
    """A safe edit of one statement."""
    return PlanItem(
        "S1.text", "edited", "S1", base=base, ours=base, theirs=theirs, merged=theirs, is_safe=True
    )


def test_words_that_moved_to_a_new_paragraph_are_not_cut_alone() -> None:
    """A sentence cut from a statement and found in a new paragraph: the cut asks to be looked at."""
    cut = edited(f"{FIRST} {SECOND}", FIRST)
    new = PlanItem("new-1", "added", theirs=SECOND)

    found = list(with_split_words_unsafe([cut, new]))
    assert not found[0].is_safe
    assert "new paragraph" in found[0].reason
    assert found[1] == new


def test_words_taken_from_a_deleted_statement_are_not_stored_twice() -> None:
    """A statement pasted into another one and deleted: the other one asks to be looked at."""
    joined = edited(FIRST, f"{FIRST} {SECOND}")
    gone = PlanItem("S2.text", "deleted", "S2", base=SECOND, ours=SECOND)

    found = list(with_split_words_unsafe([joined, gone]))
    assert not found[0].is_safe
    assert "deleted statement" in found[0].reason


def test_other_edits_stay_safe() -> None:
    """An edit that shares no run of words with what is new or gone is as safe as before."""
    plain = edited(FIRST, FIRST.replace("22", "20"))
    new = PlanItem("new-1", "added", theirs="Waits fell. Nurses visit at weekends in every part of the area.")
    gone = PlanItem("S2.text", "deleted", "S2", base=SECOND, ours=SECOND)

    assert list(with_split_words_unsafe([plain, new, gone])) == [plain, new, gone]
