"""The example's register: its YAML and CSV as records, stored step by step as a partnership would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from readiness.model.records.changes import Change, Transaction, put
from readiness.model.records.record import Record
from readiness.store.tinydb.repository import FolderRepository
from scripts.example.register_evidence import evidence_records, link_records
from scripts.example.register_improvement import action_records, measure_records, recommendation_records
from scripts.example.register_programme import note_records, programme_records
from scripts.example.register_requests import request_records
from scripts.example.register_source import Register, read_register
from scripts.example.register_statements import area_record, grade_records, statement_records


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction of the example's history."""

    at: str
    """Moment in UTC, ISO form."""
    user: str
    label: str
    changes: tuple[Change, ...]


def write_register(target: Path) -> Register:
    """Store the register in the workspace at `target`, whose files are already there."""
    register = read_register(target)
    with FolderRepository.create(target) as repository:
        for step in _steps(register):
            at = datetime.fromisoformat(step.at).replace(tzinfo=UTC)
            before = repository.load()[0]
            changes = tuple(
                put(change.after, before.table(change.table).get(change.record_id))
                for change in step.changes
                if change.after is not None
            )
            repository.commit(Transaction(step.label, changes), user=step.user, at=at)
    return register


def _steps(register: Register) -> tuple[Step, ...]:
    evidence = evidence_records(register)
    early, late = statement_records(register)
    plans = (*recommendation_records(register), *measure_records(register), *action_records(register))
    programme, notes = programme_records(register), note_records(register)
    asks, links = request_records(register), link_records(register, evidence, late)
    kept = {one.id: one for one in evidence if one.is_withdrawn}
    in_use = [one.model_copy(update={"is_withdrawn": False}) for one in evidence]
    return (
        _step("2026-11-16T09:02:00", "R. Shah", "Set up the local area", [area_record()]),
        _step("2026-11-16T10:15:00", "J. Moss", f"Register {len(evidence)} items of evidence", in_use),
        _step("2026-11-16T14:30:00", "R. Shah", "Bring in the self-evaluation", early),
        _step("2026-11-17T09:40:00", "R. Shah", "Bring in recommendations, measures and actions", plans),
        _step("2026-11-17T10:20:00", "R. Shah", "Set up the strategy and its workstreams", programme),
        _step("2026-11-17T10:45:00", "R. Shah", "Bring in notes of progress", notes),
        _step("2026-11-17T11:05:00", "J. Moss", f"Say where {len(asks)} request items stand", asks),
        _step("2026-11-17T15:20:00", "K. Ali", f"Link evidence in {len(links)} places", links),
        _step("2026-11-18T08:55:00", "K. Ali", "Withdraw the purchasing terms of 2021", list(kept.values())),
        _step("2026-11-18T11:30:00", "R. Shah", "Reword statements after comments", _changed(early, late)),
        _step("2026-11-19T16:10:00", "R. Shah", "Record the local view of nine criteria", grade_records()),
    )


def _step(at: str, user: str, label: str, records: Sequence[Record]) -> Step:
    return Step(at, user, label, tuple(put(one) for one in records))


def _changed(early: list[Record], late: list[Record]) -> list[Record]:
    return [after for before, after in zip(early, late, strict=True) if before != after]
