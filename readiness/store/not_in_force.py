"""What the doctor finds wrong with the definition in force, and between it and the records."""

from __future__ import annotations

from pathlib import Path

from readiness.base.errors import ReadinessError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.definitions.confirming import with_facts
from readiness.definitions.in_force import DEFAULT_FRAMEWORK
from readiness.definitions.pinned import in_force
from readiness.definitions.stand_in import missing
from readiness.model.definition.parts import facts
from readiness.model.records.tables import Records
from readiness.rules.orphans import Orphan, names_in_words, orphans
from readiness.store.examination import Examined
from readiness.store.layout import SNAPSHOT_NAME

_MOVE = "Name what has taken its place, or do it for many with 'readiness frameworks place'."


def examined_beside(root: Path, records: Records, *, file: str = SNAPSHOT_NAME) -> tuple[Examined, Examined]:
    """The definition itself, with what is confirmed of it, and the records beside it.

    Without a definition nothing can be said of the records.
    """
    area = next(iter(records.area.values()), None)
    name, mark = (area.framework, area.definition) if area else (DEFAULT_FRAMEWORK, "")
    try:
        used = in_force(root, name, mark)
    except ReadinessError as error:
        return Examined(_DEFINITION, 0, (missing(error),)), Examined(_RECORDS, 0, ())
    _, faults = with_facts(used.framework, records.facts.values())
    named: dict[tuple[str, str], list[Orphan]] = {}
    for one in orphans(used.framework, records):
        named.setdefault((one.record.table, one.record.id), []).append(one)
    return (
        Examined(_DEFINITION, sum(1 for _ in facts(used.framework)), (*used.problems, *faults)),
        Examined(_RECORDS, sum(1 for _ in records), tuple(_problem(mine, file) for mine in named.values())),
    )


_DEFINITION, _RECORDS = "facts of the definition", "records beside the framework"


def _problem(mine: list[Orphan], file: str) -> Problem:
    verb = "is" if len({one.name for one in mine}) == 1 else "are"
    what = f"It names {visible(names_in_words(mine))}, which {verb} no longer in the framework."
    return Problem("warning", Where(file=file, record=visible(mine[0].record.id)), what, _MOVE)
