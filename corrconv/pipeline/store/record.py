"""A record: what was built for one job, from which inputs. It carries its own digest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal

import msgspec

from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.artifact import Artifact
from corrconv.pipeline.store.plain_data import decode, plain


class RecordError(ValueError):
    """A stored record that is cut, changed, or of another schema."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a job was asked for. `profile` holds the fields of a profile by name; another version of
    the project may have had others, but name and scale of the stills are always among them."""

    lesson: str
    theme: str
    profile: Mapping[str, str | int | float]
    transparent: bool

    def __post_init__(self) -> None:
        if not isinstance(self.profile.get("name"), str):
            raise ValueError("profile: has no name")
        if not isinstance(self.profile.get("still_scale"), int | float):
            raise ValueError("profile: has no still_scale")

    @property
    def profile_name(self) -> str:
        """Return what the profile is called."""
        return str(self.profile["name"])

    @property
    def still_scale(self) -> float:
        """Return the pixels per scene unit of its stills."""
        return float(self.profile["still_scale"])


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The state of one job.

    `components` holds, by the digest of a fingerprint, the inputs that it was made of, for
    explanations; `settings` say how the job was asked for.
    """

    schema: Literal[2] = 2
    place: str
    figure: str
    title: str
    caption: str
    alt: str
    settings: Settings = msgspec.field(name="order")
    artifacts: tuple[Artifact, ...]
    components: Mapping[str, Mapping[str, str]]

    def dump(self) -> bytes:
        """Return the record as it is stored."""
        return stored(json.dumps(plain(self), sort_keys=True, ensure_ascii=False).encode())

    @classmethod
    def load(cls, content: bytes) -> Record:
        """Return the record stored as `content`; RecordError where it is not whole. It must be to
        the byte what `dump` writes, so that nothing in it can change without being seen."""
        try:
            body = msgspec.json.format(decode(content, _Stored).record, indent=0)
            if stored(body) != content:
                raise RecordError("is damaged")
            return decode(body, cls)
        except RecordError:
            raise
        except ValueError as error:
            raise RecordError(f"cannot be read ({error})") from error


class _Stored(msgspec.Struct):
    record: msgspec.Raw


def stored(body: bytes) -> bytes:
    """Return what is stored for a record: its JSON with its digest, a value to a line."""
    whole = b'{"digest": "%s", "record": %s}' % (digest(body).encode(), body)
    return msgspec.json.format(whole, indent=1) + b"\n"
