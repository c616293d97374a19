"""Statements that stand elsewhere in a returned document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readiness.sef.round_trip.edited import EditedParagraph
from readiness.sef.round_trip.moves import _longest_rising
from tests.making.building import make_statement
from tests.making.sef_making import Paragraphs, place_of, planned, printed, stamped, unnamed, without

FIRST, SECOND, THIRD = (
    make_statement(n, text=f"{words} is a strength.", position=n)
    for n, words in ((1, "Early help"), (2, "Joint commissioning"), (3, "Our nursery offer"))
)
OTHER = make_statement(4, text="Annual reviews are late.", criterion="A2", kind="area_to_develop")
NOW = (FIRST, SECOND, THIRD, OTHER)
STAMP = stamped(*NOW)
PAPER = printed(STAMP)


def moved(paper: Paragraphs, name: str, below: str) -> Paragraphs:
    """The document with one paragraph put below another."""
    one = paper[place_of(paper, name)]
    rest = without(paper, name)
    at = place_of(rest, below) + 1
    return [*rest[:at], one, *rest[at:]]


def test_one_statement_moved_is_one_item() -> None:
    """The last of three put first: it alone moved, the others kept their order, and it is safe to take."""
    (item,) = planned(STAMP, moved(PAPER, "sef_S0003", "sec_A1_strength"), *NOW).items
    assert (item.kind, item.key, item.after, item.is_safe) == ("moved", "S0003.place", "", True)
    assert (item.criterion, item.statement_kind) == ("A1", "strength")


def test_a_statement_under_another_criterion_waits_for_a_person() -> None:
    """It is proposed where it stands now, kind of the new section included, and is not safe."""
    (item,) = planned(STAMP, moved(PAPER, "sef_S0002", "sef_S0004"), *NOW).items
    assert (item.criterion, item.statement_kind, item.after) == ("A2", "area_to_develop", "S0004")
    assert not item.is_safe
    assert "under A2" in item.reason


def test_a_move_made_here_already_is_not_proposed() -> None:
    """Once the workspace has the statement where the document has it, nothing is left to do."""
    paper = moved(PAPER, "sef_S0003", "sef_S0001")
    reordered = [one.model_copy(update={"position": at}) for at, one in enumerate((FIRST, THIRD, SECOND), 1)]
    assert planned(STAMP, paper, *reordered, OTHER).is_empty
    first = moved(PAPER, "sef_S0003", "sec_A1_strength")
    reordered = [one.model_copy(update={"position": at}) for at, one in enumerate((THIRD, FIRST, SECOND), 1)]
    assert planned(STAMP, first, *reordered, OTHER).is_empty


def test_words_above_every_heading_have_not_moved_to_another_section() -> None:
    """A statement put before the first heading keeps its criterion: only its order can have changed."""
    paper = [PAPER[place_of(PAPER, "sef_S0001")], *without(PAPER, "sef_S0001")]
    assert planned(STAMP, paper, *NOW).is_empty
    annex = [*without(PAPER, "sef_S0001"), EditedParagraph("Annex", heading_level=2), PAPER[1]]
    (item,) = planned(STAMP, annex, *NOW).items
    assert (item.criterion, item.after, item.is_safe) == ("A1", "S0003", True)


def test_without_a_stamp_no_order_is_known() -> None:
    """The words alone do not say where a statement stood."""
    paper = unnamed(moved(PAPER, "sef_S0003", "sec_A1_strength"))
    assert planned(None, paper, *NOW).is_empty


def test_a_statement_that_is_gone_here_cannot_be_moved() -> None:
    """Nothing is proposed for it."""
    paper = moved(PAPER, "sef_S0003", "sec_A1_strength")
    assert planned(STAMP, paper, FIRST, SECOND, OTHER).is_empty


def test_two_neighbours_that_moved_together_are_both_moved() -> None:
    """The second still stands right behind the first in the workspace, and has to follow it."""
    fifth = make_statement(5, text="Transport is on time.", position=5)
    stamp = stamped(FIRST, SECOND, THIRD, fifth)
    paper = printed(stamp)
    for name in ("sef_S0005", "sef_S0003"):
        paper = moved(paper, name, "sec_A1_strength")
    plan = planned(stamp, paper, FIRST, SECOND, THIRD, fifth)
    assert [(item.statement, item.after) for item in plan.items] == [("S0003", ""), ("S0005", "S0003")]


@given(st.permutations(range(5)))
def test_taking_every_move_gives_the_order_of_the_document(order: list[int]) -> None:
    """Put in turn after the one it names, what moved makes any order, and then nothing more is proposed."""
    by_id = {one.id: one for one in (make_statement(n, text=f"{'Very ' * n}good.") for n in range(1, 6))}
    stamp = stamped(*by_id.values())
    heading, *paragraphs = printed(stamp)
    paper = [heading, *(paragraphs[at] for at in order)]
    plan = planned(stamp, paper, *by_id.values())

    stands = list(by_id)
    for item in plan.items:
        stands.remove(item.statement)
        stands.insert(stands.index(item.after) + 1 if item.after else 0, item.statement)
    assert stands == [list(by_id)[at] for at in order]
    assert len(plan.items) < len(by_id)
    taken = [by_id[one].model_copy(update={"position": at}) for at, one in enumerate(stands)]
    assert planned(stamp, paper, *taken).is_empty


@given(st.lists(st.integers(0, 20), unique=True, max_size=9))
def test_what_stayed_is_as_much_as_can_have_stayed(numbers: list[int]) -> None:
    """The run found rises, keeps the order given, and no longer one is there."""
    found = _longest_rising(numbers)
    assert found == sorted(found)
    assert [one for one in numbers if one in found] == found
    longest = [0] * len(numbers)
    for at, number in enumerate(numbers):
        longest[at] = 1 + max((longest[n] for n in range(at) if numbers[n] < number), default=0)
    assert len(found) == max(longest, default=0)


def test_a_statement_moves_with_its_impact_as_one() -> None:
    """It is its text that has moved, whatever stands below it."""
    last = THIRD.model_copy(update={"impact": "Families stay."})
    now = (FIRST, SECOND, last)
    stamp = stamped(*now)
    paper = printed(stamp)
    both = [paper[place_of(paper, name)] for name in ("sef_S0003", "sef_S0003_impact")]
    rest = without(paper, "sef_S0003", "sef_S0003_impact")
    (item,) = planned(stamp, [rest[0], *both, *rest[1:]], *now).items
    assert (item.kind, item.key, item.field, item.after) == ("moved", "S0003.place", "text", "")
    assert item.base == last.text
