"""Write the golden workspace of the present schema version, for tests of every later version.

    python scripts/golden_workspace.py tests/store/golden

Run it once before the version is raised; a golden workspace is never written again after that.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from readiness.model.records.area import Area
from readiness.model.records.changes import Transaction, put, remove
from readiness.model.records.evaluation import Agreement, LocalGrade, Statement
from readiness.model.records.evidence import Evidence, Link, Pinpoint
from readiness.model.records.measures import Measure, Observation
from readiness.model.records.notice import Notice
from readiness.model.records.plan import Action, Milestone, Recommendation
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.store.documents import FORMAT
from readiness.store.tinydb.repository import FolderRepository
from readiness.store.tinydb.storage import DurableStorage
from readiness.store.tinydb.table import open_database

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def records() -> list[Record]:
    """At least one record of every kind, with its less usual fields filled in."""
    today = date(2026, 11, 20)
    return [
        Area(name="Exampleshire", framework="area-send-2023", closure_days=(date(2026, 12, 29),)),
        Evidence(
            id="E0001",
            title="Strategy 2026 to 2029: “Together”, ünïcode",
            location_kind="library",
            location="strategy.docx",
            kind="strategy",
            agencies=("education", "health"),
            period_from=date(2026, 1, 1),
            period_to=today,
            sha256="0" * 64,
            size=1234,
        ),
        Evidence(id="E0002", title="To be deleted", location_kind="url", location="https://example.org/"),
        Link(
            id="L0001",
            evidence="E0001",
            target_kind="criterion",
            target="A1",
            pinpoint=Pinpoint(page="4", heading="Aims"),
            reviewed=today,
        ),
        Statement(
            id="S0001",
            criterion="A1",
            kind="strength",
            text="Plans are better.",
            agreements=(Agreement(agency="health", by="Designated officer", on=today, text_seen="x"),),
        ),
        LocalGrade(id="A1", outcome="2", why="Mixed", set_on=today),
        RequestState(id="EHC03", owner="Data team", lead_time_hours=6, status="gathering"),
        Recommendation(id="R0001", kind="area_for_improvement", text="Improve plans.", criteria=("A1",)),
        Action(id="P0001", title="Train staff", milestones=(Milestone(title="First course", due=today),)),
        Measure(
            id="M0001", title="Plans in 20 weeks", observations=(Observation(period_to=today, value=61.5),)
        ),
        Notice(id="N0001", received=AT, kind="full", is_drill=True),
    ]


def main(folder: Path) -> None:
    """Make the workspace: part of it in a retired journal, part in the snapshot, part in the journal."""
    root = folder / f"schema_v{FORMAT}"
    DurableStorage.create(root)
    repository = FolderRepository(open_database(root, journal_lines=3))
    for record in records():
        repository.commit(Transaction(f"Add {record.id}", (put(record),)), user="golden", at=AT)
    stored = repository.load()[0]
    grade = stored.grades["A1"]
    edited = grade.model_copy(update={"outcome": "1"})
    repository.commit(Transaction("Raise A1", (put(edited, grade),)), user="golden", at=AT)
    repository.next_ids("evidence", 2)
    repository.commit(Transaction("Delete E0002", (remove(stored.evidence["E0002"]),)), user="golden", at=AT)
    expected = {
        "records": {one.id: one.to_document() for one in repository.load()[0]},
        "history": [one.label for one in repository.history()],
        "next_evidence": "E0005",
    }
    (root / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n", "utf-8")
    (root / "readiness.lock").unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
