"""Who may come in: what a request says of itself, set against what this server is told to let in.

Pure: headers in, a person or a refusal out. Two gates, because two ways of serving need opposite rules:
alone, nobody but the person who started it, and nothing that smells of a proxy; behind a proxy, whoever the
proxy names and nobody that names themselves.
"""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import urlsplit

from readiness.base.errors import UsageError

PERSON_HEADER = "X-Remote-User"
"""Names the person, unless the server is told another header."""

_LONGEST_NAME = 200

_OF_PROXIES = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip"})

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as far as it decides who may come in."""

    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in the order they came; each as often as it came."""
    acts: bool = False
    """Whether it does something or carries content: screens, files. Reading the page alone does not."""

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for held, value in self.headers if held == name.lower()]

    def one(self, name: str) -> str:
        """The value of a header that came once; empty when it came never or more than once."""
        values = self.all(name)
        return values[0] if len(values) == 1 else ""


class RefusedVisit(Exception):  # noqa: N818 - an answer to a browser, not an error of the program
    """Not let in: a status of HTTP and words for a person."""

    def __init__(self, status: int, title: str, words: str) -> None:
        super().__init__(title)
        self.status, self.title, self.words = status, title, words


class Gate(Protocol):
    """Lets people in."""

    def admit(self, visit: Visit) -> str:
        """The name of the person who asks.

        Raises:
            RefusedVisit: They are not let in.
        """
        ...


@dataclass(frozen=True, slots=True)
class AloneGate:
    """For one person at the computer that serves: who has the cookie got it for the one-time token."""

    person: str
    port: int
    cookie: str
    """Name of the cookie."""
    secret: str
    """Its value."""
    person_header: str = PERSON_HEADER

    @property
    def origin(self) -> str:
        """The only address pages of this server have."""
        return f"http://127.0.0.1:{self.port}"

    def need_place(self, visit: Visit) -> None:
        """Refuse what was not meant for this server, or came a way it is not made for."""
        names = {name for name, _ in visit.headers}
        if names & _OF_PROXIES or any(name.startswith("x-forwarded-") for name in names):
            raise RefusedVisit(403, "This serves one person at this computer.", _BEHIND)
        if self.person_header.lower() in names:
            raise RefusedVisit(403, "Nobody is named by a header here.", _BEHIND)
        _need_same(visit, host=f"127.0.0.1:{self.port}", origin=self.origin)

    def admit(self, visit: Visit) -> str:
        """The person who started the server.

        Raises:
            RefusedVisit: Another host or origin, a proxy in between, or no cookie of ours.
        """
        self.need_place(visit)
        if not any(hmac.compare_digest(one.encode(), self.secret.encode()) for one in self._cookies(visit)):
            raise RefusedVisit(401, "This page is for the person who started it.", _ASK_ADDRESS)
        return self.person

    def _cookies(self, visit: Visit) -> list[str]:
        found = []
        for line in visit.all("cookie"):
            for part in line.split(";"):
                try:
                    jar = SimpleCookie(part.strip())
                except CookieError:
                    continue
                if self.cookie in jar:
                    found.append(jar[self.cookie].value)
        return found


_BEHIND = "To serve several people, start it behind a proxy that signs them in: readiness serve --help."

_ASK_ADDRESS = "Open the address that stands in the terminal where it was started."


@dataclass(frozen=True, slots=True)
class ProxyGate:
    """For a partnership: the proxy in front signs people in and names them; only it reaches the socket."""

    address: str
    """Where browsers find it, such as ``https://readiness.example.gov.uk``; without a path."""
    person_header: str = PERSON_HEADER

    def admit(self, visit: Visit) -> str:
        """The person the proxy names, as it names them.

        Raises:
            RefusedVisit: Another host or origin, or no one name that could be a person's.
        """
        _need_same(visit, host=urlsplit(self.address).netloc, origin=self.address)
        named = visit.all(self.person_header)
        if len(named) != 1:
            many = "more than one person" if named else "nobody"
            raise RefusedVisit(401, "You are not signed in.", f"The sign-in named {many}. {_ASK_IT}")
        if not is_a_name(named[0]):
            raise RefusedVisit(401, "You are not signed in.", f"The sign-in gave no usable name. {_ASK_IT}")
        return named[0].strip()


_ASK_IT = "Close the browser and sign in again; if it happens again, ask whoever runs this for you."


def is_a_name(text: str) -> bool:
    """Whether a proxy's value can stand for a person: words without controls, not too long, no list."""
    name = text.strip()
    return (
        0 < len(name) <= _LONGEST_NAME
        and not any(unicodedata.category(sign) in _UNSEEN for sign in text)
        and not set(name) & set(',;"<>\ufffd')
        and name.casefold() not in {"-", "null", "none", "undefined", "anonymous", "(null)"}
    )


def public_address(text: str) -> str:
    """An address as people write it, as browsers give it as their origin.

    Raises:
        UsageError: It is no https address of a host alone.
    """
    parts = urlsplit(text.strip())
    try:
        has_port = parts.port is not None
    except ValueError:
        has_port, parts = False, urlsplit("")
    is_plain = parts.scheme in {"https", "http"} and parts.hostname and not parts.username
    if not is_plain or parts.path.strip("/") or parts.query or parts.fragment:
        raise UsageError(
            "This is not an address to serve under.", text, "Such as https://readiness.example.gov.uk"
        )
    usual = {"https": 443, "http": 80}[parts.scheme]
    port = f":{parts.port}" if has_port and parts.port != usual else ""
    return f"{parts.scheme}://{parts.hostname}{port}"


def _need_same(visit: Visit, *, host: str, origin: str) -> None:
    """Refuse a request for another host, or from another page."""
    if visit.one("host").lower() != host.lower():
        raise RefusedVisit(421, "This is not the address it is served under.", f"Open {origin}/")
    origins = visit.all("origin")
    needed = 1 if visit.acts else 0
    if any(one != origin for one in origins) or not needed <= len(origins) <= 1:
        raise RefusedVisit(403, "The request came from another page.", f"Open {origin}/")
    if visit.acts and visit.all("sec-fetch-site") not in ([], ["same-origin"]):
        raise RefusedVisit(403, "The request came from another page.", f"Open {origin}/")
