"""Recommendations, actions and measures as rows of one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.tui.dates import short_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from readiness.core.improvement import Action, Recommendation
    from readiness.core.measures import Measure
    from readiness.tui.session import Session

_BARS = "▁▂▃▄▅▆▇█"
_SERIES = 8


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the plan, and what its detail says."""

    id: str
    kind: str
    title: str
    who: str
    due: date | None
    state: str
    facts: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """What the filter looks at."""
        return f"{self.id} {self.kind} {self.title} {self.who} {self.state}".casefold()


def plan_rows(session: Session) -> Iterator[PlanRow]:
    """Every recommendation, action and measure."""
    records = session.records
    yield from (_recommendation(one) for one in records.recommendations.values())
    yield from (_action(session, one) for one in records.actions.values())
    yield from (_measure(one) for one in records.measures.values())


def sparkline(values: Sequence[float]) -> str:
    """The last values as small bars, lowest to highest; empty for fewer than two."""
    shown = values[-_SERIES:]
    if len(shown) < 2:  # noqa: PLR2004 - one value has no course
        return ""
    low, span = min(shown), max(shown) - min(shown)
    top = len(_BARS) - 1
    return "".join(_BARS[round((one - low) / span * top)] if span else _BARS[top // 2] for one in shown)


def _recommendation(one: Recommendation) -> PlanRow:
    facts = (
        ("source", one.source),
        ("made on", short_date(one.made_on)),
        ("responsible", ", ".join(one.responsible)),
        ("criteria", ", ".join(one.criteria)),
    )
    kind = one.kind.replace("_", " ")
    return PlanRow(one.id, "recommendation", one.text, ", ".join(one.responsible), None, kind, facts)


def _action(session: Session, one: Action) -> PlanRow:
    is_late = one.due is not None and one.due < session.today and one.status not in {"done", "stopped"}
    state = f"{one.status.replace('_', ' ')} {one.percent_done}%" + (" LATE" if is_late else "")
    steps = "; ".join(
        f"{step.title} {'done' if step.done else short_date(step.due)}".strip() for step in one.milestones
    )
    facts = (
        ("answers", ", ".join((*one.statements, *one.recommendations))),
        ("responsible", one.responsible),
        ("due", short_date(one.due)),
        ("state", state),
        ("milestones", steps),
        ("success measure", one.success_measure),
        ("measures", ", ".join(one.measures)),
        ("progress", one.progress),
        ("criteria", ", ".join(one.criteria)),
    )
    return PlanRow(one.id, "action", one.title, one.responsible, one.due, state, facts)


def _measure(one: Measure) -> PlanRow:
    series = [each.value for each in one.observations]
    latest = one.latest
    state = f"{latest.value:g} {one.unit} {sparkline(series)}".strip() if latest else "no figure yet"
    facts = (
        ("good is", one.good),
        (
            "baseline",
            f"{one.baseline.value:g} at {short_date(one.baseline.period_to)}" if one.baseline else "",
        ),
        ("latest", f"{latest.value:g} at {short_date(latest.period_to)}" if latest else ""),
        ("target", f"{one.target:g} by {short_date(one.target_by)}" if one.target is not None else ""),
        ("course", sparkline(series)),
        ("beside it", "; ".join(f"{each.name} {each.value:g} ({each.period})" for each in one.benchmarks)),
        ("criteria", ", ".join(one.criteria)),
        ("statements", ", ".join(one.statements)),
    )
    return PlanRow(one.id, "measure", one.title, "", one.target_by, state, facts)
