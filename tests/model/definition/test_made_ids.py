"""Ids an author need not give: made from words, the same each time, and in no copy that is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from readiness.model.definition.outcomes import Consequence, Outcome
from tests.making.building import SEEN, make_full_framework

KINDS = ("plan", "Plan", "plan 2", "nächster Besuch", "計画", "x" * 80)


def outcome(*said: tuple[str, str]) -> Outcome:
    """An outcome with what follows from it: kind and id of each."""
    follows = tuple(Consequence(kind=kind, id=one, text="So.", **SEEN) for kind, one in said)
    return Outcome(id="1", title="good", text="Good.", rank=1, consequences=follows, **SEEN)


def ids(*said: tuple[str, str]) -> list[str]:
    """The ids they have then."""
    return [one.id for one in outcome(*said).consequences]


def test_an_id_is_made_from_the_kind() -> None:
    """The second of a kind is numbered; letters lose their marks; words of no Latin letter get one too."""
    assert ids(("Plan", ""), ("visit", ""), ("plan", "")) == ["plan", "visit", "plan-2"]
    assert ids(("Nächster Besuch", ""), ("計画", ""), ("x" * 80, "")) == ["nachster-besuch", "part", "x" * 50]


def test_an_id_that_is_given_stays_and_is_given_to_no_other() -> None:
    """Wherever it stands."""
    assert ids(("plan", ""), ("plan", "plan"), ("plan", "own")) == ["plan-2", "plan", "own"]


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(("", "", "plan", "plan-2", "a"))), max_size=5)
)
def test_a_copy_comes_back_as_it_was(said: list[tuple[str, str]]) -> None:
    """Whatever of the ids was given and whatever was made; none of them is twice."""
    given_ids = [one for _, one in said if one]
    if len(given_ids) != len(set(given_ids)):
        return
    made = outcome(*said)
    assert len({one.id for one in made.consequences}) == len(said)
    copy = made.model_dump_json(exclude_defaults=True)
    assert Outcome.model_validate_json(copy) == made
    assert Outcome.model_validate_json(made.model_dump_json()) == made


def test_a_copy_says_what_its_author_wrote() -> None:
    """Ids that would be made again are not in it, so that its fingerprint is as before there were any."""
    bare = outcome(("plan", ""), ("plan", "")).model_dump(mode="json", exclude_defaults=True)
    assert [sorted(one) for one in bare["consequences"]] == [["kind", "source", "status", "text"]] * 2
    own = outcome(("plan", "first"), ("plan", "")).model_dump(mode="json", exclude_defaults=True)
    assert [one["id"] for one in own["consequences"]] == ["first", "plan"]


def test_sources_of_codes_are_written_so_too() -> None:
    """A copy without the ids made from their years; the whole with them."""
    column = make_full_framework().person_lists[0].columns[0]
    short = column.model_dump(mode="json", exclude_defaults=True)["codes_from"]
    assert not [one for one in short if "id" in one]
    whole = column.model_dump(mode="json")["codes_from"]
    assert [one["id"] for one in whole] == ["census-2025", "census-2025-2"]
