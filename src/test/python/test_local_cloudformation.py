"""The local CloudFormation against handlers that the test scripts: it calls them as CloudFormation would."""

import collections
import http.server
import json
import threading
import time

import pytest
from cloud import Cloud
from connect_local.stack import PYTHON_PATH, processes, registering
from connect_local.stack.local_stack import engine_command
from templates import TYPE, to_import

pytestmark = pytest.mark.slow

NUMBER = {"TargetArn": "arn:aws:connect:us-east-1:111122223333:instance/i", "PhoneNumber": "+18005550100"}
ARN = "arn:aws:connect:us-east-1:111122223333:phone-number/{}"


class ScriptedHandlers:
    """A handler endpoint that keeps resources in memory, unless a test says what it answers next."""

    def __init__(self):
        self.requests = []
        self.resources = {}
        self.moved = 0
        self._script = collections.defaultdict(list)
        self._lock = threading.Lock()

    def answers(self, action, *events):
        """The next events of the action; an exception's name is a crash of the function."""
        self._script[action] += events

    def asked(self, action):
        return [request for request in self.requests if request["action"] == action]

    def actions(self):
        return [request["action"] for request in self.requests]

    def post(self, path, body):
        with self._lock:
            if path == "/_simulator/clock":
                self.moved += body.get("advanceSeconds", 0)
                return {}
            self.requests.append(body)
            if self._script[body["action"]]:
                return self._script[body["action"]].pop(0)
            return getattr(self, "_" + body["action"].lower())(body)

    def _create(self, request):
        model = {**request["requestData"]["resourceProperties"]}
        model["PhoneNumberArn"] = ARN.format(len(self.requests))
        model["Address"] = model["PhoneNumber"]
        self.resources[model["PhoneNumberArn"]] = model
        return success(model)

    def _read(self, request):
        arn = request["requestData"]["resourceProperties"]["PhoneNumberArn"]
        return success(self.resources[arn]) if arn in self.resources else failed("NotFound", "gone")

    def _update(self, request):
        model = request["requestData"]["resourceProperties"]
        self.resources[model["PhoneNumberArn"]] = model
        return success(model)

    def _delete(self, request):
        arn = request["requestData"]["resourceProperties"]["PhoneNumberArn"]
        return success(None) if self.resources.pop(arn, None) else failed("NotFound", "gone")


def success(model):
    return {"status": "SUCCESS", "resourceModel": model}


def in_progress(model, delay=0, context=None):
    return {
        "status": "IN_PROGRESS",
        "resourceModel": model,
        "callbackDelaySeconds": delay,
        "callbackContext": context or {"attempt": 1},
    }


def failed(code, message, model=None):
    return {"status": "FAILED", "errorCode": code, "message": message, "resourceModel": model}


CRASH = {"errorType": "java.lang.OutOfMemoryError"}


def template(properties=None, **attributes):
    return {
        "Resources": {"Number": {"Type": TYPE, "Properties": properties or NUMBER, **attributes}},
        "Outputs": {
            "Ref": {"Value": {"Ref": "Number"}},
            "Address": {"Value": {"Fn::GetAtt": ["Number", "Address"]}},
        },
    }


class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.handlers.post(self.path, body)
        self.send_response(200)
        if "errorType" in answer:
            self.send_header("X-Amz-Function-Error", "Unhandled")
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture(scope="module")
def engine(server, tmp_path_factory):
    url = f"http://127.0.0.1:{server.server_address[1]}"
    folder = tmp_path_factory.mktemp("engine")
    program = processes.Program(
        "cloudformation",
        engine_command(folder, "--contract-tests", "off", "--handlers", url, "--moved-clock", url),
        folder,
        PYTHON_PATH,
    )
    registry = registering.Registry(program.ready["endpoint"], "111122223333", "us-east-1")
    registry.register(TYPE, registry.upload(TYPE, registering.package(jar=None)))
    yield program.ready["endpoint"]
    program.stop()


@pytest.fixture
def handlers(server):
    server.handlers = ScriptedHandlers()
    return server.handlers


@pytest.fixture
def cloud(engine, handlers):
    cloud = Cloud(
        {
            "AWS_ENDPOINT_URL_CLOUDFORMATION": engine,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "111122223333",
            "AWS_SECRET_ACCESS_KEY": "local",
        }
    )
    cloud.reset()
    return cloud


def test_a_create_has_everything_that_cloudformation_tells_a_handler(cloud, handlers):
    done = cloud.create("stack", template(), "--tags", "Key=Team,Value=Phones")

    assert done["StackStatus"] == "CREATE_COMPLETE"
    request = handlers.asked("CREATE")[0]
    data = request["requestData"]
    assert request["awsAccountId"] == "111122223333" and request["region"] == "us-east-1"
    assert request["stackId"] == done["StackId"] and request["resourceType"] == TYPE
    assert data["resourceProperties"] == NUMBER and data["previousResourceProperties"] is None
    assert data["logicalResourceId"] == "Number" and data["stackTags"] == {"Team": "Phones"}
    assert data["systemTags"] == {
        "aws:cloudformation:stack-name": "stack",
        "aws:cloudformation:stack-id": done["StackId"],
        "aws:cloudformation:logical-id": "Number",
    }
    assert set(data["callerCredentials"]) == {"accessKeyId", "secretAccessKey", "sessionToken"}
    assert handlers.actions() == ["CREATE", "READ"]
    assert cloud.outputs("stack") == {"Ref": ARN.format(1), "Address": "+18005550100"}


def test_model_and_context_go_round_with_one_token_and_the_delay_on_the_clock(cloud, handlers):
    model = {**NUMBER, "PhoneNumberArn": ARN.format("x"), "Address": "+18005550100"}
    handlers.resources[ARN.format("x")] = model
    handlers.answers("CREATE", in_progress(model, 40, {"attempt": 7}), success(model))

    cloud.create("stack", template())

    first, second = handlers.asked("CREATE")
    assert first["callbackContext"] is None and second["callbackContext"] == {"attempt": 7}
    assert second["requestData"]["resourceProperties"] == model
    assert first["bearerToken"] == second["bearerToken"]
    assert 35 < handlers.moved <= 40
    assert ("CREATE_IN_PROGRESS", "Resource creation Initiated") in cloud.events("stack", "Number")


@pytest.mark.parametrize("code", ["Throttling", "NetworkFailure", "ServiceInternalError", "ResourceConflict"])
def test_a_retriable_failure_is_tried_again_with_the_same_payload(cloud, handlers, code):
    handlers.answers("CREATE", failed(code, "later"))

    assert cloud.create("stack", template())["StackStatus"] == "CREATE_COMPLETE"
    first, second = handlers.asked("CREATE")
    assert first == second


def test_a_read_that_is_throttled_among_many_is_retried_until_it_is_answered(cloud, handlers):
    handlers.answers("READ", *[failed("Throttling", "later")] * 8)

    assert cloud.create("stack", template())["StackStatus"] == "CREATE_COMPLETE"
    assert handlers.moved > 100


def test_a_crashed_function_is_called_again_with_the_same_payload(cloud, handlers):
    handlers.answers("CREATE", CRASH)

    assert cloud.create("stack", template())["StackStatus"] == "CREATE_COMPLETE"
    first, second = handlers.asked("CREATE")
    assert first == second


def test_a_terminal_failure_says_the_handlers_words_and_deletes_nothing(cloud, handlers):
    handlers.answers("CREATE", failed("AlreadyExists", "it is held by you"))

    assert cloud.create("stack", template())["StackStatus"] == "ROLLBACK_COMPLETE"
    reasons = [reason for status, reason in cloud.events("stack", "Number") if status == "CREATE_FAILED"]
    assert len(reasons) == 1
    assert '"it is held by you"' in reasons[0] and "HandlerErrorCode: AlreadyExists" in reasons[0]
    assert handlers.actions() == ["CREATE"]


def test_a_half_made_resource_is_deleted_by_the_rollback(cloud, handlers):
    model = {**NUMBER, "PhoneNumberArn": ARN.format("half")}
    handlers.resources[ARN.format("half")] = model
    handlers.answers("CREATE", in_progress(model), failed("NotStabilized", "never"))

    assert cloud.create("stack", template())["StackStatus"] == "ROLLBACK_COMPLETE"
    assert handlers.resources == {}
    deleted = handlers.asked("DELETE")[0]["requestData"]["resourceProperties"]
    assert deleted["PhoneNumberArn"] == ARN.format("half")
    assert ("DELETE_COMPLETE", "") in cloud.events("stack", "Number")


def test_a_half_made_resource_is_deleted_with_the_stack_when_rollback_is_off(cloud, handlers):
    model = {**NUMBER, "PhoneNumberArn": ARN.format("half")}
    handlers.resources[ARN.format("half")] = model
    handlers.answers("CREATE", in_progress(model), failed("NotStabilized", "never"))

    assert cloud.create("stack", template(), "--disable-rollback")["StackStatus"] == "CREATE_FAILED"
    assert ARN.format("half") in handlers.resources
    cloud.delete("stack")
    assert handlers.resources == {}


def test_a_create_that_shows_no_identifier_for_sixty_seconds_has_failed(cloud, handlers):
    handlers.answers("CREATE", *[in_progress(NUMBER, 25)] * 5)

    assert cloud.create("stack", template())["StackStatus"] == "ROLLBACK_COMPLETE"
    assert len(handlers.asked("CREATE")) == 3
    reasons = [reason for status, reason in cloud.events("stack", "Number") if status == "CREATE_FAILED"]
    assert "Resource timed out waiting for creation of physical resource" in reasons[0]


def test_a_create_that_has_shown_its_identifier_may_take_longer(cloud, handlers):
    model = {**NUMBER, "PhoneNumberArn": ARN.format("slow"), "Address": "+18005550100"}
    handlers.resources[ARN.format("slow")] = model
    handlers.answers("CREATE", *[in_progress(model, 60)] * 5, success(model))

    status = cloud.create("stack", template())["StackStatus"]
    assert status == "CREATE_COMPLETE", cloud.events("stack")


def test_properties_are_checked_before_any_handler_is_called(cloud, handlers):
    wrong = {**NUMBER, "PhoneNumber": "800-5550100", "Colour": "red", "Status": "CLAIMED"}

    assert cloud.create("stack", template(wrong))["StackStatus"] == "ROLLBACK_COMPLETE"
    reasons = " ".join(reason for _, reason in cloud.events("stack", "Number"))
    assert "#/PhoneNumber" in reasons and "Colour" in reasons and "#/Status: read-only" in reasons
    assert handlers.requests == []


def test_an_update_in_place_has_the_previous_model_and_the_read_only_properties(cloud, handlers):
    cloud.create("stack", template(), "--tags", "Key=Team,Value=Phones")
    done = cloud.update("stack", template({**NUMBER, "Description": "front desk"}), "--tags", "Key=Team,Value=Calls")

    assert done["StackStatus"] == "UPDATE_COMPLETE"
    (request,) = handlers.asked("UPDATE")
    known = {"PhoneNumberArn": ARN.format(1), "Address": "+18005550100"}
    data = request["requestData"]
    assert data["previousResourceProperties"] == {**NUMBER, **known}
    assert data["resourceProperties"] == {**NUMBER, **known, "Description": "front desk"}
    assert data["previousStackTags"] == {"Team": "Phones"} and data["stackTags"] == {"Team": "Calls"}
    assert handlers.asked("DELETE") == []


def test_a_conditional_create_only_change_is_asked_first_and_replaces_on_not_updatable(cloud, handlers):
    cloud.create("stack", template())
    other = {**NUMBER, "PhoneNumber": "+18005550101"}
    handlers.answers("UPDATE", failed("NotUpdatable", "another number"))

    (change,) = cloud.change_set("stack", template(other))
    assert change["Replacement"] == "Conditional"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE"

    assert handlers.actions() == ["CREATE", "READ", "UPDATE", "CREATE", "READ", "DELETE"]
    assert handlers.requests[-1]["requestData"]["resourceProperties"]["PhoneNumberArn"] == ARN.format(1)
    assert cloud.outputs("stack") == {"Ref": ARN.format(4), "Address": "+18005550101"}


def test_a_conditional_create_only_change_that_the_handler_accepts_replaces_nothing(cloud, handlers):
    cloud.create("stack", template())
    cloud.update("stack", template({**NUMBER, "CountryCode": "US"}))

    assert handlers.asked("DELETE") == [] and len(handlers.asked("CREATE")) == 1


def test_a_replacement_that_fails_half_made_is_deleted_and_the_old_one_stays(cloud, handlers):
    cloud.create("stack", template())
    half = {**NUMBER, "PhoneNumberArn": ARN.format("half")}
    handlers.resources[ARN.format("half")] = half
    handlers.answers("UPDATE", failed("NotUpdatable", "another number"))
    handlers.answers("CREATE", in_progress(half), failed("NotStabilized", "never"))

    done = cloud.update("stack", template({**NUMBER, "PhoneNumber": "+18005550101"}))

    assert done["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert set(handlers.resources) == {ARN.format(1)}
    assert cloud.physical_id("stack", "Number") == ARN.format(1)


def test_a_failed_update_is_sent_back_to_what_was(cloud, handlers):
    cloud.create("stack", template({**NUMBER, "Description": "old"}))
    handlers.answers("UPDATE", failed("InvalidRequest", "no"))

    done = cloud.update("stack", template({**NUMBER, "Description": "new"}))

    assert done["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    back = handlers.asked("UPDATE")[-1]["requestData"]
    assert back["resourceProperties"]["Description"] == "old"
    assert back["previousResourceProperties"]["Description"] == "new"
    assert [asked.get("rollback", False) for asked in handlers.asked("UPDATE")] == [False, True]


def test_a_delete_of_what_is_gone_is_done(cloud, handlers):
    cloud.create("stack", template())
    handlers.resources.clear()

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert len(handlers.asked("DELETE")) == 1


@pytest.fixture
def meeting(handlers):
    """The creates and deletes of ``names`` each wait for the other's first invocation: one by one would never end."""

    def meet(*names):
        all_of_them = threading.Barrier(len(names), timeout=20)
        plain = handlers.post

        def post(path, body):
            if body.get("action") in ("CREATE", "DELETE") and body["requestData"]["logicalResourceId"] in names:
                all_of_them.wait()
            return plain(path, body)

        handlers.post = post

    return meet


def numbers(**attributes):
    """The properties of so many resources, each with its own number and attributes."""
    return {
        "Resources": {
            name: {"Type": TYPE, "Properties": {**NUMBER, "PhoneNumber": f"+1800555010{i}"}, **more}
            for i, (name, more) in enumerate(attributes.items())
        }
    }


def order(handlers, action):
    return [request["requestData"]["logicalResourceId"] for request in handlers.asked(action)]


def test_independent_resources_are_made_and_deleted_side_by_side(cloud, handlers, meeting):
    meeting("One", "Two")
    assert cloud.create("stack", numbers(One={}, Two={}))["StackStatus"] == "CREATE_COMPLETE"
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert handlers.resources == {}


def test_what_depends_on_the_same_resource_is_made_side_by_side_once_that_is_there(cloud, handlers, meeting):
    meeting("Second", "Third")
    after = {"DependsOn": "First"}
    batches = numbers(First={}, Second=after, Third=after, Last={"DependsOn": ["Second", "Third"]})
    batches["Resources"]["Last"]["Properties"]["Description"] = {"Fn::Sub": "after ${Second} and ${Third.Address}"}

    assert cloud.create("stack", batches)["StackStatus"] == "CREATE_COMPLETE"
    made = order(handlers, "CREATE")
    assert (made[0], {*made[1:3]}, made[3:]) == ("First", {"Second", "Third"}, ["Last"])
    arn = cloud.physical_id("stack", "Second")
    assert handlers.resources[cloud.physical_id("stack", "Last")]["Description"] == f"after {arn} and +18005550102"

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    gone = order(handlers, "DELETE")
    assert (gone[0], {*gone[1:3]}, gone[3:]) == ("Last", {"Second", "Third"}, ["First"])
    assert handlers.resources == {}


def test_what_depends_on_a_resource_of_another_type_is_made_side_by_side_too(cloud, handlers, meeting):
    meeting("One", "Two")
    template = numbers(One={"DependsOn": "Bucket"}, Two={"DependsOn": "Bucket"})
    template["Resources"]["Bucket"] = {"Type": "AWS::S3::Bucket"}

    assert cloud.create("stack", template)["StackStatus"] == "CREATE_COMPLETE"
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert handlers.resources == {}


def test_what_depends_on_a_failure_is_never_begun(cloud, handlers):
    handlers.answers("CREATE", failed("InvalidRequest", "not this one"))

    assert cloud.create("stack", numbers(Bad={}, After={"DependsOn": "Bad"}))["StackStatus"] == "ROLLBACK_COMPLETE"
    assert order(handlers, "CREATE") == ["Bad"]
    assert handlers.resources == {}


def test_what_was_made_beside_a_failure_is_deleted_by_the_rollback(cloud, handlers):
    numbers = {
        name: {"Type": TYPE, "Properties": {**NUMBER, "PhoneNumber": f"+1800555010{i}"}}
        for i, name in enumerate(["A", "B", "C", "D"])
    }
    handlers.answers("CREATE", failed("InvalidRequest", "not this one"))

    assert cloud.create("stack", {"Resources": numbers})["StackStatus"] == "ROLLBACK_COMPLETE"
    assert len(handlers.asked("CREATE")) == 4
    assert handlers.resources == {}


def test_what_a_rollback_could_not_delete_stays_in_the_stack_until_its_deletion(cloud, handlers):
    good, bad = template()["Resources"]["Number"], template()["Resources"]["Number"]
    handlers.answers("CREATE", success({**NUMBER, "PhoneNumberArn": ARN.format(1)}), failed("InvalidRequest", "no"))
    handlers.resources[ARN.format(1)] = {**NUMBER, "PhoneNumberArn": ARN.format(1)}
    handlers.answers("DELETE", failed("InvalidRequest", "not yet"))

    done = cloud.create("stack", {"Resources": {"Good": good, "Bad": {**bad, "DependsOn": "Good"}}})

    assert done["StackStatus"] == "ROLLBACK_FAILED"
    assert cloud.physical_id("stack", "Good") == ARN.format(1)
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert handlers.resources == {}


def test_resources_are_listed_while_they_are_worked_on_and_once_they_are_gone(cloud, handlers, engine):
    registry = registering.Registry(engine, "111122223333", "us-east-1")
    number = {**NUMBER, "PhoneNumberArn": ARN.format(9), "Address": NUMBER["PhoneNumber"]}
    handlers.resources[number["PhoneNumberArn"]] = number
    handlers.answers("CREATE", in_progress(number), success(number))
    handlers.answers("DELETE", in_progress(number), success(None))
    plain, seen = handlers.post, []

    def listed(name="stack"):
        told = registry.call("ListStackResources", StackName=name)
        return told.get("ResourceStatus"), told.get("PhysicalResourceId")

    def post(path, body):
        if body.get("callbackContext") or body.get("requestContext"):
            end = time.monotonic() + 5
            while not (told := listed())[0].endswith("_IN_PROGRESS") and time.monotonic() < end:
                time.sleep(0.05)
            seen.append(told)
        return plain(path, body)

    handlers.post = post
    stack = cloud.create("stack", template())
    assert listed() == ("CREATE_COMPLETE", ARN.format(9)) and "DeletionTime" not in stack
    gone = cloud.delete("stack")
    assert seen == [("CREATE_IN_PROGRESS", ARN.format(9)), ("DELETE_IN_PROGRESS", ARN.format(9))]
    assert listed(gone["StackId"]) == ("DELETE_COMPLETE", ARN.format(9))
    assert gone["DeletionTime"] > gone["CreationTime"]


def test_stack_tags_and_system_tags_are_no_drift_and_a_changed_property_is(cloud, handlers):
    cloud.create("stack", template({**NUMBER, "Description": "front desk"}), "--tags", "Key=Team,Value=Phones")
    (model,) = handlers.resources.values()
    model["Tags"] = [{"Key": "Team", "Value": "Phones"}]
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}

    model["Description"] = "back door"
    assert cloud.drift("stack") == {"Number": ("MODIFIED", ["/Description"])}


def test_an_import_reads_the_resource_and_gives_it_the_stacks_tags(cloud, handlers):
    arn = ARN.format("ported")
    handlers.resources[arn] = {**NUMBER, "PhoneNumberArn": arn, "Address": "+18005550100"}
    there = template()
    cloud.create("stack", there, "--tags", "Key=Team,Value=Phones")
    there["Resources"]["Ported"] = {"Type": TYPE, "Properties": NUMBER, "DeletionPolicy": "Delete"}

    (change,) = cloud.change_set("stack", there, *to_import(Ported=arn), kind="IMPORT")
    assert change["Action"] == "Import" and change["PhysicalResourceId"] == arn
    assert cloud.execute("stack")["StackStatus"] == "IMPORT_COMPLETE"
    assert len(handlers.asked("CREATE")) == 1 and cloud.physical_id("stack", "Ported") == arn
    (tagging,) = handlers.asked("UPDATE")
    assert tagging["requestData"]["stackTags"] == {"Team": "Phones"}
    assert tagging["requestData"]["previousStackTags"] == {}


def test_an_import_of_what_is_not_there_fails_its_change_set(cloud, handlers):
    absent = {"Resources": template(DeletionPolicy="Retain")["Resources"]}
    with pytest.raises(AssertionError, match="was not found"):
        cloud.change_set("stack", absent, *to_import(Number="nothing"), kind="IMPORT")
