"""A renderer that goes straight to the end of every animation: for stills."""

from __future__ import annotations

from typing import Any, cast

from manim import Animation, Create, FadeIn, FadeOut, Mobject, Scene, TransformFromCopy, Wait
from manim.animation.transform import _MethodAnimation
from manim.mobject.mobject import _AnimationBuilder
from manim.renderer.cairo_renderer import CairoRenderer


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
            end(animation, scene)
        self.time += scene.get_run_time(animations)
        self.num_plays += 1

    def scene_finished(self, scene: Scene) -> None:
        """There is no file to write and no frame to draw."""


def end(animation: Animation, scene: Scene) -> None:
    """One animation's last state. What only appears or leaves needs no copy to fade from."""
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
