"""Learned weights belong to one definition, come whole or not at all, and keep their figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.definitions.suggestion_weights import learned_weights, weights_for
from readiness.evidence.suggest import Suggester
from readiness.model.definition.framework import Framework
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted, Passage

ROOT = Path(__file__).parents[2]
HELD = ROOT / "tests" / "data" / "suggest" / "paragraphs-held.csv"
SHIPPED = ROOT / "frameworks" / "area-send-2023" / "suggestions.json"


def shipped(key: str) -> Framework:
    """A shipped framework."""
    framework, _ = load_framework(shipped_frameworks()[key])
    assert framework is not None
    return framework


def test_weights_belong_to_their_framework() -> None:
    """The framework they were learned for has them, another has none, nor one with a criterion of its own."""
    framework = shipped("area-send-2023")
    learned = weights_for(framework)
    assert learned is not None
    assert set(learned.criteria) == set(framework.criteria)
    assert weights_for(shipped("local-area-send-2016")) is None
    changed = shipped("local-area-send-2016").model_copy(update={"id": framework.id})
    assert weights_for(changed) is None


def test_weights_say_where_they_come_from() -> None:
    """The file names its source, licence and reports, and none of the reports that measure it."""
    about = json.loads(SHIPPED.read_text(encoding="utf-8"))["about"]
    assert about["licence"] == "Open Government Licence v3.0"
    with HELD.open(encoding="utf-8", newline="") as file:
        held = {row["report"] for row in csv.DictReader(file)}
    assert len(about["reports"]) == len(held) == 7
    assert not held & set(about["reports"])


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"criteria":["A"],"bias":[0],"same":{},"unsaid":[],"words":{"a":[1]}}'],
)
def test_a_damaged_file_is_done_without(tmp_path: Path, content: bytes) -> None:
    """No file, half a file or a short row: nothing was learned, and nothing breaks."""
    file = tmp_path / "suggestions.json"
    assert learned_weights(tmp_path / "missing.json") is None
    file.write_bytes(content)
    assert learned_weights(file) is None


def test_unseen_paragraphs_are_recognised() -> None:
    """On reports nothing was learned from, at least 65 % are right first and 92 % within three."""
    framework = shipped("area-send-2023")
    suggester = Suggester(framework, weights_for(framework))
    first = three = 0
    with HELD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        found = suggester.suggest(Extracted((Passage(Pinpoint(), row["text"]),)))
        named = list(
            dict.fromkeys(framework.criterion_of_prompt.get(one.target, one.target) for one in found)
        )
        first += named[:1] == [row["best"]]
        three += row["best"] in named[:3]
    assert first / len(rows) >= 0.65
    assert three / len(rows) >= 0.92
