"""Loading definitions: what is in order loads whole, what is not is listed by line and left out."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from readiness.base.problems import Problem
from readiness.definitions.files import framework_paths, shipped_frameworks
from readiness.definitions.loading import check_file, load_framework
from tests.store.definition_texts import built, example_text, guide_blocks, line_of, load_text, swapped


def only(problems: list[Problem]) -> Problem:
    """The one problem there is."""
    assert len(problems) == 1, [str(one) for one in problems]
    return problems[0]


def test_guide_example_loads(tmp_path: Path) -> None:
    """The guide's example loads with no fault, and so do its local changes."""
    overlay, example = guide_blocks()
    framework = built(tmp_path, example, overlay)
    assert list(framework.criteria) == ["C1", "C2"]
    assert framework.deadline_classes_by_id["soon"].amount == 3


@pytest.mark.parametrize(
    ("old", "new", "what", "hint"),
    [
        ('version: "1"', "version: 1.10", "must be text; the number `1.1` was found", "quotation marks"),
        ("  - {id: R, title: Records}", "  - {id: R, titel: Records}", "`title` is missing", "Add a line"),
        ("rank: 1,", "rank: 0,", "`rank` must be 1 or more", "Correct"),
        ("unit: working_days", "unit: weeks", "must be one of hours, working_days, calendar_days", "Correct"),
        (
            "valid_from: 2025-01-01",
            'valid_from: "2025-01-01"',
            "must be a date, written 2025-06-06",
            "Write 2025-01-01, without",
        ),
        (
            'period: "2024"',
            "period: 2024-01-01",
            "must be text; the date `2024-01-01` was found",
            "quotation",
        ),
        ("criteria: [C1, C2]", "criteria: C1", "must be a list", "Write it as [one, two]"),
        ("is_data: true", 'is_data: "true"', "must be true or false", "Write true, without quotation marks"),
        ("publishers: [The Inspectorate]", "publishers:", "must be a list; nothing was found", "Correct"),
        ("letter: C,", 'letter: "CCC",', "`letter` must be at most 2 characters", "Correct"),
        ("stale_after_months: 24", "stale_after_months: 1.5", "must be a whole number", "Correct"),
        (
            "short_title: Example",
            "short_title: [a]",
            "`short_title` must be text; a list was found",
            "Correct",
        ),
        (
            "terms:\n  criterion: standard",
            "terms:\n  standard: 1\n  criterion: x",
            "no field called",
            "fields here",
        ),
    ],
)
def test_shape_faults_in_plain_words(tmp_path: Path, old: str, new: str, what: str, hint: str) -> None:
    """Each kind of wrong value is told with its line, what was wanted and found, and a remedy."""
    text = swapped(example_text().replace('["C1", "C2"]', "[C1, C2]"), old, new)
    _, problems = load_text(tmp_path, text)
    found = next(one for one in problems if what in one.what)
    assert hint in found.hint
    assert abs(found.where.line - line_of(text, new.rsplit("\n", maxsplit=1)[-1])) <= 1
    assert not any(word in str(found) for word in ("pydantic", "Input should", "type=", "literal"))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("section: R\n    body: council", "section: Z\n    body: council", "no request section `Z`"),
        ("body: health\n", "body: nobody\n", "no body `nobody`"),
        (
            'deadline: soon\n    criteria: ["C1"',
            'deadline: late\n    criteria: ["C1"',
            "no deadline class `late`",
        ),
        ("person_list: children", "person_list: adults", "no person-level list `adults`"),
        ('criteria: ["C1", "C2"]', 'criteria: ["C1", "C9"]', "no criterion `C9`"),
        ("lenses: [rural]", "lenses: [urban]", "no lens `urban`"),
        ("agencies: [council]}", "agencies: [army]}", "no agency `army`"),
        ("anchor: on-site", "anchor: nowhere", "no event of this timetable `nowhere`"),
        ("on_site_event: on-site", "on_site_event: off-site", "no event of this timetable `off-site`"),
        ("columns: [help]", "columns: [aid]", "no column of this list `aid`"),
        ("when: {column: born", "when: {column: age", "no column of this list `age`"),
        ("unique_across: [number]", "unique_across: [name]", "no column of this list `name`"),
        (
            "rank: 1, status: seen, source: handbook",
            "rank: 1, status: seen, source: hearsay",
            "no source `hearsay`",
        ),
        ('id: "R2"', 'id: "R1"', "another request item `R1`"),
        ('id: "C1.2"', 'id: "C1.1"', "another prompt `C1.1`"),
        ("rank: 2", "rank: 1", "another outcome rank `1`"),
        ("{id: health, title: Health,", "{id: council, title: Health,", "another agency `council`"),
        ("until_day: 7", "until_day: 3", "ends on day 3, before it starts on day 5"),
        ('time: "15:00"', 'time: "25:00"', "not a time of day"),
        ("day: 5, until_day: 7", "day: 5, until_day: 7, anchor: feedback", "counts from itself"),
        ('version: "1"', 'version: "1"\nvalid_until: 2024-01-01', "before it is valid from"),
        ("codes: [{code: a, title: At school}, {code: b, title: At home}]", "codes: []", "has no codes"),
        ("        when: {column: born, min_age: 5}\n", "", "has no `when`"),
        ("kind: required\n", "kind: not_before\n", "names only one"),
        ("kind: required\n", "kind: age_at_most\n", "has no `limit`"),
        ("kind: required\n", 'kind: pattern\n        pattern: "(a+)+b"\n', "repeats itself"),
        ("kind: required\n", 'kind: pattern\n        pattern: "(a"\n', "not a regular expression"),
        ("kind: required\n", "kind: pattern\n", "has no `pattern`"),
        ("kind: required\n", "kind: identifier\n        pattern: isbn\n", "no identifier `isbn`"),
        ("{id: criterion-one-kind", "{id: criterion-one-king", "no check `criterion-one-king`"),
        ("{id: on-site, title", "{id: on site, title", "`on site` cannot be an id"),
        ("status: inferred", "status: confirmed", "cannot call its own facts confirmed"),
        ("status: inferred", "status: inferred\n    confirmed_by: Jo", "cannot be written in a definition"),
    ],
)
def test_contents_faults(tmp_path: Path, old: str, new: str, what: str) -> None:
    """A value that names nothing or contradicts another is listed with its line; the rest still loads."""
    text = swapped(example_text(), old, new)
    framework, problems = load_text(tmp_path, text)
    found = next(one for one in problems if what in one.what)
    assert found.where.line > 0
    assert found.hint
    assert framework is not None
    assert framework.criteria


def test_unknown_closed_month(tmp_path: Path) -> None:
    """A month 13 is listed."""
    text = swapped(
        example_text(), "on_site_event: on-site", "on_site_event: on-site\n    closed_months: [8, 13]"
    )
    framework, problems = load_text(tmp_path, text)
    assert "no month 13" in only(problems).what
    assert framework is not None
    assert framework.timetables[0].closed_months == (8,)


def test_bad_item_left_out_rest_kept(tmp_path: Path) -> None:
    """A request item with a fault is left out and nothing else is."""
    text = swapped(example_text(), "body: health\n", "body: nobody\n")
    framework, problems = load_text(tmp_path, text)
    problem = only(problems)
    assert problem.where.record == "R2"
    assert problem.where.field == "body"
    assert problem.where.line == line_of(text, "body: nobody")
    assert framework is not None
    assert list(framework.requests_by_id) == ["R1"]
    assert len(framework.person_lists) == 1


def test_cascades_are_named_once(tmp_path: Path) -> None:
    """Items that rest on a part that was left out go too, and one warning names them."""
    text = swapped(example_text(), "  - {id: R, title: Records}", "  - {id: R, title: 5}")
    framework, problems = load_text(tmp_path, text)
    assert [one.severity for one in problems] == ["error", "warning"]
    assert "R1, R2" in problems[1].what
    assert framework is not None
    assert framework.requests == ()


def test_optional_parts_fall_back(tmp_path: Path) -> None:
    """A fault in a word, an optional key or one source costs that alone."""
    text = swapped(example_text(), "criterion: standard", "criterion: 5")
    text = swapped(text, 'version: "1"', 'version: "1"\nedition: 2025')
    text = swapped(text, "  ours:\n    title: Our own assumption", "  ours:\n    titel: Our own assumption")
    framework, problems = load_text(tmp_path, text)
    assert framework is not None
    assert (framework.terms.criterion, framework.terms.criteria) == ("criterion", "standards")
    assert framework.edition == ""
    assert framework.sources.keys() == {"handbook", "ours"}
    assert len([one for one in problems if one.severity == "error"]) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rank: 2\n    status: seen", "rank: 2\n    status: sen"),
        ("rank: 2\n    status: seen", "rank: 2"),
        ("rank: 2\n    status: seen\n    source: handbook", "rank: 2\n    status: assumed\n    source: 5"),
        ("rank: 2\n    status: seen\n    source: handbook", "rank: 2\n    status: assumed"),
    ],
)
def test_fact_without_a_good_status_claims_nothing(tmp_path: Path, old: str, new: str) -> None:
    """A fact whose status or source is missing or wrong is kept as assumed, with the one fault listed."""
    framework, problems = load_text(tmp_path, swapped(example_text(), old, new))
    only(problems)
    assert framework is not None
    outcome = framework.outcomes_by_id["not-met"]
    assert outcome.status == "assumed"
    assert outcome.source in framework.sources


def test_unknown_source_gets_a_stand_in(tmp_path: Path) -> None:
    """Every source that a fact names can be looked up, even one nobody described."""
    text = example_text().replace(
        "status: inferred\n    source: handbook", "status: inferred\n    source: rumour"
    )
    framework, problems = load_text(tmp_path, text)
    assert "no source `rumour`" in only(problems).what
    assert framework is not None
    assert framework.sources[framework.themes[0].source].title == "rumour (not described)"


def test_fifty_faults_in_one_run(tmp_path: Path) -> None:
    """A definition with fifty faults lists fifty, each on its own line."""
    rest = "title: T, section: NONE, body: council, deadline: soon, status: seen, source: handbook"
    items = "".join(f'  - {{id: "X{n}", {rest}}}\n' for n in range(50))
    text = swapped(example_text(), "\nrequests:\n", f"\nrequests:\n{items}")
    framework, problems = load_text(tmp_path, text)
    assert len([one for one in problems if "no request section" in one.what]) == 50
    assert len({one.where.line for one in problems}) == 50
    assert framework is not None
    assert list(framework.requests_by_id) == ["R1", "R2"]


def test_faults_of_every_stage_in_one_run(tmp_path: Path) -> None:
    """Faults of reading, of shape and of reference are all listed at once, in a file that cannot be built."""
    text = swapped(example_text(), "title: The example inspection\n", "titel: The example inspection\n")
    text = swapped(text, "rank: 2", "rank: two")
    text = swapped(text, "unit: working_days", "unit: no")
    text = swapped(text, "lenses: [rural]", "lenses: [urban]")
    framework, problems = load_text(tmp_path, text)
    told = " ".join(one.what + one.hint for one in problems)
    assert framework is None
    for part in (
        "`title` is missing",
        "Did you mean `title`",
        "`rank` must be",
        "`no` without",
        "no lens `urban`",
    ):
        assert part in told
    assert len(problems) == 5


def test_folder_of_files(tmp_path: Path) -> None:
    """A folder is one definition; a fault names the file it is in."""
    folder = tmp_path / "example-inspection"
    folder.mkdir()
    head, requests = example_text().split("\nrequest_sections:")
    (folder / "one.yaml").write_text(head, encoding="utf-8")
    (folder / "two.yaml").write_text(
        "request_sections:" + requests.replace("body: health", "body: x"), encoding="utf-8"
    )
    framework, problems = load_framework(folder)
    assert framework is not None
    assert len(framework.timetables) == 1
    assert only(problems).where.file == "example-inspection/two.yaml"


def test_key_in_two_files(tmp_path: Path) -> None:
    """A top-level key in two files is listed with both places, and the first is used."""
    (tmp_path / "a.yaml").write_text(example_text(), encoding="utf-8")
    (tmp_path / "b.yaml").write_text('\n\nversion: "2"\n', encoding="utf-8")
    framework, problems = load_framework(tmp_path)
    assert "a.yaml already (line 4)" in only(problems).what
    assert only(problems).where.line == 3
    assert framework is not None
    assert framework.version == "1"


@pytest.mark.parametrize("name", ["nothing.yaml", "empty-folder"])
def test_nothing_there(tmp_path: Path, name: str) -> None:
    """A missing file and an empty folder give one problem each."""
    (tmp_path / "empty-folder").mkdir()
    framework, problems = load_framework(tmp_path / name)
    assert framework is None
    assert only(problems).hint


def test_unreadable_folder_is_not_fatal(tmp_path: Path) -> None:
    """A path that cannot be listed or read gives a problem, not an exception."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    try:
        framework, problems = load_framework(folder)
    finally:
        folder.chmod(stat.S_IRWXU)
    assert framework is None
    assert problems


def test_shipped_ids_are_their_names() -> None:
    """Each shipped definition has the id its file or folder is named after, and no fault at all."""
    shipped = shipped_frameworks()
    assert set(shipped) == {
        "area-send-2023",
        "local-area-send-2016",
        "cqc-adult-social-care",
        "childrens-services-2026",
        "local-send-reform-plan",
    }
    for name, path in shipped.items():
        framework, problems = load_framework(path)
        assert problems == []
        assert framework is not None
        assert framework.id == name
        assert check_file(path) == []


def test_no_definitions_in_a_missing_folder(tmp_path: Path) -> None:
    """A broken installation has no shipped definitions; it does not crash."""
    assert framework_paths(tmp_path / "none") == {}
