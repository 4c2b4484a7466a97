"""Stage 1: one number is claimed, changed in every way that shows something, and released."""

from ..problems import Refused
from .answer import INVALID, NOT_FOUND, Answer
from .bench import BIND, SEARCH, Bench
from .changes import (
    MARK,
    TAG,
    bind_and_read,
    describe_and_look,
    flow_reads,
    look_until_gone,
    move_and_look,
    tag_and_look,
    too_many_tags,
    unbind_twice,
)
from .claims import LOST, PATIENCE, Held, claim, claim_of, claim_of_held, held_by, release, unbind
from .stage_zero import refusals

# Candidates for a claim: others may take one between the search and the claim.
CANDIDATES = 3
# Looks at a number that is not visible yet, at which its tags are asked for besides.
BLIND_LOOKS = 3
# A release shows in reads and in CloudTrail after some minutes.
GONE, TRAIL = 120.0, 900.0


def run(bench: Bench, keep: bool) -> None:
    """Raises Refused where nothing was claimed."""
    held = claimed(bench, "one.claim", bench.settings.target, price=1)
    if not watch_claim(bench, held):
        return
    if "zero.held" not in bench.journal.answers:
        refusals(bench, "one", held.number)
    _tokens(bench, held, "first")
    unbind_twice(bench, held)
    tag_and_look(bench, held)
    describe_and_look(bench, held)
    _token(bench, held, "one.token.middle")
    if bind_and_read(bench, held, "one.bind"):
        flow_reads(bench, "one.flow", held.arn, bench.settings.instance)
    move_and_look(bench, held)
    too_many_tags(bench, held)
    _token(bench, held, "one.token.last")
    if not keep:
        _released(bench, held)


def claimed(bench: Bench, name: str, target: str, price: int) -> Held:
    """Claims the first number that a search offers and that is still there. Raises Refused where none can be had, and
    CallFailed where IAM would not let the caller look at it."""
    bench.describe(f"{name}.before", bench.token("unknown"))
    bench.tell_denials()
    settings = bench.settings
    found = bench.ask(
        f"{name}.search",
        SEARCH,
        TargetArn=settings.target,
        PhoneNumberCountryCode=settings.country,
        PhoneNumberType=settings.type,
    )
    why = f"{found.code}: {found.message}" if found.code else "none is offered"
    for place, item in enumerate(found.result.get("AvailableNumbersList", [])[:CANDIDATES]):
        step = f"{name}/{place}"
        told = claim(bench, step, claim_of(bench, step, item["PhoneNumber"], target), price)
        if told.ok:
            return held_by(told)
        bench.tell_denials()
        why = f"{told.code}: {told.message}"
        if told.code == LOST or not (told.code == INVALID and told.names(item["PhoneNumber"])):
            break
    raise Refused(
        f"nothing could be claimed: {why}. To do: look at the message and at --country and --type, then name another"
        " --journal and begin anew"
    )


def watch_claim(bench: Bench, held: Held) -> bool:
    """Looks at a number from its claim on, by id and by ARN in turn, until it is CLAIMED and listed; False where the
    claim FAILED."""
    for place, step in enumerate(bench.looks("one.look", held.claim.until, PATIENCE)):
        told = bench.describe(step, held.arn if place % 2 else held.id)
        listed = bench.listed(f"{step}.list", held.number)
        if told.code == NOT_FOUND:
            _blind(bench, step, place, held)
        elif told.status == "IN_PROGRESS":
            _bind_early(bench, held)
        elif told.status == "FAILED":
            return False
        elif told.status == "CLAIMED" and (listed.shows(held.number) or told.until - held.claim.until > GONE):
            return True
    return False


def _blind(bench: Bench, step: str, place: int, held: Held) -> None:
    """A read and a write of a number that no Describe finds yet."""
    if place < BLIND_LOOKS:
        bench.ask(f"{step}.tags", "connect:ListTagsForResource", resourceArn=held.arn)
        if place == 0:
            bench.ask(f"{step}.tag", TAG, resourceArn=held.arn, tags={f"{MARK}-early": "1"})


def _bind_early(bench: Bench, held: Held) -> None:
    """Once only: a number that is bound stays so."""
    if bench.settings.flow:
        flow = bench.settings.flow.rsplit("/", 1)[-1]
        instance = bench.settings.instance
        bench.ask("one.bind.early", BIND, PhoneNumberId=held.arn, InstanceId=instance, ContactFlowId=flow)


def _tokens(bench: Bench, held: Held, name: str) -> None:
    """The claim's own token: with the same parameters, with another description, with a number that the account held
    before, and as at first."""
    _token(bench, held, f"one.token.{name}")
    parameters = {**held.claim.parameters, "PhoneNumberDescription": "numbers probe, another"}
    claim_of_held(bench, "one.token.other", **parameters)
    _token_of_another(bench, held)
    _token(bench, held, "one.token.again")


def _token_of_another(bench: Bench, held: Held) -> None:
    """The claim's token with the number that stage 0 found, where the account still holds it."""
    found = bench.journal.answers.get("zero.held")
    if found is None or found.status != "CLAIMED":
        return
    if bench.describe("one.token.still", found.summary["PhoneNumberArn"]).status == "CLAIMED":
        other = {**held.claim.parameters, "PhoneNumber": found.summary["PhoneNumber"]}
        claim_of_held(bench, "one.token.held", **other)


def _token(bench: Bench, held: Held, step: str) -> Answer:
    """The claim again, while the number is held: it cannot claim another."""
    return claim_of_held(bench, step, **held.claim.parameters)


def _released(bench: Bench, held: Held) -> None:
    bind_and_read(bench, held, "one.bind.last")
    told = release(bench, "one.release", held)
    if not told.ok:
        unbind(bench, "one.release.unbind", held)
        told = release(bench, "one.release.unbound", held)
    if told.ok:
        _trail(bench, "one.trail/0")
        look_until_gone(bench, "one.gone", told, held)
        bench.offered("one.gone.search", held.number)
        for step in bench.looks("one.trail", told.until, TRAIL):
            if held.id in _trail(bench, step).result.get("ids", []):
                return


def _trail(bench: Bench, step: str) -> Answer:
    wanted = [{"AttributeKey": "EventName", "AttributeValue": "ReleasePhoneNumber"}]
    return bench.ask(step, "cloudtrail:LookupEvents", LookupAttributes=wanted, MaxResults=50)
