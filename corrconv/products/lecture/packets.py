"""Encoded frames, copied from file to file as they are: nothing is decoded or encoded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from corrconv.formats.codec.writer import FileWriter
from corrconv.formats.mp4 import MP4
from corrconv.products.lecture.timeline import Chapter, NotReadyError, Segment, Step, Timeline

if TYPE_CHECKING:
    from av.container.core import Chapter as Mark

    Encoded = av.Packet[VideoStream]


class PacketWriter(FileWriter):
    """Write an mp4 file of packets from other files; `frames` counts them."""

    def __init__(
        self, path: Path, like: VideoStream, title: str, chapters: Sequence[Chapter]
    ) -> None:
        self.path, self.frames = path, 0
        self._sum = hashlib.sha256()
        options = dict(MP4.container_options)
        self._container = av.open(str(path), "w", format=MP4.name, options=options)
        self._stream = self._container.add_stream_from_template(like)
        self._stream.time_base = like.time_base
        self._length = frame_length(like)
        self._container.metadata["title"] = title
        self._container.set_chapters(list(_marks(chapters, like)))

    def add(self, packet: Encoded) -> None:
        """Append a packet, one frame after the last."""
        self._sum.update(digest(packet))
        packet.pts = packet.dts = self.frames * self._length
        packet.stream = self._stream
        self._container.mux(packet)
        self.frames += 1

    def close(self) -> None:
        """Finish the file and read it again; ValueError unless it holds what was added."""
        self._container.close()
        again = hashlib.sha256()
        with av.open(str(self.path)) as container:
            for packet in packets(container, self.path.name):
                again.update(digest(packet))
        if again.digest() != self._sum.digest():
            raise ValueError(f"{self.path.name}: does not hold the frames that were put into it")


def join(timeline: Timeline, path: Path) -> None:
    """Write all parts into one file, with its chapters; NotReadyError where one is encoded
    otherwise than the first."""
    first = timeline.segments[0]
    with av.open(str(first.path)) as container:
        like = container.streams.video[0]
        with PacketWriter(path, like, timeline.title, timeline.chapters) as writer:
            for segment in timeline.segments:
                _append(writer, segment, like)


def cut(segment: Segment, steps: Sequence[Step], folder: Path) -> Iterator[Path]:
    """Write one file for each of the segment's steps and yield its path; NotReadyError where a step
    does not begin with a key frame."""
    with av.open(str(segment.path)) as container:
        stream = container.streams.video[0]
        coming = packets(container, segment.video.path)
        for step in steps:
            path = folder / f"{step.name}{MP4.suffix}"
            with PacketWriter(path, stream, step.own.text, ()) as writer:
                for _ in range(step.own.frames):
                    packet = next(coming)
                    if not (writer.frames or packet.is_keyframe):
                        raise NotReadyError(
                            f"{segment.video.path}: step {step.own.text!r} cannot be started at"
                        )
                    writer.add(packet)
            yield path


def packets(container: InputContainer, name: str) -> Iterator[Encoded]:
    """Yield the video's packets, one for each frame and in their order; ValueError where the time
    of one is not what its number says."""
    stream = container.streams.video[0]
    count, length = 0, frame_length(stream)
    for packet in container.demux(stream):
        if packet.size:
            if not packet.pts == packet.dts == count * length or packet.duration != length:
                raise ValueError(f"{name}: frame {count} stands at {packet.pts}")
            yield packet
            count += 1


def frame_length(stream: VideoStream) -> int:
    """Return how long a frame lasts, in units of the stream's time base."""
    if not stream.average_rate or not stream.time_base:
        raise ValueError("the video has no frame rate")
    length = 1 / (Fraction(stream.average_rate) * stream.time_base)
    if length.denominator != 1:
        raise ValueError(f"a frame lasts {length} units of time, wanted a whole number")
    return length.numerator


def digest(packet: Encoded) -> bytes:
    """Return the digest of an encoded frame, whatever its time."""
    return hashlib.sha256(bytes(packet)).digest()


def _append(writer: PacketWriter, segment: Segment, like: VideoStream) -> None:
    before = writer.frames
    with av.open(str(segment.path)) as container:
        stream = container.streams.video[0]
        if _encoding(stream) != _encoding(like):
            raise NotReadyError(f"{segment.video.path} is encoded otherwise than the first part")
        for packet in packets(container, segment.video.path):
            writer.add(packet)
    if writer.frames - before != segment.frames:
        raise NotReadyError(f"{segment.video.path} has {writer.frames - before} frames")


def _encoding(stream: VideoStream) -> tuple[Any, ...]:
    context = stream.codec_context
    return (
        *(context.name, context.width, context.height, context.pix_fmt, context.extradata),
        *(stream.time_base, stream.average_rate),
    )


def _marks(chapters: Sequence[Chapter], like: VideoStream) -> Iterator[Mark]:
    for number, chapter in enumerate(chapters, 1):
        yield {
            "id": number,
            "start": chapter.start,
            "end": chapter.end,
            "time_base": 1 / Fraction(like.average_rate or 1),
            "metadata": {"title": chapter.title},
        }
