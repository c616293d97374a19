"""The page of what records name and the framework no longer has: the last node of the tree of criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import quoted
from readiness.model.records.differences import title_of
from readiness.model.records.evaluation import Statement
from readiness.rules.orphans import NOT_IN_FORCE, Orphan, in_short, names_in_words, orphans
from readiness.tui.base.content import line, lines, plain
from readiness.tui.widgets.page import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from readiness.model.records.record import Record
    from readiness.tui.shell.session import Session

GONE = "no longer in the framework"
"""Id of the node; no criterion or prompt has blanks in its id."""

_GONE = "gone:"

_MUTED = "$text-muted"

_SHOWN = 300


def node_of(session: Session, record_id: str) -> str:
    """The node that shows a criterion, a prompt, a statement or a local view; `GONE` when it has no other."""
    statement = session.records.statements.get(record_id)
    node = statement.criterion if statement else record_id
    framework = session.framework
    return node if node in framework.criteria or node in framework.prompts else GONE


def gone_mark(session: Session) -> dict[str, str]:
    """What the tree says beside the node; empty when every record has its place."""
    found = orphans(session.framework, session.records)
    return {GONE: str(len({(one.record.table, one.record.id) for one in found}))} if found else {}


def gone_head(session: Session) -> Content:
    """What the page is about."""
    found = orphans(session.framework, session.records)
    return lines(
        [
            plain(NOT_IN_FORCE, "bold"),
            plain(in_short(found) or "Every record has its place in the framework."),
            plain("They are kept. Give each what has taken its place, or take the reference out.", _MUTED),
        ]
    )


def gone_entries(session: Session) -> Iterator[Entry]:
    """Every record that names what is gone: statements in full, the others in a line each."""
    named: dict[tuple[str, str], list[Orphan]] = {}
    for one in orphans(session.framework, session.records):
        named.setdefault((one.record.table, one.record.id), []).append(one)
    ordered = sorted(named.items(), key=lambda item: item[0][0] != Statement.table)
    for (table, record_id), found in ordered[:_SHOWN]:
        record = found[0].record
        key = record_id if table == Statement.table else f"{_GONE}{table}:{record_id}"
        yield Entry(lines(_entry(record, found)), id=key)
    if len(ordered) > _SHOWN:
        yield Entry(
            plain(f"{len(ordered) - _SHOWN} more: the gaps list them all (not-in-framework).", _MUTED)
        )


def gone_record(key: str) -> str:
    """The record an entry of this page stands for; empty for any other entry."""
    return key.removeprefix(_GONE).partition(":")[2] if key.startswith(_GONE) else ""


def _entry(record: Record, found: list[Orphan]) -> Iterator[Content]:
    yield line(plain(record.id, "bold"), plain(f"  {names_in_words(found)}", _MUTED))
    if isinstance(record, Statement):
        yield plain(f"  {record.text}", keep_breaks=True)
        if record.impact.strip():
            yield line(plain("  So what?  ", _MUTED), plain(record.impact, keep_breaks=True))
    elif (title := title_of(record)) != record.id:
        yield plain(f"  {quoted(title, 120)}")
