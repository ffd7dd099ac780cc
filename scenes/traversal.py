"""B2: the same outputs made in two orders."""

from __future__ import annotations

import numpy as np
from manim import Arrow, Create, Dot, FadeIn, FadeOut, LineJointType, VGroup, VMobject

from corrconv.core.index import Index
from corrconv.core.traversal import Traversal
from corrconv.draw.animate.sweep import Sweep
from corrconv.draw.export.annotations import annotate
from corrconv.draw.scene import FigureScene
from corrconv.draw.shapes.panel import Panel
from corrconv.draw.style import STEP
from corrconv.figures import phrases, sizing

SLOW = 2

LIGHT = 0.5
"""Opacity of the way of a patch and of the numbers under it, which stay readable."""


class TraversalFigure(FigureScene):
    """B2: one operation twice, from the first output to the last and from the last to the first."""

    def construct(self) -> None:
        """Draw two panels; what differs is which output is made when."""
        self.add_title()
        self.panels = [
            self._panel(order, x) for order, x in zip(Traversal, (-3.25, 3.25), strict=True)
        ]
        orders = [self.lesson.sliding.output_order(self.operation, order) for order in Traversal]
        self.say(
            "The same {operation}, its outputs made in two orders.",
            operation=phrases.NAMES[self.operation],
        )
        self.boxes = [panel.box(order[0]) for panel, order in zip(self.panels, orders, strict=True)]
        self.rings = [
            panel.focus(order[0]) for panel, order in zip(self.panels, orders, strict=True)
        ]
        self.play(FadeIn(*self.boxes, *self.rings), run_time=0.5)
        for place, made in enumerate(zip(*orders, strict=True)):
            self._make(made, place)
        self.hold()
        dimming = [
            Sweep(panel.image, tuple(panel.image.region), LIGHT, together=True)
            for panel in self.panels
        ]
        self.play(FadeOut(*self.boxes, *self.rings), *dimming, run_time=0.6)
        self.play(
            *(Create(self._path(*each)) for each in zip(self.panels, orders, strict=True)),
            run_time=1.6,
        )
        self.conclude("The patch walks in opposite directions; the output is the same.")

    def _panel(self, order: Traversal, x: float) -> Panel:
        name = self.style.words(f"{order.value} order", STEP, weight="semibold")
        annotate(name, "label", None, "order")
        sliding = self.lesson.sliding
        space = sizing.in_two_columns(sliding, self.operation, [self.operation], x)
        panel = Panel(self.style, sliding, self.operation, space, name=f".{order.name.lower()}")
        self.add(name.put(np.array([x, 2.8, 0.0])), panel)
        return panel

    def _path(self, panel: Panel, order: tuple[Index, ...]) -> VGroup:
        """Return the way of the patch's centre, from its first place to its last."""
        points = [panel.box(output).frame.get_center() for output in order]
        tip = Arrow(
            points[-2],
            points[-1],
            buff=0,
            max_tip_length_to_length_ratio=0.4,
            color=self.style.colour(self.operation.slug),
        ).get_tip()
        line = VMobject(joint_type=LineJointType.ROUND).set_points_as_corners(
            [*points[:-1], tip.get_center()]
        )
        self.style.line(line, self.operation.slug, 4).set_stroke(opacity=LIGHT)
        start = self.style.fill(Dot(points[0], radius=0.1), self.operation.slug)
        annotate(start, "patch", order[0], f"{panel.image.name}.start")
        annotate(tip, "patch", order[-1], f"{panel.image.name}.end")
        return VGroup(line, start, tip)

    def _make(self, made: tuple[Index, ...], place: int) -> None:
        """Make one output of each panel."""
        slow = place < SLOW
        if place:
            moves = []
            for panel, box, ring, output in zip(
                self.panels, self.boxes, self.rings, made, strict=True
            ):
                way = panel.box(output).frame.get_center() - box.frame.get_center()
                moves += [box.animate.shift(way), ring.animate.move_to(panel.output.point(output))]
            self.play(*moves, run_time=0.7 if slow else 0.3)
        values = [panel.value(output) for panel, output in zip(self.panels, made, strict=True)]
        if slow:
            self.play(*(FadeIn(value) for value in values), run_time=0.6)
            self.hold()
        for panel, output, value in zip(self.panels, made, values, strict=True):
            self.remove(value)
            panel.output.fill_in(output, value)
        self.hold(0.4)
