"""The area, its statements with their agreement, and its local grades."""

from __future__ import annotations

from collections import Counter
from datetime import date

from readiness.model.records.area import Area
from readiness.model.records.evaluation import Agreement, LocalGrade, Statement
from readiness.model.records.record import Record
from scripts.example.register_source import Entry, Register, source, statement_entries

AS_AT = date(2026, 11, 12)
AGREED_ON = date(2026, 11, 13)
AGREED_BEFORE_ON = date(2026, 9, 12)
AGREED_BY = {
    "education": "R. Shah, assistant director SEND and inclusion",
    "health": "M. Larkin, executive lead for SEND, ICB",
    "social-care": "S. Brandt, designated social care officer",
    "public-health": "G. Tremain, consultant in public health",
    "parent-carer-forum": "P. Hale, chair of Penmarsh Parents Together",
}


def area_record() -> Area:
    """The fictional local area."""
    values = dict(source("area"))
    values["context"] = values["context"].strip()
    return Area(**{**values, "closure_days": tuple(values["closure_days"])})


def statement_records(register: Register) -> tuple[list[Record], list[Record]]:
    """Every statement as first brought in, and as it stands."""
    early: list[Record] = []
    late: list[Record] = []
    places: Counter[tuple[str, str]] = Counter()
    for criterion, entry in statement_entries():
        places[criterion, entry["kind"]] += 1
        now = _statement(register, criterion, entry, places[criterion, entry["kind"]])
        first = now.model_copy(update={"text": entry.get("before", now.text)})
        late.append(_agreed(now, first, entry))
        early.append(late[-1] if "before" not in entry else _agreed(first, first, entry))
    return early, late


def _statement(register: Register, criterion: str, entry: Entry, position: int) -> Statement:
    return Statement(
        id=register.find("S", entry["key"]),
        criterion=criterion,
        kind=entry["kind"],
        text=entry["text"].strip(),
        impact=entry.get("impact", "").strip(),
        lenses=tuple(entry.get("lenses", ())),
        as_at=entry.get("as_at", AS_AT),
        owner=source("statements")["owners"].get(criterion, ""),
        position=position,
    )


def _agreed(statement: Statement, first: Statement, entry: Entry) -> Statement:
    """The statement with who agreed it: this wording, an earlier one, or an agency nobody knows now."""
    earlier = [_agreement(one, first, AGREED_BEFORE_ON) for one in entry.get("agreed_before", ())]
    now = [_agreement(one, statement, AGREED_ON) for one in entry.get("agreed", ())]
    odd = [
        Agreement(agency=one["agency"], by=one["by"], on=one["day"], text_seen=statement.fingerprint)
        for one in source("leftovers")["agreements"]
        if one["statement"] == entry["key"]
    ]
    agreements = (*earlier, *(now if statement != first or not earlier else ()), *odd)
    has_all = {one.agency for one in now} >= set(AGREED_BY)
    whole = {"agreed_text": statement.text, "agreed_impact": statement.impact} if has_all else {}
    return statement.model_copy(update={"agreements": agreements, **whole})


def _agreement(agency: str, statement: Statement, on: date) -> Agreement:
    return Agreement(agency=agency, by=AGREED_BY[agency], on=on, text_seen=statement.fingerprint)


def grade_records() -> list[LocalGrade]:
    """The partnership's own view of the criteria it has looked at, and one left over."""
    leftover = {entry["id"]: entry for entry in source("leftovers")["grades"]}
    views = {**source("grades"), **leftover}
    return [LocalGrade(**{**values, "id": criterion}) for criterion, values in views.items()]
