"""Who is responsible, as a paper names them: bodies by their titles, and in public never a person."""

from __future__ import annotations

from typing import Final

from readiness.base.text import fold
from readiness.model.definition.framework import Framework
from readiness.model.records.plan import Action
from readiness.rules.index import Index

PARTNERSHIP: Final = "The partnership"
"""Who has an action in a public version, where a role or a person and no body is named."""


def body_name(framework: Framework, written: str) -> str:
    """A body as a paper names it: a body of the framework written as its id by its title, any other as is."""
    name = " ".join(written.split())
    by_writing = {fold(one.id): one.title for one in framework.bodies}
    by_writing |= {fold(one.title): one.title for one in framework.bodies}
    return by_writing.get(fold(name), name)


def owner_name(index: Index, action: Action, *, is_public: bool) -> str:
    """Who has an action; in a public version a body or `PARTNERSHIP`, never a role or a person.

    Who answers for it stands before who does it. Empty when nobody is named and the version is not public.
    """
    name = body_name(index.framework, action.responsible)
    if not is_public:
        return name or action.owner.strip()
    known = {fold(one.title) for one in index.framework.bodies}
    known |= {fold(one.title) for one in index.framework.agencies}
    known |= {fold(one) for made in index.records.recommendations.values() for one in made.responsible}
    return name if name and fold(name) in known else PARTNERSHIP
