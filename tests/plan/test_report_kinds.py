"""Documents that are no published report of a full inspection are told from those that are."""

from __future__ import annotations

import pytest

from readiness.plan.published_report import Finding, NotAReport, PublishedReport
from readiness.plan.report_kinds import MOST_PAGES, why_not
from readiness.plan.report_reading import read_report
from tests.plan.report_making import OUTCOMES, report_pages

MONITORING = """Local area partnership monitoring report

Area SEND monitoring inspection of Testshire Local Area Partnership

Inspection dates: 14 to 16 October 2025
Dates of previous full inspection: 10 to 14 July 2023

Inspection outcome

The local area partnership has taken effective action to address the areas for priority action.

Areas for improvement
"""
LETTER = """Ms A Example
Director of Children's Services, Testshire County Council

Dear Ms Example

Joint local area SEND inspection in Testshire

Between 4 June 2018 and 8 June 2018, Ofsted and the Care Quality Commission (CQC) conducted a joint
inspection of the local area of Testshire to judge the effectiveness of the area in implementing the
reforms. As a result of the findings, Her Majesty's Chief Inspector has determined that a written
statement of action is required.

Areas for development
"""
REVISIT = """Dear Ms Example

Joint area SEND revisit in Testshire

Between 7 July 2021 and 9 July 2021, inspectors revisited the area of Testshire.
"""
CABINET = """Cabinet

Agenda item 7

Area SEND inspection of Testshire Local Area Partnership

The report of the inspection was published in May. Areas for improvement are in the appendix.
"""
ILACS = """Inspection of Testshire local authority children's services
Inspection dates: 4 to 15 March 2024
"""
SCHOOL = """Inspection of a good school: Test Primary School
Inspection dates: 4 and 5 March 2024
Outcome
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MONITORING, "a report or letter of a monitoring inspection"),
        (LETTER, "a letter of a 2016 to 2022 joint local area inspection or revisit"),
        (REVISIT, "a letter of a 2016 to 2022 joint local area inspection or revisit"),
        (CABINET, "a paper of a council or a board"),
        (ILACS, "a report on children's social care services"),
        (SCHOOL, "an inspection report of a school or another provider"),
        ("Local area SEND self-evaluation, autumn 2026", "a self-evaluation"),
        ("SEND and alternative provision strategy 2024 to 2027", "a plan or a strategy"),
        ("Minutes of a quiet afternoon", ""),
    ],
)
def test_other_documents_are_refused_by_what_they_are(text: str, kind: str) -> None:
    """Each is refused with what it looks like, and with what a report has and it has not."""
    found = read_report([text], OUTCOMES)

    assert isinstance(found, NotAReport)
    assert found.kind == kind
    assert kind in found.reason
    assert "It does not have" in found.reason


def test_a_report_after_a_monitoring_inspection_is_still_a_report() -> None:
    """A full reinspection may name an earlier monitoring inspection among its dates."""
    dates = (
        "Inspection dates: 4 to 8 March 2027\n"
        "Dates of previous inspection: 10 to 14 July 2023; monitoring inspection 14 to 16 October 2025"
    )
    pages = report_pages((Finding("Leaders should act."),), dates=dates)

    assert isinstance(read_report(pages, OUTCOMES), PublishedReport)


def test_a_report_within_a_thick_bundle_is_refused_for_its_length() -> None:
    """Nothing is taken out of hundreds of pages by guess."""
    pages = [*report_pages((Finding("Leaders should act."),)), *["More words."] * 500]
    refusal = why_not(pages)

    assert refusal is not None
    assert f"{len(pages)} pages" in refusal.reason
    assert len(pages) > MOST_PAGES


@pytest.mark.parametrize("pages", [[], [""], ["\f \n"]])
def test_a_document_without_words_is_said_to_have_none(pages: list[str]) -> None:
    """A scan gives no text to judge by."""
    refusal = why_not(pages)

    assert refusal is not None
    assert "No words were found" in refusal.reason
