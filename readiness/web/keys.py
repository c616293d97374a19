"""The one-time token in the printed address, and what it is exchanged for."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

_BYTES = 32


def new_secret() -> str:
    """43 signs nobody can guess, fit for an address."""
    return secrets.token_urlsafe(_BYTES)


@dataclass(slots=True)
class OneTimeToken:
    """Lets one browser in, once."""

    value: str = field(default_factory=new_secret)
    is_used: bool = False

    def use(self, given: str) -> bool:
        """Whether this is the token and it was not used before; from now on it is."""
        is_it = hmac.compare_digest(given.encode("utf-8", "replace"), self.value.encode())
        if not is_it or self.is_used:
            return False
        self.is_used = True
        return True


def cookie_line(name: str, value: str, path: str) -> str:
    """A cookie no script can read, that no other site's page makes the browser send."""
    return f"{name}={value}; Path={path}; HttpOnly; SameSite=Strict"
