"""What is known about a request item: whether it is certain that it is asked for, and by which list."""

from __future__ import annotations

from readiness.gaps.checks.framework import facts_relied_on
from readiness.model.definition.framework import RequestItem
from readiness.model.records.requests import AskedIn, RequestState
from readiness.rules.asks import Ask, agencies_of, ask_of, request_counts
from readiness.rules.index import Index
from tests.making.building import make_framework, make_records

FRAMEWORK = make_framework()

ITEM = RequestItem(
    id="PLN01", title="Plans", section="plans", body="LA", deadline="A", status="assumed", source="book"
)
ASKED = RequestState(
    id="PLN01",
    is_asked=True,
    asked_in=(
        AskedIn(list="a.xlsx", title="Plans"),
        AskedIn(list="a.xlsx", title="All plans"),
        AskedIn(list="b.csv", title="Plans"),
    ),
)


def test_what_a_list_asks_for_is_confirmed_by_it() -> None:
    """The lists are the source, each named once; without one the definition's own status counts."""
    asked, assumed = (
        Ask("PLN01", ITEM, ASKED, FRAMEWORK),
        Ask("PLN01", ITEM, RequestState(id="PLN01"), FRAMEWORK),
    )
    settled = Ask("PLN01", ITEM.model_copy(update={"status": "seen"}), RequestState(id="PLN01"), FRAMEWORK)
    assert (asked.is_confirmed, asked.proof) == (True, "asked for in a.xlsx and b.csv")
    assert (assumed.is_confirmed, assumed.proof) == (False, "")
    assert settled.is_confirmed
    assert not Ask("X1", None, RequestState(id="X1", local_title="Extra"), FRAMEWORK).is_confirmed


def test_nobody_is_asked_to_confirm_what_a_list_asks_for() -> None:
    """The check of unconfirmed facts passes over it."""
    framework = make_framework(requests=(ITEM,))
    told = [
        one.id
        for records in (make_records([]), make_records([ASKED]))
        for one in facts_relied_on(Index(framework, records))
        if "will be asked for" in one.what
    ]
    assert told == ["plans"]
    assert ask_of(Index(framework, make_records([ASKED])), "PLN01").is_confirmed


def test_a_producer_that_is_gone_keeps_its_id() -> None:
    """Agencies are called by their titles where the framework knows them."""
    known = FRAMEWORK.agencies[0]
    framework = make_framework(requests=(ITEM,))
    named = Ask("PLN01", ITEM, RequestState(id="PLN01", agency=known.id), framework)
    gone = Ask("PLN01", ITEM, RequestState(id="PLN01", agency="moon"), framework)
    assert agencies_of(named, framework)[known.id] == known.title
    assert agencies_of(gone, framework)["moon"] == "moon"


def test_what_does_not_apply_is_not_counted_and_a_class_without_items_has_a_row_only_with_asks() -> None:
    """Every class that items have is listed; what only their own list has comes last."""
    framework = make_framework(requests=(ITEM, ITEM.model_copy(update={"id": "PLN02"})))
    left = RequestState(id="PLN02", status="not_applicable", reason="none here")
    extra = RequestState(id="X1", local_title="Extra", is_asked=True)
    rows = request_counts(Index(framework, make_records([left, extra])))
    assert [(row.deadline, row.asked) for row in rows] == [("A", 1), ("", 1)]
    assert request_counts(Index(make_framework(requests=()), make_records())) == []
