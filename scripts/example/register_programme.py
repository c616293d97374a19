"""The example's strategy, priorities, workstreams and notes of progress."""

from __future__ import annotations

from readiness.model.records.programme import Priority, Strategy, Workstream
from readiness.model.records.progress import ProgressNote
from readiness.model.records.record import Record
from readiness.model.records.tables import make_id
from scripts.example.register_source import Entry, Register, programme, source

_NOW = "joint"
"""Key of the strategy that runs."""


def programme_records(register: Register) -> list[Record]:
    """What the plan is made of above its actions."""
    strategies = [
        Strategy(id=register.find("ST", one["key"]), **{**_plain(one), "aim": one.get("aim", "").strip()})
        for one in programme("strategies")
    ]
    priorities = [
        Priority(
            id=register.find("PR", one["key"]),
            strategies=register.find_all("ST", one.get("strategies", [_NOW])),
            criteria=tuple(one["criteria"]),
            measures=register.find_all("M", one["measures"]),
            position=place,
            **_plain(one),
        )
        for place, one in enumerate(programme("priorities"), start=1)
    ]
    workstreams = [
        Workstream(
            id=register.find("WS", one["key"]),
            members=tuple(one["members"]),
            board=source("programme")["board"],
            priorities=register.find_all("PR", one["priorities"]),
            recommendations=register.find_all("R", one["recommendations"]),
            position=place,
            **_plain(one),
        )
        for place, one in enumerate(programme("workstreams"), start=1)
    ]
    return [*strategies, *priorities, *workstreams]


def placed(register: Register, key: str) -> Entry:
    """Where an action stands in the plan: its workstream, its priorities, when it began, what is seen."""
    found = dict(source("programme")["actions"].get(key, {}))
    if "workstream" in found:
        found["workstream"] = register.find("WS", found["workstream"])
    return {**found, "priorities": register.find_all("PR", found.get("priorities", []))}


def note_records(register: Register) -> list[Record]:
    """Dated notes of progress, in the order they were written."""
    return [
        ProgressNote(
            id=make_id("PN", number),
            about=register.find("P", one["about"]),
            on=one["day"],
            **{name: value for name, value in one.items() if name not in {"about", "day"}},
        )
        for number, one in enumerate(source("programme")["notes"], start=1)
    ]


def _plain(entry: Entry) -> Entry:
    """The fields that stand as they are."""
    return {name: value for name, value in entry.items() if not isinstance(value, list) and name != "key"}
