"""Whatever happens to a definition, loading lists it and hands over something that holds together."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.definitions import files
from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.definitions.reading import content_faults
from readiness.gaps.report import find_gaps
from readiness.model.definition.parts import facts
from readiness.model.records.tables import Records
from readiness.rules.index import Index
from tests.store.definition_texts import example_text, load_text

Damage = tuple[int, str, int, str]
LINES = example_text().splitlines()
TOKENS = sorted(set(re.findall(r"[A-Za-z0-9.-]+", example_text())))

damages = st.lists(
    st.tuples(
        st.integers(0, len(LINES) - 1),
        st.sampled_from(["drop", "repeat", "indent", "swap"]),
        st.integers(0, 11),
        st.sampled_from(
            [*TOKENS, "no", "1.10", "[]", "{}", "5", "*x", "&x y", '""', "2025-01-01", "null", "\u202e"]
        ),
    ),
    min_size=1,
    max_size=4,
)


def damaged(steps: list[Damage]) -> str:
    """The example with some lines dropped, repeated or indented, or with a word swapped."""
    lines = list(LINES)
    for place, kind, word, new in steps:
        line = lines[place]
        if kind == "swap":
            words = re.split(r"([A-Za-z0-9.-]+)", line)
            words[min(1 + 2 * word, len(words) - 1)] = new
            line = "".join(words)
        lines[place] = {"drop": "", "repeat": f"{line}\n{line}", "indent": f"  {line}", "swap": line}[kind]
    return "\n".join(lines)


@given(steps=damages)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_listed_and_never_fatal(tmp_path: Path, steps: list[Damage]) -> None:
    """A damaged definition never raises; what is handed over has no broken reference."""
    framework, problems = load_text(tmp_path, damaged(steps))
    assert framework is not None or problems
    if framework is None:
        return
    faults = [one for one in content_faults(framework.model_dump()) if one.drops]
    assert not faults, [one.what for one in faults]
    assert {place.fact.source for place in facts(framework)} <= framework.sources.keys()
    find_gaps(Index(framework, Records()), date(2026, 12, 7))


def test_every_definition_runs_the_checks(tmp_path: Path) -> None:
    """The checks run on the shipped frameworks and on the guide's example, by their own words."""
    loaded = [load_framework(path)[0] for path in shipped_frameworks().values()]
    for framework in (*loaded, load_text(tmp_path, example_text())[0]):
        assert framework is not None
        found = find_gaps(Index(framework, Records()), date(2026, 12, 7)).gaps
        assert {one.subject for one in found if one.check == "criterion-no-evidence"} == set(
            framework.criteria
        )


def test_installed_definitions_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed wheel uses the definitions inside it; a checkout uses its own folder."""
    monkeypatch.setattr(files, "_PACKAGE", tmp_path / "readiness")
    assert files.shipped_folder("frameworks") == tmp_path / "frameworks"
    inside = tmp_path / "readiness" / "_shipped" / "frameworks"
    inside.mkdir(parents=True)
    assert files.shipped_folder("frameworks") == inside
