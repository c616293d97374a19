"""A published report as a PDF file, set by a library as a word processor would."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from readiness.plan.published_report import Finding
from tests.plan.report_making import OUTCOMES, PRIORITY

PRIORITIES = (
    Finding(
        "Leaders across the partnership should act with urgency to reduce waits for children:",
        ("waits for assessment are known; and", "families hear how long they will wait."),
        ("Testshire County Council", "NHS Testshire and West Test Integrated Care Board"),
    ),
    Finding("Council leaders must improve the quality of plans.", bodies=("Testshire County Council",)),
)
IMPROVEMENTS = (
    Finding("Leaders should listen to families. This should include those who are seldom heard."),
    Finding("Health leaders need to know their data."),
)


def write_report(path: Path) -> None:
    """Write the report of Testshire with two areas for priority action and two for improvement."""
    styles = getSampleStyleSheet()

    def words(text: str) -> Paragraph:
        return Paragraph(text, styles["BodyText"])

    def finding(one: Finding) -> list[Paragraph]:
        return [
            words(one.text),
            *(Paragraph(point, styles["BodyText"], bulletText="\u2022") for point in one.points),
        ]

    table = Table(
        [
            [words("Responsible body"), words("Areas for priority action")],
            *([words(" and ".join(one.bodies)), finding(one)] for one in PRIORITIES),
        ],
        colWidths=[150, 300],
    )
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))
    story = [
        words("Area SEND inspection of Testshire Local Area Partnership"),
        Spacer(1, 12),
        words("Inspection dates: 4 to 8 March 2024"),
        words("Dates of previous inspection: 3 June 2019"),
        Spacer(1, 12),
        words("Inspection outcome"),
        Spacer(1, 12),
        words(OUTCOMES["3"]),
        Spacer(1, 12),
        *(words(paragraph) for paragraph in PRIORITY.split("\n\n")),
        words("Information about the local area partnership"),
        PageBreak(),
        words("What does the area partnership need to do better?"),
        words("Some children wait too long."),
        PageBreak(),
        words("Areas for priority action"),
        table,
        Spacer(1, 12),
        words("Areas for improvement"),
        *(part for one in IMPROVEMENTS for part in (*finding(one), Spacer(1, 12))),
        words("Local area partnership details"),
    ]
    SimpleDocTemplate(str(path), pagesize=A4).build(story)


def write_pages(path: Path, count: int) -> None:
    """Write a document of so many pages, each with a line of its own."""
    styles = getSampleStyleSheet()
    names = ["".join(letters) for letters in product("abcdefgh", repeat=4)][:count]
    story = [
        part for name in names for part in (Paragraph(f"The {name} page.", styles["BodyText"]), PageBreak())
    ]
    SimpleDocTemplate(str(path), pagesize=A4).build(story)
