"""The command that prints everything a definition holds, for people who cannot use the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from readiness.model.definition.facts import Node
    from readiness.model.definition.framework import Framework

_TITLES = {
    "group": "Groups",
    "criterion": "Criteria",
    "prompt": "Prompts",
    "lens": "Lenses",
    "outcome": "Outcomes",
    "scale": "Scales",
    "level": "Levels of scales",
    "consequence": "What follows from each outcome",
    "section": "Sections of what is asked for",
    "request": "What is asked for",
    "deadline": "Deadlines",
    "recurring": "Recurring deadlines",
    "timetable": "Timetables",
    "event": "Timetables, event by event",
    "body": "Who answers",
    "agency": "Partners",
    "evidence_kind": "Kinds of evidence",
    "person_list": "Person-level lists",
    "column": "Columns of person-level lists",
    "code_source": "What their codes are known from",
    "rule": "Rules of person-level lists",
    "comparator": "Published figures",
    "ready_measure": "Measures to take over",
    "theme": "Themes of published reports",
    "role": "Roles",
    "term": "Glossary",
    "check": "Checks set otherwise",
}
"""Every kind of part in the order it is printed, with its heading."""


def show(
    context: typer.Context, framework_id: Annotated[str, typer.Argument(metavar="ID", help="Framework id.")]
) -> None:
    """Show everything a framework holds, prompts included, each fact with how far it is confirmed.

    In a workspace that works to it: as it is in force there, with what was confirmed and corrected.
    Example: readiness frameworks show area-send-2023
    """
    session: Session = context.obj
    framework, which = _framework(session, framework_id)
    source = framework.source
    lines = [
        framework.title,
        f"{framework.edition or framework.version}, {framework.validity}.",
        which,
        f"Source: {source.title}{f', {source.url}' if source.url else ''}",
    ]
    emit(session, framework.model_dump(mode="json"), *_tables(framework), lines=lines)


def _framework(session: Session, framework_id: str) -> tuple[Framework, str]:
    """The one in force where the workspace works to it; else one of its own, else the shipped one."""
    from readiness.definitions.at_hand import ORIGIN_WORDS, at_hand
    from readiness.definitions.catalogue import load_shipped

    if session.find() is not None:
        ws = session.open()
        if framework_id.casefold() == ws.framework.id.casefold():
            ws.need_definition()
            return ws.framework, ws.definition.words if ws.definition is not None else ""
        for one in at_hand(ws.root, framework_id, []):
            if one.is_sound and one.origin == "local":
                return one.framework, f"As in {ORIGIN_WORDS[one.origin]}."
    return load_shipped(framework_id)[0], "As it came with the program."


def _tables(framework: Framework) -> Iterator[Table]:
    from readiness.model.definition.parts import PARTS, named_owners

    for part, title in _TITLES.items():
        spec = PARTS[part]
        held = {one.field for one in PARTS.values() if part in one.owners}
        rows = [
            _row(one, spec.key, under, held)
            for under, owner in named_owners(framework, part)
            for one in getattr(owner, spec.field)
        ]
        if rows:
            said = framework.terms.said(title)
            yield Table(("Id", "Belongs to", "Words", "Details", "How sure", "Source"), rows, title=said)
    if framework.voices:
        rows = [_row(one, "id", "") for one in framework.voices]
        yield Table(("Id", "Belongs to", "Words", "Details", "How sure", "Source"), rows, title="Voices")
    sources = [(key, one.title, one.url, one.licence, one.date) for key, one in framework.sources.items()]
    yield Table(("Key", "Title", "Address", "Licence", "Date"), sources, title="Sources")


_WORDS = ("title", "text", "meaning", "measure", "message")

_APART = frozenset({"status", "source", "confirmed_by", "confirmed_on", "criteria"})


def _row(node: Node, key: str, owner: str, held: Container[str] = ()) -> tuple[str, ...]:
    """A part in a line.

    Args:
        node: The part.
        key: Name of the field that is its id.
        owner: Name of what it belongs to.
        held: Fields whose parts are printed in a table of their own.
    """
    from readiness.definitions.fact_words import said
    from readiness.model.definition.facts import Fact

    words = next((name for name in _WORDS if getattr(node, name, "")), "")
    details = [
        f"{name.replace('_', ' ')}: {_nested(value) or said(value)}"
        for name, value in ((name, getattr(node, name)) for name in type(node).model_fields)
        if name not in {*_APART, key, words} and name not in held and value not in (None, "", (), False)
    ]
    criteria = getattr(node, "criteria", ())
    if criteria and isinstance(criteria[0], str):
        details.insert(0, f"criteria: {', '.join(criteria)}")
    sure = str(getattr(node, "status", ""))
    if isinstance(node, Fact) and node.confirmed_on is not None:
        sure = f"{sure} by {node.confirmed_by}, {node.confirmed_on:%d/%m/%Y}"
    return (
        str(getattr(node, key)), owner, str(getattr(node, words, "")), "; ".join(details), sure,
        str(getattr(node, "source", "")),
    )  # fmt: skip


def _nested(value: object) -> str:
    """Parts without a table of their own, such as what the file of a return must look like, in words."""
    from readiness.definitions.fact_words import said
    from readiness.model.definition.facts import Node

    if isinstance(value, Node):
        value = (value,)
    if not isinstance(value, tuple) or not value or not isinstance(value[0], Node):
        return ""
    return " | ".join(
        ", ".join(
            f"{name.replace('_', ' ')} {_nested(held) or said(held)}"
            for name in type(one).model_fields
            if name not in {"source", "confirmed_by", "confirmed_on"}
            and (held := getattr(one, name)) not in (None, "", (), False)
        )
        for one in value
    )
