"""A deadline as it is quoted beside no timetable: corrected for the running notice, or not confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.model.definition.framework import Framework
from readiness.model.records.tables import Records
from readiness.model.vocabulary import doubt
from readiness.rules.calendar.call import current
from readiness.rules.calendar.counting import corrected_moment, event_status, starting_event
from readiness.rules.calendar.inspection_dates import corrected_title, weakest
from readiness.rules.calendar.working_time import OFFICE_HOURS


@dataclass(frozen=True, slots=True)
class QuotedDeadline:
    """The words of a deadline class."""

    title: str
    mark: str
    """What stands behind it while its rule, or the day it counts from, is not confirmed: `` (assumed)``."""

    def __str__(self) -> str:
        """Both together."""
        return f"{self.title}{self.mark}"


def quoted_deadline(framework: Framework, records: Records, class_id: str) -> QuotedDeadline | None:
    """What a deadline class is called now; None when there is no such class.

    While a notice runs for which its moment was put right, that moment; it is in doubt no more.
    """
    deadline = framework.deadline_classes_by_id.get(class_id)
    if deadline is None:
        return None
    notice = current(records)
    correction = next((one for one in notice.corrections if one.event == class_id), None) if notice else None
    if correction is None:
        own = framework.timetable(notice.kind) if notice else None
        timetable = own if own and not own.is_meeting else framework.main_timetable
        corrected = {one.event for one in notice.corrections} if notice else ()
        begins = starting_event(timetable, deadline) if timetable else None
        from_when = event_status(timetable, begins, corrected) if timetable else "confirmed"
        return QuotedDeadline(deadline.title, doubt(weakest((deadline.status, from_when))))
    return QuotedDeadline(corrected_title(deadline.title, corrected_moment(correction, OFFICE_HOURS)), "")
