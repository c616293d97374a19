"""What a member may do, read from the table that the database itself obeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readiness.base.errors import StorageError
from readiness.model.records.changes import Change
from readiness.model.records.record import AUTHORSHIP
from readiness.store.documents import FORMAT
from readiness.store.postgres.connection import Connection, need_known_schema
from readiness.store.rights import Rights

_RELEASE = "release_approved_by"

_VERBS = {"add": "add", "edit": "change", "remove": "delete"}

REASONS = {
    "member": "You are not a member of this area.",
    "reader": "As reader you may look at everything and change nothing.",
    "owner": "Only an owner of the area may do this.",
    "filling": "Records are being moved into this area; nothing can be changed until that is done.",
    "id": "A record's id cannot be changed.",
    "form": "This change has not the form the program gives it.",
    "agency": "It is not your agency's: as {role} you may change only what names {agency} as its agency.",
    "agreement": "You may agree and approve for your own agency alone, in your own name, in these words.",
    "field": "As {role} you may not {verb} this part of {table}.",
    "approved": "Its release was approved for other content: empty that approval in the same change.",
    "erasure": "An erasure may put nothing else in the place of what it takes out.",
}
"""Why the database refuses, by the word it answers with."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a role may do with records of one table."""

    only_fields: frozenset[str] | None
    but_fields: frozenset[str]
    own: str


@dataclass(frozen=True, slots=True)
class MemberRights(Rights):
    """The rights of one login in one area."""

    role: str
    agency: str
    shown: str
    rules: Mapping[tuple[str, str], Rule]

    def refusal(self, change: Change) -> str:
        """Why the database would refuse a change, as far as it can be told here; empty when it may go."""
        if self.role == "owner":
            return ""
        if self.role == "reader":
            return REASONS["reader"]
        verb = "add" if change.before is None else "remove" if change.after is None else "edit"
        rule = self.rules.get((change.table, verb))
        if rule is None:
            return self.words(verb, change.table)
        before = {} if change.before is None else change.before.to_document()
        after = {} if change.after is None else change.after.to_document()
        touched = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        touched -= {"id", *AUTHORSHIP}
        # Whoever may edit takes an approval back: new content must not go out under the old one.
        if change.after is not None and not after.get(_RELEASE):
            touched -= rule.but_fields & {_RELEASE}
        is_outside = verb != "remove" and rule.only_fields is not None and not touched <= rule.only_fields
        if is_outside or touched & rule.but_fields:
            return self.words("field", change.table, verb)
        sides = [side for side in (before, after) if side]
        if not all(self._is_own(rule.own, side) for side in sides):
            return self.words("agency")
        is_other = "sha256" in touched or ("location" in touched and not after.get("sha256"))
        is_kept = change.table == "evidence" and verb == "edit" and bool(after.get(_RELEASE))
        return REASONS["approved"] if is_other and is_kept else ""

    def words(self, reason: str, table: str = "", verb: str = "edit") -> str:
        """A reason the database answered with, in words."""
        said = REASONS.get(reason, "As {role} you may not {verb} {table}.")
        did = _VERBS.get(reason, _VERBS[verb])
        named = table.replace("_", " ") or "this"
        return said.format(role=self.role, agency=self.agency or "no agency", verb=did, table=named)

    def _is_own(self, own: str, document: Mapping[str, Any]) -> bool:
        if own == "agency":
            return bool(document.get("agency") == self.agency)
        return own != "agencies" or self.agency in document.get("agencies", ())


def member_of(connection: Connection) -> tuple[int, bool, str, MemberRights]:
    """The area's head, whether it is being filled, the login, and its rights. Raises StorageError."""
    need_known_schema(connection.ask("SELECT max(number) FROM readiness.version")[0][0])
    rows = connection.ask(
        "SELECT a.format, a.sequence, a.is_filling, m.role, m.agency, m.shown, session_user::text"
        " FROM readiness.area a, readiness.me(%s) m WHERE a.area = m.area",
        (connection.link.area,),
    )
    if not rows:
        raise StorageError(
            "There is no such area in the database, or you are not a member of it.",
            f"service '{connection.link.service}', area '{connection.link.area}'",
            "If readiness.link names the right area, ask its owner to make you a member: "
            "'readiness database member'.",
        )
    form, sequence, is_filling, role, agency, shown, login = rows[0]
    if form > FORMAT:
        raise StorageError(
            "A newer version of this program wrote this area.",
            f"format {form}, this program knows {FORMAT}",
            "Install the newer version; nothing was changed.",
        )
    rules = {
        (table, verb): Rule(None if only is None else frozenset(only), frozenset(but), own)
        for table, verb, only, but, own in connection.ask(
            "SELECT tbl, verb, only_fields, but_fields, own FROM readiness.may WHERE role = %s", (role,)
        )
    }
    return sequence, is_filling, login, MemberRights(role, agency, shown, rules)
