"""The watcher's web server: this machine only, reading only, the media folder only."""

from __future__ import annotations

import mimetypes
import re
import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jinja2

from corrconv.formats.registry import PUBLISHED
from corrconv.products.site.watch.events import EventLog, WatchEvent
from corrconv.theme.loader import DEFAULTS, shipped
from corrconv.theme.theme import Theme

HOST = "127.0.0.1"
TEMPLATE = Path(__file__).parent / "templates" / "watch.html.j2"
BEAT = 15.0
"""Seconds after which a page that waits hears something, so that a closed one is noticed."""

PAUSE = 0.1
"""Seconds after which the server sees that it is to end."""

CHUNK = 1 << 16
ALWAYS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class WatchServer:
    """Serve `media` and the latest event from a thread; `port` 0 means any that is free.

    OSError where the port is taken.
    """

    def __init__(self, media: Path, events: EventLog, port: int = 0) -> None:
        self._events = events
        page = jinja2.Environment(autoescape=True).from_string(TEMPLATE.read_text("utf-8"))

        class Bound(Handler):
            site_media, site_events, site_page = media, events, page

        self._server = ThreadingHTTPServer((HOST, port), Bound)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(PAUSE,), daemon=True
        )
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the address of the page."""
        return f"http://{HOST}:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Serve no more."""
        self._events.close()
        self._server.shutdown()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answer one request."""

    protocol_version = "HTTP/1.1"
    site_media: Path
    site_events: EventLog
    site_page: jinja2.Template

    def do_GET(self) -> None:
        """Send the page, the events, or a published file."""
        path = urlsplit(self.path).path
        with suppress(ConnectionError, TimeoutError):
            if not self._asked_by_its_name():
                self.send_error(HTTPStatus.FORBIDDEN, "Ask for 127.0.0.1")
            elif path == "/":
                self._page()
            elif path == "/events":
                self._events()
            else:
                self._file(path)

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: the terminal is for the builds."""

    def _asked_by_its_name(self) -> bool:
        """Tell whether the request names this machine: another site's name that leads here must not
        let its pages read what is served."""
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in {f"{HOST}:{port}", f"localhost:{port}"}

    def _page(self) -> None:
        nonce = secrets.token_urlsafe(16)
        body = self.site_page.render(themes=_themes(), nonce=nonce).encode()
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
            "frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
        )
        self._head(HTTPStatus.OK, "text/html; charset=utf-8", len(body), policy)
        self.wfile.write(body)

    def _events(self) -> None:
        """Send events (server-sent) until the page or the watcher goes."""
        self._head(HTTPStatus.OK, "text/event-stream", None)
        event: WatchEvent | None = self.site_events.event
        while event is not None:
            self.wfile.write(f"data: {event.dump()}\n\n".encode())
            self.wfile.flush()
            event = self.site_events.wait(event.number, BEAT)

    def _file(self, path: str) -> None:
        folder, _, rest = path.removeprefix("/").partition("/")
        file = requested(self.site_media, rest) if folder == "media" else None
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND, "There is no such file yet")
            return
        with file.open("rb") as opened:
            size = opened.seek(0, 2)
            try:
                requested_part = part(self.headers.get("Range"), size)
            except ValueError:
                self.send_error(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                return
            first, last = requested_part or (0, size - 1)
            status = HTTPStatus.PARTIAL_CONTENT if requested_part else HTTPStatus.OK
            more = {"Content-Range": f"bytes {first}-{last}/{size}"} if requested_part else {}
            self._head(status, _type(file), last - first + 1, None, more)
            opened.seek(first)
            left = last - first + 1
            while left > 0 and (chunk := opened.read(min(CHUNK, left))):
                self.wfile.write(chunk)
                left -= len(chunk)

    def _head(
        self,
        status: HTTPStatus,
        kind: str,
        length: int | None,
        policy: str | None = None,
        more: Mapping[str, str] = ALWAYS,
    ) -> None:
        self.send_response(status)
        headers = {**ALWAYS, **more, "Content-Type": kind}
        if policy:
            headers["Content-Security-Policy"] = policy
        if length is not None:
            headers |= {"Content-Length": str(length), "Accept-Ranges": "bytes"}
        else:
            headers["Connection"] = "close"
            self.close_connection = True
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


def _type(file: Path) -> str:
    known = (each.media_type for each in PUBLISHED.values() if file.name.endswith(each.suffix))
    found = next(known, None) or mimetypes.guess_type(file.name)[0]
    if found is None:
        return "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _themes() -> dict[str, Theme]:
    return {name: shipped(name) for name in DEFAULTS}


_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def requested(media: Path, path: str) -> Path | None:
    """Return the published file that the rest of a URL's path names; None where there is none: no
    folders, nothing hidden, and nothing outside, by dots or by links."""
    try:
        name = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    parts = name.split("/")
    if any(not part or part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    try:
        file = media.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return file if file.is_file() and file.is_relative_to(media.resolve()) else None


def part(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that a Range header asks for, None for the whole; ValueError
    where there is no such part. Browsers need it to jump about in a video."""
    match = _RANGE.fullmatch(header or "")
    if match is None or match.group() == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if start > end:
        raise ValueError(f"bytes {start} to {end} of {size}")
    return start, end
