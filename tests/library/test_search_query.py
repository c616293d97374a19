"""What a user types to find words, and the piece of text that is shown for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.library.query import best_passage, parse_query, snippet
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Passage

Phrases = tuple[tuple[str, ...], ...]


@pytest.mark.parametrize(
    ("typed", "phrases", "is_open"),
    [
        ("", (), False),
        (" ?! ", (), False),
        ("Waiting times", (("waiting",), ("times",)), True),
        ('"annual review" late', (("annual", "review"), ("late",)), True),
        ('late "annual review"', (("annual", "review"), ("late",)), False),
        ('"annual rev', (("annual",), ("rev",)), True),
        ('""', (), False),
        ("the waits of the", (("waits",), ("the",)), True),
        ("child's plan", (("child",), ("plan",)), True),
        ("a AND b*", (("b",),), True),
    ],
)
def test_what_is_typed_is_words_and_phrases(typed: str, phrases: Phrases, is_open: bool) -> None:
    """Quotation marks make phrases, common words are left out unless still typed; nothing else counts."""
    found = parse_query(typed)
    assert (found.phrases, found.is_open) == (phrases, is_open)
    assert bool(found) == bool(phrases)


def test_twelve_words_are_enough() -> None:
    """Of a pasted paragraph the first twelve words are looked for, and the last is whole."""
    found = parse_query(" ".join(f"word{n}" for n in range(20)))
    assert len(found.phrases) == 12
    assert not found.is_open


def test_a_document_has_all_the_words_in_any_ending() -> None:
    """Plan finds planned; a phrase wants its words side by side; one missing word is a miss."""
    assert parse_query("plan waits").is_in("waiting was planned")
    assert parse_query('"annual review"').is_in("the annual reviews are late")
    assert not parse_query('"annual review"').is_in("a review, which is annual")
    assert not parse_query("plan zebra").is_in("planned")


def test_words_are_counted_to_three() -> None:
    """A word said thirty times weighs no more than one said three times."""
    assert parse_query("wait zebra").counts("waits " * 30) == [3, 0]


def test_the_best_passage_has_the_most_of_the_words() -> None:
    """Different words weigh more than repeated ones, the earliest of equals wins, and none has none."""
    texts = ("Waits. Waits. Waits.", "Waits for therapy.", "Therapy waits.", "Menus.")
    passages = [Passage(Pinpoint(page=str(n)), text) for n, text in enumerate(texts)]
    found = best_passage(parse_query("waits therapy"), passages)
    assert found is passages[1]
    assert best_passage(parse_query("zebra"), passages) is None
    assert best_passage(parse_query("waits"), []) is None


FILLER = "Filler stands here. " * 20


@pytest.mark.parametrize(
    ("typed", "text", "begins", "holds", "ends"),
    [
        ("waits", "Short  and\nplain.", "Short and", "Short and plain.", "plain."),
        ("waits", f"Waits first. {FILLER}", "Waits first.", "Waits", "\u2026"),
        ("waits", f"{FILLER}Waits last.", "\u2026", "Waits last", "last."),
        (
            "waits therapy",
            f"Waits. {FILLER}Waits for therapy. {FILLER}",
            "\u2026",
            "Waits for therapy",
            "\u2026",
        ),
        ("zebra", FILLER, "Filler stands", "Filler", "\u2026"),
        ("waits", f"{'x' * 300} waits {'y' * 300}", "\u2026", "waits", "\u2026"),
        ("xx", "x" * 400, "x" * 160, "x", "\u2026"),
    ],
)
def test_a_snippet_is_cut_around_the_words(typed: str, text: str, begins: str, holds: str, ends: str) -> None:
    """Where most of the words stand together; a cut is marked, the beginning and the end are not."""
    shown = snippet(parse_query(typed), text)
    assert shown.startswith(begins)
    assert holds in shown
    assert shown.endswith(ends)
    assert len(shown) <= 162


@given(st.text(max_size=60), st.lists(st.text(max_size=300), max_size=4))
def test_any_query_is_legal_and_no_snippet_invents(typed: str, texts: list[str]) -> None:
    """Whatever is typed, a snippet is a piece of the text and the passage found is one of those given."""
    query = parse_query(typed)
    for text in texts:
        assert snippet(query, text).strip("\u2026") in " ".join(text.split())
        assert all(0 <= count <= 3 for count in query.counts(text.casefold()))
    found = best_passage(query, [Passage(Pinpoint(), text) for text in texts])
    assert found is None or found.text in texts
