"""What is replaced, or used though it is private, of manim is what it was when that was written.

A failure here comes with another version of manim. Read what it changed in the part that is named,
and whether our file still does the same; then write the new digest down.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from manim import Camera

from corrconv.draw import fast_manim

ROOT = Path(__file__).parents[3]
FENCE = ROOT / "corrconv/draw/fast_manim"

CAMERA = "manim.camera.camera:Camera"
MOBJECT, VMOBJECT = "manim.mobject.mobject:Mobject", "manim.mobject.types.vectorized_mobject"
RENDERER = "manim.renderer.cairo_renderer:CairoRenderer"
SCENE = "manim.scene.scene:Scene"
WRITER = "manim.scene.scene_file_writer:SceneFileWriter"
POLYGRAM = "manim.mobject.geometry.polygram"
ANIMATION = "manim.animation.animation:Animation"

DIGESTS = {
    "fast_manim/camera.py": {
        f"{CAMERA}.__init__": "94f6e1f00480",
        f"{CAMERA}.reset": "4d3cf5d3ee7a",
        f"{CAMERA}.set_frame_to_background": "5bf85c954726",
        f"{CAMERA}.set_pixel_array": "5bcba816d6ab",
        f"{CAMERA}.init_background": "fd1161dedfbf",
        f"{CAMERA}.capture_mobjects": "958b8f23af48",
        f"{CAMERA}.get_mobjects_to_display": "ef93088d70b3",
        f"{CAMERA}.display_multiple_non_background_colored_vmobjects": "b0521f393123",
        f"{CAMERA}.display_vectorized": "4d9d158f2a42",
        f"{CAMERA}.get_cairo_context": "52cd4d27b913",
        f"{CAMERA}.apply_fill": "021a92466cd3",
        f"{CAMERA}.apply_stroke": "81447e68863e",
        f"{CAMERA}.get_fill_rgbas": "4276431a486b",
        f"{CAMERA}.get_stroke_rgbas": "5ccd8ffbc3d3",
    },
    "fast_manim/path.py": {
        f"{CAMERA}.set_cairo_context_path": "0e53e5837e78",
        f"{VMOBJECT}:VMobject.get_subpath_split_indices_from_points": "f6390df4e190",
        f"{VMOBJECT}:VMobject.consider_points_equals_2d": "921342a98a9f",
        f"{VMOBJECT}:VMobject.gen_subpaths_from_points_2d": "7f15705640d5",
    },
    "fast_manim/renderer.py": {
        f"{RENDERER}.__init__": "a855b8bacca5",
        f"{RENDERER}.init_scene": "3c06db733182",
        f"{RENDERER}.render": "924e3bd668b2",
        f"{RENDERER}.freeze_current_frame": "a95825fff9f7",
        f"{RENDERER}.update_frame": "8f79c10a4826",
        f"{RENDERER}.play": "5affbe0f311d",
        f"{RENDERER}.scene_finished": "75b619f2f4b5",
        f"{SCENE}.compile_animations": "50b624501cab",
        f"{SCENE}.add_mobjects_from_animations": "a236f35c5ee7",
        f"{SCENE}.get_run_time": "bf8e8ce20a61",
        f"{ANIMATION}._setup_scene": "ab4be56fdfd1",
        f"{ANIMATION}.begin": "fbc294d3275d",
        f"{ANIMATION}.finish": "d2cb9ad54830",
        f"{ANIMATION}.clean_up_from_scene": "055f70240b01",
        f"{ANIMATION}.is_introducer": "7e93728ee70a",
        "manim.animation.transform:_MethodAnimation": "7178ec8db24e",
        "manim.animation.transform:TransformFromCopy": "4ceea6b0d093",
        "manim.animation.fading:FadeIn": "88761e731462",
        "manim.animation.fading:FadeOut": "1a52d84df1bc",
        "manim.animation.creation:Create": "498d7330b786",
        "manim.mobject.mobject:_AnimationBuilder": "a9444f96742c",
    },
    "fast_manim/writer.py": {
        f"{WRITER}.__init__": "554895082a49",
        f"{WRITER}.write_frame": "e1234e03b0a8",
        f"{WRITER}.is_already_cached": "b2bcce277cf4",
        f"{WRITER}.add_partial_movie_file": "5fdf0137c548",
        f"{WRITER}.begin_animation": "7c4be6c4c6d1",
        f"{WRITER}.end_animation": "bc4df9c66427",
        f"{WRITER}.save_image": "ae0ff61e90fd",
        f"{WRITER}.finish": "3cc7f6f16832",
    },
    "fast_manim/scene.py": {
        f"{SCENE}.__init__": "72a693dc563b",
        f"{SCENE}.begin_animations": "5560d14ab0eb",
        f"{SCENE}.update_mobjects": "8d4edd0afd90",
        f"{SCENE}.get_mobject_family_members": "144bda32a8c4",
        f"{SCENE}.get_restructured_mobject_list": "b2a67eac97e5",
        f"{SCENE}.add_subcaption": "226a9ff0d9a2",
    },
    "fast_manim/config.py": {
        "manim._config:tempconfig": "f164f4a799e9",
        "manim._config.utils:ManimConfig.copy": "156e65b48b06",
        "manim._config.utils:ManimConfig.update": "24b350c89149",
        "manim._config.utils:ManimConfig.renderer": "d1de10f8f2d1",
    },
    "fast_manim/copies.py": {
        f"{MOBJECT}.__init__": "5b4a98c63c3e",
        f"{MOBJECT}.__deepcopy__": "8a1349b6fc8a",
        f"{MOBJECT}.copy": "a22dc312aed0",
        f"{VMOBJECT}:VMobject.__init__": "e1a5f75b530d",
        f"{VMOBJECT}:VGroup.__init__": "72cee23eee8a",
        f"{POLYGRAM}:Square.__init__": "090ca8bf5210",
        f"{POLYGRAM}:Rectangle.__init__": "b88590133574",
    },
    "fast_manim/family.py": {
        f"{MOBJECT}.get_family": "d0b2953532b4",
        "manim.utils.family:extract_mobject_family_members": "90b769a1324e",
        "manim.scene.scene:Scene.get_restructured_mobject_list": "b2a67eac97e5",
    },
    "text/glyph.py": {
        "manim.mobject.svg.svg_mobject:VMobjectFromSVGPath.handle_commands": "75c586b92ff3",
    },
}
"""By our file, the parts of manim that it replaces or relies on, and the digests of their sources:
"module:name"."""


def part(name: str) -> Any:
    """The part of manim with this name."""
    module, _, path = name.partition(":")
    found: Any = importlib.import_module(module)
    for attribute in path.split("."):
        found = inspect.getattr_static(found, attribute)
    return found.fget if isinstance(found, property) else found


def digest(name: str) -> str:
    return sha256(inspect.getsource(part(name)).encode()).hexdigest()[:12]


def require_unchanged(name: str, known: str, file: str) -> None:
    """AssertionError where a part of manim is gone or is another one."""
    try:
        same = digest(name) == known
    except (ImportError, AttributeError):
        same = False
    assert same, f"manim's {name.partition(':')[2]} changed: look at corrconv/draw/{file}"


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, names in DIGESTS.items() for name in names]
)
def test_what_is_replaced_is_what_it_was(file: str, name: str) -> None:
    require_unchanged(name, DIGESTS[file][name], file)


def test_a_change_is_named_with_the_file_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    file, name = "fast_manim/camera.py", f"{CAMERA}.reset"
    said = f"manim's Camera.reset changed: look at corrconv/draw/{file}"
    monkeypatch.setattr(Camera, "reset", Camera.capture_mobjects)
    with pytest.raises(AssertionError, match=said):
        require_unchanged(name, DIGESTS[file][name], file)
    monkeypatch.delattr(Camera, "reset")
    with pytest.raises(AssertionError, match=said):
        require_unchanged(name, DIGESTS[file][name], file)


def overrides() -> Iterator[tuple[str, str]]:
    """Our file and manim's part, for each method of manim that a class in the fence overrides."""
    for found in pkgutil.iter_modules(fast_manim.__path__):
        module = importlib.import_module(f"{fast_manim.__name__}.{found.name}")
        for kind in vars(module).values():
            if not inspect.isclass(kind) or kind.__module__ != module.__name__:
                continue
            bases = [base for base in kind.__mro__[1:] if base.__module__.startswith("manim.")]
            for name in vars(kind):
                owner = next((base for base in bases if name in vars(base)), None)
                if owner and inspect.isfunction(vars(kind)[name]) and name != "_original__init__":
                    part = f"{owner.__module__}:{owner.__qualname__}.{name}"
                    yield f"fast_manim/{found.name}.py", part


def test_every_method_that_is_overridden_stands_in_the_list() -> None:
    found = set(overrides())
    assert len(found) > 20
    assert found <= {(file, name) for file, names in DIGESTS.items() for name in names}


def inner_parts(source: str) -> Iterator[str]:
    """What a module imports of manim's inner modules, or reaches through its renderer."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("manim."):
            yield str(node.module)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name.startswith("manim."))
        elif isinstance(node, ast.Attribute) and node.attr in ("renderer", "file_writer"):
            yield f".{node.attr}"


def test_only_the_fence_knows_manims_inner_parts() -> None:
    sources = [*(ROOT / "corrconv").rglob("*.py"), *(ROOT / "scenes").rglob("*.py")]
    outside = [path for path in sources if FENCE not in path.parents]
    assert len(outside) > 100
    assert {path: [*inner_parts(path.read_text("utf-8"))] for path in outside} == {
        path: [] for path in outside
    }
    inside = [part for path in FENCE.glob("*.py") for part in inner_parts(path.read_text("utf-8"))]
    assert {"manim.renderer.cairo_renderer", ".file_writer"} <= set(inside)
