"""Run the checks: every gap of a workspace at a date, ranked, each with its reason and its remedy."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import zip_longest
from math import inf
from typing import Any, NamedTuple, get_args

from readiness.base.text import visible
from readiness.gaps.checks.check import Check, Finding, Fix, SubjectKind, View, limits_of, severity_of
from readiness.gaps.checks.registry import checks_of
from readiness.gaps.subjects import Key, affected, facts, places_affected, rests_on_facts, subject, subjects
from readiness.model.choices import criteria
from readiness.model.definition.framework import Framework
from readiness.model.records.changes import Change
from readiness.model.records.evidence import FileStates
from readiness.model.vocabulary import SEVERITIES, CheckSeverity
from readiness.rules.filters.grammar import contains, matches_id
from readiness.rules.filters.lists import Filters, matching
from readiness.rules.index import Index, touched

_SEVERITY_ORDER = {severity: place for place, severity in enumerate(SEVERITIES)}

RANKING = (
    "Critical before serious before minor; of one severity, what stands alone before what another gap "
    "explains, then in the order of the checks, then the earliest date due, then the shortest time from "
    "the call, then the framework's order of criteria, then by id."
)
"""How gaps are ranked, for people."""


class Gap(NamedTuple):
    """One thing that is missing, thin, stale or unproven. A check gives a subject one gap at most."""

    check: str
    """Id of the named check."""
    severity: CheckSeverity
    subject_kind: SubjectKind
    subject: str
    """Id of the record or framework item it is about."""
    criteria: tuple[str, ...]
    """Ids of the criteria it weakens; none for some asks, plans and evidence linked to nothing."""
    reason: str
    """One or two plain sentences with figures and dates; safe to show."""
    remedy: str
    records: tuple[str, ...]
    """Ids of the records behind it."""
    owner: str = ""
    due: date | None = None
    hours: float | None = None
    """Working hours from the call to its deadline, for an ask."""
    fix: Fix = "link"
    """What a screen opens to put it right."""
    part_of: str = ""
    """Id of a check whose gap on the same criterion explains this one; screens may fold it away."""

    @property
    def criterion(self) -> str:
        """The first criterion it weakens, or empty."""
        return self.criteria[0] if self.criteria else ""

    @property
    def key(self) -> tuple[str, SubjectKind, str]:
        """What makes a gap the same gap: its check and its subject."""
        return self.check, self.subject_kind, self.subject


class GapReport:
    """Every gap at one date, worst first.

    Attributes:
        index: The workspace looked at.
        as_at: The date looked at.
        files: What became of evidence files.
        gaps: Every gap, ranked as `RANKING` says.
    """

    def __init__(
        self,
        index: Index,
        as_at: date,
        files: FileStates,
        found: Mapping[Key, tuple[Gap, ...]],
        gaps: list[Gap],
    ) -> None:
        self.index = index
        self.as_at = as_at
        self.files = files
        self.gaps = tuple(gaps)
        self._found = found

    def only(self, gaps: Iterable[Gap]) -> GapReport:
        """The same report with these gaps alone, in the order given."""
        return GapReport(self.index, self.as_at, self.files, {}, list(gaps))

    def __len__(self) -> int:
        return len(self.gaps)

    def __iter__(self) -> Iterator[Gap]:
        return iter(self.gaps)

    def of(self, kind: SubjectKind, subject_id: str) -> tuple[Gap, ...]:
        """The gaps of one subject, in the order of the checks."""
        return self._found.get((kind, subject_id), ())

    def first_things(self, count: int) -> tuple[Gap, ...]:
        """The gaps to look at first: the worst of each check in turn, so that no one check hides the rest.

        Worst severity first; gaps that another gap explains are left out.
        """
        chosen: list[Gap] = []
        for severity in SEVERITIES:
            rows: dict[str, list[Gap]] = {}
            for gap in self.gaps:
                if gap.severity == severity and not gap.part_of:
                    rows.setdefault(gap.check, []).append(gap)
            chosen += [gap for turn in zip_longest(*rows.values()) for gap in turn if gap]
        return tuple(chosen[:count])

    def for_criterion(self, criterion_id: str) -> tuple[Gap, ...]:
        """The gaps that weaken one criterion, ranked."""
        return self._of_criteria.get(criterion_id, ())

    @cached_property
    def _of_criteria(self) -> dict[str, tuple[Gap, ...]]:
        """The gaps that weaken each criterion, ranked: one walk for all of them."""
        found: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            for one in dict.fromkeys(gap.criteria):
                found.setdefault(one, []).append(gap)
        return {one: tuple(gaps) for one, gaps in found.items()}

    @cached_property
    def by_severity(self) -> dict[CheckSeverity, int]:
        """Gaps of each severity, worst first; every severity is there."""
        numbers = Counter(gap.severity for gap in self.gaps)
        return {severity: numbers[severity] for severity in SEVERITIES}

    @cached_property
    def by_check(self) -> dict[str, int]:
        """Gaps of each check that found any, in the order of the checks."""
        numbers = Counter(gap.check for gap in self.gaps)
        return {check.id: numbers[check.id] for check in checks_of(self.index.framework) if numbers[check.id]}

    @cached_property
    def by_criterion(self) -> dict[str, dict[CheckSeverity, int]]:
        """Gaps of each severity by criterion; a gap that weakens two counts in both."""
        numbers = Counter((one, gap.severity) for gap in self.gaps for one in gap.criteria)
        return {
            one: {severity: numbers[one, severity] for severity in SEVERITIES}
            for one in self.index.framework.criteria
        }

    def after(self, index: Index, changes: Iterable[Change], *, files: FileStates | None = None) -> GapReport:
        """The report of `index`, this report's index after `changes`; looks only where they reach."""
        now = self.files if files is None else files
        moved = touched(changes)
        looked_at = (now.missing ^ self.files.missing) | (now.changed ^ self.files.changed)
        moved |= {("evidence", one) for one in looked_at}
        run = _Run(index, self.as_at, now)
        found = dict(self._found)
        keys = affected(self.index, moved) | affected(index, moved)
        keys |= places_affected(self.index, moved) | places_affected(index, moved)
        fresh = {key: run.gaps(key, one) for key in keys if (one := subject(index, key)) is not None}
        if rests_on_facts(moved):
            keys |= {key for key in found if key[0] == "fact"}
            fresh |= run.all_gaps(facts(index))
        ranked = list(self.gaps)
        for key in keys:
            for gap in found.pop(key, ()):
                del ranked[bisect_left(ranked, run.rank(gap), key=run.rank)]
        found.update((key, gaps) for key, gaps in fresh.items() if gaps)
        for gaps in fresh.values():
            for gap in gaps:
                insort(ranked, gap, key=run.rank)
        return GapReport(index, self.as_at, now, found, ranked)


def find_gaps(index: Index, as_at: date, *, files: FileStates | None = None) -> GapReport:
    """Run every check the framework has not turned off, as at a date."""
    known = files or FileStates()
    run = _Run(index, as_at, known)
    run.view.reach_all()
    found = run.all_gaps(subjects(run.view))
    ranked = sorted((gap for gaps in found.values() for gap in gaps), key=run.rank)
    return GapReport(index, as_at, known, found, ranked)


_Active = tuple[Callable[[View, Any], Finding | None], Check[Any], CheckSeverity]


class _Run:
    """The checks as one framework sets them, on one workspace at one date."""

    def __init__(self, index: Index, as_at: date, files: FileStates) -> None:
        framework = index.framework
        known = checks_of(framework)
        self.view = View(index, as_at, files, limits_of(known, framework.checks_by_id))
        self.checks = _active(known, framework)
        self.order = {check.id: place for place, check in enumerate(known)}
        self.active_ids = {check.id for checks in self.checks.values() for _, check, _ in checks}
        self.place = {one: place for place, one in enumerate(framework.criteria)}

    def gaps(self, key: Key, one: object) -> tuple[Gap, ...]:
        """The gaps of one subject."""
        found: list[Gap] = []
        for find, check, severity in self.checks.get(key[0], ()):
            finding = find(self.view, one)
            if finding is not None:
                found.append(self.gap(check, severity, key[1], finding))
        return tuple(found)

    def gap(self, check: Check[Any], severity: CheckSeverity, subject_id: str, finding: Finding) -> Gap:
        """A finding as a gap; a check that is turned off explains nothing."""
        reason = check.reason.format_map(finding.words)
        return Gap(
            check.id,
            severity,
            check.subject,
            subject_id,
            finding.criteria,
            reason if reason.isprintable() else visible(reason),
            check.remedy,
            finding.records,
            finding.owner,
            finding.due,
            finding.hours,
            check.fix,
            finding.part_of if finding.part_of in self.active_ids else "",
        )

    def all_gaps(self, pairs: Iterable[tuple[Key, object]]) -> dict[Key, tuple[Gap, ...]]:
        """The gaps of many subjects, leaving out those without any."""
        found: dict[Key, tuple[Gap, ...]] = {}
        for key, one in pairs:
            if gaps := self.gaps(key, one):
                found[key] = found.get(key, ()) + gaps
        return found

    def rank(self, gap: Gap) -> tuple[object, ...]:
        """Sorts gaps as `RANKING` says."""
        return (
            2 * _SEVERITY_ORDER[gap.severity] + bool(gap.part_of),
            self.order[gap.check],
            gap.due or date.max,
            inf if gap.hours is None else gap.hours,
            self.place.get(gap.criterion, len(self.place)),
            len(gap.subject),  # with the next, as id_order
            gap.subject,
            gap.reason,
        )


def _active(known: tuple[Check[Any], ...], framework: Framework) -> dict[SubjectKind, list[_Active]]:
    settings = framework.checks_by_id
    active: dict[SubjectKind, list[_Active]] = {}
    for check in known:
        setting = settings.get(check.id)
        if setting is None or setting.enabled:
            active.setdefault(check.subject, []).append((check.find, check, severity_of(check, setting)))
    return active


GAP_FILTERS: Filters[Gap] = Filters(
    fields={
        "id": lambda value, gap: matches_id(value, (gap.subject, *gap.records)),
        "check": lambda value, gap: contains(value, (gap.check,)),
        "severity": lambda value, gap: value.casefold() == gap.severity,
        "criterion": lambda value, gap: matches_id(value, gap.criteria),
        "owner": lambda value, gap: contains(value, (gap.owner,)),
        "subject": lambda value, gap: value.casefold() == gap.subject_kind,
        "fix": lambda value, gap: value.casefold() == gap.fix,
    },
    flags={
        SEVERITIES[0]: lambda gap: gap.severity == SEVERITIES[0],
        SEVERITIES[1]: lambda gap: gap.severity == SEVERITIES[1],
        SEVERITIES[2]: lambda gap: gap.severity == SEVERITIES[2],
        "unowned": lambda gap: not gap.owner.strip(),
        "explained": lambda gap: bool(gap.part_of),
    },
    texts=lambda gap: (gap.subject, gap.reason, gap.remedy, gap.owner),
)
"""explained: another gap on the same criterion explains it. subject: the kind of thing it is about."""


GAP_KNOWN: Mapping[str, Callable[[Framework], Mapping[str, str]]] = {
    "check": lambda framework: {one.id: one.id for one in checks_of(framework)},
    "severity": lambda _: {one: one for one in SEVERITIES},
    "criterion": criteria,
    "subject": lambda _: {one: one for one in get_args(SubjectKind)},
    "fix": lambda _: {one: one for one in get_args(Fix)},
}
"""Fields of a filter of gaps that are chosen from a closed set; see `rules.filters.known_values`."""


def gaps_matching(gaps: Iterable[Gap], query: str) -> list[Gap]:
    """The gaps that pass a typed filter, worst first."""
    return matching(GAP_FILTERS, query, gaps)
