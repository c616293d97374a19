"""Writing the self-evaluation and the starter template to Word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, resolve
from readiness.base.problems import Problem, Where
from readiness.base.zone import local_zone
from readiness.formats.limited import read_file
from readiness.rules.public_words import doubts, owners_named, typed_in_plan
from readiness.sef.round_trip.stamp import SUMMARY_HEADINGS
from readiness.workspace.output import need_suffix, save

if TYPE_CHECKING:
    from readiness.formats.word.template import Template
    from readiness.sef.round_trip.stamp import Mode
    from readiness.sef.word_out.document import MadeSef
    from readiness.sef.word_out.notebook import EarlierState
    from readiness.workspace.workspace import Workspace


def export_sef(
    ws: Workspace,
    output: Path,
    *,
    as_at: date,
    mode: Mode = "draft",
    version: str = "",
    prepared_by: str = "",
    only: Collection[str] = (),
    agency: str = "",
    sections: Collection[str] = (),
    template: Path | None = None,
    styles: Mapping[str, str] | None = None,
    why_then: str = "",
    earlier: EarlierState | None = None,
    replace: bool = False,
) -> list[Problem]:
    """Write the self-evaluation as a Word document, and remember what it printed.

    Returns what was taken out of the template, and a warning where it could not be remembered.
    `styles` gives the template's own name for a style role. `prepared_by` stands on the cover and as the
    author, the area's name where it is empty: never the name somebody logs in with. `only` names the criteria
    of a part, `agency` those in which an agency has evidence, `sections` what to print and in which order;
    `why_then` says why it is measured at this date; `earlier` is the state that the summary compares with.

    Raises:
        UsageError: The file name is not a Word one, or there is no such criterion, agency or section.
        RefusedError: The template cannot be used; every reason is given at once.
        StorageError: The file cannot be written.
    """
    ws.need_definition()
    from readiness.sef.word_out.document import make_sef
    from readiness.sef.word_out.notebook import SefSource

    need_suffix(output, ".docx")
    source = SefSource(
        ws.index,
        gaps=ws.gaps(as_at),
        prepared_by=prepared_by,
        only=_chosen(ws, only, agency),
        sections=_named(sections),
        why_then=why_then,
        earlier=earlier,
    )
    used, problems = _template(template, styles, ws.framework.language)
    number = "" if mode == "publication" else _version(ws)
    today = ws.clock().astimezone(local_zone()).date()
    made = make_sef(source, as_at=as_at, version=version or number, mode=mode, template=used, made_on=today)
    save(output, made.content, replace=replace)
    return [*problems, *_to_look_at(ws, made, output, mode)]


def _named(sections: Collection[str]) -> tuple[str, ...]:
    """The sections asked for, as they are called."""
    from readiness.sef.word_out.sections import SECTIONS

    return tuple(resolve("section", one.strip(), SECTIONS) for one in sections if one.strip())


def _to_look_at(ws: Workspace, made: MadeSef, output: Path, mode: Mode) -> list[Problem]:
    """What somebody should know about the document; it is remembered."""
    from readiness.sef.printed_exports import remember

    doubtful = _doubts(ws) if mode == "publication" else ()
    return [*doubtful, *_hard_to_read(made.content, ws, output), *remember(ws, made.printed)]


def _chosen(ws: Workspace, criteria: Collection[str], agency: str) -> tuple[str, ...]:
    """The criteria of a part, in the framework's order; empty for the whole document."""
    known = ws.framework.criteria
    found = {resolve(ws.framework.terms.criterion, one, known) for one in criteria}
    if agency:
        found |= _part_of(ws, agency)
    return tuple(one for one in known if one in found)


def _part_of(ws: Workspace, agency: str) -> set[str]:
    """The criteria that rest on evidence of an agency.

    Raises:
        UsageError: There is no such agency, or none of its evidence is linked.
    """
    whose = resolve("agency", agency, ws.framework.agencies_by_id)
    found = {
        criterion
        for criterion in ws.framework.criteria
        if any(whose in one.agencies for one in ws.index.evidence_for(criterion))
    }
    if not found:
        who = ws.framework.agencies_by_id[whose].spoken
        raise UsageError(
            f"No evidence of {who} is linked to anything, so it has no part yet.",
            "",
            "Link some with 'evidence link', or name the sections with --criterion.",
        )
    return found


def _hard_to_read(content: bytes, ws: Workspace, output: Path) -> list[Problem]:
    """What keeps some people from reading the document; of ours nothing does, of a council's look it may."""
    from readiness.formats.word.accessibility import accessibility_findings
    from readiness.formats.word.package import Package

    found = dict.fromkeys(accessibility_findings(Package.of(content), ws.framework.language))
    mend = "Change it in the template: screen readers and people with low vision need it."
    return [Problem("warning", Where(output.name), one, mend) for one in found]


def _doubts(ws: Workspace) -> Iterator[Problem]:
    return doubts(_typed(ws), ws.framework.people_words, owners_named(ws.records))


def _typed(ws: Workspace) -> Iterator[tuple[str, str]]:
    """What a public document prints in the words somebody typed, each with where it stands."""
    for one in ws.records.statements.values():
        yield one.id, f"{one.agreed_text}\n{one.agreed_impact}"
    for view in ws.records.grades.values():
        yield f"the local view of {view.id}", view.why
    written = (ws.area.context, *(getattr(ws.area, name) for name in SUMMARY_HEADINGS.values()))
    yield "the area", "\n".join(written)
    yield from typed_in_plan(ws.records)


def export_template(output: Path, *, language: str = "", replace: bool = False) -> None:
    """Write the starter template for an organisation's own look, marked as of the definition's language.

    Raises:
        UsageError: The file name is not a Word one.
        StorageError: The file cannot be written.
    """
    from readiness.formats.word.package import LANGUAGE
    from readiness.formats.word.starter import starter_template

    need_suffix(output, ".docx")
    save(output, starter_template(language or LANGUAGE), replace=replace)


def _version(ws: Workspace) -> str:
    """The number of the newest change, so that two exports of one state carry one version."""
    return str(ws.repository.sequence)


def _template(
    path: Path | None, styles: Mapping[str, str] | None, language: str
) -> tuple[Template | None, list[Problem]]:
    from readiness.formats.word.template import open_template_file

    if path is None:
        return None, []
    if not path.exists():
        raise UsageError("The template cannot be read.", f"{path}: no such file", "Check its name.")
    return read_file(open_template_file, path, dict(styles or {}), language=language)
