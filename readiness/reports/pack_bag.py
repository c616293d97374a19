"""The tag files that make a folder a BagIt 1.0 bag (RFC 8493)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from readiness.core.plain import visible
from readiness.reports.pack_plan import Digests, PackPlan

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha512.txt"
TAG_MANIFEST = "tagmanifest-sha512.txt"


def manifest(digests: Mapping[str, Digests]) -> bytes:
    """A manifest by name, sorted; `sha512sum -c` reads it as it stands.

    Names made for a pack hold no character that BagIt would have written as a percent code.
    """
    lines = (f"{digests[name].sha512}  {name}\n" for name in sorted(digests))
    return "".join(lines).encode()


def bag_info(plan: PackPlan, sizes: Iterable[int], *, version: str) -> bytes:
    """``bag-info.txt``: who made the pack, when, and how much it holds."""
    counted = tuple(sizes)
    fields = [
        ("Source-Organization", plan.area),
        ("Bagging-Date", f"{plan.created:%Y-%m-%d}"),
        ("External-Description", f"Data pack for inspectors under {plan.framework}"),
        ("Protective-Marking", plan.marking),
        ("Contact-Name", plan.contact),
        ("Payload-Oxum", f"{sum(counted)}.{len(counted)}"),
        ("Items-Not-Supplied", str(len(plan.missing))),
        ("Personal-Data-Override", plan.override_reason if plan.unapproved() else ""),
        ("Personal-Data-Override-By", plan.override_by if plan.unapproved() else ""),
        ("Fictional-Example", "yes" if plan.is_example else ""),
        ("Bag-Software-Agent", f"area-send-readiness {version}"),
    ]
    lines = (f"{name}: {visible(value).strip()}\n" for name, value in fields if value.strip())
    return "".join(lines).encode()
