"""Packets: whole ones out of whatever pieces come, and nothing that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.drivers._byte_stream import ByteStream

from readiness.web.packets import LARGEST, READY, PacketError, Packets, meaning, said, typed


@given(st.lists(st.binary(max_size=40), max_size=6), st.integers(1, 9))
def test_packets_come_whole_whatever_the_pieces(contents: list[bytes], piece: int) -> None:
    """What was printed before the packets is left out."""
    data = b"noise" + READY + b"".join(b"D" + len(one).to_bytes(4) + one for one in contents)
    packets = Packets()
    got = [one for at in range(0, len(data), piece) for one in packets.feed(data[at : at + piece])]
    assert got == [("D", one) for one in contents]


def test_what_is_said_is_what_the_driver_of_textual_reads() -> None:
    """The kinds, lengths and words of the toolkit's own reader."""
    stream = ByteStream()
    assert list(stream.feed(typed("ä\x1b[A") + said(type="resize", width=80, height=24))) == [
        ("D", "ä\x1b[A".encode()),
        ("M", b'{"type": "resize", "width": 80, "height": 24}'),
    ]


def test_what_is_no_packet_is_noticed() -> None:
    """Another kind, or a length nobody sends."""
    for wrong in (b"X\0\0\0\1a", b"D" + (LARGEST + 1).to_bytes(4)):
        with pytest.raises(PacketError):
            list(Packets().feed(READY + wrong))


def test_words_that_are_no_object_mean_nothing() -> None:
    """Of an M packet."""
    assert meaning(b'{"type": "exit"}') == {"type": "exit"}
    assert meaning(b"[1]") == meaning(b"{") == meaning(b"\xff") == {}
