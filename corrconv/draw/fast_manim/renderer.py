"""Renderers: one that shares its camera's picture with a sink frame by frame, and one for stills
that goes straight to the end of every animation. Source: manim 0.22, `CairoRenderer`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from manim import Animation, Create, FadeIn, FadeOut, Mobject, Scene, TransformFromCopy, Wait
from manim.animation.transform import _MethodAnimation
from manim.mobject.mobject import _AnimationBuilder
from manim.renderer.cairo_renderer import CairoRenderer

from corrconv.draw.fast_manim.camera import IdleCamera, IncrementalCamera
from corrconv.draw.fast_manim.writer import SinkWriter


def make_renderer(frames: bool) -> CairoRenderer:
    """Return a renderer that draws every frame, or none where `frames` is false."""
    kind = SharedFrameRenderer if frames else FinalStateRenderer
    camera = IncrementalCamera if frames else IdleCamera
    return kind(file_writer_class=SinkWriter, camera_class=camera)


class SharedFrameRenderer(CairoRenderer):
    """Renders as manim's does, but gives its camera's picture instead of a copy for every frame;
    the camera is an IncrementalCamera, the file writer a SinkWriter."""

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw the frame and hand it on."""
        self.update_frame(scene, moving_mobjects)
        self._share(1)

    def freeze_current_frame(self, duration: float) -> None:
        """Hand the frame on for as long as it stands."""
        self._share(int(duration * self.camera.frame_rate))

    def _share(self, repeat: int) -> None:
        if self.skip_animations:
            return
        camera = cast(IncrementalCamera, self.camera)
        self.time += repeat / camera.frame_rate
        writer = cast(SinkWriter, self.file_writer)
        writer.share(camera.pixel_array, repeat, camera.take_changed())


class FinalStateRenderer(CairoRenderer):
    """Leaves a scene as playing every animation would, and draws nothing on the way."""

    def play(
        self, scene: Scene, *args: Animation | Mobject | _AnimationBuilder, **options: Any
    ) -> None:
        """Put the animations' last state into the scene; time goes on as if they had run."""
        animations = scene.compile_animations(*args, **options)
        moved = [a for a in animations if not isinstance(a, Wait) and not a.is_introducer()]
        if moved:  # whether it is in the scene yet is asked of the whole scene
            scene.add_mobjects_from_animations(moved)
        for animation in animations:
            _finish(animation, scene)
        self.time += scene.get_run_time(animations)
        self.num_plays += 1

    def scene_finished(self, scene: Scene) -> None:
        """Leave out manim's end of a scene: there is no file to write and no frame to draw."""


def _finish(animation: Animation, scene: Scene) -> None:
    """Reach one animation's last state. What only appears or leaves needs no copy to fade from."""
    if isinstance(animation, Wait | TransformFromCopy):
        return  # what the copy turns into is in the scene already
    if type(animation) in (Create, FadeIn):
        animation._setup_scene(scene)
    elif type(animation) is _MethodAnimation:
        for item in animation.methods:
            item.method.__func__(animation.mobject, *item.args, **item.kwargs)
    elif type(animation) is FadeOut:
        scene.remove(cast(Mobject, animation.mobject))
    else:
        animation._setup_scene(scene)
        animation.begin()
        animation.finish()
        animation.clean_up_from_scene(scene)
