"""Writing the self-evaluation and the starter template to Word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from readiness.base.errors import UsageError
from readiness.formats.limited import read_file
from readiness.workspace.output import need_suffix, save

if TYPE_CHECKING:
    from readiness.base.problems import Problem
    from readiness.formats.word.template import Template
    from readiness.workspace.workspace import Workspace


def export_sef(
    ws: Workspace,
    output: Path,
    *,
    as_at: date,
    mode: Literal["draft", "agreed"] = "draft",
    version: str = "",
    template: Path | None = None,
    styles: Mapping[str, str] | None = None,
    replace: bool = False,
) -> list[Problem]:
    """Write the self-evaluation as a Word document; returns what was taken out of the template.

    `styles` gives the template's own name for a style role.

    Raises:
        UsageError: The file name is not a Word one.
        RefusedError: The template cannot be used; every reason is given at once.
        StorageError: The file cannot be written.
    """
    from readiness.sef.word_out.document import sef_document
    from readiness.sef.word_out.notebook import SefSource

    need_suffix(output, ".docx")
    source = SefSource(ws.index, gaps=ws.gaps(as_at), prepared_by=ws.user)
    used, problems = _template(template, styles) if template is not None else (None, [])
    data = sef_document(source, as_at=as_at, version=version or _version(ws), mode=mode, template=used)
    save(output, data, replace=replace)
    return problems


def export_template(output: Path, *, replace: bool = False) -> None:
    """Write the starter template for a council's own look.

    Raises:
        UsageError: The file name is not a Word one.
        StorageError: The file cannot be written.
    """
    from readiness.formats.word.starter import starter_template

    need_suffix(output, ".docx")
    save(output, starter_template(), replace=replace)


def _version(ws: Workspace) -> str:
    """The number of the newest change, so that two exports of one state carry one version."""
    return str(ws.repository.sequence)


def _template(path: Path, styles: Mapping[str, str] | None) -> tuple[Template, list[Problem]]:
    from readiness.formats.word.template import open_template_file

    if not path.exists():
        raise UsageError("The template cannot be read.", f"{path}: no such file", "Check its name.")
    return read_file(open_template_file, path, dict(styles or {}))
