"""The stages, in their order, and what each costs."""

import dataclasses
from collections.abc import Callable

from . import stage_again, stage_one, stage_two, stage_zero
from .bench import Bench


@dataclasses.dataclass(frozen=True)
class Stage:
    """``claims``: numbers that it claims at the most, each of which it releases; ``name`` is in its steps' names.

    ``again``: releases at the most, besides these, of what is released already.
    """

    number: str
    name: str
    does: str
    claims: int
    run: Callable[[Bench, bool], None]
    # Why it cannot be offered with these settings and answers; empty where it can.
    lacks: Callable[[Bench], str] = lambda bench: ""
    # Whether the target must have room.
    needs_room: bool = False
    again: int = 0

    @property
    def releases(self) -> int:
        return self.claims + self.again

    @property
    def price(self) -> str:
        if not self.claims:
            return "no claim and no release, unless Connect accepts a claim of a number that the account holds"
        likely = "; nothing, unless Connect takes them for new ones" if self.again else ""
        return f"at most {_many(self.claims, 'claim')} and {_many(self.releases, 'release')}{likely}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count > 1 else ''}"


def _needs_full(bench: Bench) -> str:
    return "" if bench.settings.full else "name an instance without room by --full-target"


STAGES = {
    stage.number: stage
    for stage in (
        Stage(
            "0",
            "zero",
            "reads, some of what does not exist, and claims of a number that the account holds already",
            0,
            lambda bench, keep: stage_zero.run(bench),
        ),
        Stage(
            "1",
            "one",
            "claims a number, looks at it, tags, describes, binds and moves it, and releases it; some 20 minutes",
            1,
            stage_one.run,
            needs_room=True,
        ),
        Stage(
            "1b",
            "again",
            "releases the number of stage 1 once more, and claims it once more under the same token",
            1,
            lambda bench, keep: stage_again.run(bench),
            stage_again.lacks,
            needs_room=True,
            again=1,
        ),
        Stage(
            "2",
            "two",
            "claims a number where there is no room, so that the claim must fail, claims it once more, and releases it",
            2,
            lambda bench, keep: stage_two.run(bench),
            _needs_full,
        ),
        Stage(
            "3",
            "three",
            "claims a number and releases it at once, while its claim is in progress",
            1,
            lambda bench, keep: stage_two.run_three(bench),
            needs_room=True,
        ),
    )
}
