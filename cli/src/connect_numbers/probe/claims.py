"""Claims and releases: what costs. Each is written down before it is sent, and none is sent beyond the price."""

import dataclasses
from typing import Any

from ..plan.trail import member, whole
from ..problems import CallFailed, Refused
from ..regions import Json
from .answer import IN_USE, NOT_FOUND, Answer
from .bench import CLAIM, LIST, RELEASE, SEARCH, UNBIND, Bench, prefix

# A claim whose answer was lost is looked for as long as this, in CloudTrail too, which shows a call after some minutes.
SEARCHED = 1_800.0
# As long after a claim was sent, it is sent again where the number is still offered: it was not accepted.
REPEATED = 600.0
# For which a number that was claimed may stay unseen or in use.
PATIENCE = 900.0
LOST = "NotAnswered"
# Between this machine's clock and AWS's, at the most: a call that is signed with more is refused.
SKEW = 300.0


@dataclasses.dataclass(frozen=True)
class Held:
    """A number that the probe has claimed."""

    id: str
    arn: str
    number: str
    claim: Answer


def held_by(claim: Answer) -> Held:
    return Held(claim.id, claim.result.get("PhoneNumberArn", claim.id), claim.parameters["PhoneNumber"], claim)


def claim_of(bench: Bench, step: str, number: str, target: str) -> Json:
    """The parameters of a claim of exactly this number."""
    return {
        "TargetArn": target,
        "PhoneNumber": number,
        "PhoneNumberDescription": "numbers probe",
        "ClientToken": bench.token(step),
    }


def claim(bench: Bench, step: str, wanted: Json, price: int) -> Answer:
    """Makes a claim once; ``price`` is what the stage may claim in all. An answer that was lost is found by the number.
    Raises Refused where the price is used up."""
    if step in bench.journal.answers:
        return bench.journal.answers[step]
    begun = step in bench.journal.asked
    if not begun and _spent(bench, step.split(".")[0]) >= price:
        raise Refused(f"the stage would claim more than its price of {price}; this is a defect of the probe, report it")
    asked = bench.note(step, CLAIM, wanted)
    if begun:
        return _found(bench, asked)
    try:
        return bench.journal.answer(bench.once(step, CLAIM, asked["parameters"], asked["at"], False, repeats=False))
    except CallFailed as failed:
        if not failed.is_unanswered:
            raise
        return _found(bench, asked)


def claim_of_held(bench: Bench, step: str, **parameters: Any) -> Answer:
    """A claim that is expected to be refused: of a number that the account holds already, sent again where its answer
    was lost. Raises Refused where it makes another number."""
    # Belief (guess; claims): A claim of a number that the account holds, CLAIMED, makes no other number. Source: no
    # guide or report tries it. Test:
    # test_cli_bad_situations.py::test_a_claim_of_a_held_number_that_makes_another_ends_the_probe.
    held = _earlier(bench)
    answer = bench.ask(step, CLAIM, **parameters)
    if answer.ok and answer.id not in held and not _holds(bench, answer):
        raise Refused(
            f"a claim of {parameters['PhoneNumber']}, which the account holds, made another number instead of being"
            f" refused: {answer.id}. To do: look at it (`aws connect describe-phone-number`), and release it"
        )
    return answer


def _holds(bench: Bench, answer: Answer) -> bool:
    """Whether the number that a claim answered is one that the account held before the claim."""
    given = bench.journal.answers.get("zero.held")
    return given is not None and given.summary.get("PhoneNumberId") == answer.id


def _spent(bench: Bench, stage: str) -> int:
    """Claims of the stage that were accepted, or may have been."""
    return sum(
        _spends(step, answer, stage) and (answer.ok or answer.code == LOST)
        for step, answer in bench.journal.answers.items()
    )


def _spends(step: str, answer: Answer, stage: str) -> bool:
    return answer.action == CLAIM and step.startswith(f"{stage}.claim/")


def _found(bench: Bench, asked: Json) -> Answer:
    """What became of a claim whose answer was lost: the number it made, or the answer to the same claim made again."""
    number = asked["parameters"]["PhoneNumber"]
    pause = 1.0
    while True:
        if arn := _listed(bench, number) or _in_trail(bench, number, asked["at"]):
            made = {"PhoneNumberId": arn.rsplit("/", 1)[-1], "PhoneNumberArn": arn}
            return _told(bench, asked, {"result": made})
        age = bench.clock.now() - asked["at"]
        if age < REPEATED and _is_offered(bench, asked["parameters"]):
            try:
                told = bench.once(asked["step"], CLAIM, asked["parameters"], asked["at"], True, repeats=False)
                return bench.journal.answer(told)
            except CallFailed as failed:
                if not failed.is_unanswered:
                    raise
        if age > SEARCHED:
            return _told(bench, asked, {"code": LOST, "message": "no answer, and neither list nor trail shows it"})
        bench.clock.sleep(pause)
        pause = min(60.0, pause * 2)


def _told(bench: Bench, asked: Json, told: Json) -> Answer:
    now = bench.clock.now()
    return bench.journal.answer(Answer(asked["step"], CLAIM, asked["parameters"], asked["at"], now, doubt=True, **told))


def _earlier(bench: Bench) -> set[str]:
    """The ids that earlier claims made: a number may be claimed twice."""
    return {answer.id for answer in bench.journal.answers.values() if answer.action == CLAIM}


def _listed(bench: Bench, number: str) -> str:
    earlier = _earlier(bench)
    for item in bench.region.pages(LIST, "ListPhoneNumbersSummaryList", PhoneNumberPrefix=prefix(number)):
        if item.get("PhoneNumber") == number and item.get("PhoneNumberId") not in earlier:
            return str(item.get("PhoneNumberArn", ""))
    return ""


def _in_trail(bench: Bench, number: str, since: float) -> str:
    earlier = _earlier(bench)
    wanted = [{"AttributeKey": "EventName", "AttributeValue": "ClaimPhoneNumber"}]
    for event in bench.region.pages("cloudtrail:LookupEvents", "Events", LookupAttributes=wanted, MaxResults=50):
        told = whole(event)
        made = member(told, "PhoneNumberArn") or member(told, "PhoneNumberId")
        is_its = "errorCode" not in told and member(told, "PhoneNumber") == number
        if is_its and event["EventTime"].timestamp() >= since - SKEW and made.rsplit("/", 1)[-1] not in earlier:
            return made
    return ""


def _is_offered(bench: Bench, parameters: Json) -> bool:
    # Belief (guess; search): Search does not offer a number once its claim is accepted. Source: no guide or report says
    # how soon. Test: test_cli_probe_deaths.py::test_a_claim_whose_answer_is_lost_is_found_whatever_the_account_is_like.
    settings, number = bench.settings, parameters["PhoneNumber"]
    pages = bench.region.pages(
        SEARCH,
        "AvailableNumbersList",
        TargetArn=settings.target,
        PhoneNumberCountryCode=settings.country,
        PhoneNumberType=settings.type,
        PhoneNumberPrefix=prefix(number),
    )
    return any(item.get("PhoneNumber") == number for item in pages)


def release(bench: Bench, step: str, held: Held) -> Answer:
    """Asks once for the release; asked again after a death, it releases nothing more."""
    return bench.ask(step, RELEASE, PhoneNumberId=held.arn, ClientToken=bench.token(step))


def tidy(bench: Bench, stage: str) -> list[str]:
    """Releases every number that the stage has claimed and not released; those that Connect does not let go."""
    claimed = {
        answer.id: held_by(answer)
        for step, answer in bench.journal.answers.items()
        if _spends(step, answer, stage) and answer.ok
    }
    return [held.number for held in claimed.values() if not (_is_released(bench, held) or let_go(bench, held))]


def _is_released(bench: Bench, held: Held) -> bool:
    return any(answer.ok for answer in releases(bench, held))


def releases(bench: Bench, held: Held) -> list[Answer]:
    """The answers to all releases of the number."""
    answers = bench.journal.answers.values()
    return [told for told in answers if told.action == RELEASE and told.parameters["PhoneNumberId"] == held.arn]


def let_go(bench: Bench, held: Held) -> bool:
    """Asks for the release until it is accepted, or the number is gone."""
    for step in bench.looks(f"{held.claim.step}.release", None, PATIENCE):
        told = release(bench, step, held)
        if told.ok or told.code == NOT_FOUND and _was_seen(bench, held):
            return True
        if told.is_denied:
            return False
        if told.code == IN_USE:
            if bench.describe(f"{step}.status", held.arn).status == "FAILED":
                return False
            unbind(bench, f"{step}.unbind", held)
    return False


def unbind(bench: Bench, step: str, held: Held) -> Answer:
    instance = bench.instance_of(f"{step}.group", held.claim.parameters["TargetArn"])
    return bench.ask(step, UNBIND, PhoneNumberId=held.arn, InstanceId=instance)


def _was_seen(bench: Bench, held: Held) -> bool:
    """One that never was may only not be visible yet."""
    return any(answer.summary.get("PhoneNumberId") == held.id for answer in bench.journal.answers.values())
