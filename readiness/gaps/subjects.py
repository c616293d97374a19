"""What checks look at one by one, and which of it an edit can affect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from readiness.gaps.checks.check import SubjectKind, View
from readiness.gaps.checks.framework import facts_relied_on
from readiness.model.records.evidence import Link
from readiness.rules.asks import ask_of, asks
from readiness.rules.index import Index
from readiness.rules.links import unsound_links
from readiness.rules.orphans import Orphan, orphans, orphans_with_id

Key = tuple[SubjectKind, str]
"""A kind of subject and an id."""

_RecordTarget = Literal["statement", "request", "recommendation", "action", "measure"]

_TABLES: dict[SubjectKind, str] = {
    "link": "links",
    "statement": "statements",
    "grade": "grades",
    "recommendation": "recommendations",
    "action": "actions",
    "measure": "measures",
    "strategy": "strategies",
    "priority": "priorities",
    "workstream": "workstreams",
    "area": "area",
}

_FACT_TABLES = frozenset({"statements", "grades", "notices", "requests"})
"""Tables whose records rest on framework facts."""


def subjects(view: View) -> Iterator[tuple[Key, object]]:
    """Everything in which a check may find something; withdrawn evidence and sound links are left out."""
    index = view.index
    for criterion in index.framework.criteria.values():
        yield ("criterion", criterion.id), criterion
    for prompt in index.framework.prompts.values():
        yield ("prompt", prompt.id), prompt
    for evidence in index.records.evidence.values():
        if not evidence.is_withdrawn:
            yield ("evidence", evidence.id), evidence
    for link in unsound_links(index):
        yield ("link", link.id), link
    for kind, table in _TABLES.items():
        if kind == "link":
            continue
        for record_id, record in index.records.table(table).items():
            yield (kind, record_id), record
    for ask in asks(index):
        yield ("request", ask.id), ask
    yield from _without_place(index)
    yield from facts(index)


def _without_place(index: Index) -> Iterator[tuple[Key, object]]:
    by_id: dict[str, tuple[Orphan, ...]] = {}
    for one in orphans(index.framework, index.records):
        by_id[one.record.id] = (*by_id.get(one.record.id, ()), one)
    for record_id, named in by_id.items():
        yield ("orphan", record_id), named


def facts(index: Index) -> Iterator[tuple[Key, object]]:
    """The framework facts records rest on."""
    for one in facts_relied_on(index):
        yield ("fact", one.id), one


def subject(index: Index, key: Key) -> object | None:
    """One subject, or None when it is not there (any more). Facts are found all at once, by `facts`."""
    kind, subject_id = key
    if kind == "request":
        is_known = subject_id in index.framework.requests_by_id or subject_id in index.records.requests
        return ask_of(index, subject_id) if is_known else None
    if kind == "orphan":
        return orphans_with_id(index.framework, index.records, subject_id) or None
    if kind == "evidence":
        evidence = index.records.evidence.get(subject_id)
        return evidence if evidence and not evidence.is_withdrawn else None
    if kind in _TABLES:
        return index.records.table(_TABLES[kind]).get(subject_id)
    found: Mapping[str, object] = index.framework.criteria if kind == "criterion" else index.framework.prompts
    return found.get(subject_id)


def rests_on_facts(moved: set[tuple[str, str]]) -> bool:
    """Whether the framework facts relied on may differ once these (table, id) pairs have changed."""
    return any(table in _FACT_TABLES for table, _ in moved)


def affected(index: Index, moved: set[tuple[str, str]]) -> set[Key]:
    """Subjects whose gaps may differ once these (table, id) pairs have; ask the index before and after."""
    found: set[Key] = set()
    for table, record_id in moved:
        found.update(_AFFECTED[table](index, record_id) if table in _AFFECTED else ())
    return found


def places_affected(index: Index, moved: set[tuple[str, str]]) -> set[Key]:
    """Records whose place in the framework may differ once these (table, id) pairs have; as `affected`."""
    found: set[Key] = {("orphan", record_id) for _, record_id in moved}
    for table, record_id in moved:
        if table == "requests":
            found.update(("orphan", link.id) for link in index.links_to("request", record_id))
    return found


def _criterion(index: Index, criterion_id: str) -> Iterator[Key]:
    """A criterion, and what is judged by the evidence that reaches it."""
    if criterion := index.framework.criteria.get(criterion_id):
        yield "criterion", criterion_id
        yield "grade", criterion_id
        for prompt in criterion.prompts:
            yield "prompt", prompt.id


def _link_ends(index: Index, link: Link) -> Iterator[Key]:
    yield "link", link.id
    if link.target_kind != "lens":
        yield link.target_kind, link.target
    yield from _criterion(index, index.criterion_of(link.target_kind, link.target))


def _evidence(index: Index, record_id: str) -> Iterator[Key]:
    yield "evidence", record_id
    for link in index.links_of(record_id):
        yield from _link_ends(index, link)
    if evidence := index.records.evidence.get(record_id):
        for other in index.same_content(evidence.sha256):
            yield "evidence", other.id


def _link(index: Index, record_id: str) -> Iterator[Key]:
    yield "link", record_id
    if link := index.records.links.get(record_id):
        yield "evidence", link.evidence
        yield from _link_ends(index, link)


def _statement(index: Index, record_id: str) -> Iterator[Key]:
    yield from _target(index, "statement", record_id)
    yield from _criterion(index, index.criterion_of("statement", record_id))
    for action in index.actions_for("statement", record_id):
        yield "action", action.id
    for measure in index.measures_for("statement", record_id):
        yield "measure", measure.id


def _grade(_index: Index, record_id: str) -> Iterator[Key]:
    yield "grade", record_id


def _request(index: Index, record_id: str) -> Iterator[Key]:
    yield from _target(index, "request", record_id)


def _recommendation(index: Index, record_id: str) -> Iterator[Key]:
    yield from _target(index, "recommendation", record_id)
    for action in index.actions_for("recommendation", record_id):
        yield "action", action.id


def _action(index: Index, record_id: str) -> Iterator[Key]:
    yield from _target(index, "action", record_id)
    if action := index.records.actions.get(record_id):
        for statement in action.statements:
            yield "statement", statement
        for recommendation in action.recommendations:
            yield "recommendation", recommendation


def _measure(index: Index, record_id: str) -> Iterator[Key]:
    yield from _target(index, "measure", record_id)
    for action in index.actions_for("measure", record_id):
        yield "action", action.id
    for priority in index.priorities_with(record_id):
        yield "priority", priority.id
    if measure := index.records.measures.get(record_id):
        for statement in measure.statements:
            yield "statement", statement
            for beside in index.measures_for("statement", statement):
                yield "measure", beside.id


def _target(index: Index, kind: _RecordTarget, record_id: str) -> Iterator[Key]:
    """A record evidence can be linked to, its links and their evidence."""
    yield kind, record_id
    for link in index.links_to(kind, record_id):
        yield "link", link.id
        yield "evidence", link.evidence


def _progress_note(index: Index, record_id: str) -> Iterator[Key]:
    if note := index.records.progress_notes.get(record_id):
        yield "action", note.about


def _strategy(_index: Index, record_id: str) -> Iterator[Key]:
    yield "strategy", record_id


def _priority(_index: Index, record_id: str) -> Iterator[Key]:
    yield "priority", record_id


def _workstream(_index: Index, record_id: str) -> Iterator[Key]:
    yield "workstream", record_id


def _area(_index: Index, record_id: str) -> Iterator[Key]:
    yield "area", record_id


def _notice(index: Index, _record_id: str) -> Iterator[Key]:
    """Every request item: each kind of inspection asks for its own."""
    for item_id in (*index.framework.requests_by_id, *index.records.requests):
        yield "request", item_id


_AFFECTED = {
    "evidence": _evidence,
    "links": _link,
    "statements": _statement,
    "grades": _grade,
    "requests": _request,
    "recommendations": _recommendation,
    "actions": _action,
    "measures": _measure,
    "notices": _notice,
    "strategies": _strategy,
    "priorities": _priority,
    "workstreams": _workstream,
    "progress_notes": _progress_note,
    "area": _area,
}
