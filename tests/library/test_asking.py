"""What is typed is understood as people mean it: terms, hyphens, plurals, numbers and one slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.slips import one_slip
from readiness.base.stems import is_cut_in_an_ending, root
from readiness.library.asking import MOST_GROUPS, Asked, Terms, read_asked, settled

TERMS = Terms([["Speech and language therapy", "SLT", "SALT"], ["Annual review", "AR"]])
TEXT = "speech and language therapy waits antenatal contacts multi agency audit autism reviews year 9 plan"
HELD = {root(word): 1 for word in TEXT.split()}


def known(words: Iterable[str]) -> Mapping[str, int]:
    """What the documents have."""
    return {word: HELD[word] for word in words if word in HELD}


def begins(beginning: str) -> bool:
    """Whether a word of the documents has a beginning."""
    return any(word.startswith(beginning) for word in HELD)


def understood(typed: str) -> Asked:
    """A query as it is looked for."""
    return settled(read_asked(typed, TERMS), known, begins)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("refused", "refusals"),
        ("physiotherapist", "physiotherapy"),
        ("policies", "policy"),
        ("twenty", "20"),
        ("ombudsmen", "ombudsman"),
        ("plans", "plan"),
    ],
)
def test_words_of_one_root_meet(one: str, other: str) -> None:
    """Whatever their endings; a number in words meets its figures."""
    assert root(one) == root(other)


def test_an_abbreviation_is_the_term_in_every_way_it_is_written() -> None:
    """SALT finds speech and language therapy, and the other way round."""
    (short,) = read_asked("salt ", TERMS).groups
    assert ("speech", "and", "language", "therapy") in short.words
    (long, waits) = read_asked("speech & language therapy waits ", TERMS).groups
    assert ("salt",) in long.words
    assert waits.ways == (("wait",),)


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("ante-natal ", ("antenat",)),
        ("multiagency ", ("multi", "agency")),
        ("year nine ", ("9",)),
    ],
)
def test_hyphens_and_numbers_are_folded(typed: str, way: tuple[str, ...]) -> None:
    """Written together, apart or in figures: the documents' own way is looked for too."""
    ways = {each for group in understood(typed).groups for each in group.ways}
    assert tuple(map(root, way)) in ways


def test_a_word_nobody_wrote_is_taken_for_one_a_slip_away() -> None:
    """And that is told; a word with nothing near it is told too, and left aside."""
    found = understood("autsim zzzzqq ")
    assert [group.ways for group in found.groups] == [((root("autism"),),)]
    assert (found.meant, found.unknown) == ((("autsim", "autism"),), ("zzzzqq",))


@pytest.mark.parametrize("typed", ["ant", "antenata", "reviewi", "reviewing"])
def test_a_word_still_being_typed_is_found(typed: str) -> None:
    """As the beginning of a word, or as a word whose ending has begun; nothing is called a slip yet."""
    found = understood(typed)
    assert found.groups
    assert not found.unknown
    assert not found.meant


def test_quotation_marks_keep_words_together_and_common_words_count_when_alone() -> None:
    """A quoted run is one group; of a query of common words all are looked for."""
    assert read_asked('"annual review" waits ', TERMS).groups[0].ways == ((root("annual"), root("review")),)
    assert len(read_asked("what we did ", TERMS).groups) == 3
    assert [group.typed for group in read_asked("what we plan ", TERMS).groups] == ["plan"]


def test_of_a_pasted_page_the_first_words_are_looked_for() -> None:
    """No query grows beyond twelve groups."""
    assert len(read_asked(" ".join(f"word{n}" for n in range(40)), TERMS).groups) == MOST_GROUPS


def test_an_ending_begun_is_told_from_another_word() -> None:
    """``reviewi`` goes on from review; ``reviewx`` does not."""
    assert is_cut_in_an_ending("reviewi", "review")
    assert not is_cut_in_an_ending("reviewx", "review")
    assert not is_cut_in_an_ending("plan", "review")


@given(st.text(max_size=40))
def test_any_text_is_legal(typed: str) -> None:
    """Nothing typed is an error."""
    assert len(understood(typed).groups) <= MOST_GROUPS


@given(st.text("abcdef", min_size=2, max_size=8), st.data())
def test_every_slip_is_tried(word: str, data: st.DataObject) -> None:
    """A letter too many, too few, wrong, or two that changed places."""
    place = data.draw(st.integers(0, len(word) - 1))
    tries = set(one_slip(word))
    assert word[:place] + word[place + 1 :] in tries
    assert word[:place] + "z" + word[place:] in tries
    assert word[:place] + "z" + word[place + 1 :] in tries
    if place:
        swapped = word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]
        assert swapped in tries
