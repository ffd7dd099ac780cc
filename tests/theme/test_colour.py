"""The arithmetic of colours, against published numbers."""

from __future__ import annotations

import pytest

from corrconv.theme.colour import blend, ciede2000, contrast, distance, luminance

# Sharma, Wu and Dalal 2005, table 1: two CIELAB colours and their CIEDE2000 difference.
SHARMA = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.0200 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1.0000
50 -1.1848 -84.8006 50 0 -82.7485 1.0000
50 -0.9009 -85.5211 50 0 -82.7485 1.0000
50 0 0 50 -1 2 2.3669
50 -1 2 50 0 0 2.3669
50 2.4900 -0.0010 50 -2.4900 0.0009 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0010 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0011 7.2195
50 2.4900 -0.0010 50 -2.4900 0.0012 7.2195
50 -0.0010 2.4900 50 0.0009 -2.4900 4.8045
50 -0.0010 2.4900 50 0.0010 -2.4900 4.8045
50 -0.0010 2.4900 50 0.0011 -2.4900 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1.0000
50 2.5 0 50 3.2972 0 1.0000
50 2.5 0 50 1.8634 0.5757 1.0000
50 2.5 0 50 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


@pytest.mark.parametrize("line", SHARMA.strip().splitlines())
def test_the_distance_is_that_of_the_published_pairs(line: str) -> None:
    values = [float(value) for value in line.split()]
    first, second = (values[0], values[1], values[2]), (values[3], values[4], values[5])
    assert ciede2000(first, second) == pytest.approx(values[6], abs=5e-5)
    assert ciede2000(second, first) == pytest.approx(values[6], abs=5e-5)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=1e-3), "just too pale"
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.542, abs=1e-3)
    assert luminance("#FF0000") == pytest.approx(0.2126)


def test_manims_red_and_green_are_lost_without_green_cones() -> None:
    pair = ("#83C167", "#FC6255")
    assert distance(*pair) > 50
    assert distance(*pair, "deuteranopia") < 6
    assert distance(*pair, "protanopia") > distance(*pair, "deuteranopia")
    assert distance("#777777", "#777777", "greyscale") == 0


def test_half_a_colour_lets_the_ground_through() -> None:
    assert blend("#000000", 0.5, "#FFFFFF") == "#808080"
    assert blend("#123456", 1, "#FFFFFF") == "#123456"


@pytest.mark.parametrize("text", ["red", "#FFF", "#GGGGGG", "FFFFFF", "#FFFFFF\n"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="wanted #RRGGBB"):
        luminance(text)
