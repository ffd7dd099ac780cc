"""The watch's server gives the page and published files, to this machine, and nothing else."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from corrconv.products.site.watch.events import EventLog
from corrconv.products.site.watch.server import HOST, WatchServer, part, requested

PICTURE = bytes(range(256)) * 300


@dataclass(frozen=True)
class Served:
    site: WatchServer
    events: EventLog

    def connect(self) -> http.client.HTTPConnection:
        port = int(self.site.url.rstrip("/").rpartition(":")[2])
        return http.client.HTTPConnection(HOST, port, timeout=10)

    def get(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, bytes, dict[str, str]]:
        connection = self.connect()
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body, dict(answer.getheaders())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    media = tmp_path / "media"
    (media / "post").mkdir(parents=True)
    (media / ".corrconv").mkdir()
    (media / ".corrconv/secret").write_text("secret")
    (media / "post/a b.png").write_bytes(PICTURE)
    (media / "index.html").write_text("<p>the page</p>")
    (tmp_path / "outside.txt").write_text("secret")
    (media / "link.txt").symlink_to(tmp_path / "outside.txt")
    (media / "empty.txt").touch()
    events = EventLog()
    site = WatchServer(media, events)
    yield Served(site, events)
    site.close()


def test_published_files_are_served(served: Served) -> None:
    status, body, headers = served.get("/media/post/a%20b.png")
    assert (status, body) == (200, PICTURE)
    assert headers["Content-Type"] == "image/png"
    assert headers["Cache-Control"] == "no-store"
    assert served.get("/media/index.html")[1] == b"<p>the page</p>"
    assert served.get("/media/empty.txt")[:2] == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/media/../outside.txt",
        "/media/post/../../outside.txt",
        "/media/%2e%2e/outside.txt",
        "/media/..%2foutside.txt",
        "/media/%252e%252e/outside.txt",
        "/media//etc/passwd",
        "/media/link.txt",
        "/media/.corrconv/secret",
        "/media/post",
        "/media/post/",
        "/media/",
        "/media/post/none.png",
        "/media/%00",
        "/media/%ff",
        "/media/..%5coutside.txt",
        "/media/" + "x" * 5000,
        "/outside.txt",
        "/etc/passwd",
        "/media",
        "/eventsx",
    ],
)
def test_nothing_else_is_served(served: Served, path: str) -> None:
    status, body, _ = served.get(path)
    assert status == 404
    assert b"secret" not in body


def test_another_sites_name_is_refused(served: Served) -> None:
    """As where a stranger's domain is made to lead to 127.0.0.1."""
    assert served.get("/", Host="attacker.example")[0] == 403
    assert served.get("/media/index.html", Host="attacker.example:80")[0] == 403
    port = served.site.url.rstrip("/").rpartition(":")[2]
    assert served.get("/", Host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(served: Served, method: str) -> None:
    assert served.get("/media/index.html", method)[0] == 501


def test_only_this_machine_is_listened_to(served: Served) -> None:
    assert served.site.url.startswith("http://127.0.0.1:")


def test_a_video_can_be_read_in_parts(served: Served) -> None:
    path, size = "/media/post/a%20b.png", len(PICTURE)
    for header, wanted in (
        ("bytes=0-9", PICTURE[:10]),
        (f"bytes={size - 3}-", PICTURE[-3:]),
        ("bytes=-5", PICTURE[-5:]),
        (f"bytes=5-{size + 99}", PICTURE[5:]),
    ):
        status, body, headers = served.get(path, Range=header)
        assert (status, body) == (206, wanted)
        assert headers["Content-Range"].endswith(f"/{size}")
    assert served.get(path, Range=f"bytes={size}-")[0] == 416
    assert served.get(path, Range="bytes=0-1,4-5")[:2] == (200, PICTURE)
    assert part("bytes=-", 10) is None


def test_the_page_lets_only_its_own_script_run(served: Served) -> None:
    status, body, headers = served.get("/")
    assert status == 200
    policy = headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'<script nonce="{nonce}">'.encode() in body
    assert nonce not in served.get("/")[2]["Content-Security-Policy"]


def test_an_event_reaches_a_page_that_waits(served: Served) -> None:
    connection = served.connect()
    connection.request("GET", "/events")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream"
    served.events.post(status="one")
    served.events.post(version=3, error="line 1\nline 2")
    while True:
        line = stream.readline().decode()
        if line.startswith("data: ") and json.loads(line[6:])["version"]:
            break
    assert json.loads(line[6:]) == {"version": 3, "status": "one", "error": "line 1\nline 2"}
    served.events.close()
    assert stream.read().strip() == b""
    connection.close()


def test_a_closed_log_keeps_nobody_waiting() -> None:
    events = EventLog()
    event = events.wait(0, 0.01)
    assert event is not None
    assert event.number == 0
    events.post(status="x")
    event = events.wait(0, 60)
    assert event is not None
    assert event.status == "x"
    events.close()
    assert events.wait(1, 60) is None


def test_a_folder_in_place_of_the_media_is_no_file(tmp_path: Path) -> None:
    assert requested(tmp_path, "x") is None
    (tmp_path / "x").mkdir()
    assert requested(tmp_path, "x") is None
    (tmp_path / "x/y").touch()
    assert requested(tmp_path, "x/y") == (tmp_path / "x/y").resolve()
