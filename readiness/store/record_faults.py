"""What can be wrong between records, whichever store keeps them: references, ids, evidence files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.library import files
from readiness.model.records.record import Record
from readiness.model.records.references import NOTED, references
from readiness.model.records.tables import RECORD_TYPES, Records, number_of
from readiness.store.examination import Examined
from readiness.store.layout import SNAPSHOT_NAME

REPAIR = "The doctor's repair can put this right on a copy; a backup may do so too."


def examined_records(
    records: Records, next_numbers: Mapping[str, int], *, file: str = SNAPSHOT_NAME
) -> tuple[Examined, Examined]:
    """The references between records, and their ids beside the numbers that come next."""
    named = sum(1 for _ in _references(records))
    return (
        Examined("references", named, tuple(_dangling(records, file))),
        Examined("ids", sum(1 for _ in records), tuple(_uncounted(records, next_numbers, file))),
    )


def _references(records: Records) -> Iterator[tuple[Record, str, str, str]]:
    """Each reference as (record, field, table, id); targets the framework defines are checked elsewhere."""
    tables = {"statement": "statements", "request": "", "recommendation": "recommendations"}
    tables |= {"action": "actions", "measure": "measures"}
    for link in records.links.values():
        yield link, "evidence", "evidence", link.evidence
        if table := tables.get(link.target_kind):
            yield link, "target", table, link.target
    for record in records:
        if record.table not in {"links", "evidence"}:
            yield from ((record, *one) for one in references(record))
    for note in records.progress_notes.values():
        held = (table for table in NOTED if note.about in records.table(table))
        yield note, "about", next(held, NOTED[0]), note.about


def _dangling(records: Records, file: str) -> Iterator[Problem]:
    for record, name, table, target in _references(records):
        if target not in records.table(table):
            what = f"It refers to {visible(target)}, which is not there."
            where = Where(file=file, record=visible(record.id), field=name)
            yield Problem("error", where, what, "Remove the reference, or undo the deletion.")


def _uncounted(records: Records, next_numbers: Mapping[str, int], file: str) -> Iterator[Problem]:
    for record in records:
        kind = RECORD_TYPES[record.table]
        number = number_of(record.id, kind.prefix)
        if kind.prefix and not number:
            where = Where(file=file, record=visible(record.id), field="id")
            yield Problem("warning", where, f"Its id is not of the form {kind.prefix}0001.", "")
        elif number >= next_numbers.get(record.table, 1) and kind.prefix:
            where = Where(file=file, record=record.id, field="id")
            yield Problem("error", where, "The next new record would get this id again.", REPAIR)


def examined_evidence(records: Records, root: Path, *, read_data: bool) -> Examined:
    """Whether each evidence file is there and as recorded, by its size or by every byte."""
    states = files.file_states(records, root, thorough=read_data)
    found = [
        Problem("warning", Where(record=one), "Its file cannot be read where the record says.", _FIND)
        for one in sorted(states.missing)
    ]
    found += [
        Problem("warning", Where(record=one), "Its file is not what was recorded.", _REVIEW)
        for one in sorted(states.changed)
    ]
    name = "evidence files, every byte read" if read_data else "evidence files, sizes only"
    return Examined(name, len(records.evidence), tuple(found))


_FIND = "Put the file back, or withdraw the evidence."

_REVIEW = "Review it and its links, or put back the file it was."
