"""What the doctor finds wrong between the records and the definition they are read under."""

from __future__ import annotations

from pathlib import Path

from readiness.base.errors import ReadinessError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.definitions.in_force import DEFAULT_FRAMEWORK, load_definition
from readiness.model.records.tables import Records
from readiness.rules.orphans import Orphan, names_in_words, orphans
from readiness.store.layout import SNAPSHOT_NAME

_MOVE = "Name what has taken its place, or do it for many with 'readiness frameworks place'."


def not_in_force(root: Path, records: Records) -> tuple[int, tuple[Problem, ...]]:
    """How many records were looked at, and a problem for each that names what is not in the framework."""
    area = next(iter(records.area.values()), None)
    try:
        framework, _ = load_definition(
            root, area.framework if area else DEFAULT_FRAMEWORK, area.definition if area else ""
        )
    except ReadinessError as error:
        return 0, (Problem("error", Where(file="frameworks"), f"{error.title} {error.detail}", error.hint),)
    named: dict[tuple[str, str], list[Orphan]] = {}
    for one in orphans(framework, records):
        named.setdefault((one.record.table, one.record.id), []).append(one)
    return sum(1 for _ in records), tuple(_problem(mine) for mine in named.values())


def _problem(mine: list[Orphan]) -> Problem:
    verb = "is" if len({one.name for one in mine}) == 1 else "are"
    what = f"It names {visible(names_in_words(mine))}, which {verb} no longer in the framework."
    return Problem("warning", Where(file=SNAPSHOT_NAME, record=visible(mine[0].record.id)), what, _MOVE)
