"""The arithmetic of colours: contrast, colour blindness and distance. Colours are #RRGGBB in sRGB.

Own arithmetic, because importing coloraide takes 130 ms, twice as long as this whole package, and
every command reads a theme.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

Triple = tuple[float, float, float]

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

_COLOURS = 256
"""The luminances of so many are remembered."""

_WEIGHTS: Triple = (0.2126, 0.7152, 0.0722)
"""Of red, green and blue in relative luminance (WCAG 2.2)."""

NORMAL, GREYSCALE = "normal", "greyscale"

VISIONS: Mapping[str, tuple[Triple, Triple, Triple]] = MappingProxyType(
    {
        NORMAL: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
        "deuteranopia": (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.011820, 0.042940, 0.968881),
        ),
        "protanopia": (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
        GREYSCALE: (_WEIGHTS, _WEIGHTS, _WEIGHTS),
    }
)
"""How a reader or a printer sees: matrices on linear RGB. The two kinds of colour blindness are
those of Machado, Oliveira and Fernandes, IEEE TVCG 15(6), 2009, at severity 1.0."""

_XYZ: tuple[Triple, Triple, Triple] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""Linear sRGB to XYZ (IEC 61966-2-1)."""


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0..255; ValueError unless `colour` is #RRGGBB."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"colour {colour!r}: wanted #RRGGBB")
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def format_colour(levels: Triple) -> str:
    """Return the colour with these channels, 0..255, rounded."""
    return "#" + "".join(f"{round(min(max(level, 0.0), 255.0)):02X}" for level in levels)


def blend(colour: str, opacity: float, ground: str) -> str:
    """Return the colour of `colour` on `ground`, mixed as sRGB as every renderer does."""
    mixed = [
        opacity * level + (1 - opacity) * below
        for level, below in zip(channels(colour), channels(ground), strict=True)
    ]
    return format_colour((mixed[0], mixed[1], mixed[2]))


def linear(colour: str) -> Triple:
    """Return linear red, green and blue, 0..1, by the definition in WCAG 2.2."""
    red, green, blue = (_linear(level / 255) for level in channels(colour))
    return red, green, blue


@lru_cache(_COLOURS)
def luminance(colour: str) -> float:
    """Return the relative luminance, 0 for black to 1 for white (WCAG 2.2)."""
    return _dot(_WEIGHTS, linear(colour))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def distance(first: str, second: str, vision: str = NORMAL) -> float:
    """Return the CIEDE2000 distance of two sRGB colours as `vision` sees them; KeyError where it is
    not known."""
    return ciede2000(_lab(_as_seen(first, vision)), _lab(_as_seen(second, vision)))


def ciede2000(first: Triple, second: Triple) -> float:
    """Return the colour difference of two CIELAB triples (CIE 142:2001), by the steps of Sharma, Wu
    and Dalal, Color Research and Application 30(1), 2005."""
    mean = (math.hypot(*first[1:]) + math.hypot(*second[1:])) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25.0**7))
    chroma, hue = zip(*(_polar(each, stretch) for each in (first, second)), strict=True)
    lightness = (first[0] + second[0]) / 2
    middle, turn = _hues(hue, 0.0 in chroma)
    step = 2 * math.sqrt(chroma[0] * chroma[1]) * math.sin(math.radians(turn / 2))
    grey = sum(chroma) / 2
    to_light = (second[0] - first[0]) / _light_scale(lightness)
    to_chroma = (chroma[1] - chroma[0]) / (1 + 0.045 * grey)
    to_hue = step / (1 + 0.015 * grey * _hue_weight(middle))
    return math.sqrt(
        to_light**2 + to_chroma**2 + to_hue**2 + _rotation(middle, grey) * to_chroma * to_hue
    )


def _polar(lab: Triple, stretch: float) -> tuple[float, float]:
    """Return chroma and hue in degrees, 0 to 360."""
    a, b = lab[1] * stretch, lab[2]
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _hues(hue: tuple[float, ...], grey: bool) -> tuple[float, float]:
    """Return the mean of two hues and the turn from one to the other; a grey has no hue."""
    total, turn = sum(hue), hue[1] - hue[0]
    if grey:
        return total, 0.0
    if abs(turn) <= 180:
        return total / 2, turn
    around = 180 if total < 360 else -180
    return total / 2 + around, turn - math.copysign(360, turn)


def _light_scale(lightness: float) -> float:
    off = (lightness - 50) ** 2
    return 1 + 0.015 * off / math.sqrt(20 + off)


def _hue_weight(hue: float) -> float:
    def wave(factor: int, phase: int) -> float:
        return math.cos(math.radians(factor * hue + phase))

    return 1 - 0.17 * wave(1, -30) + 0.24 * wave(2, 0) + 0.32 * wave(3, 6) - 0.20 * wave(4, -63)


def _rotation(hue: float, chroma: float) -> float:
    angle = 60 * math.exp(-(((hue - 275) / 25) ** 2))
    return -2 * math.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * math.sin(math.radians(angle))


def _as_seen(colour: str, vision: str) -> Triple:
    red, green, blue = (_dot(row, linear(colour)) for row in VISIONS[vision])
    return red, green, blue


def _lab(rgb: Triple) -> Triple:
    """Return CIELAB of linear sRGB, white being white."""
    inside = tuple(min(max(level, 0.0), 1.0) for level in rgb)
    x, y, z = (_root(_dot(row, inside) / sum(row)) for row in _XYZ)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    return math.cbrt(share) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def _dot(row: Triple, values: tuple[float, ...]) -> float:
    return sum(weight * value for weight, value in zip(row, values, strict=True))
