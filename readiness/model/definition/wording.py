"""The words a framework has for its own parts, for the people it is about, and for headings of documents."""

from __future__ import annotations

import re

from readiness.model.definition.facts import Node


class Terms(Node):
    """The words this framework uses for its own parts (singular, lower case)."""

    criterion: str = "criterion"
    criteria: str = "criteria"
    outcome: str = "outcome"
    request: str = "request item"
    area: str = "area"
    self_evaluation: str = "self-evaluation"
    improvement: str = "area to improve"
    """What inspectors ask to be improved."""
    priority: str = "urgent area to improve"
    """What they ask to be put right urgently."""
    people: str = "people"
    """Whom services are there for (plural)."""
    concerned: str = "those concerned"
    """Those people and who stands with them (plural)."""

    def said(self, text: str) -> str:
        """Words the program brings along, with what is evaluated called as it is here.

        Never for what people wrote.

        Ids of checks (``criterion-no-evidence``) and filters (``criterion:A3``) stay as they are.
        """
        return _EVALUATED.sub(self._one_said, text)

    def _one_said(self, found: re.Match[str]) -> str:
        word = found.group()
        own = self.criteria if word.endswith("a") else self.criterion
        return own if word[0] == "c" else own[:1].upper() + own[1:]


_EVALUATED = re.compile(r"(?<![\w{-])[Cc]riteri(?:on|a)(?![\w:}-])")
"""What is evaluated, as this program calls it."""


class Voice(Node):
    """Whose own words a kind of evidence can carry."""

    id: str
    title: str
    """Singular, small letters, such as ``pupil voice``."""
    people: str = ""
    """Who speaks, in a sentence, such as ``children or young people``."""
    remedy: str = "Link what carries their own words."
    """What to do where it is missing; a sentence."""
    is_wanted: bool = True
    """Whether every criterion should have it."""

    @property
    def check(self) -> str:
        """Id of the check that a criterion has evidence of it."""
        return f"criterion-no-{self.id}-voice"


UNASKED_VOICE = "practitioner"
"""The voice that nobody missed before definitions could say which they want."""


class Headings(Node):
    """Headings of a document's sections, and the words before what a statement means."""

    context: str = "What we know"
    voices: str = "What those concerned say"
    strength: str = "Our strengths and the difference they make"
    area_to_develop: str = "What we need to improve"
    next_step: str = "What we will do next"
    evidence: str = "Evidence for this section"
    area: str = "About our area"
    """Above the area's own description."""
    summary_who: str = "Who we are"
    """In the executive summary, as the five below."""
    summary_experience: str = "What it is like for the people we serve"
    summary_strengths: str = "What we do well, and the difference it makes"
    summary_improvement: str = "What must improve, and by when"
    summary_voices: str = "What those concerned tell us"
    summary_changes: str = "What has changed since last time"
    meeting_voices: str = "What those concerned say"
    """In the brief for a meeting."""
    meaning: str = "What this means:"
    """Before the effect of a headline, a fact or an area to develop."""
    difference: str = "The difference this makes:"
    """Before the effect of a strength."""
    proof: str = "How we will know:"
    """Before the effect of a next step."""
