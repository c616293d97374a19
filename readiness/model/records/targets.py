"""What evidence can be linked to: finding a target by its id, its words and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from readiness.base.folding import fold
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Link, TargetKind, text_fingerprint
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation

if TYPE_CHECKING:
    from readiness.model.definition.framework import Criterion, Framework, Lens, RequestItem
    from readiness.model.records.tables import Records

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
    if kind == "prompt":
        prompt = framework.prompts.get(target_id)
        return prompt.text if prompt else None
    if kind in RECORD_TARGETS:
        return _record_text(records, kind, target_id)
    titled: Mapping[str, Criterion] | Mapping[str, Lens] | Mapping[str, RequestItem]
    if kind == "criterion":
        titled = framework.criteria
    else:
        titled = framework.lenses_by_id if kind == "lens" else framework.requests_by_id
    if found := titled.get(target_id):
        return found.title
    state = records.requests.get(target_id) if kind == "request" else None
    return state.local_title or None if state else None


def _record_text(records: Records, kind: TargetKind, target_id: str) -> str | None:
    match records.table(RECORD_TARGETS[kind]).get(target_id):
        case Statement() as statement:
            return f"{statement.text}\n{statement.impact}".rstrip("\n")
        case Recommendation() as recommendation:
            return recommendation.text
        case (Action() | Measure()) as titled:
            return titled.title
    return None


def target_fingerprint(framework: Framework, records: Records, kind: TargetKind, target_id: str) -> str:
    """Fingerprint of a target as it stands; empty when there is no such target.

    A prompt is read under its criterion: its fingerprint is of the words of both.
    """
    text = target_text(framework, records, kind, target_id)
    if text is None:
        return ""
    if kind == "prompt":
        criterion = framework.criteria[framework.criterion_of_prompt[target_id]]
        text = f"{fold(criterion.title)}\n{text}"
    return text_fingerprint(text)


def still_reads(framework: Framework, records: Records, link: Link) -> bool:
    """Whether the target of a link says what it said when the link was reviewed.

    Earlier versions kept the words of a prompt alone: so long as those are the same, nothing is known to
    have changed.
    """
    if link.target_seen == target_fingerprint(framework, records, link.target_kind, link.target):
        return True
    prompt = framework.prompts.get(link.target) if link.target_kind == "prompt" else None
    return prompt is not None and link.target_seen == text_fingerprint(prompt.text)


def kinds_of(framework: Framework, records: Records, target_id: str) -> Iterator[TargetKind]:
    """Every kind of target that has this id; usually one."""
    kinds: tuple[TargetKind, ...] = ("criterion", "prompt", "lens", "request", *RECORD_TARGETS)
    for kind in kinds:
        if target_text(framework, records, kind, target_id) is not None:
            yield kind
