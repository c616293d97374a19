"""When a link must be looked at again: an end is gone, or is not what was reviewed."""

from __future__ import annotations

import pytest

from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.record import Record
from readiness.rules.index import Index
from readiness.rules.links import evidence_changed, is_suspect, target_changed
from tests.making.building import make_framework, make_records

EVIDENCE = Evidence(
    id="E0001", title="Audit", kind="audit", location_kind="library", location="audit.docx", sha256="aa"
)
STATEMENT = Statement(id="S0001", criterion="A1", kind="strength", text="Waits fell.")


def index_of(*records: Record) -> Index:
    """An index over these records."""
    return Index(make_framework(), make_records(records))


def link_to_statement(**fields: str) -> Link:
    """The link from the evidence to the statement."""
    return Link.model_validate(
        {"id": "L0001", "evidence": "E0001", "target_kind": "statement", "target": "S0001", **fields}
    )


def test_a_link_as_it_was_reviewed_is_not_suspect() -> None:
    """Nor is one that nobody has reviewed yet: nothing is known to have changed."""
    index = index_of(EVIDENCE, STATEMENT)
    seen = link_to_statement(
        evidence_seen=EVIDENCE.fingerprint, target_seen=index.target_fingerprint("statement", "S0001")
    )
    assert not is_suspect(index, seen)
    assert not is_suspect(index, link_to_statement())


@pytest.mark.parametrize(
    ("records", "fields"),
    [
        ((STATEMENT,), {}),
        ((EVIDENCE,), {}),
        ((EVIDENCE, STATEMENT), {"evidence_seen": "other"}),
        ((EVIDENCE, STATEMENT), {"target_seen": "other"}),
    ],
    ids=["evidence gone", "target gone", "evidence changed", "target changed"],
)
def test_a_link_whose_end_is_gone_or_changed_is_suspect(
    records: tuple[Record, ...], fields: dict[str, str]
) -> None:
    """Each end counts alone."""
    assert is_suspect(index_of(*records), link_to_statement(**fields))


def test_evidence_that_is_not_there_or_withdrawn_is_not_said_to_have_changed() -> None:
    """Something else is wrong with the link then."""
    link = link_to_statement(evidence_seen="other", target_seen="other")
    withdrawn = EVIDENCE.model_copy(update={"is_withdrawn": True})
    assert not evidence_changed(index_of(STATEMENT), link)
    assert not evidence_changed(index_of(withdrawn, STATEMENT), link)
    assert not target_changed(index_of(STATEMENT), link)


def test_links_reach_a_criterion_by_its_prompts_and_statements() -> None:
    """Every link once; those of a prompt are asked for by the prompt's own id."""
    framework = make_framework()
    criterion = framework.criteria["A1"]
    prompts = [
        Link(id=f"L01{number:02}", evidence="E0001", target_kind="prompt", target=prompt.id)
        for number, prompt in enumerate(criterion.prompts)
    ]
    direct = Link(id="L0200", evidence="E0001", target_kind="criterion", target="A1")
    index = Index(framework, make_records((EVIDENCE, STATEMENT, direct, link_to_statement(), *prompts)))
    assert {link.id for link in index.links_reaching("A1")} == {
        direct.id,
        "L0001",
        *(one.id for one in prompts),
    }
    for link in prompts:
        assert list(index.links_reaching(link.target)) == [link]
