"""What follows an inspection: set days count, announced months are windows, promises are kept or late."""

from __future__ import annotations

from datetime import date
from typing import Any

from readiness.model.definition.outcomes import Consequence
from readiness.model.records.after_inspection import AccuracyPoint, Promise
from readiness.model.records.area import Area, PastInspection
from readiness.rules.after_inspection import broken_promises, step_words, steps
from tests.making.building import make_area, make_framework

AS_AT = date(2026, 12, 7)


def area(**fields: Any) -> Area:
    """An area with these days."""
    return make_area().model_copy(update=fields)


def said(**fields: Any) -> list[str]:
    """Its steps in words."""
    return [step_words(one, AS_AT) for one in steps(make_framework(), area(**fields), AS_AT)]


def inspected(**fields: Any) -> PastInspection:
    """A full inspection in March 2026."""
    days = {"kind": "full", "first": date(2026, 3, 2), "last": date(2026, 3, 6)}
    return PastInspection.model_validate({**days, **fields})


def test_without_an_inspection_nothing_is_claimed() -> None:
    """One line says that there is no draft."""
    assert said() == ["no day  Draft report (not received, or not said)"]


def test_the_draft_and_its_clock() -> None:
    """The day is the one somebody set; points without evidence are counted."""
    points = (AccuracyPoint(place="page 4"), AccuracyPoint(place="page 5", evidence="E0001", state="sent"))
    draft = {"draft_received": date(2026, 12, 1), "accuracy": points}
    count = "2 points, 1 not sent yet, 1 of them without evidence"
    assert said(**draft) == [
        "done    Draft report received, 1 Dec 2026",
        f"no day  Comments on its facts ({count}; set the day the letter gives)",
    ]
    assert f"due     Comments on its facts, 9 Dec 2026, in 2 days ({count})" in said(
        **draft, comments_due=date(2026, 12, 9)
    )
    assert "today" in said(**draft, comments_due=AS_AT)[1]
    assert (
        "LATE    Comments on its facts, 4 Dec 2026, 3 days ago"
        in said(**draft, comments_due=date(2026, 12, 4))[1]
    )
    assert "Comments on its facts sent, 8 Dec 2026" in said(**draft, comments_sent=date(2026, 12, 8))[1]
    assert said(accuracy=points)[0].startswith("no day  Comments")


def test_windows_are_no_days_and_consequences_say_how_sure() -> None:
    """Counted from the best day known; what the outcome brings stands below."""
    last = inspected(outcome="3", published=date(2026, 5, 1), monitoring_months=18, next_full_months=36)
    found = said(inspections=(last,), plan_due=date(2026, 6, 12))
    assert "done    Report published, 1 May 2026" in found
    assert "LATE    Plan submitted, 12 Jun 2026, 178 days ago" in found
    assert "about   Monitoring inspection, 1 Nov 2027 (counted from 1 May 2026; a window, no day)" in found
    assert any(one.startswith("about   Next full inspection, 1 May 2029") for one in found)
    bare = said(inspections=(inspected(),), plan_submitted=date(2026, 6, 1))
    assert "done    Plan submitted, 1 Jun 2026" in bare
    assert not any(one.startswith("about") for one in bare)


def test_what_an_outcome_brings_says_how_sure_it_is() -> None:
    """Each consequence without a day; those with months are windows already."""
    framework = make_framework()
    told = [
        Consequence(kind="plan", text="A plan is published.", status="seen", source="handbook"),
        Consequence(kind="oversight", text="Somebody watches.", status="reported", source="handbook"),
        Consequence(kind="next", text="Again.", within_months=36, status="seen", source="handbook"),
    ]
    outcomes = tuple(one.model_copy(update={"consequences": tuple(told)}) for one in framework.outcomes)
    changed = framework.model_copy(update={"outcomes": outcomes})
    held = area(inspections=(inspected(outcome=framework.outcomes[0].id),))
    lines = [step_words(one, AS_AT) for one in steps(changed, held, AS_AT)]
    assert lines[1:] == ["no day  A plan is published.", "no day  Somebody watches. (reported)"]


def test_promises_stand_by_their_day() -> None:
    """Kept, late, due or without a day; nobody is invented."""
    promises = (
        Promise(what="No day"),
        Promise(what="Call back", whom="parents", by="SEND lead", due=date(2026, 12, 8)),
        Promise(what="Old", due=date(2026, 11, 1), kept=date(2026, 11, 2)),
    )
    assert said(promises=promises)[1:] == [
        "done    Promised: Old, 2 Nov 2026 (to whom is not said, nobody named)",
        "due     Promised: Call back, 8 Dec 2026, in 1 day (to parents, SEND lead)",
        "no day  Promised: No day (to whom is not said, nobody named)",
    ]


def test_a_promise_is_broken_once_its_day_has_passed_and_nobody_kept_it() -> None:
    """Not on its day, not without one, not once it was kept; the longest past first."""
    promises = (
        Promise(what="Call back", due=date(2026, 12, 6)),
        Promise(what="Write", due=date(2026, 11, 1)),
        Promise(what="Meet", due=AS_AT),
        Promise(what="Publish"),
        Promise(what="Report", due=date(2026, 11, 1), kept=date(2026, 11, 20)),
    )
    assert [one.what for _, one in broken_promises(area(promises=promises), AS_AT)] == ["Write", "Call back"]


def test_the_days_of_the_report_that_was_read_in_stand_in_the_list() -> None:
    """Nobody types them again."""
    days = {"received": date(2026, 4, 20), "published": date(2026, 4, 27)}
    words = said(inspections=(inspected(**days),))
    assert "done    Final report received, 20 Apr 2026" in words
    assert "done    Report published, 27 Apr 2026" in words
