"""What becomes of each number."""

import dataclasses
import enum

from ..number import Number


class Kind(enum.Enum):
    """What a deployment does to one number; the worst comes first."""

    # Is released: nobody can claim it for up to 180 days.
    RELEASE = "release"
    # May be released: only the deployment will tell.
    MAY_RELEASE = "may-release"
    # Is released, and another one is claimed.
    REPLACE = "replace"
    # Makes the deployment fail.
    REFUSED = "refused"
    # Stays claimed, in no stack.
    LET_GO = "let-go"
    # Is claimed.
    CLAIM = "claim"
    # Is imported from End User Messaging, which counts as a claim.
    IMPORT = "import"
    # Moves to another instance or group.
    MOVE = "move"
    # Stays as it is, or is edited in place.
    KEEP = "keep"


RELEASING = (Kind.RELEASE, Kind.MAY_RELEASE, Kind.REPLACE)
WORST = list(Kind)


@dataclasses.dataclass(frozen=True)
class Act:
    """``number`` is what is held now, None for a new one; ``asked`` the number wanted, empty for any.

    ``target`` is where a number is claimed or moves to, None where the change set does not tell.
    """

    kind: Kind
    stack: str
    logical_id: str
    why: str
    to_do: str = ""
    number: Number | None = None
    asked: str = ""
    target: str | None = None
    claims: int = 0
    releases: int = 0

    @property
    def name(self) -> str:
        """What to call the number."""
        if self.number:
            return self.number.number
        return self.asked or "a new number"


def worst(acts: list[Act]) -> list[Act]:
    """One act for each number that is held, the worst of what was found of it; and all others; the worst first."""
    held: dict[str, Act] = {}
    others = []
    for act in acts:
        if act.number is None:
            others.append(act)
        else:
            there = held.get(act.number.arn)
            if there is None or WORST.index(act.kind) < WORST.index(there.kind):
                held[act.number.arn] = act
    order = [*held.values(), *others]
    return sorted(order, key=lambda act: (WORST.index(act.kind), act.stack, act.logical_id, act.name))
