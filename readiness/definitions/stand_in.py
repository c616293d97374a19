"""What stands in for a definition that is lost, so that the records can still be read and backed up."""

from __future__ import annotations

from datetime import date

from readiness.base.errors import ReadinessError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.definitions.pinned import FOLDER
from readiness.model.definition.framework import Framework, Source

REASON = (
    "Its framework definition is missing: bring it back with 'readiness restore BACKUP', or put its YAML "
    "file into the folder frameworks, then open the workspace again."
)


def stand_in(framework_id: str) -> Framework:
    """A definition without criteria, asks or outcomes, under the name of the one that is missing."""
    name = visible(framework_id)
    return Framework.model_construct(
        id=framework_id,
        title=f"Missing definition: {name}",
        short_title=f"{name} is missing",
        version="missing",
        valid_from=date.min,
        publishers=(),
        source=Source(title=f"Missing definition: {name}"),
        sources={},
        agencies=(),
        bodies=(),
        evidence_kinds=(),
        groups=(),
        outcomes=(),
        deadline_classes=(),
    )


def missing(error: ReadinessError) -> Problem:
    """What is told of a definition that cannot be found or read."""
    return Problem("error", Where(file=FOLDER.partition("/")[0]), error.title, REASON)
