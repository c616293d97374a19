"""The verbs about documents that go out and come back, and about snapshots."""

from __future__ import annotations

from textual import work

from readiness.tui.desk import Desk


class DocumentDesk(Desk):
    """A desk that writes documents, takes edited ones back and keeps snapshots."""

    @work(group="flow", exclusive=True)
    async def action_export_sef(self) -> None:
        """Write the self-evaluation for Word."""
        from readiness.tui.export_forms import export_sef

        await export_sef(self)

    @work(group="flow", exclusive=True)
    async def action_take_back(self) -> None:
        """Read an edited copy and review what it would change."""
        from readiness.tui.import_forms import take_back

        await take_back(self)

    @work(group="flow", exclusive=True)
    async def action_take_snapshot(self) -> None:
        """Keep everything as it is under a name."""
        from readiness.tui.snapshot_forms import take_snapshot

        await take_snapshot(self)

    @work(group="flow", exclusive=True)
    async def action_what_changed(self) -> None:
        """Show what is different from a snapshot."""
        from readiness.tui.snapshot_forms import what_changed

        await what_changed(self)
