"""The page that plays a lecture: chapters beside it, captions under it, no server needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from corrconv.formats.subtitles import CAPTIONS
from corrconv.products.lecture.description import clock
from corrconv.products.lecture.timeline import Timeline
from corrconv.theme.colour import luminance
from corrconv.theme.theme import Theme

if TYPE_CHECKING:
    import jinja2

TEMPLATE = Path(__file__).parent / "templates" / "lecture.html.j2"


def write_player(timeline: Timeline, name: str, captions: str, chapters: str, theme: Theme) -> str:
    """Return the page for `name`.mp4, which lies beside it. Captions and chapters (WebVTT) are set
    into it, as a browser does not load them from a file."""
    segment = timeline.segments[0]
    return _template().render(
        title=timeline.title,
        name=name,
        width=segment.video.width,
        height=segment.video.height,
        theme=theme,
        dark=luminance(theme.paper) < luminance(theme.ink),
        duration=clock(round(timeline.seconds)),
        captions=_embedded(captions),
        chapters=_embedded(chapters),
        listed=[
            {
                "title": each.title,
                "start": each.start / timeline.fps,
                "clock": clock(each.start // timeline.fps),
            }
            for each in timeline.chapters
        ],
        steps=[step.start / timeline.fps for step in timeline.steps],
    )


def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _embedded(track: str) -> str:
    return CAPTIONS.data_uri(track.encode())
