"""Stage 0: reads, and claims that are expected to be refused, because the account holds the number already."""

from ..number import QUOTA
from .answer import Answer
from .bench import CLAIM, LIST, SEARCH, Bench, prefix
from .changes import MARK, flow, flow_reads
from .claims import claim_of_held

PAUSE = 5.0
NO_TOKEN = "numbers-probe"
CLAIMS_ONLY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": CLAIM, "Resource": "*"}],
}
# Numbers of which one with a flow is looked for.
LOOKED_AT = 10


def run(bench: Bench) -> None:
    unknown = bench.token("unknown")
    _quotas(bench)
    _names(bench, unknown)
    _searches(bench, unknown)
    _absent_flows(bench, unknown)
    numbers = bench.ask("zero.numbers", LIST).result.get("ListPhoneNumbersSummaryList", [])
    for item in [item for item in numbers if ":traffic-distribution-group/" in item.get("TargetArn", "")][:1]:
        bench.describe("zero.group", item["PhoneNumberArn"])
        bench.ask("zero.group.list", LIST, PhoneNumberPrefix=prefix(item["PhoneNumber"]))
    here = [item["PhoneNumberArn"] for item in numbers if item.get("TargetArn") == bench.settings.target]
    if here:
        _of_held(bench, bench.describe("zero.held", _held(bench, here)))
    _rate(bench, unknown)


def _quotas(bench: Bench) -> None:
    """The account's, and the instance's own."""
    quota = {"ServiceCode": "connect", "QuotaCode": QUOTA}
    bench.ask("zero.quota", "servicequotas:GetServiceQuota", **quota)
    bench.ask("zero.quota.target", "servicequotas:GetServiceQuota", ContextId=bench.settings.target, **quota)


def _names(bench: Bench, unknown: str) -> None:
    bench.describe("zero.unknown", unknown)
    bench.describe("zero.unknown.arn", bench.settings.arn_of(unknown))
    bench.describe("zero.malformed", "numbers-probe")


def _searches(bench: Bench, unknown: str) -> None:
    """The same search three times, without a size, and its second page; of an unknown instance; with a page token that
    nobody gave."""
    settings = bench.settings
    wanted = {"PhoneNumberCountryCode": settings.country, "PhoneNumberType": settings.type}
    for place in range(3):
        found = bench.ask(f"zero.search/{place}", SEARCH, TargetArn=settings.target, **wanted)
    if token := found.result.get("NextToken"):
        bench.ask("zero.search.next", SEARCH, TargetArn=settings.target, NextToken=token, **wanted)
    nowhere = settings.target.replace(settings.instance, unknown)
    bench.ask("zero.search.unknown", SEARCH, TargetArn=nowhere, **wanted)
    bench.ask("zero.search.token", SEARCH, TargetArn=settings.target, NextToken="numbers-probe", **wanted)


def _absent_flows(bench: Bench, unknown: str) -> None:
    """The flow of a number, and a flow, that do not exist."""
    instance = bench.settings.instance
    flow(bench, "zero.flow.unknown", bench.settings.arn_of(unknown), instance)
    bench.ask("zero.contact-flow.unknown", "connect:DescribeContactFlow", InstanceId=instance, ContactFlowId=unknown)


def _held(bench: Bench, arns: list[str]) -> str:
    """A number that has a flow, as far as some looks tell; else the first."""
    for place, arn in enumerate(arns[:LOOKED_AT]):
        if flow(bench, f"zero.bound/{place}", arn, bench.settings.instance).bound:
            return arn
    return arns[0]


def _of_held(bench: Bench, held: Answer) -> None:
    if held.status == "CLAIMED":
        bench.describe("zero.older", f"{bench.settings.target}/phone-number/{held.summary['PhoneNumberId']}")
        refusals(bench, "zero", held.summary["PhoneNumber"])
        flow_reads(bench, "zero.flow", held.summary["PhoneNumberArn"], bench.settings.instance)


def refusals(bench: Bench, stage: str, number: str) -> None:
    """Claims of a number that the account holds."""
    target, instance = bench.settings.target, bench.settings.instance
    claim_of_held(bench, f"{stage}.no-uuid", TargetArn=target, PhoneNumber=number, ClientToken=NO_TOKEN)
    claim_of_held(bench, f"{stage}.both", TargetArn=target, InstanceId=instance, PhoneNumber=number)
    if bench.settings.other:
        other = bench.settings.other
        claim_of_held(bench, f"{stage}.either", TargetArn=other, InstanceId=instance, PhoneNumber=number)
    token = bench.token(f"{stage}.refused")
    for place, text in enumerate(("numbers probe", "numbers probe again")):
        claim_of_held(
            bench,
            f"{stage}.refused/{place}",
            TargetArn=target,
            PhoneNumber=number,
            PhoneNumberDescription=text,
            ClientToken=token,
        )
    _session(bench, stage, number)


def _session(bench: Bench, stage: str, number: str) -> None:
    """A session that may claim and do nothing else lists, and claims a held number without tags and with them."""
    session = bench.under(f"{stage}.role", CLAIMS_ONLY)
    if session is None:
        return
    session.ask(f"{stage}.session.list", LIST)
    claim = {"TargetArn": bench.settings.target, "PhoneNumber": number}
    claim_of_held(session, f"{stage}.session.claim", **claim)
    claim_of_held(session, f"{stage}.session.tags", **claim, Tags={MARK: "1"})


def _rate(bench: Bench, unknown: str) -> None:
    """Twelve calls at once after a rest, and twelve a second later; then a rest, so that others are not throttled."""
    if "zero.rate/0" not in bench.journal.answers:
        bench.clock.sleep(2 * PAUSE)
    bench.burst("zero.rate", unknown)
    if "zero.rate.later/0" not in bench.journal.answers:
        bench.clock.sleep(1)
    bench.burst("zero.rate.later", unknown)
    bench.clock.sleep(PAUSE)
