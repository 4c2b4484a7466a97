"""CloudFormation is played twice, by the Java driver and by the Python bridge: drawn requests find no difference.

The seed is printed; ``pytest --differential-seed N`` draws others. Both play a function and a simulator of their own,
whose clock stands but for the waits, so that a time in a callback context is compared like any other value.
"""

import json

import differential
import drawn_requests
import pytest
from connect_local.cloudformation import facts
from connect_local.commands import replay

pytestmark = pytest.mark.slow

MANY = 100
SEARCHED = {"TargetArn": "{instanceArn}", "Type": "DID", "CountryCode": "US"}
CREATE = {"action": "CREATE", "logicalId": "Number", "desired": SEARCHED, "stackTags": {"team": "a"}}
READ = {"action": "READ", "logicalId": "Number"}
LIST = {"action": "LIST", "logicalId": "Number"}
DELETE = {"action": "DELETE", "logicalId": "Number"}
UPDATE = {
    **{"action": "UPDATE", "logicalId": "Number"},
    **{"previous": SEARCHED, "desired": {**SEARCHED, "Description": "b"}},
}


def for_ever(operation, fault):
    return [{"operation": operation, "fault": fault, "times": 10_000}]


def by_hand(seed, *steps, faults=()):
    return {"seed": seed, "credentials": drawn_requests.CREDENTIALS, "faults": list(faults), "steps": list(steps)}


ORDINARY = by_hand(1, CREATE, UPDATE, READ, LIST, DELETE, READ)
# CloudFormation, and not the function, decides how these end.
GIVEN_UP = [
    by_hand(2, CREATE, READ, faults=for_ever("DescribePhoneNumber", "THROTTLE")),
    by_hand(3, CREATE, faults=for_ever("ClaimPhoneNumber", "DROP_BEFORE")),
    by_hand(4, CREATE, faults=for_ever("SearchAvailablePhoneNumbers", "CRASH_BEFORE")),
]
DENIED = [
    *for_ever("UpdatePhoneNumberMetadata", "ACCESS_DENIED"),
    *for_ever("ListPhoneNumbersV2", "ACCESS_DENIED"),
    *for_ever("ReleasePhoneNumber", "ACCESS_DENIED"),
]
REFUSED = by_hand(5, {**CREATE, "desired": {}}, CREATE, UPDATE, LIST, DELETE, faults=DENIED)
BY_HAND = [ORDINARY, *GIVEN_UP, REFUSED]


@pytest.fixture(scope="module")
def seed(request):
    return request.config.getoption("--differential-seed")


@pytest.fixture(scope="module")
def drawn(seed):
    return [*BY_HAND, *drawn_requests.draw(seed, MANY)]


@pytest.fixture(scope="module")
def bridge():
    with replay.running() as (simulator, endpoint):
        yield lambda line, believed=None: replay.play(line, simulator, endpoint, believed)


@pytest.fixture(scope="module")
def played(tmp_path_factory, drawn, bridge):
    """By the line's seed: what the Java driver wrote, and what the bridge wrote, for each line."""
    with differential.java_driver(tmp_path_factory.mktemp("differential"), drawn) as java:
        ours = {line["seed"]: as_json(bridge(line)) for line in drawn}
        theirs = differential.by_seed(java.lines())
    return {line["seed"]: (theirs[line["seed"]], ours[line["seed"]]) for line in drawn}


def as_json(lines):
    return json.loads(json.dumps(lines))


def test_every_invocation_event_and_delay_is_the_same(seed, drawn, played):
    invocations = sum(len(theirs) for theirs, _ in played.values())
    print(f"seed {seed}: {len(drawn)} lines, {invocations} invocations")
    found = (differential.first_difference(line, *played[line["seed"]]) for line in drawn)
    difference = next((text for text in found if text), None)
    assert difference is None, difference


def test_the_requests_are_drawn_alike_each_time(seed, drawn):
    assert drawn_requests.draw(seed, MANY) == drawn[len(BY_HAND) :]


def test_what_is_drawn_meets_each_way_of_ending_and_of_going_on(played):
    lines = [line for theirs, _ in played.values() for line in theirs]
    assert {line["payload"]["action"] for line in lines} == {"CREATE", "UPDATE", "DELETE", "READ", "LIST"}
    ends = {(line["payload"]["action"], line["ended"]["status"]) for line in lines if "ended" in line}
    assert len(ends) == 10, "each operation succeeds and fails"
    assert sum(line["event"] is None for line in lines) > 20, "crashes"
    assert sum((line["event"] or {}).get("status") == "IN_PROGRESS" for line in lines) > MANY
    codes = {line["ended"]["errorCode"] for line in lines if "ended" in line}
    assert {"Throttling", "ServiceInternalError", "NotStabilized", "InvalidRequest", "NotFound"} <= codes
    assert any(line["payload"]["callbackContext"] for line in lines)


@pytest.mark.parametrize(
    ("fact", "changed"),
    [
        ("retriableCodes", ["NetworkFailure", "ResourceConflict", "ServiceInternalError"]),
        ("retries", 7),
        ("firstRetrySeconds", 2),
        ("retryJitter", {"least": 0.5, "most": 0.75}),
        ("redeliverySeconds", 2),
        ("redeliveries", 7),
        ("crashCode", "InternalFailure"),
        ("identifierDeadlineSeconds", 50),
        ("identifierDeadlineMessage", "Resource timed out"),
        ("identifierDeadlineCode", "InternalFailure"),
        ("listRequest", {"nextToken": "{nextToken}"}),
        ("systemTags", {"aws:cloudformation:stack-name": "{stackName}"}),
    ],
)
def test_a_fact_that_one_side_believes_differently_is_found(bridge, played, fact, changed):
    file = json.loads(facts.FILE.read_text(encoding="utf-8"))
    assert file[fact]["value"] != changed
    file[fact]["value"] = changed
    believed = facts.Facts(json.dumps(file))
    assert not any(differential.first_difference(line, *played[line["seed"]]) for line in BY_HAND)
    played_so = ((line, as_json(bridge(line, believed))) for line in BY_HAND)
    assert any(differential.first_difference(line, played[line["seed"]][0], ours) for line, ours in played_so)


def test_a_field_that_one_side_lacks_is_found_and_shown_with_its_place(drawn, played):
    line = next(line for line in drawn if len(played[line["seed"]][0]) > 3)
    theirs, ours = map(as_json, played[line["seed"]])
    del ours[2]["payload"]["requestData"]["systemTags"]["aws:cloudformation:stack-name"]
    difference = differential.first_difference(line, theirs, ours)
    assert "/payload/requestData/systemTags/aws:cloudformation:stack-name" in difference
    assert 'the bridge has "nothing"' in difference and f"seed {line['seed']}, step" in difference


def test_an_invocation_that_one_side_lacks_and_a_delay_that_it_does_not_wait_are_found(drawn, played):
    line = ORDINARY
    theirs, ours = map(as_json, played[line["seed"]])
    assert "the bridge has null" in differential.first_difference(line, theirs, ours[:-1])
    ours[-1]["at"] += 1
    assert "/at:" in differential.first_difference(line, theirs, ours)


def test_a_difference_shows_no_phone_number():
    line = {"seed": 1, "steps": [CREATE]}
    java, bridge = ({"step": 0, "event": {"Address": number}} for number in ("+18005550123", "+18005550124"))
    difference = differential.first_difference(line, [java], [bridge])
    assert "*0123" in difference and "+1800" not in difference
