"""Ranking, counting, the law that good evidence never makes a gap, and rechecking after an edit."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.gaps.checks import links as link_checks
from readiness.gaps.checks.check import View, limits_of
from readiness.gaps.checks.registry import CHECKS, checks_by_id
from readiness.gaps.report import RANKING, GapReport, find_gaps
from readiness.model.definition.framework import Framework
from readiness.model.records.changes import apply_changes, put
from readiness.model.records.evidence import Evidence, FileStates, Link, TargetKind
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.model.records.targets import target_fingerprint
from readiness.model.vocabulary import SEVERITIES
from readiness.rules import links
from readiness.rules.freshness import add_months
from readiness.rules.index import Index
from readiness.rules.orphans import orphans
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_records,
    make_statement,
    with_check,
)
from tests.making.workspaces import FILE_STATES, FRAMEWORKS, edits, workspaces

EMPTY = find_gaps(Index(make_framework(), Records()), AS_AT)


def test_an_empty_workspace_says_everything_is_missing() -> None:
    """Every criterion, prompt and ask of the framework has its gaps, and every figure opens to them."""
    assert EMPTY.by_severity == {"critical": 2, "serious": 12, "minor": 14}
    assert sum(EMPTY.by_severity.values()) == sum(EMPTY.by_check.values()) == len(EMPTY) == len(list(EMPTY))
    assert EMPTY.by_check["criterion-no-evidence"] == 2
    assert EMPTY.by_criterion["A1"] == {"critical": 1, "serious": 6, "minor": 6}
    assert len(EMPTY.for_criterion("A1")) == 13
    assert EMPTY.of("criterion", "A1")[0].check == "criterion-no-evidence"
    assert EMPTY.of("measure", "M0001") == ()


def test_no_gap_is_found_twice() -> None:
    """A check gives a subject one gap at most."""
    keys = [gap.key for gap in EMPTY]
    assert len(set(keys)) == len(keys)


def test_gaps_are_ranked_as_is_said() -> None:
    """Severity first, what explains before what is explained, then the order of the checks."""
    order = list(checks_by_id(EMPTY.index.framework))
    places = [
        (SEVERITIES.index(gap.severity), bool(gap.part_of), order.index(gap.check)) for gap in EMPTY.gaps
    ]
    assert places == sorted(places)
    owners = [gap.subject for gap in EMPTY if gap.check == "request-no-owner"]
    assert owners == ["PLN01", "PLN02"]
    assert "Critical before serious" in RANKING


def test_the_tightest_ask_comes_first() -> None:
    """Of two asks without an owner, the one due sooner after the call is ranked first, whatever its id."""
    first, second = make_framework().requests
    swapped = (
        first.model_copy(update={"deadline": "D"}),
        second.model_copy(update={"deadline": "A"}),
    )
    report = find_gaps(Index(make_framework(requests=swapped), Records()), AS_AT)
    owners = [(gap.subject, gap.hours) for gap in report if gap.check == "request-no-owner"]
    assert owners == [("PLN02", 8), ("PLN01", 80)]


def test_the_first_things_show_each_check_before_any_twice() -> None:
    """One of each check in turn, worst severity first, none that another gap explains."""
    first = EMPTY.first_things(6)
    assert [gap.check for gap in first] == [
        "criterion-no-evidence",
        "criterion-no-evidence",
        "request-no-owner",
        "criterion-no-headline",
        "request-no-owner",
        "criterion-no-headline",
    ]
    assert not any(gap.part_of for gap in EMPTY.first_things(1000))


def test_a_gap_that_another_explains_names_it() -> None:
    """Nothing under a criterion explains that no kind, agency, voice or prompt has anything either."""
    explained = {gap.check for gap in EMPTY if gap.part_of}
    assert explained == {
        "criterion-one-kind",
        "criterion-one-agency",
        "criterion-no-child-voice",
        "criterion-no-parent-voice",
        "prompt-no-evidence",
    }
    assert {gap.part_of for gap in EMPTY if gap.part_of} == {"criterion-no-evidence"}


def test_a_framework_sets_severity_limit_and_whether_a_check_runs() -> None:
    """Each setting is obeyed; what a check that is off would explain stands alone."""
    records = make_records([make_evidence(1), make_link(1, 1, "criterion", "A1")])

    def found(framework: Framework) -> dict[str, int]:
        return find_gaps(Index(framework, records), AS_AT).by_check

    assert found(make_framework())["criterion-one-kind"] == 2
    assert found(with_check("criterion-one-kind", limit=1))["criterion-one-kind"] == 1
    assert "criterion-one-kind" not in found(with_check("criterion-one-kind", enabled=False))
    report = find_gaps(Index(with_check("criterion-one-kind", severity="critical"), records), AS_AT)
    assert report.of("criterion", "A1")[0].severity == "critical"
    off = find_gaps(Index(with_check("criterion-no-evidence", enabled=False), records), AS_AT)
    assert not any(gap.part_of for gap in off)


def test_user_text_in_a_reason_is_safe_to_show() -> None:
    """Control characters in a title are written out; braces are left alone."""
    evidence = make_evidence(1, title="Audit \x1b[31m {x} \u202e", owner="")
    report = find_gaps(Index(make_framework(), make_records([evidence])), AS_AT)
    (gap,) = (one for one in report if one.check == "evidence-no-owner")
    assert "<U+001B>" in gap.reason
    assert "{x}" in gap.reason
    assert "<U+202E>" in gap.reason


def test_every_check_is_declared_whole() -> None:
    """Ids are unique, titles and remedies are there, and a limit says what it means."""
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert all(check.title and check.remedy.endswith(".") for check in CHECKS)
    assert all(bool(check.limit_means) == (check.limit is not None) for check in CHECKS)


def complete_item(kind: str, agency: str, end: date) -> Evidence:
    """Current at the date, all its own content, nothing left unsaid."""
    return make_evidence(
        99, kind=kind, agencies=(agency,), period_from=None, period_to=end, review_by=None, owner="K. Ali"
    )


def current_ends(framework: Framework, kind: str) -> st.SearchStrategy[date]:
    """Ends of period that leave evidence of a kind current at the date, some of them still to come."""
    earliest = add_months(AS_AT, -framework.kinds_by_id[kind].stale_after_months)
    return st.dates(earliest, AS_AT) | st.dates(AS_AT, add_months(AS_AT, 12))


def targets_of(framework: Framework, records: Records) -> list[tuple[TargetKind, str]]:
    """Everything that is there to be linked to."""
    found: list[tuple[TargetKind, str]] = [
        *(("criterion", one) for one in framework.criteria),
        *(("prompt", one) for one in framework.prompts),
        *(("lens", one) for one in framework.lenses_by_id),
        *(("request", one) for one in framework.requests_by_id),
        *(("statement", one) for one in records.statements),
        *(("recommendation", one) for one in records.recommendations),
        *(("action", one) for one in records.actions),
        *(("measure", one) for one in records.measures),
    ]
    return found


@settings(max_examples=200, deadline=None)
@given(FRAMEWORKS, FILE_STATES, st.data())
def test_good_evidence_never_makes_a_gap_appear(
    framework: Framework, files: FileStates, data: st.DataObject
) -> None:
    """Add one complete, current item of new content, reviewed against what it is linked to: no new gap.

    Complete: period, kind, agency, owner and personal data said, no review overdue. Whatever the rest of the
    workspace is like, every gap after the addition was there before it.
    """
    records = data.draw(workspaces(framework, least=data.draw(st.sampled_from([0, 15]))))
    figures = [one.id for one in framework.evidence_kinds if one.is_data]
    kind = data.draw(st.sampled_from([*sorted(framework.kinds_by_id), *figures * 3]))
    agency = data.draw(st.sampled_from(sorted(framework.agencies_by_id)))
    evidence = complete_item(kind, agency, data.draw(current_ends(framework, kind)))
    targets = targets_of(framework, records)
    said = [one for one in targets if one[0] == "statement"]
    one_target = st.sampled_from(targets) | st.sampled_from(said or targets)
    chosen = data.draw(st.lists(one_target, min_size=1, max_size=5, unique=True))
    links = [
        Link(
            id=f"L{90 + n:04d}",
            evidence=evidence.id,
            target_kind=target_kind,
            target=target,
            evidence_seen=evidence.fingerprint,
            target_seen=target_fingerprint(framework, records, target_kind, target),
            reviewed=AS_AT,
        )
        for n, (target_kind, target) in enumerate(chosen)
    ]
    before = find_gaps(Index(framework, records), AS_AT, files=files)
    changes = [put(evidence), *map(put, links)]
    after = find_gaps(Index(framework, apply_changes(records, changes)), AS_AT, files=files)
    assert {gap.key for gap in after} <= {gap.key for gap in before}


def same(one: GapReport, other: GapReport) -> bool:
    """Whether two reports say the same, subject by subject too."""
    subjects = {(gap.subject_kind, gap.subject) for gap in other}
    return one.gaps == other.gaps and all(one.of(*key) == other.of(*key) for key in subjects)


@settings(max_examples=50, deadline=None)
@given(FRAMEWORKS, st.data())
def test_rechecking_an_edit_finds_what_a_full_check_finds(framework: Framework, data: st.DataObject) -> None:
    """After any edits and any change of the files, the report is that of checking everything again."""
    records = data.draw(workspaces(framework, least=10))
    files = data.draw(FILE_STATES)
    index = Index(framework, records)
    report = find_gaps(index, AS_AT, files=files)
    for _ in range(3):
        changes = data.draw(edits(framework, records))
        files = data.draw(st.just(files) | FILE_STATES)
        records = apply_changes(records, changes)
        index = index.after(records, changes)
        report = report.after(index, changes, files=files)
        assert same(report, find_gaps(Index(framework, records), AS_AT, files=files))


def test_an_edit_without_news_of_files_keeps_what_was_known() -> None:
    """A file found missing is still missing after an edit of something else."""
    records = make_records([make_evidence(1)])
    index = Index(make_framework(), records)
    report = find_gaps(index, AS_AT, files=FileStates(missing=frozenset({"E0001"})))
    changes = [put(make_statement(1)), put(make_grade())]
    later = index.after(apply_changes(records, changes), changes)
    assert "evidence-file-missing" in report.after(later, changes).by_check


def test_an_edit_of_the_area_changes_no_gap() -> None:
    """A record no check looks at is taken in without a word."""
    index = Index(make_framework(), Records())
    changes = [put(RequestState(id="PLN01", owner="J. Moss"))]
    later = index.after(apply_changes(index.records, changes), changes)
    report = EMPTY.after(later, changes)
    assert len(report) == len(EMPTY) - 1
    assert report.of("request", "PLN01")[0].owner == "J. Moss"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_sound_link_is_one_no_check_finds_anything_on(data: st.DataObject) -> None:
    """The quick question and the checks of links agree on every link of random workspaces, both ways.

    A link to what is no longer in the framework is told by the check of all such records.
    """
    framework = data.draw(FRAMEWORKS)
    index = Index(framework, data.draw(workspaces(framework)))
    view = View(index, AS_AT, FileStates(), limits_of(CHECKS, framework.checks_by_id))

    doubtful = {link.id for link in links.unsound_links(index)}
    for link in index.records.links.values():
        found = [check.id for check in link_checks.CHECKS if check.find(view, link)]
        is_withdrawn = link.evidence in view.evidence and view.evidence[link.evidence].is_withdrawn
        assert link.id in doubtful or not found
        is_gone = any(one.record is link for one in orphans(framework, index.records))
        assert link.id not in doubtful or found or is_withdrawn or is_gone
