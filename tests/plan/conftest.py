"""The shipped definition, for tests of published reports."""

from __future__ import annotations

import pytest

from readiness.definitions.catalogue import load_shipped
from readiness.model.definition.framework import Framework


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The area SEND framework as shipped."""
    return load_shipped("area-send-2023")[0]
