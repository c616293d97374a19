"""No record is ever silent: whatever leaves a definition, every record is shown or named."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.definitions.reading import read_framework
from readiness.gaps.report import find_gaps
from readiness.model.definition.framework import Framework
from readiness.model.records.evaluation import Agreement
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.notice import Notice
from readiness.model.records.requests import RequestState
from readiness.model.records.tables import Records
from readiness.rules.index import Index
from readiness.rules.orphans import displaced, in_short, left_out, orphans, orphans_with_id
from readiness.sef.word_out.document import SefSource, sef_document
from tests.making.building import (
    AS_AT,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_records,
    make_statement,
)
from tests.making.definitions import changed_definition
from tests.making.foreign import DEFINITION
from tests.making.workspaces import FRAMEWORKS, workspaces


def _named_in(gaps: Any) -> set[str]:
    return {record for gap in gaps if gap.check == "not-in-framework" for record in gap.records}


@settings(max_examples=150)
@given(data=st.data())
def test_records_shown_and_records_named_are_all_there_are(data: st.DataObject) -> None:
    """For any change of a definition: shown in their place + named as without one = stored, none twice."""
    before = data.draw(FRAMEWORKS)
    records: Records = data.draw(workspaces(before))
    after = changed_definition(before, data)
    index = Index(after, records)
    homeless = displaced(orphans(after, records))

    shown = {("statements", one.id) for key in after.criteria for one in index.statements_of(key)}
    shown |= {("grades", key) for key in after.criteria if key in records.grades}
    shown |= {
        ("requests", one.id)
        for one in records.requests.values()
        if one.id in after.requests_by_id or one.local_title
    }
    shown |= {
        ("links", one.id)
        for one in records.links.values()
        if one.target_kind not in {"criterion", "prompt", "lens", "request"}
        or index.target_fingerprint(one.target_kind, one.target)
    }
    for table in ("statements", "grades", "requests", "links"):
        stored = {(table, one) for one in records.table(table)}
        ours = {one for one in shown if one[0] == table}
        named = {one for one in homeless if one[0] == table}
        assert ours | named == stored
        assert not ours & named


@settings(max_examples=60)
@given(data=st.data())
def test_every_orphan_is_a_gap_and_every_such_gap_an_orphan(data: st.DataObject) -> None:
    """The gaps name the records that the one function finds, and no other."""
    before = data.draw(FRAMEWORKS)
    records: Records = data.draw(workspaces(before))
    after = changed_definition(before, data)
    found = {one.record.id for one in orphans(after, records)}
    assert _named_in(find_gaps(Index(after, records), AS_AT)) == found
    for record in records:
        assert {one.record.id for one in orphans_with_id(after, records, record.id)} <= {record.id}


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_statement_is_in_the_document_or_named_as_left_out(data: st.DataObject) -> None:
    """The self-evaluation prints a statement or says by its id that it is left out, and why."""
    before = make_framework()
    ids = st.sampled_from([*before.criteria])
    made = [make_statement(n, criterion=data.draw(ids), text=f"Words {n}.") for n in range(1, 7)]
    records = make_records(made)
    after = changed_definition(before, data)
    document = docx.Document(
        io.BytesIO(sef_document(SefSource(Index(after, records)), as_at=AS_AT, version="1"))
    )
    text = "\n".join(one.text for one in document.element.body.iter() if one.text)
    gone = {one.id for one in made if one.criterion not in after.criteria}
    for one in made:
        assert one.id in text
        assert (f"Words {one.id[-1]}." in text) == (one.id not in gone)
    counted = left_out(orphans(after, records), "this document", "statements")
    assert bool(counted) == bool(gone)


def test_what_every_kind_of_record_names_is_found() -> None:
    """Criterion, lens, agency, outcome, kind, request item, prompt and timetable, wherever they are named."""
    agreed = Agreement(agency="nobody", by="A", on=AS_AT, text_seen="x")
    records = make_records(
        [
            make_statement(1, criterion="Z9", lenses=("x",), agreements=(agreed,)),
            make_grade("A1", "lost"),
            make_evidence(1, kind="poem", agencies=("council", "moon")),
            make_link(1, 1, "prompt", "A1.9"),
            make_link(2, 1, "request", "X1"),
            RequestState(id="X1"),
            RequestState(id="X2", local_title="Only on their list", agency="moon"),
            Notice(id="N0001", received=datetime(2026, 11, 23, 9, tzinfo=UTC), kind="visit"),
            ConfirmedFact(id="criterion:A1", source="Page 2", by="K. Ali"),
            ConfirmedFact(id="event:full.gone", source="Page 2", by="K. Ali"),
        ]
    )
    found = {(one.record.id, one.name, one.is_displaced) for one in orphans(make_framework(), records)}
    assert found == {
        ("S0001", "criterion Z9", True),
        ("S0001", "lens x", False),
        ("S0001", "agency nobody", False),
        ("A1", "outcome lost", False),
        ("E0001", "kind of evidence poem", False),
        ("E0001", "agency moon", False),
        ("L0001", "prompt A1.9", True),
        ("L0002", "request item X1", True),
        ("X1", "request item X1", True),
        ("X2", "agency moon", False),
        ("N0001", "timetable visit", False),
        ("event:full.gone", "event full.gone", True),
    }


def test_words_count_each_record_once() -> None:
    """A record that names two things that are gone is one record; nothing gone gives no words."""
    framework = make_framework()
    records = make_records(
        [make_statement(1, criterion="Z9", lenses=("x",)), make_statement(2, criterion="Z9")]
    )
    found = orphans(framework, records)
    assert in_short(found) == "2 statements name what is no longer in the framework."
    assert left_out(found, "this document") == (
        "2 statements are not in this document because criterion Z9 is no longer in the framework: "
        "S0001, S0002."
    )
    assert left_out(found, "this map", "requests") == ""
    assert in_short(()) == ""


def test_a_grade_of_another_scale_is_named() -> None:
    """A level that the definition has, but not for this criterion."""
    framework, _ = read_framework(DEFINITION)
    assert framework is not None
    stays, other = make_grade("K2", "n2"), make_grade("K1", "n2")
    found = orphans(framework, make_records([stays, other]))
    assert [(one.record.id, one.gone, one.is_displaced) for one in found] == [("K1", "n2", False)]


def test_without_a_definition_nothing_is_said_to_be_gone() -> None:
    """What stands in for a lost one has no group; every record would name what it does not have."""
    lost = Framework.model_construct(**{**make_framework().__dict__, "groups": ()})
    assert lost.is_missing
    assert orphans(lost, make_records([make_statement(1), make_grade("A1", "3")])) == ()
