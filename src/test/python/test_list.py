"""What lists the numbers: Cloud Control, by the AWS CLI."""

import json

import pytest
from cloud import Refused
from templates import TYPE, number

pytestmark = pytest.mark.slow


@pytest.fixture
def held(cloud, connect):
    """Numbers of several kinds on several targets: their ARNs by the name of each."""
    connect("PATCH", "knobs", rate="off")
    kinds = {
        "Local": {"TargetArn": connect.instance, "Type": "DID", "CountryCode": "US"},
        "Free": {"TargetArn": connect.instance, "Type": "TOLL_FREE", "CountryCode": "US", "Prefix": "+1833"},
        "British": {"TargetArn": connect.other_instance, "Type": "DID", "CountryCode": "GB"},
        "Shared": {"TargetArn": connect.tdg, "Type": "DID", "CountryCode": "US", "Description": "Both Regions"},
    }
    done = cloud.create("stack", {"Resources": {name: number(kind) for name, kind in kinds.items()}})
    assert done["StackStatus"] == "CREATE_COMPLETE", cloud.events("stack")
    return {name: cloud.physical_id("stack", name) for name in kinds}


def listed(cloud, *options, **model):
    model = ["--resource-model", json.dumps(model)] if model else []
    answer = cloud.aws("cloudcontrol", "list-resources", "--type-name", TYPE, *model, *options)
    return {entry["Identifier"]: json.loads(entry["Properties"]) for entry in answer["ResourceDescriptions"]}


def test_a_list_without_a_model_has_all_of_the_account(cloud, connect, held):
    listing = listed(cloud)

    assert set(listing) == set(held.values())
    shared = listing[held["Shared"]]
    assert (shared["TargetArn"], shared["Description"]) == (connect.tdg, "Both Regions")
    assert shared["Address"] == connect.numbers[held["Shared"]]["number"]


def test_a_list_is_filtered_by_target_type_country_and_prefix(cloud, connect, held):
    instance_id = connect.other_instance.rsplit("/", 1)[-1]
    for model, expected in [
        ({"TargetArn": connect.instance}, {"Local", "Free"}),
        ({"InstanceId": instance_id}, {"British"}),
        ({"TargetArn": connect.tdg}, {"Shared"}),
        ({"Type": "TOLL_FREE"}, {"Free"}),
        ({"Type": "DID"}, {"Local", "British", "Shared"}),
        ({"Type": "DID", "CountryCode": "US"}, {"Local", "Shared"}),
        ({"Type": "DID", "TargetArn": connect.instance}, {"Local"}),
        ({"Prefix": "+44"}, {"British"}),
        ({"Prefix": "+1833", "CountryCode": "US"}, {"Free"}),
        ({"Type": "TOLL_FREE", "CountryCode": "GB"}, set()),
    ]:
        assert set(listed(cloud, **model)) == {held[name] for name in expected}, model


def test_a_list_by_pages_has_each_number_once(cloud, held):
    pages = listed(cloud, "--page-size", "1")
    first = cloud.aws("cloudcontrol", "list-resources", "--type-name", TYPE, "--max-results", "3", "--no-paginate")

    assert set(pages) == set(held.values())
    assert len(first["ResourceDescriptions"]) == 3 and first["NextToken"]


def test_a_list_by_a_model_that_makes_no_sense_is_refused(cloud, held):
    with pytest.raises(Refused, match="InvalidRequest.*CountryCode"):
        listed(cloud, CountryCode="Germany")
