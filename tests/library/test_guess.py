"""Guesses are made only where the document says so, and each gives its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.library.guess import guess_kind, guess_title, personal_reason
from readiness.library.guess_period import guess_period, read_date
from readiness.model.definition.framework import EvidenceKind
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted, Passage

KINDS = [
    EvidenceKind(id=key, title=key, keywords=words, stale_after_months=12, status="assumed", source="x")
    for key, words in {"plan": ("strategy", "plan"), "check": ("audit",), "talk": ("minutes",)}.items()
]


@pytest.mark.parametrize(
    ("title", "opening", "name", "start", "end"),
    [
        ("", "Inspection dates: 11 to 15 March 2024\nDates of previous inspection: 23 to 27 January 2017", "",
         date(2024, 3, 11), date(2024, 3, 15)),
        ("", "Inspection dates: 27 November 2023 to 1 December 2023", "",
         date(2023, 11, 27), date(2023, 12, 1)),
        ("", "Inspection dates: 29 April to 3 May 2024", "", date(2024, 4, 29), date(2024, 5, 3)),
        ("", "Dates of previous inspection: 23 to 27 January 2017", "", None, None),
        ("Strategy 2024-2029", "17 September 2024", "", None, date(2024, 9, 17)),
        ("Strategy 2024 to 2025", "", "", None, None),
        ("Forecast 2026 to 2031", "1 April 2026 to 31 March 2031", "Forecast 2026-31", None, None),
        ("Plan to March 2028", "", "", None, None),
        ("Strategy 2022-27: annual report 2023/24", "", "", date(2023, 4, 1), date(2024, 3, 31)),
        ("Survey 2024-2025", "", "", date(2024, 4, 1), date(2025, 3, 31)),
        ("Attendance 2024-25", "", "", date(2024, 9, 1), date(2025, 8, 31)),
        ("Attendance, financial year 2024-25", "", "", date(2024, 4, 1), date(2025, 3, 31)),
        ("Trend of EHC plans 2021/22 to 2023/24", "", "", date(2021, 4, 1), date(2024, 3, 31)),
        ("GCSE results 2024", "", "", date(2023, 9, 1), date(2024, 8, 31)),
        ("Notes", "Autumn Term 2025", "", date(2025, 9, 1), date(2025, 12, 31)),
        ("Visits 2024-25 summer term", "", "", date(2025, 4, 1), date(2025, 7, 31)),
        ("Suspensions, spring and autumn terms 2025", "", "", date(2025, 1, 1), date(2025, 12, 31)),
        ("Visits, half term 3, 2024/25", "", "", date(2025, 1, 1), date(2025, 2, 28)),
        ("Waits Q1 2025", "", "", date(2025, 1, 1), date(2025, 3, 31)),
        ("Waits Q2 25/26", "", "", date(2025, 7, 1), date(2025, 9, 30)),
        ("Waits Q2 2024-29", "", "", None, None),
        ("Waits Oct-Dec 24", "", "", date(2024, 10, 1), date(2024, 12, 31)),
        ("Appeals", "In the year ending 29 February 2024", "", date(2023, 3, 1), date(2024, 2, 29)),
        ("Waits", "Board of 3 October 2025\nData to end of August 2025", "", None, date(2025, 8, 31)),
        ("Survey", "It ran from 3 March 2025 to 28 April 2025.", "", date(2025, 3, 3), date(2025, 4, 28)),
        ("Appeals", "1 April 2023 to 31 March 2024", "", date(2023, 4, 1), date(2024, 3, 31)),
        ("Audit", "Cases from April 2024 to June 2024 were read.", "", date(2024, 4, 1), date(2024, 6, 30)),
        ("Report", "For the school year 2024-2025", "", date(2024, 9, 1), date(2025, 8, 31)),
        ("Report", "Next review: 1 September 2027. Code of Practice 2015", "", None, None),
        ("Plan", "", "waits 202509", date(2025, 9, 1), date(2025, 9, 30)),
        ("Waits", "Position as at 31 March 2025.", "", None, date(2025, 3, 31)),
        ("Report for the year", "Period covered: 1 April 2024 to 31 March 2025", "",
         date(2024, 4, 1), date(2025, 3, 31)),
        ("Exclusions, academic year 2025/26", "", "", date(2025, 9, 1), date(2026, 8, 31)),
        ("Annual report 2025/26", "", "", date(2025, 4, 1), date(2026, 3, 31)),
        ("Dashboard Q4 2024/25", "", "", date(2025, 1, 1), date(2025, 3, 31)),
        ("Audit, April to June 2026", "", "", date(2026, 4, 1), date(2026, 6, 30)),
        ("Audit, November 2025 to January 2026", "", "", date(2025, 11, 1), date(2026, 1, 31)),
        ("Timeliness to October 2026", "", "", None, date(2026, 10, 31)),
        ("Survey, February 2024", "", "", date(2024, 2, 1), date(2024, 2, 29)),
        ("Plan", "Meeting Date: 27 April 2023\nAuthor", "", None, date(2023, 4, 27)),
        ("Plan", "", "Board minutes 2026-09-16", None, date(2026, 9, 16)),
        ("Plan", "", "Board minutes 16.09.2026", None, date(2026, 9, 16)),
        ("Plan", "", "Therapy waits 2026-10", date(2026, 10, 1), date(2026, 10, 31)),
        ("Plan of 31 February 2025", "", "Room 2024-13", None, None),
        ("Telephone 2024 2025 2026", "We met on 3 May 2024 in the hall.", "", None, None),
    ],
)  # fmt: skip
def test_period_is_told_by_the_document(
    title: str, opening: str, name: str, start: date | None, end: date | None
) -> None:
    """Stated periods, as-at dates, years in titles and dates in names are read as people mean them."""
    found = guess_period(title, opening, name)
    assert (found.start if found else None, found.end if found else None) == (start, end)
    assert found is None or found.reason


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_an_ordered_period_or_none(title: str, opening: str, name: str) -> None:
    """No text breaks the guessing, and a period never ends before it starts."""
    found = guess_period(title, opening, name)
    assert found is None or found.start is None or (found.end is not None and found.start <= found.end)


def test_dates_are_english() -> None:
    """The day comes before the month; impossible days are no dates."""
    assert read_date("03/05/2024") == date(2024, 5, 3)
    assert read_date("31st March 2025") == date(2025, 3, 31)
    assert read_date("2025-03-31") == date(2025, 3, 31)
    assert read_date("31/02/2025") is None


def test_title_prefers_what_the_document_labels() -> None:
    """A labelled line wins over the heading, the heading over the file's name, junk titles lose to both."""
    assert guess_title("Cabinet", "Cabinet\nSubject: Inclusion strategy", "x.txt")[0] == "Inclusion strategy"
    assert guess_title("Inclusion strategy", "", "x.pdf") == (
        "Inclusion strategy",
        "the document's title or first heading",
    )
    assert guess_title("Microsoft Word - v7.docx", "", "80431-inclusion_strategy--final.pdf") == (
        "Inclusion strategy final", "the file's name",
    )  # fmt: skip


def test_kind_needs_words_that_stand_out() -> None:
    """One clear kind is guessed with its words; two equal ones or none are not."""
    kind, why = guess_kind("Inclusion strategy", "", "x.docx", KINDS)
    assert (kind, why) == ("plan", "\u201cstrategy\u201d in the title")
    assert guess_kind("Strategy audit", "", "x.docx", KINDS) == ("", "")
    assert guess_kind("Letter", "", "x.docx", KINDS) == ("", "")


def test_records_of_people_are_seen_and_not_repeated() -> None:
    """Identifiers make a document look personal; the reason counts them and quotes none."""
    number = "9434765919"
    assert number not in personal_reason(_words(f"NHS number {number}"))
    assert "nhs number (1)" in personal_reason(_words(f"NHS number {number}"))
    assert personal_reason(_words("We waited 12 weeks in 2024.")) == ""


def _words(text: str) -> Extracted:
    return Extracted((Passage(Pinpoint(), text),))


DATA = Path(__file__).parents[1] / "data"

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
"""Seventeen published documents; where they are beside the project, they are read too."""


def test_documents_as_they_are_published_are_read_and_guessed() -> None:
    """A published report and a strategy give words with places, their titles and their periods."""
    from readiness.definitions.files import shipped_frameworks
    from readiness.definitions.loading import load_framework
    from readiness.formats.text.sandbox import TextReader
    from readiness.library.guess import guess

    framework, _ = load_framework(shipped_frameworks()["area-send-2023"])
    assert framework is not None
    report = DATA / "reports" / "dudley.pdf"
    strategy = DATA / "council" / "penmarsh-send-inclusion-strategy-2024.txt"
    paths = (report, strategy, *sorted(SAMPLES.glob("*-reports/*.*")))
    with TextReader() as reader:
        found = {path.name: guess(path, framework, reader=reader) for path in paths}
    for name, one in found.items():
        assert one.words > 300, name
        assert not one.extracted.problems, name
        assert not one.looks_personal, name
        if name.endswith(".pdf"):
            assert one.title.startswith("Area SEND inspection of "), name
            assert one.kind == "external-review"
            assert one.period_from is not None
            assert one.period_to is not None
            assert one.extracted.passages[-1].pinpoint.page in {"7", "8", "9", "10", "11"}
        elif "strategy" in name:
            assert one.period_from is None, "a strategy's life is not the period of its data"
            assert one.kind == "strategy"
    assert found[report.name].title == "Area SEND inspection of Dudley Local Area Partnership"
    assert (found[report.name].period_from, found[report.name].period_to) == (
        date(2025, 1, 20), date(2025, 1, 24),
    )  # fmt: skip
    assert found[strategy.name].title == "SEND and Inclusion Strategy 2024-2029"
