"""Who is responsible, as a paper names them: bodies by their titles, and in public never a person."""

from __future__ import annotations

from typing import Final

from readiness.base.text import fold, listed
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


def lacks_a_person(index: Index, action: Action) -> str:
    """Why there is nobody to ask about an action; empty where a role or a person is named.

    A body answers for an action and does not do it: where no owner is named, and nothing but bodies of the
    framework or of the recommendations it answers, that is said.
    """
    if action.owner.strip():
        return ""
    named = [one.strip() for one in action.responsible.split(";") if one.strip()]
    if not named:
        return "nobody named"
    known = _bodies(index.framework)
    for one in action.recommendations:
        if made := index.records.recommendations.get(one):
            known |= {fold(body) for body in made.responsible}
    if any(fold(one) not in known for one in named):
        return ""
    return f"nobody who does it named, only {listed(named)}"


def _bodies(framework: Framework) -> set[str]:
    """Every body and agency of a framework, by its id and its title."""
    bodies = {fold(name) for one in framework.bodies for name in (one.id, one.title)}
    return bodies | {fold(name) for one in framework.agencies for name in (one.id, one.title)}


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
