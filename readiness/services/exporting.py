"""Documents going out: choose the writer, write the file whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from readiness.core.errors import StorageError, UsageError
from readiness.core.wording import day_words
from readiness.reports import gap_list
from readiness.store import atomic

if TYPE_CHECKING:
    from readiness.core.compare import Comparison
    from readiness.core.gaps import Gap
    from readiness.core.problems import Problem
    from readiness.reports.word.assemble import Template
    from readiness.services.workspace import Workspace

GAP_FORMATS = ("csv", "md", "xlsx", "docx", "json")


def export_sef(
    ws: Workspace,
    output: Path,
    *,
    as_at: date,
    mode: Literal["draft", "agreed"] = "draft",
    version: str = "",
    template: Path | None = None,
    styles: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Write the self-evaluation as a Word document; returns what was taken out of the template.

    `styles` gives the template's own name for a style role.

    Raises:
        UsageError: The file name is not a Word one.
        RefusedError: The template cannot be used; every reason is given at once.
        StorageError: The file cannot be written.
    """
    from readiness.reports.sef import SefSource, sef_document

    _need_suffix(output, ".docx")
    source = SefSource(ws.index, gaps=ws.gaps(as_at), prepared_by=ws.user)
    used, problems = _template(template, styles) if template is not None else (None, [])
    save(output, sef_document(source, as_at=as_at, version=version or _version(ws), mode=mode, template=used))
    return problems


def export_template(output: Path) -> None:
    """Write the starter template for a council's own look.

    Raises:
        UsageError: The file name is not a Word one.
        StorageError: The file cannot be written.
    """
    from readiness.reports.word.starter import starter_template

    _need_suffix(output, ".docx")
    save(output, starter_template())


def export_gaps(ws: Workspace, gaps: Sequence[Gap], form: str, output: Path, *, as_at: date) -> None:
    """Write gaps in one of `GAP_FORMATS`; `table` goes by the file's ending.

    Raises:
        UsageError: The format is not known.
        StorageError: The file cannot be written.
    """
    chosen = output.suffix.lstrip(".").casefold() if form == "table" else form
    if chosen == "docx":
        from readiness.core.gaps import GapReport
        from readiness.reports.gap_report import gap_report_document

        chosen_gaps = GapReport(ws.index, as_at, ws.files, {}, list(gaps))
        save(output, gap_report_document(chosen_gaps, as_at=as_at, marking=ws.area.marking))
    elif chosen == "xlsx":
        save(output, _gap_workbook(ws, gaps, as_at))
    else:
        save(
            output, gaps_as_text(ws, gaps, chosen, as_at).encode("utf-8-sig" if chosen == "csv" else "utf-8")
        )


def gaps_as_text(ws: Workspace, gaps: Sequence[Gap], form: str, as_at: date) -> str:
    """Gaps as csv, md or json text.

    Raises:
        UsageError: The format is not one of these.
    """
    if form == "csv":
        return gap_list.to_csv(gaps)
    if form == "md":
        return gap_list.to_markdown(gaps, _gaps_title(ws, as_at))
    if form == "json":
        import json

        return json.dumps(gap_list.to_data(gaps), ensure_ascii=False, indent=2, default=str) + "\n"
    raise UsageError(f"'{form}' is not a format for gaps.", "", f"Choose one of: {', '.join(GAP_FORMATS)}.")


def gaps_data(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """The gaps as JSON-ready mappings."""
    return gap_list.to_data(gaps)


def export_comparison(
    ws: Workspace, comparison: Comparison, before: str, after: str, output: Path, *, as_at: date
) -> None:
    """Write what changed between two states as a Word document."""
    from readiness.reports.comparison import comparison_document

    _need_suffix(output, ".docx")
    save(output, comparison_document(ws.area, comparison, before, after, as_at=as_at))


def save(output: Path, data: bytes) -> None:
    """Write a file whole or not at all, with a message a person understands when the disk will not.

    Raises:
        StorageError: The folder is missing or read-only, or the disk is full.
    """
    try:
        atomic.write_atomically(output.absolute(), data)
    except OSError as error:
        raise StorageError(
            "The file could not be written.",
            f"{output}: {error.strerror or error}",
            "Close it if it is open in another program, make room, or choose another place with -o.",
        ) from error


def _gap_workbook(ws: Workspace, gaps: Sequence[Gap], as_at: date) -> bytes:
    from readiness.reports.workbook import SheetColumn, SheetContent, workbook_bytes

    widths = (10, 26, 10, 12, 70, 60, 22, 12, 24)
    columns = tuple(SheetColumn(name, width) for name, width in zip(gap_list.COLUMNS, widths, strict=True))
    sheet = SheetContent("Gaps", columns, gap_list.rows(gaps), notes=(_gaps_title(ws, as_at),))
    return workbook_bytes([sheet], title=_gaps_title(ws, as_at), dated=as_at, marking=ws.area.marking)


def _gaps_title(ws: Workspace, as_at: date) -> str:
    return f"{ws.area.name}: gaps as at {day_words(as_at)}"


def _version(ws: Workspace) -> str:
    """The number of the newest change, so that two exports of one state carry one version."""
    return str(ws.repository.sequence)


def _need_suffix(output: Path, suffix: str) -> None:
    if output.suffix.casefold() != suffix:
        raise UsageError(
            f"The file must end in {suffix}.", output.name, f"Try {output.with_suffix(suffix).name}"
        )


def _template(path: Path, styles: Mapping[str, str] | None) -> tuple[Template, list[Problem]]:
    from readiness.reports.word.template import open_template

    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            "The template cannot be read.", f"{path}: {error.strerror}", "Check its name."
        ) from None
    return open_template(content, styles, name=path.name)
