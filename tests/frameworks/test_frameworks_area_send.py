"""The shipped area SEND framework says what its sources say: counts, official wordings, statuses, lists."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from readiness.definitions.catalogue import summaries
from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.model.definition.framework import Framework
from readiness.model.definition.parts import facts
from readiness.model.definition.person_list import ListColumn

OUTCOMES = {
    "1": (
        "The local area partnership's special educational needs and/or disabilities (SEND) "
        "arrangements typically lead to positive experiences and outcomes for children and young "
        "people with SEND. The local area partnership is taking action where improvements are "
        "needed."
    ),
    "2": (
        "The local area partnership's arrangements lead to inconsistent experiences and outcomes "
        "for children and young people with special educational needs and/or disabilities (SEND)."
        " The local area partnership must work jointly to make improvements."
    ),
    "3": (
        "There are widespread and/or systemic failings leading to significant concerns about the "
        "experiences and outcomes of children and young people with special educational needs "
        "and/or disabilities (SEND), which the local area partnership must address urgently."
    ),
}
SET_A = {
    "A1": (
        "children and young people's needs are identified accurately and assessed in a timely and"
        " effective way"
    ),
    "A2": (
        "children, young people and their families participate in decision-making about their "
        "individual plans and support"
    ),
    "A3": "children and young people receive the right help at the right time",
    "A4": ("children and young people are well prepared for their next steps, and achieve strong outcomes"),
    "A5": "children and young people are valued, visible and included in their communities",
}


@cache
def loaded(name: str = "area-send-2023") -> Framework:
    """A shipped framework."""
    framework, problems = load_framework(shipped_frameworks()[name])
    assert not problems
    assert framework is not None
    return framework


def test_criteria() -> None:
    """Eleven criteria: five quoted by a council, six remembered, each said to be so; both stems reported."""
    framework = loaded()
    assert list(framework.criteria) == ["A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4", "B5", "B6"]
    for name, title in SET_A.items():
        assert framework.criteria[name].title == title
        assert framework.criteria[name].status == "reported"
    assert {framework.criteria[f"B{n}"].status for n in range(1, 7)} == {"assumed"}
    assert [one.status for one in framework.groups] == ["reported", "reported"]


def test_prompts() -> None:
    """Every criterion has its points, numbered in order; none passes for the handbook's own words."""
    framework = loaded()
    counts = {name: len(one.prompts) for name, one in framework.criteria.items()}
    assert counts == {
        "A1": 12, "A2": 6, "A3": 19, "A4": 6, "A5": 5, "B1": 4, "B2": 5, "B3": 5, "B4": 17, "B5": 5, "B6": 5,
    }  # fmt: skip
    for name, criterion in framework.criteria.items():
        assert [one.id for one in criterion.prompts] == [f"{name}.{n}" for n in range(1, counts[name] + 1)]
    assert {one.status for one in framework.prompts.values()} == {"inferred"}
    assert all(one.keywords for one in framework.prompts.values())


def test_alternative_provision_is_a_lens() -> None:
    """Alternative provision runs across criteria as a lens and is no criterion."""
    framework = loaded()
    under = {
        framework.criterion_of_prompt[one.id] for one in framework.prompts.values() if "ap" in one.lenses
    }
    assert under == {"A3", "B4"}
    assert list(framework.lenses_by_id) == ["ap"]
    assert sum("ap" in one.lenses for one in framework.prompts.values()) == 19


def test_outcomes_are_quoted_exactly() -> None:
    """The three outcomes have the published wording, and the intervals that follow from each."""
    framework = loaded()
    assert {one.id: one.text for one in framework.outcomes} == OUTCOMES
    assert {one.status for one in framework.outcomes} == {"seen"}
    assert [one.rank for one in framework.outcomes] == [1, 2, 3]
    months = {
        one.id: {each.kind: each.within_months for each in one.consequences if each.within_months}
        for one in framework.outcomes
    }
    assert months == {
        "1": {"next inspection": 60},
        "2": {"next inspection": 36},
        "3": {"next inspection": 36, "monitoring": 18},
    }


def test_request_items() -> None:
    """133 request items in 14 sections, with the share of each status that the sources allow."""
    framework = loaded()
    assert len(framework.requests_by_id) == 133
    assert Counter(one.section for one in framework.requests) == {
        "CON": 8, "STR": 21, "QA": 11, "PLD": 3, "EHC": 12, "SS": 5, "ATT": 9, "AP": 8, "PLA": 5, "HLT": 21,
        "SOC": 9, "PFA": 4, "VOI": 6, "TRK": 11,
    }  # fmt: skip
    assert Counter(one.status for one in framework.requests) == {
        "inferred": 90, "assumed": 21 + 5, "reported": 15, "seen": 2,
    }  # fmt: skip
    assert Counter(one.source for one in framework.requests if one.status == "assumed") == {
        "product": 21, "recalled": 5,
    }  # fmt: skip
    assert {one.id for one in framework.requests if one.status == "seen"} == {"PLA01", "HLT01"}
    assert all(one.criteria for one in framework.requests)
    assert Counter(one.deadline for one in framework.requests)["C"] == 11


@pytest.mark.parametrize(
    ("item", "title", "body", "deadline", "status"),
    [
        (
            "EHC03",
            "Plans issued; % within 20 weeks excl./incl. exceptions; average weeks; over 1 year",
            "LA",
            "A",
            "inferred",
        ),
        ("CON01", None, "joint", "A", "assumed"),
        (
            "HLT11",
            "Health visiting mandated reviews: antenatal, new birth, 6-8 wk, 12 m, 2-2.5 y",
            "PH",
            "A",
            "inferred",
        ),
        ("VOI03", "PCF: membership, workplan, agreements, evidence given", "PCF", "A", "inferred"),
        ("STR21", None, "ICB", "B", "reported"),
        ("TRK11", "Thematic sample lists (EHC quality, DSR etc.)", "joint", "C", "reported"),
        ("PLA01", None, "LA", "A", "seen"),
    ],
)
def test_request_item_as_listed(item: str, title: str | None, body: str, deadline: str, status: str) -> None:
    """Sampled items stand as in the working list."""
    found = loaded().requests_by_id[item]
    assert title in {None, found.title}
    assert (found.body, found.deadline, found.status) == (body, deadline, status)


def test_personal_data_is_flagged() -> None:
    """Person-level lists and tracked cases stop a pack until they are approved."""
    framework = loaded()
    flagged = {one.id for one in framework.requests if one.holds_personal_data}
    assert {one.id for one in framework.requests if one.section in {"PLD", "TRK"}} <= flagged
    assert framework.requests_by_id["PLD01"].person_list == "list-1"
    assert framework.requests_by_id["PLD02"].person_list == "list-2"


def test_what_follows_from_the_weakest_outcome() -> None:
    """A priority action plan to the department, counted from the final report; no strategic plan besides."""
    framework = loaded()
    worst = framework.outcomes_by_id["3"]
    assert not any("strategic plan" in one.text for one in worst.consequences)
    assert any("Department for Education" in one.text for one in worst.consequences)
    assert {one.status for one in worst.consequences if one.kind == "monitoring"} == {"seen", "reported"}
    full = framework.timetable("full")
    assert full is not None
    plan, final = full.event("priority-action-plan"), full.event("final-report")
    assert plan is not None
    assert final is not None
    assert (plan.anchor, plan.day, plan.status) == ("final-report", 35, "inferred")
    assert full.day_of("final-report") < full.day_of("publication")
    assert full.day_of("priority-action-plan") < full.day_of("publication") + 35


def test_what_is_yearly_or_remembered_is_said() -> None:
    """Engagement meetings are not called annual; the forum meets in a range of days; roles are remembered."""
    framework = loaded()
    texts = [one.text for outcome in framework.outcomes for one in outcome.consequences]
    assert not any("annual" in text.casefold() for text in texts)
    full = framework.timetable("full")
    assert full is not None
    forum = full.event("forum-meeting")
    assert forum is not None
    assert (forum.day, forum.until_day) == (0, 9)
    officer = next(one for one in framework.roles if one.short == "DCO/DMO")
    assert (officer.status, officer.source) == ("assumed", "recalled")


def test_only_seen_deadline_is_not_assumed() -> None:
    """Readiness classes are this project's assumption, but for the one deadline that was read somewhere."""
    statuses = {one.id: one.status for one in loaded().deadline_classes}
    assert statuses == {"A": "assumed", "B": "assumed", "C": "reported", "D": "assumed"}


def test_timetable() -> None:
    """Notice on a Monday, on site on day 10; fieldwork and feedback count from there; never in August."""
    framework = loaded()
    full = framework.timetable("full")
    assert full is not None
    days = {one.id: full.day_of(one.id) for one in full.events}
    assert (days["notification"], days["fieldwork"], days["on-site"], days["feedback"]) == (0, 8, 10, 14)
    assert (full.notice_weekday, full.on_site_event, full.closed_months) == (0, "on-site", (8,))
    after = {one.id: (one.anchor, one.day) for one in full.events if one.anchor}
    assert after["publication"] == ("feedback", 44)
    assert after["case-documents"] == ("selection", 2)
    assert after["fieldwork"] == ("on-site", -2)
    assert after["feedback"] == ("on-site", 4)
    assert [one.id for one in framework.timetables] == ["full", "monitoring", "engagement", "peer-review"]


def test_person_lists() -> None:
    """List 1 has 21 columns and list 2 has 17, in order; what both have is the same in both."""
    first, second = loaded().person_lists
    assert (first.id, second.id) == ("list-1", "list-2")
    assert (len(first.columns), len(second.columns)) == (21, 17)
    dropped = [one.id for one in first.columns if one.id not in {each.id for each in second.columns}]
    assert dropped == ["initial-plan-date", "updated-plan-date", "last-review-date", "home-education"]
    shared: dict[str, ListColumn] = {one.id: one for one in first.columns}
    assert all(shared[one.id] == one for one in second.columns)
    assert second.unique_across == first.unique_across


def test_person_list_codes() -> None:
    """Every code of the template is there; those only remembered stand after them, and say so."""
    columns = {one.id: one for one in loaded().person_lists[0].columns}
    needs = ["SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "OTH", "DS", "NSA"]
    told = {code: one.status for one in columns["primary-need"].codes_from for code in one.codes}
    assert told == {"DS": "assumed", "NSA": "assumed"}
    assert [one.code for one in columns["primary-need"].codes] == needs
    assert [one.code for one in columns["gender"].codes] == list("abcd")
    assert [one.code for one in columns["main-phase"].codes] == list("abcdefghi")
    assert columns["main-phase"].codes == columns["subsidiary-phase"].codes
    ethnicity = [one.code for one in columns["ethnicity"].codes]
    assert (ethnicity[0], ethnicity[-1]) == ("WBRI", "UNKNOWN")
    assert columns["ethnicity"].status == "assumed"


def test_person_list_rules() -> None:
    """The checks councils use are there; those added here say that they are assumptions."""
    first, second = loaded().person_lists
    kinds = Counter(one.kind for one in first.rules)
    assert kinds["not_before"] == 2
    assert kinds["age_at_most"] == 2
    limits = {one.id: (one.limit, one.severity) for one in first.rules if one.kind == "age_at_most"}
    assert limits == {"age-26-or-more": (25, "error"), "age-25": (24, "query")}
    assert {one.id for one in second.rules} < {one.id for one in first.rules}
    assert {one.status for one in first.rules} == {"reported", "assumed"}


def test_comparators_have_a_period_and_a_source() -> None:
    """Each national figure says when and whose; figures that may not stand side by side do not."""
    framework = loaded()
    assert len(framework.comparators) >= 35
    assert all(one.period and framework.sources[one.source].title for one in framework.comparators)
    reviews = [one for one in framework.comparators if "review" in one.measure.lower()]
    assert len(reviews) == 1
    assert "do not show" in reviews[0].basis


def test_evidence_kinds_and_agencies() -> None:
    """Kinds, agencies and bodies have the ids that workspaces store."""
    framework = loaded()
    assert list(framework.kinds_by_id) == [
        "strategy", "performance-data", "audit", "child-voice", "parent-voice", "practitioner-voice",
        "governance", "commissioning", "case-study", "external-review",
    ]  # fmt: skip
    assert list(framework.agencies_by_id) == [
        "education", "health", "social-care", "public-health", "alternative-provision", "parent-carer-forum",
        "voluntary-sector", "joint",
    ]  # fmt: skip
    assert list(framework.bodies_by_id) == ["LA", "ICB", "PH", "PCF", "joint"]
    assert [one.id for one in framework.agencies if not one.is_partner] == ["joint"]


@pytest.mark.parametrize("name", ["area-send-2023", "local-area-send-2016"])
def test_every_source_is_used(name: str) -> None:
    """No definition lists a source that nothing rests on."""
    framework = loaded(name)
    used = {place.fact.source for place in facts(framework)}
    assert set(framework.sources) == used


def test_other_framework_is_shaped_differently() -> None:
    """The 2016 framework has its own agencies, kinds, words, outcomes and notice."""
    framework, current = loaded("local-area-send-2016"), loaded()
    assert [one.short for one in framework.criteria.values()] == [
        "Identifying needs", "Assessing and meeting needs", "Improving outcomes",
    ]  # fmt: skip
    assert framework.terms.criterion == "question"
    assert not framework.prompts
    assert not framework.person_lists
    assert [one.id for one in framework.outcomes] == ["no-statement", "statement"]
    assert not framework.agencies_by_id.keys() & current.agencies_by_id.keys()
    assert not framework.kinds_by_id.keys() & current.kinds_by_id.keys()
    timetable = framework.timetable("full")
    assert timetable is not None
    assert timetable.day_of(timetable.on_site_event) == 5
    assert framework.timetable("engagement") is None


def test_a_peer_review_is_agreed_and_asks_for_nothing() -> None:
    """Three to four days, as reported; nothing of it is said to have been seen."""
    review = loaded().timetable("peer-review")
    assert review is not None
    assert review.is_meeting
    assert not review.asks_for("GEN01")
    (days,) = (one for one in review.events if one.id == review.on_site_event)
    assert (days.day, days.until_day, days.status) == (0, 3, "reported")
    assert "seen" not in {one.status for one in review.events}


def test_every_definition_says_until_when_it_holds() -> None:
    """A date, or that it is to be confirmed, with what is known."""
    words = {one.id: one.valid for one in summaries()}
    assert words["local-area-send-2016"] == "valid from 01/05/2016 until 31/12/2022"
    assert "until when is to be confirmed (Ofsted consults" in words["childrens-services-2026"]
    assert words["local-send-reform-plan"].endswith("until when is to be confirmed")
