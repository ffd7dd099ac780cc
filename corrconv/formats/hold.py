"""Held frames without the encoder: what it said of a frame that stays the same is said again.

An H.264 picture whose macroblocks are all skipped shows the picture before it, value for value.
x264 needs as long for one as for a frame that is new, and two frames of five are held. Pictures are
numbered, so those that the encoder makes after a repeated one need other numbers; nothing else in
them changes. Source: ITU-T H.264, 7.3.1 (units), 7.3.2.1.1 (sequence parameters), 7.3.3 (slice
header), 7.3.4 (mb_skip_run), 9.1 (Exp-Golomb codes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SLICE, FIRST_SLICE, SEQUENCE = 1, 5, 7
"""Kinds of units: a slice, one of a picture that decoding can begin with, and parameters."""

HIGH = 100
"""From this profile on parameters tell of chroma and depth."""

MACROBLOCK = 16
"""Pixels along an edge."""

START = b"\0\0\0\1"

HEAD = 8
"""Bytes after a unit's first one in which the number of a slice's picture stands."""


class Bits:
    """Reads bits from the first to the last; IndexError after the end."""

    def __init__(self, content: bytes) -> None:
        self._text = "".join(f"{byte:08b}" for byte in content)
        self.at = 0

    def take(self, count: int) -> int:
        """The number in the next bits."""
        self.at += count
        if self.at > len(self._text):
            raise IndexError("no more bits")
        return int(self._text[self.at - count : self.at], 2)

    def code(self) -> int:
        """The next number in an Exp-Golomb code."""
        zeros = self._text[self.at :].partition("1")[0]
        self.at += len(zeros)
        return self.take(len(zeros) + 1) - 1

    def rest(self) -> str:
        """What is left, without the bit that ends it and those that fill up its byte."""
        return self._text[self.at :].rstrip("0")[:-1]


class Hold:
    """Numbers the pictures of one video without B-frames, CABAC and a picture order of its own.

    `parameters` are the encoder's; ValueError where they tell of another kind of video.
    """

    def __init__(self, parameters: bytes, width: int, height: int) -> None:
        self._width = _number_width(parameters)
        self._blocks = -(-width // MACROBLOCK) * -(-height // MACROBLOCK)
        self._added = 0
        self._still: bytes | None = None

    @property
    def still(self) -> bool:
        """Whether the newest picture is the one before it, so that `again` may follow."""
        return self._still is not None

    def take(self, packet: bytes) -> bytes:
        """The encoder's next picture, as it has to be numbered."""
        found = [*units(packet)]
        if any(_kind(unit) == FIRST_SLICE for unit in found):
            self._added = 0
        numbered = [self._numbered(unit, self._added) for unit in found]
        alone = numbered[0] if len(numbered) == 1 else b""
        self._still = alone if alone and self._skips_all(alone) else None
        return b"".join(START + escaped(unit) for unit in numbered)

    def again(self) -> bytes:
        """A picture equal to the newest one; ValueError unless that is `still`."""
        if self._still is None:
            raise ValueError("the newest picture is not the one before it")
        self._added += 1
        self._still = self._numbered(self._still, 1)
        return START + escaped(self._still)

    def _numbered(self, unit: bytes, by: int) -> bytes:
        """A slice with a number that is `by` higher, any other unit as it is."""
        if _kind(unit) != SLICE:
            return unit
        head = unit[1 : 1 + HEAD]
        bits = _opened(head)
        shift = 8 * len(head) - bits.at - self._width
        number = bits.take(self._width)
        wanted = (number + by) % (1 << self._width)
        changed = int.from_bytes(head) + ((wanted - number) << shift)
        return unit[:1] + changed.to_bytes(len(head)) + unit[1 + HEAD :]

    def _skips_all(self, unit: bytes) -> bool:
        """Whether a unit is a slice that holds nothing but one run of skipped macroblocks."""
        if _kind(unit) != SLICE or len(unit) > 2 * MACROBLOCK:
            return False
        bits = _opened(unit[1:])
        bits.take(self._width)
        if bits.take(3):  # other references, in another order, or kept for longer
            return False
        bits.code()  # the quantiser
        if bits.code() != 1:  # edges are smoothed
            return False
        run = f"{self._blocks + 1:b}"
        return bits.rest() == "0" * (len(run) - 1) + run


def units(packet: bytes) -> Iterator[bytes]:
    """The units of a packet, without start codes and without the bytes that keep those apart."""
    for unit in re.split(rb"\x00{2,}\x01", packet):
        if unit:
            yield unit.replace(b"\0\0\3", b"\0\0")


def escaped(unit: bytes) -> bytes:
    """A unit in which nothing looks like a start code."""
    return re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\0\0\3", unit)


def _kind(unit: bytes) -> int:
    return unit[0] & 31


def _opened(content: bytes) -> Bits:
    """The bits of a slice, or of its beginning, read as far as its picture's number."""
    bits = Bits(content)
    for _ in ("its first macroblock", "its type", "its parameters"):
        bits.code()
    return bits


def _number_width(parameters: bytes) -> int:
    """The bits of a picture's number."""
    for unit in units(parameters):
        if _kind(unit) == SEQUENCE:
            return _read(Bits(unit[1:]))
    raise ValueError("the encoder tells no sequence parameters")


def _read(bits: Bits) -> int:
    profile = bits.take(8)
    bits.take(16)  # constraints and level
    bits.code()
    if profile >= HIGH:
        chroma, depths, plain = bits.code(), bits.code() + bits.code(), bits.take(2)
        if (chroma, depths, plain) != (1, 0, 0):
            raise ValueError("the encoder's video is not 4:2:0 with 8 bits")
    width = bits.code() + 4
    if bits.code() != 2:
        raise ValueError("the encoder's pictures have an order of their own")
    return width
