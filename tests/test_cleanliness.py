"""Nothing left lying about: no notes to self, no paths of one machine, no silence without a reason."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("readiness", "tests", "scripts", "benchmarks", "frameworks", "docs", ".ci", ".github")
TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".tcss", ".sh", ".txt", ""}

_NOTE = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
_MACHINE = re.compile(r"(?<![\w.$}])/(?:work|root|home/\w+|Users/\w+)/(?!\.)")
_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+#\s*\w)")
_NOQA = re.compile(r"#\s*(?:ruff:\s*)?noqa(?!:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+-\s+\w)", re.IGNORECASE)


def files(*suffixes: str) -> list[Path]:
    """Files of the project with these suffixes, or every text; what tools and tests make is left out."""
    roots = [ROOT / one for one in FOLDERS]
    found = [path for root in roots for path in root.rglob("*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]  # of a worktree
    wanted = set(suffixes) or TEXTS
    apart = {"__pycache__", "golden"}
    return sorted(one for one in found if one.suffix in wanted and not apart & set(one.parts))


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Comments of a Python file with their lines; the same words in a string are not comments."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def faults_in_python(text: str) -> list[str]:
    """Comments that leave a note, or silence a tool without saying which rule and why."""
    return [
        f"line {line}: {comment}"
        for line, comment in comments(text)
        if _NOTE.search(comment) or _IGNORE.search(comment) or _NOQA.search(comment)
    ]


def faults_in_text(text: str, *, is_python: bool = False) -> list[str]:
    """Lines that name a path of the machine they were written on, or (outside programs) leave a note."""
    return [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if _MACHINE.search(line) or (not is_python and _NOTE.search(line))
    ]


@pytest.mark.parametrize("path", files(".py"), ids=lambda one: one.relative_to(ROOT).as_posix())
def test_python_files_are_silent_only_with_a_reason(path: Path) -> None:
    """Every noqa and type ignore names its rule and says why; no comment is a note to do something later."""
    assert faults_in_python(path.read_text(encoding="utf-8")) == []


def test_no_file_holds_a_note_or_a_path_of_one_machine() -> None:
    """In sources, documents, definitions and settings."""
    found = {
        path.relative_to(ROOT).as_posix(): faults
        for path in files()
        if (faults := faults_in_text(path.read_text("utf-8", "replace"), is_python=path.suffix == ".py"))
    }
    assert found == {}
    assert len(files()) > 200


def test_every_skip_says_why() -> None:
    """A test that is left out says so with a reason."""
    for path in files(".py"):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(
            r"(?:mark\.(?:skip|skipif|xfail)|pytest\.(?:skip|xfail|importorskip))\b", text
        ):
            call = text[found.end() : found.end() + 300]
            if path != Path(__file__) and call.startswith("("):
                assert re.search(r"reason=|^\(\s*f?\"", call), f"{path.name}: {call[:80]}"
            elif path != Path(__file__):
                pytest.fail(f"{path.name}: a skip without a reason")


def test_no_name_says_nothing() -> None:
    """No module is called after what it does not say."""
    vague = {"utils", "helpers", "helper", "manager", "misc", "common", "util"}

    assert not [one for one in files(".py") if one.stem in vague or vague & set(one.parent.parts)]


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # " + "TO" + "DO later",
        "x = 1  # " + "no" + "qa",
        "x = 1  # " + "no" + "qa: S101",
        "x = 1  # " + "type: " + "ignore",
        "x = 1  # " + "type: " + "ignore[arg-type]",
    ],
)
def test_a_fault_would_be_noticed(line: str) -> None:
    """The search itself finds what it is for."""
    assert faults_in_python(line + "\n")


def test_a_reason_is_enough() -> None:
    """A rule and a reason after a dash is what is wanted."""
    assert faults_in_python("x = 1  # " + "no" + "qa: S101 - the point of a test\n") == []
    assert faults_in_text("see " + "/wo" + "rk/main/readiness") != []
    assert faults_in_text("https://example.org/wo" + "rk/of/art and ./wo" + "rk/x") == []
