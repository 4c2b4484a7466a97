"""Drawn requests, played through the handlers: what a comparison with the Java driver stands on."""

import contextlib
import json
import types

import pytest
from connect_local.cloudformation import facts
from connect_local.cloudformation.handlers import NOWHERE, Caller, HandlerFailed, Handlers, Wish
from connect_local.cloudformation.schema import ResourceSchema
from connect_local.commands import replay
from connect_local.stack import SCHEMA

pytestmark = pytest.mark.slow

SEARCHED = {"TargetArn": "{instanceArn}", "Type": "DID", "CountryCode": "US"}
WORLD = {
    "seed": 7,
    "knobs": {"claim-seconds": "20"},
    "steps": [
        {"action": "CREATE", "logicalId": "Number", "desired": SEARCHED, "stackTags": {"Team": "A"}},
        {"action": "UPDATE", "logicalId": "Number", "desired": {**SEARCHED, "Description": "b"}, "previous": SEARCHED},
        {"action": "READ", "logicalId": "Number"},
        {"action": "LIST", "logicalId": "Number", "desired": {"TargetArn": "{instanceArn}"}},
        {"action": "DELETE", "logicalId": "Number"},
        {"action": "READ", "logicalId": "Number"},
    ],
}


@pytest.fixture(scope="module")
def play():
    """Plays one world; the lines that it wrote."""
    with replay.running() as (simulator, endpoint):
        yield lambda drawn: replay.play(drawn, simulator, endpoint)


def last(lines, step):
    return [line for line in lines if line["step"] == step][-1]


def test_a_world_is_played_to_its_end_and_twice_alike(play):
    lines = play(WORLD)
    ended = [last(lines, step)["event"] for step in range(6)]
    assert [event["status"] for event in ended] == ["SUCCESS"] * 5 + ["FAILED"]
    assert ended[5]["errorCode"] == "NotFound"
    assert len(ended[3]["resourceModels"]) == 1
    assert play({**WORLD, "steps": WORLD["steps"][:1]}) == [line for line in lines if line["step"] == 0]
    assert play(WORLD) == lines


def test_an_invocation_is_a_payload_and_an_event_and_each_operation_has_its_token(play):
    lines = play(WORLD)
    created = [line for line in lines if line["step"] == 0]
    assert created[0]["event"]["status"] == "IN_PROGRESS" and len(created) > 1
    assert created[0]["payload"]["callbackContext"] is None and created[1]["payload"]["callbackContext"]
    assert {line["payload"]["bearerToken"] for line in created} == {"token-7-0"}
    updated = last(lines, 1)["payload"]["requestData"]
    arn = updated["resourceProperties"]["PhoneNumberArn"]
    assert updated["previousResourceProperties"]["PhoneNumberArn"] == arn
    assert updated["stackTags"] == {} and updated["previousStackTags"] == {"Team": "A"}


def test_a_crashed_function_gets_the_same_payload_again(play):
    claim = {"operation": "ClaimPhoneNumber", "fault": "CRASH_AFTER"}
    first, second, *_ = play({**WORLD, "steps": WORLD["steps"][:1], "faults": [claim]})
    assert first["event"] is None and second["event"] is not None
    assert first["payload"] == second["payload"]


def test_the_command_reads_and_writes_a_line_for_each(tmp_path):
    (tmp_path / "drawn").write_text(json.dumps({**WORLD, "steps": WORLD["steps"][:1]}) + "\n")
    replay.main([str(tmp_path / "drawn"), str(tmp_path / "played")])
    played = list(map(json.loads, (tmp_path / "played").read_text().splitlines()))
    assert last(played, 0)["event"]["status"] == "SUCCESS"


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


def test_an_operation_that_is_never_done_ends_at_its_time_out():
    """PatienceTest asks the same of the Java driver."""
    never_done = {"status": "IN_PROGRESS", "callbackDelaySeconds": 700, "resourceModel": {"PhoneNumberArn": "arn"}}
    function = types.SimpleNamespace(invoke=lambda _: never_done, working=contextlib.nullcontext)
    clock = replay.ManualClock(lambda *_: None)
    schema = ResourceSchema(SCHEMA.read_text(encoding="utf-8"))
    never = Handlers(function, schema, facts.load(), clock, 60)
    with pytest.raises(HandlerFailed, match="CREATE was not done in time.*NotStabilized"):
        never.run(Wish("CREATE", {}), Caller("1", "us-east-1"), NOWHERE)
    assert clock.now() == 60 * schema.time_out_minutes("CREATE")
    assert never.time_out_seconds("READ") == 120 * 60


def test_a_request_lacks_nothing_that_the_template_wants():
    with pytest.raises(KeyError, match="account"):
        facts.load().request(action="READ")
