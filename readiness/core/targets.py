"""What evidence can be linked to: finding a target by its id, its words and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.core.evidence import TargetKind, text_fingerprint

if TYPE_CHECKING:
    from readiness.core.framework import Framework
    from readiness.core.records import Records

RECORD_TARGETS: dict[TargetKind, str] = {
    "statement": "statements",
    "recommendation": "recommendations",
    "action": "actions",
    "measure": "measures",
}
"""Target kinds that are records of the workspace, with their table."""


def target_text(framework: Framework, records: Records, kind: TargetKind, target_id: str) -> str | None:
    """The words of a target, or None when there is no such target.

    A statement's words are its draft text and impact; any change of them makes its links suspect.
    """
    match kind:
        case "criterion" if target_id in framework.criteria:
            return framework.criteria[target_id].title
        case "prompt" if target_id in framework.prompts:
            return framework.prompts[target_id].text
        case "lens" if target_id in framework.lenses_by_id:
            return framework.lenses_by_id[target_id].title
        case "request" if target_id in framework.requests_by_id:
            return framework.requests_by_id[target_id].title
        case "request" if (state := records.requests.get(target_id)) and state.local_title:
            return state.local_title
        case "statement" if target_id in records.statements:
            statement = records.statements[target_id]
            return f"{statement.text}\n{statement.impact}".rstrip("\n")
        case "recommendation" if target_id in records.recommendations:
            return records.recommendations[target_id].text
        case "action" if target_id in records.actions:
            return records.actions[target_id].title
        case "measure" if target_id in records.measures:
            return records.measures[target_id].title
    return None


def target_fingerprint(framework: Framework, records: Records, kind: TargetKind, target_id: str) -> str:
    """Fingerprint of a target as it stands; empty when there is no such target."""
    text = target_text(framework, records, kind, target_id)
    return "" if text is None else text_fingerprint(text)


def kinds_of(framework: Framework, records: Records, target_id: str) -> Iterator[TargetKind]:
    """Every kind of target that has this id; usually one."""
    kinds: tuple[TargetKind, ...] = ("criterion", "prompt", "lens", "request", *RECORD_TARGETS)
    for kind in kinds:
        if target_text(framework, records, kind, target_id) is not None:
            yield kind
