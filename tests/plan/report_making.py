"""Reports set in type by code: the same findings in as many layouts as a publisher may choose."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from readiness.plan.published_report import Finding

OUTCOMES = {
    "1": (
        "The local area partnership's special educational needs and/or disabilities (SEND) arrangements"
        " typically lead to positive experiences and outcomes for children and young people with SEND."
        " The local area partnership is taking action where improvements are needed."
    ),
    "2": (
        "The local area partnership's arrangements lead to inconsistent experiences and outcomes for"
        " children and young people with special educational needs and/or disabilities (SEND)."
        " The local area partnership must work jointly to make improvements."
    ),
    "3": (
        "There are widespread and/or systemic failings leading to significant concerns about the"
        " experiences and outcomes of children and young people with special educational needs and/or"
        " disabilities (SEND), which the local area partnership must address urgently."
    ),
}
NEXT = "The next full area SEND inspection will be within approximately three years."
STRATEGIC = (
    "Ofsted and the Care Quality Commission (CQC) ask that the local area partnership updates and"
    " publishes its strategic plan based on the recommendations set out in this report."
)
PRIORITY = (
    "A monitoring inspection will be carried out within approximately 18 months. The next full"
    " reinspection will be within approximately three years.\n\nAs a result of this inspection, HMCI requires"
    " the local area partnership to prepare and submit a priority action plan (area SEND) to address the"
    " identified areas for priority action."
)


@dataclass(frozen=True)
class Layout:
    """How a report is set."""

    width: int = 84
    page_lines: int = 40
    bullet: str = "\u25fc"
    has_room: bool = True
    """Whether a blank line stands between findings."""
    has_table_head: bool = True
    footer: str = "Area SEND inspection report: Testshire Local Area Partnership, 4 to 8 March 2024"
    is_footer_first: bool = False
    """Whether the running footer comes first in a page's text, as in text taken by writing order."""
    body_width: int = 28
    is_centred: bool = False
    """Whether bodies stand in the middle of their cells; such tables leave room between rows."""


def report_pages(
    improvements: tuple[Finding, ...],
    priority: tuple[Finding, ...] = (),
    layout: Layout | None = None,
    *,
    outcome: str = "",
    follows: str = "",
    dates: str = "Inspection dates: 4 to 8 March 2024\nDates of previous inspection: 3 June 2019",
) -> list[str]:
    """The pages of a report of Testshire."""
    set_in = layout or Layout()
    wording = outcome or OUTCOMES["3" if priority else "2"]
    after = follows or (PRIORITY if priority else f"{NEXT}\n\n{STRATEGIC}")
    first = "\n".join(
        [
            "Local area partnership report",
            "",
            "Area SEND inspection of Testshire",
            "Local Area Partnership",
            "",
            dates,
            "",
            "Inspection outcome",
            "",
            *_wrapped(wording, set_in.width),
            "",
            *(line for paragraph in after.split("\n\n") for line in [*_wrapped(paragraph, set_in.width), ""]),
            "Information about the local area partnership",
            "",
            "Testshire Council and NHS Testshire Integrated Care Board are responsible.",
        ]
    )
    return [
        first,
        *_paged([*_better(), *_priority(priority, set_in), *_improvement(improvements, set_in)], set_in),
    ]


def _better() -> Iterator[str]:
    yield from ("What does the area partnership need to do better?", "")
    yield from ("\u25fc  Some children wait too long. Leaders should have", "   known about it earlier.", "")


def _priority(findings: tuple[Finding, ...], layout: Layout) -> Iterator[str]:
    if not findings:
        return
    gap = layout.body_width + 3
    yield from ("Areas for priority action", "", f"{'Responsible body':<{gap}}Areas for priority action")
    for finding in findings:
        left = _wrapped(_in_words(finding.bodies), layout.body_width)
        right = _finding(finding, layout.width - gap, layout.bullet)
        if layout.is_centred:
            left = [""] * ((len(right) - len(left)) // 2) + left
        for row in range(max(len(left), len(right))):
            cell = left[row] if row < len(left) else ""
            yield f"{cell:<{gap}}{right[row] if row < len(right) else ''}".rstrip()
        if layout.has_room or layout.is_centred:
            yield ""


def _improvement(findings: tuple[Finding, ...], layout: Layout) -> Iterator[str]:
    yield from ("Areas for improvement", "")
    if layout.has_table_head:
        yield " Areas for improvement"
    for finding in findings:
        yield from (f" {line}" for line in _finding(finding, layout.width, layout.bullet))
        if layout.has_room:
            yield ""
    yield from ("", "Local area partnership details", "", " Local authority    Integrated care board")


def _finding(finding: Finding, width: int, bullet: str) -> list[str]:
    lines = _wrapped(finding.text, width)
    for point in finding.points:
        first, *rest = _wrapped(point, width - 8)
        lines += [f"    {bullet}   {first}", *(f"        {line}" for line in rest)]
    return lines


def _paged(lines: list[str], layout: Layout) -> list[str]:
    pages: list[str] = []
    for start in range(0, len(lines), layout.page_lines):
        held = lines[start : start + layout.page_lines]
        footer = [layout.footer, str(len(pages) + 2)]
        pages.append("\n".join([*footer, *held] if layout.is_footer_first else [*held, "", *footer]))
    return pages


def _in_words(bodies: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(bodies[:-1]), *bodies[-1:])))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
