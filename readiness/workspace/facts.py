"""Confirming and correcting facts of the framework: changes of the workspace like any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readiness.base.dates import short_date
from readiness.base.errors import RefusedError, UsageError
from readiness.base.text import cleaned, counted, listed
from readiness.definitions.confirming import Settling, named, with_facts
from readiness.definitions.fact_words import FactWordsError, heard, said
from readiness.model.definition.parts import PARTS, FactPlace, places
from readiness.model.records.changes import Change, Transaction, put, remove
from readiness.model.records.facts import ConfirmedFact, FactCorrection
from readiness.model.records.targets import still_reads, target_fingerprint

if TYPE_CHECKING:
    from readiness.model.definition.framework import Framework
    from readiness.workspace.workspace import Workspace

_NAMED = 3


def confirm_facts(
    ws: Workspace, names: Sequence[str], *, on: date, today: date, source: str, by: str = ""
) -> tuple[Transaction, tuple[str, ...]]:
    """Say that facts of the framework are right as they stand, and work with them so from now on.

    What is confirmed already is passed over. Gives the change and the names of the facts confirmed by it.

    Raises:
        UsageError: There is no such fact, no source was given, or all of them are confirmed already.
        StaleEditError: Somebody confirmed one of them in the same moment; nothing is stored.
    """
    fresh = [one for one in named(ws.framework, names) if one.fact.status != "confirmed"]
    if not fresh:
        raise UsageError("Nothing would change: it is confirmed already.", ", ".join(names), "")
    settlings = [Settling(one.key, source, None, by, on) for one in fresh]
    return settle(ws, settlings, today=today), tuple(one.name for one in fresh)


def settle(ws: Workspace, settlings: Sequence[Settling], *, today: date) -> Transaction:
    """Confirm and correct facts in one change, which undo takes back.

    Raises:
        UsageError: A fact is not there, has no source, was said on a day that lies ahead, or cannot hold what
            it was given.
        RefusedError: The framework with the corrections would contradict itself.
        StaleEditError: Somebody changed one of them in the same moment; nothing is stored.
    """
    return ws.run(settled(ws, settlings, today=today))


def settled(ws: Workspace, settlings: Sequence[Settling], *, today: date) -> Transaction:
    """The change that settles facts, looked at as a whole and not stored: what a dry run stands for.

    Raises:
        UsageError: As `settle`.
        RefusedError: As `settle`.
    """
    plain, in_force = places(ws.plain_framework), places(ws.framework)
    changes = tuple(_change(ws, one, plain, in_force, today) for one in settlings)
    after = {**ws.records.facts, **{one.record_id: one.after for one in changes}}
    framework, problems = with_facts(
        ws.plain_framework, [one for one in after.values() if isinstance(one, ConfirmedFact)]
    )
    mine = {one.record_id for one in changes}
    if broken := [one for one in problems if one.where.record in mine]:
        raise RefusedError("That cannot be so together with the rest.", broken[0].what, broken[0].hint)
    label = ws.framework.terms.said(_label(settlings, changes))
    return Transaction(label, (*changes, *_links_to_review(ws, framework)))


def take_back(ws: Workspace, names: Sequence[str]) -> Transaction:
    """Doubt facts again that were confirmed or corrected here.

    Raises:
        UsageError: There is no such fact, or it was not confirmed here.
    """
    held = [ws.records.facts[one.key] for one in named(ws.framework, names) if one.key in ws.records.facts]
    if not held:
        raise UsageError(
            "It was not confirmed here, so there is nothing to take back.",
            ", ".join(names),
            "What a file in the frameworks folder confirms is taken back in that file.",
        )
    ids = [one.id for one in held]
    kept = [one for one in ws.records.facts.values() if one.id not in ids]
    framework, _ = with_facts(ws.plain_framework, kept)
    changes = (*map(remove, held), *_links_to_review(ws, framework))
    label = ws.framework.terms.said(f"Take back what was confirmed of {_few(ids)}")
    return ws.run(Transaction(label, changes))


def _links_to_review(ws: Workspace, after: Framework) -> Iterator[Change]:
    """Links of earlier versions to prompts whose criterion says something else from now on.

    They were kept with the words of the prompt alone; with those of its criterion as it stands the change
    is seen. Links of today have them.
    """
    for link in ws.records.links.values():
        if link.target_kind != "prompt" or not link.target_seen:
            continue
        now = ws.index.target_fingerprint("prompt", link.target)
        then = target_fingerprint(after, ws.records, "prompt", link.target)
        if now not in {then, link.target_seen} and still_reads(ws.framework, ws.records, link):
            yield put(link.model_copy(update={"target_seen": now}), link)


def _change(
    ws: Workspace,
    settling: Settling,
    plain: Mapping[str, FactPlace],
    in_force: Mapping[str, FactPlace],
    today: date,
) -> Change:
    place, now = plain.get(settling.key), in_force.get(settling.key)
    if place is None or now is None:
        raise UsageError(
            "There is no such fact in the framework.", settling.key, "See 'readiness frameworks facts'."
        )
    source = cleaned(settling.source)
    if not source:
        raise UsageError(
            "A confirmed fact needs its source.", place.name, "Say where you read it with --source."
        )
    if settling.on is not None and settling.on > today:
        raise UsageError(
            f"{place.name} cannot have been confirmed on {short_date(settling.on)}: that day lies ahead.",
            "",
            "Give the day they said so; it may be left out when that is today.",
        )
    held = ws.records.facts.get(place.key)
    record = ConfirmedFact(
        id=place.key,
        words=now.words,
        corrections=_corrections(place, held, settling.corrections or {}),
        source=source,
        by=cleaned(settling.by) or ws.user,
        on=settling.on or today,
        seen=place.fingerprint,
    )
    return put(record.model_copy(update={"revision": held.revision}) if held else record, held)


def _corrections(
    place: FactPlace, held: ConfirmedFact | None, given: Mapping[str, str]
) -> tuple[FactCorrection, ...]:
    """What is put right now, on top of what was before; what the definition says itself is left out."""
    model = PARTS[place.part].model
    before = {one.field: one.value for one in held.corrections} if held and place.reads_as(held.seen) else {}
    texts = {**before, **given}
    try:
        values = {name: heard(model, name, text) for name, text in texts.items()}
    except FactWordsError as error:
        raise UsageError(f"{place.name}: {error}", "", "Correct it and try again.") from None
    return tuple(
        FactCorrection(field=name, value=said(value))
        for name, value in values.items()
        if value != getattr(place.fact, name)
    )


def _label(settlings: Sequence[Settling], changes: Sequence[Change]) -> str:
    corrected = [one.key for one in settlings if one.corrections]
    ids = [one.record_id for one in changes]
    if not corrected:
        return f"Confirm {_few(ids)}"
    if len(corrected) == len(ids):
        return f"Correct {_few(ids)}"
    return f"Confirm {counted(len(ids) - len(corrected), 'fact')} and correct {_few(corrected)}"


def _few(keys: Sequence[str]) -> str:
    names = [one.replace("_", " ").replace(":", " ", 1) for one in keys]
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} and {more} more" if more > 0 else listed(names)
