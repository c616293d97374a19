"""Who an ask concerns, and how many are asked for in each deadline class."""

from __future__ import annotations

from readiness.model.records.requests import RequestState
from readiness.rules.asks import Ask, agencies_of, request_counts
from readiness.rules.index import Index
from tests.making.building import make_framework, make_records
from tests.rules.test_asks import FRAMEWORK, ITEM


def test_a_producer_that_is_gone_keeps_its_id() -> None:
    """Agencies are called by their titles where the framework knows them."""
    known = FRAMEWORK.agencies[0]
    framework = make_framework(requests=(ITEM,))
    named = Ask("PLN01", ITEM, RequestState(id="PLN01", agency=known.id), framework)
    gone = Ask("PLN01", ITEM, RequestState(id="PLN01", agency="moon"), framework)
    assert agencies_of(named, framework)[known.id] == known.title
    assert agencies_of(gone, framework)["moon"] == "moon"


def test_what_does_not_apply_is_not_counted() -> None:
    """Classes with items are listed; what only their own list has comes last; nothing makes no row."""
    framework = make_framework(requests=(ITEM, ITEM.model_copy(update={"id": "PLN02"})))
    left = RequestState(id="PLN02", status="not_applicable", reason="none here")
    extra = RequestState(id="X1", local_title="Extra", is_asked=True)
    rows = request_counts(Index(framework, make_records([left, extra])))
    assert [(row.deadline, row.asked) for row in rows] == [("A", 1), ("", 1)]
    assert request_counts(Index(make_framework(requests=()), make_records())) == []
