"""What an item's file holds and held."""

from __future__ import annotations

from readiness.model.records.evidence import EarlierVersion
from tests.making.building import make_evidence


def test_the_contents_of_an_item_are_those_of_all_its_versions() -> None:
    """An address has none."""
    item = make_evidence(1, sha256="now", earlier=(EarlierVersion(sha256="then"), EarlierVersion()))
    assert item.contents == {"now", "then"}
    assert make_evidence(2, sha256="").contents == frozenset()
