"""MP4: an animation as H.264, its index first."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from corrconv.formats.format import Budget
from corrconv.formats.video import VideoFormat
from corrconv.rendering.profile import Profile


class Mp4(VideoFormat):
    """An H.264 file in which decoding can begin at each step, and playing at once."""

    def encoder_options(self, profile: Profile) -> dict[str, str]:
        """Return x264's options, chosen for flat art by measurement: what looks ahead, smooths
        block edges or shares bits out by texture costs half of the time here and adds no quality
        at a given size (benchmarks/README.md, "What was tried")."""
        return {
            "preset": profile.preset,
            "qp": str(profile.quantiser),
            "forced-idr": "1",
            "x264-params": "bframes=0:no-mbtree=1:rc-lookahead=0:scenecut=0:weightp=0"
            ":aq-mode=0:no-deblock=1:subme=0:cabac=1:force-cfr=1",
        }

    def require_container(self, path: Path) -> None:
        """Raise ValueError unless the index comes before the frames, as browsers play at once."""
        boxes = []
        with path.open("rb") as file:
            while len(header := file.read(8)) == 8:
                size = int.from_bytes(header[:4], "big")
                boxes.append(header[4:])
                if size < 8:
                    break
                file.seek(size - 8, 1)
        if next((box for box in boxes if box in {b"moov", b"mdat"}), None) != b"moov":
            raise ValueError(f"{path.name}: its index stands after its frames")


MP4 = Mp4(
    *("mp4", ".mp4", "video/mp4", "MP4"),
    budget=Budget(200, 250),
    codec="libx264",
    container_options=MappingProxyType({"movflags": "+faststart", "fflags": "+bitexact"}),
    steps=True,
)
