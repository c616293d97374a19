"""A made-up framework of another country, language and calendar: nothing of ours shows, on any command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.base.zone import USUAL_ZONE, use_zone
from tests.cli.conftest import Run
from tests.making.foreign import ours_in, words_of_file, work


@pytest.fixture(autouse=True)
def at_home_again() -> Iterator[None]:
    """The clocks of the tests that follow hang where they did."""
    yield
    use_zone(USUAL_ZONE)


READING = (
    "status", "gaps", "gaps --format md", "history", "doctor", "area show",
    "frameworks doubts", "frameworks facts", "frameworks differences", "evidence list", "evidence show E0001",
    "evidence suggest E0003", "evidence find Bestand", "statement list", "statement show S0002",
    "requests list", "requests show U01", "plan list", "plan show P0001", "recommendations list",
    "recommendations show R0001", "measures list", "measures show M0001", "notice status", "notice timetable",
    "notice forecast", "notice log", "snapshot take Stand", "snapshot list", "handover list",
)  # fmt: skip

WRITING = (
    ("sef", "export", "-o", "entwurf.docx"),
    ("sef", "export", "-o", "oeffentlich.docx", "--for", "publication"),
    ("sef", "export", "-o", "abstimmung.docx", "--for", "agreement"),
    ("gaps", "-o", "luecken.docx", "--format", "docx"),
    ("gaps", "-o", "luecken.xlsx", "--format", "xlsx"),
    ("gaps", "-o", "luecken.csv", "--format", "csv"),
    ("notice", "export", "-o", "pruefung.ics"),
    ("notice", "export", "-o", "pruefung.xlsx"),
    ("notice", "export", "-o", "pruefung.docx"),
    ("plan", "export", "-o", "plan.docx"),
    ("plan", "export", "-o", "plan.xlsx"),
    ("plan", "export", "-o", "plan-oeffentlich.docx", "--public"),
    ("engagement", "export", "-o", "gespraech.docx", "--internal", "fragen.docx"),
    ("requests", "export", "-o", "unterlagen.xlsx"),
    ("pack", "build", "-o", "mappe.zip"),
    ("snapshot", "compare", "Stand", "-o", "seither.docx"),
    ("frameworks", "facts", "-o", "fakten.xlsx"),
    ("sef", "template", "-o", "vorlage.docx"),
)


DATA = frozenset({"luecken.csv", "fakten.xlsx"})
"""Files whose headings are names of fields, for programs and to come back."""


def test_no_command_and_no_file_has_a_word_of_ours(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is written once, read and handed out; the list of words found is empty."""
    root, out = tmp_path / "bezirk", tmp_path / "hinaus"
    out.mkdir()
    said = work(run, root)
    monkeypatch.chdir(out)
    started = run("-w", root, "notice", "start", "--received", "2026-11-21 09:15")
    assert started.code == 0, started.err
    for command in (*(tuple(one.split()) for one in READING), *WRITING):
        done = run("-w", root, *command)
        assert done.code in {0, 1}, f"{command}: {done.err}"
        said.append(f"{command}\n{done.out}{done.err}")

    assert [found for words in said for found in ours_in(words)] == []
    files = sorted(path for path in out.rglob("*") if path.is_file())
    assert len(files) == len(WRITING) + 1
    shown = {path: ours_in(words_of_file(path), is_data=path.name in DATA) for path in files}
    assert {path.name: found for path, found in shown.items() if found} == {}


def test_documents_and_calendar_speak_as_the_definition_does(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its headings and lead-ins, its language, its program's name, its working days, returns and grades."""
    root = tmp_path / "bezirk"
    work(run, root)
    monkeypatch.chdir(tmp_path)
    run("-w", root, "notice", "start", "--received", "2026-11-21 09:15")
    for command in (("sef", "export", "-o", "a.docx"), ("notice", "export", "-o", "a.ics")):
        assert run("-w", root, *command).code == 0
    document, calendar = words_of_file(tmp_path / "a.docx"), (tmp_path / "a.ics").read_text("utf-8")

    for words in ("Was Lesende sagen", "Das bewirkt es:", "Unser Bezirk", "gut ausgebaut", "INTERN", "de-AT"):
        assert words in document, words
    assert "Inspectors grade it: voll ausgebaut, gut ausgebaut, lückenhaft or nicht vorhanden." in document
    assert "PRODID:-//Prüfbereit//EN" in calendar
    assert "Due: Quartalsmeldung" in calendar
    assert "DTSTART;VALUE=DATE:20270108" not in calendar, "a Friday is not worked there"
    assert run("-w", root, "grade", "K1", "n1", "--why", "Weil").code != 0, "a grade of another scale"


def test_rehearsing_checking_lists_and_handing_over_have_no_word_of_ours(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drill from its call to its end, a list with a fault, a pack that went, a report not read."""
    root = tmp_path / "bezirk"
    work(run, root)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mahnungen.csv").write_text(
        "Ausweisnummer;Geburtsdatum;Art\n;01.02.1990;v\n17;01.02.1990;x\n", encoding="utf-8"
    )
    said = []
    for command, codes in (
        (("lists", "check", "mahnungen.csv"), {1}),
        (("lists", "return", "mahnungen.csv"), {2}),
        (("report", "import", "mahnungen.csv"), {2}),
        (("drill", "start", "--received", "2026-11-21 09:15"), {0}),
        (("drill", "status"), {0}),
        (("drill", "end"), {0}),
        (("notice", "start", "--received", "2026-11-21 09:15"), {0}),
        (("pack", "build", "-o", "mappe.zip"), {0}),
        (("pack", "hand-over", "--to", "Rechnungshof", "--how", "Bote"), {0}),
        (("handover", "list"), {0}),
        (("handover", "show", "H0001"), {0}),
        (("pack", "verify", "mappe.zip"), {0}),
        (("notice", "lists", "-o", "listen"), {0}),
        (("notice", "end"), {0}),
    ):
        done = run("-w", root, *command)
        assert done.code in codes, f"{command}: {done.out} {done.err}"
        said.append(f"{command}\n{done.out}{done.err}")
    written = [words_of_file(path) for path in sorted((tmp_path / "listen").rglob("*")) if path.is_file()]
    assert written
    assert [found for words in (*said, *written) for found in ours_in(words)] == []
