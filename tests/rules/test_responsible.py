"""Who has an action, as papers name them."""

from __future__ import annotations

from readiness.model.definition.framework import Body
from readiness.model.records.plan import Action, Recommendation
from readiness.rules.index import Index
from readiness.rules.responsible import PARTNERSHIP, body_name, lacks_a_person, owner_name
from tests.making.building import make_framework, make_records


def test_names_stay_inside() -> None:
    """In public an owner is a body that the framework or a recommendation names, or the partnership."""
    framework = make_framework(bodies=(Body(id="LA", title="Local authority"),))
    told = Recommendation(id="R0001", kind="other", text="Do it.", responsible=("Northshire NHS",))
    index = Index(framework, make_records((told,)))

    def owner(written: str, *, is_public: bool) -> str:
        return owner_name(index, Action(id="P0001", title="Act", responsible=written), is_public=is_public)

    owners = ("J. Bloggs", "LA", "northshire nhs", "Council", "")
    assert [owner(one, is_public=True) for one in owners] == [
        PARTNERSHIP,
        "Local authority",
        "northshire nhs",
        "Council",
        PARTNERSHIP,
    ]
    assert owner("J. Bloggs", is_public=False) == "J. Bloggs"
    assert body_name(framework, " Head of   SEND ") == "Head of SEND"


def test_a_body_alone_does_nothing() -> None:
    """An owner or a role beside a body can be asked; bodies of the framework or of what it answers cannot."""
    framework = make_framework(bodies=(Body(id="LA", title="Local authority"),))
    told = Recommendation(id="R0001", kind="other", text="Do it.", responsible=("Northshire NHS",))
    index = Index(framework, make_records((told,)))

    def lacks(**fields: object) -> str:
        return lacks_a_person(index, Action.model_validate({"id": "P0001", "title": "Act", **fields}))

    assert lacks() == "nobody named"
    assert lacks(responsible="la; Local Authority") == "nobody who does it named, only la and Local Authority"
    assert lacks(responsible="la", owner="K. Ali") == ""
    assert lacks(responsible="LA; Head of service") == ""
    assert lacks(responsible="Northshire NHS") == ""
    assert "only Northshire NHS" in lacks(responsible="Northshire NHS", recommendations=("R0001", "R0009"))
