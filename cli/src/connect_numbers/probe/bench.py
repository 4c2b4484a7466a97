"""The one way in which the stages ask AWS: once for each step, whatever dies in between."""

import concurrent.futures
import dataclasses
import json
import uuid
from collections.abc import Iterator
from typing import Any

from ..number import TARGET
from ..plan.trail import member, whole
from ..problems import CallFailed
from ..regions import Json, Region
from .answer import CALLERS, Answer, Seen
from .journal import Journal

CLAIM = "connect:ClaimPhoneNumber"
RELEASE = "connect:ReleasePhoneNumber"
BIND = "connect:AssociatePhoneNumberContactFlow"
UNBIND = "connect:DisassociatePhoneNumberContactFlow"
DESCRIBE = "connect:DescribePhoneNumber"
LIST = "connect:ListPhoneNumbersV2"
SEARCH = "connect:SearchAvailablePhoneNumbers"
ASSUME = "sts:AssumeRole"
READING = ("Describe", "List", "Search", "BatchGet", "Get", "Lookup")
# Looks at a change: the first at once, each later than the one before by this part of the time, and by half a second.
LATER, LEAST_PAUSE = 0.1, 0.5
BURST = 12


@dataclasses.dataclass(frozen=True)
class Settings:
    """ARNs: the instance that numbers are claimed to, a second one, one that is full, a flow of the first, a role."""

    target: str
    other: str
    full: str
    flow: str
    role: str
    country: str
    type: str

    @property
    def instance(self) -> str:
        return self.target.rsplit("/", 1)[-1]

    def arn_of(self, number_id: str) -> str:
        """A number's ARN in the target's account and Region."""
        return f"{self.target.rsplit(':', 1)[0]}:phone-number/{number_id}"


class Bench:
    """The steps of one run. Each has a name of its own, under which the journal keeps its call and its answer."""

    def __init__(self, region: Region, unpaced: Region, journal: Journal, settings: Settings) -> None:
        self.region = region
        self.journal = journal
        self.settings = settings
        self.clock = region.clock
        self._unpaced = unpaced
        self._run = uuid.UUID(journal.header["run"])

    @property
    def seen(self) -> Seen:
        return Seen(self.journal.answers)

    def token(self, name: str) -> str:
        """A UUID that is this run's only, and the same after a death."""
        return str(uuid.uuid5(self._run, name))

    def ask(self, step: str, action: str, **parameters: Any) -> Answer:
        """The answer to a read, or to a change that can be asked for twice: an error is an answer too."""
        if step in self.journal.answers:
            return self.journal.answers[step]
        if action.split(":")[1].startswith(READING):
            return self._asked(step, action, parameters, self.clock.now(), False)
        doubt = step in self.journal.asked
        asked = self.note(step, action, parameters)
        try:
            return self._asked(step, action, asked["parameters"], asked["at"], doubt, repeats=False)
        except CallFailed as failed:
            if not failed.is_unanswered:
                raise
            return self._asked(step, action, asked["parameters"], asked["at"], True)

    def note(self, step: str, action: str, parameters: Json) -> Json:
        """Writes down what is asked for, unless it was before: then that is asked for."""
        if step not in self.journal.asked:
            self.journal.ask(step, action, parameters, self.clock.now())
        return self.journal.asked[step]

    def _asked(self, step: str, action: str, parameters: Json, at: float, doubt: bool, repeats: bool = True) -> Answer:
        """Raises CallFailed where it is not answered."""
        return self.journal.answer(self.once(step, action, parameters, at, doubt, repeats))

    def once(self, step: str, action: str, parameters: Json, at: float, doubt: bool, repeats: bool) -> Answer:
        """The answer, not written down yet."""
        try:
            call = self.region.call if repeats else self.region.send
            told: Json = {"result": _kept(call(action, **parameters))}
        except CallFailed as failed:
            if failed.is_unanswered or failed.status == 429 or failed.code in CALLERS:
                raise
            told = {"code": failed.code, "message": failed.message}
        return Answer(step, action, parameters, at, self.clock.now(), doubt=doubt, **told)

    def burst(self, step: str, number_id: str) -> None:
        """Asks twelve times at once, at no pace, for what anyone may read."""
        if f"{step}/0" in self.journal.answers:
            return

        def one(place: int) -> Answer:
            at = self.clock.now()
            told: Json = {}
            try:
                self._unpaced.once(DESCRIBE, PhoneNumberId=number_id)
            except CallFailed as failed:
                told = {"code": failed.code, "message": failed.message, "retry_after": failed.retry_after}
            return Answer(f"{step}/{place}", DESCRIBE, {}, at, self.clock.now(), **told)

        with concurrent.futures.ThreadPoolExecutor(BURST) as pool:
            # The first is written last, so that all are there where it is.
            for answer in reversed(list(pool.map(one, range(BURST)))):
                self.journal.answer(answer)

    def under(self, step: str, policy: Json) -> "Bench | None":
        """The bench as a session of the role that may do no more than this policy; None where there is none. The
        session's credentials are written nowhere."""
        if not self.settings.role:
            return None
        given = {"RoleArn": self.settings.role, "RoleSessionName": "numbers-probe", "Policy": json.dumps(policy)}
        at = self.clock.now()
        told: Json = {}
        session = None
        try:
            session = self.region.under(self.region.call(ASSUME, **given)["Credentials"])
        except CallFailed as failed:
            if failed.is_unanswered or failed.code in CALLERS:
                raise
            told = {"code": failed.code, "message": failed.message}
        known = self.journal.answers.get(step)
        if known is None or known.code != told.get("code", ""):
            self.journal.answer(Answer(step, ASSUME, given, at, self.clock.now(), **told))
        return Bench(session, self._unpaced, self.journal, self.settings) if session else None

    def tell_denials(self) -> None:
        """Raises CallFailed where IAM has refused a call."""
        for answer in self.journal.answers.values():
            if answer.is_denied:
                raise CallFailed(answer.action, answer.code, answer.message, 403)

    def describe(self, step: str, name: str) -> Answer:
        """``name``: id or ARN."""
        return self.ask(step, DESCRIBE, PhoneNumberId=name)

    def listed(self, step: str, number: str) -> Answer:
        """The list, narrowed to the number."""
        return self.ask(step, LIST, PhoneNumberPrefix=prefix(number))

    def offered(self, step: str, number: str) -> Answer:
        """A search that finds the number where it can be had."""
        return self.ask(
            step,
            SEARCH,
            TargetArn=self.settings.target,
            PhoneNumberCountryCode=self.settings.country,
            PhoneNumberType=self.settings.type,
            PhoneNumberPrefix=prefix(number),
        )

    def looks(self, name: str, since: float | None, most: float) -> Iterator[str]:
        """The steps of a series of looks, named by their place in it, for so many seconds since then, or since the
        first of them."""
        place = 0
        while True:
            yield f"{name}/{place}"
            looked = self.journal.answers[f"{name}/{place}"]
            since = looked.until if since is None else since
            passed = looked.until - since
            place += 1
            if passed > most:
                return
            if f"{name}/{place}" not in self.journal.answers:
                self.rest_until(looked.until + max(LEAST_PAUSE, LATER * passed))

    def rest_until(self, time: float) -> None:
        self.clock.sleep(max(0.0, time - self.clock.now()))

    def instance_of(self, step: str, target: str) -> str:
        """The id of the instance behind a target; empty where a group tells none."""
        named = TARGET.fullmatch(target)
        if named is None or named[2] == "instance":
            return named[3] if named else ""
        told = self.ask(step, "connect:DescribeTrafficDistributionGroup", TrafficDistributionGroupId=target)
        behind = TARGET.fullmatch(told.result.get("TrafficDistributionGroup", {}).get("InstanceArn", ""))
        return behind[3] if behind else ""


def prefix(number: str) -> str:
    """As long as searches and lists take one."""
    return number[:12]


def _kept(result: Json) -> Json:
    """What the journal keeps of an answer: of CloudTrail's events, which are somebody's, the numbers' ids only."""
    kept = {name: value for name, value in result.items() if name != "ResponseMetadata"}
    if "Events" in kept:
        kept = {"ids": [member(whole(event), "PhoneNumberId").rsplit("/", 1)[-1] for event in kept["Events"]]}
    return kept
