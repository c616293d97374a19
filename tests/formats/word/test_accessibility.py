"""Every Word document the program writes, of the worked example: what screen readers and low vision need."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readiness.cli.app import main
from readiness.formats.word.accessibility import accessibility_findings
from readiness.formats.word.package import Package

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

KINDS: dict[str, tuple[str, ...]] = {
    "working draft": ("sef", "export", "-o", "FILE"),
    "for agreement": ("sef", "export", "-o", "FILE", "--for", "agreement"),
    "for publication": ("sef", "export", "-o", "FILE", "--for", "publication"),
    "one criterion": ("sef", "export", "-o", "FILE", "--criterion", "A1"),
    "template": ("sef", "template", "-o", "FILE"),
    "brief for the call": ("notice", "export", "-o", "FILE"),
    "plan": ("plan", "export", "-o", "FILE"),
    "public plan": ("plan", "export", "-o", "FILE", "--public"),
    "engagement brief": ("engagement", "export", "-o", "FILE"),
    "likely questions": ("engagement", "export", "-o", "OTHER", "--internal", "FILE"),
    "gap report": ("gaps", "--format", "docx", "-o", "FILE"),
    "what changed": ("snapshot", "compare", "before", "-o", "FILE"),
    "evidence weighed": ("evidence", "matrix", "-o", "FILE"),
}
"""The command that writes each document into FILE."""


def run(*arguments: str) -> None:
    """Run a command, which does what it is asked."""
    assert main(["--user", "Sam", *arguments], clock=lambda: NOW) == 0


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with a snapshot, a change since, and a call."""
    root = tmp_path_factory.mktemp("documents") / "example"
    run("demo", "--dir", str(root), "--no-open")
    inside = ("-w", str(root))
    run(*inside, "snapshot", "take", "before")
    run(*inside, "statement", "edit", "S0007", "--text", "We know more about those aged 19 to 25.")
    run(*inside, "notice", "start", "--received", "2026-11-23 09:15")
    return root


@pytest.fixture
def made(example: Path, tmp_path: Path) -> Callable[..., bytes]:
    """Write a document by its command and hand back its bytes."""

    def make(*command: str) -> bytes:
        names = {"FILE": str(tmp_path / "made.docx"), "OTHER": str(tmp_path / "other.docx")}
        run("-w", str(example), *(names.get(one, one) for one in command))
        return (tmp_path / "made.docx").read_bytes()

    return make


@pytest.mark.parametrize("command", KINDS.values(), ids=KINDS)
def test_a_document_can_be_read_by_everybody(made: Callable[..., bytes], command: tuple[str, ...]) -> None:
    """Title, language, headings in order, tables with heading rows, alternative text, contrast and size."""
    assert accessibility_findings(Package.of(made(*command))) == []


def test_the_lists_of_owners_can_be_read_by_everybody(example: Path, tmp_path: Path) -> None:
    """Each owner's list of asks, as Word."""
    run("-w", str(example), "notice", "lists", "-o", str(tmp_path / "lists"))
    lists = sorted((tmp_path / "lists").glob("*.docx"))
    assert len(lists) > 10
    found = {one.name: accessibility_findings(Package.of(one.read_bytes())) for one in lists}
    assert not any(found.values())


def test_the_index_of_a_pack_can_be_read_by_everybody(example: Path, tmp_path: Path) -> None:
    """The page an inspector opens first."""
    pack = tmp_path / "pack.zip"
    wishes = ("--include", "all", "--override", "a rehearsal", "--even-unopenable")
    run("-w", str(example), "pack", "build", "-o", str(pack), *wishes)
    with zipfile.ZipFile(pack) as held:
        (name,) = (one for one in held.namelist() if one.endswith("index.docx"))
        assert accessibility_findings(Package.of(held.read(name))) == []


def test_a_document_that_breaks_a_rule_is_found(made: Callable[..., bytes]) -> None:
    """The same check tells a document that lost its title from one that has it."""
    content = made(*KINDS["plan"])
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b"dc:title>", b"dc:name>"))
    assert accessibility_findings(Package.of(held.getvalue())) != []
