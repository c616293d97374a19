"""The program's own words under a framework that has others."""

from __future__ import annotations

import pytest

from readiness.model.definition.wording import Terms

TERMS = Terms(criterion="Kriterium", criteria="Kriterien")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Put the cursor on a criterion first.", "Put the cursor on a Kriterium first."),
        ("Criteria", "Kriterien"),
        ("no criterion-no-evidence, criterion:A3 or {criterion}", None),
        ("--criterion ID", None),
    ],
)
def test_what_is_evaluated_is_called_as_the_framework_calls_it(text: str, said: str | None) -> None:
    """Words alone; names of checks, filters, options and places for words stay."""
    assert TERMS.said(text) == (said or text)
    assert Terms().said(text) == text
    assert Terms(criteria="standards").said("Criteria and criteria") == "Standards and standards"
