"""The performer: runs the scene of a request once, and returns what was rendered."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from corrconv.core.operation import terms
from corrconv.draw.export.annotations import drawn_entries, visible_parts
from corrconv.draw.export.svg import Page, svg
from corrconv.draw.export.view import View
from corrconv.draw.export.visible import describe_dashes, measure_edges
from corrconv.draw.fast_manim.camera import StillCamera
from corrconv.draw.fast_manim.config import settings, temporary_config
from corrconv.draw.fast_manim.renderer import make_renderer
from corrconv.draw.scene import FigureScene
from corrconv.lesson.lesson import Lesson
from corrconv.rendering.area import Area
from corrconv.rendering.request import LARGE_VIEW, POSTER_VIEW, SVG_VIEW, RenderRequest
from corrconv.rendering.result import Caption, Facts, Look, RenderResult, TermEntry
from corrconv.rendering.sink import Pixels, Sink


@dataclass(frozen=True, slots=True)
class StraightAlpha:
    """Hands frames on to `sink` with straight alpha."""

    sink: Sink

    def write(self, frame: Pixels, repeat: int, changed: tuple[Area, ...] | None = None) -> None:
        """Take one frame that manim drew on no background."""
        self.sink.write(_straight_alpha(frame), repeat, changed)

    def step(self) -> None:
        """Begin a step with the next frame."""
        self.sink.step()


def perform(request: RenderRequest, sink: Sink | None) -> RenderResult:
    """Run the requested figure's scene. Frames go to `sink`; without one, none is drawn.

    Raises whatever the scene raises, and ValueError where it drew nothing.
    """
    with temporary_config(settings(request, frames=sink is not None)):
        scene = make_scene(request, sink)
        scene.render()
        return _result(scene)


def make_scene(request: RenderRequest, sink: Sink | None) -> FigureScene:
    """Return the requested scene, ready to render into `sink`."""
    figure = request.figure
    module = ".".join(PurePosixPath(figure.scene).with_suffix("").parts)
    scene_class: type[FigureScene] = getattr(importlib.import_module(module), figure.scene_class)
    scene = scene_class(renderer=make_renderer(frames=sink is not None), request=request)
    if sink is not None:
        scene.send_frames_to(StraightAlpha(sink) if request.transparent else sink)
    return scene


def _result(scene: FigureScene) -> RenderResult:
    parts = visible_parts(scene.mobjects)
    if not parts:
        raise ValueError(f"figure {scene.figure.name} drew nothing")
    profile, views = scene.request.profile, scene.request.views
    view = View.around(parts, profile.still_scale, scene.middle)
    frame = View.whole(profile.width, profile.height)
    return RenderResult(
        still=capture(scene, view),
        facts=facts(scene, view),
        captions=_captions(scene, scene.frames / profile.fps),
        frames=scene.frames,
        svg=drawing(scene, view) if SVG_VIEW in views else None,
        large=capture(scene, view.twice()) if LARGE_VIEW in views else None,
        poster=capture(scene, frame) if POSTER_VIEW in views else None,
    )


def _captions(scene: FigureScene, seconds: float) -> tuple[Caption, ...]:
    """Return each step's words, from when they appear until the next ones do."""
    ends = [*(start for start, _ in scene.captions[1:]), seconds]
    return tuple(
        Caption(start, end, words)
        for (start, words), end in zip(scene.captions, ends, strict=False)
    )


def capture(scene: FigureScene, view: View) -> Pixels:
    """Return the scene as it is now, seen through a view."""
    width, height = view.frame
    camera = StillCamera(
        pixel_width=view.width,
        pixel_height=view.height,
        frame_width=width,
        frame_height=height,
        frame_center=np.array([*view.centre, 0.0]),
        background_color=scene.style.colour("paper"),
        background_opacity=0.0 if scene.request.transparent else 1.0,
    )
    camera.capture_mobjects(scene.mobjects)
    pixels = np.array(camera.pixel_array, dtype=np.uint8)
    return _straight_alpha(pixels) if scene.request.transparent else pixels


def _straight_alpha(pixels: Pixels) -> Pixels:
    """Take the background's colour out of what is not opaque: manim leaves it there."""
    alpha, clear = pixels[..., 3], pixels.copy()
    between = (alpha > 0) & (alpha < 255)
    background = pixels[0, 0, :3].astype(float)
    straight = background + (pixels[between, :3] - background) / (alpha[between, None] / 255)
    clear[between, :3] = np.clip(np.rint(straight), 0, 255)
    return clear


def drawing(scene: FigureScene, view: View) -> str:
    """Return the scene as it is now as SVG, seen through a view."""
    request = scene.request
    paper = None if request.transparent else scene.style.colour("paper")
    page = Page(request.figure.title, request.alt, paper)
    return svg(scene.mobjects, scene.style.typesetter.outlines, view, page)


def facts(scene: FigureScene, view: View) -> Facts:
    """Return what the final state shows, read off its mobjects, and the terms that it is about."""
    operation = scene.figure.operation
    lesson = scene.lesson
    output = None if operation is None else lesson.worked[operation]
    return {
        "figure": scene.figure.name,
        "lesson": lesson.name,
        "operation": operation.slug if operation else None,
        "output": [output.col, output.row] if output else None,
        "order": lesson.traversal.value,
        "size": [view.width, view.height],
        "drawn": drawn_entries(scene.mobjects, scene.style.typesetter.outlines, view),
        "terms": _terms(scene, lesson) if operation else [],
        "look": _look(scene, view),
    }


def _look(scene: FigureScene, view: View) -> Look:
    """Return the parts of the theme that were read, and what was measured after each step."""
    step = scene.step_text.text_with_spaces if scene.step_text else ""
    scene.measurements.take(scene.mobjects, step)
    return {
        "theme": dict(sorted(scene.style.theme_parts_read.items())),
        "dashes": describe_dashes(scene.mobjects),
        "layout": {**scene.measurements.entries(), "edge": measure_edges(scene.mobjects, view)},
    }


def _terms(scene: FigureScene, lesson: Lesson) -> list[TermEntry]:
    operation = scene.operation
    every = terms(operation, lesson.worked[operation], lesson.image, lesson.kernel)
    return [
        {
            "image": [term.image.col, term.image.row],
            "kernel": [term.kernel.col, term.kernel.row],
            "letter": lesson.letters.get(term.kernel),
            "exists": term.exists,
        }
        for term in every
    ]
