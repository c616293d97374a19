"""The verbs of an inspection that work everywhere: the drill, lists, packs, and the request map."""

from __future__ import annotations

from textual import work

from readiness.tui.desk import Desk


class InspectionDesk(Desk):
    """A desk that rehearses the call, checks what comes in and verifies what went out."""

    @work(group="flow", exclusive=True)
    async def action_check_lists(self) -> None:
        """Check person-level lists."""
        from readiness.tui.list_forms import check_lists

        await check_lists(self)

    @work(group="flow", exclusive=True)
    async def action_verify_pack(self) -> None:
        """Compare a pack with its own hashes."""
        from readiness.tui.pack_forms import verify_pack

        await verify_pack(self)

    @work(group="flow", exclusive=True)
    async def action_start_drill(self) -> None:
        """Rehearse the call on a copy."""
        from readiness.tui.drill_forms import start_drill

        await start_drill(self)

    @work(group="flow", exclusive=True)
    async def action_end_drill(self) -> None:
        """End the rehearsal and see what came of it."""
        from readiness.tui.drill_forms import end_drill

        await end_drill(self)

    @work(group="flow", exclusive=True)
    async def action_write_map(self) -> None:
        """Write the request map as a workbook."""
        from readiness.tui.list_forms import write_map

        await write_map(self)

    @work(group="flow", exclusive=True)
    async def action_take_map(self) -> None:
        """Take a filled-in request map in."""
        from readiness.tui.list_forms import take_map

        await take_map(self)
