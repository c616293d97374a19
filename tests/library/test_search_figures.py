"""Questions a person would type are answered within the first five; see docs/reliability.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.search_figures import answered, questions


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, list[int]]:
    """At which place each question is answered; whether it was held out."""
    folder: Path = tmp_path_factory.mktemp("figures")
    found: dict[bool, list[int]] = {True: [], False: []}
    for question, place, _ in answered(folder):
        found[question.is_held].append(place)
    return found


def test_there_are_enough_questions() -> None:
    """At least sixty in all, forty of them never tuned on."""
    assert (sum(one.is_held for one in questions()), len(questions())) >= (40, 100)


@pytest.mark.parametrize("is_held", [True, False])
def test_nineteen_of_twenty_are_among_the_first_five(places: dict[bool, list[int]], is_held: bool) -> None:
    """Of the questions that were looked at, and of those that were not."""
    within = sum(place <= 5 for place in places[is_held])
    assert within >= 0.95 * len(places[is_held])
