"""Keys pressed while an area is still being built: kept, and pressed for the user once the area is there."""

from __future__ import annotations

import time
from collections import deque

from textual import events, on
from textual.app import App
from textual.message import Message

AT_REST = 0.4
"""Seconds without a key after which slow work in threads goes on."""

_PATIENCE = 1.0
"""Seconds after which the next key is pressed although the one before has not come through."""

_SOON = 0.03
"""Seconds after which to look again whether a box that opens stands."""

_LONG_AGO = float("-inf")


class KeyQueue(App[None]):
    """An application that loses no key and keeps them in order.

    A key that leaves an area does so before the next one is looked at: such bindings have priority. The other
    keys wait for the area they were meant for.
    """

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        self._last_key = 0.0
        self._looks_again = False
        self._on_its_way_since = _LONG_AGO
        """When the last key that had waited was pressed; long ago once it has come through."""

    class Pressed(Message):
        """Follows a key that had waited on its way up to the application; when it arrives, so has the key."""

    @property
    def is_being_built(self) -> bool:
        """Whether keys have to wait for what is on the screen."""
        raise NotImplementedError

    def note_press(self) -> None:
        """A key is on its way: remember where it was pressed."""

    def note_what_began(self) -> None:
        """A key has come through: what it began, such as a box that opens, is waited for."""

    def may_pass(self, key: str) -> bool:
        """Whether a key need not wait for the area."""
        raise NotImplementedError

    @property
    def has_held_keys(self) -> bool:
        """Whether there are keys that wait, or one that is on its way."""
        return bool(self._held) or time.monotonic() - self._on_its_way_since < _PATIENCE

    @property
    def is_at_rest(self) -> bool:
        """Whether nobody has pressed a key for a moment."""
        return time.monotonic() - self._last_key >= AT_REST

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back while there is nothing they could be meant for yet."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._last_key = time.monotonic()
            if self._must_wait(event):
                self._held.append(event)
                self.set_timer(_PATIENCE, self.press_held)
                return
            await self._press(event)
            return
        await super().on_event(event)

    async def _press(self, event: events.Key | events.Paste) -> None:
        await super().on_event(event)
        is_letter = not isinstance(event, events.Key) or event.is_printable
        if not (is_letter and self._is_typed_into):
            self._await_key()

    @property
    def _is_typed_into(self) -> bool:
        """Whether letters are taken in at once: before a key that came first but goes the longer way."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def _await_key(self) -> None:
        """Let no other key through until the last one has come through."""
        self._on_its_way_since = time.monotonic()
        self.note_press()
        if self.screen_stack:
            (self.focused or self.screen).post_message(self.Pressed())
        self.set_timer(_PATIENCE, self.press_held)

    def _must_wait(self, event: events.Key | events.Paste) -> bool:
        passes = isinstance(event, events.Key) and self.may_pass(event.key)
        return self.has_held_keys or (self.is_being_built and not passes)

    async def press_held(self) -> None:
        """Press the next of the keys that waited, when nothing is being built and no other is on its way."""
        is_free = time.monotonic() - self._on_its_way_since >= _PATIENCE
        if not self._held or not is_free:
            return
        if self.is_being_built:
            self._look_again()
            return
        self._on_its_way_since = time.monotonic()
        await super().on_event(self._held.popleft())
        self._await_key()

    def _look_again(self) -> None:
        """Soon look once more whether what is being built stands; one look at a time is on its way."""
        if not self._looks_again:
            self._looks_again = True
            self.set_timer(_SOON, self._look)

    async def _look(self) -> None:
        self._looks_again = False
        await self.press_held()

    @on(Pressed)
    def key_has_come(self) -> None:
        """Press the next key once what this one asked for, such as another focus, is done."""
        self._on_its_way_since = _LONG_AGO
        self.note_what_began()
        self.call_later(self.press_held)

    def forget_keys(self) -> None:
        """Press none of the keys that wait: what they were meant for does not come."""
        self._held.clear()
