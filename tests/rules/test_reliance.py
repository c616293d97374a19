"""The few doubts that carry the risk: what rests on each, and that each goes when it is settled or moot."""

from __future__ import annotations

from datetime import UTC, datetime

from readiness.model.definition.parts import places
from readiness.model.records.area import Area, PastInspection
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.records.record import Record
from readiness.model.records.requests import AskedIn, RequestState
from readiness.rules.index import Index
from readiness.rules.reliance import Doubt, doubts, due_by, open_facts, proof
from tests.making.building import (
    AS_AT,
    fact,
    make_criterion,
    make_evidence,
    make_framework,
    make_full_framework,
    make_grade,
    make_other_framework,
    make_records,
    make_statement,
    make_timetable,
)

FRAMEWORK = make_framework(
    groups=(
        make_framework()
        .groups[0]
        .model_copy(
            update={
                "criteria": (make_criterion("A1", status="assumed"), make_criterion("A2", status="reported"))
            }
        ),
    )
)
NOTICE = Notice(id="N0001", received=datetime(2026, 11, 23, 9, tzinfo=UTC), kind="full")


def found(*records: Record) -> dict[str, Doubt]:
    """The doubts of a workspace with these records, by name."""
    return {one.name: one for one in doubts(Index(FRAMEWORK, make_records(records)))}


def corrected(event: str) -> Notice:
    """The notice with the moment of an event, or of a deadline, as the lead inspector gave it."""
    correction = DateCorrection(event=event, on=AS_AT, reason="told so", by="Lead inspector")
    return NOTICE.model_copy(update={"corrections": (correction,)})


def test_what_rests_on_each_is_counted_most_first() -> None:
    """Items on a deadline and on the list, statements on the wording, evidence on the day of the visit."""
    held = found(
        make_statement(1), make_statement(2, criterion="A2"), make_grade("A2", "3"),
        make_evidence(1), make_evidence(2), make_evidence(3, is_withdrawn=True),
    )  # fmt: skip
    assert {name: (one.count, one.status) for name, one in held.items()} == {
        "under:A": (3, "assumed"),
        "event:full.on-site": (2, "reported"),
        "deadline:A": (1, "assumed"),
        "kind:request": (1, "inferred"),
        "kind:outcome": (1, "assumed"),
    }
    assert held["under:A"].use == "2 statements and 1 local view"
    assert held["under:A"].what == "the wording of criteria A1 and A2"
    assert held["deadline:A"].use == "the deadline of 1 request item"
    assert held["event:full.on-site"].use == "the day that 2 items of evidence are measured at"
    assert [one.count for one in doubts(Index(FRAMEWORK, make_records([make_statement(1)])))] == [1, 1, 1]


def test_what_carries_nothing_is_no_risk() -> None:
    """Wording nobody wrote under, outcomes nobody gave, a framework with no timetable."""
    assert set(found()) == {"deadline:A", "kind:request"}
    bare = Index(make_other_framework(), make_records())
    assert doubts(bare) == ()


def test_an_official_list_confirms_what_it_asks_for() -> None:
    """An item that is asked for is in doubt no more, and one that is left out carries nothing."""
    asked = RequestState(id="PLN02", asked_in=(AskedIn(list="Annex A", title="Waits"),))
    assert "kind:request" not in found(asked)
    assert "kind:request" not in found(RequestState(id="PLN02", is_asked=False))


def test_a_moment_given_by_the_lead_inspector_settles_what_rests_on_it() -> None:
    """A deadline or a day corrected in the running notice; an item with a moment of its own."""
    assert "deadline:A" in found(NOTICE)
    assert "deadline:A" not in found(corrected("A"))
    evidence = make_evidence(1)
    assert "event:full.on-site" in found(NOTICE, evidence)
    assert "event:full.on-site" not in found(corrected("on-site"), evidence)
    own = RequestState(id="PLN01", due_override=datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert "deadline:A" not in found(own)
    assert due_by(Index(FRAMEWORK, make_records()), "A") == ("PLN01",)


def test_what_proves_a_fact_here_is_said() -> None:
    """A list that asks for the item; the moment given for the running notice, by whoever gave it."""
    asked = RequestState(id="PLN02", asked_in=(AskedIn(list="Annex A", title="Waits"),))
    nobody = corrected("on-site").model_copy(
        update={"corrections": (DateCorrection(event="on-site", on=AS_AT, reason="told so"),)}
    )
    known = places(FRAMEWORK)

    def said(key: str, *records: Record) -> str:
        return proof(Index(FRAMEWORK, make_records(records)), known[key])

    assert said("request:PLN02", asked) == "asked for in Annex A"
    assert said("request:PLN01", asked) == ""
    assert said("deadline:A", corrected("A")) == "given by Lead inspector for N0001"
    assert said("event:full.on-site", nobody) == "given by whoever corrected it for N0001"
    assert said("event:full.on-site", corrected("A")) == ""
    assert said("criterion:A1", corrected("A1")) == ""
    assert said("deadline:A") == ""


def test_days_that_others_count_from_and_days_that_something_is_due_carry_them() -> None:
    """Of the kind of inspection that runs."""
    call, fieldwork, site, feedback = make_timetable().events
    draft = feedback.model_copy(update={"id": "draft", "status": "assumed"})
    answer = feedback.model_copy(
        update={"id": "answer", "anchor": "draft", "is_deadline": True, "status": "assumed"}
    )
    timetable = make_timetable(events=(call, fieldwork, site, draft, answer))
    framework = make_framework(timetables=(timetable,))
    held = {one.name: one.use for one in doubts(Index(framework, make_records()))}
    assert held["event:full.draft"] == "1 other date counted from it"
    assert held["event:full.answer"] == "a day by which something is due"
    assert fact()["status"] == call.status


def test_levels_returns_and_what_follows_the_last_inspection_carry_something() -> None:
    """A view given on a scale, each day of a return, each thing to do that nobody has confirmed."""
    framework = make_full_framework()
    last = PastInspection(kind="full", first=AS_AT, last=AS_AT, outcome="2")
    area = Area(id="area", name="Testshire", framework=framework.id, inspections=(last,))
    records = make_records([area, make_grade("A1", "low")])
    held = {one.name: one for one in doubts(Index(framework, records))}
    assert {name: held[name].count for name in ("kind:level", "recurring:quarter", "consequence:2")} == {
        "kind:level": 1,
        "recurring:quarter": 2,
        "consequence:2": 2,
    }
    assert [one.key for one in held["consequence:2"].facts] == [
        "consequence:2.nachster-besuch",
        "consequence:2.plan-2",
    ]
    assert "consequence:1" not in held


def test_what_nobody_has_confirmed_is_open_unless_something_proves_it() -> None:
    """Of the whole framework, or of those chosen."""
    index = Index(FRAMEWORK, make_records([NOTICE]))
    keys = [one.key for one in open_facts(index)]
    assert "deadline:A" in keys
    assert "deadline:B" not in keys
    given = Index(FRAMEWORK, make_records([corrected("A")]))
    assert set(keys) - {one.key for one in open_facts(given)} == {"deadline:A"}
    chosen = [places(FRAMEWORK)[key] for key in ("deadline:A", "deadline:B")]
    assert [one.key for one in open_facts(index, chosen)] == ["deadline:A"]
