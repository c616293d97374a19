"""Names made legal everywhere, told apart everywhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.base.file_names import LONGEST_NAME, legal_name, name_key, unused_name
from tests.hostile.names import NAMES

ANY_NAME = st.one_of(st.text(max_size=300), st.sampled_from(NAMES))
RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}


def assert_legal(name: str) -> None:
    """The rules Windows and SharePoint publish, checked apart from how names are made."""
    assert name
    assert len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
    assert len(name.encode()) <= 255
    assert not set(name) & set('"*:<>?/\\|')
    assert not any(unicodedata.category(one) in {"Cc", "Cf", "Cs"} for one in name)
    assert name == name.strip(" .")
    assert not name.startswith(("~$", "."))
    assert name.split(".", maxsplit=1)[0].rstrip().casefold() not in RESERVED
    assert name.casefold() != "desktop.ini"
    assert "_vti_" not in name


@pytest.mark.parametrize("name", NAMES)
def test_hostile_name_becomes_legal(name: str) -> None:
    """Each hostile name becomes one that every system takes."""
    assert_legal(legal_name(name))


@given(ANY_NAME)
@settings(deadline=None, max_examples=300)
def test_legal_name_is_legal_and_stays(name: str) -> None:
    """Any text becomes a legal name, and a legal name is left as it is."""
    legal = legal_name(name)
    assert_legal(legal)
    assert legal_name(legal) == legal


@given(st.lists(ANY_NAME, max_size=12))
@settings(deadline=None, max_examples=100)
def test_unused_names_differ_for_every_disk(names: list[str]) -> None:
    """Names given out one after another differ, also where case and accents do not count."""
    taken: set[str] = set()
    for name in names:
        given_out = unused_name(name, taken)
        assert_legal(given_out)
        assert name_key(given_out) not in taken
        taken.add(name_key(given_out))


def test_ordinary_names_stay() -> None:
    """A name that is legal already is kept letter by letter, but for the case of its suffix."""
    assert legal_name("Strategy 2024-2029 (final), v1.2.DOCX") == "Strategy 2024-2029 (final), v1.2.docx"
    assert unused_name("Plan.docx", {"plan.docx"}) == "Plan (2).docx"
