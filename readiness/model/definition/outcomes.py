"""What an inspection can find, what follows from it, and the scales criteria are graded on."""

from __future__ import annotations

from typing import Any

from pydantic import (
    Field,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
)

from readiness.model.definition.facts import Fact, Node
from readiness.model.definition.made_ids import as_written, with_ids


class Consequence(Fact):
    """What follows from an outcome."""

    id: str = ""
    """Its own below its outcome; made from its kind where it is left out: ``plan``, ``plan-2``."""
    kind: str
    """Such as next inspection, monitoring, plan, engagement."""
    text: str
    within_months: int | None = None


class Outcome(Fact):
    """One of the outcomes an inspection can reach; rank 1 is the best."""

    id: str
    title: str
    """A few words, for tables."""
    text: str
    """The official wording, quoted exactly."""
    own_view: str = ""
    """What a partnership that sees itself so says in documents, in words that are not the inspectors'."""
    rank: int = Field(ge=1)
    consequences: tuple[Consequence, ...] = ()

    @field_validator("consequences")
    @classmethod
    def _with_ids(cls, consequences: tuple[Consequence, ...]) -> tuple[Consequence, ...]:
        return with_ids(consequences, "kind")

    @model_serializer(mode="wrap")
    def _as_written(self, handler: SerializerFunctionWrapHandler, info: SerializationInfo) -> dict[str, Any]:
        written: dict[str, Any] = handler(self)
        if not info.exclude_defaults:
            return written
        return as_written(written, "consequences", self.consequences, "kind")

    @property
    def view_words(self) -> str:
        """How a local view is said in documents."""
        return self.own_view or self.title


class Scale(Node):
    """Levels on which criteria are graded, where they are not those of the outcomes."""

    id: str
    title: str
    levels: tuple[Outcome, ...] = Field(min_length=1)
