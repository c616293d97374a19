"""The round-trip matrix: every edit through every program. Words lost 0, falsely safe 0, silent 0."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from readiness.model.records.evidence import Evidence, Link
from readiness.model.vocabulary import StatementKind
from readiness.rules.index import Index
from readiness.sef.round_trip.changes import Choice, SefPlan, decide
from readiness.sef.round_trip.memory import Memory
from readiness.sef.round_trip.stamp import comparable
from readiness.sef.word_in.document import plan_import
from readiness.sef.word_out.document import MadeSef, make_sef
from readiness.sef.word_out.notebook import SefSource
from tests.making.building import make_area, make_framework, make_records, make_statement
from tests.sef.matrix_edits import EDITS, PROGRAMS, Edit, edited

TEXTS: dict[str, tuple[StatementKind, str, str, str]] = {
    "S0001": ("strength", "A1", "Waits fell to 17.9 weeks in July 2022", "Families waited 9 weeks less"),
    "S0002": ("area_to_develop", "A1", "Too few plans name health (3 of 17)", ""),
    "S0003": ("next_step", "A1", "Publish waits every month from 1 April 2027", ""),
    "S0004": ("context", "A1", "Half of all children live by the coast [4]", ""),
    "S0005": ("context", "A1", "One in nine pupils has a plan, S0002 says", ""),
    "S0006": ("strength", "A2", "Parents chair the board since 2024", "They set its agenda"),
}
STATEMENTS = tuple(
    make_statement(number, kind, criterion=criterion, text=text, impact=impact, position=number)
    for number, (kind, criterion, text, impact) in enumerate(TEXTS.values(), 1)
)


def index_of(**texts: str) -> Index:
    """The records, some statements reworded since."""
    paper = Evidence(id="E0001", title="Panel log", location_kind="url", location="https://example.org/a")
    links = [
        Link(id=f"L{at:04}", evidence="E0001", target_kind="statement", target=one.id)
        for at, one in enumerate(STATEMENTS[:3], 1)
    ]
    now = [one.model_copy(update={"text": texts.get(one.id, one.text)}) for one in STATEMENTS]
    return Index(make_framework(), make_records([make_area(), paper, *links, *now]))


@cache
def export() -> MadeSef:
    """What went out."""
    return make_sef(SefSource(index_of()), as_at=date(2026, 12, 7), version="1")


def memory() -> Memory:
    """A workspace that remembers its export."""
    made = export()
    return Memory(
        recalled=lambda key: made.printed if key == made.printed.stamp.export_id else None,
        remembered=lambda: (made.printed,),
    )


def plan_of(program: str, *edits: str, index: Index | None = None) -> SefPlan:
    """What comes back through a program after these edits."""
    content = PROGRAMS[program](edited(export().content, *(EDITS[one] for one in edits)))
    return plan_import(content, index or index_of(), memory=memory())


def said(plan: SefPlan) -> str:
    """Every word the plan shows."""
    found = [*plan.remarks]
    for one in plan.items:
        found += [one.theirs, one.merged or "", *one.parts, one.reason, one.note.text if one.note else ""]
    return comparable("\n".join(found))


def safe_words(plan: SefPlan) -> dict[str, str]:
    """What taking all that is safe would store, by statement and field."""
    chosen = {one.key: Choice(is_accepted=True) for one in plan.items if one.is_safe}
    return {f"{one.statement}.{one.field}": one.text for one in decide(plan, chosen) if one.kind == "set"}


def check(plan: SefPlan, *edits: Edit) -> None:
    """No word of the edits is lost, nothing else is touched as safe, and something is said."""
    for edit in edits:
        assert comparable(edit.new) in said(plan), "a word is lost"
    about = frozenset(name for edit in edits for name in edit.about)
    for name, words in safe_words(plan).items():
        statement, _, field = name.partition(".")
        assert statement in about, "something else is falsely safe"
        printed = {"S0002", "1"} if statement == "S0001" and field == "text" else set()
        assert not words.rstrip(".").endswith(tuple(f" {one}" for one in printed)), "printed words are stored"
        assert statement not in {one.partition(" ")[0] for one in (words,)}, "a reference is stored"
        assert f" {statement}" not in words, "a reference is stored"
    safe_kinds = {one.kind for one in plan.items if one.is_safe}
    assert safe_kinds <= {"edited", "moved", "comment"}, "nothing is added, deleted, split or joined unseen"


NO_WORDS = {"nothing", "copy", "into a table", "evidence numbers"}
"""What changes no word: raised numbers are told where the format still shows them."""


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", EDITS)
def test_every_edit_through_every_program(name: str, program: str) -> None:
    """Its words are shown, nothing else is safe, and it is not silent."""
    plan = plan_of(program, name)
    check(plan, EDITS[name])
    if name == "nothing":
        assert (plan.items, plan.remarks) == ((), ())
    elif name not in NO_WORDS:
        assert plan.items or plan.remarks, "it is silent"


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", [one for one in EDITS if EDITS[one].about])
def test_newer_words_here_are_never_taken_back(name: str, program: str) -> None:
    """Returned late, the workspace moved on: what was reworded here since stays unless a person decides."""
    newer = {one: f"Reworded here: {TEXTS[one][2]} and more" for one in TEXTS}
    plan = plan_of(program, name, index=index_of(**newer))
    assert safe_words(plan) == {
        key: words for key, words in safe_words(plan).items() if key.endswith(".impact")
    }
    assert comparable(EDITS[name].new) in said(plan)


PAIRS = [
    ("retype", "insert at the start"),
    ("split", "delete"),
    ("join", "new paragraph"),
    ("tracked", "a cell"),
]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_two_authors_in_one_copy(pair: tuple[str, str], program: str) -> None:
    """Both edits are shown."""
    check(plan_of(program, *pair), *(EDITS[one] for one in pair))


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_two_copies_of_one_export(pair: tuple[str, str], program: str) -> None:
    """The second is set against the export, not against what the first one made of it."""
    first, second = pair
    taken = {
        key.partition(".")[0]: words
        for key, words in safe_words(plan_of("Word", first)).items()
        if key.endswith(".text")
    }
    index = index_of(**taken)
    plan = plan_of(program, second, index=index)
    check(plan, EDITS[second])
    assert not {f"{name}.text" for name in taken} & safe_words(plan).keys()


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", ["retype", "insert in the middle", "insert at the start", "tracked", "swap"])
def test_a_copy_returned_twice_asks_for_nothing_again(name: str, program: str) -> None:
    """What it said is here by now."""
    first = plan_of(program, name)
    stored = {
        one.statement: one.merged or one.theirs
        for one in first.items
        if one.kind == "edited" and one.field == "text"
    }
    again = plan_of(program, name, index=index_of(**stored))
    assert [one for one in again.items if one.kind != "moved"] == []


def test_the_matrix_is_as_large_as_it_says() -> None:
    """Cases of edit and program, and of the ways copies overtake each other."""
    late = sum(bool(one.about) for one in EDITS.values())
    cases = len(PROGRAMS) * (len(EDITS) + late + 2 * len(PAIRS) + 5)
    assert cases == 384
