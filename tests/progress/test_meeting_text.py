"""The engagement meeting in a terminal says what the brief says, nothing cut; what was asked is kept."""

from __future__ import annotations

from datetime import date

import pytest

from readiness.base.errors import UsageError
from readiness.formats.word.model import Paragraph
from readiness.plan.asked import note_asked
from readiness.plan.figures import record_figure
from readiness.progress.meeting import meeting
from readiness.progress.meeting_document import fitted
from readiness.progress.meeting_questions import likely_questions
from readiness.progress.meeting_text import in_short, passages, question_lines
from readiness.rules.small_numbers import BASES_NOTE
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace
from tests.plan.programme import AS_AT, record_programme


def test_the_programme_in_lines(workspace: Workspace) -> None:
    """Its six recommendations whole, with progress, figures and proof; the sizes as they are known."""
    record_programme(workspace)
    found = meeting(workspace.index, AS_AT)
    text = "\n".join(line for one in passages(found) for line in (one.heading, *one.lines))
    assert "from 20% (Dec 2021) to 56% (Jul 2022), 36 percentage points higher, better" in text
    assert "over 88% fewer, better" in text
    assert "82% fewer in Sep 2022 than in Mar 2022, figures too small to print" in text
    assert "no current proof linked" in text
    assert in_short(found).startswith("6 recommendations: ")
    for one in workspace.records.recommendations.values():
        assert f"{one.id} {one.text}" in text


def test_nothing_recorded_is_said(workspace: Workspace) -> None:
    """Each part says that it is empty, and no question is made up."""
    found = meeting(workspace.index, AS_AT)
    assert [one.lines for one in passages(found)][1:4] == [("Nothing recorded.",)] * 3
    asked = likely_questions(workspace.gaps(AS_AT), AS_AT)
    assert len(list(question_lines(asked))) == 2 * len(asked)


def test_what_was_asked_is_kept_with_where_and_when(workspace: Workspace) -> None:
    """A recommendation with the meeting as its source; the action answers it."""
    on = date(2026, 12, 1)
    alone, nothing, _ = note_asked(workspace, "Show the waits by ward.", at="Meeting", on=on, criteria="A1")
    assert nothing is None
    assert (alone.source, alone.made_on, alone.criteria) == ("Meeting, 1 Dec 2026", on, ("A1",))
    asked, action, _ = note_asked(
        workspace, "And by age.", at="Meeting", on=on, action="Add ages", who="Data lead", due="31 Jan 2027"
    )
    assert action is not None
    held = workspace.records.actions[action.id]
    assert (held.recommendations, held.due) == ((asked.id,), date(2027, 1, 31))
    with pytest.raises(UsageError):  # nothing of it is stored where a part cannot be
        note_asked(workspace, "When?", at="Meeting", on=on, action="Say when", due="soon")
    for words, who in ((" ", ""), ("Who?", "Data lead")):
        with pytest.raises(UsageError):
            note_asked(workspace, words, at="Meeting", on=on, who=who)
    assert len(workspace.records.recommendations) == 2
    undo(workspace)
    assert (len(workspace.records.recommendations), len(workspace.records.actions)) == (1, 0)


def test_a_percentage_of_few_is_not_printed_and_the_rule_is_said(workspace: Workspace) -> None:
    """Five of nine stays inside, in the lines as in the brief."""
    record_programme(workspace)
    record_figure(workspace, "M0001", {"count": "5", "out_of": "9", "period_to": "31 Jan 2023"})
    found = meeting(workspace.index, AS_AT)
    text = "\n".join(line for one in passages(found) for line in one.lines)
    assert "55.6%" not in text
    assert "figures not printed, better" in text
    assert found.has_few
    blocks = [one for one in fitted(workspace.area, found) if isinstance(one, Paragraph)]
    assert any(BASES_NOTE in one.text for one in blocks)
