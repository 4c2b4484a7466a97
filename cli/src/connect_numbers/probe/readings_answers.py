"""Verdicts by what one or a few answers say."""

from collections import Counter

from .answer import IN_USE, INVALID, NOT_FOUND, Answer, Seen
from .bench import BURST
from .changes import FLOW_READS
from .readings_times import claim_span
from .verdict import NOT_ASKED, Told, flag, not_told, of_code

OURS = "Phone number {id} not found."
RECORDED = "Resource not found"
BIND_ERRORS = {
    "AccessDeniedException": "ACCESS_DENIED",
    NOT_FOUND: "RESOURCE_NOT_FOUND",
    IN_USE: "RESOURCE_IN_USE",
    INVALID: "INVALID_PARAMETER",
}
UNBOUND = {"": "LEFT_OUT", NOT_FOUND: "RESOURCE_NOT_FOUND", "InvalidRequestException": "INVALID_REQUEST"}


def quota(seen: Seen) -> Told:
    told = seen.get("zero.quota")
    value = told.result.get("Quota", {}).get("Value") if told else None
    return NOT_ASKED if value is None else Told(str(int(value)), "Service Quotas, the account's")


def _burst(seen: Seen, name: str) -> list[Answer]:
    """All twelve, or none."""
    found = [answer for place in range(BURST) if (answer := seen.any(f"{name}/{place}"))]
    return found if len(found) == BURST else []


def _throttled(answers: list[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.code not in ("", NOT_FOUND)]


def rate(seen: Seen) -> Told:
    first, later = _burst(seen, "zero.rate"), _burst(seen, "zero.rate.later")
    if not first or not later:
        return NOT_ASKED
    burst, refill = (BURST - len(_throttled(answers)) for answers in (first, later))
    if burst == BURST or not refill:
        return not_told(f"{burst} of twelve calls at once passed, and {refill} of twelve a second later")
    return Told(f"{refill}/{burst}", "twelve calls at once, and twelve a second later; others' calls lower it")


def throttle_error(seen: Seen) -> Told:
    codes = Counter(answer.code for name in ("", ".later") for answer in _throttled(_burst(seen, f"zero.rate{name}")))
    if sum(codes.values()) < 2:
        return not_told("no two of twelve calls at once were throttled")
    kinds = {"ThrottlingException": "THROTTLING", "TooManyRequestsException": "TOO_MANY_REQUESTS"}
    if not set(codes) <= set(kinds):
        return not_told(f"other errors: {', '.join(codes)}")
    return Told(kinds[next(iter(codes))] if len(codes) == 1 else "ALTERNATE", f"{sum(codes.values())} throttled calls")


def retry_after(seen: Seen) -> Told:
    throttled = _throttled(_burst(seen, "zero.rate"))
    headers = {answer.retry_after for answer in throttled}
    if len(headers) != 1:
        return not_told("throttled answers differ" if headers else "no call was throttled")
    return Told(headers.pop() or "off", f"the header of {len(throttled)} throttled answers")


def wording(seen: Seen) -> Told:
    told = seen.get("zero.unknown")
    if told is None:
        return NOT_ASKED
    ours = OURS.format(id=told.parameters["PhoneNumberId"])
    known = {RECORDED: "RECORDED", ours: "OURS"}
    if told.message in known:
        return Told(known[told.message], f"the words of a number not found: {told.message}")
    return not_told(f"other words: {told.message}")


def search_unknown(seen: Seen) -> Told:
    told = seen.get("zero.search.unknown")
    if told is None:
        return NOT_ASKED
    if told.ok and told.result.get("AvailableNumbersList"):
        return not_told("it finds numbers for an instance that does not exist")
    return of_code(told, {"": "EMPTY", INVALID: "INVALID_PARAMETER", NOT_FOUND: "NOT_FOUND"})


def refusal(seen: Seen, name: str) -> Answer | None:
    """Of a claim of a number that is held, made in stage 0 or 1."""
    found = (seen.get(f"{stage}.{name}") for stage in ("zero", "one"))
    return next((answer for answer in found if answer and not answer.ok), None)


def _reached(refusal: Answer) -> bool:
    """Whether it is refused for the number, so that what comes before was right."""
    return refusal.names(refusal.parameters["PhoneNumber"])


def token_uuid(seen: Seen) -> Told:
    told = refusal(seen, "no-uuid")
    return (
        NOT_ASKED
        if told is None
        else flag(not _reached(told), "a claim of a held number: whether its refusal names it")
    )


def two_targets(seen: Seen) -> Told:
    same, different = refusal(seen, "both"), refusal(seen, "either")
    sure = "claims of a held number: whether their refusals name it"
    if same and not _reached(same):
        return Told("REFUSED", sure)
    if same is None or different is None:
        return not_told("it takes a number that is held and a second instance (--other-target)")
    return Told("TARGET_ARN" if _reached(different) else "BOTH_IF_SAME", sure)


def describe_type(seen: Seen) -> Told:
    found = [answer for step in ("zero.held", "one.look/0") if (answer := seen.any(step)) and answer.summary]
    found += [look for look in seen.looks("one.look").values() if look.summary]
    return flag("PhoneNumberType" in found[0].summary, "a Describe") if found else NOT_ASKED


def group_instance(seen: Seen) -> Told:
    told, listed = seen.get("zero.group"), seen.get("zero.group.list")
    if not told or not listed or not told.ok or not listed.ok:
        return not_told("the account holds no number on a traffic distribution group")
    number = told.summary.get("PhoneNumber")
    items = [i for i in listed.result.get("ListPhoneNumbersSummaryList", []) if i.get("PhoneNumber") == number]
    has = bool(told.summary.get("InstanceId")), any(item.get("InstanceId") for item in items)
    value = {(True, True): "BOTH", (True, False): "DESCRIBE", (False, True): "LIST", (False, False): "NONE"}[has]
    return Told(value, "a Describe and a List of a number on a group") if items else not_told("no list shows it")


def flow_reads_miss(seen: Seen) -> Told:
    for name in ("one.flow", "zero.flow"):
        reads = seen.looks(name)
        if len(reads) == FLOW_READS:
            missed = [place for place, read in reads.items() if not read.bound]
            apart = {after - before for before, after in zip(missed, missed[1:], strict=False)}
            if not missed:
                return Told("off", f"{FLOW_READS} reads of a bound number all showed it")
            if len(apart) == 1:
                return Told(str(apart.pop()), f"{len(missed)} of {FLOW_READS} reads did not show the flow")
            return not_told(f"{len(missed)} of {FLOW_READS} reads did not show the flow, in no such order")
    return not_told("no bound number was read (--flow)")


def unbound_read(seen: Seen) -> Told:
    found = [read for name in ("one.unbound", "zero.flow") for read in seen.looks(name).values() if not read.bound]
    known = [read for read in found if seen.get(read.step)]
    return of_code(known[0], UNBOUND) if known else NOT_ASKED


def token_conflict(seen: Seen) -> Told:
    claim = seen.claimed("one")
    first, other, again = (seen.get(f"one.token.{name}") for name in ("first", "other", "again"))
    if not claim or not first or not other or not again:
        return NOT_ASKED
    if not (first.ok and again.ok):
        return not_told("the token was forgotten too soon")
    found = [_conflict(answer, claim) for answer in (other, seen.get("one.token.held")) if answer]
    if len({told.value for told in found}) > 1:
        return not_told(f"another description and another number differ: {found[0].sure}; {found[1].sure}")
    return found[0]


def _conflict(answer: Answer, claim: Answer) -> Told:
    """What the claim's token got with other parameters."""
    if answer.ok and answer.id == claim.id:
        return Told("FIRST_ANSWER", "the claim again with other parameters, between two that were remembered")
    if answer.code == "IdempotencyException":
        return Told("IDEMPOTENCY_EXCEPTION", f"the answer: {answer.code}")
    if _reached(answer):
        return Told("NEW_CLAIM", "it was taken for a new claim of a number that is held")
    return not_told(f"another answer: {answer.code}")


def bind_in_progress(seen: Seen) -> Told:
    early, claim = seen.get("one.bind.early") or _denied(seen, "one.bind.early"), seen.claimed("one")
    if early is None or claim is None:
        return not_told("no Describe told IN_PROGRESS, or no flow was given (--flow)")
    if not early.ok:
        return flag(False, f"the answer: {early.code}")
    if early.until - claim.at < claim_span(seen).least:
        return flag(True, "it was bound before the claim can have ended")
    return not_told("the claim may have ended before")


def _denied(seen: Seen, step: str) -> Answer | None:
    """A denial that IAM did not mean: the number could be bound later."""
    told, later = seen.any(step), seen.any("one.bind") or seen.any("one.bind.last")
    denied = told is not None and not told.doubt and told.code == "AccessDeniedException"
    return told if denied and later and later.ok else None


def bind_error(seen: Seen) -> Told:
    for step in ("one.bind.early", "two.bind"):
        answer = seen.get(step) or _denied(seen, step)
        if answer and not answer.ok:
            return of_code(answer, BIND_ERRORS)
    return not_told("no binding was refused")
