"""The worked example: rebuilt the same, every file opens, every figure and pinpoint is where it is said."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.formats.text.sandbox import TextReader
from readiness.gaps.checks import reading
from readiness.gaps.checks.registry import checks_by_id
from readiness.gaps.report import GapReport, find_gaps
from readiness.library.files import file_states
from readiness.model.definition.framework import Framework
from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link, Pinpoint
from readiness.model.records.passages import Extracted
from readiness.model.records.tables import Records
from readiness.people_lists.check import check_person_list
from readiness.rules.index import Index
from readiness.store.tinydb.repository import FolderRepository

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "evidence" / "example"
LIBRARY = EXAMPLE / "evidence"
ON_SITE = date(2026, 12, 7)
"""The first day on site if the call came on Monday 23 November 2026: the date the example is told for."""
DASHBOARD = "data/Partnership dashboard 2026-09.xlsx"
STRONG = ("A5", "B2", "B6")
FILES = sorted(path for path in EXAMPLE.rglob("*.*") if path.parent != EXAMPLE)
LARGEST = 2_000_000
FIGURE = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
WORKED_OUT = {
    "39": 184 - 145,  # families with a plan on time, 2025 over 2024
    "9": 100 * (1243 - 1126) // 1243,  # per cent by which the list is shorter
    "126": 1126 - 1000,  # longer than the trajectory
    "41": 255 - 214,  # more families with a short break
    "71": 611 - 540,  # more families helped by SENDIASS
    "850000": (610 + 240) * 1000,
    "2385000": (1480 + 905) * 1000,
    "18": 100 - 82,  # per cent of reviews late or not held
    "78": round(100 * 69 / 88),  # mediations without an appeal, per cent
    "21": 118 - 97,  # pupils in alternative provision not full-time
}
"""Figures of statements that are calculated from figures in the evidence."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, as a new user gets it."""
    return Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("example") / "penmarsh"))


@pytest.fixture(scope="module")
def records(workspace: Path) -> Records:
    """The example's records; opening them finds no problem."""
    with FolderRepository.open(workspace) as repository:
        found, problems = repository.load()
    assert problems == []
    return found


@pytest.fixture(scope="module")
def framework() -> Framework:
    """The framework the example works to."""
    loaded, problems = load_framework(shipped_frameworks()["area-send-2023"])
    assert loaded is not None, problems
    return loaded


@pytest.fixture(scope="module")
def report(workspace: Path, records: Records, framework: Framework) -> GapReport:
    """The gaps on the first day on site."""
    files = file_states(records, workspace, thorough=True)
    return find_gaps(Index(framework, records), ON_SITE, files=files)


@pytest.fixture(scope="module")
def extracted() -> Iterator[dict[str, Extracted]]:
    """The words of every file, by its place below the example."""
    with TextReader() as reader:
        yield {path.relative_to(EXAMPLE).as_posix(): reader.read(path) for path in FILES}


def test_rebuilding_the_example_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs of the script write the same bytes, and with the libraries it was made with, those shipped."""
    first, second = _build(tmp_path / "first"), _build(tmp_path / "second")
    shipped = _contents(EXAMPLE)
    assert first.keys() == shipped.keys()
    assert [place for place in first if first[place] != second[place]] == []
    if _is_made_with_the_same_libraries():
        assert [place for place in first if first[place] != shipped[place]] == []


def _build(target: Path) -> dict[str, bytes]:
    script = ROOT / "scripts" / "build_example.py"
    subprocess.run([sys.executable, str(script), "--to", str(target)], check=True, cwd=target.parent)
    return _contents(target)


def _is_made_with_the_same_libraries() -> bool:
    lines = (ROOT / "evidence" / "made-with.txt").read_text(encoding="utf-8").splitlines()
    return all(version(name) == number for name, number in (line.split() for line in lines))


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_example_is_of_the_size_promised(records: Records, framework: Framework) -> None:
    """About forty files or more of seven kinds in little room, and a register that is rich enough."""
    assert len(FILES) >= 40
    assert {path.suffix for path in FILES} == {".docx", ".xlsx", ".pptx", ".pdf", ".csv", ".html", ".txt"}
    assert sum(path.stat().st_size for path in EXAMPLE.rglob("*") if path.is_file()) < LARGEST
    assert len(records.evidence) >= 45
    assert len(records.links) >= 120
    assert len(records.statements) >= 50
    assert framework.requests_by_id.keys() <= records.requests.keys()
    assert records.area["area"].is_example


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_opens_with_its_own_library(path: Path) -> None:
    """A new user can open each file; each says something."""
    assert _opened(path).strip()


def _opened(path: Path) -> str:
    import docx
    import openpyxl
    import pptx
    import pypdf

    match path.suffix:
        case ".docx":
            return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
        case ".xlsx":
            book = openpyxl.load_workbook(path)
            return "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))
        case ".pptx":
            slides = pptx.Presentation(str(path)).slides
            return "\n".join(one.name for slide in slides for one in slide.shapes)
        case ".pdf":
            return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        case _:
            return path.read_text(encoding="utf-8-sig")


def test_office_files_carry_no_moment_of_making() -> None:
    """Every member of every office file has the fixed time, so that a rebuild cannot differ."""
    for path in FILES:
        if path.suffix in {".docx", ".xlsx", ".pptx"}:
            with ZipFile(path) as package:
                assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_pinpoint_is_in_its_file(records: Records, extracted: dict[str, Extracted]) -> None:
    """Page, heading, sheet and cells of every link are really there."""
    missing = [
        f"{link.id} {evidence.location}: {link.pinpoint}"
        for link, evidence in _links_into_files(records)
        if not _is_found(link.pinpoint, extracted[f"evidence/{evidence.location}"])
    ]
    assert not missing, "\n".join(missing)


def test_a_pinpoint_that_is_not_there_is_noticed(extracted: dict[str, Extracted]) -> None:
    """The check above can fail: invented places in real files are not found."""
    waits = extracted["evidence/health/Therapy waits 2026-10.xlsx"]
    assert not _is_found(Pinpoint(sheet="Waits", cell="Z99"), waits)
    assert not _is_found(Pinpoint(sheet="No such sheet", cell="A1"), waits)
    survey = extracted["evidence/voice/Parent carer survey 2026.pdf"]
    assert not _is_found(Pinpoint(page="3"), survey)
    assert not _is_found(Pinpoint(heading="No such heading"), survey)


def _links_into_files(records: Records) -> Iterator[tuple[Link, Evidence]]:
    for link in records.links.values():
        evidence = records.evidence[link.evidence]
        if evidence.location_kind == "library" and (LIBRARY / evidence.location).is_file():
            yield link, evidence


def _is_found(wanted: Pinpoint, document: Extracted) -> bool:
    places = [passage.pinpoint for passage in document.passages]
    if wanted.page and wanted.page not in {one.page for one in places}:
        return False
    if wanted.heading and wanted.heading not in {one.heading for one in places}:
        return False
    if not wanted.cell:
        return True
    first, _, last = wanted.cell.partition(":")
    rows = {one.cell: one for one in places if one.sheet == wanted.sheet}
    return all(any(_holds(row, cell) for row in rows) for cell in (first, last or first))


def _holds(row: str, cell: str) -> bool:
    """Whether a row such as ``A4:F4`` has a cell such as ``C4``."""
    first, _, last = row.partition(":")
    column, number = _parts(cell)
    return _parts(first)[1] == number and _parts(first)[0] <= column <= _parts(last or first)[0]


def _parts(cell: str) -> tuple[str, str]:
    letters = cell.rstrip("0123456789")
    return letters, cell[len(letters) :]


def test_figures_in_statements_stand_in_the_evidence_linked_to_them(
    records: Records, framework: Framework, extracted: dict[str, Extracted]
) -> None:
    """Every figure of an agreed strength is in its evidence, or is worked out from figures that are."""
    index = Index(framework, records)
    adrift = {
        statement.id: left
        for statement in records.statements.values()
        if statement.kind == "strength" and statement.agreed_text
        if (left := _figures(statement) - _figures_under(index, statement, extracted) - WORKED_OUT.keys())
    }
    assert adrift == {}


def test_worked_out_figures_are_right() -> None:
    """Each calculated figure is what its calculation gives."""
    assert [text for text, value in WORKED_OUT.items() if int(text) != value] == []


def _figures(statement: Statement) -> set[str]:
    return _numbers(f"{statement.text} {statement.impact}")


def _numbers(text: str) -> set[str]:
    """Every figure in a text, without the commas of thousands."""
    return {one.replace(",", "") for one in FIGURE.findall(text)}


def _figures_under(index: Index, statement: Statement, extracted: dict[str, Extracted]) -> set[str]:
    found: set[str] = set()
    for evidence in index.evidence_to("statement", statement.id):
        document = extracted.get(f"evidence/{evidence.location}")
        text = document.text if document else ""
        found |= _numbers(text)
    for measure in index.measures_for("statement", statement.id):
        found |= {f"{one.value:g}" for one in measure.observations}
        found |= {f"{one.value:g}" for one in measure.benchmarks}
        found |= _numbers(" ".join(_period(one.period_to) for one in measure.observations))
    return found


def _period(end: date) -> str:
    """The year a figure is for, and the year to March where it ends then: ``2025 2024/25``."""
    march = f" {end.year - 1}/{end.year % 100}" if (end.month, end.day) == (3, 31) else ""
    return f"{end.year}{march}"


@pytest.mark.parametrize(
    ("fact", "files"),
    [
        ("1,204", ["voice/Parent carer survey 2026.pdf"]),
        ("412", ["health/Therapy waits 2026-10.xlsx"]),
        (
            "1,126",
            ["health/Neurodevelopmental waits 2026-10.xlsx", "data/Partnership dashboard 2026-09.xlsx"],
        ),
        ("5164", [DASHBOARD]),
        ("46.1", ["data/EHC timeliness 2026-10.xlsx", DASHBOARD]),
        ("9 providers", ["ap/AP register 2026-10.xlsx"]),
        (
            "255",
            ["social-care/Short breaks review 2026.docx", "social-care/Short breaks take-up 2026-10.csv"],
        ),
        ("611", ["voice/SENDIASS annual report 2025-26.pdf"]),
        ("68%", ["governance/Scrutiny committee report 2026-07.pdf"]),
    ],
)
def test_key_facts_agree_across_files(fact: str, files: list[str], extracted: dict[str, Extracted]) -> None:
    """The same figure stands in every file that reports it, whether written with a comma or not."""
    for file in files:
        text = extracted[f"evidence/{file}"].text
        assert fact in text or fact.replace(",", "") in text, file


def test_every_named_check_finds_something(report: GapReport) -> None:
    """Whoever tries a check on the example sees what it does.

    Files nobody can open are not among the example's, and no draft report waits for its comments: either
    would only trouble whoever tries it. The tests of the checks make them.
    """
    shown = report.by_check.keys() | {check.id for check in reading.CHECKS} | {"after-inspection-late"}
    assert checks_by_id(report.index.framework).keys() - shown == set()


def test_three_criteria_are_strong(report: GapReport) -> None:
    """Three criteria have nothing critical or serious, and next to nothing minor; no other has.

    What the words of a strength seem to leave unsaid is a suggestion to its writer, and no weakness.
    """
    for criterion in STRONG:
        counts = report.by_criterion[criterion]
        assert counts["critical"] == counts["serious"] == 0, report.for_criterion(criterion)
        found = report.for_criterion(criterion)
        minor = [one for one in found if one.severity == "minor" and one.check != "strength-so-what"]
        assert len(minor) <= 3
    for criterion, counts in report.by_criterion.items():
        assert criterion in STRONG or counts["critical"] + counts["serious"] > 0


def test_person_level_lists_have_faults_the_check_finds(framework: Framework) -> None:
    """Both lists are read whole, and their deliberate faults are found."""
    folder = LIBRARY / "person-level"
    found = check_person_list(
        folder / "List 1 EHC plans 2026-11.xlsx",
        framework.person_lists,
        as_at=ON_SITE,
        other=folder / "List 2 SEN support 2026-11.csv",
    )
    assert [summary.rows for summary in found.sheets] == [60, 60]
    rules = Counter(one.rule for one in found.findings)
    assert len([one for one in found.findings if one.severity == "error"]) >= 8
    assert max(rules.values()) <= 3, rules


def test_nothing_looks_like_a_real_number_of_a_person(extracted: dict[str, Extracted]) -> None:
    """No pupil, NHS or insurance number, telephone number or address of post could be anybody's."""
    for place, document in extracted.items():
        for number in re.findall(r"\b[A-Z]\d{11}[0-9A-Z]\b", document.text):
            assert number[1:4] == "000", place
        for number in re.findall(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", document.text):
            assert number.startswith("0") or not _is_nhs_number(re.sub(r"\D", "", number)), place
        assert not re.search(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", document.text), place
        assert not re.search(r"[\w.]+@[\w.]+\.\w+|\b0\d{3,4} \d{6}\b", document.text), place


def test_the_tests_for_numbers_know_a_valid_one() -> None:
    """Published samples: a valid NHS number, and one with the wrong last digit."""
    assert _is_nhs_number("9434765919")
    assert not _is_nhs_number("9434765918")


def _is_nhs_number(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def test_personal_data_is_marked(records: Records) -> None:
    """Every file of children's rows is marked as such and carries the stronger marking."""
    lists = [one for one in records.evidence.values() if one.location.startswith("person-level/")]
    assert len(lists) == 2
    for one in lists:
        assert one.holds_personal_data
        assert one.marking == "OFFICIAL-SENSITIVE"


def test_words_are_counted_as_they_are_read(records: Records, extracted: dict[str, Extracted]) -> None:
    """The register's count of words is close to what is read from the file."""
    for evidence in records.evidence.values():
        document = extracted.get(f"evidence/{evidence.location}")
        if document:
            assert evidence.words == pytest.approx(document.words, rel=0.4, abs=25), evidence.location
