"""The signatures of shards: each shard of a build signs in its media folder, so that a merge can
tell whether one is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corrconv.pipeline.cache.sources import digest
from corrconv.pipeline.plan.plan import Job
from corrconv.pipeline.plan.shard import Shard
from corrconv.pipeline.store.atomic import write_file
from corrconv.pipeline.store.store import Store

COMPLETE, INCOMPLETE = b"complete\n", b"incomplete\n"


@dataclass(frozen=True, slots=True)
class Signature:
    """The statement that a shard of the plan called `plan` was built into `folder`."""

    plan: str
    shard: Shard
    folder: Path
    complete: bool


def sign_shard(store: Store, jobs: Iterable[Job], shard: Shard, complete: bool) -> None:
    """Write down that `shard` of the plan with these `jobs` was built here."""
    listed = [[job.place, job.formats] for job in jobs]
    plan = digest(json.dumps(listed).encode())[:16]
    path = store.state / "shards" / f"{plan}-{shard.number}-{shard.count}"
    content = COMPLETE if complete else INCOMPLETE
    if store.read_bytes(path) != content:
        write_file(path, content)


def find_missing_shards(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return a sentence for each shard that is missing from the folders, or not complete in
    them."""
    signed = [each for folder in folders for each in _signatures(Store(folder))]
    whole = {(each.plan, each.shard) for each in signed if each.complete}
    sentences = []
    for plan, count in sorted({(each.plan, each.shard.count) for each in signed}):
        for number in range(1, count + 1):
            if (plan, Shard(number, count)) not in whole:
                sentences.append(_sentence(plan, Shard(number, count), signed))
    return tuple(sentences)


def _sentence(plan: str, shard: Shard, signed: Iterable[Signature]) -> str:
    for each in signed:
        if (each.plan, each.shard) == (plan, shard):
            return f"shard {shard} in {each.folder} is not complete: build it again"
    others = next(each for each in signed if each.plan == plan)
    return (
        f"shard {shard} is in none of the folders, of the plan that {others.folder} has a part of"
    )


def _signatures(store: Store) -> Iterable[Signature]:
    for path in sorted((store.state / "shards").glob("*-*-*")):
        plan, number, count = path.name.split("-")
        if number.isdecimal() and count.isdecimal():
            complete = store.read_bytes(path) == COMPLETE
            yield Signature(plan, Shard(int(number), int(count)), store.media, complete)
