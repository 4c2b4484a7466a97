"""The stages, in their order, and what each costs."""

import dataclasses
from collections.abc import Callable

from . import stage_one, stage_two, stage_zero
from .bench import Bench, Settings


@dataclasses.dataclass(frozen=True)
class Stage:
    """``claims``: numbers that it claims at the most, each of which it releases; ``name`` is in its steps' names."""

    number: str
    name: str
    does: str
    claims: int
    run: Callable[[Bench, bool], None]
    # Why it cannot be offered with these settings; empty where it can.
    lacks: Callable[[Settings], str] = lambda settings: ""
    # Whether the target must have room.
    needs_room: bool = False

    @property
    def price(self) -> str:
        if not self.claims:
            return "no claim and no release, unless Connect accepts a claim of a number that the account holds"
        many = "s" if self.claims > 1 else ""
        return f"at most {self.claims} claim{many} and {self.claims} release{many}"


def _needs_full(settings: Settings) -> str:
    return "" if settings.full else "name an instance without room by --full-target"


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
