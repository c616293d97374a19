"""Words are found as they are typed, and nothing about people is held."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.library.files import add_file
from readiness.library.query import best_passage, parse_query, snippet
from readiness.library.scan import Step
from readiness.library.search import Found, SearchIndex, cache_file
from readiness.library.words import TextCache
from readiness.model.records.evidence import Evidence, Pinpoint
from readiness.model.records.passages import Extracted, Passage
from readiness.model.records.tables import Records

PERSON = "9434765919"
TEXTS = {
    "E0001": "Waits\n\nNeurodevelopmental waiting times fell to 30 weeks.\n\nReviews\n\nAnnual reviews lag.",
    "E0002": "Plan\n\nShort breaks and annual review training for every school.",
    "E0003": "List\n\nA child with NHS number " + PERSON + " waits for a review.",
    "E0004": "Case\n\nSecretive words about one family under review.",
}


@pytest.fixture
def register(tmp_path: Path) -> Records:
    """Four documents in a library; the fourth is flagged as personal data."""
    items = {}
    for key, text in TEXTS.items():
        source = tmp_path / f"{key}.txt"
        source.write_text(text)
        held = add_file(tmp_path / "area", source)
        items[key] = Evidence(
            id=key, title=f"Title of {key}", location_kind="library", location=held.location,
            sha256=held.sha256, size=held.size, holds_personal_data=True if key == "E0004" else None,
        )  # fmt: skip
    return Records(evidence=items)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    """An index beside, not in, the workspace."""
    one = SearchIndex(tmp_path / "area", file=tmp_path / "cache" / "words.sqlite")
    yield one
    one.close()


def found(index: SearchIndex, query: str, records: Records) -> list[str]:
    """Ids of the items found."""
    return [one.evidence_id for one in index.search(query, records).matches]


def test_words_are_found_with_their_place(index: SearchIndex, register: Records) -> None:
    """A match says where the best passage stands and shows the words."""
    steps: list[Step] = []
    updated = index.update(register, progress=steps.append)
    assert (updated.added, updated.removed, updated.without_words) == (2, 0, 1)
    assert [one.done for one in steps] == [0, 1, 2]
    (match,) = index.search("neurodev", register).matches
    assert (match.evidence_id, match.pinpoint) == ("E0001", Pinpoint(heading="Waits"))
    assert "waiting times fell" in match.snippet
    assert match.to_data()["pinpoint"] == {"heading": "Waits"}


def test_queries_mean_what_people_type(index: SearchIndex, register: Records) -> None:
    """What has all the words comes first, endings do not matter, quotation marks keep a run together."""
    index.update(register)
    assert set(found(index, "annual reviews", register)) == set(found(index, "reviewing annually", register))
    assert set(found(index, "annual review", register)) == {"E0001", "E0002"}
    assert found(index, '"review training"', register) == ["E0002"]
    assert found(index, '"training review"', register) == []
    assert found(index, "title E0002", register)[0] == "E0002"
    unheard = index.search("short zebra", register)
    assert ([one.evidence_id for one in unheard.matches], unheard.unknown) == (["E0002"], ("zebra",))
    assert found(index, "zebra", register) == []
    assert found(index, "", register) == []


def test_update_is_idempotent_and_follows_the_register(index: SearchIndex, register: Records) -> None:
    """Nothing is read twice; what leaves the register leaves the index."""
    index.update(register)
    assert index.update(register).added == 0
    fewer = Records(evidence={"E0001": register.evidence["E0001"]})
    assert index.update(fewer).removed == 2
    assert found(index, "training", register) == []


def test_words_about_people_are_never_held(index: SearchIndex, register: Records, tmp_path: Path) -> None:
    """Flagged items and records of people leave no word in the cache; a later flag wipes what was there."""
    index.update(register)
    assert index.extracted(register.evidence["E0004"]) is None
    kept = index.extracted(register.evidence["E0003"])
    assert kept is not None
    assert kept.passages == ()
    plan = register.evidence["E0002"]
    (blob,) = index._cache._db.execute(
        "select document from texts where sha256 = ?", (plan.sha256,)
    ).fetchone()
    assert blob in (tmp_path / "cache" / "words.sqlite").read_bytes()
    flagged = plan.model_copy(update={"holds_personal_data": True})
    index.update(Records(evidence={**register.evidence, "E0002": flagged}))
    index.close()
    held = (tmp_path / "cache" / "words.sqlite").read_bytes()
    assert blob not in held
    for word in (PERSON.encode(), b"secret", b"famil", b"train", b"school"):
        assert word not in held.lower()
    assert b"neurodevelop" in held


def test_changed_or_missing_files_are_not_indexed(
    index: SearchIndex, register: Records, tmp_path: Path
) -> None:
    """Only content that is what the register says is held under its digest."""
    files = sorted((tmp_path / "area" / "evidence").iterdir())
    files[0].write_text("Quite other words")
    files[1].unlink()
    index.update(register)
    assert found(index, "other", register) == []
    assert index.extracted(register.evidence["E0001"]) is None


def test_update_can_be_cancelled(index: SearchIndex, register: Records) -> None:
    """A cancelled update says so and goes on next time."""
    assert not index.update(register, cancelled=lambda: True).is_complete
    assert index.update(register).added == 2


def test_cache_is_private_outside_the_workspace_and_can_be_thrown_away(
    tmp_path: Path, register: Records
) -> None:
    """The file is the user's own, a damaged one is replaced, and forgetting deletes it."""
    root = tmp_path / "area"
    file = cache_file(root)
    assert not file.is_relative_to(root)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"SQLite format 3\0" + b"damage" * 500)
    index = SearchIndex(root)
    index.update(register)
    assert found(index, "training", register) == ["E0002"]
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    index.forget()
    assert not file.exists()


def test_cache_of_another_format_is_replaced(tmp_path: Path) -> None:
    """What a later version wrote is not misread."""
    path = tmp_path / "words.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 99")
    db.close()
    cache = TextCache(path)
    assert cache.digests() == set()
    cache.close()


def test_damage_while_in_use_starts_anew(tmp_path: Path) -> None:
    """A file broken under our hands gives an empty index, not an error."""
    cache = TextCache(tmp_path / "words.sqlite")
    cache.put([(f"{n:064x}", {"n": "x" * 2_000 + str(n)}, "t", "some words") for n in range(50)])
    cache._db.execute("pragma cache_size = 0")
    path = tmp_path / "words.sqlite"
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 100_000)
    assert cache.found('"words"', 5) == []
    assert cache.digests() == set()
    cache.close()


def test_cache_works_without_a_disk(tmp_path: Path) -> None:
    """Where the cache folder cannot be used, this run has its words in memory."""
    (tmp_path / "taken").write_text("a file, not a folder")
    cache = TextCache(tmp_path / "taken" / "words.sqlite")
    cache.put([("0" * 64, {"a": 1}, "Title", "some words")])
    assert cache.get("0" * 64) == {"a": 1}
    assert list(cache.digests_of(cache.found('"words"', 5)).values()) == ["0" * 64]
    cache.close()


def test_another_process_holding_the_cache_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody else writes, this run goes on in memory, and what the other has stays."""
    monkeypatch.setattr("readiness.library.words._BUSY_SECONDS", 0.05)
    path = tmp_path / "words.sqlite"
    cache = TextCache(path)
    cache.put([("1" * 64, {"a": 1}, "T", "theirs")])
    with sqlite3.connect(path) as other:
        other.execute("begin exclusive")
        cache.put([("2" * 64, {"a": 2}, "T", "ours")])
        assert cache.get("2" * 64) == {"a": 2}
    other.close()
    cache.close()
    again = TextCache(path)
    assert again.digests() == {"1" * 64}
    again.close()


def test_snippet_shows_where_the_words_stand_together() -> None:
    """The piece shown is the one with most of the words, not the first with one of them."""
    text = (
        "Time flies. "
        + "Filler words stand here. " * 20
        + "Waiting times for assessment fell. "
        + "More. " * 40
    )
    assert "Waiting times for assessment" in snippet(parse_query("assessment waiting times"), text)
    assert snippet(parse_query("flies"), text).startswith("Time flies.")
    assert snippet(parse_query("closing"), text + "Closing").endswith("More. Closing")
    assert snippet(parse_query("zebra"), "Nothing here.") == "Nothing here."


@given(st.text(max_size=60), st.lists(st.text(max_size=200), max_size=5))
@settings(deadline=None, max_examples=100)
def test_any_query_is_legal(query: str, texts: list[str]) -> None:
    """No text is an operator, an error, or a way to a snippet that is not in the document."""
    asked = parse_query(query)
    passage = best_passage(asked, [Passage(Pinpoint(), text) for text in texts])
    for text in texts:
        piece = snippet(asked, text).strip("\u2026")
        assert piece in " ".join(text.split())
    assert passage is None or passage.text in texts


@pytest.mark.parametrize(
    "query", ['"', '""', "a AND", "NEAR(", "title:", "*", "^x", "(", "-x", "x' OR 1=1", "\0", "\ud800"]
)
def test_operators_of_the_engine_are_plain_words(index: SearchIndex, register: Records, query: str) -> None:
    """What would be syntax to the engine is only text."""
    index.update(Records(evidence={"E0001": register.evidence["E0001"]}))
    assert isinstance(index.search(query, register), Found)


def test_remembered_words_are_not_read_again(index: SearchIndex, register: Records) -> None:
    """Words read while scanning serve the index too."""
    one = register.evidence["E0001"]
    index.remember(one.sha256, Extracted((Passage(Pinpoint(page="4"), "remembered elsewhere"),), "T"))
    assert index.update(register).added == 1
    assert index.search("remembered", register).matches[0].pinpoint.page == "4"
