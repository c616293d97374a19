"""Random workspaces and edits of them, small enough that records often meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, get_args

from hypothesis import strategies as st

from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import places
from readiness.model.records.area import Area
from readiness.model.records.changes import Change, put, remove
from readiness.model.records.evaluation import Agreement, LocalGrade, Statement
from readiness.model.records.evidence import Evidence, FileStates, Link, TargetKind
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.notice import DateCorrection, Notice
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.model.vocabulary import StatementKind
from tests.making.building import make_area, make_framework, make_other_framework, make_records

DAYS = st.dates(date(2024, 6, 1), date(2027, 6, 1))
MAYBE_DAYS = st.none() | DAYS
NUMBERS = st.integers(1, 6)
DIGESTS = st.sampled_from(["", "a" * 64, "b" * 64, "c" * 64])
WORDS = st.sampled_from(["", "Waits fell.", "Waits fell from 31 to 22 weeks.", "Better \u202e braces {x}"])
FRAMEWORKS = st.sampled_from([make_framework(), make_other_framework()])


def ids(prefix: str) -> st.SearchStrategy[str]:
    """One of a few ids, some of which the workspace will not have."""
    return NUMBERS.map(lambda number: f"{prefix}{number:04d}")


def some(one: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """None to three of something."""
    return st.lists(one, max_size=3).map(tuple)


def _built(cls: type[Any], /, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(fields).map(lambda values: cls(**values))


def records_of(framework: Framework) -> st.SearchStrategy[Record]:
    """Any one record."""
    criteria = st.sampled_from([*framework.criteria, "Z9"])
    agencies = st.sampled_from([*framework.agencies_by_id, "nobody"])
    outcomes = st.sampled_from([*framework.outcomes_by_id, "zz"])
    links = _links(framework)
    return st.one_of(
        links,
        links,
        _evidence(framework, agencies),
        _statements(criteria, agencies),
        _built(LocalGrade, id=criteria, outcome=outcomes, why=WORDS),
        _states(framework),
        _plans(criteria),
        _notices(),
        _facts(framework),
    )


def _facts(framework: Framework) -> st.SearchStrategy[Record]:
    """Confirmed facts: of words that are there, of words that have changed since, and of nothing."""
    here = places(framework)
    return st.sampled_from([*here, "criterion:Z9", "event:full.nothing", "A1"]).flatmap(
        lambda key: _built(
            ConfirmedFact,
            id=st.just(key),
            source=st.just("Page 2"),
            by=st.just("K. Ali"),
            on=MAYBE_DAYS,
            seen=st.sampled_from([here[key].fingerprint if key in here else "", "0" * 16]),
        )
    )


def _links(framework: Framework) -> st.SearchStrategy[Record]:
    targets: list[tuple[TargetKind, str]] = [
        *(("criterion", one) for one in [*framework.criteria, "Z9"]),
        *(("prompt", one) for one in framework.prompts),
        *(("lens", one) for one in framework.lenses_by_id),
        *(("request", one) for one in [*framework.requests_by_id, "X1"]),
    ]
    tables = [("statement", "S"), ("recommendation", "R"), ("action", "P"), ("measure", "M")]
    in_table = st.sampled_from(tables).flatmap(lambda pair: st.tuples(st.just(pair[0]), ids(pair[1])))
    fields: dict[str, st.SearchStrategy[Any]] = {
        "id": ids("L"),
        "evidence": ids("E"),
        "evidence_seen": DIGESTS,
        "target_seen": st.sampled_from(["", "0" * 16]),
        "reviewed": MAYBE_DAYS,
    }
    ends: st.SearchStrategy[Any] = st.sampled_from(targets) | in_table
    return st.tuples(ends, st.fixed_dictionaries(fields)).map(
        lambda drawn: Link(target_kind=drawn[0][0], target=drawn[0][1], **drawn[1])
    )


def _evidence(framework: Framework, agencies: st.SearchStrategy[str]) -> st.SearchStrategy[Record]:
    return _built(
        Evidence,
        id=ids("E"),
        title=st.sampled_from(["Audit", "Survey \x1b[31m"]),
        location_kind=st.just("library"),
        location=st.just("a.docx"),
        kind=st.sampled_from([*framework.kinds_by_id, ""]),
        agencies=some(agencies),
        owner=st.sampled_from(["", "K. Ali"]),
        period_from=MAYBE_DAYS,
        period_to=MAYBE_DAYS,
        review_by=MAYBE_DAYS,
        holds_personal_data=st.none() | st.booleans(),
        sha256=DIGESTS,
        is_withdrawn=st.booleans(),
    )


def _statements(
    criteria: st.SearchStrategy[str], agencies: st.SearchStrategy[str]
) -> st.SearchStrategy[Record]:
    agreement = _built(Agreement, agency=agencies, by=st.just("chair"), on=DAYS, text_seen=st.just("0" * 16))
    return _built(
        Statement,
        id=ids("S"),
        criterion=criteria,
        kind=st.sampled_from(get_args(StatementKind)),
        text=WORDS,
        impact=WORDS,
        agreements=st.lists(agreement, max_size=2).map(tuple),
        lenses=some(st.sampled_from(["ap", "zz"])),
        as_at=MAYBE_DAYS,
        updated=st.sampled_from([datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)]),
    )


def _states(framework: Framework) -> st.SearchStrategy[Record]:
    return _built(
        RequestState,
        id=st.sampled_from([*framework.requests_by_id, "X1", "X2"]),
        owner=st.sampled_from(["", "J. Moss"]),
        lead_time_hours=st.none() | st.integers(0, 60),
        status=st.sampled_from(["not_started", "ready", "not_applicable"]),
        is_asked=st.none() | st.booleans(),
        local_title=st.sampled_from(["", "Extra"]),
    )


def _plans(criteria: st.SearchStrategy[str]) -> st.SearchStrategy[Record]:
    milestone = _built(Milestone, title=st.just("Step"), due=MAYBE_DAYS)
    observation = _built(Observation, period_to=DAYS, value=st.just(1.0))
    recommendation = _built(
        Recommendation,
        id=ids("R"),
        kind=st.just("other"),
        text=WORDS,
        made_on=MAYBE_DAYS,
        criteria=some(criteria),
    )
    action = _built(
        Action,
        id=ids("P"),
        title=st.just("Do it"),
        statements=some(ids("S")),
        recommendations=some(ids("R")),
        criteria=some(criteria),
        responsible=st.sampled_from(["", "LA"]),
        due=MAYBE_DAYS,
        status=st.sampled_from(["not_started", "done", "stopped"]),
        milestones=st.lists(milestone, max_size=2).map(tuple),
        success_measure=WORDS,
        measures=some(ids("M")),
    )
    measure = _built(
        Measure,
        id=ids("M"),
        title=st.just("Waits"),
        observations=st.lists(observation, max_size=2).map(tuple),
        criteria=some(criteria),
        statements=some(ids("S")),
    )
    return recommendation | action | measure


def _notices() -> st.SearchStrategy[Record]:
    correction = DateCorrection(event="on-site", on=date(2026, 12, 8), reason="x")
    return _built(
        Notice,
        id=ids("N"),
        received=st.just(datetime(2026, 11, 23, 9, 15, tzinfo=UTC)),
        kind=st.sampled_from(["full", "visit"]),
        ended=st.sampled_from([None, datetime(2026, 12, 12, tzinfo=UTC)]),
        corrections=st.sampled_from([(), (correction,)]),
    )


def workspaces(framework: Framework, least: int = 0) -> st.SearchStrategy[Records]:
    """A workspace of up to forty records, some of them pointing nowhere."""
    area: Area = make_area()
    found = st.lists(records_of(framework), min_size=least, max_size=40)
    return found.map(lambda records: make_records([area, *records]))


def edits(framework: Framework, records: Records) -> st.SearchStrategy[list[Change]]:
    """One transaction: records put or removed, each at most once."""
    puts = records_of(framework).map(lambda one: put(one, records.table(one.table).get(one.id)))
    removes: Iterable[Change] = [remove(one) for one in records]
    choices = puts | st.sampled_from(list(removes))
    return st.lists(choices, min_size=1, max_size=3, unique_by=lambda one: (one.table, one.record_id))


FILE_STATES = st.builds(FileStates, st.frozensets(ids("E"), max_size=2), st.frozensets(ids("E"), max_size=2))
