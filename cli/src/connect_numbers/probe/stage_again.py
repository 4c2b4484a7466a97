"""Stage 1b: the number that stage 1 has released is released once more, and claimed once more under its token."""

import dataclasses

from .answer import NOT_FOUND, Answer
from .bench import Bench
from .claims import LOST, Held, claim, held_by, let_go, release, releases

# For which a number that was claimed anew is looked for.
SEEN = 120.0


def lacks(bench: Bench) -> str:
    """Why the stage cannot be offered; empty where it can."""
    first = bench.seen.claimed("one")
    # A release whose answer was lost may be told by the next one's: the number is gone.
    if (
        "1" in bench.journal.ended
        and first
        and any(told.ok or told.code == NOT_FOUND for told in releases(bench, held_by(first)))
    ):
        return ""
    return "it takes a number that stage 1 has claimed and released"


def run(bench: Bench) -> None:
    """What is claimed anew is released again."""
    first = bench.seen.claimed("one")
    if first is None:
        return
    held = held_by(first)
    release(bench, "again.release", held)
    told = claim(bench, "again.claim/0", held.claim.parameters, price=1)
    if told.ok or told.code == LOST:
        anew = held_by(told) if told.ok else dataclasses.replace(held, claim=told)
        if _shows(bench, anew, told):
            let_go(bench, anew)


def _shows(bench: Bench, held: Held, told: Answer) -> bool:
    """Whether there is such a number; a repeated answer makes none."""
    return any(bench.describe(step, held.arn).code != NOT_FOUND for step in bench.looks("again.look", told.until, SEEN))
