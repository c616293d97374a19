"""The rules hand out their lists by name and their parts by id."""

from __future__ import annotations

import pytest

from readiness.model.definition.so_what import (
    PARTS,
    LinkRule,
    PartRule,
    SoWhatRules,
    WordingRule,
    WordList,
    learned_fault,
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", ""),
        ("= -12 fell_to 30", ""),
        ("fell", "no number"),
        ("fell x", "`x`"),
        ("fell 123456789", "whole number"),
    ],
)
def test_weights_are_signs_and_whole_numbers_in_turn(written: str, said: str) -> None:
    """What is out of order is named, and gives no weights."""
    assert said in learned_fault(written) if said else not learned_fault(written)
    in_order = {"= -12 fell_to 30": {"=": -12, "fell_to": 30}}
    assert WordingRule(phrases=("fell",), learned=written).weights == in_order.get(written, {})


def test_lists_and_parts_are_found_by_name() -> None:
    """Each list under its id, each part under its own, in the order in which parts are asked for."""
    parts = {
        name: PartRule(title=name, ask="?", phrases=("fell",)) for name in PARTS if name != "link_to_action"
    }
    link = LinkRule(title="link_to_action", ask="?", phrases=("because",))
    wording = WordingRule(phrases=("weak",))
    rules = SoWhatRules(
        word_lists=(WordList(id="rose", words=("rose", "grew")),),
        change=parts["change"],
        who=parts["who"],
        how_much=parts["how_much"],
        link_to_action=link,
        how_we_know=parts["how_we_know"],
        honest=wording,
        share=wording,
        counted=wording,
    )
    assert rules.lists == {"rose": ("rose", "grew")}
    assert [rules.part(part).title for part in PARTS] == list(PARTS)
