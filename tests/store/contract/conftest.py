"""Every contract test runs on every store."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.contract.stores import NAMES, STORES, Store


@pytest.fixture(params=NAMES)
def store(request: pytest.FixtureRequest) -> Store:
    """A store the law is tried on."""
    return STORES[request.param]


@pytest.fixture
def root(store: Store, tmp_path: Path) -> Path:
    """A folder with an empty workspace of the store."""
    store.create(tmp_path / "area").close()
    return tmp_path / "area"
