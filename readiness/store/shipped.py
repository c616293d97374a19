"""Where the definitions and the worked example that ship with the product are found."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder(name: str) -> Path:
    """The shipped folder `frameworks` or `evidence`: inside an installed wheel, else in the checkout.

    The folder may be missing in a broken installation; callers list that, they do not crash.
    """
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
