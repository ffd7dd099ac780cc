"""The files of a figure, written by a worker: each is read again before it is reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from corrconv.formats.codec.writer import FrameWriter, Tee
from corrconv.formats.facts import FACTS
from corrconv.formats.format import AnimationFormat, Format, Probe, ResultFormat
from corrconv.formats.registry import FORMATS, captioned
from corrconv.formats.subtitles import CAPTIONS
from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.workers.task import Made
from corrconv.rendering.request import RenderRequest
from corrconv.rendering.result import Performer
from corrconv.rendering.sink import Sink


def write_files(names: Sequence[str], request: RenderRequest, perform: Performer) -> Iterator[Made]:
    """Perform `request` in one pass over its frames, and write a file of each of the formats
    called `names`, the captions and the facts into the working directory.

    ValueError where one does not hold what was drawn.
    """
    formats = [FORMATS[name] for name in names]
    moving = [each for each in formats if isinstance(each, AnimationFormat)]
    with ExitStack() as stack:
        writers = [
            stack.enter_context(each.open(path_of(each), request.profile, request.transparent))
            for each in moving
        ]
        result = perform(request, _sink(writers))
    if not all(writer.frames for writer in writers):
        raise ValueError("nothing was drawn: the animation has no frame")
    for animation, writer in zip(moving, writers, strict=True):
        yield _made(animation, writer.check())
    still: list[Format] = [*formats, FACTS]
    if captioned(names) and result.captions:
        still.append(CAPTIONS)
    for each in still:
        if isinstance(each, ResultFormat):
            yield _made(each, each.write(path_of(each), result, request))


def _sink(writers: Sequence[FrameWriter]) -> Sink | None:
    """Return what takes the frames, whatever is made of them; None where nothing moves."""
    return Tee(writers) if len(writers) > 1 else next(iter(writers), None)


def path_of(each: Format) -> Path:
    """Return where a worker writes the file of a format."""
    return Path(f"figure{each.suffix}")


def _made(each: Format, probe: Probe) -> Made:
    path = path_of(each)
    content = path.read_bytes()
    return Made(
        file=path.name,
        kind=each.kind,
        format=each.name,
        sha256=digest(content),
        bytes=len(content),
        width=probe.width,
        height=probe.height,
        frames=probe.frames,
        fps=None if probe.fps is None else int(probe.fps),
        seconds=probe.seconds,
    )
