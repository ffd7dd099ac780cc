"""A record: what was built for one job, from which inputs. It carries its own digest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.store.artifact import Artifact

SCHEMA = 2


class RecordError(ValueError):
    """What is stored is not a record: cut, changed, or of another schema."""


@dataclass(frozen=True, slots=True)
class Record:
    """The state of one job.

    `components` holds, by key, the inputs of every artifact's key, for explanations; `order`
    says how the job was asked for.
    """

    place: str
    figure: str
    title: str
    caption: str
    alt: str
    order: Mapping[str, Any]
    artifacts: tuple[Artifact, ...]
    components: Mapping[str, Mapping[str, str]]

    def dump(self) -> bytes:
        """The record as it is stored."""
        body = {
            "schema": SCHEMA,
            "place": self.place,
            "figure": self.figure,
            "title": self.title,
            "caption": self.caption,
            "alt": self.alt,
            "order": dict(self.order),
            "artifacts": [artifact.values() for artifact in self.artifacts],
            "components": {key: dict(values) for key, values in self.components.items()},
        }
        stored = {"digest": _digest(body), "record": body}
        return (json.dumps(stored, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def load(cls, content: bytes) -> Record:
        """The record stored as `content`; RecordError where it is not whole."""
        try:
            stored = json.loads(content)
            body = dict(stored["record"])
            if stored["digest"] != _digest(body) or body.pop("schema") != SCHEMA:
                raise RecordError("is damaged or of another schema")
            body["artifacts"] = tuple(Artifact.read(values) for values in body["artifacts"])
            return cls(**body)
        except RecordError:
            raise
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise RecordError("cannot be read") from error


def _digest(body: Mapping[str, Any]) -> str:
    """Over the compact form, which is quick to write: a build reads every record."""
    return digest(json.dumps(body, sort_keys=True, ensure_ascii=False).encode())
