"""Who a process acts as at a database, where one account of the computer acts for several people."""

from __future__ import annotations

import os

VARIABLE = "READINESS_DATABASE_LOGIN"
"""Set by the front for each person it serves; it goes before what PostgreSQL's service file says."""


def given() -> str | None:
    """The login this process was started for; None when it is whoever the service file says."""
    return os.environ.get(VARIABLE) or None
