"""A receipt names the items it answers; a contact is called by role or by name."""

from __future__ import annotations

from readiness.model.records.area import Contact
from readiness.model.records.handover import HandedFile, HandOver


def test_a_receipt_names_each_item_once_in_its_order() -> None:
    """However many files answer it."""
    files = tuple(HandedFile(item=item, name=name) for item, name in (("B", "1"), ("A", "2"), ("B", "3")))
    assert HandOver(id="H0001", files=files).items == ("B", "A")
    assert HandOver(id="H0002").items == ()


def test_a_contact_is_called_by_role_or_name() -> None:
    """Capitals and spaces do not count; empty words name nobody."""
    contact = Contact(role="Nominated officer", name="R. Shah")
    assert contact.is_called(" nominated  Officer")
    assert contact.is_called("r. shah")
    assert not contact.is_called("Shah")
    assert not Contact(role="").is_called(" ")
