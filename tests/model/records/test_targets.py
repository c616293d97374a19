"""What evidence can be linked to, where in it to look, and who agreed which words."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.model.records.evaluation import Agreement
from readiness.model.records.evidence import Link, Pinpoint, TargetKind, text_fingerprint
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.requests import RequestState
from readiness.model.records.targets import kinds_of, still_reads, target_fingerprint, target_text
from tests.making.building import make_evidence, make_framework, make_records, make_statement

FRAMEWORK = make_framework()
RECORDS = make_records(
    (
        make_statement(1, impact="Fewer wait."),
        make_statement(2),
        Recommendation(id="R0001", kind="other", text="Improve plans."),
        Action(id="P0001", title="Clear the backlog"),
        Measure(id="M0001", title="Plans in time"),
        RequestState(id="PLN01", owner="K. Ali"),
        RequestState(id="ASK01", local_title="Something else they ask for"),
        RequestState(id="ASK02", owner="nobody says what it is"),
    )
)


@pytest.mark.parametrize(
    ("kind", "target", "words"),
    [
        ("criterion", "A1", "title of A1"),
        ("prompt", "A1.2", "point 2 of A1"),
        ("lens", "ap", "Elsewhere"),
        ("request", "PLN01", "Plan list"),
        ("request", "ASK01", "Something else they ask for"),
        ("statement", "S0001", "Words 1.\nFewer wait."),
        ("statement", "S0002", "Words 2."),
        ("recommendation", "R0001", "Improve plans."),
        ("action", "P0001", "Clear the backlog"),
        ("measure", "M0001", "Plans in time"),
        ("criterion", "Z9", None),
        ("prompt", "A1.9", None),
        ("lens", "A1", None),
        ("request", "XYZ01", None),
        ("request", "ASK02", None),
        ("statement", "S0009", None),
        ("measure", "S0001", None),
    ],
)
def test_a_target_has_its_words(kind: TargetKind, target: str, words: str | None) -> None:
    """Of the framework and of the records; None where there is no such target of that kind."""
    assert target_text(FRAMEWORK, RECORDS, kind, target) == words
    seen = target_fingerprint(FRAMEWORK, RECORDS, kind, target)
    read = f"title of a1\n{words}" if kind == "prompt" else words
    assert seen == ("" if words is None else text_fingerprint(read or ""))


@pytest.mark.parametrize(
    ("kind", "target", "seen", "reads"),
    [
        ("criterion", "A1", "title of A1", True),
        ("criterion", "A1", "other", False),
        ("prompt", "A1.2", "title of a1\npoint 2 of A1", True),
        ("prompt", "A1.2", "point 2 of A1", True),
        ("prompt", "A1.2", "other words\npoint 2 of A1", False),
        ("prompt", "Z9.9", "point 2 of A1", False),
    ],
)
def test_a_link_still_reads_so(kind: TargetKind, target: str, seen: str, reads: object) -> None:
    """Of a prompt under its criterion, or as earlier versions kept it: by its own words."""
    link = Link(
        id="L0001", evidence="E0001", target_kind=kind, target=target, target_seen=text_fingerprint(seen)
    )
    assert still_reads(FRAMEWORK, RECORDS, link) is reads


@pytest.mark.parametrize(
    ("target", "kinds"),
    [("A1", ["criterion"]), ("A1.1", ["prompt"]), ("ap", ["lens"]), ("S0001", ["statement"]), ("none", [])],
)
def test_an_id_tells_its_kind(target: str, kinds: list[str]) -> None:
    """People type an id; what it is follows from where it is found."""
    assert list(kinds_of(FRAMEWORK, RECORDS, target)) == kinds


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({}, ""),
        ({"page": "4"}, "p.4"),
        ({"heading": "Annual reviews"}, "“Annual reviews”"),
        ({"sheet": "Waits"}, "sheet Waits"),
        ({"sheet": "Waits", "cell": "B4"}, "sheet Waits!B4"),
        ({"cell": "B4:D9"}, "B4:D9"),
        ({"page": "4-6", "heading": "Waits", "cell": "B4"}, "p.4-6, “Waits”, B4"),
    ],
)
def test_a_place_is_written_short(place: dict[str, str], words: str) -> None:
    """Every part that is given, and no mark for one that is not."""
    assert str(Pinpoint(**place)) == words


def test_evidence_is_known_by_its_content_or_its_address() -> None:
    """A file by its hash; an address, which has none, by the address."""
    file = make_evidence(1)
    address = make_evidence(2, sha256="", location_kind="url", location="https://example.org/a")

    assert file.fingerprint == file.sha256
    assert len(address.fingerprint) == 16
    assert address.fingerprint != address.model_copy(update={"location": "https://example.org/b"}).fingerprint


def test_agreement_is_to_exact_words() -> None:
    """Changed text or impact, or another agency, is not agreed."""
    draft = make_statement(1, impact="Fewer wait.")
    given = Agreement(agency="nhs", by="A. Lee", on=date(2026, 11, 2), text_seen=draft.fingerprint)
    agreed = draft.model_copy(update={"agreements": (given,)})

    assert agreed.agreed_by("nhs") == given
    assert agreed.agreed_by("council") is None
    assert agreed.model_copy(update={"impact": "Fewer wait now."}).agreed_by("nhs") is None
    assert agreed.model_copy(update={"text": "Others."}).agreed_by("nhs") is None
