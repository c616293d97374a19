"""Who is let in: the two gates, by what a request says of itself."""

from __future__ import annotations

import pytest

from readiness.base.errors import UsageError
from readiness.web.visits import AloneGate, ProxyGate, RefusedVisit, Visit, is_a_name, public_address

ALONE = AloneGate("R. Shah", 8765, "readiness-8765", "s3cret")
PROXY = ProxyGate("https://readiness.example.gov.uk")
COOKIE = ("cookie", "other=1; readiness-8765=s3cret")
HERE = ("host", "127.0.0.1:8765")
OURS = ("origin", "http://127.0.0.1:8765")
THERE = ("host", "readiness.example.gov.uk")
THEIRS = ("origin", "https://readiness.example.gov.uk")
NAMED = ("x-remote-user", "r.shah@example.gov.uk")


def status(gate: AloneGate | ProxyGate, *headers: tuple[str, str], acts: bool = False) -> int:
    """The status a request is refused with; 200 when it is let in."""
    try:
        gate.admit(Visit(headers, acts=acts))
    except RefusedVisit as refusal:
        return refusal.status if refusal.words else 0
    return 200


def test_the_person_who_started_it_comes_in_with_the_cookie() -> None:
    """Reading needs host and cookie; doing something needs the page's own origin as well."""
    assert ALONE.admit(Visit((HERE, COOKIE))) == "R. Shah"
    assert status(ALONE, HERE, COOKIE, OURS, ("sec-fetch-site", "same-origin"), acts=True) == 200


@pytest.mark.parametrize(
    ("headers", "acts", "expected"),
    [
        ((HERE,), False, 401),
        ((HERE, ("cookie", "readiness-8765=guess")), False, 401),
        ((HERE, ("cookie", "readiness-8764=s3cret")), False, 401),
        ((COOKIE,), False, 421),
        ((("host", "localhost:8765"), COOKIE), False, 421),
        ((("host", "evil.example:8765"), COOKIE), False, 421),
        ((HERE, HERE, COOKIE), False, 421),
        ((HERE, COOKIE), True, 403),
        ((HERE, COOKIE, ("origin", "https://evil.example")), True, 403),
        ((HERE, COOKIE, ("origin", "http://127.0.0.1:8766")), True, 403),
        ((HERE, COOKIE, ("origin", "null")), True, 403),
        ((HERE, COOKIE, OURS, OURS), True, 403),
        ((HERE, COOKIE, ("origin", "https://evil.example")), False, 403),
        ((HERE, COOKIE, OURS, ("sec-fetch-site", "cross-site")), True, 403),
        ((HERE, COOKIE, ("x-forwarded-for", "10.0.0.1")), False, 403),
        ((HERE, COOKIE, ("forwarded", "for=10.0.0.1")), False, 403),
        ((HERE, COOKIE, NAMED), False, 403),
    ],
)
def test_alone_nobody_else_comes_in(headers: tuple[tuple[str, str], ...], acts: bool, expected: int) -> None:
    """Another host, page, proxy or header is refused, each with its own status."""
    assert status(ALONE, *headers, acts=acts) == expected


def test_behind_a_proxy_the_person_is_whom_it_names() -> None:
    """Once, by the header agreed on; no cookie is asked for."""
    assert PROXY.admit(Visit((THERE, NAMED))) == "r.shah@example.gov.uk"
    assert status(PROXY, THERE, NAMED, THEIRS, acts=True) == 200
    other = ProxyGate("https://readiness.example.gov.uk", "X-Person")
    assert status(other, THERE, NAMED) == 401
    assert other.admit(Visit((THERE, ("x-person", "Zoë Müller")))) == "Zoë Müller"


@pytest.mark.parametrize(
    ("headers", "acts", "expected"),
    [
        ((THERE,), False, 401),
        ((THERE, NAMED, ("x-remote-user", "head@example.gov.uk")), False, 401),
        ((THERE, NAMED, NAMED), False, 401),
        ((THERE, ("x-remote-user", "")), False, 401),
        ((THERE, ("x-remote-user", "   ")), False, 401),
        ((THERE, ("x-remote-user", "(null)")), False, 401),
        ((THERE, ("x-remote-user", "a@example.org, b@example.org")), False, 401),
        ((THERE, ("x-remote-user", "a\x00b")), False, 401),
        ((THERE, ("x-remote-user", "a\u202eb")), False, 401),
        ((THERE, ("x-remote-user", "n" * 201)), False, 401),
        ((HERE, NAMED), False, 421),
        ((THERE, NAMED), True, 403),
        ((THERE, NAMED, ("origin", "http://readiness.example.gov.uk")), True, 403),
        ((THERE, NAMED, ("origin", "https://readiness.example.gov.uk.evil.example")), True, 403),
    ],
)
def test_a_name_that_is_missing_twice_or_odd_is_nobody(
    headers: tuple[tuple[str, str], ...], acts: bool, expected: int
) -> None:
    """What a proxy did not set, or a browser added, lets nobody in."""
    assert status(PROXY, *headers, acts=acts) == expected


def test_names_are_words_people_have() -> None:
    """Letters of any script, spaces and the signs of addresses; no lists, controls or nothings."""
    assert all(map(is_a_name, ("r.shah", "DOMAIN\\shah", "O'Neil", "Zoë Müller", "李小龍")))
    assert not any(map(is_a_name, ("", "-", "None", "a;b", 'a"b', "<b>", "a\nb", "\ud800", "a\ufffdb")))


def test_an_address_is_what_browsers_give_as_origin() -> None:
    """A path, a name with a password or another kind of address is refused."""
    assert public_address("https://Readiness.example.gov.uk/") == "https://readiness.example.gov.uk"
    assert public_address("https://readiness.example.gov.uk:443") == "https://readiness.example.gov.uk"
    assert public_address("http://127.0.0.1:8080") == "http://127.0.0.1:8080"
    for wrong in (
        "readiness.example",
        "https://a/b",
        "https://u:p@a",
        "ftp://a",
        "https://a:x",
        "https://a?b",
        "",
    ):
        with pytest.raises(UsageError):
            public_address(wrong)
