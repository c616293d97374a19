"""From eleven criteria to twenty: renamed, split, joined, used again, new; every record accounted for."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.definitions.edition_account import MARK, RecordKey
from readiness.definitions.edition_details import details
from readiness.definitions.edition_records import move_records
from readiness.definitions.editions import became, chosen_step, newcomers, parts_of, propose
from readiness.model.definition.framework import Criterion, CriterionGroup, Framework, Succession
from readiness.model.definition.parts import places
from readiness.model.records.changes import apply_changes
from readiness.model.records.facts import ConfirmedFact
from readiness.model.records.tables import Records
from readiness.rules.orphans import displaced, orphans
from tests.making.building import (
    SEEN,
    make_criterion,
    make_evidence,
    make_framework,
    make_grade,
    make_link,
    make_records,
    make_statement,
)
from tests.making.workspaces import workspaces

WORDS = (
    "needs are found early", "families decide about support", "help comes when it is needed",
    "young people are ready for work", "everybody is welcome in the village", "leaders aim high",
    "leaders listen to families", "leaders know the needs of the area", "money follows what is needed",
    "services are judged and mended", "partners trust one another",
)  # fmt: skip
NEW_WORDS = (
    "buses run on Sundays", "schools teach reading", "nurses visit every home", "waits are published",
    "homes are safe", "courts are quick", "parks are open", "clubs take everybody", "letters are plain",
    "data are shared", "staff stay for years",
)  # fmt: skip


def framework_of(criteria: dict[str, str], version: str, *succeeds: Succession) -> Framework:
    """The test framework with these criteria, each with two prompts about it."""

    def made(criterion_id: str, title: str) -> Criterion:
        one = make_criterion(criterion_id)
        prompts = tuple(
            prompt.model_copy(update={"text": f"{title}, point {number}"})
            for number, prompt in enumerate(one.prompts, start=1)
        )
        return one.model_copy(update={"title": title, "prompts": prompts})

    group = CriterionGroup(
        id="all", title="All", criteria=tuple(map(made, criteria, criteria.values())), **SEEN
    )
    return make_framework(version=version, groups=(group,), requests=(), succeeds=succeeds)


ELEVEN = framework_of({f"C{number}": words for number, words in enumerate(WORDS, start=1)}, "1")
"""Criteria C1 to C11."""

TWENTY = framework_of(
    {
        **{f"C{number}": words for number, words in enumerate(WORDS[:5], start=1)},  # as they were
        "C6": NEW_WORDS[0],  # used again for something else
        "D1": WORDS[5],  # renamed
        "D2": "leaders listen and talk to families",  # renamed and reworded
        "D3": "leaders know the needs of children",  # C8 split in two
        "D4": "leaders know the needs of adults",
        "D5": "money and services follow what is needed",  # C9 and C10 joined
        **{f"E{number}": words for number, words in enumerate(NEW_WORDS[1:10], start=1)},
    },
    "2",
    Succession(part="criterion", old="C8", new=("D3", "D4")),
    Succession(part="criterion", old="C9", new=("D5",)),
    Succession(part="criterion", old="C10", new=("D5",)),
)


def test_eleven_criteria_become_twenty() -> None:
    """Kept, renamed, split, joined, used again for other words and gone, each said as what it is."""
    assert (len(ELEVEN.criteria), len(TWENTY.criteria)) == (11, 20)
    steps = propose(ELEVEN, TWENTY)
    said = {one.old: (one.new, became(one, steps)) for one in steps if one.kind == "criterion"}
    assert {said[f"C{number}"][1] for number in range(1, 6)} == {"same"}
    assert said["C6"] == (("D1",), "moved: same words under another id")
    assert said["C7"] == (("D2",), "similar words under another id")
    assert said["C8"] == (("D3", "D4"), "split: the new definition says so")
    assert said["C9"] == (("D5",), "joined with C10: the new definition says so")
    assert said["C11"] == ((), "gone")
    fresh = {one.new for one in newcomers(TWENTY, steps) if one.kind == "criterion"}
    assert fresh == {"C6", *(f"E{number}" for number in range(1, 10))}


def test_every_record_of_the_eleven_is_kept_moved_or_archived() -> None:
    """A statement, a view, a link and a confirmation under each; nothing comes under the id used again."""
    known = places(ELEVEN)
    records = make_records(
        [
            *(make_statement(number, criterion=f"C{number}") for number in range(1, 12)),
            *(make_grade(f"C{number}") for number in range(1, 12)),
            make_evidence(1),
            *(make_link(number, 1, "criterion", f"C{number}") for number in range(1, 12)),
            *(
                ConfirmedFact(
                    id=f"criterion:C{number}",
                    source="x",
                    by="R",
                    seen=known[f"criterion:C{number}"].fingerprint,
                )
                for number in range(1, 12)
            ),
        ]
    )
    moved = move_records(ELEVEN, TWENTY, propose(ELEVEN, TWENTY), records)
    after = apply_changes(records, moved.changes)
    assert moved.joined == (("links", "L0010"),), "linked to both C9 and C10, which became one"
    assert moved.total == 45 == sum(1 for _ in after) + len(moved.joined)
    under = {one.id: one.criterion for one in after.statements.values()}
    assert under["S0006"] == "D1"
    assert under["S0008"] == "D3"
    assert under["S0009"] == under["S0010"] == "D5"
    assert under["S0011"] == f"C11{MARK}1"
    assert "C6" not in {*under.values(), *after.grades, *(one.target for one in after.links.values())}
    assert {one for one in after.facts if MARK not in one} == {
        "criterion:D1",
        *(f"criterion:C{number}" for number in range(1, 6)),
    }
    assert set(moved.to_review) == {"L0007", "L0008", "L0009"}


def test_what_no_record_names_is_compared_too() -> None:
    """Deadlines, groups and settings of the whole: changed, new and gone."""
    deadline = ELEVEN.deadline_classes[0].model_copy(update={"amount": 48})
    other = ELEVEN.model_copy(
        update={
            "deadline_classes": (deadline, *ELEVEN.deadline_classes[2:]),
            "bodies": (),
            "edition": "Second",
        }
    )
    found = {(one.how, one.kind, one.id) for one in details(ELEVEN, other)}
    assert found == {
        ("changed", "deadline", "A"), ("gone", "deadline", "B"), ("gone", "body", "LA"),
        ("gone", "body", "ICB"), ("changed", "definition", "edition"),
    }  # fmt: skip
    assert {one.how for one in details(other, ELEVEN)} == {"changed", "new"}
    assert details(ELEVEN, ELEVEN) == ()


OF_ELEVEN = workspaces(ELEVEN)


def _account(records: Records, after: Records, framework: Framework, joined: Collection[RecordKey]) -> None:
    for table in ("statements", "grades", "links", "requests", "facts"):
        held = after.table(table)
        gone_into_others = sum(key[0] == table for key in joined)
        assert len(held) == len(records.table(table)) - gone_into_others
        without = {key[1] for key in displaced(orphans(framework, after)) if key[0] == table}
        placed = {
            one for one in held
            if one not in without
        }  # fmt: skip
        assert len(placed) + len(without) == len(held)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_with_any_map_of_eleven_to_twenty_no_record_is_lost(data: st.DataObject) -> None:
    """Whatever a person chooses for some of them, and there and back again."""
    records: Records = data.draw(OF_ELEVEN)
    for old, new in ((ELEVEN, TWENTY), (TWENTY, ELEVEN)):
        steps = list(propose(old, new))
        for place in data.draw(st.lists(st.integers(0, len(steps) - 1), max_size=4)):
            known = parts_of(new)[steps[place].kind]
            ids = data.draw(st.lists(st.sampled_from([*known]), max_size=2, unique=True)) if known else []
            steps[place] = chosen_step(steps[place], tuple(ids), known)
        moved = move_records(old, new, steps, records)
        after = apply_changes(records, moved.changes)
        parts = [*moved.kept, *moved.moved, *moved.archived]
        assert sorted(parts) == sorted((one.table, one.id) for one in records)
        _account(records, after, new, moved.joined)
        records = after
