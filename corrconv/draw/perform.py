"""Performing a request: one scene, one pass over its frames, its still and its facts."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

import numpy as np

from corrconv.core.operation import terms
from corrconv.draw.export.facts import drawn_entries, visible_parts
from corrconv.draw.export.svg import Page, svg
from corrconv.draw.export.view import View
from corrconv.draw.export.visible import describe_dashes, measure_edges
from corrconv.draw.fast_manim.camera import IncrementalCamera
from corrconv.draw.fast_manim.configured import configured
from corrconv.draw.fast_manim.final_state import FinalStateRenderer
from corrconv.draw.fast_manim.ground import GroundCamera, IdleCamera
from corrconv.draw.fast_manim.shared_frame import SharedFrameRenderer
from corrconv.draw.fast_manim.writer import SinkWriter
from corrconv.draw.scene import FigureScene
from corrconv.lesson.lesson import Lesson
from corrconv.rendering.area import Area
from corrconv.rendering.profile import FRAME_HEIGHT, FRAME_WIDTH
from corrconv.rendering.request import RenderRequest
from corrconv.rendering.result import Caption, Facts, Look, RenderResult, TermEntry
from corrconv.rendering.sink import Pixels, Sink


@dataclass(frozen=True, slots=True)
class ClearSink:
    """Hands frames on to `sink` with straight alpha."""

    sink: Sink

    def write(self, frame: Pixels, repeat: int, changed: tuple[Area, ...] | None = None) -> None:
        """Take one frame that manim drew on no ground."""
        self.sink.write(_without_ground(frame), repeat, changed)

    def step(self) -> None:
        """The next frame begins a step."""
        self.sink.step()


def perform(request: RenderRequest, sink: Sink | None) -> RenderResult:
    """Run the commissioned figure's scene. Frames go to `sink`; without one, none is drawn.

    Raises whatever the scene raises, and ValueError where it drew nothing.
    """
    profile = request.profile
    settings = {
        "pixel_width": profile.width,
        "pixel_height": profile.height,
        "frame_rate": profile.fps,
        "frame_width": FRAME_WIDTH,
        "frame_height": FRAME_HEIGHT,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
        "format": _manim_format(request, sink),
        "background_opacity": 0.0 if request.transparent else 1.0,
        "seed": 0,
    }
    with configured(settings):
        clear = ClearSink(sink) if sink and request.transparent else sink
        scene = make_scene(request, clear)
        scene.render()
        return _performance(scene)


def _manim_format(request: RenderRequest, sink: Sink | None) -> str:
    """Nothing is written by it, but manim refuses an mp4 on no ground."""
    if sink is None:
        return "png"
    return "webm" if request.transparent else "mp4"


def make_scene(request: RenderRequest, sink: Sink | None) -> FigureScene:
    """The commissioned scene, ready to render into `sink`."""
    figure = request.figure
    module = ".".join(PurePosixPath(figure.scene).with_suffix("").parts)
    scene_class: type[FigureScene] = getattr(importlib.import_module(module), figure.scene_class)
    kind = FinalStateRenderer if sink is None else SharedFrameRenderer
    camera = IdleCamera if sink is None else IncrementalCamera
    renderer = kind(file_writer_class=SinkWriter, camera_class=camera)
    scene = scene_class(renderer=renderer, request=request)
    renderer.file_writer.sink = sink
    return scene


def _performance(scene: FigureScene) -> RenderResult:
    parts = visible_parts(scene.mobjects)
    if not parts:
        raise ValueError(f"figure {scene.figure.name} drew nothing")
    profile, formats = scene.request.profile, {*scene.request.formats}
    view = View.around(parts, profile.still_scale, scene.middle)
    frame = View.whole(profile.width, profile.height)
    writer = cast(SinkWriter, scene.renderer.file_writer)
    return RenderResult(
        still=capture(scene, view),
        facts=facts(scene, view),
        captions=_captions(scene, writer.frames / scene.request.profile.fps),
        frames=writer.frames,
        svg=drawing(scene, view) if formats & {"svg", "pdf"} else None,
        large=capture(scene, view.twice()) if "png@2x" in formats else None,
        poster=capture(scene, frame) if "poster" in formats else None,
    )


def _captions(scene: FigureScene, seconds: float) -> tuple[Caption, ...]:
    """Each step's words, from when they appear until the next ones do."""
    lines = scene.renderer.file_writer.subcaptions
    starts = [line.start.total_seconds() for line in lines]
    ends = [*starts[1:], seconds]
    return tuple(
        Caption(start, end, line.content)
        for line, start, end in zip(lines, starts, ends, strict=False)
    )


def capture(scene: FigureScene, view: View) -> Pixels:
    """The scene as it is now, seen through a view."""
    width, height = view.frame
    camera = GroundCamera(
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
    return _without_ground(pixels) if scene.request.transparent else pixels


def _without_ground(pixels: Pixels) -> Pixels:
    """Straight alpha: manim leaves its ground's colour in what is not opaque."""
    alpha, clear = pixels[..., 3], pixels.copy()
    between = (alpha > 0) & (alpha < 255)
    ground = pixels[0, 0, :3].astype(float)
    straight = ground + (pixels[between, :3] - ground) / (alpha[between, None] / 255)
    clear[between, :3] = np.clip(np.rint(straight), 0, 255)
    return clear


def drawing(scene: FigureScene, view: View) -> str:
    """The same as SVG."""
    request = scene.request
    paper = None if request.transparent else scene.style.colour("paper")
    page = Page(request.figure.title, request.alt, paper)
    return svg(scene.mobjects, scene.style.type.outlines, view, page)


def facts(scene: FigureScene, view: View) -> Facts:
    """What the final state shows, read off its mobjects, and the terms that it is about."""
    operation = scene.figure.operation
    lesson = scene.lesson
    output = None if operation is None else lesson.worked[operation]
    return {
        "figure": scene.figure.name,
        "lesson": lesson.name,
        "operation": operation.slug if operation else None,
        "output": [output.col, output.row] if output else None,
        "order": lesson.traversal.label,
        "size": [view.width, view.height],
        "drawn": drawn_entries(scene.mobjects, scene.style.type.outlines, view),
        "terms": _terms(scene, lesson) if operation else [],
        "look": _look(scene, view),
    }


def _look(scene: FigureScene, view: View) -> Look:
    """The parts of the theme that were read, and what was measured at the end of each step."""
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
