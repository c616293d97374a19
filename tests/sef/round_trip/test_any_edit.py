"""The law of a returned document: take all it proposes, and no word is lost or asked for again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.model.records.evaluation import Statement
from readiness.sef.round_trip.changes import Choice, Step, decide
from readiness.sef.round_trip.edited import EditedParagraph
from readiness.sef.round_trip.stamp import IMPACT_LEADS, comparable
from tests.making.building import make_statement
from tests.making.sef_making import Paragraphs, kinds_of, planned, printed, stamped

TELLING = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot")
STATEMENTS = tuple(
    make_statement(
        number,
        "next_step" if number % 3 == 0 else "strength",
        criterion="A1" if number <= 3 else "A2",
        text=" ".join(f"{word}{n}." for n in range(6)),
        impact=f"{word}6 {word}7 {word}8." if number % 2 else "",
        position=number,
    )
    for number, word in enumerate(TELLING, 1)
)
STAMP = stamped(*STATEMENTS)
PAPER = printed(STAMP)
LEADS = frozenset(word for lead in IMPACT_LEADS.values() for word in lead.split())


class Edit(NamedTuple):
    """One thing an editor does to the paragraph of a piece."""

    what: str
    piece: str
    place: int = 0


NAMES = st.sampled_from([piece.bookmark for piece in STAMP.pieces])
EDITS = (
    st.builds(Edit, st.sampled_from(["retype", "delete", "split", "join"]), NAMES)
    | st.builds(Edit, st.just("move"), NAMES, st.integers(1, 12))
    | st.builds(Edit, st.just("add"), st.just("golf hotel india."), st.integers(1, 12))
    | st.builds(Edit, st.just("add"), st.just("The difference this makes: juliet."), st.integers(1, 12))
)


def done(paper: Paragraphs, edit: Edit) -> Paragraphs:
    """The document after one edit; as it was when the paragraph is gone."""
    if edit.what == "add":
        return [*paper[: edit.place], EditedParagraph(edit.piece), *paper[edit.place :]]
    at = next((at for at, one in enumerate(paper) if edit.piece in one.bookmarks), None)
    if at is None:
        return paper
    one, before, after = paper[at], paper[:at], paper[at + 1 :]
    if edit.what == "move":
        rest = [*before, *after]
        return [*rest[: edit.place], one, *rest[edit.place :]]
    here = [one]
    words = one.text.split()
    if edit.what == "retype":
        here = [replace(one, text=f"{one.text} {edit.piece}.")]
    elif edit.what == "split":
        parted = EditedParagraph(" ".join(words[len(words) // 2 :]), continues=one.bookmarks)
        here = [replace(one, text=" ".join(words[: len(words) // 2])), parted]
    elif edit.what == "join" and after and after[0].bookmarks and not after[0].heading_level:
        joined, *after = after
        marks = (*one.bookmarks, *joined.bookmarks)
        here = [replace(one, text=f"{one.text} {joined.text}", bookmarks=marks)]
    elif edit.what == "delete":
        here = []
    return [*before, *here, *after]


def taken(statements: Iterable[Statement], steps: Iterable[Step]) -> tuple[Statement, ...]:
    """The statements after the steps, done one by one."""
    now = {one.id: one for one in statements}

    def put(statement: Statement, after: str) -> None:
        section = [one for one in now.values() if one.id != statement.id]
        section = [
            one for one in section if (one.criterion, one.kind) == (statement.criterion, statement.kind)
        ]
        section.sort(key=lambda one: (one.position, one.id))
        section.insert(next((at for at, one in enumerate(section, 1) if one.id == after), 0), statement)
        now.update((one.id, one.model_copy(update={"position": at})) for at, one in enumerate(section, 1))

    for number, step in enumerate(steps, 100):
        held = now.get(step.statement)
        if step.kind == "add":
            put(
                make_statement(number, step.statement_kind, criterion=step.criterion, text=step.text),
                step.after,
            )
        elif held and step.kind == "set":
            now[held.id] = held.model_copy(update={step.field: step.text})
        elif held and step.kind == "move":
            put(
                held.model_copy(update={"criterion": step.criterion, "kind": step.statement_kind}), step.after
            )
        elif held:
            del now[held.id]
    return tuple(now.values())


def words_of(texts: Iterable[str]) -> set[str]:
    """Every word, without those printed before impacts."""
    return {word for text in texts for word in comparable(text).split()} - LEADS


def keeps_the_law(edits: Iterable[Edit]) -> None:
    """Take all that is proposed: every word of the document is stored, and it proposes nothing more."""
    paper = PAPER
    for edit in edits:
        paper = done(paper, edit)
    plan = planned(STAMP, paper, *STATEMENTS)
    after = taken(STATEMENTS, decide(plan, {item.key: Choice(is_accepted=True) for item in plan.items}))
    stored = words_of(text for one in after for text in (one.text, one.impact))
    assert words_of(one.text for one in paper if not one.heading_level) <= stored
    assert kinds_of(planned(STAMP, paper, *after)) == []


@pytest.mark.parametrize(
    "edits",
    [
        [Edit("delete", "sef_S0001")],
        [Edit("join", "sef_S0001_impact"), Edit("delete", "sef_S0001")],
        [Edit("join", "sef_S0004")],
        [Edit("join", "sef_S0001_impact"), Edit("split", "sef_S0001_impact")],
        [Edit("move", "sef_S0003", 6), Edit("join", "sef_S0003_impact")],
        [Edit("split", "sef_S0005_impact"), Edit("join", "sef_S0005")],
        [Edit("add", "The difference this makes: juliet.", 13)],
        [
            Edit("delete", "sef_S0001"),
            Edit("delete", "sef_S0001_impact"),
            Edit("add", "The difference this makes: juliet.", 1),
        ],
    ],
    ids=lambda edits: ", ".join(f"{one.what} {one.piece}" for one in edits),
)
def test_edits_that_pull_a_statement_apart_lose_nothing(edits: list[Edit]) -> None:
    """Texts and impacts parted, joined crosswise and parted again keep the law."""
    keeps_the_law(edits)


@given(st.lists(EDITS, max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_edits_lose_nothing(edits: list[Edit]) -> None:
    """A few edits of any kind, one on top of another, keep the law."""
    keeps_the_law(edits)
