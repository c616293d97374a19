"""If the call came today: every criterion in a line, what to fix first, what goes stale next."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from readiness.base.date_words import near_moment_words, weekday_words
from readiness.gaps.causes import Cause, causes
from readiness.model.records.tables import RECORD_TYPES
from readiness.model.vocabulary import SEVERITY_MARKS
from readiness.progress.first_steps import Step, first_steps, is_new
from readiness.progress.first_words import Said, first_words
from readiness.rules.asks import RequestCounts, request_counts
from readiness.rules.board import Board, board
from readiness.rules.calendar.call import AsAt, current, supposed_notice
from readiness.rules.calendar.recurring import recurring_dates
from readiness.rules.calendar.schedule import schedule
from readiness.rules.coverage import criterion_coverage, wanted
from readiness.rules.freshness import going_stale
from readiness.rules.matrix import matrix
from readiness.rules.orphans import in_short, orphans
from readiness.rules.reliance import open_facts
from readiness.workspace.clock import calendar_of, today
from readiness.workspace.drills import has_rehearsed
from readiness.workspace.workspace import Workspace

if TYPE_CHECKING:
    from readiness.gaps.report import Gap, GapReport
    from readiness.model.records.evidence import Evidence
    from readiness.model.records.notice import Notice
    from readiness.rules.index import Index

_STALE_SOON = timedelta(days=92)

_DUE_SOON = timedelta(days=31)

_FIRST = 12

_UNMEASURED = "The definition is missing: of the framework nothing is measured; gaps are of records alone."

_SET_BEFORE = frozenset({"area", "facts"})
"""Tables that hold something before anything of the area's own has been put in."""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion as it stands at the date; texts ready to show, counts to open."""

    criterion: str
    short: str
    local_view: str
    """Outcome id and title, or ``not graded``."""
    evidence: int
    current: int
    kinds: str
    """Number of kinds of current evidence with a word: ``4 good``, ``2 thin``, ``none``."""
    agencies: str
    """Letters of the partner agencies with current evidence; a dash for each of the rest that is expected."""
    voice: str
    statements: int
    gaps: int
    gap_marks: str
    """Worst severity's glyph and the number of gaps, or ``ok``."""
    by_agency: tuple[int, ...] = ()
    """Current items of each agency of the overview, in its order."""
    by_voice: tuple[int, ...] = ()
    """Current items that carry each voice of the overview, in its order."""
    kinds_count: int = 0
    must: int = 0
    """Gaps that must be fixed."""
    should: int = 0
    """Gaps that should be fixed."""
    could: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the overview's grid: an agency, or whose voice it is."""

    id: str
    title: str
    letter: str
    """One to three letters, where there is little room."""
    is_expected: bool = True
    """Whether nothing here is a lack."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole overview as at a date."""

    area: str
    edition: str
    unconfirmed: int
    """How many facts of the framework nobody has confirmed and nothing proves."""
    measured: AsAt
    """The date everything is measured at, and why."""
    clock: tuple[str, ...]
    """The running notice in a line or two; nothing while none runs."""
    is_example: bool
    rows: tuple[CriterionRow, ...]
    requests: tuple[RequestCounts, ...]
    first_things: tuple[Gap, ...]
    stale_next: tuple[tuple[date, Evidence], ...]
    last_agreed: date | None
    recurring: tuple[str, ...] = ()
    """Deadlines of every year that fall due within a month, in words, soonest first."""
    says: tuple[Said, ...] = ()
    """What a person reads first, worst first."""
    causes: tuple[Cause, ...] = ()
    """The gaps by cause, the worst first."""
    agencies: tuple[Heading, ...] = ()
    voices: tuple[Heading, ...] = ()
    steps: tuple[Step, ...] = ()
    """The first steps, while the area is at them."""
    not_in_force: str = ""
    """Records that name what is no longer in the framework, in a sentence; empty when there are none."""

    supposed: date | None = None
    """Day of the call that is supposed; None while a true one runs, or when none would come."""
    is_unmeasured: bool = False
    """Whether the definition is missing, so that nothing of the framework is measured."""
    is_empty: bool = False
    """Whether nothing at all has been put in yet."""

    @property
    def as_at(self) -> date:
        """The date everything is measured at."""
        return self.measured.on

    @property
    def notice(self) -> date | None:
        """Day of the supposed call that leads to `as_at`; None while a notice runs, or when none would."""
        return self.measured.call

    def headline(self) -> list[str]:
        """A few lines a person reads first: the running clock before all else."""
        notice = f"If the call came {weekday_words(self.supposed)}: " if self.supposed else ""
        lines = [
            *([_UNMEASURED] if self.is_unmeasured else []),
            *self.clock,
            *self.recurring,
            *(f"{SEVERITY_MARKS[one.severity] if one.severity else 'ok'} {one.words}" for one in self.says),
            f"{self.area}  -  {self.edition}",
            f"{notice}as at {weekday_words(self.as_at)}{self.measured.mark}",
        ]
        lines += [
            f"{one.title}{one.mark}: {one.ready} of {one.asked} ready, {one.without_owner} without an owner"
            for one in self.requests
        ]
        if self.not_in_force:
            lines.append(f"{self.not_in_force} See 'readiness gaps --check not-in-framework'.")
        return lines

    def to_data(self) -> dict[str, Any]:
        """JSON-ready mapping."""
        return {
            "area": self.area,
            "as_at": self.as_at,
            "as_at_basis": self.measured.basis,
            "as_at_words": self.measured.words,
            "notice": self.notice,
            "running": self.measured.notice.id if self.measured.notice else None,
            "unconfirmed_facts": self.unconfirmed,
            "criteria": [asdict(one) for one in self.rows],
            "requests": [asdict(one) for one in self.requests],
            "first_things": [
                {"check": gap.check, "severity": gap.severity, "subject": gap.subject, "reason": gap.reason}
                for gap in self.first_things
            ],
            "stale_next": [
                {"evidence": one.id, "title": one.title, "on": day, "owner": one.owner}
                for day, one in self.stale_next
            ],
            "last_agreed": self.last_agreed,
            "recurring": list(self.recurring),
            "not_in_force": self.not_in_force,
            "says": [asdict(one) for one in self.says],
            "agencies": [asdict(one) for one in self.agencies],
            "voices": [asdict(one) for one in self.voices],
            "causes": [
                {"check": one.check, "title": one.title, "severity": one.severity, "subjects": one.subjects}
                for one in self.causes
            ],
            "first_steps": [asdict(one) for one in self.steps],
        }


def overview(ws: Workspace, measured: AsAt) -> Overview:
    """Work the overview out as at the date everything is measured at."""
    as_at = measured.on
    report = ws.gaps(as_at)
    framework = ws.framework
    running = _call_that_runs(ws)
    call = None if running else measured.call
    used = [one for one in ws.records.evidence.values() if ws.index.links_of(one.id)]
    requests, grid = tuple(request_counts(ws.index)), _Grid(ws.index, as_at)
    agreed = [one.on for statement in ws.records.statements.values() for one in statement.agreements]
    return Overview(
        area=ws.area.name,
        edition=f"{framework.short_title}, {framework.edition or framework.version}",
        unconfirmed=len(open_facts(ws.index)),
        measured=measured,
        clock=_clock(ws, measured),
        is_example=ws.area.is_example,
        rows=tuple(_row(ws, criterion_id, grid, report) for criterion_id in framework.criteria),
        requests=requests,
        first_things=report.first_things(_FIRST),
        stale_next=tuple(going_stale(used, framework, as_at, until=as_at + _STALE_SOON)),
        last_agreed=max(agreed, default=None),
        recurring=_recurring(ws),
        says=first_words(
            ws.index,
            _board(ws, call, running),
            requests,
            grid.voices,
            call,
            worst=report.first_things(1),
            gaps=len(report.gaps),
        ),
        supposed=call,
        causes=causes(report, framework),
        agencies=grid.agencies,
        voices=grid.heard,
        is_unmeasured=framework.is_missing,
        is_empty=not any(ws.records.table(name) for name in RECORD_TYPES if name not in _SET_BEFORE),
        steps=first_steps(ws.index, is_rehearsed=has_rehearsed(ws.root)) if is_new(ws.index) else (),
        not_in_force=in_short(orphans(framework, ws.records)),
    )


def _recurring(ws: Workspace) -> tuple[str, ...]:
    day = today(ws.clock)
    return tuple(one.words for one in recurring_dates(ws.framework, calendar_of(ws, day), day, _DUE_SOON))


def _call_that_runs(ws: Workspace) -> Notice | None:
    """The notice or drill that runs, unless it is of a meeting: a meeting asks for nothing within hours."""
    notice = current(ws.records)
    timetable = ws.framework.timetable(notice.kind) if notice else None
    return notice if timetable is not None and not timetable.is_meeting else None


def _board(ws: Workspace, call: date | None, running: Notice | None) -> Board | None:
    """The board of the call that runs, now; else of the supposed one, when it comes."""
    notice, now, timetable = running, ws.clock(), ws.framework.main_timetable
    if notice is None:
        if call is None or timetable is None or timetable.is_meeting:
            return None
        notice = supposed_notice(call, timetable.id)
        now = notice.received
    calendar = calendar_of(ws, notice.received.date())
    return board(ws.index, schedule(notice, ws.framework, calendar), calendar, now)


def _clock(ws: Workspace, measured: AsAt) -> tuple[str, ...]:
    """The notice that runs, its first day on site, and the next deadline; nothing while none runs."""
    notice = current(ws.records)
    if notice is None or ws.framework.timetable(notice.kind) is None:
        return ()
    dates = schedule(notice, ws.framework, calendar_of(ws, notice.received.date()))
    name = "DRILL" if notice.is_drill else "NOTICE"
    came = "agreed" if dates.timetable.is_meeting else "received"
    first = f"{name}: {dates.timetable.title}, {came} {near_moment_words(dates.received)}"
    now = ws.clock()
    following = (dated for dated in dates.deadlines if dated.due is not None and dated.due > now)
    soonest = next(following, None)
    if soonest is not None and soonest.due is not None:
        first += f"; next deadline {near_moment_words(soonest.due)} ({soonest.title}{soonest.mark})"
    if measured.notice is None:
        return (first,)
    return (first, f"{measured.words}: everything is measured at that day")


class _Grid:
    """The evidence of every criterion by agency and by voice, as at a date."""

    def __init__(self, index: Index, as_at: date) -> None:
        self.as_at = as_at
        self.voices = matrix(index, "voices", as_at)
        of_agencies = matrix(index, "agencies", as_at)
        used = {cell.column for row in of_agencies.rows for cell in row.cells if cell.evidence}
        self.agencies = tuple(
            Heading(one.id, one.title, one.letter, one.agrees)
            for one in index.framework.agencies
            if one.is_partner and (one.agrees or one.id in used)
        )
        self.heard = tuple(Heading(one.id, one.title, one.title[:2]) for one in self.voices.columns)
        self._counts = {
            (cell.criterion, cell.column): cell.count
            for table in (of_agencies, self.voices)
            for row in table.rows
            for cell in row.cells
        }

    def counts(self, criterion: str, columns: tuple[Heading, ...]) -> tuple[int, ...]:
        """Current items of one criterion in each of the columns."""
        return tuple(self._counts.get((criterion, one.id), 0) for one in columns)


def _row(ws: Workspace, criterion_id: str, grid: _Grid, report: GapReport) -> CriterionRow:
    framework = ws.framework
    covered = criterion_coverage(ws.index, criterion_id, grid.as_at)
    grade = ws.records.grades.get(criterion_id)
    outcome = framework.levels_by_id.get(grade.outcome) if grade else None
    gaps = report.for_criterion(criterion_id)
    worst = Counter(gap.severity for gap in gaps)
    return CriterionRow(
        criterion=criterion_id,
        short=framework.criteria[criterion_id].short,
        local_view=f"{outcome.id} {outcome.title}" if outcome else "not graded",
        evidence=covered.count,
        current=covered.current,
        kinds=_kinds_in_words(len(covered.kinds), wanted(framework).kinds),
        agencies=_letters(ws, covered.partners),
        voice=", ".join(covered.voices) or "none",
        statements=len(covered.statements),
        gaps=len(gaps),
        gap_marks=f"{SEVERITY_MARKS[gaps[0].severity]} {len(gaps)}" if gaps else "ok",
        by_agency=grid.counts(criterion_id, grid.agencies),
        by_voice=grid.counts(criterion_id, grid.heard),
        kinds_count=len(covered.kinds),
        must=worst["critical"],
        should=worst["serious"],
        could=worst["minor"],
    )


def _kinds_in_words(count: int, enough: int) -> str:
    if not count:
        return "none"
    return f"{count} good" if count >= enough else f"{count} thin"


def _letters(ws: Workspace, partners: tuple[str, ...]) -> str:
    expected = [one for one in ws.framework.agencies if one.is_partner and (one.agrees or one.id in partners)]
    return " ".join(one.letter if one.id in partners else "-" for one in expected)
