"""For `mutation_sample`: which tests run which line, and how long each takes.

Found by running tests once, and kept by test module in a file, so that only test modules that are new or
altered are run another time. What is kept only chooses tests: were it out of date, a mutant would get fewer
or other tests, and could live for that; it could not be called noticed without a failing test.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BUDGET = 30.0
"""Seconds of a processor, as tests take them unmutated, that a mutant is given at most."""


@dataclass(slots=True)
class Reach:
    """Which tests run which line, and how long each takes."""

    lines: dict[str, dict[int, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    """By source file and line the ids of tests; "" stands for what runs at an import."""
    seconds: dict[str, float] = field(default_factory=dict)
    altered: set[str] = field(default_factory=set)
    """Source files altered since: their lines may have moved, so the whole file is taken for each line."""

    def tests_of(self, path: str, lines: range) -> list[str]:
        """The tests that run any of the lines, the quickest first, as many as the budget holds.

        A line that runs when its module is imported has the tests that run any line of the module, and those
        named like it: what a class is made of runs in none of its own lines.
        """
        contexts = self.lines.get(path, {})
        asked = contexts if path in self.altered else lines
        chosen_from = {test for line in asked for test in contexts.get(line, ()) if test}
        if not chosen_from and any("" in contexts.get(line, ()) for line in asked):
            chosen_from = {test for tests in contexts.values() for test in tests if test} | self._alike(path)
        # What is read in the limited process is run there, where nobody counts
        chosen_from = chosen_from or self._alike(path) or set(self.seconds)
        chosen: list[str] = []
        spent = 0.0
        for test in sorted(chosen_from, key=lambda test: (self.seconds.get(test, 0.0), test)):
            spent += self.seconds.get(test, 0.0)
            if spent > BUDGET and chosen:
                break
            chosen.append(test)
        return chosen

    def _alike(self, path: str) -> set[str]:
        """Tests in files that share a word with a module's name."""
        words = set(Path(path).stem.split("_")) | {f"{word}s" for word in Path(path).stem.split("_")}
        return {test for test in self.seconds if words & set(Path(test.partition("::")[0]).stem.split("_"))}


def test_modules(work: Path, tests: Iterable[str], without: Iterable[str]) -> list[str]:
    """The test modules in these files and folders of a copy of the project, but for those named."""
    found = {
        path.relative_to(work).as_posix()
        for part in tests
        for path in ([work / part] if part.endswith(".py") else (work / part).rglob("test_*.py"))
    }
    return sorted(module for module in found if not {module, Path(module).stem} & set(without))


def find_reach(work: Path, modules: list[str], kept: Path | None) -> Reach:
    """The reach of test modules of a copy of the project, run where it is not known.

    Raises SystemExit when they cannot be run.
    """
    known: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept and kept.exists() else {}
    digests = {module: _digest(work / module) for module in modules}
    unknown = [module for module in modules if known.get(module, {}).get("digest") != digests[module]]
    if unknown:
        measured = _measure(work, unknown)
        known |= {module: {"digest": digests[module], **measured[module]} for module in unknown}
        if kept:
            kept.write_text(json.dumps(known), encoding="utf-8")
    return _together(work, [known[module] for module in modules])


def _together(work: Path, parts: list[dict[str, Any]]) -> Reach:
    reach = Reach()
    for part in parts:
        for path, digest in part["sources"].items():
            if (work / path).exists() and digest != _digest(work / path):
                reach.altered.add(path)
        for test, ran in part["tests"].items():
            if test:
                reach.seconds[test] = ran["seconds"]
            for path, lines in ran["lines"].items():
                for line in lines:
                    reach.lines[path].setdefault(line, []).append(test)
    return reach


def _measure(work: Path, modules: list[str]) -> dict[str, dict[str, Any]]:
    """Run test modules; for each its tests with seconds and lines, and digests of the sources they ran."""
    written = work / "reach"
    command = (
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "scripts.mutation_reach",
        "--hypothesis-seed=16", *modules,
    )  # fmt: skip
    environment = {**os.environ, "READINESS_REACH": str(written)}
    done = subprocess.run(command, cwd=work, env=environment, check=False, capture_output=True, text=True)
    if not written.exists():
        raise SystemExit(f"The tests cannot be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    if done.returncode:
        print(f"Tests that fail as they are can notice nothing:\n{done.stdout[-2000:]}", flush=True)
    reached = json.loads(written.read_text(encoding="utf-8"))
    measured: dict[str, dict[str, Any]] = {module: {"tests": {}, "sources": {}} for module in modules}
    for test, ran in reached.items():
        part = measured[test.partition("::")[0] or modules[0]]
        part["tests"][test] = ran
        part["sources"] |= {path: _digest(work / path) for path in ran["lines"]}
    return measured


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
