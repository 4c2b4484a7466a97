"""Drawn requests, played through the handlers: what a comparison with the Java driver stands on."""

import json

import pytest
from connect_local.cloudformation import facts
from connect_local.commands import replay

pytestmark = pytest.mark.slow

SEARCHED = {"TargetArn": "{instanceArn}", "Type": "DID", "CountryCode": "US"}
LIFE = {
    "seed": 7,
    "knobs": {"claim-seconds": "20"},
    "steps": [
        {"action": "CREATE", "logicalId": "Number", "desired": SEARCHED, "stackTags": {"Team": "A"}},
        {"action": "UPDATE", "logicalId": "Number", "desired": {**SEARCHED, "Description": "b"}},
        {"action": "READ", "logicalId": "Number"},
        {"action": "LIST", "logicalId": "Number", "desired": {"TargetArn": "{instanceArn}"}},
        {"action": "DELETE", "logicalId": "Number"},
        {"action": "READ", "logicalId": "Number"},
    ],
}


@pytest.fixture(scope="module")
def play():
    """Plays a life; the lines that it wrote."""
    with replay.running() as (simulator, endpoint):

        def play(life):
            lines = []
            replay.replay(life, simulator, endpoint, lambda line: lines.append(json.dumps(line)))
            return list(map(json.loads, lines))

        yield play


def ends(lines):
    return [(line["ended"], line.get("code")) for line in lines if "ended" in line]


def test_a_life_is_played_to_its_end_and_twice_alike(play):
    lines = play(LIFE)
    assert ends(lines) == [
        ("CREATE", None),
        ("UPDATE", None),
        ("READ", None),
        ("LIST", None),
        ("DELETE", None),
        ("READ", "NotFound"),
    ]
    assert play({**LIFE, "steps": LIFE["steps"][:1]}) == [line for line in lines if line["step"] == 0]
    assert play(LIFE) == lines


def test_an_invocation_is_a_payload_and_an_event_and_each_operation_has_its_token(play):
    invocations = [line for line in play(LIFE) if "payload" in line]
    created = [line for line in invocations if line["step"] == 0]
    assert [line["event"]["status"] for line in created][:1] == ["IN_PROGRESS"] and len(created) > 1
    assert {line["payload"]["bearerToken"] for line in created} == {"token-0"}
    updated = next(line["payload"]["requestData"] for line in invocations if line["step"] == 1)
    assert updated["previousResourceProperties"].items() >= {"Type": "DID", "CountryCode": "US"}.items()
    assert updated["stackTags"] == updated["previousStackTags"] == {"Team": "A"}
    assert "PhoneNumberArn" in updated["resourceProperties"]


def test_a_crashed_function_gets_the_same_payload_again(play):
    claim = {"operation": "ClaimPhoneNumber", "fault": "CRASH_AFTER"}
    first, second, *_ = play({**LIFE, "steps": LIFE["steps"][:1], "faults": [claim]})
    assert first["event"] is None and second["event"] is not None
    assert first["payload"] == second["payload"]


def test_every_fact_of_the_bridge_is_the_files():
    believed = facts.load()
    file = json.loads(facts.FILE.read_text())
    assert believed.retriable_codes == set(file["retriableCodes"]["value"])
    least, most = file["retryJitter"]["value"]["least"], file["retryJitter"]["value"]["most"]
    assert [believed.retry_seconds(retry, 1) for retry in range(3)] == [most, 2 * most, 4 * most]
    assert believed.retry_seconds(0, 0) == least
    assert believed.time_out_message("CREATE") == "Resource timed out: CREATE was not done in time"
    assert believed.invocation_seconds("READ") == 30
    assert all({"value", "grade", "source"} <= set(fact) for name, fact in file.items() if name != "about")


def test_a_request_lacks_nothing_that_the_template_wants():
    with pytest.raises(KeyError, match="account"):
        facts.load().request(action="READ")
