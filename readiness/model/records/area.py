"""The local area a workspace is about; one record per workspace."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limits

from readiness.model import choices
from readiness.model.field import Field
from readiness.model.records.after_inspection import AccuracyPoint, Promise
from readiness.model.records.record import Record

AREA_ID = "area"

FROM_RECORDS = "written from the records"
"""What stands for a part of the executive summary that nobody has written."""


class PastInspection(BaseModel):
    """An inspection of the area whose report is published, as read from the report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Annotated[
        str, Field(label="Kind", help="What kind of inspection.", kind="choice", choices=choices.timetables)
    ]
    """Id of a framework timetable: full, monitoring."""
    first: Annotated[date, Field(label="First day", help="First day of the inspection.", kind="date")]
    last: Annotated[date, Field(label="Last day", help="Last day on site.", kind="date")]
    outcome: Annotated[
        str,
        Field(
            label="Outcome",
            help="The overall outcome.",
            kind="choice",
            choices=choices.outcomes,
            empty="not told",
        ),
    ] = ""
    """Id of the framework's outcome; empty where it could not be told."""
    received: Annotated[
        date | None,
        Field(label="Received", help="When the final report was received.", kind="date", empty="not known"),
    ] = None
    """Day on which the partnership received the final report, where known."""
    published: Annotated[
        date | None,
        Field(label="Published", help="When the report was published.", kind="date", empty="not known"),
    ] = None
    next_full_months: Annotated[
        int | None,
        Limits(ge=1),
        Field(
            label="Next full inspection within",
            help="Months within which the report announces it.",
            kind="number",
            empty="not said",
        ),
    ] = None
    """Months within which the report announces the next full inspection."""
    monitoring_months: Annotated[
        int | None,
        Limits(ge=1),
        Field(
            label="Monitoring within",
            help="Months within which the report announces it.",
            kind="number",
            empty="none announced",
        ),
    ] = None
    """Months within which it announces a monitoring inspection; None when it announces none."""
    source: Annotated[str, Field(label="Report", help="As the recommendations name it.")] = ""
    """The report, as the recommendations name it."""


class Contact(BaseModel):
    """Somebody on the partnership's side, and how to reach them; never a child or family."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Annotated[str, Field(label="Role", help="What they are, such as nominated officer.")]
    name: Annotated[str, Field(label="Name", help="Who they are.", empty="not named")] = ""
    agency: Annotated[
        str,
        Field(
            label="Agency",
            help="Whose staff they are.",
            kind="choice",
            choices=choices.agencies,
            empty="none",
        ),
    ] = ""
    email: Annotated[str, Field(label="E-mail", help="Their address at work.", empty="none")] = ""
    phone: Annotated[str, Field(label="Telephone", help="Their number at work.", empty="none")] = ""

    def is_called(self, words: str) -> bool:
        """Whether these words name them, by role or by name; capitals and spaces do not count."""
        wanted = " ".join(words.casefold().split())
        return bool(wanted) and wanted in {" ".join(one.casefold().split()) for one in (self.role, self.name)}


class Area(Record):
    """The local area, the framework it works to, and its own closure days."""

    table: ClassVar[str] = "area"

    id: Annotated[str, Field(label="Id", help="The one area of a workspace.", set_by="store")] = AREA_ID
    name: Annotated[str, Field(label="Name", help="Its name.")]
    framework: Annotated[
        str, Field(label="Framework", help="Id of the framework it works to.", set_by="action")
    ]
    """Id of the framework definition."""
    definition: Annotated[
        str,
        Field(
            label="Definition kept",
            help="Fingerprint of the copy of the framework it is written under.",
            set_by="action",
            empty="none kept yet",
        ),
    ] = ""
    """Fingerprint of the pinned copy of the framework definition; empty until the first change."""
    is_example: Annotated[
        bool,
        Field(
            label="Worked example",
            help="Whether this is the fictional example.",
            kind="yes_no",
            set_by="store",
        ),
    ] = False
    """Whether this is the fictional worked example, said on every screen and export."""
    is_drill: Annotated[
        bool,
        Field(
            label="Rehearsal",
            help="Whether this is the copy that a drill runs on.",
            kind="yes_no",
            set_by="store",
        ),
    ] = False
    """Whether these are the records of a rehearsal, said on every screen and export."""
    context: Annotated[
        str,
        Field(
            label="About the area",
            help="A few paragraphs, printed at the front of the self-evaluation.",
            kind="long",
        ),
    ] = ""
    """A few paragraphs about the area, printed at the front of the self-evaluation."""
    summary_who: Annotated[
        str,
        Field(
            label="Summary: who we are",
            help="Executive summary of the self-evaluation; empty: written from the records.",
            kind="long",
            empty=FROM_RECORDS,
        ),
    ] = ""
    summary_experience: Annotated[
        str,
        Field(
            label="Summary: what it is like",
            help="Executive summary; empty: written from the headlines and local views.",
            kind="long",
            empty=FROM_RECORDS,
        ),
    ] = ""
    summary_strengths: Annotated[
        str,
        Field(
            label="Summary: what we do well",
            help="Executive summary; empty: written from strengths and the difference they make.",
            kind="long",
            empty=FROM_RECORDS,
        ),
    ] = ""
    summary_improvement: Annotated[
        str,
        Field(
            label="Summary: what must improve",
            help="Executive summary; empty: written from areas to develop and what is due.",
            kind="long",
            empty=FROM_RECORDS,
        ),
    ] = ""
    summary_families: Annotated[
        str,
        Field(
            label="Summary: what people tell us",
            help="Executive summary; empty: written from statements that rest on their voice.",
            kind="long",
            empty=FROM_RECORDS,
        ),
    ] = ""
    summary_changes: Annotated[
        str,
        Field(
            label="Summary: what has changed",
            help="Executive summary; empty: written from measures and finished actions.",
            kind="long",
            empty=FROM_RECORDS,
        ),
    ] = ""
    closure_days: Annotated[
        tuple[date, ...],
        Field(
            label="Closure days",
            help="Days the partnership's offices are closed, beside weekends and public holidays.",
            kind="date",
            nearest="ahead",
            empty="none",
        ),
    ] = ()
    """Days on which the partnership's offices are closed beside weekends and public holidays."""
    measured_on: Annotated[
        date | None,
        Field(
            label="Measured for",
            help="A date to measure everything at while no notice runs.",
            kind="date",
            nearest="ahead",
            empty="the first day on site if the call came next",
        ),
    ] = None
    """The date everything is measured at while no notice runs; None for the next call's."""
    marking: Annotated[
        str,
        Field(
            label="Marking",
            help="Protective marking of documents made from the workspace as a whole.",
            kind="choice",
            choices=choices.markings,
            usual=choices.weakest_marking,
            clearable=False,
        ),
    ] = "OFFICIAL"
    """Protective marking of documents made from the workspace as a whole."""
    contacts: Annotated[
        tuple[Contact, ...],
        Field(
            label="Who is who",
            help="Staff and forum officers, by role, with how to reach them.",
            kind="rows",
            empty="nobody yet",
        ),
    ] = ()
    """Who is who on the night: staff and forum officers, by role."""
    files_go: Annotated[
        str,
        Field(
            label="Where files go",
            help="Where colleagues put what is asked of them, such as a folder they all see.",
        ),
    ] = ""
    """Printed on every owner's list: where to put what is asked."""
    tracker_columns: Annotated[
        tuple[str, ...],
        Field(
            label="Tracker columns",
            help="What the columns of the area's own tracker of documents are.",
            set_by="action",
            empty="none mapped yet",
        ),
    ] = ()
    """Each a heading, ``=`` and the stored name of a field; as mapped when the tracker was last taken in."""
    inspections: Annotated[
        tuple[PastInspection, ...],
        Field(
            label="Published inspections",
            help="Inspections whose published reports were read in, oldest first.",
            kind="rows",
            set_by="action",
            empty="none read in",
        ),
    ] = ()
    """Inspections whose published reports were read in, oldest first."""
    draft_received: Annotated[
        date | None,
        Field(
            label="Draft report received",
            help="When the draft report came.",
            kind="date",
            nearest="back",
            empty="no date",
        ),
    ] = None
    comments_due: Annotated[
        date | None,
        Field(
            label="Comments due",
            help="Day the letter gives for comments on its facts.",
            kind="date",
            nearest="ahead",
            empty="no date",
        ),
    ] = None
    comments_sent: Annotated[
        date | None,
        Field(
            label="Comments sent",
            help="When the comments were sent.",
            kind="date",
            nearest="back",
            empty="no date",
        ),
    ] = None
    plan_due: Annotated[
        date | None,
        Field(
            label="Plan due",
            help="Day by which the plan is to be submitted.",
            kind="date",
            nearest="ahead",
            empty="no date",
        ),
    ] = None
    plan_submitted: Annotated[
        date | None,
        Field(
            label="Plan submitted",
            help="When the plan was submitted.",
            kind="date",
            nearest="back",
            empty="no date",
        ),
    ] = None
    accuracy: Annotated[
        tuple[AccuracyPoint, ...],
        Field(
            label="Points about the draft",
            help="Sentences of the draft report that are not so.",
            kind="rows",
            empty="none",
        ),
    ] = ()
    promises: Annotated[
        tuple[Promise, ...],
        Field(label="Promises", help="What was promised to whom.", kind="rows", empty="none"),
    ] = ()
    overrides: Annotated[
        tuple[str, ...],
        Field(
            label="Data packs built all the same",
            help="Each with the reason, although personal data in it was not approved.",
            set_by="action",
            empty="none",
        ),
    ] = ()
    """Each data pack built although personal data in it was not approved, with the reason; oldest first."""
