"""Questions of a framework are whole sentences, whatever shape its stems have."""

from __future__ import annotations

import json

import pytest

from readiness.model.definition.framework import CriterionGroup
from readiness.sef.word_out.questions import question_of, stem_of


def group_of(stem: str) -> CriterionGroup:
    """Two criteria under a stem."""
    criteria = [
        {"id": f"A{at}", "title": title, "short": title, "status": "seen", "source": "x"}
        for at, title in enumerate(("leaders are ambitious", "leaders listen."), 1)
    ]
    group = {
        "id": "a",
        "title": "Impact",
        "stem": stem,
        "status": "seen",
        "source": "x",
        "criteria": criteria,
    }
    return CriterionGroup.model_validate_json(json.dumps(group))


BOTH = "leaders are ambitious; and leaders listen."
EXTENT = "The framework asks to what extent leaders listen."


@pytest.mark.parametrize(
    ("stem", "question", "whole"),
    [
        ("inspectors see the extent to which:", EXTENT, f"Inspectors see the extent to which {BOTH}"),
        ("how they plan, and the extent to which", EXTENT,
         f"The framework asks how they plan, and the extent to which {BOTH}"),
        ("Inspectors reported how well", "Inspectors reported how well leaders listen.", ""),
        ("", EXTENT, ""),
    ],
)  # fmt: skip
def test_a_stem_is_completed_by_its_criteria(stem: str, question: str, whole: str) -> None:
    """No sentence is left hanging at a colon."""
    group = group_of(stem)
    assert question_of(group, group.criteria[1]) == question
    assert stem_of(group) == whole
