"""Copies that came back wrong once: each gives the plan it should, in the workspace it belongs to.

`cases.tar.xz` holds the documents, part by part, as an earlier version exported them and people and programs
left them. Those of the example are read in a whole run alone; `test_returned_copies` has one of each kind.
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.model.vocabulary import StatementKind
from readiness.sef import statements
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.taking_back import plan_sef
from readiness.workspace.example import copy_example
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import TODAY

ARCHIVE = Path(__file__).with_name("cases.tar.xz")
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """What a copy must propose: change, whether it is safe, and the words it brings or that are told."""

    kind: str = ""
    """Of its only change; empty where nothing can be taken."""
    key: str = ""
    words: str = ""
    is_safe: bool = False


EXAMPLE: dict[str, Case] = {
    "bookmarks-stripped": Case("edited", "S0007.text", "are found late. zqnb", is_safe=True),
    "evidence-numbers-deleted": Case(words="At S0003 the evidence numbers 1, 4 are gone."),
    "footnote": Case("comment", "S0006.text.note-1", "zqfoot Figure excludes transfers."),
    "heading3-paste": Case("added", "new-1", "zqhead Waits for audiology have doubled"),
    "headline-over-missing": Case("added", "new-1", "zqheadline: Young people are better prepared"),
    "lead-replaced": Case("lead", "lead-1", "Impact:"),
    "section-moved": Case("moved", "S0036.place", "It stands under A1 now."),
    "sef-as-exported": Case(),
    "sef-hidden-text": Case(words="ZZHIDDEN"),
    "sef-placeholder": Case(words="Click or tap here to enter text."),
    "sef-struck-out": Case("conflict", "S0071.text", "ZZNEW statement instead."),
    "statements-in-table": Case("edited", "S0007.text", "are found late. zqtable.", is_safe=True),
    "summary-table-edited": Case("edited", "S0001.text-in-table", "zqsumm and still worse."),
}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents, each put together again, and the workspace of two of them."""
    folder = tmp_path_factory.mktemp("cases")
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            name, _, part = member.name.partition("/")
            content = archive.extractfile(member)
            assert content is not None
            if name.endswith(".docx"):
                with zipfile.ZipFile(folder / name, "a") as made:
                    made.writestr(part, content.read())
            else:
                (folder / name).mkdir(exist_ok=True)
                (folder / name / part).write_bytes(content.read())
    return folder


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A copy of the worked example."""
    folder = copy_example(tmp_path_factory.mktemp("example") / "copy")
    ws = open_workspace(folder, user="x", clock=lambda: NOW)
    yield ws
    ws.close()


def said(plan: SefPlan) -> str:
    """Everything a plan shows of what came back."""
    items = (f"{item.theirs} {item.reason} {item.note.text if item.note else ''}" for item in plan.items)
    return "\n".join((*items, *plan.remarks))


@pytest.mark.whole
@pytest.mark.parametrize(("name", "case"), EXAMPLE.items(), ids=EXAMPLE)
def test_a_copy_of_the_example(name: str, case: Case, cases: Path, example: Workspace) -> None:
    """It proposes its one change or none and shows what was typed; of an untouched one it says nothing."""
    plan = plan_sef(example, cases / f"{name}.docx")
    found = [(item.kind, item.key, item.is_safe) for item in plan.items]
    assert found == ([(case.kind, case.key, case.is_safe)] if case.kind else [])
    assert case.words in said(plan)
    assert bool(plan.items or plan.remarks) is (case != Case())


@pytest.mark.whole
def test_a_thread_and_a_resolved_comment(cases: Path, example: Workspace) -> None:
    """A resolved point waits, a thread is one note, and comments elsewhere are told whole."""
    plan = plan_sef(example, cases / "comments-thread.docx")
    assert [(item.key, item.is_safe) for item in plan.items] == [
        ("S0006.text.comment-1", False),
        ("S0006.text.comment-2", True),
    ]
    assert "zqreply yes" in said(plan)
    assert "zqtailend" in said(plan)
    assert "zqtab on a table cell" in said(plan)


@pytest.mark.whole
def test_newer_words_stay_where_a_copy_lost_its_stamp(cases: Path, example: Workspace) -> None:
    """What was written here since is not taken back by an untouched copy unless somebody wants it."""
    held = example.records.statements["S0007"].text
    statements.edit(example, "S0007", text=f"{held} We have begun to ask.")
    plan = plan_sef(example, cases / "stamp-lost-untouched.docx")
    assert {item.key: item.theirs for item in plan.items}["S0007.text"] == held
    assert not any(item.is_safe for item in plan.items)
    assert {item.kind for item in plan.items} <= {"edited", "record"}


@pytest.mark.parametrize("name", ["year-export", "year-resaved-untouched"])
def test_figures_at_the_end_of_the_year_export(name: str, cases: Path) -> None:
    """Saved again without its stamp and styles: "July 2022" and "17.9" stay, and no printed note is new."""
    ws = open_workspace(cases / "year-workspace", user="x", clock=lambda: NOW)
    plan = plan_sef(ws, cases / f"{name}.docx")
    ws.close()
    assert (plan.items, plan.statements, plan.unchanged) == ((), 2, 2)
    assert bool(plan.remarks) is (name != "year-export")


@pytest.fixture
def area_of(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Makes the workspace of an area with these statements under A1, kind and words."""
    made: list[Workspace] = []

    def make(name: str, *written: tuple[StatementKind, str]) -> Workspace:
        ws = create_workspace(tmp_path / name, name, user="x", clock=lambda: NOW)
        made.append(ws)
        for kind, text in written:
            statements.add(ws, "A1", kind, text, as_at=TODAY)
        return ws

    yield make
    for ws in made:
        ws.close()


def test_figures_pasted_as_plain_text(cases: Path, area_of: Callable[..., Workspace]) -> None:
    """Words, evidence number and reference glued together are still the statement as it was."""
    ws = area_of(
        "Digits", ("strength", "Suspensions fell from 24.6 to 17.9"), ("context", "We refused 98 of 472")
    )
    for name in ("digits-export", "digits-plain-paste"):
        plan = plan_sef(ws, cases / f"{name}.docx")
        assert (plan.items, plan.remarks, plan.unchanged) == ((), (), 2), name


def test_another_workspace_of_the_same_area(cases: Path, area_of: Callable[..., Workspace]) -> None:
    """Its statements have our numbers and were others: nothing merges."""
    ws = area_of("Northshire", *(("strength", f"Alpha group draft {number}.") for number in range(3)))
    with pytest.raises(RefusedError, match="another workspace"):
        plan_sef(ws, cases / "other-workspace-same-area.docx")
