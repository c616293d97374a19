"""Change the program in many small ways, one at a time, and see whether a test notices.

    python scripts/mutation_sample.py --count 320 --seed 16
    python scripts/mutation_sample.py --area rules --count 12
    python scripts/mutation_sample.py --named

A seeded sample of the mutants that cosmic-ray knows, over rules, checks, self-evaluation, pack, services and
screens. Each is made in a copy of the project and run against the tests that reach its line, the quickest
first, random tests with a fixed seed. Prints each mutant that lived, and the share that did not with
Wilson's 95 % interval. `--keep` remembers which tests run which lines; `--module` and `--test` look at a few
modules with the tests about them: seconds, where an area takes many minutes. Quickest on Python 3.12 or
newer. `--named` makes the mutants written down here instead: faults that were once not noticed. Exits 1 when
less than 85 % (of the named ones: all) were noticed, or an area's own tests fail.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import json
import math
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))

from scripts.mutation_equivalents import reason_it_is_equivalent  # noqa: E402 - found beside this script
from scripts.mutation_tests import Reach, find_reach, test_modules  # noqa: E402 - likewise

WANTED = 0.85

_QUIET = re.compile(
    r"ReplaceBinaryOperator_BitOr|RemoveDecorator|Variable(Replacer|Inserter)"
    r"|_(Is_Eq|Eq_Is|IsNot_NotEq|NotEq_IsNot)$"
)
"""Not made: unions of types, which are not run; decorators, which fail at once; identity for equality, which
is the same for the small values compared here; and operators that want arguments."""

_LOOKS = re.compile(r"^\s*@|Column\(|\brepr=(?:True|False)|^\s*if TYPE_CHECKING:")
"""Lines passed over: decorators; widths of columns, which only a picture shows; how a value looks in a
debugger; and imports that only a type checker needs."""

_PARTS = ("readiness", "tests", "frameworks", "evidence", "scripts", "docs", "pyproject.toml", "README.md")


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the program and the tests that are about it."""

    modules: tuple[str, ...]
    """Globs below the package."""
    tests: tuple[str, ...]
    share: int
    """Of 100 mutants."""


AREAS = {
    "rules": Area(
        ("rules/**/*.py", "gaps/checks/*.py", "gaps/report.py", "gaps/subjects.py"),
        ("tests/rules", "tests/gaps", "tests/inspection", "tests/workspace/test_editing.py"),
        26,
    ),
    "sef": Area(
        ("sef/**/*.py",),
        (
            "tests/sef",
            "tests/reports/test_sef_document.py",
            "tests/reports/test_sef_summary.py",
            "tests/reports/test_sef_round_trip.py",
        ),
        20,
    ),
    "pack": Area(
        ("pack/**/*.py",),
        (
            "tests/pack",
            "tests/reports/test_data_pack.py",
            "tests/reports/test_bag_conformance.py",
            "tests/reports/test_pack_names.py",
            "tests/reports/test_pack_verify.py",
        ),
        18,
    ),
    "services": Area(
        tuple(
            f"{part}/*.py"
            for part in (
                "evidence",
                "requests",
                "inspection",
                "plan",
                "people_lists",
                "progress",
                "workspace",
                "formats/sheets",
            )
        ),
        (
            "tests/evidence",
            "tests/requests",
            "tests/inspection",
            "tests/plan",
            "tests/people_lists",
            "tests/progress",
            "tests/workspace",
            "tests/formats/sheets",
            "tests/exchange",
            "tests/reports/test_comparison.py",
            "tests/reports/test_workbook.py",
            "tests/cli/test_command_night.py",
            "tests/cli/test_command_journey.py",
        ),
        22,
    ),
    "screens": Area(
        ("tui/screens/**/*.py", "tui/forms/*.py", "tui/shell/*.py"),
        tuple(
            f"tests/tui/test_{part}.py"
            for part in (
                "journeys",
                "review",
                "review_documents",
                "record_form",
                "notice_journey",
                "fixes",
                "pack_lines",
                "drafting",
                "picker",
                "typeahead",
                "commands",
            )
        ),
        14,
    ),
}


def main() -> int:
    """Take a sample, try it, print what lived."""
    given = _given()
    if not given.named and importlib.util.find_spec("cosmic_ray") is None:
        raise SystemExit("cosmic-ray makes the faults and is not here: pip install -e '.[dev]'")
    kept = given.keep.resolve() if given.keep else None
    if given.module:
        AREAS["modules"] = Area(tuple(given.module), tuple(given.test or ["tests"]), 1)
        given.area = ["modules"]
    chosen = {name: AREAS[name] for name in given.area or AREAS}
    shares = sum(area.share for area in chosen.values())
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "project"
        _copy(work)
        os.chdir(work)
        os.environ["PYTHONPATH"] = str(work)
        if given.named:
            return _try_named(work)
        for name, area in chosen.items():
            count = round(given.count * area.share / shares)
            chance = random.Random(f"{given.seed} {name}")  # noqa: S311 - a sample
            outcomes += _try_area(name, work, count, chance, without=given.without, kept=kept)
    tried = outcomes.total()
    low, high = _interval(outcomes["killed"], tried)
    share = outcomes["killed"] / max(tried, 1)
    print(f"all: {outcomes['killed']} of {tried} noticed, {share:.0%} ({low:.0%} to {high:.0%})")
    return 0 if tried and share >= WANTED else 1


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=320, help="mutants in all")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--named", action="store_true", help="the mutants that are written down")
    parser.add_argument(
        "--area", choices=sorted(AREAS), action="append", help="only this one; may be repeated"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="remember there which tests run which lines"
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="MODULE",
        help="leave out these tests; may be repeated",
    )
    parser.add_argument(
        "--module", action="append", metavar="GLOB", help="instead of areas: modules, below readiness/"
    )
    parser.add_argument("--test", action="append", metavar="PATH", help="the tests for --module")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Named:
    """A fault that was once not noticed."""

    what: str
    path: str
    old: str
    new: str
    tests: str


NAMED = (
    Named(
        "withdrawn evidence is cited in the self-evaluation", "readiness/sef/word_out/notebook.py",
        "return evidence is not None and not evidence.is_withdrawn", "return evidence is not None",
        "tests/sef/test_what_is_printed.py",
    ),
    Named(
        "nobody looked, and it is not said", "readiness/pack/build.py",
        "if file.holds_personal_data is None}", "if file.holds_personal_data is True}",
        "tests/pack/test_unseen_files.py",
    ),
    Named(
        "what is not asked for is in the pack", "readiness/rules/asks.py",
        "return self.is_on_list and self.state.status", "return self.state.status",
        "tests/reports/test_data_pack.py tests/rules tests/inspection",
    ),
    *(
        Named(
            f"a cell may begin with {sign}", "readiness/formats/sheets/writing.py",
            '"=+-@\\t\\r\\n', '"=+-@\\t\\r\\n'.replace(sign, ""), "tests/cli/test_outer_door.py",
        )
        for sign in ("@", "\\t", "\\r")
    ),
    Named(
        "what is not applicable counts as asked for", "readiness/rules/asks.py",
        'self.state.status != "not_applicable"', 'self.state.status != "never"',
        "tests/rules tests/progress tests/inspection tests/gaps",
    ),
    Named(
        "keeping theirs keeps mine", "readiness/tui/shell/workspace_app.py",
        'return choice == "theirs"', 'return choice != "theirs"', "tests/tui/test_journeys.py -k theirs",
    ),
    Named(
        "due exactly now is not late on the board", "readiness/rules/board.py",
        "due <= now", "due < now", "tests/rules/test_due_now.py",
    ),
    Named(
        "due exactly now is not missed in a drill", "readiness/inspection/drill.py",
        "due <= now", "due < now", "tests/rules/test_due_now.py",
    ),
)  # fmt: skip


def _try_named(work: Path) -> int:
    lived = 0
    for one in NAMED:
        path = work / one.path
        text = path.read_text(encoding="utf-8")
        if one.old not in text:
            raise SystemExit(f"No longer there, so write it anew: {one.what} ({one.path})")
        path.write_text(text.replace(one.old, one.new, 1), encoding="utf-8")
        command = (
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            *shlex.split(one.tests),
        )
        done = subprocess.run(
            command, cwd=work, check=False, capture_output=True, text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        path.write_text(text, encoding="utf-8")
        lived += done.returncode == 0
        print(f"{'LIVED' if done.returncode == 0 else 'noticed'}: {one.what}", flush=True)
    return 1 if lived else 0


def _copy(work: Path) -> None:
    work.mkdir()
    for part in _PARTS:
        source = PROJECT / part
        if source.is_dir():
            shutil.copytree(source, work / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, work / part)


def _try_area(
    name: str,
    work: Path,
    count: int,
    chance: random.Random,
    *,
    without: list[str],
    kept: Path | None,
) -> Counter[str]:
    """Try a sample of an area's mutants, and print each that lived."""
    area = AREAS[name]
    modules = test_modules(work, area.tests, without)
    reach = find_reach(work, modules, kept)
    mutants, equivalent = [], 0
    for mutation in _sample(area, work, count, chance):
        mutant = _made(mutation, reach)
        if mutant is None:
            continue
        if reason_it_is_equivalent(mutant["path"], mutant["was"], mutant["becomes"]):
            equivalent += 1
        else:
            mutants.append(mutant)
    outcomes = _outcomes(work, mutants, modules)
    for mutant, outcome in zip(mutants, outcomes, strict=True):
        if outcome == "lived":
            print(
                f"lived: {mutant['path']}:{mutant['line']} {mutant['operator']}, {len(mutant['tests'])} tests"
            )
            print("\n".join([f"    - {line}" for line in mutant["was"]]))
            print("\n".join([f"    + {line}" for line in mutant["becomes"]]))
    counted = Counter("killed" if outcome == "timeout" else outcome for outcome in outcomes)
    share = counted["killed"] / max(len(mutants), 1)
    print(
        f"{name}: {counted['killed']} of {len(mutants)} noticed ({share:.0%}), "
        f"{outcomes.count('timeout')} of them by never ending; {equivalent} more change nothing",
        flush=True,
    )
    return counted


def _made(mutation: Any, reach: Reach) -> dict[str, Any] | None:
    """A mutant as `mutation_fork` reads it, with the lines that differ; None when nothing does."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    text = mutation.module_path.read_text(encoding="utf-8")
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    mutated = mutate_code(text, operator, mutation.occurrence)
    if mutated is None:
        return None
    path = mutation.module_path.as_posix()
    tests = reach.tests_of(path, range(mutation.start_pos[0], mutation.end_pos[0] + 1))
    changed = [line for line in difflib.ndiff(text.splitlines(), mutated.splitlines()) if line[0] in "+-"]
    return {
        "path": path,
        "line": mutation.start_pos[0],
        "operator": mutation.operator_name.removeprefix("core/"),
        "mutated": mutated,
        "was": [line[2:].strip() for line in changed if line[0] == "-"],
        "becomes": [line[2:].strip() for line in changed if line[0] == "+"],
        "tests": tests,
        "seconds": 20 + 4 * sum(reach.seconds.get(test, 0.0) for test in tests),
    }


def _outcomes(work: Path, mutants: list[dict[str, Any]], modules: list[str]) -> list[str]:
    """`killed`, `timeout` or `lived` for each mutant. Raises SystemExit when the tests cannot be run."""
    (work / "mutants.json").write_text(json.dumps(mutants), encoding="utf-8")
    environment = {
        **os.environ,
        "READINESS_MUTANTS": str(work / "mutants.json"),
        "READINESS_OUTCOMES": str(work / "outcomes"),
    }
    command = (
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "scripts.mutation_fork",
        "--hypothesis-seed=16", *modules,
    )  # fmt: skip
    done = subprocess.run(command, cwd=work, env=environment, check=False, capture_output=True, text=True)
    written = work / "outcomes"
    outcomes = written.read_text(encoding="utf-8").split() if written.exists() else []
    if len(outcomes) != len(mutants):
        raise SystemExit(f"The mutants could not be tried:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return outcomes


def _sample(area: Area, work: Path, count: int, chance: random.Random) -> list[Any]:
    """As many mutants as asked for, no two at the same place by operators of the same family."""
    from cosmic_ray.commands import init
    from cosmic_ray.work_db import WorkDB, use_db

    paths = sorted(
        {path.relative_to(work) for glob in area.modules for path in (work / "readiness").glob(glob)}
    )
    with use_db(work / "mutants.sqlite", WorkDB.Mode.create) as database:
        init(paths, database, {})
        mutations = [item.mutations[0] for item in database.work_items]
    sources = {path: (work / path).read_text(encoding="utf-8").splitlines() for path in paths}
    places: dict[tuple[str, tuple[int, int], str], list[Any]] = {}
    for mutation in sorted(
        mutations, key=lambda one: (str(one.module_path), one.start_pos, one.operator_name)
    ):
        line = sources[mutation.module_path][mutation.start_pos[0] - 1]
        if not _QUIET.search(mutation.operator_name) and not _LOOKS.search(line):
            family = mutation.operator_name.split("_")[0]
            places.setdefault((str(mutation.module_path), mutation.start_pos, family), []).append(mutation)
    return [chance.choice(places[place]) for place in chance.sample(sorted(places), min(count, len(places)))]


def _interval(hits: int, tried: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not tried:
        return 0.0, 1.0
    z = 1.96
    share = hits / tried
    middle = share + z * z / (2 * tried)
    half = z * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return (middle - half) / (1 + z * z / tried), (middle + half) / (1 + z * z / tried)


if __name__ == "__main__":
    raise SystemExit(main())
