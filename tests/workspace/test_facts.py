"""Facts are confirmed and corrected by changes like any other: kept, told, taken back, quoted everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.base.errors import RefusedError, UsageError
from readiness.definitions.confirming import Settling, named, with_facts
from readiness.model.definition.parts import facts
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Link, text_fingerprint
from readiness.model.records.facts import ConfirmedFact, FactCorrection
from readiness.rules.links import target_changed
from readiness.rules.orphans import orphans
from readiness.workspace.facts import confirm_facts, settle, settled, take_back
from readiness.workspace.history import history, undo
from readiness.workspace.opening import open_workspace
from readiness.workspace.workspace import Workspace
from tests.conftest import TODAY
from tests.making.building import make_evidence, make_framework, make_records


def status_of(ws: Workspace, item: str) -> str:
    """How sure the framework in force is of a request item."""
    return ws.framework.requests_by_id[item].status


def test_a_confirmed_fact_is_in_force_at_once_after_reopening_and_until_undo(workspace: Workspace) -> None:
    """With who said so and when; the history names it; one undo takes it back."""
    done, names = confirm_facts(
        workspace, ["EHC03"], on=TODAY, today=TODAY, source="Annex A", by="Lead inspector"
    )
    item = workspace.framework.requests_by_id["EHC03"]
    assert (names, item.status, item.confirmed_by, item.basis) == (
        ("EHC03",), "confirmed", "Lead inspector", "Annex A",
    )  # fmt: skip
    assert history(workspace)[0].label == done.label == "Confirm request EHC03"
    workspace.close()
    again = open_workspace(workspace.root, user="R. Shah", clock=workspace.clock)
    assert status_of(again, "EHC03") == "confirmed"
    undo(again)
    assert status_of(again, "EHC03") != "confirmed"
    again.close()


@pytest.mark.parametrize(
    ("name", "count"),
    [("EHC", 12), ("class:C", 12), ("kind:outcome", 3), ("full.on-site", 1), ("deadline:A", 1)],
)
def test_many_are_confirmed_by_one_name(workspace: Workspace, name: str, count: int) -> None:
    """A section, a deadline class with all due by it, a kind of part, an event, one by its kind."""
    fresh = [one for one in named(workspace.framework, [name]) if one.fact.status != "confirmed"]
    assert len(named(workspace.framework, [name])) == count
    _, names = confirm_facts(workspace, [name], on=TODAY, today=TODAY, source="Page 2")
    assert len(names) == len(fresh)


def test_all_of_them_are_confirmed_in_one_change(workspace: Workspace) -> None:
    """Every fact of the shipped definition, and one undo for all."""
    keys = [one.key for one in facts(workspace.framework)]
    confirm_facts(workspace, keys, on=TODAY, today=TODAY, source="The whole handbook")
    assert {one.fact.status for one in facts(workspace.framework)} == {"confirmed"}
    undo(workspace)
    assert not workspace.records.facts


def test_a_corrected_deadline_is_quoted_as_it_is(workspace: Workspace) -> None:
    """Its title spoke of 24 hours; a title of one's own is kept."""
    length = {"amount": "3", "unit": "working_days"}
    settle(workspace, [Settling("deadline:A", "Letter", length)], today=TODAY)
    held = workspace.framework.deadline_classes_by_id["A"]
    assert (held.amount, held.unit, held.title) == (3, "working_days", "Within 3 working days of the call")
    settle(workspace, [Settling("deadline:A", "Letter", {"title": "By Thursday"})], today=TODAY)
    held = workspace.framework.deadline_classes_by_id["A"]
    assert (held.amount, held.title) == (3, "By Thursday")
    assert workspace.records.facts["deadline:A"].corrections == (
        FactCorrection(field="amount", value="3"),
        FactCorrection(field="unit", value="working_days"),
        FactCorrection(field="title", value="By Thursday"),
    )


def test_a_corrected_criterion_marks_what_is_linked_to_it_and_to_its_prompts(workspace: Workspace) -> None:
    """Links of an earlier version too, which kept the words of the prompt; put back, none is marked."""
    prompt = workspace.framework.criteria["A1"].prompts[0]
    evidence = make_evidence(901)
    links = [
        Link(id="L9001", evidence=evidence.id, target_kind="criterion", target="A1"),
        Link(id="L9002", evidence=evidence.id, target_kind="prompt", target=prompt.id),
        Link(id="L9003", evidence=evidence.id, target_kind="prompt", target=prompt.id, note="earlier"),
        Link(id="L9004", evidence=evidence.id, target_kind="prompt", target="B1.1"),
    ]
    seen = [workspace.index.target_fingerprint(one.target_kind, one.target) for one in links]
    seen[2] = text_fingerprint(prompt.text)
    made = [one.model_copy(update={"target_seen": words}) for one, words in zip(links, seen, strict=True)]
    workspace.run(Transaction("Link", tuple(put(one, None) for one in (evidence, *made))))

    def marked() -> set[str]:
        return {one.id for one in workspace.records.links.values() if target_changed(workspace.index, one)}

    before = marked()
    title = workspace.framework.criteria["A1"].title
    settle(workspace, [Settling("criterion:A1", "Page 2", {"short": "Otherwise"})], today=TODAY)
    assert marked() == before
    settle(workspace, [Settling("criterion:A1", "Page 2", {"title": "Other words"})], today=TODAY)
    assert marked() - before >= {"L9001", "L9002", "L9003"}
    assert "L9004" not in marked()
    settle(workspace, [Settling("criterion:A1", "Page 2", {"title": title})], today=TODAY)
    assert marked() == before
    settle(workspace, [Settling("criterion:A1", "Page 2", {"title": "Other words"})], today=TODAY)
    take_back(workspace, ["criterion:A1"])
    assert marked() == before


def test_a_correction_put_back_is_a_confirmation(workspace: Workspace) -> None:
    """What the definition says itself is no correction of it."""
    was = workspace.framework.requests_by_id["EHC03"].title
    settle(workspace, [Settling("request:EHC03", "Letter", {"title": "Plans"})], today=TODAY)
    settle(workspace, [Settling("request:EHC03", "Letter", {"title": was})], today=TODAY)
    assert workspace.records.facts["request:EHC03"].corrections == ()
    assert workspace.framework.requests_by_id["EHC03"].title == was


@pytest.mark.parametrize(
    ("settling", "refusal"),
    [
        (Settling("request:EHC03", " "), UsageError),
        (Settling("request:ZZZ", "Letter"), UsageError),
        (Settling("deadline:A", "Letter", {"amount": "soon"}), UsageError),
        (Settling("request:EHC03", "Letter", {"deadline": "ZZ"}), RefusedError),
        (Settling("deadline:A", "Letter", {"amount": "-1"}), RefusedError),
        (Settling("request:EHC03", "Letter", on=date(2099, 1, 1)), UsageError),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_stored(
    workspace: Workspace, settling: Settling, refusal: type[Exception]
) -> None:
    """No source, no such fact, what a field cannot hold, a reference to nothing, a day ahead; tried too."""
    before = len(history(workspace))
    with pytest.raises(refusal):
        settle(workspace, [Settling("request:EHC04", "Letter"), settling], today=TODAY)
    with pytest.raises(refusal):
        settled(workspace, [settling], today=TODAY)
    assert len(history(workspace)) == before
    assert not workspace.records.facts


def test_a_confirmation_is_taken_back_by_name(workspace: Workspace) -> None:
    """Long after, when undo would take back other things; not twice."""
    confirm_facts(workspace, ["EHC"], on=TODAY, today=TODAY, source="Page 2")
    take_back(workspace, ["EHC03", "EHC04"])
    assert status_of(workspace, "EHC03") != "confirmed"
    assert status_of(workspace, "EHC05") == "confirmed"
    with pytest.raises(UsageError, match="nothing to take back"):
        take_back(workspace, ["EHC03"])


def test_what_is_confirmed_already_is_not_confirmed_again(workspace: Workspace) -> None:
    """Refused when all are; passed over when some are."""
    confirm_facts(workspace, ["EHC03"], on=TODAY, today=TODAY, source="Page 2")
    with pytest.raises(UsageError, match="confirmed already"):
        confirm_facts(workspace, ["EHC03"], on=TODAY, today=TODAY, source="Page 2")
    _, names = confirm_facts(workspace, ["EHC03", "EHC04"], on=TODAY, today=TODAY, source="Page 2")
    assert names == ("EHC04",)


def test_a_confirmation_of_other_words_counts_for_nothing() -> None:
    """It is told, and the fact stays in doubt; one of a fact that is gone is listed with what is gone."""
    framework = make_framework()
    other = ConfirmedFact(id="criterion:A1", source="Page 2", by="R. Shah", seen="0" * 16)
    gone = ConfirmedFact(id="criterion:Z9", source="Page 2", by="R. Shah")
    after, problems = with_facts(framework, [other, gone])
    assert after.criteria["A1"].status == "seen"
    assert ["other words" in one.what for one in problems] == [True]
    assert [one.name for one in orphans(framework, make_records([other, gone]))] == ["criterion Z9"]


def test_a_correction_that_cannot_be_read_is_told_and_left_out() -> None:
    """Such as one of a later version of the program."""
    odd = (FactCorrection(field="colour", value="blue"),)
    record = ConfirmedFact(id="criterion:A1", source="Page 2", by="R. Shah", corrections=odd)
    after, problems = with_facts(make_framework(), [record])
    assert after == make_framework()
    assert "colour" in problems[0].what
