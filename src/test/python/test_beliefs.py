"""What docs/evidence.md says of CloudFormation's patience: how often, and after how long, a handler is asked again."""

import contextlib
import types

import pytest
from connect_local.cloudformation import facts
from connect_local.cloudformation.function import Crashed
from connect_local.cloudformation.handlers import NOWHERE, Caller, HandlerFailed, Handlers, Wish
from connect_local.cloudformation.schema import ResourceSchema
from connect_local.commands import replay
from connect_local.stack import SCHEMA


def ended(invoke):
    """The invocations of a READ until it is given up, the seconds that it took, and its failure."""
    invocations = []

    def counted(payload):
        invocations.append(payload)
        return invoke()

    clock = replay.ManualClock(lambda *_: None)
    schema = ResourceSchema(SCHEMA.read_text(encoding="utf-8"))
    function = types.SimpleNamespace(invoke=counted, working=contextlib.nullcontext)
    handlers = Handlers(function, schema, facts.load(), clock, None)
    with pytest.raises(HandlerFailed) as failure:
        handlers.run(Wish("READ", {}), Caller("1", "us-east-1"), NOWHERE)
    return len(invocations), clock.now(), failure.value


def test_a_retriable_failure_is_tried_again_eight_times_each_after_twice_the_time():
    throttled = {"status": "FAILED", "errorCode": "Throttling", "message": "later"}
    invocations, seconds, failure = ended(lambda: throttled)
    assert (invocations, failure.code) == (1 + 8, "Throttling")
    assert (2**8 - 1) / 2 <= seconds <= 2**8 - 1


def test_a_payload_whose_function_crashes_is_delivered_again_eight_times_each_after_a_second():
    def crash():
        raise Crashed("it ended")

    invocations, seconds, failure = ended(crash)
    assert (invocations, seconds, failure.code) == (1 + 8, 8, "ServiceInternalError")
