"""What leaves the building: only agreed words, nothing of our own workings, and no false sentence."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.measures import Benchmark, Measure, Observation
from readiness.model.records.plan import Action
from readiness.rules.figures import is_small_count
from readiness.sef import agreeing, statements
from readiness.sef.agreeing import with_agreement
from readiness.sef.export import export_sef
from readiness.sef.taking_back import plan_sef
from readiness.sef.word_out.publication import waiting_words
from readiness.workspace.workspace import Workspace
from tests.making.building import make_framework, make_statement
from tests.sef.returned_copies import AS_AT, TODAY, changed, exported, named, paragraphs, run, words_of

AGREED = "Waits fell to 12 weeks."
DRAFT = "Half of all plans are late."


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """An agreed strength with evidence, an area to develop that one agency has not agreed, a measure."""
    statements.add(workspace, "A1", "strength", AGREED, as_at=TODAY)
    statements.add(workspace, "A1", "area_to_develop", DRAFT, as_at=TODAY)
    agencies = [one.id for one in workspace.framework.agencies if one.agrees]
    for agency in agencies:
        agreeing.agree(workspace, "S0001", agency, by=f"Director of {agency}", as_at=TODAY)
    for agency in agencies[1:]:
        agreeing.agree(workspace, "S0002", agency, by="x", as_at=TODAY)
    paper = Evidence(
        id=workspace.new_id("evidence"),
        title="Panel log",
        location_kind="path",
        location="C:/secret/log.docx",
        owner="J. Bloggs",
        added=TODAY,
    )
    link = Link(
        id=workspace.new_id("links"),
        evidence=paper.id,
        target_kind="statement",
        target="S0001",
        note="our note",
    )
    few = Measure(
        id=workspace.new_id("measures"),
        title="Children out of school",
        unit="children",
        criteria=("A1",),
        baseline=Observation(period_to=date(2024, 12, 31), value=12),
        observations=(Observation(period_to=date(2025, 12, 31), value=3),),
        benchmarks=(Benchmark(name="England", value=5),),
    )
    other = Measure(
        id=workspace.new_id("measures"),
        title="Plans in 20 weeks",
        unit="%",
        criteria=("A1",),
        observations=(Observation(period_to=date(2025, 12, 31), value=3),),
    )
    workspace.run(Transaction("Fill", tuple(map(put, (paper, link, few, other)))))
    return workspace


def said(path: Path) -> str:
    """All words of a document, headers, properties and every other part too."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def shown(path: Path) -> list[str]:
    """The words of each paragraph of the text, tables too."""
    return [words_of(one) for one in paragraphs(docx.Document(str(path)))]


def test_a_publication_holds_nothing_of_our_workings(written: Workspace, tmp_path: Path) -> None:
    """No word nobody agreed, no reference, stamp, path, owner, note, gap or login in any part of it."""
    path = exported(written, tmp_path / "public.docx", mode="publication")
    everything = said(path)
    for secret in (
        DRAFT, "S0001", "S0002", "E0001", "secret", "J. Bloggs", "our note", "sef_", "sefsec", "sef-stamp",
        "Missing:", "What is missing", "R. Shah", "trackRevisions", "definition version",
    ):  # fmt: skip
        assert secret not in everything, secret
    assert AGREED in everything


def test_what_is_not_agreed_is_said_with_whose_agreement_is_awaited(
    written: Workspace, tmp_path: Path
) -> None:
    """Never that it does not exist."""
    lines = shown(exported(written, tmp_path / "public.docx", mode="publication"))
    first = next(one for one in written.framework.agencies if one.agrees)
    assert f"1 statement is not yet agreed by {first.title.lower()}." in lines
    assert "Agreed by" in lines
    assert f"Director of {first.id}" in lines
    assert "Nothing has been written in this section yet." in lines


def test_the_day_it_is_made_and_the_inspection_date_are_named(written: Workspace, tmp_path: Path) -> None:
    """Each as what it is; title and author from the area and the name given."""
    path = exported(written, tmp_path / "a.docx", mode="publication", prepared_by="A. Director")
    lines = shown(path)
    assert "Date: 21 November 2026" in lines
    assert "Inspection date it is measured at: 7 December 2026" in lines
    held = docx.Document(str(path)).core_properties
    assert (held.title, held.author) == ("Self-evaluation: Testshire", "A. Director")
    assert held.created is not None
    assert held.created.date() == TODAY
    unnamed = exported(written, tmp_path / "b.docx")
    assert docx.Document(str(unnamed)).core_properties.author == "Testshire"
    assert not any(line.startswith("Prepared by") for line in shown(unnamed))


def test_nothing_is_asserted_that_nobody_entered(written: Workspace, tmp_path: Path) -> None:
    """A comparator without a figure is not recorded, not "not published"."""
    lines = shown(exported(written, tmp_path / "a.docx"))
    assert not any("not published" in line for line in lines)


def test_small_counts_are_not_shown_outside(written: Workspace, tmp_path: Path) -> None:
    """Counts of 1 to 4 are suppressed, percentages are not, and the rule is printed; inside all is shown."""
    public = shown(exported(written, tmp_path / "a.docx", mode="publication"))
    assert "fewer than 5 children (Dec 2025)" in public
    assert "3% (Dec 2025)" in public
    assert any("Counts from 1 to 4 are not shown" in line for line in public)
    assert not any("3 children" in line for line in public)
    inside = shown(exported(written, tmp_path / "b.docx"))
    assert any(line.startswith("3 children (Dec 2025), worse") for line in inside)


def test_a_second_figure_goes_where_a_small_one_could_be_worked_out(
    written: Workspace, tmp_path: Path
) -> None:
    """20 in all and 17 of one kind give the 3 away: the 17 is nowhere in what leaves."""
    for title, value in (("All waiting", 20), ("Of them younger", 17)):
        measure = Measure(
            id=written.new_id("measures"),
            title=title,
            unit="children",
            criteria=("A1",),
            observations=(Observation(period_to=date(2025, 12, 31), value=value),),
        )
        written.run(Transaction("Add", (put(measure),)))
    public = shown(exported(written, tmp_path / "a.docx", mode="publication"))
    assert {"20 children (Dec 2025)", "fewer than 5 children (Dec 2025)", "not shown (Dec 2025)"} <= set(
        public
    )
    assert not any("17 children" in line for line in public)
    assert sum("could be worked out" in line for line in public) == 1
    assert any("17 children" in line for line in shown(exported(written, tmp_path / "b.docx")))


def test_no_person_is_named_as_responsible_outside(written: Workspace, tmp_path: Path) -> None:
    """A name or a role is the partnership's, a body stays; what was printed for a name never comes back."""
    for who in ("Jo Bloggs", "Local authority"):
        action = Action(
            id=written.new_id("actions"), title=f"Act {who[:2]}", criteria=("A1",), responsible=who
        )
        written.run(Transaction("Add", (put(action),)))
    path = exported(written, tmp_path / "a.docx", mode="publication")
    public = shown(path)
    assert "The partnership" in public
    assert "Local authority" in public
    assert not any("Bloggs" in line for line in public)
    assert plan_sef(written, path).is_empty
    assert any("Jo Bloggs" in line for line in shown(exported(written, tmp_path / "b.docx")))


def test_small_counts_in_words_are_left_to_a_person(written: Workspace, tmp_path: Path) -> None:
    """A sentence cannot be blanked: whoever publishes is told which ones count a few people."""
    statements.edit(written, "S0001", text="Only three children wait.")
    for agency in (one.id for one in written.framework.agencies if one.agrees):
        agreeing.agree(written, "S0001", agency, by="x", as_at=TODAY)
    problems = export_sef(written, tmp_path / "a.docx", as_at=AS_AT, mode="publication")
    assert any("three children" in one.what for one in problems)
    assert not export_sef(written, tmp_path / "b.docx", as_at=AS_AT)


def test_an_edited_publication_still_comes_back(written: Workspace, tmp_path: Path) -> None:
    """It carries no stamp; the workspace knows it again by its words."""
    path = exported(written, tmp_path / "public.docx", mode="publication")
    plan = plan_sef(written, path)
    assert (plan.items, plan.remarks) == ((), ())
    assert plan.mode == "publication"

    def edit(document: object) -> None:
        next(one for one in paragraphs(document) if words_of(one).startswith(AGREED)).append(run(" Good."))

    (item,) = plan_sef(written, changed(path, tmp_path / "back.docx", edit)).items
    assert item.statement == "S0001"


def test_for_agreement_prints_every_statement_and_no_gap(written: Workspace, tmp_path: Path) -> None:
    """Partners see the words they are asked to agree, and their edits come back."""
    path = exported(written, tmp_path / "agree.docx", mode="agreement")
    lines = shown(path)
    assert any(DRAFT in line for line in lines)
    assert not any(line.startswith("What is missing or out of date") for line in lines)
    assert not any("the checks find" in line for line in lines)
    plan = plan_sef(
        written, changed(path, tmp_path / "b.docx", lambda d: named(d, "sef_S0002").append(run(" Two.")))
    )
    assert [(one.statement, one.is_safe) for one in plan.items] == [("S0002", True)]


@pytest.mark.parametrize(
    ("value", "unit", "is_small"),
    [(1, "children", True), (4, "", True), (5, "children", False), (0, "plans", False), (3, "%", False),
     (3, "weeks", False), (2.5, "children", False), (2, "per 100 pupils", False)],
)  # fmt: skip
def test_what_counts_as_a_small_count(value: float, unit: str, is_small: bool) -> None:
    """Whole numbers of people from 1 to 4; not shares, rates or times."""
    assert is_small_count(unit, value) is is_small


def test_waiting_words_name_only_agencies_that_have_not_agreed(written: Workspace) -> None:
    """Several statements are counted together."""
    every: list[Statement] = list(written.records.statements.values())
    first = next(one for one in written.framework.agencies if one.agrees)
    told = waiting_words(every, written.framework)
    assert told == f"2 statements are not yet agreed by {first.title.lower()}."


def test_statements_that_wait_for_different_agencies_are_not_said_to_wait_for_all() -> None:
    """Each agency has one or more of them left; a sentence names it as the definition does."""
    council, nhs, *others = make_framework().agencies
    framework = make_framework(
        agencies=(council.model_copy(update={"in_sentence": "the council"}), nhs, *others)
    )
    bare, agreed = make_statement(1), make_statement(2)
    agreed = with_agreement(agreed, "council", by="x", on=TODAY, asked=["council", "nhs"])
    assert waiting_words([bare, bare], framework) == "2 statements are not yet agreed by the council and NHS."
    told = "2 statements are not yet agreed. Still to agree one or more of them: the council and NHS."
    assert waiting_words([bare, agreed], framework) == told
