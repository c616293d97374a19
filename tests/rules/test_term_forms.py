"""A term is known in every way the definition writes it."""

from __future__ import annotations

from typing import Any

from readiness.model.definition.framework import Term
from readiness.rules.term_forms import forms_of

SEEN: dict[str, Any] = {"status": "seen", "source": "handbook"}


def test_a_term_comes_written_out_first() -> None:
    """The meaning of an abbreviation counts as the term when it is short; each part of a double one too."""
    short = Term(term="CTR", meaning="Care and treatment review", aliases=("Review of care",), **SEEN)
    assert forms_of(short) == ["Care and treatment review", "CTR", "Review of care"]
    officer = Term(term="Officer", short="DCO/DMO", meaning="Who does it", **SEEN)
    assert forms_of(officer) == ["Officer", "DCO/DMO", "DCO", "DMO"]
    long = Term(term="LAP", meaning="Everybody who has anything to do with it in any way at all", **SEEN)
    assert forms_of(long) == ["LAP"]
