"""WebM: an animation as VP9, also on no ground."""

from __future__ import annotations

from types import MappingProxyType

from corrconv.formats.format import Budget
from corrconv.formats.video import VideoFormat
from corrconv.rendering.profile import Profile


class Webm(VideoFormat):
    """A VP9 file, with alpha where the ground is left out."""

    def encoder_options(self, profile: Profile) -> dict[str, str]:
        """Return libvpx's options: constant quality, no thread and no frame that looks ahead.

        The profile's factor gives the PSNR that x264 gives; at this speed a frame takes twice as
        long, at libvpx's usual one eight times as long.
        """
        return {
            "crf": str(profile.crf),
            "b:v": "0",
            "deadline": "realtime",
            "cpu-used": "5",
            "row-mt": "0",
            "auto-alt-ref": "0",
            "lag-in-frames": "0",
        }


WEBM = Webm(
    *("webm", ".webm", "video/webm", "WebM"),
    budget=Budget(200, 250),
    transparent=True,
    codec="libvpx-vp9",
    container_options=MappingProxyType({"fflags": "+bitexact"}),
    tick=1,  # a millisecond, and 1/60 s is no whole number of them
)
