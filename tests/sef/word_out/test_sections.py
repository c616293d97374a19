"""Sections of a self-evaluation can be left out and ordered, and what is left out is not missed."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from readiness.base.errors import ReadinessError
from readiness.cli.commands.sef import PARTS
from readiness.sef import statements
from readiness.sef.export import export_sef
from readiness.sef.taking_back import plan_sef
from readiness.sef.word_out.sections import SECTIONS, in_order
from readiness.workspace.workspace import Workspace
from tests.sef.returned_copies import AS_AT, TODAY


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """A workspace with one strength."""
    statements.add(workspace, "A1", "strength", "Waits fell to 12 weeks.", as_at=TODAY)
    return workspace


def test_the_order_is_as_asked_and_appendices_come_last() -> None:
    """What is numbered in an appendix was mentioned before it."""
    assert in_order(["evidence", "criteria", "summary", "criteria"]) == ("criteria", "summary", "evidence")
    assert in_order(tuple(SECTIONS)) == tuple(SECTIONS)


def test_only_the_sections_asked_for_are_printed_in_their_order(written: Workspace, tmp_path: Path) -> None:
    """And the copy that comes back misses nothing that was not printed."""
    path = tmp_path / "a.docx"
    export_sef(written, path, as_at=AS_AT, sections=("criteria", "summary"))
    said = [one.text for one in docx.Document(str(path)).paragraphs]
    assert said.index("A1 Identification and assessment") < said.index("Executive summary")
    assert "About our area" not in said
    assert plan_sef(written, path).is_empty


def test_one_without_statements_brings_none_back_as_deleted(written: Workspace, tmp_path: Path) -> None:
    """A document of the summary alone says nothing about the sections."""
    path = tmp_path / "a.docx"
    export_sef(written, path, as_at=AS_AT, sections=("summary",))
    assert plan_sef(written, path).is_empty


def test_an_unknown_section_is_refused_with_those_there_are(written: Workspace, tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(ReadinessError, match="section"):
        export_sef(written, tmp_path / "a.docx", as_at=AS_AT, sections=("appendix",))
    assert not (tmp_path / "a.docx").exists()


def test_the_command_names_every_section() -> None:
    """In its help, without loading the document."""
    assert PARTS.split(", ") == list(SECTIONS)
