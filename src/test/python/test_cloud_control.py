"""Cloud Control in this process, in front of handlers that the test scripts: any type, as the service answers."""

import asyncio
import contextlib
import json
import threading
import time

import pytest
from connect_local.cloudformation import cloud_control, facts
from connect_local.cloudformation.cloud_control import CloudControl
from connect_local.cloudformation.cloud_control_requests import Requests
from connect_local.cloudformation.cloud_control_resources import Type
from connect_local.cloudformation.function import Crashed, Function
from connect_local.cloudformation.handlers import Caller, Handlers
from connect_local.cloudformation.held_answers import HeldAnswers
from connect_local.cloudformation.schema import ResourceSchema
from ministack.services import cloudcontrol

TYPE = "Some::Kind::OfThing"
HANDLERS = {name: {"permissions": []} for name in ("create", "read", "update", "delete", "list")}
SCHEMA = {
    "typeName": TYPE,
    "properties": {name: {"type": "string"} for name in ("Id", "Name", "Colour", "Secret", "Parent")},
    "additionalProperties": False,
    "primaryIdentifier": ["/properties/Id"],
    "readOnlyProperties": ["/properties/Id"],
    "createOnlyProperties": ["/properties/Name"],
    "writeOnlyProperties": ["/properties/Secret"],
    "tagging": {"taggable": False, "tagProperty": "/properties/Tags"},
    "handlers": {**HANDLERS, "list": {"permissions": [], "handlerSchema": {"required": ["Parent"]}}},
}
THING = {"Id": "i", "Name": "n", "Colour": "red"}


class Scripted(Function):
    """A function whose next events the test gives; it keeps what it is asked."""

    def __init__(self):
        self.events = []
        self.asked = []

    def working(self):
        return contextlib.nullcontext()

    def invoke(self, payload):
        self.asked.append(json.loads(json.dumps(payload)))
        event = self.events.pop(0)
        if callable(event):
            event = event()
        if isinstance(event, Exception):
            raise event
        return event


class Gate:
    """A clock on which waits end when the test opens it."""

    def __init__(self):
        self.opened = threading.Event()
        self.opened.set()

    def working(self):
        return threading.Lock()

    def now(self):
        return 0

    def wait(self, _seconds):
        assert self.opened.wait(10)


class Service:
    """Cloud Control, as a client calls it."""

    def __init__(self, schema=None):
        schema = ResourceSchema(json.dumps(schema or SCHEMA))
        self.function, self.clock = Scripted(), Gate()
        handlers = Handlers(self.function, schema, facts.load(), self.clock, None)
        caller = Caller("111122223333", "us-east-1", {"Region": "all"})
        types = {(schema.type_name, None): Type(schema, handlers, lambda: caller)}
        self.now = 1000.0
        requests = Requests(lambda: self.now)
        self._control = CloudControl(lambda *name: types.get(name), requests, HeldAnswers(10))

    def raw(self, action, **request):
        headers = {"x-amz-target": f"CloudApiService.{action}"}
        status, _, body = asyncio.run(
            self._control.handle_request("POST", "/", headers, json.dumps(request).encode(), {})
        )
        return status, json.loads(body)

    def __call__(self, action, **request):
        status, answer = self.raw(action, **request)
        assert status == 200, answer
        return answer

    def on_type(self, action, **request):
        return self(action, TypeName=TYPE, **request)

    def refused(self, action, **request):
        status, answer = self.raw(action, **{"TypeName": TYPE, **request})
        assert status in (400, 500), answer
        return answer["__type"].partition("#")[2], answer["Message"]

    def ended(self, event):
        """The event of a request's end, which the service waits for."""
        return self("GetResourceRequestStatus", RequestToken=event["RequestToken"])["ProgressEvent"]

    def change(self, action, **request):
        """The first event of a request, and its last."""
        first = self.on_type(action, **request)["ProgressEvent"]
        return first, self.ended(first)


@pytest.fixture(name="service")
def _service():
    cloudcontrol._requests.clear()
    return Service()


def success(model=None):
    return {"status": "SUCCESS", "resourceModel": model}


def in_progress(model=None):
    return {"status": "IN_PROGRESS", "resourceModel": model, "callbackDelaySeconds": 5, "callbackContext": {"a": 1}}


def failed(code, message, model=None):
    return {"status": "FAILED", "errorCode": code, "message": message, "resourceModel": model}


def patch(**changes):
    return json.dumps([{"op": "add", "path": f"/{name}", "value": value} for name, value in changes.items()])


def test_a_create_is_in_progress_at_once_and_tells_its_end(service):
    service.clock.opened.clear()
    service.function.events = [in_progress({**THING, "Secret": "s"}), success(THING)]

    first = service.on_type("CreateResource", DesiredState='{"Name": "n", "Secret": "s"}')["ProgressEvent"]
    assert first == {
        **{"TypeName": TYPE, "Operation": "CREATE", "OperationStatus": "IN_PROGRESS", "EventTime": 1000.0},
        "RequestToken": first["RequestToken"],
    }
    (under_way,) = until(lambda: [event for event in summaries(service) if "Identifier" in event])
    assert json.loads(under_way["ResourceModel"]) == THING
    service.now = 1009.5
    service.clock.opened.set()
    ended = service.ended(first)
    assert json.loads(ended.pop("ResourceModel")) == THING
    assert ended == {
        **{"TypeName": TYPE, "Operation": "CREATE", "OperationStatus": "SUCCESS", "EventTime": 1009.5},
        **{"RequestToken": first["RequestToken"], "Identifier": "i"},
    }


def until(found):
    end = time.monotonic() + 10
    while not (there := found()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return there


def summaries(service, **request):
    return service("ListResourceRequests", **request)["ResourceRequestStatusSummaries"]


def test_the_handlers_get_no_stack(service):
    service.function.events = [success(THING), success(THING), success(THING), success(THING), success()]
    service.change("CreateResource", DesiredState='{"Name": "n"}')
    service.on_type("GetResource", Identifier="i")
    service.change("UpdateResource", Identifier="i", PatchDocument=patch(Colour="blue"))
    service.change("DeleteResource", Identifier="i")

    create, read, _, update, delete = service.function.asked
    assert [asked["action"] for asked in service.function.asked] == ["CREATE", "READ", "READ", "UPDATE", "DELETE"]
    for asked in service.function.asked:
        data = asked["requestData"]
        tags = [name for name in data if name.endswith("Tags")]
        assert len(tags) == 4 and not any(data[name] for name in (*tags, "logicalResourceId"))
        assert asked["stackId"] is None and data["typeConfiguration"] == {"Region": "all"}
        assert asked["callbackContext"] is None and data["callerCredentials"]
    assert create["requestData"]["resourceProperties"] == {"Name": "n"}
    assert read["requestData"]["resourceProperties"] == {"Id": "i"} == delete["requestData"]["resourceProperties"]
    assert update["requestData"]["previousResourceProperties"] == THING
    assert len({asked["bearerToken"] for asked in service.function.asked}) == 5


def test_an_update_is_a_patch_of_what_is_read(service):
    service.function.events = [success(THING), success({**THING, "Colour": "blue"})]
    document = json.dumps([{"op": "test", "path": "/Colour", "value": "red"}, json.loads(patch(Colour="blue"))[0]])

    first, ended = service.change("UpdateResource", Identifier="i", PatchDocument=document)

    assert (first["OperationStatus"], first["Identifier"]) == ("IN_PROGRESS", "i")
    assert (ended["OperationStatus"], ended["Operation"]) == ("SUCCESS", "UPDATE")
    assert json.loads(ended["ResourceModel"])["Colour"] == "blue"
    update = service.function.asked[1]["requestData"]
    assert update["resourceProperties"] == {**THING, "Colour": "blue"}
    assert update["previousResourceProperties"] == THING


def test_what_an_update_may_not_change_never_reaches_the_handler(service):
    for document, code in [
        (patch(Name="other"), "NotUpdatableException"),
        (patch(Id="other"), "ValidationException"),
        (patch(Shape="round"), "ValidationException"),
        ('[{"op": "replace", "path": "/Secret", "value": "s"}]', "ValidationException"),
    ]:
        service.function.events = [success(THING)]
        assert service.refused("UpdateResource", Identifier="i", PatchDocument=document)[0] == code
    assert {asked["action"] for asked in service.function.asked} == {"READ"}
    assert summaries(service) == []


def test_a_failure_has_the_handlers_code_and_words(service):
    service.function.events = [failed("NotUpdatable", "It would be another one", THING)]
    service.function.events[:0] = [success(THING)]
    _, ended = service.change("UpdateResource", Identifier="i", PatchDocument=patch(Colour="blue"))
    assert (ended["OperationStatus"], ended["ErrorCode"]) == ("FAILED", "NotUpdatable")
    assert ended["StatusMessage"] == "It would be another one"

    service.function.events = [failed("NotFound", "x" * 3000)]
    _, ended = service.change("DeleteResource", Identifier="i")
    assert (ended["ErrorCode"], len(ended["StatusMessage"])) == ("NotFound", 2048)
    assert "ResourceModel" not in ended


def test_a_function_that_crashes_until_the_end_fails_the_request(service):
    service.function.events = [Crashed("gone")] * 9
    _, ended = service.change("CreateResource", DesiredState="{}")
    assert (ended["OperationStatus"], ended["ErrorCode"]) == ("FAILED", "ServiceInternalError")
    assert len({asked["bearerToken"] for asked in service.function.asked}) == 1


def test_a_half_made_resource_is_left_as_it_is(service):
    service.function.events = [in_progress(THING), failed("NotStabilized", "It did not come up", THING)]
    _, ended = service.change("CreateResource", DesiredState="{}")
    assert (ended["OperationStatus"], ended["Identifier"]) == ("FAILED", "i")
    assert {asked["action"] for asked in service.function.asked} == {"CREATE"}


def test_what_is_not_there_is_not_found(service):
    for action, request in [("GetResource", {}), ("UpdateResource", {"PatchDocument": patch(Colour="blue")})]:
        service.function.events = [failed("NotFound", "No such thing")]
        code, message = service.refused(action, Identifier="i", **request)
        token = service.function.asked[-1]["bearerToken"]
        assert code == "ResourceNotFoundException"
        told = f"{TYPE} Handler returned status FAILED: No such thing"
        assert message == f"{told} (HandlerErrorCode: NotFound, RequestToken: {token})"
    assert summaries(service) == []


def test_a_type_that_is_not_registered_is_not_found(service):
    for action, request in [
        ("CreateResource", {"DesiredState": "{}"}),
        ("GetResource", {"Identifier": "i"}),
        ("ListResources", {}),
    ]:
        refused = service.refused(action, **request, TypeName="Other::Kind::OfThing")
        assert refused == ("TypeNotFoundException", "The type 'Other::Kind::OfThing' cannot be found.")
        assert service.refused(action, **request, TypeVersionId="00000009")[0] == "TypeNotFoundException"
    assert service.refused("GetResource", TypeName="AWS::S3::Bucket", Identifier="b")[0] == "UnsupportedActionException"


def test_a_client_token_makes_a_repeated_request_the_same_one(service):
    service.function.events = [success(THING), success(THING)]
    first, ended = service.change("CreateResource", DesiredState='{"Name": "n"}', ClientToken="once")
    again, _ = service.change("CreateResource", DesiredState='{"Name": "n"}', ClientToken="once")
    assert again == ended and len(service.function.asked) == 1

    for action, request in [
        ("CreateResource", {"DesiredState": '{"Name": "m"}'}),
        ("DeleteResource", {"Identifier": "i"}),
    ]:
        code, _ = service.refused(action, **request, ClientToken="once")
        assert code == "ClientTokenConflictException"
    other, _ = service.change("CreateResource", DesiredState='{"Name": "n"}', ClientToken="twice")
    assert other["RequestToken"] != first["RequestToken"] and len(service.function.asked) == 2


def test_a_client_token_is_free_again_where_its_request_was_refused(service):
    service.function.events = [failed("NotFound", "No"), success(THING), success(THING)]
    request = {"Identifier": "i", "PatchDocument": patch(Colour="blue"), "ClientToken": "once"}
    assert service.refused("UpdateResource", **request)[0] == "ResourceNotFoundException"
    _, ended = service.change("UpdateResource", **request)
    assert ended["OperationStatus"] == "SUCCESS"


def test_a_resource_has_one_operation_at_a_time(service):
    service.clock.opened.clear()
    service.function.events = [in_progress(THING), success(THING)]
    first = service.on_type("CreateResource", DesiredState="{}")["ProgressEvent"]
    until(lambda: "Identifier" in summaries(service)[0])

    code, message = service.refused("DeleteResource", Identifier="i")
    assert code == "ConcurrentOperationException" and first["RequestToken"] in message
    refused = service.refused("UpdateResource", Identifier='{"Id": "i"}', PatchDocument=patch(Colour="blue"))
    assert refused[0] == "ConcurrentOperationException"
    service.clock.opened.set()
    assert service.ended(first)["OperationStatus"] == "SUCCESS"
    service.function.events = [success()]
    assert service.change("DeleteResource", Identifier="i")[1]["OperationStatus"] == "SUCCESS"


def test_a_cancelled_request_ends_before_its_handler_is_invoked_again(service):
    service.clock.opened.clear()
    service.function.events = [in_progress(THING)]
    first = service.on_type("CreateResource", DesiredState="{}")["ProgressEvent"]
    until(lambda: "Identifier" in summaries(service)[0])
    token = {"RequestToken": first["RequestToken"]}

    cancelled = service("CancelResourceRequest", **token)["ProgressEvent"]
    assert cancelled["OperationStatus"] == "CANCEL_IN_PROGRESS"
    assert service.refused("CancelResourceRequest", **token)[0] == "ConcurrentModificationException"
    assert service.refused("DeleteResource", Identifier="i")[0] == "ConcurrentOperationException"
    service.clock.opened.set()
    assert service.ended(first)["OperationStatus"] == "CANCEL_COMPLETE"
    assert len(service.function.asked) == 1
    assert service.raw("CancelResourceRequest", **token)[0] == 500
    assert service.refused("CancelResourceRequest", RequestToken="other")[0] == "RequestTokenNotFoundException"


def test_a_request_that_is_cancelled_too_late_ends_as_its_handler_says(service):
    def done_while_it_is_cancelled():
        (event,) = summaries(service)
        cancelled = service("CancelResourceRequest", RequestToken=event["RequestToken"])
        assert cancelled["ProgressEvent"]["OperationStatus"] == "CANCEL_IN_PROGRESS"
        return success(THING)

    service.function.events = [done_while_it_is_cancelled]
    _, ended = service.change("CreateResource", DesiredState="{}")
    assert (ended["OperationStatus"], ended["Identifier"]) == ("SUCCESS", "i")


def test_what_no_handler_expects_ends_the_request(service):
    service.function.events = [KeyError("a flaw of ours")]
    _, ended = service.change("CreateResource", DesiredState="{}")
    assert (ended["OperationStatus"], ended["ErrorCode"]) == ("FAILED", "InternalFailure")
    assert "a flaw of ours" in ended["StatusMessage"]


def test_requests_are_listed_newest_first_by_pages_and_by_a_filter(service):
    for step in range(3):
        service.now += 1
        service.function.events = [success({**THING, "Id": str(step)})]
        service.change("CreateResource", DesiredState="{}")
    service.now += 1
    service.function.events = [failed("NotFound", "No")]
    service.change("DeleteResource", Identifier="2")

    assert [(event["Operation"], event["Identifier"]) for event in summaries(service)] == [
        *(("DELETE", "2"), ("CREATE", "2"), ("CREATE", "1"), ("CREATE", "0")),
    ]
    (failure,) = summaries(service, ResourceRequestStatusFilter={"OperationStatuses": ["FAILED", "PENDING"]})
    assert failure["Operation"] == "DELETE"
    creates = {"ResourceRequestStatusFilter": {"Operations": ["CREATE"]}, "MaxResults": 2}
    first = service("ListResourceRequests", **creates)
    second = service("ListResourceRequests", **creates, NextToken=first["NextToken"])
    pages = [[event["Identifier"] for event in page["ResourceRequestStatusSummaries"]] for page in (first, second)]
    assert pages == [["2", "1"], ["0"]] and "NextToken" not in second


def test_a_client_token_is_another_after_36_hours_and_a_request_is_gone_after_7_days(service):
    service.function.events = [success(THING), success(THING)]
    create = {"DesiredState": "{}", "ClientToken": "once"}
    first, _ = service.change("CreateResource", **create)
    service.now += 36 * 3600 + 1
    second, _ = service.change("CreateResource", **create)
    assert second["RequestToken"] != first["RequestToken"]
    service.now += 6 * 24 * 3600
    assert [event["RequestToken"] for event in summaries(service)] == [second["RequestToken"]]
    token = {"RequestToken": first["RequestToken"]}
    assert service.refused("GetResourceRequestStatus", **token)[0] == "RequestTokenNotFoundException"


def test_each_account_has_its_own_requests(service):
    from ministack.core import responses

    service.function.events = [success(THING)]
    first, _ = service.change("CreateResource", DesiredState="{}")
    account = responses.get_account_id()
    try:
        responses.set_request_account_id("999999999999")
        assert summaries(service) == []
    finally:
        responses.set_request_account_id(account)
    assert len(summaries(service)) == 1 and first


def test_an_error_has_the_codes_status_and_the_member_that_the_model_says(service):
    service.function.events = [failed("AccessDenied", "No"), failed("InternalFailure", "Oh")]
    status, answer = service.raw("GetResource", TypeName=TYPE, Identifier="i")
    assert status == 400 and set(answer) == {"__type", "Message"}
    assert answer["__type"] == "com.amazon.cloudapiservice#AccessDeniedException"
    status, answer = service.raw("GetResource", TypeName=TYPE, Identifier="i")
    assert status == 500 and answer["__type"].endswith("#HandlerInternalFailureException")
    faults = {
        name
        for operation in cloud_control.cloud_control_input.MODEL.operation_names
        for error in cloud_control.cloud_control_input.MODEL.operation_model(operation).error_shapes
        if (name := error.name) and error._shape_model.get("fault")
    }
    assert faults == cloud_control.errors.FAULTS


def test_an_action_without_a_handler_is_not_supported():
    bare = Service({**SCHEMA, "handlers": {"create": {}, "read": {}, "delete": {}}})
    for action, request, wanted in [
        ("UpdateResource", {"Identifier": "i", "PatchDocument": "[]"}, "UPDATE"),
        ("ListResources", {}, "LIST"),
    ]:
        message = f"Resource type {TYPE} does not support {wanted} action"
        assert bare.refused(action, **request) == ("UnsupportedActionException", message)


def test_a_list_needs_what_its_handler_requires(service):
    code, message = service.refused("ListResources", ResourceModel="{}")
    assert code == "InvalidRequestException" and message.endswith("(#: required key [Parent] not found)")
    assert service.refused("ListResources", ResourceModel="{")[0] == "ValidationException"
    service.function.events = [{"status": "SUCCESS", "resourceModels": [THING], "nextToken": "more"}]
    listed = service.on_type("ListResources", ResourceModel='{"Parent": "p"}', MaxResults=5)
    assert listed["ResourceDescriptions"] == [{"Identifier": "i", "Properties": json.dumps(THING)}]
    assert listed["NextToken"] == "more" and service.function.asked[0]["maxResults"] == 5


def test_a_request_that_the_model_does_not_allow_is_refused_with_all_that_is_wrong(service):
    code, message = service.refused("CreateResource", TypeName="short", ClientToken="no spaces")
    assert code == "ValidationException" and message.startswith("4 validation errors detected: ")
    for said in (
        "Value null at 'desiredState' failed to satisfy constraint: Member must not be null",
        "Value 'short' at 'typeName' failed to satisfy constraint: Member must have length greater than or equal to 10",
        "Value 'no spaces' at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression",
    ):
        assert said in message
    wanted = {"Operations": ["CREATE", "READ"]}
    _, message = service.refused("ListResourceRequests", ResourceRequestStatusFilter=wanted, MaxResults=101)
    assert message.startswith("2 validation errors") and "enum value set: [CREATE, DELETE, UPDATE]" in message
    assert "1 validation error detected" in service.refused("GetResource", Identifier=5)[1]
    assert service.refused("MoveResource")[0] == "UnknownOperationException"
