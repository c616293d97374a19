"""The five parts and two flags: what is read, where it stands, and that the shipped rules keep their word."""

from __future__ import annotations

import csv
import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.definitions.loading import load_framework
from readiness.model.definition.so_what import PARTS, LinkRule, PartRule, SoWhatRules, WordingRule, WordList
from readiness.rules.so_what import in_short, questions, read_so_what, read_statement, read_words
from scripts.so_what_figures import NAMES, Marked, marked, read_by_rules, rules, tally, wilson
from tests.making.building import make_statement
from tests.store.definition_texts import ROOT, example_text, load_text

MARKS = ROOT / "tests" / "data" / "so_what"
SHIPPED = rules()
SMALL = SoWhatRules(
    word_lists=(WordList(id="who", words=("pupils",)),),
    change=PartRule(title="change", ask="What?", phrases=("fell",), unless=("will .. fell", "fell ill")),
    who=PartRule(title="who", ask="Who?", phrases=("{who}",)),
    how_much=PartRule(title="much", ask="How much?", phrases=("# %", "from # .. to #")),
    link_to_action=LinkRule(title="link", ask="Why?", phrases=("because",), beside_change=("with the",)),
    how_we_know=PartRule(title="known", ask="How?", phrases=("audit",)),
    honest=WordingRule(phrases=("still weak",)),
    share=WordingRule(phrases=("# %",)),
    counted=WordingRule(phrases=("#|six {who}",)),
    turning_words=("but",),
)
"""Rules small enough to be seen at a glance."""


@pytest.fixture(scope="module")
def statements() -> list[Marked]:
    """Every marked statement."""
    return marked()


def test_parts_present_and_missing_share_out_the_five() -> None:
    """Each part is present, with its place in the text, or missing; both in the order of asking."""
    text = "Exclusions fell from 31 to 19 because pupils are seen."
    read = read_so_what(text, SMALL)
    words = {part: [text[span.start : span.end] for span in spans] for part, spans in read.present.items()}
    assert words == {
        "change": ["fell"],
        "who": ["pupils"],
        "how_much": ["from 31 to 19"],
        "link_to_action": ["because"],
    }
    assert read.missing == ("how_we_know",)
    assert not read.is_honest


def test_nothing_is_read_in_nothing() -> None:
    """All five are missing from an empty text, and no flag is raised."""
    read = read_so_what("", SMALL)
    assert (read.present, read.missing, read.is_honest, read.is_over_claim) == ({}, PARTS, False, False)


def test_an_exception_holds_only_for_the_words_it_shares() -> None:
    """A phrase inside an exception does not count; the same phrase elsewhere does."""
    assert "change" in read_so_what("He fell ill.", SMALL).missing
    assert "change" in read_so_what("We will see that it fell.", SMALL).missing
    assert len(read_so_what("He fell ill; waits fell.", SMALL).present["change"]) == 1


def test_a_link_without_how_we_know_claims_too_much() -> None:
    """The flag is raised by the link alone, and lowered by a source."""
    assert read_so_what("It fell because of us.", SMALL).is_over_claim
    assert not read_so_what("It fell because of us (audit).", SMALL).is_over_claim
    assert not read_so_what("It fell.", SMALL).is_over_claim


@pytest.mark.parametrize(("count", "is_small"), [("six", True), ("9", True), ("10", False), ("1,200", False)])
def test_a_share_of_fewer_than_ten_claims_too_much(count: str, is_small: bool) -> None:
    """A percentage rests on ten at least, in digits or words; a count without a share is no such claim."""
    assert read_so_what(f"Of {count} pupils 80% stayed.", SMALL).is_over_claim is is_small
    assert not read_so_what(f"Of {count} pupils all stayed.", SMALL).is_over_claim


def test_the_cause_of_a_weakness_is_no_link() -> None:
    """In a clause that tells of a weakness a cause is not our action, unless the clause tells of a change."""
    assert "link_to_action" in read_so_what("It is still weak because of vacancies.", SMALL).missing
    assert "link_to_action" in read_so_what("It fell because of us, yet still weak.", SMALL).present
    assert "link_to_action" in read_so_what("We win because of us but it is still weak.", SMALL).present


def test_some_links_count_only_beside_a_change() -> None:
    """A wording such as `with the` links nothing in a sentence without a change."""
    assert "link_to_action" in read_so_what("With the team it fell.", SMALL).present
    assert "link_to_action" in read_so_what("With the team it is good. It fell.", SMALL).missing


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=25)
def test_any_text_can_be_read(text: str) -> None:
    """Whatever the text, the five parts are shared out and every place lies within it, in order and apart."""
    read = read_so_what(text, SHIPPED)
    assert {*read.present, *read.missing} == set(PARTS)
    assert not read.present.keys() & set(read.missing)
    for spans in (*read.present.values(), read.honest):
        assert list(spans) == sorted(spans)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(before.end < after.start for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "missing", "is_over_claim"),
    [
        ("We trained 212 early years staff in spotting language needs.", set(PARTS), False),
        ("The average wait for a first appointment is now 19 weeks.", set(PARTS) - {"how_much"}, False),
        (
            "Tribunal appeals have gone down thanks to our new approach.",
            set(PARTS) - {"change", "link_to_action"},
            True,
        ),
        ("Supported internship places grew from 18 to 41.", set(PARTS) - {"change", "how_much"}, False),
    ],
)
def test_digits_or_cause_words_alone_do_not_pass(text: str, missing: set[str], is_over_claim: bool) -> None:
    """Those that a digit test or a search for `thanks to` would wave through are read for what they say."""
    read = read_so_what(text, SHIPPED)
    assert set(read.missing) == missing
    assert read.is_over_claim is is_over_claim


def test_marks_are_parted_as_they_say(statements: list[Marked]) -> None:
    """The halves follow from the statements themselves, and no statement is in two sets."""
    with (MARKS / "marked.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        is_odd = int(hashlib.sha256(row["text"].encode()).hexdigest()[-1], 16) % 2 == 1
        assert row["half"] == ("tune" if is_odd else "held")
    texts = [one.text for one in statements]
    assert len(texts) == len(set(texts))
    assert len(rows) >= 240


def test_an_over_claim_follows_from_its_marks(statements: list[Marked]) -> None:
    """Every link without how we know is marked as an over-claim."""
    linked = [one for one in statements if one.marks["link_to_action"] and not one.marks["how_we_know"]]
    assert linked
    assert all(one.marks["over_claim"] for one in linked)


def test_the_rules_read_no_worse_than_was_measured(statements: list[Marked]) -> None:
    """On statements not used for the rules, precision and recall of each part stay near what was measured."""
    floors = {"link_to_action": 80, "honest": 60, "over_claim": 75}
    unused = [one for one in statements if one.half in {"tenth", "fourteenth"}]
    read = read_by_rules(SHIPPED)
    readings = {one.text: read(one.text) for one in unused}
    for name in NAMES:
        counted = tally(unused, readings.__getitem__, name)
        for hits, of in (counted.precision, counted.recall):
            assert 100 * hits / of >= floors.get(name, 85), name


def test_wilson_is_as_tabulated() -> None:
    """The interval of 8 in 10 is 49 % to 94 % (Newcombe 1998, method 3); of nothing it is everything."""
    low, high = wilson(8, 10)
    assert (round(low, 2), round(high, 2)) == (0.49, 0.94)
    assert wilson(0, 0) == (0.0, 1.0)


def test_code_holds_no_word_of_the_field() -> None:
    """The reader takes its words from the definition: none of the lists' own words stands in the code."""
    code = " ".join(
        (ROOT / "readiness" / name).read_text(encoding="utf-8").casefold()
        for name in ("base/phrases.py", "rules/so_what.py")
    )
    for word in ("send", "pupil", "child", "famil", "parent", "inspect"):
        assert word not in code


def test_a_definition_without_rules_has_none(tmp_path: Path) -> None:
    """The section is optional."""
    framework, problems = load_text(tmp_path, example_text())
    assert framework is not None
    assert framework.so_what is None
    assert not problems


def test_a_faulty_phrase_is_left_out_and_named(tmp_path: Path) -> None:
    """The other phrases are used; the problem names the place."""
    part = "{title: T, ask: A?, phrases: [fell, 'a .. ..']}"
    rest = "{phrases: [fell]}"
    lines = [f"  {name}: {part if name == 'change' else part.replace(', ', ', ', 1)}" for name in PARTS]
    section = "\n".join(
        ["so_what:", *lines, *(f"  {name}: {rest}" for name in ("honest", "share", "counted"))]
    )
    framework, problems = load_text(tmp_path, f"{example_text()}\n{section}\n")
    assert framework is not None
    assert framework.so_what is not None
    assert framework.so_what.change.phrases == ("fell",)
    assert len(problems) == len(PARTS)
    assert all("gap" in str(one) for one in problems)


def test_faulty_weights_are_left_out_and_named(tmp_path: Path) -> None:
    """The phrases are used all the same."""
    text = "\n".join(
        [
            "so_what:",
            *(f"  {name}: {{title: T, ask: A?, phrases: [fell], learned: 'fell 3 rose'}}" for name in PARTS),
        ]
        + [f"  {name}: {{phrases: [fell]}}" for name in ("honest", "share", "counted")]
    )
    framework, problems = load_text(tmp_path, f"{example_text()}\n{text}\n")
    assert framework is not None
    assert framework.so_what is not None
    assert not framework.so_what.change.weights
    assert "change" in read_so_what("It fell.", framework.so_what).present
    assert len(problems) == len(PARTS)
    assert all("has no number" in str(one) for one in problems)


def test_weights_are_asked_where_no_phrase_is_found() -> None:
    """They find what no phrase does, and phrases are shown before them."""
    change = PartRule(title="change", ask="What?", phrases=("fell",), learned="= -10 again 30 reach 5")
    honest = WordingRule(phrases=("still weak",), learned="= -10 lost 30")
    rules = SMALL.model_copy(update={"change": change, "honest": honest})
    text = "They reach us again."
    read = read_so_what(text, rules)
    assert [text[one.start : one.end] for one in read.present["change"]] == ["reach", "again"]
    assert not read.is_honest
    assert read_so_what("They feel lost.", rules).is_honest
    fell = read_so_what("It fell again.", rules)
    assert [(one.start, one.end) for one in fell.present["change"]] == [(3, 7)]


def test_rules_without_a_part_are_left_out_whole(tmp_path: Path) -> None:
    """Rules that lack one of the five parts are no rules; the framework works without them."""
    framework, problems = load_text(tmp_path, example_text() + "\nso_what:\n  small_base: 10\n")
    assert framework is not None
    assert framework.so_what is None
    assert problems


def test_shipped_rules_have_no_fault() -> None:
    """Every phrase of the shipped definition can be looked for."""
    framework, problems = load_framework(ROOT / "frameworks" / "area-send-2023")
    assert framework is not None
    assert framework.so_what is not None
    assert not problems


def test_a_strength_is_read_with_its_impact() -> None:
    """Other kinds, empty words and frameworks without rules are not read."""
    strength = make_statement(1, text="Exclusions fell", impact="31 pupils stayed")
    found = read_statement(strength, SMALL)
    assert found is not None
    assert found.missing == ("how_much", "link_to_action", "how_we_know")
    assert read_statement(strength, None) is None
    assert read_statement(make_statement(1, "headline", text="Exclusions fell"), SMALL) is None
    assert read_words(" ", "", SMALL) is None


def test_what_is_missing_is_asked_for_and_said_in_short() -> None:
    """A question for each part, and a line with the flags; nothing where nothing is missing."""
    found = read_words("Exclusions fell because pupils are seen; it is still weak.", "", SMALL)
    assert found is not None
    assert questions(found, SMALL) == ("How much?", "How?")
    said = in_short(found, SMALL)
    assert said == "not said: much, known; honest about what is weak; may claim more than it shows"
    whole = read_words("By the audit exclusions fell from 31 to 19 because pupils are seen.", "", SMALL)
    assert whole is not None
    assert (questions(whole, SMALL), in_short(whole, SMALL)) == ((), "")
