"""The workspace's own changes to a framework: confirm, correct, add, retire."""
from __future__ import annotations
from pathlib import Path
from readiness.core.framework import Framework
from readiness.core.problems import Problem


def apply_overlay(framework: Framework, overlay: Path, problems: list[Problem]) -> Framework:
    """The framework with the overlay's changes."""
    return framework
