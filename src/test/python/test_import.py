"""SourcePhoneNumberArn on the local stack: a number of AWS End User Messaging becomes one of Amazon Connect."""

import pytest
from templates import template, without

pytestmark = pytest.mark.slow


@pytest.fixture
def imported(connect):
    return {"TargetArn": connect.instance, "SourcePhoneNumberArn": connect.source, "Description": "a"}


def test_a_number_is_imported_and_read_back(cloud, connect, imported):
    done = cloud.create("stack", template(imported))

    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    assert connect.number["sourcePhoneNumberArn"] == connect.source
    assert connect.number["number"] == cloud.outputs("stack")["Address"]
    assert connect.calls.count("ImportPhoneNumber") == 1 and "ClaimPhoneNumber" not in connect.calls
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}


def test_an_import_to_a_traffic_distribution_group_is_refused_and_a_move_does_it(cloud, connect, imported):
    done = cloud.create("refused", template({**imported, "TargetArn": connect.tdg}))
    assert done["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = cloud.reason("refused", "Number", "CREATE_FAILED")
    assert "import to the instance, then move" in reason and "HandlerErrorCode: InvalidRequest" in reason
    assert connect.calls == []

    cloud.create("stack", template(imported))
    before = cloud.outputs("stack")
    done = cloud.update("stack", template({**imported, "TargetArn": connect.tdg}))
    assert done["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")
    assert cloud.outputs("stack") == before
    assert connect.number["targetArn"] == connect.tdg and connect.claims == 1


def test_what_an_imported_number_is_can_be_stated_and_another_source_replaces_it(cloud, connect, imported):
    cloud.create("stack", template(imported))
    before = cloud.outputs("stack")

    stated = {**without(imported, "SourcePhoneNumberArn"), "PhoneNumber": before["Address"]}
    assert cloud.update("stack", template(stated))["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")
    assert cloud.outputs("stack") == before and connect.claims == 1

    another = connect.source.replace("phone-01", "phone-02")
    cloud.update("stack", template(imported))
    (change,) = cloud.change_set("stack", template({**imported, "SourcePhoneNumberArn": another}))
    assert change["Replacement"] == "Conditional"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE"
    assert connect.number["sourcePhoneNumberArn"] == another
    assert connect.claims == 2 and connect.releases == 1


def test_a_source_that_is_imported_already_is_named_and_stays(cloud, connect, imported):
    cloud.create("stack", template(imported))
    before = connect.number

    assert cloud.create("second", template(imported))["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = cloud.reason("second", "Number", "CREATE_FAILED")
    assert "is already held by this account" in reason and before["arn"] in reason
    assert "HandlerErrorCode: AlreadyExists" in reason
    assert connect.number == before and connect.releases == 0


def test_an_import_that_fails_later_tells_the_services_reason_and_leaves_nothing(cloud, connect, imported):
    connect("POST", "quota", targetArn=connect.instance, quota=0)

    assert cloud.create("stack", template(imported))["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = cloud.reason("stack", "Number", "CREATE_FAILED")
    assert "The allowed limit for claimed phone numbers has been exceeded" in reason
    assert "HandlerErrorCode: ServiceLimitExceeded" in reason
    assert connect.numbers == {}
