"""The laws of fields, over every field of every record and of every part of one."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typer.core import TyperOption

from readiness.model.choices import Fixed
from readiness.model.field import EMPTY, Around, Bound, Field, fields_of
from readiness.model.field_reading import FieldWordsError, emptied, read
from readiness.model.field_words import words
from readiness.model.figures import Bounded, Withheld
from readiness.model.records.tables import RECORD_TYPES, Records
from readiness.rules.filters.lists import EVIDENCE_FILTERS, REQUEST_FILTERS
from scripts.command_reference import commands
from scripts.record_reference import PAGE, page
from tests.making.building import make_framework

AROUND = Around(make_framework(), date(2026, 11, 27))


def with_parts(record_type: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A record type and the types of its parts."""
    yield record_type
    yield from (field.row for field in fields_of(record_type).values() if field.row is not None)


TYPES = sorted(
    {part for kind in RECORD_TYPES.values() for part in with_parts(kind)}, key=lambda one: one.__name__
)
FIELDS = {f"{kind.__name__}.{name}": field for kind in TYPES for name, field in fields_of(kind).items()}
OPEN = {name: field for name, field in FIELDS.items() if field.is_for_people}
"""Fields that people may set."""

every_field = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
every_open_field = pytest.mark.parametrize("field", OPEN.values(), ids=OPEN)
every_type = pytest.mark.parametrize("kind", TYPES, ids=lambda one: one.__name__)

_LINES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
_TEXTS = st.lists(_LINES, min_size=1, max_size=4).map(" ".join)
_VALUES: Mapping[str, st.SearchStrategy[object]] = {
    "text": _TEXTS,
    "long": st.lists(_TEXTS, min_size=1, max_size=3).map("\n\n".join),
    "date": st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    "moment": st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    "figure": st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12),
    "measured": st.sampled_from(
        [56.0, 0.25, Bounded("under", 10.0), Bounded("at least", 2.5), Withheld("c")]
    ),
    "yes_no": st.booleans(),
    "records": st.integers(1, 99999).map(lambda number: f"P{number:04d}"),
}


def values_of(field: Bound) -> st.SearchStrategy[object]:
    """Anything the field may hold that is not nothing."""
    kind = field.field.kind
    row = field.row
    if row is not None:
        parts = {name: values_of(part) for name, part in fields_of(row).items()}
        made: st.SearchStrategy[object] = st.fixed_dictionaries(parts).map(row.model_validate)
    elif field.field.choices is not None:
        made = st.sampled_from(list(field.field.choices(AROUND.framework)))
    elif kind == "number":
        made = st.integers(int(field.least or 0), int(field.most or 10**6))
    elif kind == "figure" and (field.least is not None or field.most is not None):
        made = st.floats(
            -1e12 if field.least is None else field.least, 1e12 if field.most is None else field.most
        )
    else:
        made = _VALUES[kind].filter(lambda value: value != field.field.empty)
    return st.lists(made, min_size=1, max_size=3, unique=True).map(tuple) if field.is_many else made


@every_type
def test_every_stored_field_is_declared(kind: type[BaseModel]) -> None:
    """Label and help of each, in the order of the class."""
    fields = fields_of(kind)

    assert list(fields) == list(kind.model_fields)
    assert all(
        one.label and one.label[0].isupper() and one.field.help.endswith((".", "?"))
        for one in fields.values()
    )


@every_type
def test_no_name_stands_for_two_fields(kind: type[BaseModel]) -> None:
    """Neither a label nor an option, a heading (its other names included) or a filter."""
    fields = list(fields_of(kind).values())
    names = {
        "labels": [one.label for one in fields],
        "options": [one.option for one in fields if one.is_for_people],
        "headings": [name for one in fields if one.heading for name in {one.heading, *one.field.aliases}],
        "filters": [one.field.filter for one in fields if one.field.filter],
    }

    for what, given_names in names.items():
        folded = [one.casefold() for one in given_names]
        assert len(set(folded)) == len(folded), what


def test_a_field_without_a_declaration_is_refused() -> None:
    """Naming it, so that whoever added it knows where."""

    class Loose(BaseModel):
        told: typing.Annotated[str, Field(label="Told")] = ""
        forgotten: str = ""

    with pytest.raises(TypeError, match=r"Loose\.forgotten has no Field"):
        fields_of(Loose)


@every_field
def test_the_kind_fits_what_is_stored(field: Bound) -> None:
    """A list where many are held, choices where one chooses, a table where records are named."""
    kind = field.field.kind

    assert (kind == "choices") <= field.is_many
    assert (kind == "choice") <= (not field.is_many)
    assert (kind in {"choice", "choices"}) == callable(field.field.choices)
    assert (kind == "records") == (field.field.records in RECORD_TYPES)
    assert (kind == "rows") == (field.row is not None)
    if isinstance(field.field.choices, Fixed) and field.default is not None:
        assert field.default in field.field.choices(AROUND.framework)


@every_field
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_words_of_read_of_words_is_words(field: Bound, data: st.DataObject) -> None:
    """What one surface shows another takes: the same value, said the same.

    Moments come back to the minute; in the hour told twice in October, to the first of the two.
    """
    value = data.draw(values_of(field))
    assume(value != field.field.empty)  # the words for nothing are nothing
    said = words(field, value, AROUND)
    if field.row is not None:
        parts = value if isinstance(value, tuple) else (value,)
        shown = [
            {name: words(part, getattr(row, name), AROUND) for name, part in fields_of(field.row).items()}
            for row in parts
        ]
        back = read(field, shown if field.is_many else shown[0], AROUND)
        is_typed_whole = field.field.set_by != "action" and all(
            part.is_for_people for part in fields_of(field.row).values()
        )
        if field.field.in_words is None and is_typed_whole:
            assert words(field, read(field, said, AROUND), AROUND) == said
    else:
        back = read(field, said, AROUND)
    assert words(field, back, AROUND) == said
    if isinstance(value, datetime):
        assert value.month == 10 or back == value.replace(second=0, microsecond=0)
    elif field.row is None:
        assert back == value


@every_open_field
def test_what_people_may_empty_is_emptied(field: Bound) -> None:
    """And holds what a new record holds; what may not be emptied is refused by its label."""
    for nothing in (EMPTY, None, "", "  ", ()):
        if field.may_be_emptied:
            assert read(field, nothing, AROUND) == field.default
        else:
            with pytest.raises(FieldWordsError, match=rf"^{field.label}: "):
                read(field, nothing, AROUND)


@every_open_field
def test_the_words_for_nothing_read_back_as_nothing(field: Bound) -> None:
    """A sheet that shows them can come back as it left."""
    if field.may_be_emptied:
        assert read(field, words(field, field.default, AROUND), AROUND) == field.default


@every_field
def test_nonsense_is_refused_in_the_fields_own_label_or_taken_as_words(field: Bound) -> None:
    """Never another error."""
    for nonsense in (object(), 1e400, float("nan"), 10**400, "\x00\ud800", b"\xff", '"', "9" * 200_000):
        refusal = told(field, nonsense)

        assert refusal is None or refusal.sentence.startswith(f"{field.label}: ")


def told(field: Bound, typed: object) -> FieldWordsError | None:
    """What is said against a value; None when it is taken."""
    try:
        read(field, typed, AROUND)
    except FieldWordsError as error:
        return error
    return None


COMMANDS = {
    "evidence add": "evidence",
    "evidence set": "evidence",
    "requests set": "requests",
    "statement add": "statements",
    "statement edit": "statements",
    "grade": "grades",
    "plan add": "actions",
    "plan set": "actions",
    "plan recommend": "recommendations",
    "measures add": "measures",
    "notice start": "notices",
    "notice end": "notices",
}
"""Table whose fields a command's options set."""
NOT_FIELDS = {"--in-place", "--clear", "--where", "--on", "--from", "--why"}
PARTS = {"measures record": ("measures", "observations"), "evidence link": ("links", "pinpoint")}


def options_of(command: str) -> set[str]:
    """The options of a command as people type them."""
    found = next(one for name, one in commands() if name == command)
    return {name for one in found.params if isinstance(one, TyperOption) for name in one.opts} - {"--help"}


@pytest.mark.parametrize("command", COMMANDS)
def test_options_of_todays_commands_are_options_of_fields(command: str) -> None:
    """No option changes its name."""
    declared = {f"--{one.option}" for one in fields_of(RECORD_TYPES[COMMANDS[command]]).values()}

    assert options_of(command) - NOT_FIELDS <= declared


@pytest.mark.parametrize("command", PARTS)
def test_options_of_todays_commands_are_options_of_parts(command: str) -> None:
    """As above, for commands about one part of a record."""
    table, name = PARTS[command]
    record_fields = fields_of(RECORD_TYPES[table])
    row = record_fields[name].row
    assert row is not None
    declared = {f"--{one.option}" for one in (*fields_of(row).values(), *record_fields.values())}

    assert options_of(command) - NOT_FIELDS <= declared


@pytest.mark.parametrize(
    ("table", "known", "worked_out"),
    [
        ("evidence", EVIDENCE_FILTERS.fields, {"id", "criterion", "target", "voice", "lens"}),
        ("requests", REQUEST_FILTERS.fields, {"agency", "body", "section", "deadline", "criterion"}),
    ],
)
def test_todays_filters_are_filters_of_fields(
    table: str, known: Mapping[str, object], worked_out: set[str]
) -> None:
    """But for those worked out from more than one field."""
    declared = {one.field.filter for one in fields_of(RECORD_TYPES[table]).values()}

    assert known.keys() - worked_out <= declared


@pytest.mark.parametrize(
    ("table", "name", "typed", "sentence"),
    [
        (
            "requests",
            "lead_time_hours",
            "two days",
            "Needs, in working hours: this is not a whole number. Write it in figures, such as 16.",
        ),
        (
            "requests",
            "lead_time_hours",
            "-1",
            "Needs, in working hours: this is out of range. Write a number: 0 or more.",
        ),
        (
            "actions",
            "percent_done",
            140,
            "Per cent done: this is out of range. Write a number: from 0 to 100.",
        ),
        (
            "requests",
            "status",
            "soon",
            (
                "Status: this is not one of the choices. Choose one of: not started, gathering, ready, "
                "signed off, handed over, not applicable."
            ),
        ),
        (
            "evidence",
            "holds_personal_data",
            "maybe",
            (
                "Personal data: this is neither yes nor no. Write yes or no, or nothing for "
                "\u201cnobody has looked\u201d."
            ),
        ),
        ("actions", "criteria", "A1, Z9", "Criteria: this is not one of the choices. Choose from: A1, A2."),
        ("statements", "text", "", "Draft: this is needed. It can be changed, not emptied."),
        (
            "actions",
            "milestones",
            [{"title": "Recruit"}, {"due": "31 Mar 2027"}],
            "Milestones: in row 2, Step: this is needed. It can be changed, not emptied.",
        ),
        (
            "actions",
            "recommendations",
            "r9",
            "Answers recommendations: there is none called R9. There are no records to name.",
        ),
    ],
)
def test_what_a_field_cannot_hold_is_said_in_its_label(
    table: str, name: str, typed: object, sentence: str
) -> None:
    """With how to write it; nothing of what was typed is repeated but an id."""
    around = Around(AROUND.framework, AROUND.today, Records())

    with pytest.raises(FieldWordsError) as caught:
        read(fields_of(RECORD_TYPES[table])[name], typed, around)

    assert caught.value.sentence == sentence
    assert caught.value.name == name


@pytest.mark.parametrize(
    ("table", "name", "typed", "held"),
    [
        ("requests", "status", "Signed-off", "signed_off"),
        ("requests", "agency", "nhs", "nhs"),
        ("requests", "lead_time_hours", 16.0, 16),
        ("measures", "target", "1,240.5", 1240.5),
        ("measures", "target", "58.2%", 58.2),
        ("evidence", "agencies", "council, NHS,council", ("council", "nhs")),
        ("evidence", "holds_personal_data", False, False),
        ("evidence", "period_to", datetime(2026, 9, 30, tzinfo=UTC), date(2026, 9, 30)),
        (
            "recommendations",
            "responsible",
            '"Health, care and housing board", ICB',
            ("Health, care and housing board", "ICB"),
        ),
        ("area", "closure_days", "24/12/2026, 31 Dec 2026", (date(2026, 12, 24), date(2026, 12, 31))),
        ("requests", "due_override", "23 Nov 2026 09:15", datetime(2026, 11, 23, 9, 15, tzinfo=UTC)),
        ("requests", "due_override", "6 Jul 2026 09:15", datetime(2026, 7, 6, 8, 15, tzinfo=UTC)),
        ("actions", "statements", "s0014", ("S0014",)),
        ("evidence", "title", 2026, "2026"),
        ("evidence", "title", "Audit\n of plans", "Audit of plans"),
    ],
)
def test_what_people_type_is_read(table: str, name: str, typed: object, held: object) -> None:
    """As the record holds it."""
    assert read(fields_of(RECORD_TYPES[table])[name], typed, AROUND) == held


def test_two_choices_with_the_same_words_are_told_apart_by_their_ids() -> None:
    """The words alone would choose one of them at random."""
    field = Bound(
        name="kind",
        field=Field(label="Kind", kind="choice", choices=Fixed({"a": "Audit", "b": "audit", "c": "Survey"})),
        is_needed=False,
        default="",
        is_many=False,
        least=None,
        most=None,
        row=None,
    )

    assert [read(field, one, AROUND) for one in ("a", "B", "survey")] == ["a", "b", "c"]
    with pytest.raises(FieldWordsError):
        read(field, "Audit", AROUND)
    assert emptied(field) == ""


def test_the_page_of_records_is_up_to_date() -> None:
    """docs/records.md is what the script writes now: run `python scripts/record_reference.py`."""
    assert PAGE.read_text(encoding="utf-8") == page()
