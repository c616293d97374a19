"""What a director does in one sitting, key by key."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest
from textual.widgets import Input, Select, TextArea

from readiness.evidence import register as evidence_service
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence
from readiness.tui.app.app import ReadinessApp
from readiness.tui.forms.fields import FieldRow
from readiness.workspace.workspace import Workspace


class Stage(Protocol):
    """What `play` gives: the application and the keys."""

    app: ReadinessApp

    async def press(self, *keys: str) -> None: ...
    async def type(self, words: str) -> None: ...
    async def settle(self) -> None: ...
    async def click(self, words: str) -> None: ...

    @property
    def words(self) -> str: ...


class Play(Protocol):
    """The `play` fixture."""

    def __call__(
        self, workspace: Workspace | None, size: tuple[int, int] = ...
    ) -> AbstractAsyncContextManager[Stage]: ...


async def test_evidence_is_linked_through_the_picker_and_undone(
    play: Play, area_workspace: Workspace
) -> None:
    """l, a few letters, enter, a page and ctrl+s make a link with its pinpoint; u takes it back."""
    async with play(area_workspace) as stage:
        await stage.press("3", "l")
        await stage.type("shape")
        await stage.press("enter")
        await stage.type("4-6")
        await stage.press("ctrl+s")

        [link] = area_workspace.index.links_to("prompt", "A2.1")
        assert (link.evidence, link.pinpoint.page) == ("E0001", "4-6")
        assert "u undo" in stage.words

        await stage.press("u")
        assert area_workspace.index.links_to("prompt", "A2.1") == ()


async def test_a_statement_is_written_in_place(play: Play, area_workspace: Workspace) -> None:
    """S opens the editor beside the tree; ctrl+s stores words and impact and shows them."""
    async with play(area_workspace) as stage:
        await stage.press("2", "a")
        await stage.type("Health checks reach every school")
        await stage.press("tab")
        await stage.type("212 children")
        await stage.press("ctrl+s")

        newest = area_workspace.records.statements["S0005"]
        assert (
            newest.criterion,
            newest.kind,
            newest.text,
            newest.impact,
        ) == ("A1", "strength", "Health checks reach every school", "212 children")
        assert "Health checks reach every school" in stage.words


async def test_a_gap_leads_to_its_fix(play: Play, area_workspace: Workspace) -> None:
    """Enter on a gap opens the area and record where it is put right."""
    async with play(area_workspace) as stage:
        await stage.press("4", "slash")
        await stage.type("id:S0003")
        await stage.press("enter", "enter")

        assert stage.app.current_mode == "criteria"
        assert "The therapy offer was rewritten." in stage.words
        await stage.press("e")
        assert "Edit S0003" in stage.words


async def test_the_overview_opens_what_is_behind_it(play: Play, area_workspace: Workspace) -> None:
    """Enter on a criterion opens it; esc and 1 lead back."""
    async with play(area_workspace) as stage:
        await stage.press("down", "down", "enter")
        assert stage.app.current_mode == "criteria"
        assert "A3 the service shows" in stage.words
        await stage.press("1")
        assert "Do first" in stage.words


async def test_the_area_bar_can_be_clicked(play: Play, area_workspace: Workspace) -> None:
    """The mouse reaches every area."""
    async with play(area_workspace) as stage:
        for title, area in (("Evidence", "evidence"), ("Gaps", "gaps"), ("Overview", "overview")):
            await stage.click(title)
            assert area == stage.app.current_mode


async def test_metadata_is_edited_and_dates_are_read_as_written_here(
    play: Play, area_workspace: Workspace
) -> None:
    """31/3/2025 is a date; what is not a date is said so and nothing is stored."""
    async with play(area_workspace) as stage:
        await stage.press("3", "e")
        rows = {row.spec.name: row for row in stage.app.screen.query(FieldRow)}
        field = rows["period_to"].query_one(Input)
        field.value = "31/31/2025"
        await stage.press("ctrl+s")
        assert "names month 31, and there is no such" in stage.words
        field.value = "31/10/2026"
        await stage.press("ctrl+s")
        assert date(2026, 10, 31) == area_workspace.records.evidence["E0001"].period_to


async def test_a_form_with_typing_in_it_asks_before_it_closes(play: Play, area_workspace: Workspace) -> None:
    """Esc on a changed form asks, and the safe answer keeps what was typed."""
    async with play(area_workspace) as stage:
        await stage.press("3", "e")
        await stage.type("New ")
        await stage.press("escape")
        assert "not saved. Leave it?" in stage.words
        await stage.press("enter")
        assert "not saved" in stage.words
        assert "New" in stage.app.screen.query(Input).first().value
        await stage.press("escape", "tab", "enter")
        assert area_workspace.records.evidence["E0001"].title == "Multi-agency case audit"


async def test_quitting_asks_about_a_statement_not_saved(play: Play, area_workspace: Workspace) -> None:
    """ctrl+q does not throw a half-written statement away."""
    async with play(area_workspace) as stage:
        await stage.press("2", "a")
        await stage.type("Half a sentence")
        await stage.press("ctrl+q")
        assert "Leave the program without saving?" in stage.words
        await stage.press("enter")
        assert stage.app.screen.query(TextArea).first().text == "Half a sentence"


async def test_somebody_elses_edit_is_shown_beside_mine(play: Play, area_workspace: Workspace) -> None:
    """Both sides are shown; putting mine on top keeps what they changed elsewhere in the record."""
    async with play(area_workspace) as stage:
        await stage.press("3", "e", "home")
        await stage.type("My ")
        theirs = area_workspace.records.evidence["E0001"].model_copy(
            update={"title": "Their title", "owner": "Somebody"}
        )
        change = put(theirs, area_workspace.records.evidence["E0001"])
        area_workspace.run(Transaction("Edit E0001", (change,)))
        await stage.press("ctrl+s")
        assert "while you were editing it" in stage.words
        assert "Their title" in stage.words
        assert "My Multi-agency case audit" in stage.words

        await stage.click("Put mine on top")
        stored = area_workspace.records.evidence["E0001"]
        assert (stored.title, stored.owner) == ("My Multi-agency case audit", "Somebody")


async def test_keeping_theirs_closes_the_form_and_stores_nothing_of_mine(
    play: Play, area_workspace: Workspace
) -> None:
    """The form is done with, and what stands is what somebody else wrote; going back keeps the form open."""
    async with play(area_workspace) as stage:
        await stage.press("3", "e", "home")
        await stage.type("My ")
        before = area_workspace.records.evidence["E0001"]
        change = put(before.model_copy(update={"title": "Their title"}), before)
        area_workspace.run(Transaction("Edit E0001", (change,)))
        await stage.press("ctrl+s")
        await stage.click("Go on editing")
        assert stage.app.screen.query(Input).first().value == "My Multi-agency case audit"
        await stage.press("ctrl+s")
        await stage.click("Keep theirs")
        assert not stage.app.screen.is_modal
        assert area_workspace.records.evidence["E0001"].title == "Their title"


async def test_news_of_others_redraws_and_keeps_what_is_typed(play: Play, area_workspace: Workspace) -> None:
    """A change made elsewhere appears in the table; a filter half typed stays."""
    async with play(area_workspace) as stage:
        await stage.press("3", "slash")
        await stage.type("audi")
        before = area_workspace.records.evidence["E0001"]
        area_workspace.run(
            Transaction("Edit", (put(before.model_copy(update={"title": "Case audit, renamed"}), before),))
        )
        stage.app.announce()
        await stage.settle()
        assert "Case audit, renamed" in stage.words
        assert stage.app.screen.query(Input).first().value == "audi"


async def test_filters_narrow_show_as_chips_and_clear(play: Play, area_workspace: Workspace) -> None:
    """Typing narrows live, a chip can be clicked away, esc clears, and an empty result says so."""
    async with play(area_workspace) as stage:
        await stage.press("3", "slash")
        await stage.type("kind:audit stale")
        assert "1 of 7" in stage.words
        await stage.click("kind:audit x")
        assert stage.app.screen.query(Input).first().value == "stale"
        await stage.type(" nothinglikeit")
        assert "Nothing fits this filter" in stage.words
        await stage.press("escape")
        assert "7 of 7" in stage.words
        for area in ("4", "6", "7"):
            await stage.press(area)
            stage.app.screen.query(Input).first().value = "criterion:moon"
            await stage.settle()
            assert 'criterion:"moon" names none there is' in " ".join(stage.words.split()), area


async def test_a_ready_made_filter_is_added(play: Play, area_workspace: Workspace) -> None:
    """F offers parts of the filter language by name."""
    async with play(area_workspace) as stage:
        await stage.press("4", "f")
        await stage.type("critical")
        await stage.press("enter")
        assert stage.app.screen.query(Input).first().value == "critical"


async def test_a_file_is_added_by_its_path(play: Play, area_workspace: Workspace, tmp_path: Path) -> None:
    """a, File, a path: the file is copied into the library and its details can be said at once."""
    paper = tmp_path / "Board paper.txt"
    paper.write_text("Minutes of the board, October 2026", encoding="utf-8")
    async with play(area_workspace) as stage:
        await stage.press("3", "a", "enter")
        stage.app.screen.query(Input).first().value = str(paper)
        await stage.press("ctrl+s")
        assert "E0008" in stage.words
        await stage.press("escape")
        added = area_workspace.records.evidence["E0008"]
        assert (area_workspace.library / added.location).read_bytes() == paper.read_bytes()


async def test_a_folder_is_scanned_with_its_result_shown(
    play: Play, area_workspace: Workspace, tmp_path: Path
) -> None:
    """A whole folder is taken in, and the box says what was added and passed over."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    for number in range(3):
        (folder / f"note {number}.txt").write_text(f"Note number {number}", encoding="utf-8")
    (folder / "empty.txt").touch()
    async with play(area_workspace) as stage:
        await stage.press("3", "a", "down", "down", "down", "enter")
        stage.app.screen.query(Input).first().value = str(folder)
        await stage.press("ctrl+s")
        await stage.settle()
        assert "3 files added" in stage.words
        await stage.press("escape")
        assert "10 of 10" in stage.words


async def test_a_local_view_needs_its_reason(play: Play, area_workspace: Workspace) -> None:
    """A grade without a reason is refused in plain words; the form keeps what was chosen."""
    async with play(area_workspace) as stage:
        await stage.press("2", "down", "v")
        stage.app.screen.query(Select).first().value = "2"
        await stage.press("ctrl+s")
        assert "needs its reason" in stage.words
        await stage.press("escape")
        stage.app.screen.query(TextArea).first().text = "Surveys disagree."
        await stage.press("ctrl+s")
        assert area_workspace.records.grades["A2"].why == "Surveys disagree."


async def test_agreement_is_recorded_for_the_words_as_they_stand(
    play: Play, area_workspace: Workspace
) -> None:
    """C on a statement records who agrees; once all have, the words are the agreed text."""
    async with play(area_workspace) as stage:
        await stage.press("2", "enter", "down", "c")
        form = stage.app.screen
        rows = {row.spec.name: row for row in form.query(FieldRow)}
        rows["what"].query_one(Select).value = "all"
        rows["filter"].query_one(Input).value = "kind:moon"
        await stage.press("ctrl+s")
        assert 'kind:"moon" names none there is' in " ".join(stage.words.split())
        await stage.press("enter")
        rows["filter"].query_one(Input).value = ""
        rows["what"].query_one(Select).value = "statement"
        await stage.press("ctrl+s")
        statement = area_workspace.records.statements["S0001"]
        assert statement.text == statement.agreed_text


async def test_an_item_is_withdrawn_and_taken_back(play: Play, area_workspace: Workspace) -> None:
    """D asks first and names what would count for nothing; only y does it, and d again takes it back."""
    async with play(area_workspace) as stage:
        await stage.press("3", "W")
        assert "Stop relying on E0001" in stage.words
        await stage.press("enter")
        assert not area_workspace.records.evidence["E0001"].is_withdrawn
        await stage.press("W", "y")
        assert area_workspace.records.evidence["E0001"].is_withdrawn
        await stage.press("W")
        assert not area_workspace.records.evidence["E0001"].is_withdrawn


async def test_a_request_item_is_assigned_and_marked_ready(play: Play, area_workspace: Workspace) -> None:
    """A says who answers, space marks ready and space again takes it back."""
    async with play(area_workspace) as stage:
        await stage.press("5", "down", "o")
        await stage.type("D. Pike")
        await stage.press("ctrl+s", "r")
        state = area_workspace.records.requests["GEN02"]
        assert (state.owner, state.status) == ("D. Pike", "ready")
        await stage.press("r")
        assert area_workspace.records.requests["GEN02"].status == "gathering"


async def test_the_call_comes_and_asks_are_handed_over(play: Play, area_workspace: Workspace) -> None:
    """The board shows what a call would bring; a button starts the clock and ends it, H hands over."""
    async with play(area_workspace) as stage:
        await stage.press("7")
        assert "No notice is running" in stage.words
        await stage.click("The call has come")
        await stage.press("ctrl+s")
        assert "The clock runs" in stage.words
        await stage.press("escape")
        assert "NOTICE" in stage.words
        assert "24 h 00 m left" in stage.words
        await stage.press("down", "down", "H")
        assert "Say that GEN01 went to the inspectors?" in stage.words
        await stage.press("escape")
        before = area_workspace.records.requests["GEN01"].status
        assert before in {"gathering", "ready", "not_started"}
        await stage.press("H", "y")
        assert area_workspace.records.requests["GEN01"].status == "handed_over"
        await stage.click("End the notice")
        await stage.press("tab", "enter")
        assert area_workspace.records.notices["N0001"].ended is not None
        assert "No notice is running" in stage.words


async def test_an_action_is_added(play: Play, area_workspace: Workspace) -> None:
    """A in the plan adds an action."""
    async with play(area_workspace) as stage:
        await stage.press("6", "a", "enter")
        await stage.type("Train staff")
        await stage.press("ctrl+s")
        assert area_workspace.records.actions["P0002"].title == "Train staff"


async def test_nothing_to_undo_is_said_in_words(play: Play, empty_workspace: Workspace) -> None:
    """Undo at the end of its rope explains itself."""
    async with play(empty_workspace) as stage:
        for _ in range(3):
            await stage.press("u")
            if "nothing of yours to undo" in stage.words:
                break
            await stage.press("escape")
        else:
            pytest.fail("undo never came to its end")


async def test_unlinking_asks_which_only_when_there_are_several(
    play: Play, area_workspace: Workspace
) -> None:
    """X on an item with two links offers them; with one it goes at once and can be undone."""
    async with play(area_workspace) as stage:
        await stage.press("3", "x")
        assert "Which link should go?" in stage.words
        await stage.press("enter")
        assert len(area_workspace.index.links_of("E0001")) == 1
        await stage.press("x")
        assert area_workspace.index.links_of("E0001") == ()


async def test_reviewing_marks_the_day(play: Play, area_workspace: Workspace) -> None:
    """R says that the links still hold today."""
    async with play(area_workspace) as stage:
        await stage.press("3", "r", "escape")
        assert {date(2026, 11, 21)} != {one.reviewed for one in area_workspace.index.links_of("E0001")}
        await stage.press("r", "y")
        assert {date(2026, 11, 21)} == {one.reviewed for one in area_workspace.index.links_of("E0001")}


async def test_the_palette_runs_a_verb_and_goes_to_a_record(play: Play, area_workspace: Workspace) -> None:
    """ctrl+p lists `group: Verb` and finds records by their words."""
    async with play(area_workspace) as stage:
        await stage.press("ctrl+p")
        assert "view: Out of date" in stage.words
        await stage.type("Waiting times dash")
        await stage.press("enter")
        await stage.settle()
        assert stage.app.current_mode == "evidence"
        assert "E0003 Waiting times dashboard" in stage.words


async def test_an_address_is_added_and_never_fetched(play: Play, area_workspace: Workspace) -> None:
    """A web address is recorded as it is; something else is refused."""
    async with play(area_workspace) as stage:
        await stage.press("3", "a", "down", "down", "enter")
        field = stage.app.screen.query(Input).first()
        field.value = "javascript:alert(1)"
        await stage.press("ctrl+s")
        assert "not a web address" in stage.words
        await stage.press("escape")
        field.value = "https://example.org/strategy"
        await stage.press("ctrl+s")
        added = area_workspace.records.evidence["E0008"]
        assert (added.location_kind, added.location) == ("url", "https://example.org/strategy")


async def test_help_lists_the_keys_of_the_screen(play: Play, area_workspace: Workspace) -> None:
    """? names the screen's own verbs first."""
    async with play(area_workspace) as stage:
        await stage.press("3", "question_mark")
        assert "Help: Evidence" in stage.words
        assert "Tie evidence to what it proves." in stage.words
        await stage.press("escape")
        assert "7 of 7" in stage.words


async def test_a_read_only_workspace_refuses_in_words(
    play: Play, area_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of a workspace that cannot be written is refused and the form stays open."""
    monkeypatch.setattr(Workspace, "is_read_only", property(lambda _: True))
    async with play(area_workspace) as stage:
        assert "READ ONLY" in stage.words
        await stage.press("3", "W", "y")
        assert "read-only" in stage.words


def test_the_services_used_here_are_the_real_ones() -> None:
    """The journeys go through the services the command line uses, not through stand-ins."""
    assert evidence_service.withdraw.__module__ == "readiness.evidence.register"
    assert Evidence.table == "evidence"
