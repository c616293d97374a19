"""What a workspace is called outside its own folder: in the user's caches and drills."""

from __future__ import annotations

import hashlib
from pathlib import Path


def workspace_key(root: Path) -> str:
    """16 hex digits that stand for the folder of a workspace; they tell nothing of its path."""
    return hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
