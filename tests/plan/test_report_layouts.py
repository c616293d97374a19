"""Layouts vary, findings do not: the same findings come back however a report is set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.plan.published_report import Finding, Period, PublishedReport
from readiness.plan.report_reading import read_report
from tests.plan.report_making import NEXT, OUTCOMES, PRIORITY, STRATEGIC, Layout, report_pages

ACTORS = (
    "Leaders across the partnership",
    "The local area partnership",
    "Health leaders",
    "The partnership board",
)
DUTIES = ("should", "must", "need to")
WORDS = (
    "improve",
    "reduce",
    "waits",
    "plans",
    "reviews",
    "quality",
    "oversight",
    "data",
    "schools",
    "support",
)
MARKS = ("waiting", "autism", "transport", "adulthood", "attendance", "commissioning", "equipment")
FOLLOWERS = ("This should include", "They should focus on", "There should be", "This will help with")
COUNCILS = (
    "Testshire County Council",
    "London Borough of Testham",
    "Royal Borough of Test and Example",
    "Test Council",
)
BOARDS = ("NHS Testshire and West Test Integrated Care Board", "South East Test ICB", "Test NHS Trust")

phrases = st.lists(st.sampled_from(WORDS), min_size=3, max_size=30).map(" ".join)


@st.composite
def findings(draw: st.DrawFn, *, has_bodies: bool = False) -> Finding:
    """A finding such as inspectors write: somebody should do something; perhaps more; perhaps in points."""
    text = f"{draw(st.sampled_from(ACTORS))} {draw(st.sampled_from(DUTIES))} @ {draw(phrases)}"
    if draw(st.booleans()):
        text += f". {draw(st.sampled_from(FOLLOWERS))} @ {draw(phrases)}"
    points: tuple[str, ...] = ()
    if draw(st.booleans()):
        points = tuple(draw(st.lists(phrases, min_size=2, max_size=4)))
        points = (*points[:-1], f"{points[-1]}.")
    bodies: tuple[str, ...] = ()
    if has_bodies:
        bodies = (draw(st.sampled_from(COUNCILS)), *draw(st.lists(st.sampled_from(BOARDS), max_size=1)))
    return Finding(f"{text}{':' if points else '.'}", points, bodies)


def told_apart(found: list[Finding]) -> tuple[Finding, ...]:
    """Findings with a word of their own each, as real ones have: pages must not all begin alike."""
    return tuple(
        replace(one, text=one.text.replace("@", word)) for one, word in zip(found, MARKS, strict=False)
    )


layouts = st.builds(
    Layout,
    width=st.integers(60, 100),
    page_lines=st.integers(14, 60),
    bullet=st.sampled_from(["\u25fc", "\u25aa", "\u2022", "\u2013", "-", "\uf0b7", "\u2212"]),
    has_room=st.booleans(),
    has_table_head=st.booleans(),
    footer=st.sampled_from(
        [
            "Area SEND inspection report: Testshire Local Area Partnership, 4 to 8 March 2024",
            "Inspection report: Testshire Local Area Partnership\n4 March 2024 to 8 March 2024",
            "Area SEND Inspection report: Testshire LAP, 4 to 8\nMarch 2024",
        ]
    ),
    is_footer_first=st.booleans(),
)


def read(pages: list[str]) -> PublishedReport:
    """The reading of pages that are a report."""
    found = read_report(pages, OUTCOMES)
    assert isinstance(found, PublishedReport), found
    return found


def bare(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings without the page they begin on."""
    return tuple(replace(one, page=0) for one in found)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(findings(), min_size=1, max_size=6).map(told_apart), layouts)
def test_areas_for_improvement_come_back_from_any_layout(
    improvements: tuple[Finding, ...], layout: Layout
) -> None:
    """Widths, page breaks inside an item, bullets, footers, with and without room or a table's head."""
    report = read(report_pages(improvements, layout=layout))

    assert bare(report.improvements) == improvements
    assert report.missing == ()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.lists(findings(has_bodies=True), min_size=1, max_size=5).map(told_apart),
    st.lists(findings(), min_size=1, max_size=3).map(told_apart),
    layouts,
)
def test_areas_for_priority_action_come_back_with_their_bodies(
    priority: tuple[Finding, ...], improvements: tuple[Finding, ...], layout: Layout
) -> None:
    """Both columns of the table, rows split over pages and bodies' names over lines among them."""
    report = read(report_pages(improvements, priority, layout))

    assert bare(report.priority_actions) == priority
    assert bare(report.improvements) == improvements
    assert report.missing == ()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.lists(findings(has_bodies=True), min_size=1, max_size=5).map(told_apart),
    st.lists(findings(), min_size=1, max_size=3).map(told_apart),
    layouts,
)
def test_bodies_in_the_middle_of_their_cells_are_read_or_doubted(
    priority: tuple[Finding, ...], improvements: tuple[Finding, ...], layout: Layout
) -> None:
    """Where a page break hides the end of a row, the reading may be wrong, but it never says so nowhere."""
    report = read(report_pages(improvements, priority, replace(layout, is_centred=True)))

    assert bare(report.priority_actions) == priority or report.doubts
    assert bare(report.improvements) == improvements


@given(st.lists(st.text(max_size=400), max_size=12))
def test_any_text_at_all_is_read_or_refused_with_a_reason(pages: list[str]) -> None:
    """No text makes the reader fail."""
    found = read_report(pages, OUTCOMES)

    assert isinstance(found, PublishedReport) or found.reason


SIMPLE = (Finding("Leaders should act."), Finding("Leaders must listen."))


@pytest.mark.parametrize(
    ("dates", "inspected", "previous"),
    [
        (
            "Inspection dates: 29 April to 3 May 2024\nDate of previous inspection: 3 June 2019",
            Period(date(2024, 4, 29), date(2024, 5, 3)),
            (Period(date(2019, 6, 3), date(2019, 6, 3)),),
        ),
        (
            "Inspection dates:      29 January to 02 February 2024\nDates of previous inspections: None",
            Period(date(2024, 1, 29), date(2024, 2, 2)),
            (),
        ),
        (
            "Inspection date: 20 to 24 May 2024\nDates of previous inspections: 4 to 8 May 2018, 7 July 2021",
            Period(date(2024, 5, 20), date(2024, 5, 24)),
            (Period(date(2018, 5, 4), date(2018, 5, 8)), Period(date(2021, 7, 7), date(2021, 7, 7))),
        ),
        (
            "Inspection dates: Monday 8 to Friday 19 September 2025\nPrevious inspection: Tuesday 1 May 2018",
            Period(date(2025, 9, 8), date(2025, 9, 19)),
            (Period(date(2018, 5, 1), date(2018, 5, 1)),),
        ),
        (
            "Inspection dates:\n30 December 2024 to 3 January 2025\nPrevious inspection: 10\u201314 May 2016",
            Period(date(2024, 12, 30), date(2025, 1, 3)),
            (Period(date(2016, 5, 10), date(2016, 5, 14)),),
        ),
    ],
)
def test_dates_are_read_in_the_ways_reports_print_them(
    dates: str, inspected: Period, previous: tuple[Period, ...]
) -> None:
    """Ranges, single days, two dates, and words that name none."""
    report = read(report_pages(SIMPLE, dates=dates))

    assert report.inspected is not None
    assert report.inspected.periods == (inspected,)
    assert report.previous is not None
    assert report.previous.periods == previous


def test_words_without_a_date_are_kept_as_printed() -> None:
    """A first inspection is said to be one, not to be missing."""
    dates = "Inspection dates: 4 to 8 March 2024\nDates of previous inspection: Not previously inspected"
    report = read(report_pages(SIMPLE, dates=dates))

    assert report.previous is not None
    assert report.previous.printed == "Not previously inspected"
    assert "previous inspection" not in report.missing


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        (OUTCOMES["1"].replace("disabilities (SEND)", "disability (SEND)"), "1"),
        (OUTCOMES["1"].replace("special educational needs and/or disabilities (SEND)", "SEND"), "1"),
        (OUTCOMES["2"].replace("needs and/or disabilities", "needs and/disabilities"), "2"),
        (OUTCOMES["2"].replace("must work jointly to make", "must jointly make"), "2"),
        (OUTCOMES["3"].replace("(SEND), which", "(SEND) which"), "3"),
        ("The inspectors were content.", ""),
        (f"{OUTCOMES['1']} {OUTCOMES['2']}", ""),
    ],
)
def test_the_outcome_is_told_by_its_meaning_or_not_at_all(printed: str, outcome: str) -> None:
    """Published wordings vary; words that fit no outcome, or two, are said not to be found."""
    report = read(report_pages(SIMPLE, outcome=printed))

    assert report.outcome is not None
    assert report.outcome.outcome == outcome
    assert ("outcome" in report.missing) == (not outcome)


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        (NEXT, 36),
        ("The next full area SEND inspection will take place within five years.", 60),
        ("The next full inspection will be within approximately 3 years.", 36),
        ("The next full inspection will be in due course.", None),
    ],
)
def test_the_next_inspection_is_counted_in_months(sentence: str, months: int | None) -> None:
    """Years in figures or words; a sentence without a figure is said not to be found."""
    report = read(report_pages(SIMPLE, follows=f"{sentence}\n\n{STRATEGIC}"))

    assert report.next_full is not None
    assert report.next_full.months == months
    assert ("next full inspection" in report.missing) == (months is None)


def test_monitoring_and_reinspection_are_told_apart() -> None:
    """Two intervals in one paragraph."""
    report = read(
        report_pages(SIMPLE, (Finding("Leaders must act.", bodies=("Test Council",)),), follows=PRIORITY)
    )

    assert report.monitoring is not None
    assert report.next_full is not None
    assert (report.monitoring.months, report.next_full.months) == (18, 36)


def test_a_priority_plan_without_its_table_is_said_to_lack_it() -> None:
    """What the first page announces and the findings do not hold is missing."""
    report = read(report_pages(SIMPLE, follows=PRIORITY))

    assert "areas for priority action" in report.missing


def test_numbered_items_of_one_cell_are_parted() -> None:
    """Numbers that count up open items; a number inside a sentence does not."""
    pages = report_pages(
        (
            Finding("1. Leaders should act by year"),
            Finding("9. It matters."),
            Finding("2. Boards must listen."),
        ),
        layout=Layout(has_room=False),
    )
    report = read(pages)

    assert [one.text for one in report.improvements] == [
        "Leaders should act by year 9. It matters.",
        "Boards must listen.",
    ]


def test_a_lone_bullet_after_the_last_item_is_dropped() -> None:
    """A stray mark is no finding and no point."""
    pages = report_pages(SIMPLE)
    pages[-1] = pages[-1].replace("Leaders must listen.", "Leaders must listen.\n \u25fc")

    assert bare(read(pages).improvements) == SIMPLE


def test_a_finding_cut_off_is_in_doubt() -> None:
    """A finding that does not end as a sentence is pointed out, with its page."""
    report = read(report_pages((Finding("Leaders should act and"),)))

    assert report.doubts == ("Area for improvement 1 (page 2) does not end as a sentence does.",)


def test_a_responsible_body_that_reads_like_none_is_in_doubt() -> None:
    """Words of the second column that slipped into the first are pointed out."""
    report = read(report_pages(SIMPLE, (Finding("Leaders must act.", bodies=("should act with urgency",)),)))

    assert len(report.doubts) == 1
    assert "should act with urgency" in report.doubts[0]


def test_a_stated_day_of_publication_is_read() -> None:
    """Most reports do not state it; one that does is believed."""
    dates = "Inspection dates: 4 to 8 March 2024\nDates of previous inspection: 3 June 2019"
    report = read(report_pages(SIMPLE, dates=f"{dates}\nPublished: 15 May 2024"))

    assert report.published == date(2024, 5, 15)
    assert report.previous is not None
    assert report.previous.printed == "3 June 2019"
