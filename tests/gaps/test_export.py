"""Gaps as text for other programs: nothing in it that a terminal or a reader would obey."""

from __future__ import annotations

import json

import pytest

from readiness.base.text import HIDDEN_OR_BREAK
from readiness.gaps.export import GapPage, gaps_as_text
from readiness.gaps.report import Gap, GapReport
from readiness.model.records.evidence import FileStates
from readiness.rules.index import Index
from tests.making.building import AS_AT, make_framework, make_records

NAME = "\u202eila .K\u2066 \u200f\x9b31m"


@pytest.mark.parametrize("form", ["csv", "md", "json"])
def test_names_with_direction_signs_are_shown_for_what_they_are(form: str) -> None:
    """In JSON they are escapes, so that the value is the same when it is read back."""
    gap = Gap("c", "serious", "criterion", "A1", ("A1",), "Reason.", "Remedy.", (), NAME)
    index = Index(make_framework(), make_records())
    report = GapReport(index, AS_AT, FileStates(), {("criterion", "A1"): (gap,)}, [gap])
    text = gaps_as_text(report, GapPage("Area", ""), form)
    assert [sign for sign in HIDDEN_OR_BREAK.findall(text) if sign not in "\r\n"] == []
    assert "202e" in text.lower()
    if form == "json":
        assert NAME in json.dumps(json.loads(text), ensure_ascii=False).replace("\\u009b", "\x9b")
