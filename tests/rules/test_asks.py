"""What is known about a request item: whether it is certain that it is asked for, and by which list."""

from __future__ import annotations

from readiness.gaps.checks.framework import facts_relied_on
from readiness.model.definition.framework import RequestItem
from readiness.model.records.requests import AskedIn, RequestState
from readiness.rules.asks import Ask, ask_of
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


def test_what_was_asked_in_words_and_under_an_ended_notice_is_said() -> None:
    """Who asked stands in place of a list; what no longer counts names its notice and still confirms."""
    spoken = AskedIn(list="in words", title="Plans", by="the lead inspector")
    now = Ask("PLN01", ITEM, RequestState(id="PLN01", asked_in=(spoken,)), FRAMEWORK)
    assert now.proof == "asked for by the lead inspector"
    ended = RequestState(id="PLN01", asked_in=(spoken.model_copy(update={"notice": "N0001"}),))
    before = Ask("PLN01", ITEM, ended, FRAMEWORK)
    assert (ended.asks, before.is_confirmed) == ((), True)
    assert before.proof == "asked for by the lead inspector (N0001)"
