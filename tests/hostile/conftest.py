"""A workspace for commands that are given hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.cli.app import main


@pytest.fixture
def workspace_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an empty workspace."""
    root = tmp_path_factory.mktemp("held") / "area"
    assert main(["init", str(root), "--area", "Testshire", "--user", "R. Shah"]) == 0
    return root
