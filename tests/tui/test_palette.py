"""The palette finds verbs and records by any words, with a slip forgiven, best first."""

from __future__ import annotations

from typing import Any

from readiness.tui.app.palette import CommandProvider, PlaceProvider
from readiness.workspace.workspace import Workspace


async def titles(stage: Any, kind: type[CommandProvider | PlaceProvider], query: str) -> list[str]:
    """What a provider offers for a query, best first."""
    provider = kind(stage.app.screen)
    await provider.startup()
    hits = [hit async for hit in provider.search(query)]
    await provider.shutdown()
    return [str(hit.text) for hit in sorted(hits, key=lambda hit: -hit.score)]


async def test_verbs_are_found_by_their_name_before_their_sentence(
    play: Any, area_workspace: Workspace
) -> None:
    """A verb named so stands above verbs that only speak of it; a slip is forgiven."""
    async with play(area_workspace) as stage:
        assert (await titles(stage, CommandProvider, "start a drill")) == ["drill: Start a drill"]
        assert (await titles(stage, CommandProvider, "drlil start")) == ["drill: Start a drill"]
        assert (await titles(stage, CommandProvider, "undo")) == ["edit: Undo", "edit: Redo"]
        assert (await titles(stage, CommandProvider, "zzzz")) == []


async def test_records_are_found_by_id_and_words(play: Any, area_workspace: Workspace) -> None:
    """An id typed in full comes first; words in any order; a slip is forgiven."""
    async with play(area_workspace) as stage:
        assert (await titles(stage, PlaceProvider, "e0003"))[0] == "go: E0003 Waiting times dashboard"
        assert (await titles(stage, PlaceProvider, "dashboard waiitng")) == [
            "go: E0003 Waiting times dashboard"
        ]
        assert (await titles(stage, PlaceProvider, "zzzz")) == []


async def test_a_palette_that_was_closed_looks_no_further(play: Any, area_workspace: Workspace) -> None:
    """What was on its way when the palette closed is not looked for."""
    async with play(area_workspace) as stage:
        provider = PlaceProvider(stage.app.screen)
        await provider.startup()
        await provider.shutdown()

        assert [hit async for hit in provider.search("e0003")] == []


async def test_a_right_hit_of_any_kind_stands_above_a_forgiven_one(
    play: Any, area_workspace: Workspace
) -> None:
    """Verbs nearly named so do not push down the record that is named exactly so."""
    async with play(area_workspace) as stage:
        provider = CommandProvider(stage.app.screen)
        await provider.startup()
        nearly = [hit.score async for hit in provider.search("drlil")]
        places = PlaceProvider(stage.app.screen)
        await places.startup()
        exactly = [hit.score async for hit in places.search("e0003")]
        await places.shutdown()

        assert nearly
        assert max(nearly) < min(exactly)
