"""What a user types, read and written back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.rules.filters.grammar import (
    FLAG,
    TEXT,
    Filter,
    Term,
    Vocabulary,
    contains,
    format_filter,
    matches_id,
    parse_filter,
)

WORDS = Vocabulary(frozenset({"kind", "owner", "agency"}), frozenset({"stale", "current"}))


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a text."""
    return parse_filter(text, WORDS).terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        ("   ", ()),
        (
            'kind:audit agency:health stale owner:"K Ali" survey',
            (
                Term("kind", "audit"),
                Term("agency", "health"),
                Term(FLAG, "stale"),
                Term("owner", "K Ali"),
                Term(TEXT, "survey"),
            ),
        ),
        (
            "-kind:audit -stale -survey",
            (Term("kind", "audit", True), Term(FLAG, "stale", True), Term(TEXT, "survey", True)),
        ),
        ("KIND:Audit Stale is:stale", (Term("kind", "Audit"), Term(FLAG, "stale"), Term(FLAG, "stale"))),
        ('"stale"', (Term(TEXT, "stale"),)),
        ('"kind:audit"', (Term(TEXT, "kind:audit"),)),
        ("colour:red is:blue", (Term(TEXT, "colour:red"), Term(TEXT, "is:blue"))),
        ("https://a.example/b", (Term(TEXT, "https://a.example/b"),)),
        ('owner:"K A', (Term("owner", "K A"),)),
        ('owner:"', ()),
        ("owner:", (Term(TEXT, "owner:"),)),
        ('""', ()),
        ("-", (Term(TEXT, "-"),)),
        ('"say ""yes"""', (Term(TEXT, 'say "yes"'),)),
        ('a"b c"', (Term(TEXT, "a"), Term(TEXT, "b c"))),
    ],
)
def test_reading(text: str, terms: tuple[Term, ...]) -> None:
    """Fields, flags, quotes, minus signs; whatever is unknown or unfinished is text or nothing."""
    assert parse(text) == terms


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ((Term("kind", "audit"), Term(FLAG, "stale", True), Term(TEXT, "waits")), "kind:audit -stale waits"),
        ((Term("owner", "K Ali", True),), '-owner:"K Ali"'),
        ((Term(TEXT, "stale"),), '"stale"'),
        ((Term(TEXT, 'say "yes"'),), '"say ""yes"""'),
        ((Term(TEXT, "-x"),), '"-x"'),
        ((), ""),
    ],
)
def test_writing(terms: tuple[Term, ...], text: str) -> None:
    """As a user would type it; quoted only where it would else be read as something different."""
    assert format_filter(Filter(terms), WORDS) == text


VALUES = st.text(min_size=1).filter(lambda text: bool(text.strip()))
TERMS = (
    st.builds(Term, st.sampled_from(["kind", "owner", "agency", TEXT]), VALUES, st.booleans())
    | st.builds(Term, st.just(FLAG), st.sampled_from(["stale", "current"]), st.booleans())
    | st.builds(Term, st.just(TEXT), st.sampled_from(["stale", "-x", '"', "kind:a", "is:stale", "x y", "-"]))
)


@given(st.lists(TERMS, max_size=5))
def test_what_is_written_reads_back(terms: list[Term]) -> None:
    """Any filter survives the text it is written as."""
    chosen = Filter(tuple(terms))
    assert parse_filter(format_filter(chosen, WORDS), WORDS) == chosen


TYPED = st.text() | st.lists(st.sampled_from(["kind:", '"', "-", " ", "stale", "a", ":", "is:", '""'])).map(
    "".join
)


@given(TYPED)
def test_whatever_is_typed_has_one_meaning(text: str) -> None:
    """Nothing typed is an error, and writing down what was understood changes nothing more."""
    chosen = parse_filter(text, WORDS)
    written = format_filter(chosen, WORDS)
    assert parse_filter(written, WORDS) == chosen
    assert format_filter(parse_filter(written, WORDS), WORDS) == written


@pytest.mark.parametrize(
    ("text", "is_accepted"),
    [
        ("", True),
        ("kind:audit", True),
        ("kind:data", False),
        ("kind:data kind:audit", True),
        ("-kind:audit", False),
        ("-kind:data -kind:audit", False),
        ("kind:audit stale", True),
        ("kind:audit current", False),
        ("kind:audit -current", True),
        ("waits survey", False),
        ("waits", True),
        ("-survey", True),
    ],
)
def test_alternatives_within_a_field_and_all_else_together(text: str, is_accepted: bool) -> None:
    """Of a stale audit about waits: one field's values are alternatives, the rest must hold at once."""
    true_of_it = {("kind", "audit"), (FLAG, "stale"), (TEXT, "waits")}
    chosen = parse_filter(text, WORDS)
    assert chosen.accepts(lambda term: (term.field, term.value) in true_of_it) == is_accepted


def test_ids_and_words_are_matched_without_case() -> None:
    """A1 fits A1 and its prompts, not A10; words are found inside words."""
    assert matches_id("a1", ["A1.2"])
    assert matches_id("A1", ["A1"])
    assert not matches_id("A1", ["A10"])
    assert contains("ALI", ["K. Ali"])
    assert not contains("moss", ["K. Ali", ""])
