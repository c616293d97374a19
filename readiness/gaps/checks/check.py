"""What a named check is, what it finds, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from readiness.model.definition.framework import CheckSetting
from readiness.model.records.evidence import Evidence, FileStates
from readiness.model.vocabulary import CheckSeverity
from readiness.rules.calendar.schedule import allowed_hours
from readiness.rules.coverage import CriterionCoverage, criterion_coverage
from readiness.rules.index import Index

SubjectKind = Literal[
    "criterion",
    "prompt",
    "evidence",
    "link",
    "statement",
    "grade",
    "request",
    "recommendation",
    "action",
    "measure",
    "strategy",
    "priority",
    "workstream",
    "fact",
    "orphan",
    "area",
]

Fix = Literal[
    "link",
    "evidence",
    "file",
    "review",
    "statement",
    "impact",
    "agree",
    "grade",
    "owner",
    "request",
    "action",
    "measure",
    "plan",
    "note",
    "confirm",
    "remove",
    "move",
    "promise",
    "after",
]
"""What a screen opens to put a gap right.

link: link evidence to the subject. evidence: edit its details. file: find or replace its file. review:
review the link. statement: write or edit one. impact: write its impact. agree: record agreement. grade:
edit the local view. owner: name who. request: the request item. action, measure: add or edit one.
plan: edit it. note: add a dated note of progress. confirm: confirm the framework's fact. remove: take
out what points nowhere. move: name what is in force instead. promise: say what came of it. after: say
when it was sent.
"""

FIX_WORDS: Mapping[Fix, str] = {
    "link": "link evidence",
    "evidence": "put its details right",
    "file": "say where its file is",
    "review": "check the link",
    "statement": "write or edit it",
    "impact": "say what changed",
    "agree": "record who agrees",
    "grade": "set the local view",
    "owner": "name who",
    "request": "say how far it is",
    "action": "add or edit an action",
    "measure": "add or edit a figure",
    "plan": "put the plan right",
    "note": "add a progress note",
    "confirm": "confirm or correct it",
    "remove": "take it out",
    "move": "say what replaces it",
    "promise": "say that it was kept",
    "after": "say when it was sent",
}
"""What puts each right, in a few words."""

T = TypeVar("T")


class Finding(NamedTuple):
    """What a check found wrong with one subject."""

    words: Mapping[str, object]
    """Fills the check's reason."""
    records: tuple[str, ...] = ()
    """Ids of the records behind it."""
    criteria: tuple[str, ...] = ()
    """Ids of the criteria it weakens."""
    owner: str = ""
    due: date | None = None
    hours: float | None = None
    """Working hours from the call to its deadline, for an ask."""
    part_of: str = ""
    """Id of a check whose gap on the same criterion explains this one."""


class View:
    """A workspace as a check sees it: as at one date, with the framework's settings.

    Attributes:
        index: The records and the ways between them.
        evidence: Every item of evidence by id.
        as_at: The date everything is measured at.
        files: What became of evidence files.
    """

    def __init__(self, index: Index, as_at: date, files: FileStates, limits: Mapping[str, int]) -> None:
        self.index = index
        self.evidence = index.records.evidence
        self.as_at = as_at
        self.files = files
        self._limits = limits
        self._coverage: dict[str, CriterionCoverage] = {}
        self._criteria: dict[str, tuple[str, ...]] = {}
        self._allowed: dict[str, float] | None = None

    def limit(self, check_id: str) -> int:
        """The threshold of a check that has one."""
        return self._limits[check_id]

    def coverage(self, criterion_id: str) -> CriterionCoverage:
        """Coverage of a criterion at the date; worked out once."""
        found = self._coverage.get(criterion_id)
        if found is None:
            found = self._coverage[criterion_id] = criterion_coverage(self.index, criterion_id, self.as_at)
        return found

    def criteria_of(self, evidence_id: str) -> tuple[str, ...]:
        """Ids of the criteria an item of evidence reaches; worked out once."""
        found = self._criteria.get(evidence_id)
        if found is None:
            found = self._criteria[evidence_id] = self.index.criteria_of(evidence_id)
        return found

    def reach_all(self) -> None:
        """Work out `criteria_of` for all evidence at once: quicker when all of it is looked at."""
        self._criteria = self.index.all_criteria_of()

    @property
    def allowed_hours(self) -> dict[str, float]:
        """Working hours from the call to each deadline class, by class id; worked out once."""
        if self._allowed is None:
            self._allowed = allowed_hours(self.index.framework)
        return self._allowed

    def is_current(self, evidence: Evidence) -> bool:
        """Whether evidence may be relied on at the date."""
        return self.index.freshness(evidence, self.as_at) == "current"


@dataclass(frozen=True, slots=True)
class Check(Generic[T]):
    """A named check on one kind of subject. A framework may set its severity and limit, or turn it off."""

    id: str
    title: str
    severity: CheckSeverity
    """Unless the framework sets another."""
    subject: SubjectKind
    reason: str
    """Why it is a gap, with ``{words}`` the finding fills."""
    remedy: str
    """What to do about it."""
    fix: Fix
    find: Callable[[View, T], Finding | None]
    limit: int | None = None
    """Threshold, unless the framework sets another; None when the check has none."""
    limit_means: str = ""
    """The limit's unit and sense, in words."""


def severity_of(check: Check[Any], setting: CheckSetting | None) -> CheckSeverity:
    """The severity a check has under a framework's setting."""
    return (setting.severity if setting else None) or check.severity


def limits_of(checks: tuple[Check[Any], ...], settings: Mapping[str, CheckSetting]) -> dict[str, int]:
    """The threshold of each check that has one, under a framework's settings."""
    limits: dict[str, int] = {}
    for check in checks:
        setting = settings.get(check.id)
        limit = setting.limit if setting and setting.limit is not None else check.limit
        if limit is not None:
            limits[check.id] = limit
    return limits
