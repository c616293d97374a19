"""Prove that the written examples of the pure parts' own tests take every branch of them.

    python scripts/core_coverage.py

Random tests are left out, so that nothing counted rests on chance. Prints what no example reaches.
Exits 1 when a test fails or a line or branch is missed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
TESTS = (
    "tests/model",
    "tests/rules",
    "tests/gaps",
    "tests/inspection",
    "tests/requests",
    "tests/sef/round_trip",
    "tests/progress",
    "tests/exchange",
    "tests/evidence",
    "tests/workspace/test_editing.py",
)
PURE = "readiness.model,readiness.rules,readiness.gaps.checks"


def main() -> int:
    """Run the examples under coverage and judge the result."""
    with tempfile.TemporaryDirectory() as folder:
        coverage = (sys.executable, "-m", "coverage")
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "core"), "PYTHONPATH": str(PROJECT)}
        examples = (
            "pytest",
            "-p",
            "no:cacheprovider",
            "-m",
            "not hypothesis and not programs and not whole",
            *TESTS,
        )
        report = ("--show-missing", "--skip-covered", "--fail-under=100")
        for command in (
            (*coverage, "run", "--branch", f"--source={PURE}", "-m", *examples),
            (*coverage, "report", *report),
        ):
            if subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode:
                return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
