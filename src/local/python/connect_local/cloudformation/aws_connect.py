"""Stand-ins for AWS::Connect::Instance, ::ContactFlow and ::TrafficDistributionGroup.

Belief (maintainers; instances): AWS's types make the calls that these make. Of an instance, an update turns each
attribute off that the template does not name. A flow's update to another instance fails, and so does its rollback,
which is such an update too; a group's changes nothing. Source: aws-cloudformation-resource-providers-connect, the
handlers as published, and the schemas as cfn-lint carries them; never compared with what runs today. Test:
test_stand_ins.py::test_an_update_turns_off_what_the_template_does_not_name,
test_stand_ins.py::test_a_flow_stays_with_its_instance, test_stand_ins.py::test_a_group_stays_with_its_instance.
"""

from ..json_types import Properties, Tags
from .aws_stand_in import StandIn
from .connect_api import Api, last_part

# The properties that the API's answers carry under the same name.
INSTANCE_MEMBERS = ("Arn", "Id", "IdentityManagementType", "InstanceAlias", "InstanceStatus", "ServiceRole", "Tags")
FLOW_MEMBERS = ("Content", "Description", "Name", "State", "Type")
GROUP_MEMBERS = ("Description", "InstanceArn", "IsDefault", "Name", "Status", "Tags")

# An instance's attributes by their names in the template, as the API calls them.
ATTRIBUTES = {
    "AutoMuteAgentOnHold": "AUTO_MUTE_AGENT_ON_HOLD",
    "AutoResolveBestVoices": "AUTO_RESOLVE_BEST_VOICES",
    "ContactLens": "CONTACT_LENS",
    "ContactflowLogs": "CONTACTFLOW_LOGS",
    "EarlyMedia": "EARLY_MEDIA",
    "EnhancedChatMonitoring": "ENHANCED_CHAT_MONITORING",
    "EnhancedContactMonitoring": "ENHANCED_CONTACT_MONITORING",
    "HighVolumeOutBound": "HIGH_VOLUME_OUTBOUND",
    "InboundCalls": "INBOUND_CALLS",
    "MessageStreaming": "MESSAGE_STREAMING",
    "MultiPartyChatConference": "MULTI_PARTY_CHAT_CONFERENCE",
    "MultiPartyConference": "MULTI_PARTY_CONFERENCE",
    "OutboundCalls": "OUTBOUND_CALLS",
    "UseCustomTTSVoices": "USE_CUSTOM_TTS_VOICES",
}


class Instance(StandIn):
    """AWS::Connect::Instance. Its numbers are released with it, as the service does."""

    type_name = "AWS::Connect::Instance"
    status = "InstanceStatus"

    def _create(self, connect: Api, properties: Properties, tags: Tags) -> str:
        return str(
            connect.create_instance(
                IdentityManagementType=properties["IdentityManagementType"],
                InstanceAlias=properties.get("InstanceAlias"),
                DirectoryId=properties.get("DirectoryId"),
                InboundCallsEnabled=properties["Attributes"]["InboundCalls"],
                OutboundCallsEnabled=properties["Attributes"]["OutboundCalls"],
                Tags=tags or None,
            )["Arn"]
        )

    def _finish(self, connect: Api, arn: str, properties: Properties) -> None:
        self._set(connect, arn, properties["Attributes"])

    def _read(self, connect: Api, arn: str) -> Properties:
        instance = connect.describe_instance(InstanceId=last_part(arn))["Instance"]
        model = {name: instance[name] for name in INSTANCE_MEMBERS if name in instance}
        model["CreatedTime"] = instance["CreatedTime"].isoformat()
        if "StatusReason" in instance:
            model["StatusReason"] = instance["StatusReason"]["Message"]
        if instance["InstanceStatus"] == "ACTIVE":
            model["Attributes"] = self._attributes(connect, arn)
        return model

    def _change(self, connect: Api, arn: str, old: Properties, new: Properties) -> None:
        self._set(connect, arn, {name: new["Attributes"].get(name, False) for name in ATTRIBUTES})

    def _delete(self, connect: Api, arn: str) -> None:
        connect.delete_instance(InstanceId=last_part(arn))

    @staticmethod
    def _attributes(connect: Api, arn: str) -> dict[str, bool]:
        values = {
            attribute["AttributeType"]: attribute["Value"] == "true"
            for page in connect.pages("list_instance_attributes", InstanceId=last_part(arn))
            for attribute in page["Attributes"]
        }
        return {name: values[kind] for name, kind in ATTRIBUTES.items()}

    def _set(self, connect: Api, arn: str, wanted: dict[str, bool]) -> None:
        there = self._attributes(connect, arn)
        for name, value in wanted.items():
            if there[name] != value:
                connect.update_instance_attribute(
                    InstanceId=last_part(arn), AttributeType=ATTRIBUTES[name], Value=str(value).lower()
                )


class ContactFlow(StandIn):
    """AWS::Connect::ContactFlow. Its deletion unbinds its numbers, as the simulator believes."""

    type_name = "AWS::Connect::ContactFlow"

    def _create(self, connect: Api, properties: Properties, tags: Tags) -> str:
        return str(
            connect.create_contact_flow(
                InstanceId=last_part(properties["InstanceArn"]),
                Name=properties["Name"],
                Type=properties["Type"],
                Description=properties.get("Description"),
                Content=properties["Content"],
                Tags=tags or None,
            )["ContactFlowArn"]
        )

    def _finish(self, connect: Api, arn: str, properties: Properties) -> None:
        if properties.get("State") == "ARCHIVED":
            connect.update_contact_flow_metadata(**self._named(arn), ContactFlowState="ARCHIVED")

    def _read(self, connect: Api, arn: str) -> Properties:
        flow = connect.describe_contact_flow(**self._named(arn))["ContactFlow"]
        model = {name: flow[name] for name in FLOW_MEMBERS if flow.get(name)}
        return model | {"ContactFlowArn": arn, "InstanceArn": arn.split("/contact-flow/")[0], "Tags": flow["Tags"]}

    def _change(self, connect: Api, arn: str, old: Properties, new: Properties) -> None:
        if old["InstanceArn"] != new["InstanceArn"]:
            raise ValueError("InstanceArn cannot be updated.")
        connect.update_contact_flow_metadata(
            **self._named(arn),
            Name=new["Name"],
            Description=new.get("Description", ""),
            ContactFlowState=new.get("State"),
        )
        connect.update_contact_flow_content(**self._named(arn), Content=new["Content"])

    def _delete(self, connect: Api, arn: str) -> None:
        connect.delete_contact_flow(**self._named(arn))

    @staticmethod
    def _named(arn: str) -> Properties:
        return {"InstanceId": last_part(arn.split("/contact-flow/")[0]), "ContactFlowId": last_part(arn)}


class TrafficDistributionGroup(StandIn):
    """AWS::Connect::TrafficDistributionGroup, of an instance that is replicated: no type of AWS's replicates one."""

    type_name = "AWS::Connect::TrafficDistributionGroup"
    status = "Status"

    def _create(self, connect: Api, properties: Properties, tags: Tags) -> str:
        return str(
            connect.create_traffic_distribution_group(
                InstanceId=properties["InstanceArn"],
                Name=properties["Name"],
                Description=properties.get("Description"),
                Tags=tags or None,
            )["Arn"]
        )

    def _read(self, connect: Api, arn: str) -> Properties:
        group = connect.describe_traffic_distribution_group(TrafficDistributionGroupId=arn)["TrafficDistributionGroup"]
        model = {name: group[name] for name in GROUP_MEMBERS if name in group}
        return model | {"TrafficDistributionGroupArn": arn}

    def _change(self, connect: Api, arn: str, old: Properties, new: Properties) -> None:
        """Nothing: its tags are all that AWS's type changes, and another InstanceArn is drift."""

    def _delete(self, connect: Api, arn: str) -> None:
        connect.delete_traffic_distribution_group(TrafficDistributionGroupId=arn)


STAND_INS = (Instance, ContactFlow, TrafficDistributionGroup)
