"""Definitions as text, for tests: the guide's example, changed and broken on purpose."""

from __future__ import annotations

import re
from pathlib import Path

from readiness.base.problems import Problem
from readiness.definitions.loading import load_framework
from readiness.model.definition.framework import Framework

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "framework-authoring.md"


def guide_blocks() -> tuple[str, str]:
    """The overlay example and the complete example of the authoring guide, its last two."""
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return blocks[-2], blocks[-1]


def example_text() -> str:
    """The complete example of the authoring guide."""
    return guide_blocks()[1]


def load_text(folder: Path, text: str, overlay: str | None = None) -> tuple[Framework | None, list[Problem]]:
    """Load a definition, and an overlay, from text."""
    path = folder / "example-inspection.yaml"
    path.write_text(text, encoding="utf-8")
    if overlay is None:
        return load_framework(path)
    changes = folder / "changes.yaml"
    changes.write_text(overlay, encoding="utf-8")
    return load_framework(path, changes)


def built(folder: Path, text: str, overlay: str | None = None) -> Framework:
    """The framework of a text that is in order."""
    framework, problems = load_text(folder, text, overlay)
    assert not problems, [str(one) for one in problems]
    assert framework is not None
    return framework


def swapped(text: str, old: str, new: str) -> str:
    """The text with its one occurrence of `old` replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def line_of(text: str, part: str) -> int:
    """One-based line of the first occurrence of `part`."""
    return text[: text.index(part)].count("\n") + 1
