"""Which definitions there are, and of which files each consists; nothing is read."""

from __future__ import annotations

from pathlib import Path

from readiness.base.disk import resolved

SUFFIXES = (".yaml", ".yml")


def shipped_frameworks() -> dict[str, Path]:
    """Path of each framework that ships with the product, by its id, which is its file or folder name."""
    return framework_paths(shipped_folder("frameworks"))


def framework_paths(folder: Path) -> dict[str, Path]:
    """Every definition in a folder, by file name without suffix or folder name."""
    if not folder.is_dir():
        return {}
    return {
        one.name if one.is_dir() else one.stem: one
        for one in sorted(folder.iterdir())
        if (yaml_files(one) if one.is_dir() else one.suffix.lower() in SUFFIXES)
    }


def yaml_files(folder: Path) -> list[Path]:
    """The YAML files directly in a folder, by name; none when it cannot be listed."""
    try:
        return sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES)
    except OSError:
        return []


_PACKAGE = resolved(Path(__file__)).parent.parent


def shipped_folder(name: str) -> Path:
    """The shipped folder `frameworks` or `evidence`: inside an installed wheel, else in the checkout.

    The folder may be missing in a broken installation; callers list that, they do not crash.
    """
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
