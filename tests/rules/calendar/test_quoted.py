"""How a deadline is called where no timetable stands beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from readiness.model.definition.timetable import TimetableEvent
from readiness.model.records.notice import DateCorrection, Notice
from readiness.rules.calendar.quoted import quoted_deadline
from readiness.rules.calendar.schedule import schedule
from readiness.rules.calendar.working_time import WorkingCalendar
from tests.making.building import SEEN, make_framework, make_records, make_timetable

FRAMEWORK = make_framework()
CORRECTED = Notice(
    id="N0001",
    received=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    kind="full",
    corrections=(DateCorrection(event="A", on=date(2026, 11, 26), time="12:00", reason="Letter"),),
)


def test_a_deadline_is_called_by_its_title_with_its_mark() -> None:
    """No notice runs, or none for which it was put right; of no class there is nothing to say."""
    plain = FRAMEWORK.deadline_classes_by_id["A"]
    for records in (make_records([]), make_records([CORRECTED.model_copy(update={"corrections": ()})])):
        assert str(quoted_deadline(FRAMEWORK, records, "A")) == f"{plain.title}{plain.mark}"
    assert quoted_deadline(FRAMEWORK, make_records([]), "no such") is None


def test_one_put_right_is_called_by_its_moment_until_the_notice_ends() -> None:
    """And is in doubt no more; what was put right for another one does not matter."""
    quoted = quoted_deadline(FRAMEWORK, make_records([CORRECTED]), "A")
    assert quoted is not None
    assert quoted.title.startswith("By Thu 26 Nov")
    assert quoted.mark == ""
    other = quoted_deadline(FRAMEWORK, make_records([CORRECTED]), "B")
    assert other is not None
    assert other.title == FRAMEWORK.deadline_classes_by_id["B"].title
    ended = CORRECTED.model_copy(update={"ended": datetime(2026, 12, 12, tzinfo=UTC)})
    assert "corrected" not in str(quoted_deadline(FRAMEWORK, make_records([ended]), "A"))


@pytest.mark.parametrize(
    "corrections", [(), (DateCorrection(event="on-site", on=date(2026, 12, 8), reason="L"),)]
)
@pytest.mark.parametrize("class_id", ["A", "B", "C", "D"])
def test_its_mark_is_that_of_the_dated_one(class_id: str, corrections: tuple[DateCorrection, ...]) -> None:
    """What is said beside no date is never surer than the date: the day it counts from may be in doubt."""
    base = make_timetable()
    chosen = TimetableEvent(id="selection", title="Names chosen", day=2, anchor="fieldwork", **SEEN)
    framework = make_framework(timetables=(base.model_copy(update={"events": (*base.events, chosen)}),))
    notice = CORRECTED.model_copy(update={"corrections": corrections})
    dated = schedule(notice, framework, WorkingCalendar())
    [deadline] = [one for one in dated.deadlines if one.deadline.id == class_id]
    quoted = quoted_deadline(framework, make_records([notice]), class_id)
    assert quoted is not None
    assert quoted.mark == deadline.mark
    if not corrections:
        assert quoted == quoted_deadline(framework, make_records([]), class_id)


def test_without_a_timetable_only_its_own_rule_is_in_doubt() -> None:
    """There is no day it could count from."""
    framework = make_framework(timetables=())
    assert str(quoted_deadline(framework, make_records([]), "C")) == "2 days from selection"
