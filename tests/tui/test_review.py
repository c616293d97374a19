"""Out to Word, edited by a partner, back, reviewed, stored at once and taken back; by keys alone."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from readiness.sef import statements
from readiness.sef.export import export_sef
from readiness.sef.round_trip.changes import SefPlan
from readiness.sef.taking_back import plan_sef
from readiness.sef.word_out.sections import SECTIONS
from readiness.tui.app.app import ReadinessApp
from readiness.tui.base.actions import commands_for
from readiness.tui.forms.fields import FieldRow
from readiness.tui.screens.sef.review import ReviewScreen
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import PROBES, TODAY

Play = Callable[..., AbstractAsyncContextManager[Any]]
Golden = Callable[[ReadinessApp, str], None]

NINE = "Checks are on time for nine in ten families."
THERAPY = "The therapy offer was rewritten."
LATE = "Reviews are held late for 18% of plans."
KNOWN = "We know our children early."
NEW = "Nurses now visit at weekends."
_TRACKED = (
    '</w:t></w:r><w:ins w:id="901" w:author="J. Smith" w:date="2026-11-09T10:00:00Z">'
    "<w:r><w:t>{words}</w:t></w:r></w:ins><w:r><w:t>"
)


def edited(source: Path, target: Path, *changes: tuple[str, str]) -> Path:
    """A copy of a document with pieces of its XML replaced, as an editor's save would."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                text = data.decode("utf-8")
                for before, after in changes:
                    assert before in text, before
                    text = text.replace(before, after)
                data = text.encode("utf-8")
            new.writestr(info, data)
    return target


def sent_out(ws: Workspace, folder: Path) -> Path:
    """The self-evaluation as it stands without its summary, so that each statement stands in it once."""
    path = folder / "sef.docx"
    export_sef(ws, path, as_at=TODAY, sections=[one for one in SECTIONS if one != "summary"])
    return path


def with_everything(ws: Workspace, folder: Path) -> Path:
    """A copy with a tracked edit, a conflict, a new paragraph and a deletion."""
    out = sent_out(ws, folder)
    with zipfile.ZipFile(out) as held:
        text = held.read("word/document.xml").decode("utf-8")
    at = text.index(THERAPY)
    end = text.index("</w:p>", at) + len("</w:p>")
    paragraph = text[at:end]
    back = edited(
        out,
        folder / "Health comments.docx",
        ("nine in ten", f"nine in ten{_TRACKED.format(words=' young')}"),
        (
            paragraph,
            f"{paragraph.replace('rewritten', 'renewed')}<w:p><w:r><w:t>{NEW}</w:t></w:r></w:p>",
        ),
        (LATE, ""),
    )
    statements.edit(ws, "S0003", text="The therapy offer was replaced.")
    return back


def kinds(plan: SefPlan) -> dict[str, str]:
    """What the plan proposes, by key."""
    return {item.key: item.kind for item in plan.items}


async def take_back(stage: Any, path: Path) -> None:
    """Open the review of a document by keys."""
    await stage.press("i")
    await stage.type(str(path))
    await stage.press("ctrl+s")


def rows_of(stage: Any) -> dict[str, FieldRow]:
    """The rows of the form on top, by field name."""
    return {row.spec.name: row for row in stage.app.screen.query(FieldRow)}


async def move_to(stage: Any, key: str) -> None:
    """Put the cursor of the review on a change."""
    assert stage.app.screen.table.point_at(key)
    await stage.settle()


def test_every_verb_of_the_review_can_be_done() -> None:
    """Each declared verb has its action and a key of its own."""
    verbs = commands_for("review")
    keys = [key for one in verbs for key in one.key.split(",")]

    assert len(keys) == len(set(keys))
    assert all(hasattr(ReviewScreen, f"action_{one.action}") for one in verbs)


async def test_out_edited_back_and_undone(play: Play, area_workspace: Workspace) -> None:
    """W writes the document, i reads the edited copy, y takes, ctrl+s stores one change, u takes it back."""
    ws = area_workspace
    async with play(ws) as stage:
        await stage.press("w")
        out = ws.root / "exports" / "Penmarsh-sef-2026-11-21.docx"
        assert stage.app.screen.query(Input).first().value == str(out)
        await stage.press("ctrl+s")
        assert out.is_file()
        assert "Wrote the self-evaluation (draft)" in stage.words
        back = edited(out, ws.root.parent / "back.docx", ("nine in ten", "eight in ten"))

        before = ws.repository.sequence
        await take_back(stage, back)
        assert "for [-nine-]{+eight+} in ten families." in stage.words
        await stage.press("y", "ctrl+s")

        assert ws.repository.sequence == before + 1
        assert ws.records.statements["S0001"].text == NINE.replace("nine", "eight")
        assert not isinstance(stage.app.screen, ReviewScreen)
        assert "u undo" in stage.words
        assert plan_sef(ws, back).is_empty

        await stage.press("u")
        assert ws.records.statements["S0001"].text == NINE


@pytest.mark.parametrize(("width", "height"), [(80, 24), (100, 30), (120, 40)])
async def test_the_review_at_each_size(
    play: Play, golden: Golden, area_workspace: Workspace, tmp_path: Path, width: int, height: int
) -> None:
    """Counts, list and the conflict under the cursor, undecided and decided."""
    back = with_everything(area_workspace, tmp_path)
    async with play(area_workspace, (width, height)) as stage:
        await take_back(stage, back)
        await move_to(stage, "S0003.text")
        golden(stage.app, f"review-{width}x{height}")
        await stage.press("y")
        await stage.press("ctrl+s", "A", "y", "n")
        await move_to(stage, "S0003.text")
        golden(stage.app, f"review-decided-{width}x{height}")


async def test_nothing_is_stored_that_was_not_accepted(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """A takes what is safe; the deletion, the new paragraph and the conflict stay out."""
    ws = area_workspace
    back = with_everything(ws, tmp_path)
    assert set(kinds(plan_sef(ws, back)).values()) == {"edited", "conflict", "added", "deleted"}
    async with play(ws, (80, 24)) as stage:
        await take_back(stage, back)
        await stage.press("A", "y", "ctrl+s")

        said = {one.id: one.text for one in ws.records.statements.values()}
        assert said["S0001"] == NINE.replace("in ten", "in ten young")
        assert said["S0003"] == "The therapy offer was replaced."
        assert set(said) == {"S0001", "S0002", "S0003", "S0004"}


async def test_a_conflict_is_resolved_in_words(
    play: Play, golden: Golden, area_workspace: Workspace, tmp_path: Path
) -> None:
    """Accepting a conflict asks for its words, with both sides in sight; they are what is stored."""
    ws = area_workspace
    back = with_everything(ws, tmp_path)
    async with play(ws, (80, 24)) as stage:
        await take_back(stage, back)
        await move_to(stage, "S0003.text")
        await stage.press("y")
        golden(stage.app, "review-words")
        area = stage.app.screen.query_one(TextArea)
        area.text = "The therapy offer was replaced and renewed."
        await stage.press("ctrl+s")
        assert "✓ own words" in stage.words
        await stage.press("ctrl+s")

        assert ws.records.statements["S0003"].text == "The therapy offer was replaced and renewed."
        assert ws.records.statements["S0001"].text == NINE


async def test_a_new_paragraph_and_a_deletion_are_taken_one_by_one(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """What is never automatic is done when somebody says so, and undo brings all of it back."""
    ws = area_workspace
    back = with_everything(ws, tmp_path)
    async with play(ws) as stage:
        await take_back(stage, back)
        for key, kind in kinds(plan_sef(ws, back)).items():
            if kind in {"added", "deleted"}:
                await move_to(stage, key)
                await stage.press("y")
        await stage.press("ctrl+s")

        assert "S0004" not in ws.records.statements
        [added] = [one for one in ws.records.statements.values() if one.text == NEW]
        assert added.criterion == "A3"
        await stage.press("u")
        assert set(ws.records.statements) == {"S0001", "S0002", "S0003", "S0004"}


async def test_leaving_asks_only_when_something_was_accepted(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """Esc leaves at once; after accepting it asks first, and the safe answer goes on."""
    ws = area_workspace
    back = with_everything(ws, tmp_path)
    before = ws.records
    async with play(ws) as stage:
        await take_back(stage, back)
        await stage.press("n", "escape")
        assert not isinstance(stage.app.screen, ReviewScreen)

        await take_back(stage, back)
        await stage.press("y", "escape")
        assert "1 accepted change is not written" in stage.words
        await stage.press("enter")
        assert isinstance(stage.app.screen, ReviewScreen)
        await stage.press("escape", "tab", "enter")
        assert not isinstance(stage.app.screen, ReviewScreen)
    assert ws.records is before


async def test_an_unedited_copy_says_so(
    play: Play, golden: Golden, area_workspace: Workspace, tmp_path: Path
) -> None:
    """Nothing would change, in so many words; w has nothing to write."""
    out = sent_out(area_workspace, tmp_path)
    async with play(area_workspace, (80, 24)) as stage:
        await take_back(stage, out)
        assert "Nothing would change" in stage.words
        golden(stage.app, "review-empty")
        await stage.press("ctrl+s")
        assert "Nothing is taken yet" in stage.words
        await stage.press("escape")
        assert not isinstance(stage.app.screen, ReviewScreen)


async def test_a_colleague_who_was_quicker_loses_nothing(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """A statement changed during the review is not overwritten: the review is made anew and says so."""
    ws = area_workspace
    back = with_everything(ws, tmp_path)
    async with play(ws) as stage:
        await take_back(stage, back)
        await move_to(stage, "S0001.text")
        await stage.press("y")
        statements.edit(ws, "S0001", text="Checks are on time for all families.")
        await stage.press("ctrl+s")

        assert isinstance(stage.app.screen, ReviewScreen)
        assert "Nothing was stored: S0001" in stage.words
        assert ws.records.statements["S0001"].text == "Checks are on time for all families."
        assert "0 accepted" in stage.words


async def test_a_file_that_is_no_document_is_explained(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """The error names the file, and the form keeps what was typed."""
    path = tmp_path / "notes.docx"
    path.write_bytes(bytes(range(32)))
    async with play(area_workspace) as stage:
        await take_back(stage, path)
        assert "notes.docx" in stage.words
        await stage.press("escape")
        assert stage.app.screen.query_one(Input).value == str(path)


async def test_hostile_words_on_both_sides(play: Play, hostile_workspace: Workspace, tmp_path: Path) -> None:
    """Probes in statements, changed on both sides, are shown and edited as words."""
    ws = hostile_workspace
    out = sent_out(ws, tmp_path)
    back = edited(out, tmp_path / "[b] back.docx", ("[TODO] Q3 plan", "[/TODO] Q4 [plan"))
    for number, probe in enumerate(PROBES, 1):
        statements.edit(ws, f"S{number:04d}", text=f"{probe} [/x]")
    async with play(ws, (80, 24)) as stage:
        await take_back(stage, back)
        assert isinstance(stage.app.screen, ReviewScreen)
        shown = ""
        for _ in plan_sef(ws, back).items:
            shown += stage.words
            await stage.press("e")
            shown += stage.words
            await stage.press("escape", "down")
        assert "[/TODO] Q4 [plan" in shown.replace("{+", "").replace("+}", "")
        assert not [one for one in shown if ord(one) < 32 and one != "\n"]


async def test_a_document_written_elsewhere_is_taken_in(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """Each piece with its reason; one that belongs nowhere is asked about, and the section can be changed."""
    old = tmp_path / "old.txt"
    old.write_text(
        "Waits for therapy fell from 31 weeks to 22 this year.\nLorem ipsum dolor sit amet elit.\n",
        encoding="utf-8",
    )
    before = set(area_workspace.records.statements)
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("i")
        rows = rows_of(stage)
        rows["file"].fill(str(old))
        rows["what"].fill("other")
        await stage.settle()
        await stage.press("ctrl+s")
        assert "written elsewhere" in stage.words
        await move_to(stage, "piece-1")
        assert "by its words" in stage.words
        await stage.press("e")
        rows = rows_of(stage)
        rows["criterion"].fill("A2")
        rows["kind"].fill("strength")
        await stage.settle()
        await stage.press("ctrl+s", "ctrl+s")
        (new,) = set(area_workspace.records.statements) - before
        made = area_workspace.records.statements[new]
        assert (made.criterion, made.kind) == ("A2", "strength")
