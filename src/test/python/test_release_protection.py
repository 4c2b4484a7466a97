"""ReleaseProtection on the local stack: no stack operation releases a protected number, and each says what to do."""

import pytest
from cloud import Cloud, Refused
from connect import Connect
from connect_local import stack
from templates import number, tag, template, without

pytestmark = pytest.mark.slow

TAG = "example:connect:phonenumber:release-protection"
REFUSED = (
    "has release protection. Where its stack can be updated, set ReleaseProtection to false, deploy, and delete it"
)
WAYS_OUT = (
    f"Where not (DELETE_FAILED, a rollback, Cloud Control), remove its tag {TAG} and delete it again; or, to keep"
)


@pytest.fixture
def guarded(searched):
    return {**searched, "ReleaseProtection": True}


@pytest.fixture
def deployed(cloud, connect, guarded):
    """The properties of a protected number, which is deployed."""
    done = cloud.create("stack", template({**guarded, "Tags": [tag("Team", "A")]}))
    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}, "the reserved tag is not one of Tags"
    return {**guarded, "Tags": [tag("Team", "A")]}


def test_a_delete_is_refused_until_protection_is_switched_off(cloud, connect, deployed):
    """After DELETE_FAILED no update can do it, so the tag has to be removed."""
    there = cloud.stack("stack")["StackId"]
    assert cloud.delete("stack")["StackStatus"] == "DELETE_FAILED"
    reason = cloud.reason(there, "Number", "DELETE_FAILED")
    assert connect.number["arn"] in reason and REFUSED in reason and "HandlerErrorCode: InvalidRequest" in reason
    assert connect.releases == 0

    with pytest.raises(Refused, match="DELETE_FAILED state and cannot be updated"):
        cloud.update("stack", template({**deployed, "ReleaseProtection": False}))
    with pytest.raises(Refused, match="DELETE_FAILED state and cannot be updated"):
        cloud.change_set("stack", template({**deployed, "ReleaseProtection": False}))
    assert WAYS_OUT in reason
    cloud.connect("untag-resource", "--resource-arn", connect.number["arn"], "--tag-keys", TAG)
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.numbers == {}


@pytest.mark.parametrize("off", ["false", "removed"])
def test_switched_off_by_an_update_the_number_can_be_deleted(cloud, connect, deployed, off):
    before = cloud.outputs("stack")
    opened = {**deployed, "ReleaseProtection": False} if off == "false" else without(deployed, "ReleaseProtection")

    (change,) = cloud.change_set("stack", template(opened))
    assert change["Replacement"] == "False"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE"
    assert cloud.outputs("stack") == before and TAG not in connect.number["tags"]

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.numbers == {}


def test_protection_can_be_switched_on_later(cloud, connect, searched, guarded):
    cloud.create("stack", template(searched))
    cloud.update("stack", template(guarded))

    assert cloud.delete("stack")["StackStatus"] == "DELETE_FAILED"
    assert connect.releases == 0


def test_protection_taken_off_outside_is_drift(cloud, connect, deployed):
    cloud.connect("untag-resource", "--resource-arn", connect.number["arn"], "--tag-keys", TAG)

    assert cloud.drift("stack") == {"Number": ("MODIFIED", ["/ReleaseProtection"])}


@pytest.mark.parametrize("switched_off_at_once", [False, True])
def test_a_replacement_is_refused_before_anything_is_claimed(cloud, connect, deployed, switched_off_at_once):
    before = connect.number
    another = {**deployed, "Type": "TOLL_FREE", "ReleaseProtection": not switched_off_at_once}

    done = cloud.update("stack", template(another))

    assert done["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE", cloud.events("stack")
    reason = cloud.reason("stack", "Number", "UPDATE_FAILED")
    assert "Type 'TOLL_FREE' needs another phone number, and this one has release protection" in reason
    assert "set ReleaseProtection to false in an update of its own first" in reason
    assert connect.number == before and connect.claims == 1 and connect.releases == 0


def test_switched_off_by_an_update_of_its_own_the_number_can_be_replaced(cloud, connect, deployed):
    before = connect.number["arn"]
    opened = {**deployed, "ReleaseProtection": False}
    cloud.update("stack", template(opened))
    done = cloud.update("stack", template({**opened, "Type": "TOLL_FREE"}))

    assert done["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")
    assert connect.number["arn"] != before and connect.number["type"] == "TOLL_FREE"
    assert connect.claims == 2 and connect.releases == 1


def test_a_number_taken_out_of_its_template_is_not_released(cloud, connect, searched, deployed):
    both = template(deployed)
    both["Resources"]["Other"] = number(searched)
    cloud.update("stack", both)
    protected = cloud.physical_id("stack", "Number")

    cloud.update("stack", {"Resources": {"Other": number(searched)}})

    assert protected in connect.numbers and connect.releases == 0
    assert REFUSED in cloud.reason("stack", "Number", "DELETE_FAILED")


def test_a_create_that_cannot_protect_its_number_takes_protection_off_and_cleans_up(cloud, connect, guarded):
    """Whether the tag was written before the refusal is not to be known: here it was."""
    denied = {"status": 403, "code": "AccessDeniedException", "message": "not authorized to tag"}
    connect("POST", "trouble", operation="TagResource", fault="REFUSE", stage="AFTER", **denied)

    assert cloud.create("stack", template(guarded))["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "not authorized to tag" in cloud.reason("stack", "Number", "CREATE_FAILED")
    assert connect.numbers == {} and connect.claims == connect.releases == 1


def test_a_create_that_can_neither_protect_its_number_nor_take_protection_off_says_so(cloud, connect, guarded):
    denied = {"status": 403, "code": "AccessDeniedException", "message": "not authorized to tag"}
    connect("POST", "trouble", operation="TagResource", fault="REFUSE", stage="AFTER", **denied)
    connect("POST", "trouble", operation="UntagResource", fault="REFUSE", stage="BEFORE", **denied)

    assert cloud.create("stack", template(guarded))["StackStatus"] == "ROLLBACK_FAILED"
    assert f"remove the tag {TAG} from {connect.number['arn']}" in cloud.reason("stack", "Number", "CREATE_FAILED")
    assert connect.claims == 1 and connect.releases == 0

    cloud.connect("untag-resource", "--resource-arn", connect.number["arn"], "--tag-keys", TAG)
    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE"
    assert connect.numbers == {}


@pytest.fixture
def rolled_back(cloud, connect, guarded):
    """A stack whose protected number was finished when another resource failed."""
    absent = {"TargetArn": connect.instance, "PhoneNumber": "+18005550100", "Type": "DID", "CountryCode": "US"}
    resources = {
        "Number": number(guarded),
        "Bad": number(absent, DependsOn="Number"),
    }
    done = cloud.create("stack", {"Resources": resources})
    assert done["StackStatus"] == "ROLLBACK_FAILED", cloud.events("stack")
    reason = cloud.reason("stack", "Number", "DELETE_FAILED")
    assert WAYS_OUT in reason
    return connect.number


def test_a_number_that_was_finished_and_rolled_back_is_released_once_its_tag_is_removed(cloud, connect, rolled_back):
    cloud.connect("untag-resource", "--resource-arn", rolled_back["arn"], "--tag-keys", TAG)

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE", cloud.events("stack")
    assert connect.numbers == {}


def test_a_number_that_was_finished_and_rolled_back_stays_when_the_stack_is_deleted_retaining_it(
    cloud, connect, rolled_back
):
    stack_id = cloud.stack("stack")["StackId"]
    assert cloud.delete("stack")["StackStatus"] == "DELETE_FAILED"
    cloud.cloudformation("delete-stack", "--stack-name", "stack", "--retain-resources", "Number")

    assert cloud.settled(stack_id)["StackStatus"] == "DELETE_COMPLETE"
    assert connect.number == rolled_back and connect.releases == 0


def test_a_number_of_an_update_that_was_rolled_back_is_kept_and_said_to_be(cloud, connect, searched, guarded):
    cloud.create("stack", {"Resources": {"First": number(searched)}})
    absent = {"TargetArn": connect.instance, "PhoneNumber": "+18005550100", "Type": "DID", "CountryCode": "US"}
    resources = {
        "First": number(searched),
        "Number": number(guarded),
        "Bad": number(absent, DependsOn="Number"),
    }

    cloud.update("stack", {"Resources": resources})

    assert len(connect.numbers) == 2 and connect.releases == 0
    assert f"remove its tag {TAG}" in cloud.reason("stack", "Number", "DELETE_FAILED")


def test_the_types_configuration_makes_protection_the_default_that_a_template_can_decline():
    with stack.running(CLOCK="moved", TYPE_CONFIGURATION='{"ReleaseProtection": true}') as local:
        connect, cloud = Connect(local.simulator), Cloud(local.environment)
        silent = {"TargetArn": connect.instance, "Type": "DID", "CountryCode": "US"}
        declining = {**silent, "ReleaseProtection": False}
        cloud.create("silent", template(silent))
        cloud.create("declining", template(declining))

        assert cloud.delete("declining")["StackStatus"] == "DELETE_COMPLETE"
        assert cloud.delete("silent")["StackStatus"] == "DELETE_FAILED"
        assert REFUSED in cloud.reason("silent", "Number", "DELETE_FAILED")
        assert TAG in connect.number["tags"]
