"""The files of an animation, written by a worker in one pass over its frames: each is read again
before it is told of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from corrconv.formats.captions import vtt
from corrconv.formats.gif import GifWriter
from corrconv.formats.gif_frame import TICKS
from corrconv.formats.gif_probe import Loop, require_loop
from corrconv.formats.mp4 import VideoWriter
from corrconv.formats.mp4_probe import Reel, require_reel
from corrconv.formats.registry import CAPTIONS, captioned
from corrconv.formats.tee import Tee
from corrconv.formats.webm import WebmWriter
from corrconv.formats.webm_probe import require_film
from corrconv.pipeline.workers.still_files import made
from corrconv.pipeline.workers.task import Made
from corrconv.rendering.request import RenderRequest
from corrconv.rendering.result import Performer, RenderResult
from corrconv.rendering.sink import Sink

Writer = VideoWriter | WebmWriter | GifWriter


def film(asked: RenderRequest, perform: Performer) -> tuple[RenderResult, tuple[Writer, ...]]:
    """Perform what is `asked`; also gives the writers of its animations, closed."""
    with ExitStack() as stack:
        writers: list[Writer] = [
            _entered(stack, begin(asked))
            for name, begin in _BEGINNINGS.items()
            if name in asked.formats
        ]
        result = perform(asked, _sink(writers))
    return result, tuple(writers)


def _entered(stack: ExitStack, writer: Writer) -> Writer:
    stack.enter_context(writer)
    return writer


def animations(
    result: RenderResult, asked: RenderRequest, writers: Sequence[Writer]
) -> Iterator[Made]:
    """What `writers` wrote, and the captions that come with it."""
    if not all(writer.frames for writer in writers):
        raise ValueError("nothing was drawn: the animation has no frame")
    for writer in writers:
        yield _told(writer)
    if captioned(asked.formats) and result.captions:
        path = Path("captions.vtt")
        path.write_text(vtt(result.captions), encoding="utf-8", newline="\n")
        seconds = round(writers[0].frames / asked.profile.fps, 6)
        yield made(path, "captions", CAPTIONS, seconds=seconds)


def _sink(writers: Sequence[Sink]) -> Sink | None:
    """One pass over the frames, whatever is made of them; none where nothing moves."""
    return Tee(writers) if len(writers) > 1 else next(iter(writers), None)


def _mp4(asked: RenderRequest) -> VideoWriter:
    return VideoWriter(Path("video.mp4"), asked.profile)


def _webm(asked: RenderRequest) -> WebmWriter:
    return WebmWriter(Path("video.webm"), asked.profile, asked.transparent)


def _gif(asked: RenderRequest) -> GifWriter:
    return GifWriter(Path("video.gif"), asked.profile)


_BEGINNINGS: Mapping[str, Callable[[RenderRequest], Writer]] = MappingProxyType(
    {"mp4": _mp4, "webm": _webm, "gif": _gif}
)


def _told(writer: Writer) -> Made:
    if isinstance(writer, GifWriter):
        return _loop(writer)
    profile = writer.profile
    seconds = writer.frames / profile.fps
    reel = Reel(profile.width, profile.height, writer.frames, Fraction(profile.fps), seconds)
    is_mp4 = isinstance(writer, VideoWriter)
    path = Path("video.mp4" if is_mp4 else "video.webm")
    (require_reel if is_mp4 else require_film)(path, reel, writer.last)
    sizes = {"width": reel.width, "height": reel.height, "frames": reel.frames}
    ending = path.suffix.removeprefix(".")
    return made(path, "video", ending, **sizes, fps=profile.fps, seconds=round(seconds, 6))


def _loop(writer: GifWriter) -> Made:
    path, profile = Path("video.gif"), writer.profile
    loop = Loop(profile.width, profile.height, writer.pictures, writer.ticks / TICKS)
    require_loop(path, loop, writer.last, writer.reach)
    return made(path, "video", "gif", **asdict(loop))
