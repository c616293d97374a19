"""Where the example stands with each request item, from ``register/requests.csv``."""

from __future__ import annotations

from datetime import date

from readiness.model.records.requests import RequestState
from scripts.example.register_source import Register, request_rows, source


def request_records(register: Register) -> list[RequestState]:
    """One state for every request item of the framework, and one for an item that is no longer there."""
    rows = {row["id"]: row for row in request_rows()}
    if rows.keys() != register.framework.requests_by_id.keys():
        odd = rows.keys() ^ register.framework.requests_by_id.keys()
        raise ValueError(f"requests.csv and the framework differ in {sorted(odd)}")
    return [*(_state(row) for row in rows.values()), *_leftover()]


def _state(row: dict[str, str]) -> RequestState:
    is_open = row["status"] != "not_applicable"
    return RequestState.model_validate(
        {
            "id": row["id"],
            "owner": source("people")[row["owner"]],
            "source_system": row["source_system"],
            "lead_time_hours": int(row["lead_hours"]) if row["lead_hours"] else None,
            "status": row["status"],
            "last_produced": date.fromisoformat(row["last_produced"]) if row["last_produced"] else None,
            "notes": row["note"] if is_open else "",
            "reason": "" if is_open else row["note"],
        }
    )


def _leftover() -> list[RequestState]:
    people = source("people")
    return [RequestState(**{**one, "owner": people[one["owner"]]}) for one in source("leftovers")["requests"]]
