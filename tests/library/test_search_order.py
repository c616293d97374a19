"""The very words come first, then all of them near each other, then most of them; filters narrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.library.asking import Terms
from readiness.library.search import SearchIndex
from readiness.model.records.evidence import Evidence, Pinpoint
from readiness.model.records.passages import Extracted, Passage
from readiness.model.records.tables import Records

FILLER = "Something else is said here at some length and does not matter. " * 4
TEXTS = {
    "E0001": f"Waiting is hard. {FILLER} The list of times is kept elsewhere. {FILLER} Lists.",
    "E0002": f"{FILLER} The waiting list grew in the spring. {FILLER}",
    "E0003": f"{FILLER} Lists of schools. {FILLER}",
    "E0004": f"{FILLER} The register of waits is a long list here. {FILLER}",
}


@pytest.fixture
def register() -> Records:
    """Four documents, whose titles say nothing, and a web address whose title does."""
    items = {
        key: Evidence(
            id=key, title=f"Paper {key}", location_kind="library", location=f"{key}.txt",
            sha256=f"{key:0>64}", size=1,
        )
        for key in TEXTS
    }  # fmt: skip
    web = Evidence(id="E0009", title="Therapy page", location_kind="url", location="https://example.org")
    return Records(evidence={**items, web.id: web})


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    """Their words, as read."""
    one = SearchIndex(tmp_path, file=tmp_path / "words.sqlite")
    for key, text in TEXTS.items():
        passages = tuple(Passage(Pinpoint(page=str(n)), part) for n, part in enumerate(text.split(". "), 1))
        one.remember(f"{key:0>64}", Extracted(passages, "", (), "txt"))
    yield one
    one.close()


def test_the_very_words_come_first_then_near_then_apart_then_some(
    index: SearchIndex, register: Records
) -> None:
    """And what lacks a word says which."""
    found = index.search("waiting list ", register).matches
    assert [one.evidence_id for one in found] == ["E0002", "E0004", "E0001", "E0003"]
    assert [one.missing for one in found] == [(), (), (), ("waiting",)]


def test_a_snippet_shows_the_words_and_where_they_are_in_it(index: SearchIndex, register: Records) -> None:
    """The passage with the very words is shown, and each hit marked."""
    first = index.search("waiting list ", register).matches[0]
    assert [first.snippet[start:end].casefold() for start, end in first.hits] == ["waiting", "list"]
    assert first.snippet in first.passage
    assert first.to_data()["hits"] == [list(one) for one in first.hits]


def test_only_what_a_filter_leaves_is_found(index: SearchIndex, register: Records) -> None:
    """However far down it would have stood."""
    assert [one.evidence_id for one in index.search("list ", register, only={"E0003"}).matches] == ["E0003"]
    assert index.search("list ", register, only=set()).matches == ()


def test_titles_of_what_has_no_words_are_found(index: SearchIndex, register: Records) -> None:
    """By a synonym of the framework as well."""
    terms = Terms([["Therapy", "OT"]])
    assert [one.evidence_id for one in index.search("OT ", register, terms=terms).matches] == ["E0009"]
    assert index.search("therapy pag", register).matches[0].evidence_id == "E0009"


def test_parts_of_a_term_are_better_than_nothing(index: SearchIndex, register: Records) -> None:
    """A term that stands nowhere as a whole is looked for by its words."""
    terms = Terms([["Register of long waits", "RLW"]])
    assert index.search("RLW ", register, terms=terms).matches[0].evidence_id == "E0004"
