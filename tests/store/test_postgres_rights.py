"""Who may do what, held to by the database: each role's own work, and every way round we could think of."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest

from readiness.base.errors import ConflictError, StorageError, UsageError
from readiness.model.records.changes import Change, put, remove
from readiness.model.records.evaluation import Agreement, LocalGrade, Statement
from readiness.model.records.evidence import Evidence, Link
from readiness.model.records.plan import Action
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.store.databases import set_member
from readiness.store.members import Member
from readiness.store.opening import open_repository
from tests.store.contract.stores import commit
from tests.store.postgres_server import server
from tests.store.workload import AT, item

pytestmark = pytest.mark.programs

PEOPLE = {
    "reader": ("reader", "", "R. Reader"),
    "health": ("contributor", "health", "H. Health"),
    "editor": ("editor", "", "E. Editor"),
    "approver": ("approver", "health", "A. Approver"),
}


@dataclass
class Area:
    """One area with somebody of every role, and records of two agencies."""

    code: str
    folder: Path

    def root(self, login: str) -> Path:
        """A folder that leads this login there."""
        return server().folder_of(self.folder / login, self.code, login)

    def attempt(self, login: str, *changes: Change) -> str:
        """What comes of a change past the program's own checks: "done", or why the database refuses."""
        with open_repository(self.root(login)) as repository:
            try:
                return "done" if commit(repository, *changes).sequence else "nothing"
            except (StorageError, ConflictError) as error:
                return error.detail

    def kindly(self, login: str, change: Change) -> str:
        """What the program says of it beforehand."""
        with open_repository(self.root(login)) as repository:
            return repository.rights.refusal(change)

    def now(self, record: Record) -> Record:
        """A record as it is stored."""
        with open_repository(self.root("tester")) as repository:
            return repository.load()[0].table(record.table)[record.id]


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Area:
    """Made once: what is refused changes nothing, and what is done is on records of its own."""
    made = Area(f"area-{uuid.uuid4().hex[:12]}", tmp_path_factory.mktemp("area"))
    server().area(made.code)
    for login, (role, agency, shown) in PEOPLE.items():
        server().member(made.code, login, role, agency, shown)
    with open_repository(made.root("tester")) as repository:
        commit(
            repository,
            put(item("E0001", "Ours").model_copy(update={"agencies": ("health",)})),
            put(item("E0002", "Theirs").model_copy(update={"agencies": ("council",)})),
            put(item("E0003", "Both")),
            put(Statement(id="S0001", criterion="A1", kind="strength", text="We listen.")),
            put(Statement(id="S0002", criterion="A1", kind="strength", text="We act.")),
            put(RequestState(id="1.1", agency="health")),
            put(RequestState(id="1.2", agency="council")),
        )
    return made


def edited(area: Area, record: Record, **values: object) -> Change:
    """A change of a record as it is stored now."""
    before = area.now(record)
    return put(before.model_copy(update=values), before)


OURS, THEIRS, THIRD = (item(f"E000{number}", "") for number in (1, 2, 3))
STATEMENT = Statement(id="S0001", criterion="A1", kind="strength", text="")
SECOND = STATEMENT.model_copy(update={"id": "S0002"})
MINE, OTHER = RequestState(id="1.1"), RequestState(id="1.2")


def agreed(agency: str, by: str) -> tuple[Agreement, ...]:
    """One agency's agreement."""
    return (Agreement(agency=agency, by=by, on=AT.date(), text_seen="x"),)


def test_each_role_does_its_own_work_and_no_other(area: Area) -> None:
    """The table of roles: what the database does, and that the program says the same beforehand."""
    new = item("E0100", "New").model_copy(update={"agencies": ("health",)})
    foreign = item("E0101", "New").model_copy(update={"agencies": ("council",)})
    cases: list[tuple[str, Change, bool]] = [
        ("reader", put(new), False),
        ("health", edited(area, OURS, note="seen"), True),
        ("health", edited(area, THEIRS, note="seen"), False),
        ("health", edited(area, THEIRS, agencies=("health",)), False),
        ("health", edited(area, OURS, agencies=("council",)), False),
        ("health", edited(area, OURS, release_approved_by="H. Health"), False),
        ("health", remove(area.now(OURS)), False),
        ("health", put(new), True),
        ("health", put(foreign), False),
        ("health", edited(area, MINE, status="ready"), True),
        ("health", edited(area, OTHER, status="ready"), False),
        ("health", edited(area, STATEMENT, text="Changed"), False),
        ("health", put(LocalGrade(id="A1", outcome="1", why="x")), False),
        ("editor", edited(area, STATEMENT, text="We listen well."), True),
        ("editor", edited(area, STATEMENT, agreed_text="We listen well."), False),
        ("editor", edited(area, STATEMENT, agreements=agreed("health", "E. Editor")), False),
        ("editor", put(LocalGrade(id="A1", outcome="1", why="x")), False),
        ("editor", put(Action(id="P0001", title="Do it")), True),
        ("editor", edited(area, THEIRS, note="by the editor"), True),
        ("approver", edited(area, STATEMENT, text="Mine"), False),
        ("approver", edited(area, SECOND, agreements=agreed("health", "A. Approver")), True),
        ("approver", put(LocalGrade(id="A2", outcome="1", why="x")), True),
        ("approver", edited(area, THIRD, release_approved_by="A. Approver"), True),
        ("approver", put(Action(id="P0002", title="Do it")), False),
    ]
    for login, change, is_allowed in cases:
        told = area.kindly(login, change)
        assert (told == "") == is_allowed, (login, change.record_id, told)
        if login != "reader":  # a reader's is opened for reading only, so it does not get that far
            came = area.attempt(login, _fresh(area, change))
            assert (came == "done") == is_allowed, (login, change.record_id, came)


def _fresh(area: Area, change: Change) -> Change:
    """The same change, made from what is stored now."""
    if change.before is None:
        return change
    return Change(change.table, change.record_id, area.now(change.before), change.after)


def test_what_only_the_database_can_tell_is_refused_there(area: Area) -> None:
    """Agreeing for another agency or in another's name, other words, links to another's evidence."""
    statement = area.now(STATEMENT)
    assert isinstance(statement, Statement)
    for agreements, more in (
        (agreed("council", "A. Approver"), {}),
        (agreed("health", "Somebody Else"), {}),
        (agreed("health", "A. Approver"), {"agreed_text": "Words nobody wrote"}),
    ):
        change = edited(area, STATEMENT, agreements=(*statement.agreements, *agreements), **more)
        assert "own agency alone" in area.attempt("approver", change)
    council = agreed("council", "C. Council")
    shared = STATEMENT.model_copy(update={"id": "S0003", "agreements": council})
    assert area.attempt("tester", put(shared)) == "done"
    for agreements in ((), council * 2, agreed("health", "A. Approver")):
        assert "own agency alone" in area.attempt("approver", edited(area, shared, agreements=agreements))
    both = (*agreed("health", "A. Approver"), *council)
    assert area.attempt("approver", edited(area, shared, agreements=both)) == "done"
    own = Link(id="L0001", evidence="E0001", target_kind="criterion", target="A1")
    other = Link(id="L0002", evidence="E0002", target_kind="criterion", target="A1")
    assert area.attempt("health", put(own)) == "done"
    assert "not your agency's" in area.attempt("health", put(other))
    renamed = area.now(OURS)
    forged = Change("evidence", "E0001", renamed, renamed.model_copy(update={"id": "E0666"}))
    assert "id cannot be changed" in area.attempt("health", forged)


def test_an_approved_release_does_not_cover_content_put_there_later(area: Area) -> None:
    """Whoever may edit takes the approval back with new content, as the program does; nobody keeps it."""
    shown = item("E0700", "Approved").model_copy(update={"agencies": ("health",)})
    assert area.attempt("health", put(shown)) == "done"
    assert area.attempt("approver", edited(area, shown, release_approved_by="A. Approver")) == "done"
    for values in ({"sha256": "f" * 64}, {"location": "https://example.org/other"}):
        kept, emptied = (edited(area, shown, **values, **more) for more in ({}, {"release_approved_by": ""}))
        assert "approved for other content" in area.kindly("health", kept)
        assert "approved for other content" in area.attempt("health", kept)
        assert area.kindly("health", emptied) == ""
    assert area.attempt("health", remove(area.now(shown))) != "done"
    assert area.attempt("health", emptied) == "done"


def test_the_name_in_the_history_is_the_members_not_the_one_given(area: Area) -> None:
    """Whatever name is given; and undo knows its own by the login."""
    with open_repository(area.root("editor")) as repository:
        done = commit(repository, put(Action(id="P0009", title="Mine")))
        assert (done.user, done.login, repository.identity) == ("E. Editor", "editor", "editor")
        assert done.changes[0].after is not None
        assert done.changes[0].after.updated_by == "E. Editor"
        newest = repository.history(limit=1)[0]
        assert (newest.user, newest.login) == ("E. Editor", "editor")


def test_a_served_person_acts_under_their_own_login(area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever login the service file names: the front says for whom the process is."""
    monkeypatch.setenv("READINESS_DATABASE_LOGIN", "health")
    with open_repository(area.root("tester")) as repository:
        assert (repository.identity, repository.rights.role) == ("health", "contributor")


def test_only_an_owner_goes_back_erases_and_says_who_may(area: Area, tmp_path: Path) -> None:
    """Restore, erase, restore a backup, and members; and an area keeps an owner."""
    root = area.root("editor")
    with open_repository(root) as repository:
        for act in (
            lambda: repository.restore_to(1, user="x", at=AT),
            lambda: repository.erase(words="Theirs", user="x", at=AT),
        ):
            with pytest.raises(StorageError, match="not"):
                act()
    with pytest.raises(StorageError, match="owner"):
        set_member(root, Member("editor", "owner", "", "Me"))
    with pytest.raises(StorageError, match="needs an owner"):
        set_member(area.root("tester"), Member("tester", "reader", "", "Me"))
    with pytest.raises(UsageError, match="needs an agency"):
        set_member(area.root("tester"), Member("editor", "approver", "", "Me"))
    with pytest.raises(StorageError, match="not a member"):
        open_repository(server().folder_of(tmp_path / "x", area.code, "stranger"))
    with open_repository(area.root("reader")) as repository:
        assert "reader" in repository.read_only_reason
        assert repository.load()[0].evidence


ATTEMPTS = """
INSERT INTO readiness.record SELECT area, 'evidence', 999, 'E0999', '{}' FROM readiness.area
UPDATE readiness.record SET body = '{}'
DELETE FROM readiness.record
INSERT INTO readiness.change SELECT * FROM readiness.change LIMIT 1
UPDATE readiness.change SET shown = 'Somebody Else'
DELETE FROM readiness.change
TRUNCATE readiness.change CASCADE
UPDATE readiness.op SET after = '{}'
DELETE FROM readiness.op
UPDATE readiness.counter SET next_record = 1
UPDATE readiness.area SET sequence = 0
UPDATE readiness.member SET role = 'owner'
INSERT INTO readiness.member SELECT area, session_user, 'owner' FROM readiness.area
INSERT INTO readiness.may VALUES ('editor', 'grades', 'add')
DELETE FROM readiness.may
DROP TABLE readiness.op
ALTER TABLE readiness.op DISABLE TRIGGER ALL
ALTER TABLE readiness.record DISABLE ROW LEVEL SECURITY
DROP POLICY mine ON readiness.record
CREATE OR REPLACE FUNCTION readiness.my_areas() RETURNS int[] LANGUAGE sql AS 'SELECT NULL::int[]'
ALTER FUNCTION readiness.my_areas() OWNER TO CURRENT_USER
CREATE FUNCTION readiness.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'
CREATE TABLE public.member (area int)
CREATE TEMP TABLE member (area int)
SET ROLE readiness_owner
SET SESSION AUTHORIZATION admin
ALTER ROLE CURRENT_USER SUPERUSER
GRANT readiness_owner TO CURRENT_USER
GRANT readiness_keeper TO CURRENT_USER
ALTER TABLE readiness.record OWNER TO CURRENT_USER
SELECT readiness.write_change(1, NULL, '', '', '', 0, '[]', false)
SELECT readiness.refusal(1, 'owner', '', '', '', NULL, NULL, NULL)
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'admin'
SELECT rolpassword FROM pg_authid
ALTER ROLE admin PASSWORD 'mine'
SET session_replication_role = 'replica'
ALTER DATABASE postgres SET search_path = 'mine'
SELECT readiness.create_area('mine', session_user::text, '')
COPY readiness.record FROM PROGRAM 'cat /etc/passwd'
COPY (SELECT 1) TO '/tmp/readiness-attempt'
SELECT pg_read_file('/etc/passwd')
SELECT lo_import('/etc/passwd')
SELECT pg_reload_conf()
"""


REFUSED = {"42501", "0LP01"}
"""Codes of a missing privilege, and of a role one may not take on or hand out."""


@pytest.mark.usefixtures("area")
@pytest.mark.parametrize("login", ["reader", "health", "editor", "approver", "tester", "other"])
def test_no_statement_goes_round_the_one_function(login: str) -> None:
    """Direct SQL by every kind of login, an owner's too: refused, and nothing of the area is altered."""
    import psycopg

    query = "SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM readiness.{} t"
    tables = ("area", "member", "record", "change", "op", "counter", "may")
    before = [server().sql(query.format(name)) for name in tables]
    for statement in ATTEMPTS.strip().splitlines():
        try:
            server().sql(statement, login)
        except psycopg.Error as error:
            came = error.sqlstate
        else:
            came = "done"
        assert came in REFUSED, statement
    assert [server().sql(query.format(name)) for name in tables] == before


def test_another_area_is_not_seen_by_rows_head_log_or_members(area: Area) -> None:
    """Somebody of another area sees nothing of this one, and cannot write or ask numbers there."""
    code = f"area-{uuid.uuid4().hex[:12]}"
    server().area(code, owner="other")
    for table in ("area", "member", "record", "change", "op", "counter"):
        rows = server().sql(f"SELECT area FROM readiness.{table}", "other")  # noqa: S608 - names of ours
        assert {row[0] for row in rows} <= {server().sql("SELECT area FROM readiness.area", "other")[0][0]}
    ops = json.dumps(
        [{"tbl": "evidence", "id": "E0777", "base": None, "after": {"id": "E0777"}, "number": 0}]
    )
    call = "SELECT readiness.commit_change(%s, gen_random_uuid(), '', '', '', 0, %s::jsonb)"
    assert server().sql(call, "other", (area.code, ops)) == [({"refused": "member"},)]
    assert server().sql("SELECT readiness.reserve_ids(%s, 'evidence', 1)", "other", (area.code,)) == [(None,)]
    assert server().sql("SELECT * FROM readiness.me(%s)", "other", (area.code,)) in ([], [(None,) * 4])
    assert server().sql("SELECT readiness.broken_changes(%s)", "other", (area.code,)) == []


AGREED_FORM = {"tbl": "evidence", "id": "E0500", "base": None, "number": 500}

BODY = {
    "id": "E0500",
    "title": "x",
    "location_kind": "url",
    "location": "https://example.org/",
    "agencies": ["health"],
}

FORGED: dict[str, dict[str, object]] = {
    "not based on anything, so it would pass over newer words": {"base": ...},
    "a place of its own, after which there is none for others": {"doc": 2147483646},
    "a number after which there is none for others": {"number": 9223372036854775806},
    "a record without an id, which nobody could name": {"id": None, "after": {**BODY, "id": None}},
    "a revision after which there is none": {"after": {**BODY, "revision": 2147483646}},
    "a moment nobody can read": {"at": "yesterday"},
    "a day there is not": {"at": "2026-02-30T10:00:00Z"},
    "taking back what somebody else did": {"undoes": 1},
    "a table's name that is none": {"tbl": "no such table"},
    "an agency that only looks like one's own": {"after": {**BODY, "agencies": "health"}},
}
"""What differs from a change that would be taken, by what it would do to everybody."""


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_contributor_cannot_leave_others_unable_to_work(area: Area, forged: dict[str, object]) -> None:
    """A change of another form than the program's is refused: the log keeps what it takes for good."""
    given = {"at": "2026-11-28T10:00:00Z", "undoes": 0, **AGREED_FORM, "after": BODY, **forged}
    values = (area.code, given.pop("at"), given.pop("undoes"))
    op = {name: value for name, value in given.items() if value is not ...}
    call = "SELECT readiness.commit_change(%s, gen_random_uuid(), %s, '', '', %s, %s::jsonb)"
    answer = server().sql(call, "health", (*values, json.dumps([op])))[0][0]
    assert isinstance(answer, dict)
    assert answer["refused"] in {"form", "agency"}


def test_evidence_and_its_link_go_in_one_change_and_numbers_do_not_run_out(area: Area) -> None:
    """A contributor adds and links at once, their own alone; ids cannot be passed over until none is left."""
    mine = item("E0600", "New").model_copy(update={"agencies": ("health",)})
    theirs = item("E0601", "New").model_copy(update={"agencies": ("council",)})
    links = [Link(id=f"L060{n}", evidence=f"E060{n}", target_kind="criterion", target="A1") for n in (0, 1)]
    assert area.attempt("health", put(mine), put(links[0])) == "done"
    assert area.attempt("health", put(theirs), put(links[1])) != "done"
    skip = "SELECT readiness.skip_ids(%s, %s::jsonb)"
    for far in ({"evidence": 9223372036854775807}, {"no such table": 5}):
        assert server().sql(skip, "health", (area.code, json.dumps(far))) == [(False,)]
    assert server().sql(skip, "health", (area.code, json.dumps({"evidence": 2000}))) == [(True,)]
    with open_repository(area.root("tester")) as repository:
        assert repository.next_ids("evidence", 1) == ["E2000"]


def test_an_owner_cannot_put_other_words_in_the_place_of_erased_ones(area: Area) -> None:
    """Nor alter what does not hold the words: an erasure only takes out."""
    head = server().sql("SELECT sequence FROM readiness.area WHERE code = %s", values=(area.code,))[0][0]
    call = "SELECT readiness.erase_words(%s, gen_random_uuid(), '', '', %s, %s::jsonb, %s::jsonb, '[]')"
    forged = {"id": "E0002", "title": "Forged", "location_kind": "url", "location": "https://example.org/"}
    doc = server().sql(
        "SELECT doc FROM readiness.record WHERE id = 'E0002' AND area ="
        " (SELECT area FROM readiness.area WHERE code = %s)",
        values=(area.code,),
    )[0][0]
    records = json.dumps([{"tbl": "evidence", "doc": doc, "now": forged}])
    assert server().sql(call, "tester", (area.code, head, records, "[]")) == [({"refused": "erasure"},)]
    op = {"sequence": 1, "n": 2, "before": None, "after": forged, "is_gone": False}
    answer = server().sql(call, "tester", (area.code, head, "[]", json.dumps([op])))
    assert answer == [({"refused": "erasure"},)]


def test_what_people_wrote_is_not_in_the_servers_log(area: Area) -> None:
    """Neither a conflict nor a refusal nor a value the database cannot hold puts words there."""
    canary = "Canary-4711"
    record = item("E0002", canary)
    area.attempt("editor", put(record))
    area.attempt("health", edited(area, THEIRS, title=canary))
    with open_repository(area.root("editor")) as repository, pytest.raises(Exception, match="exactly"):
        commit(repository, put(item("E0888", f"{canary}\x00")))
    assert canary not in (server().folder / "log").read_text(encoding="utf-8", errors="replace")
    assert isinstance(record, Evidence)
