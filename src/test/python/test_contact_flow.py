"""ContactFlowArn on the local stack: the flow that answers a number is what its template says."""

import pytest
from templates import template, without

pytestmark = pytest.mark.slow


@pytest.fixture
def bound(cloud, connect, searched):
    """The properties of a number with a flow, which is deployed."""
    properties = {**searched, "ContactFlowArn": connect.flow}
    done = cloud.create("stack", template(properties))
    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    assert connect.number["flowArn"] == connect.flow
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}
    return properties


def test_a_flow_is_bound_changed_in_place_and_unbound_by_removing_it(cloud, connect, bound):
    before = cloud.outputs("stack")

    (change,) = cloud.change_set("stack", template({**bound, "ContactFlowArn": connect.second_flow}))
    assert change["Replacement"] == "False"
    assert cloud.execute("stack")["StackStatus"] == "UPDATE_COMPLETE"
    assert connect.number["flowArn"] == connect.second_flow
    cloud.update("stack", template(without(bound, "ContactFlowArn")))
    assert "flowArn" not in connect.number

    assert cloud.outputs("stack") == before and connect.claims == 1
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}


def test_a_flow_is_bound_to_a_number_that_had_none(cloud, connect, searched):
    cloud.create("stack", template(searched))
    cloud.update("stack", template({**searched, "ContactFlowArn": connect.flow}))

    assert connect.number["flowArn"] == connect.flow


def test_another_flow_bound_outside_is_drift_and_the_next_update_binds_what_the_template_says(cloud, connect, bound):
    rebind(cloud, connect.number["arn"], connect.second_flow)
    assert cloud.drift("stack") == {"Number": ("MODIFIED", ["/ContactFlowArn"])}

    cloud.update("stack", template({**bound, "Description": "b"}))

    assert connect.number["flowArn"] == connect.flow
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}


def test_a_flow_unbound_outside_is_drift_and_the_next_update_binds_it_again(cloud, connect, bound):
    instance = connect.instance.rsplit("/", 1)[-1]
    number = ("--phone-number-id", connect.number["arn"])
    cloud.connect("disassociate-phone-number-contact-flow", *number, "--instance-id", instance)
    assert cloud.drift("stack") == {"Number": ("MODIFIED", ["/ContactFlowArn"])}

    cloud.update("stack", template({**bound, "Description": "b"}))

    assert connect.number["flowArn"] == connect.flow


def test_a_flow_bound_outside_to_a_number_whose_template_has_none_stays(cloud, connect, searched):
    cloud.create("stack", template(searched))
    rebind(cloud, connect.number["arn"], connect.flow)

    cloud.update("stack", template({**searched, "Description": "b"}))

    assert connect.number["flowArn"] == connect.flow


def test_a_flow_is_bound_again_after_a_move_that_lost_it(cloud, connect, bound):
    connect("DELETE", "calls")
    cloud.update("stack", template({**bound, "TargetArn": connect.tdg}))

    assert connect.number["targetArn"] == connect.tdg and connect.number["flowArn"] == connect.flow
    assert connect.calls.count("AssociatePhoneNumberContactFlow") == 1
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}


def test_a_flow_on_a_traffic_distribution_group_is_read_back_from_the_groups_instance(cloud, connect, searched):
    on_group = {**searched, "TargetArn": connect.tdg, "ContactFlowArn": connect.flow}
    done = cloud.create("stack", template(on_group))

    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    assert connect.number["flowArn"] == connect.flow
    assert cloud.drift("stack") == {"Number": ("IN_SYNC", [])}
    rebind(cloud, connect.number["arn"], connect.second_flow)
    assert cloud.drift("stack") == {"Number": ("MODIFIED", ["/ContactFlowArn"])}
    assert "DescribeTrafficDistributionGroup" in connect.calls


def test_a_create_with_a_flow_of_another_instance_is_refused_before_any_call(cloud, connect, searched):
    done = cloud.create("stack", template({**searched, "ContactFlowArn": connect.other_flow}))

    assert done["StackStatus"] == "ROLLBACK_COMPLETE"
    reason = cloud.reason("stack", "Number", "CREATE_FAILED")
    assert "ContactFlowArn" in reason and "is a flow of another instance than the number's target" in reason
    assert "HandlerErrorCode: InvalidRequest" in reason
    assert connect.calls == []


def test_a_move_without_a_flow_of_the_new_instance_is_refused_and_with_one_works(cloud, connect, bound):
    moved = {**bound, "TargetArn": connect.other_instance}
    assert cloud.update("stack", template(moved))["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert "is a flow of another instance" in cloud.reason("stack", "Number", "UPDATE_FAILED")
    assert connect.number["targetArn"] == connect.instance and connect.number["flowArn"] == connect.flow
    assert connect.claims == 1 and connect.releases == 0

    done = cloud.update("stack", template({**moved, "ContactFlowArn": connect.other_flow}))
    assert done["StackStatus"] == "UPDATE_COMPLETE", cloud.events("stack")
    assert connect.number["targetArn"] == connect.other_instance and connect.number["flowArn"] == connect.other_flow


def test_a_flow_that_does_not_exist_fails_the_create_and_leaves_nothing(cloud, connect, searched):
    absent = connect.flow.rsplit("/", 1)[0] + "/absent"
    done = cloud.create("stack", template({**searched, "ContactFlowArn": absent}))

    assert done["StackStatus"] == "ROLLBACK_COMPLETE"
    assert "does not show this contact flow" in cloud.reason("stack", "Number", "CREATE_FAILED")
    assert connect.numbers == {} and connect.claims == connect.releases == 0


@pytest.mark.parametrize("released_while_bound", [True, False])
def test_a_bound_flow_does_not_hold_up_the_release(cloud, connect, bound, released_while_bound):
    connect("PATCH", "knobs", **{"release-bound": released_while_bound})
    connect("DELETE", "calls")

    assert cloud.delete("stack")["StackStatus"] == "DELETE_COMPLETE", cloud.events("stack")

    assert connect.numbers == {} and connect.releases == 1
    assert ("DisassociatePhoneNumberContactFlow" in connect.calls) is not released_while_bound


def rebind(cloud, arn, flow):
    """Binds the number to a flow, past CloudFormation."""
    instance, flow_id = flow.split("instance/")[1].split("/contact-flow/")
    cloud.connect(
        *("associate-phone-number-contact-flow", "--phone-number-id", arn),
        *("--instance-id", instance, "--contact-flow-id", flow_id),
    )
