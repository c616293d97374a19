"""Evidence across a criterion: kinds, agencies, voices, currency."""

from __future__ import annotations

from datetime import date

from readiness.model.definition.framework import Prompt
from readiness.rules.coverage import coverage, criterion_coverage
from readiness.rules.index import Index
from tests.making.building import (
    AS_AT,
    SEEN,
    make_criterion,
    make_evidence,
    make_framework,
    make_link,
    make_records,
    make_statement,
)

RECORDS = make_records(
    [
        make_evidence(1, agencies=("nhs", "council", "nhs")),
        make_evidence(2, kind="parent", agencies=("joint",)),
        make_evidence(3, kind="child", agencies=("forum",), period_from=None, period_to=date(2020, 1, 1)),
        make_evidence(4, period_to=None),
        make_evidence(5, is_withdrawn=True),
        *(make_link(n, n, "criterion", "A1") for n in range(1, 6)),
        make_statement(1, lenses=("ap",)),
        make_link(6, 3, "statement", "S0001"),
        make_link(7, 2, "lens", "ap"),
        make_link(8, 4, "prompt", "A1.3"),
    ]
)


def index() -> Index:
    """The records above under a framework with one prompt tagged with the lens."""
    tagged = Prompt(id="A1.3", text="elsewhere", lenses=("ap",), **SEEN)
    criterion = make_criterion("A1")
    criterion = criterion.model_copy(update={"prompts": (*criterion.prompts, tagged)})
    group = make_framework().groups[0].model_copy(update={"criteria": (criterion,)})
    return Index(make_framework(groups=(group,)), RECORDS)


def test_what_stands_under_a_criterion() -> None:
    """All items are counted; kinds, agencies and voices are those of current items only."""
    found = criterion_coverage(index(), "A1", AS_AT)
    assert found.evidence == ("E0001", "E0002", "E0003", "E0004")
    assert (found.count, found.current, found.stale) == (4, 2, 1)
    assert found.count_and_current == (4, 2)
    assert dict(found.states) == {"current": 2, "stale": 1, "undated": 1}
    assert found.kinds == ("audit", "parent")
    assert found.agencies == ("council", "nhs", "joint")
    assert found.partners == ("council", "nhs")
    assert found.voices == ("parent",)
    assert [one.id for one in found.statements] == ["S0001"]


def test_the_matrix_counts_an_item_once_in_each_cell() -> None:
    """An item of two agencies is in both their cells, and only once in each."""
    found = criterion_coverage(index(), "A1", AS_AT)
    assert dict(found.cells) == {("audit", "council"): 1, ("audit", "nhs"): 1, ("parent", "joint"): 1}


def test_another_date_gives_another_picture() -> None:
    """At a date long past nothing was current yet, or everything was."""
    found = criterion_coverage(index(), "A1", date(2020, 6, 1))
    assert (found.current, found.kinds, found.voices) == (1, ("child",), ("child",))


def test_any_items_can_be_counted() -> None:
    """Withdrawn items are left out wherever they come from."""
    found = coverage(index(), RECORDS.evidence.values(), AS_AT)
    assert "E0005" not in found.evidence
