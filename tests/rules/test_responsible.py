"""Who has an action, as papers name them."""

from __future__ import annotations

from readiness.model.definition.framework import Body
from readiness.model.records.plan import Action, Recommendation
from readiness.rules.index import Index
from readiness.rules.responsible import PARTNERSHIP, body_name, owner_name
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
