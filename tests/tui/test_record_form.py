"""Forms made from fields: what people may set can be set and emptied, and is read as everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from readiness.model.field import Around, Bound, fields_of
from readiness.model.field_reading import FieldWordsError, emptied, read
from readiness.model.records.record import Record
from readiness.model.records.tables import RECORD_TYPES
from readiness.tui.forms.fields import Field, FieldRow
from readiness.tui.forms.parts import Parts
from readiness.tui.forms.record_form import RecordRow, record_rows
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import TODAY
from tests.tui.stage import Stage

Play = Callable[..., Any]

_TYPED = {
    "text": "Head of service",
    "long": "First line.\nSecond line.",
    "date": "3 Mar 2026",
    "moment": "23 Nov 2026 09:15",
    "number": "7",
    "figure": "58.2",
    "measured": "under 10",
    "yes_no": "yes",
}


class RowsApp(App[None]):
    """Nothing but the rows of a form."""

    def __init__(self, specs: list[Field]) -> None:
        super().__init__()
        self._specs = specs

    def compose(self) -> ComposeResult:
        """The rows one below the other."""
        with VerticalScroll():
            for spec in self._specs:
                yield spec.row()


def typed(field: Bound, around: Around) -> str | tuple[str, ...] | None:
    """Something a person could put into a field; None where the framework has nothing to choose from."""
    kind = field.field.kind
    if field.row is not None:
        parts = {name: read(one, typed(one, around), around) for name, one in fields_of(field.row).items()}
        return (field.row.model_validate(parts).model_dump_json(),)
    if kind == "records":
        return tuple(list(around.records.table(field.field.records))[:1]) if around.records else None
    if field.field.choices is not None:
        offered = list(field.field.choices(around.framework))
        return (
            (None if not offered else (offered[-1],) if field.is_many else offered[-1]) if offered else None
        )
    return _TYPED[kind]


def meant(field: Bound, answer: str | tuple[str, ...], around: Around) -> object:
    """What the same words mean on any other surface."""
    if field.row is None:
        return read(field, answer, around)
    parts = [field.row.model_validate_json(one) for one in answer]
    return tuple(parts) if field.is_many else parts[0]


@pytest.fixture
def around(area_workspace: Workspace) -> Around:
    """The framework and records of the example."""
    return Around(area_workspace.framework, TODAY, area_workspace.records)


@pytest.mark.parametrize("kind", RECORD_TYPES.values(), ids=RECORD_TYPES)
async def test_every_field_people_set_is_set_and_emptied(kind: type[Record], around: Around) -> None:
    """Read the same as by a command; what may not be emptied says so in the field's own sentence."""
    app = RowsApp(record_rows(kind, None, around))
    async with app.run_test(size=(100, 40)) as pilot:
        rows = {row.spec.name: row for row in app.query(RecordRow)}
        assert list(rows) == [name for name, field in fields_of(kind).items() if field.is_for_people]
        for name, row in rows.items():
            field = fields_of(kind)[name]
            answer = typed(field, around)
            if answer is None:
                continue
            row.fill(answer)
            await pilot.pause()
            assert row.value == meant(field, answer, around), name
            assert row.fault() == ""
            row.fill(() if isinstance(answer, tuple) else "")
            await pilot.pause()
            if field.may_be_emptied:
                assert row.value == emptied(field), name
                assert row.fault() == ""
            else:
                with pytest.raises(FieldWordsError) as refused:
                    emptied(field)
                assert row.fault() in {"", refused.value.sentence}


@pytest.mark.parametrize("kind", RECORD_TYPES.values(), ids=RECORD_TYPES)
async def test_a_form_that_nobody_touched_changes_nothing(
    kind: type[Record], area_workspace: Workspace, around: Around
) -> None:
    """Every stored record comes back from its form as it went in, without a fault."""
    for record in area_workspace.records.table(kind.table).values():
        app = RowsApp(record_rows(kind, record, around))
        async with app.run_test(size=(100, 40)):
            for row in app.query(RecordRow):
                assert not row.is_changed
                assert row.fault() == ""
                assert row.value == getattr(record, row.spec.name)


def rows_of(stage: Stage) -> dict[str, FieldRow]:
    """The rows of the form on top, by field name."""
    return {row.spec.name: row for row in stage.app.screen.query(FieldRow)}


async def fill(stage: Stage, **answers: str | tuple[str, ...]) -> None:
    """Fill rows of the form on top in and save it."""
    rows = rows_of(stage)
    for name, answer in answers.items():
        rows[name].fill(answer)
    await stage.settle()
    await stage.press("ctrl+s")


async def test_a_date_is_said_in_words_while_it_is_typed(play: Play, area_workspace: Workspace) -> None:
    """Before it is saved; the field's own sentence says what is wrong, and goes once it is put right."""
    async with play(area_workspace) as stage:
        await stage.press("3", "e")
        field = rows_of(stage)["review_by"].query_one(Input)
        field.value = "14 dec"
        await stage.settle()
        assert "= Mon 14 Dec 2026" in stage.words
        field.value = "31/31/2026"
        await stage.press("ctrl+s")
        assert "Review by: " in stage.words
        field.value = "31/3/2027"
        await stage.settle()
        assert "Review by: " not in stage.words


async def test_the_area_is_described_from_the_overview(play: Play, area_workspace: Workspace) -> None:
    """Name, description, marking and closure days, set and emptied."""
    async with play(area_workspace) as stage:
        await stage.press("e")
        await fill(stage, name="Penmarsh Area", context="Two towns.", closure_days="24/12/2026, 31 dec 2026")
        area = area_workspace.area
        assert (area.name, area.context) == ("Penmarsh Area", "Two towns.")
        assert area.closure_days == (date(2026, 12, 24), date(2026, 12, 31))
        await stage.press("e")
        await fill(stage, context="", closure_days="")
        assert (area_workspace.area.context, area_workspace.area.closure_days) == ("", ())


async def test_a_recommendation_is_added_changed_answered_and_removed(
    play: Play, area_workspace: Workspace
) -> None:
    """By a new action, which says so; the gap that nothing answers it is gone."""
    async with play(area_workspace) as stage:
        await stage.press("6", "a", *["down"] * 4, "enter")
        await fill(stage, text="Hear from children.", kind="other", source="Review 2026")
        assert area_workspace.records.recommendations["R0002"].source == "Review 2026"
        await stage.press("e")
        await fill(stage, source="")
        assert area_workspace.records.recommendations["R0002"].source == ""
        await stage.press("l", "enter")
        await fill(stage, title="Ask every term")
        action = area_workspace.records.actions["P0002"]
        assert action.recommendations == ("R0002",)
        gaps = stage.app.session.gaps().gaps
        assert not [one for one in gaps if one.subject == "R0002"]
        stage.app.screen.table.point_at("R0002")
        await stage.press("D", "tab", "enter")
        assert "R0002" not in area_workspace.records.recommendations
        assert area_workspace.records.actions["P0002"].recommendations == ()


async def test_milestones_are_added_done_and_taken_out(play: Play, area_workspace: Workspace) -> None:
    """In a small list of their own within the action's form."""
    async with play(area_workspace) as stage:
        await stage.press("6", "down", "e")
        steps = rows_of(stage)["milestones"].query_one(Parts)
        steps.focus()
        steps.highlighted = 1
        await stage.press("enter")
        await fill(stage, title="Staff trained", due="1 Mar 2027", done="20/11/2026")
        assert "Staff trained" in stage.words
        steps.highlighted = 0
        await stage.press("x", "ctrl+s")
        (step,) = area_workspace.records.actions["P0001"].milestones
        assert (step.title, step.due, step.done) == ("Staff trained", date(2027, 3, 1), date(2026, 11, 20))


async def test_a_measure_gets_figures_a_baseline_and_a_comparator(
    play: Play, area_workspace: Workspace
) -> None:
    """A figure by its key; the rest, and corrections, in the measure's form; the series stays in order."""
    async with play(area_workspace) as stage:
        await stage.press("6", "down", "down", "a", "enter")
        await fill(stage, period_to="30/9/2026", value="79.5")
        await stage.press("e")
        await _add_part(stage, "baseline", period_to="28/4/2026", value="71")
        await _add_part(stage, "benchmarks", name="England", value="83.1", period="2025")
        await stage.press("ctrl+s")
        measure = area_workspace.records.measures["M0001"]
        days = [one.period_to for one in measure.observations]
        assert len(days) == 5
        assert days == sorted(days)
        assert measure.baseline is not None
        assert [(one.name, one.value) for one in measure.benchmarks] == [("England", 83.1)]


async def _add_part(stage: Stage, field: str, /, **answers: str) -> None:
    parts = rows_of(stage)[field].query_one(Parts)
    parts.focus()
    parts.highlighted = parts.option_count - 1
    await stage.press("enter")
    await fill(stage, **answers)


async def test_an_official_deadline_is_set_by_hand_and_taken_off(
    play: Play, area_workspace: Workspace
) -> None:
    """And shown as what is due."""
    async with play(area_workspace) as stage:
        await stage.press("5", "o")
        await fill(stage, due_override="23 Nov 2026 17:00", is_asked="yes")
        state = area_workspace.records.requests["GEN01"]
        assert state.due_override is not None
        assert state.is_asked is True
        assert "23 Nov" in stage.words
        await stage.press("o")
        await fill(stage, due_override="", is_asked="")
        state = area_workspace.records.requests["GEN01"]
        assert (state.due_override, state.is_asked) == (None, None)


async def test_a_statement_is_moved_noted_and_deleted(play: Play, area_workspace: Workspace) -> None:
    """Its agreement is taken back, too."""
    async with play(area_workspace) as stage:
        await stage.press("2", "enter")
        page = stage.app.screen.page
        page.point_at("S0001")
        await stage.press("C", "enter")
        assert area_workspace.records.statements["S0001"].agreements == ()
        page.point_at("S0001")
        await stage.press("e")
        await _add_part(stage, "notes", text="Which audit?")
        await stage.press("ctrl+s")
        (note,) = area_workspace.records.statements["S0001"].notes
        assert (note.by, note.text, note.on) == ("R. Shah", "Which audit?", TODAY)
        page.point_at("S0001")
        await stage.press("M", "enter")
        assert area_workspace.records.statements["S0001"].criterion == "A2"
        page.point_at("S0002")
        await stage.press("D", "tab", "enter")
        assert "S0002" not in area_workspace.records.statements


async def test_a_file_is_found_again_replaced_and_its_item_deleted(
    play: Play, area_workspace: Workspace
) -> None:
    """The question comes before anything is lost."""
    place = area_workspace.root / "found.txt"
    place.write_text("what it says now", encoding="utf-8")
    async with play(area_workspace) as stage:
        await stage.press("3", "E")
        await fill(stage, file=str(place))
        item = area_workspace.records.evidence["E0001"]
        assert item.location.endswith("found.txt")
        place = area_workspace.library / item.location
        place.write_text("and what it says later", encoding="utf-8")
        await stage.press("y", "tab", "enter")
        assert area_workspace.records.evidence["E0001"].sha256 != item.sha256
        moved = place.rename(place.with_name("moved.txt"))
        await stage.press("M", "enter")
        await fill(stage, file=str(moved))
        assert area_workspace.records.evidence["E0001"].location.endswith("moved.txt")
        await stage.press("D", "tab", "enter")
        assert "E0001" not in area_workspace.records.evidence


async def test_a_notice_and_its_corrected_date_are_put_right(play: Play, area_workspace: Workspace) -> None:
    """When the call came, and a correction taken back."""
    async with play(area_workspace) as stage:
        await stage.press("7")
        await stage.click("The call has come")
        await stage.press("ctrl+s")
        await stage.press("escape") if stage.app.screen.is_modal else None
        await stage.press("d")
        await fill(stage, received="20 Nov 2026 08:30")
        (notice,) = area_workspace.records.notices.values()
        assert notice.received.day == 20
        await stage.press("t", "down", "d")
        await fill(stage, on="9/12/2026", reason="They said so.")
        assert area_workspace.records.notices[notice.id].corrections
        await stage.press("x")
        assert area_workspace.records.notices[notice.id].corrections == ()


async def test_a_fact_is_confirmed_from_its_gap(play: Play, area_workspace: Workspace) -> None:
    """With where it can be read; the gap is gone at once."""
    async with play(area_workspace) as stage:
        await stage.press("4")
        table = stage.app.screen.table
        before = [one for one in stage.app.session.gaps().gaps if one.fix == "confirm"]
        assert before
        table.focus()
        table.point_at("/".join(before[0].key))
        await stage.press("r")
        await fill(stage, source="Handbook, page 4")
        assert not stage.app.screen.is_modal
        left = [one.key for one in stage.app.session.gaps().gaps if one.fix == "confirm"]
        assert before[0].key not in left
        assert len(area_workspace.records.facts) == 1


async def test_a_section_is_agreed_in_one_act(play: Play, area_workspace: Workspace) -> None:
    """The form asks how much: this statement, its section or everything, narrowed by a filter."""
    ws = area_workspace
    section = [one.id for one in ws.index.statements_of(ws.records.statements["S0003"].criterion)]
    async with play(ws, (120, 40)) as stage:
        await stage.press("2", "down", "down", "enter")
        assert stage.app.screen.page.point_at("S0003")
        await stage.press("c")
        await fill(stage, what="section", agency="health")
        held = ws.records.statements
        assert [one for one in held if held[one].agreed_by("health")] == section
        await stage.press("c")
        await fill(stage, what="all", agency="health", filter=f"{section[0]} kind:nothing")
        assert stage.app.screen.is_modal
