"""A pack says of which files nobody has said whether they hold personal data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.pack.build import build_pack
from readiness.pack.plan import PackFile, PackItem, PackPlan


@pytest.mark.parametrize(("flag", "is_told"), [(None, True), (False, False)])
def test_files_nobody_looked_at_are_named(flag: bool | None, is_told: bool, tmp_path: Path) -> None:
    """Each by its id; of files that somebody looked at nothing is said."""
    paper = tmp_path / "paper.txt"
    paper.write_text("words", encoding="utf-8")
    item = PackItem(
        "STR01", "Strategy", "STR", (PackFile("E0001", "Paper", paper, holds_personal_data=flag),)
    )
    plan = PackPlan("Exampleshire", "A framework", "OFFICIAL", date(2025, 9, 1), (item,), ())
    result = build_pack(plan, tmp_path / "pack.zip", as_zip=True)
    said = "Nobody has said whether these hold personal data: E0001."
    assert (said in result.warnings) == is_told
