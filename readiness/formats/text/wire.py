"""What was read of a file as plain values, to be kept and taken up again."""

from __future__ import annotations

from typing import Any

from readiness.base.problems import Problem, Where
from readiness.model.records.evidence import Pinpoint
from readiness.model.records.passages import Extracted, Passage


def to_wire(found: Extracted) -> dict[str, Any]:
    """A mapping of plain values that `from_wire` turns back."""
    return {
        "title": found.title,
        "state": found.state,
        "format": found.format,
        "passages": [
            [one.text, one.pinpoint.page, one.pinpoint.heading, one.pinpoint.sheet, one.pinpoint.cell]
            for one in found.passages
        ],
        "problems": [[one.severity, one.where.file, one.what, one.hint] for one in found.problems],
    }


def from_wire(document: dict[str, Any]) -> Extracted:
    """The words written by `to_wire`; raises KeyError or ValueError for anything else."""
    places: dict[tuple[str, ...], Pinpoint] = {}
    passages = []
    for text, *place in document["passages"]:
        page, heading, sheet, cell = place
        key = (page, heading, sheet, cell)
        if key not in places:
            places[key] = Pinpoint(page=page, heading=heading, sheet=sheet, cell=cell)
        passages.append(Passage(places[key], text))
    problems = tuple(
        Problem(severity, Where(file=file), what, hint) for severity, file, what, hint in document["problems"]
    )
    return Extracted(tuple(passages), document["title"], problems, document["format"], document["state"])
