"""One figure, drawn and written by a worker in its own folder. Runs nowhere else."""

from __future__ import annotations

import importlib
import json
import math
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from corrconv.commission import Commission
from corrconv.make.captions import vtt
from corrconv.make.fan import Fan, Sink
from corrconv.make.folders import named
from corrconv.make.gif import GifWriter
from corrconv.make.loop import Loop, require_loop
from corrconv.make.picture import TICKS
from corrconv.make.reel import Reel, require_reel
from corrconv.make.sources import digest
from corrconv.make.still import read_still, write_still
from corrconv.make.task import Made, Result, Task
from corrconv.make.vector import Vector, claimed, require_vector
from corrconv.make.video import VideoWriter

STILL, DRAWING, VIDEO, LOOP = "still.png", "still.svg", "video.mp4", "video.gif"
CAPTIONS, FACTS = "captions.vtt", "facts.json"


def work(values: Mapping[str, Any]) -> bytes:
    """Do the task with these `values` in the working directory; the result, as it is sent."""
    task = Task.load(values)
    try:
        files = tuple(_make(task))
        result = Result(files=files, modules=tuple(sorted(_modules(task))), worn=_worn())
    except MemoryError as error:
        result = _failure(error, memory_ran_out=True)
    except BaseException as error:
        result = _failure(error)
    return result.dump()


def _make(task: Task) -> Iterator[Made]:
    perform = _performer(task.studio)
    asked = task.commission
    mp4, gif = "mp4" in asked.formats, "gif" in asked.formats
    with ExitStack() as stack:
        video = stack.enter_context(VideoWriter(Path(VIDEO), asked.profile)) if mp4 else None
        loop = stack.enter_context(GifWriter(Path(LOOP), asked.profile)) if gif else None
        performance = perform(asked, _sink([each for each in (video, loop) if each]))
    if video:
        yield _video(video)
        yield from _captions(performance, video)
    if loop:
        yield _loop(loop)
    if "png" in asked.formats:
        yield _still(performance.still)
    if "svg" in asked.formats:
        yield _drawing(performance, asked)
    yield _facts(performance.facts)


def _sink(writers: Sequence[Sink]) -> Sink | None:
    """One pass over the frames, whatever is made of them; none where nothing moves."""
    return Fan(writers) if len(writers) > 1 else next(iter(writers), None)


def _performer(studio: str) -> Callable[..., Any]:
    module, _, function = studio.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _video(sink: VideoWriter) -> Made:
    path, profile = Path(VIDEO), sink.profile
    if not sink.frames:
        raise ValueError("nothing was drawn: the animation has no frame")
    seconds = sink.frames / profile.fps
    reel = Reel(profile.width, profile.height, sink.frames, Fraction(profile.fps), seconds)
    require_reel(path, reel, sink.last)
    return _made(
        path,
        "video",
        "mp4",
        width=reel.width,
        height=reel.height,
        frames=reel.frames,
        fps=profile.fps,
        seconds=round(seconds, 6),
    )


def _loop(sink: GifWriter) -> Made:
    path, profile = Path(LOOP), sink.profile
    if not sink.frames:
        raise ValueError("nothing was drawn: the animation has no frame")
    loop = Loop(profile.width, profile.height, sink.pictures, sink.ticks / TICKS)
    require_loop(path, loop, sink.last, sink.reach)
    return _made(path, "video", "gif", **asdict(loop))


def _captions(performance: Any, sink: VideoWriter) -> Iterator[Made]:
    if performance.captions:
        path = Path(CAPTIONS)
        path.write_text(vtt(performance.captions), encoding="utf-8", newline="\n")
        yield _made(path, "captions", "vtt", seconds=round(sink.frames / sink.profile.fps, 6))


def _still(pixels: Any) -> Made:
    path = Path(STILL)
    write_still(pixels, path)
    if not (read_still(path) == pixels).all():
        raise ValueError("the still does not decode to what was drawn")
    height, width = pixels.shape[:2]
    return _made(path, "still", "png", width=width, height=height, frames=1)


def _drawing(performance: Any, asked: Commission) -> Made:
    path = Path(DRAWING)
    path.write_text(performance.svg, encoding="utf-8", newline="\n")
    height, width = performance.still.shape[:2]
    claims = claimed(performance.facts)
    require_vector(path, Vector(width, height, asked.title, asked.alt, claims))
    return _made(path, "still", "svg", width=width, height=height, frames=1)


def _facts(facts: dict[str, Any]) -> Made:
    """Facts as JSON; ValueError for NaN and the like, which no picture can hold."""
    if not facts.get("drawn"):
        raise ValueError("nothing was drawn: the facts are empty")
    _require_finite(facts["drawn"])
    path = Path(FACTS)
    text = json.dumps(facts, ensure_ascii=False, allow_nan=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return _made(path, "facts", "json")


def _require_finite(drawn: list[dict[str, Any]]) -> None:
    for each in drawn:
        if not all(math.isfinite(edge) for edge in each.get("bbox") or ()):
            raise ValueError(f"{each.get('role')} {each.get('index')} is drawn at no place")


def _made(path: Path, kind: str, ending: str, **sizes: Any) -> Made:
    content = path.read_bytes()
    return Made(path.name, kind, ending, digest(content), len(content), **sizes)


def _modules(task: Task) -> Iterator[str]:
    """Every source of the project that was loaded, for comparison with the key."""
    for name, module in tuple(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and name.partition(".")[0] in task.packages:
            yield named(task.root, Path(file))


def _worn() -> tuple[str, ...] | None:
    """The parts of the theme that were read, as the facts tell; None where they do not."""
    look = json.loads(Path(FACTS).read_text(encoding="utf-8")).get("look")
    return None if look is None else tuple(look["theme"])


def _failure(error: BaseException, memory_ran_out: bool = False) -> Result:
    with suppress(OSError):  # the log lies on the disk that may be full
        traceback.print_exception(error)
    said = str(error).strip().splitlines()
    reason = f"{type(error).__name__}: {said[0]}" if said else type(error).__name__
    if isinstance(error, SystemExit):
        reason = f"the scene ended itself with SystemExit({error.code!r})"
    if isinstance(error, OSError) and isinstance(error.filename, str):
        reason = f"{Path(error.filename).absolute()}: {error.strerror}"
    return Result(error=reason, memory_ran_out=memory_ran_out)
