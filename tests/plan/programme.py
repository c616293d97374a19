"""A published improvement programme as records: six recommendations of 2022, and figures of 2021 to 2023.

What was recommended and the figures are facts of two published papers; every wording, and each action with
its dates and people, is made up for the tests.
"""

from __future__ import annotations

from datetime import date

from readiness.model.records.plan import Milestone
from readiness.plan import plan
from readiness.plan.figures import record_figure
from readiness.workspace.workspace import Workspace

AS_AT = date(2023, 6, 1)

SOURCE = "Local area inspection 2022"

RECOMMENDATIONS = (
    ("Close the gaps in what therapy services can offer.", ("ICB", "LA"), ("A3", "B4")),
    ("Shorten the wait for a diagnosis of autism.", ("ICB",), ("A1",)),
    ("Offer each expectant parent a contact before the birth.", ("PH",), ("A1",)),
    ("Shorten the wait for specialist mental health services.", ("ICB",), ("A3",)),
    ("Set a clear way to essential equipment at home for those under 18.", ("ICB",), ("A3",)),
    ("Write objectives in EHC plans as steps towards wider hopes.", ("LA",), ("A4",)),
)

ACTIONS = (
    (
        "Fill the vacant therapy posts with the new provider",
        "R0001",
        "Therapy lead J. Bloggs",
        date(2023, 4, 30),
    ),
    ("Run an online assessment service for autism", "R0002", "ICB", date(2023, 9, 30)),
    ("Watch the public health nursing contract each quarter", "R0003", "PH", date(2023, 7, 31)),
    ("Keep one treatment list by borough and service", "R0004", "ICB", date(2023, 12, 31)),
    ("Agree the equipment pathway in a task group", "R0005", "ICB", date(2023, 5, 15)),
    ("Put aspirations at the head of the outcomes section", "R0006", "LA", date(2023, 3, 31)),
)

MEASURES = (
    (
        "Assessments issued within 20 weeks",
        "%",
        "higher",
        (date(2021, 12, 31), 20),
        (date(2022, 7, 31), 56),
        85,
    ),
    (
        "Assessments out of time",
        "assessments",
        "lower",
        (date(2022, 7, 31), "over 100"),
        (date(2022, 8, 31), 12),
        None,
    ),
    ("Children on home tuition", "children", "lower", (date(2022, 3, 31), 22), (date(2022, 9, 30), 4), None),
)


def record_programme(ws: Workspace) -> None:
    """Store it: R0001 to R0006, P0001 to P0006, M0001 to M0003."""
    for text, bodies, criteria in RECOMMENDATIONS:
        plan.add_recommendation(
            ws,
            text,
            kind="area_for_improvement",
            source=SOURCE,
            made_on=date(2022, 11, 1),
            responsible=bodies,
            criteria=criteria,
        )
    for title, unit, good, first, newest, target in MEASURES:
        measure, _ = plan.add_measure(ws, title, unit=unit, good=good, target=target, criteria=("A1",))
        for day, value in (first, newest):
            record_figure(ws, measure.id, {"value": value, "period_to": day})
    measures = {"R0002": ("M0001", "M0002"), "R0006": ("M0003",)}
    for title, answers, who, due in ACTIONS:
        is_done = answers == "R0006"
        plan.add_action(
            ws,
            title,
            recommendations=(answers,),
            responsible=who,
            due=due,
            status="done" if is_done else "in_progress",
            percent_done=100 if is_done else 40,
            success_measure="Figures by the end of the year",
            measures=measures.get(answers, ()),
            milestones=(Milestone(title="First review", due=date(2023, 5, 1)),),
            progress="The provider is slow to answer.",
        )
