"""The law of an untouched copy: whatever the words, whatever the format, it changes nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from readiness.model.records.evaluation import Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.record import Record
from readiness.model.vocabulary import StatementKind
from readiness.rules.index import Index
from readiness.sef.round_trip.memory import Memory
from readiness.sef.word_in.document import plan_import
from readiness.sef.word_out.document import make_sef
from readiness.sef.word_out.notebook import SefSource
from tests.making.building import make_area, make_framework, make_records, make_statement
from tests.sef.saved_elsewhere import WAYS

KINDS: tuple[StatementKind, ...] = ("headline", "strength", "area_to_develop", "next_step", "context")
ENDINGS = st.sampled_from(
    [
        "",
        " 1",
        " 2022",
        " in July 2022",
        " (3 of 17)",
        " [4]",
        " 17.9",
        " S0001",
        " S0002 1",
        ": 3",
        " 1, 2",
        "\n4",
    ]
)
WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"), include_characters="\n"
    ),
    max_size=40,
)
TEXTS = st.builds(lambda words, ending: f"{words}{ending}", WORDS, ENDINGS).filter(str.strip)


def the_law_holds(texts: list[str], impacts: list[str]) -> None:
    """Exported and saved in each format, nothing is proposed, told or missed."""
    paper = Evidence(id="E0001", title="Panel log", location_kind="url", location="https://example.org/a")
    found: list[Record] = [make_area(), paper]
    statements: list[Statement] = []
    for number, (text, impact) in enumerate(zip(texts, impacts, strict=True), 1):
        one = make_statement(
            number,
            KINDS[number % 5],
            criterion=f"A{1 + number % 2}",
            text=text,
            impact=impact,
            position=number,
        )
        statements.append(one)
        found += [one, Link(id=f"L{number:04}", evidence="E0001", target_kind="statement", target=one.id)]
    index = Index(make_framework(), make_records(found))
    made = make_sef(SefSource(index), as_at=date(2026, 12, 7), version="1")
    memory = Memory(
        recalled=lambda export_id: made.printed if export_id == made.printed.stamp.export_id else None,
        remembered=lambda: (made.printed,),
    )
    for name, saved in WAYS.items():
        plan = plan_import(saved(made.content), index, memory=memory)
        assert (name, plan.items, plan.remarks) == (name, (), ())
        assert plan.unchanged == len(statements)


@given(st.lists(st.tuples(TEXTS, st.just("") | TEXTS), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example([("July 2022", "17.9"), ("1", "1"), ("as in S0001", ""), ("a\n1", "1\na")])
@example([(" 1", " S0001")])
def test_an_untouched_copy_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    """Any words with digits, dates and brackets at their end, in every format."""
    the_law_holds([text for text, _ in pairs], [impact for _, impact in pairs])
