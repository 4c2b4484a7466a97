"""What deserves attention, the worst first, and what to do about it."""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence

from ..number import AWS_TYPE, TYPES, Number
from .survey import Survey


@dataclasses.dataclass(frozen=True)
class Concern:
    """A kind of trouble: its name in JSON and CSV, a heading, and the next step."""

    name: str
    heading: str
    to_do: str
    concerns: Callable[[Number], bool]


def _stacks(number: Number) -> int:
    return len({(holding.stack, holding.logical_id) for holding in number.holdings})


# In the order of what they may cost, after an instance that is deleted.
CONCERNS = (
    Concern(
        "failed",
        "FAILED: the claim or move did not work, and the number is lost after a day",
        "read the reason; make room (quota, the 200 % rule), then claim it again within the day",
        lambda number: number.status == "FAILED",
    ),
    Concern(
        "two-stacks",
        "in two stacks: one of them can release it while the other counts on it",
        "retain and remove it in one of the two (docs/existing-numbers.md)",
        lambda number: _stacks(number) > 1,
    ),
    Concern(
        "unreachable",
        "CLAIMED, and calls reach nothing: it has no contact flow",
        "bind a flow (ContactFlowArn), or release what nobody needs",
        lambda number: number.is_claimed and number.flow is None,
    ),
    Concern(
        "unprotected",
        "published, and a mistake in a template can release it",
        "set ReleaseProtection: true and deploy",
        lambda number: number.is_published and not number.is_protected and _is_ours(number),
    ),
    Concern(
        "aws-type",
        "published, and of a type that has no release protection",
        "bring it under Example::Connect::PhoneNumber (docs/existing-numbers.md)",
        lambda number: number.is_published and any(held.resource_type == AWS_TYPE for held in number.holdings),
    ),
    Concern(
        "no-stack",
        "in no stack: nobody would notice if it changed",
        "numbers adopt writes its import",
        lambda number: number.is_claimed and not any(held.resource_type in TYPES for held in number.holdings),
    ),
)


def _doomed(instances: Collection[str]) -> Concern:
    return Concern(
        "doomed",
        "on an instance that a stack deletes: all its numbers are released with it, protected or not",
        "give the instance DeletionPolicy: Retain and UpdateReplacePolicy: Retain, and deploy",
        lambda number: number.target in instances,
    )


def _is_ours(number: Number) -> bool:
    return any(held.resource_type != AWS_TYPE for held in number.holdings)


@dataclasses.dataclass(frozen=True)
class Finding:
    """One kind of trouble, and the numbers that have it."""

    concern: Concern
    numbers: Sequence[Number]


class Attention:
    """Of all Regions' surveys together."""

    def __init__(self, surveys: Iterable[Survey]) -> None:
        surveys = list(surveys)
        self.doomed = {instance.arn: instance for survey in surveys for instance in survey.doomed}
        self._concerns = (_doomed(self.doomed), *CONCERNS)
        self.numbers = sorted((number for survey in surveys for number in survey.numbers), key=self._order)
        # Those that concern any number, the worst first.
        self.findings = [finding for finding in map(self._finding, self._concerns) if finding.numbers]

    def of(self, number: Number) -> list[str]:
        """The names of its concerns, the worst first."""
        return [concern.name for concern in self._concerns if concern.concerns(number)]

    def _finding(self, concern: Concern) -> Finding:
        return Finding(concern, [number for number in self.numbers if concern.concerns(number)])

    def _order(self, number: Number) -> tuple[int, str, str]:
        """The worst first, then by Region and digits."""
        troubles = (place for place, concern in enumerate(self._concerns) if concern.concerns(number))
        worst = next(troubles, len(self._concerns))
        return worst, number.region, number.number
