"""Recommendations, actions and measures of the example."""

from __future__ import annotations

from datetime import date

from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.model.records.plan import Action, Closing, Milestone, Recommendation
from scripts.example.register_programme import placed
from scripts.example.register_source import Entry, Register, improvement


def recommendation_records(register: Register) -> list[Recommendation]:
    """What reports told the partnership to do."""
    return [
        Recommendation(
            id=register.find("R", entry["key"]),
            kind=entry["kind"],
            text=entry["text"].strip(),
            source=entry["source"],
            made_on=entry["made_on"],
            responsible=tuple(entry["responsible"]),
            criteria=tuple(entry["criteria"]),
            closing=_closing(entry.get("closing")),
        )
        for entry in improvement("recommendations")
    ]


def _closing(entry: Entry | None) -> Closing | None:
    return Closing(on=entry["day"], words=entry["words"], by=entry["by"]) if entry else None


def action_records(register: Register) -> list[Action]:
    """What the partnership does about it."""
    return [_action(register, entry) for entry in improvement("actions")]


def _action(register: Register, entry: Entry) -> Action:
    measures = register.find_all("M", entry.get("measures", []))
    return Action(
        id=register.find("P", entry["key"]),
        title=entry["title"],
        statements=register.find_all("S", entry.get("statements", [])),
        recommendations=register.find_all("R", entry.get("recommendations", [])),
        criteria=tuple(entry.get("criteria", ())),
        responsible=entry["responsible"],
        due=entry.get("due"),
        status=entry["status"],
        percent_done=entry.get("percent_done", 0),
        milestones=tuple(Milestone(**one) for one in entry.get("milestones", ())),
        success_measure=entry.get("success_measure", ""),
        measures=(*measures, *entry.get("missing_measures", ())),
        progress=entry.get("progress", ""),
        **{"effect": entry.get("effect", "none_yet"), **placed(register, entry["key"])},
    )


def measure_records(register: Register) -> list[Measure]:
    """What is counted, with its series and what to set beside it."""
    return [_measure(register, entry) for entry in improvement("measures")]


def _measure(register: Register, entry: Entry) -> Measure:
    where = register.find("E", entry["evidence"]) if "evidence" in entry else ""
    target_by, target = entry.get("target", (None, None))
    start = entry.get("baseline")
    statements = register.find_all("S", entry.get("statements", []))
    return Measure(
        id=register.find("M", entry["key"]),
        title=entry["title"],
        unit=entry["unit"],
        good=entry["good"],
        owner=entry.get("owner", ""),
        cycle=entry.get("cycle"),
        baseline=_observation(start[0], start[1], where) if start else None,
        target=target,
        target_by=target_by,
        observations=tuple(_observation(day, value, where) for day, value in entry.get("series", {}).items()),
        benchmarks=tuple(
            Benchmark(name=name, value=value, period=period, source=origin)
            for name, value, period, origin in entry.get("benchmarks", ())
        ),
        criteria=tuple(entry["criteria"]),
        statements=(*statements, *entry.get("missing_statements", ())),
    )


def _observation(day: date, value: float | Entry, where: str) -> Observation:
    said = value if isinstance(value, dict) else {"value": value}
    return Observation.model_validate({"period_to": day, "source": where, **said})
