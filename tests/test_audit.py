"""An audit says that nobody looked when nobody looked, and never calls that clean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from scripts.audit import CLEAN, CONTROL, NOT_LOOKED, WEAK, verdict


def report(*entries: Mapping[str, Any]) -> Mapping[str, Any]:
    """A report as pip-audit writes it."""
    return {"dependencies": list(entries), "fixes": []}


def entry(name: str, *weaknesses: str) -> Mapping[str, Any]:
    """A release that was looked up."""
    return {"name": name, "version": "2.19.0", "vulns": [{"id": one} for one in weaknesses]}


KNOWN = report(entry("requests", "PYSEC-2018-28"))
BLIND = report({"name": "requests", "skip_reason": "not found"})


@pytest.mark.parametrize(
    ("control", "found", "code", "words"),
    [
        (KNOWN, report(entry("rich"), entry("lxml")), CLEAN, ""),
        (KNOWN, report(entry("rich"), entry("lxml", "CVE-1", "CVE-2")), WEAK, "lxml==2.19.0: CVE-1, CVE-2"),
        (KNOWN, report(entry("rich"), {"name": "lxml", "skip_reason": "not found"}), NOT_LOOKED, "lxml"),
        (KNOWN, "no answer within 240 s", NOT_LOOKED, "no answer"),
        ("no such host", report(entry("rich")), NOT_LOOKED, "no such host"),
        (BLIND, report(entry("rich")), NOT_LOOKED, CONTROL),
        (report(entry("requests")), report(entry("rich")), NOT_LOOKED, CONTROL),
    ],
    ids=[
        "clean",
        "weak",
        "one passed over",
        "no answer",
        "no network",
        "control passed over",
        "control sound",
    ],
)
def test_the_verdict_is_what_was_seen(
    control: Mapping[str, Any] | str, found: Mapping[str, Any] | str, code: int, words: str
) -> None:
    """Clean only when the control was known and every library was looked up."""
    got, said = verdict(control, found)
    assert got == code
    assert words in "\n".join(said)
    assert bool(said) == (code != CLEAN)
