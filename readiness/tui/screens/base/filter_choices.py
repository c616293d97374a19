"""Choosing a filter from a list instead of typing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.forms.picker import Choice, Picker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


def example_of(session: Session, words: str) -> str:
    """An example of a filter with ids the definition in force has; those it does not have are replaced."""
    framework = session.framework
    known = {"criterion": list(framework.criteria), "kind": list(framework.kinds_by_id)}
    parts = []
    for part in words.split(" "):
        name, colon, value = part.partition(":")
        ids = known.get(name) if colon else None
        if ids is None or value in ids:
            parts.append(part)
        elif ids:
            parts.append(f"{name}:{ids[0]}")
    return " ".join(parts)


async def choose_gap_filter(ui: WorkspaceApp) -> str:
    """A part for the gaps filter the user picks from those that would find something."""
    session = ui.opened
    return await _chosen(ui, list(_gap_filters(session)))


def _gap_filters(session: Session) -> Iterator[Choice]:
    report = session.gaps()
    for severity, number in report.by_severity.items():
        yield Choice(severity, counted(number, "gap"))
    for one in session.framework.criteria.values():
        if number := len(report.for_criterion(one.id)):
            yield Choice(f"criterion:{one.id}", f"{one.short}: {counted(number, 'gap')}")
    for check, number in report.by_check.items():
        yield Choice(f"check:{check}", counted(number, "gap"))
    yield Choice("unowned", "nobody named")
    yield Choice("-explained", "leave out what another gap explains")


async def choose_evidence_filter(ui: WorkspaceApp) -> str:
    """A part for the evidence filter the user picks."""
    session = ui.opened
    return await _chosen(ui, list(_evidence_filters(session)))


def _evidence_filters(session: Session) -> Iterator[Choice]:
    framework = session.framework
    yield from (Choice(one, words) for one, words in _STATES)
    yield from (Choice(f"kind:{one.id}", one.title) for one in framework.evidence_kinds)
    yield from (Choice(f"agency:{one.id}", one.title) for one in framework.agencies)
    yield from (Choice(f"criterion:{one.id}", one.short) for one in framework.criteria.values())
    owners = {one.owner for one in session.records.evidence.values() if one.owner}
    yield from (Choice(quoted("owner", one), "owner") for one in sorted(owners))


_STATES = (
    ("stale", "its shelf life has run out at the date"),
    ("undated", "no period covered"),
    ("unlinked", "proves nothing yet"),
    ("unowned", "nobody named"),
    ("missing", "its file is not there"),
    ("changed", "its file changed since it was registered"),
    ("reading:locked", "its file asks for a password"),
    ("reading:pictures", "its file is a scan or holds pictures only"),
    ("unread", "its words could not be read, whatever the reason"),
    ("unchecked", "nobody has looked for personal data"),
    ("personal", "holds personal data"),
    ("withdrawn", "no longer relied on"),
)


def quoted(field: str, value: str) -> str:
    """A part of a filter for a value that may hold spaces."""
    return f'{field}:"{value}"' if " " in value else f"{field}:{value}"


async def _chosen(ui: WorkspaceApp, choices: list[Choice]) -> str:
    return await ui.push_screen_wait(Picker("Show only", choices))


async def choose_request_filter(ui: WorkspaceApp) -> str:
    """A part for the requests filter the user picks."""
    from readiness.model.vocabulary import REQUEST_STATUS_TITLES

    session = ui.opened
    framework = session.framework
    choices = [
        Choice("open", "applies and is not ready"),
        Choice("ready", "could be handed over now"),
        Choice("unowned", "nobody named"),
        *(Choice(f"status:{one}", words) for one, words in REQUEST_STATUS_TITLES.items()),
        *(Choice(f"deadline:{one.id}", one.title) for one in framework.deadline_classes),
        *(Choice(f"body:{one.id}", one.title) for one in framework.bodies),
        *(Choice(f"agency:{one.id}", one.title) for one in framework.agencies),
        *(Choice(quoted("owner", one), "owner") for one in sorted(_owners(session))),
        *(Choice(f"section:{one.id}", one.title) for one in framework.request_sections),
    ]
    return await ui.push_screen_wait(Picker("Show only", choices))


def _owners(session: Session) -> set[str]:
    return {one.owner for one in session.records.requests.values() if one.owner.strip()}
