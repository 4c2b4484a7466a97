"""What AWS answered to one call of the probe, and what a verdict sees of all answers."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from ..regions import Json

NOT_FOUND = "ResourceNotFoundException"
IN_USE = "ResourceInUseException"
INVALID = "InvalidParameterException"
INVALID_REQUEST = "InvalidRequestException"
DENIED = "AccessDeniedException"
STS_DENIED = "AccessDenied"
# What is wrong with the caller and says nothing of Connect: no answer of it is a finding.
CALLERS = {
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "RequestExpired",
    "OptInRequired",
}
# Where a denial is a finding: Connect denies to bind a number because of its status, the least policy names no number
# by its older ARN, and a session's policy is there to deny.
FINDINGS = ("one.bind.early", "two.bind", "zero.older")
SESSION = ".session."


@dataclasses.dataclass(frozen=True)
class Answer:
    """One call: when it was made and answered, in seconds of the epoch; ``code`` is empty where it succeeded.

    ``doubt``: an answer was lost, so that the call was made again, or its effect was found.
    """

    step: str
    action: str
    parameters: Json
    at: float
    until: float
    result: Json = dataclasses.field(default_factory=dict)
    code: str = ""
    message: str = ""
    retry_after: str = ""
    doubt: bool = False

    @property
    def ok(self) -> bool:
        return not self.code

    @property
    def is_denied(self) -> bool:
        """Whether IAM refused it."""
        finding = self.step in FINDINGS or SESSION in self.step
        return self.code in (DENIED, STS_DENIED) and not finding

    @property
    def id(self) -> str:
        """The number that a claim made."""
        return str(self.result.get("PhoneNumberId", ""))

    @property
    def summary(self) -> Json:
        """What Describe tells."""
        told: Json = self.result.get("ClaimedPhoneNumberSummary", {})
        return told

    @property
    def status(self) -> str:
        return str(self.summary.get("PhoneNumberStatus", {}).get("Status", ""))

    @property
    def target(self) -> str:
        return str(self.summary.get("TargetArn", ""))

    @property
    def text(self) -> str:
        return str(self.summary.get("PhoneNumberDescription", ""))

    @property
    def bound(self) -> bool:
        """Whether BatchGetFlowAssociation tells a flow."""
        return bool(self.result.get("FlowAssociationSummaryList"))

    @property
    def offers(self) -> list[str]:
        """The numbers that a search found."""
        return [item.get("PhoneNumber", "") for item in self.result.get("AvailableNumbersList", [])]

    def shows(self, number: str) -> bool:
        """Whether a list or a search has the number."""
        items = self.result.get("ListPhoneNumbersSummaryList") or self.result.get("AvailableNumbersList") or []
        return any(item.get("PhoneNumber") == number for item in items)

    def names(self, number: str) -> bool:
        """Whether a refusal is about the number itself."""
        return number in self.message

    def written(self) -> Json:
        """As the journal has it."""
        return dataclasses.asdict(self)


def read(record: Mapping[str, Any]) -> Answer:
    """From the journal."""
    return Answer(**record)


class Seen:
    """All answers by their steps, as a verdict reads them."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers

    def get(self, step: str) -> Answer | None:
        """The answer, unless there is none, or it is in doubt, or IAM refused it."""
        answer = self._answers.get(step)
        return None if answer is None or answer.doubt or answer.code == DENIED else answer

    def any(self, step: str) -> Answer | None:
        """The same, in doubt or denied too: when it was made is known."""
        return self._answers.get(step)

    def looks(self, name: str, kind: str = "") -> dict[int, Answer]:
        """The answers of a series, by their place in it; ``kind`` is empty for its Describes."""
        found = {}
        place = 0
        while any(f"{name}/{place}{other}" in self._answers for other in ("", kind)):
            if answer := self._answers.get(f"{name}/{place}{kind}"):
                found[place] = answer
            place += 1
        return found

    def claimed(self, stage: str) -> Answer | None:
        """The stage's first claim that was accepted."""
        return next(
            (
                answer
                for answer in self._answers.values()
                # A claim's release has a step behind it.
                if answer.step.startswith(f"{stage}.claim/") and answer.ok and "PhoneNumber" in answer.parameters
            ),
            None,
        )
