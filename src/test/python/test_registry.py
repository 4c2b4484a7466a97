"""The registry of the local CloudFormation, with a trivial second type (notes.py): boto3 against the engine alone."""

import copy
import itertools
import json
import subprocess
import time

import boto3
import botocore.config
import notes
import pytest
from botocore.exceptions import ClientError
from connect_local.cloudformation.registry import Registry as VersionIds
from connect_local.cloudformation.registry import Type
from connect_local.stack import PYTHON_PATH, processes
from connect_local.stack.local_stack import engine_command

pytestmark = pytest.mark.slow

# Each test has an account of its own.
ACCOUNTS = itertools.count(111122223333)


class Registry:
    """boto3's clients, which check no request themselves, and what the tests do with them."""

    def __init__(self, program, folder):
        endpoint = program.ready["endpoint"]
        self._folder = folder
        self.account = str(next(ACCOUNTS))
        self.cloudformation = self.client("cloudformation", endpoint)
        self.s3 = self.client("s3", endpoint)
        self.bucket, self.notes = f"packages-{self.account}", f"notes-{self.account}"
        self.s3.create_bucket(Bucket=self.bucket)
        self.s3.create_bucket(Bucket=self.notes)
        self._uploaded = 0

    def client(self, service, endpoint, region="us-east-1"):
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=self.account,
            aws_secret_access_key="local",
            config=botocore.config.Config(parameter_validation=False),
        )

    def upload(self, package):
        self._uploaded += 1
        self.s3.put_object(Bucket=self.bucket, Key=f"{self._uploaded}.zip", Body=package)
        return f"s3://{self.bucket}/{self._uploaded}.zip"

    def begin(self, package, name=notes.TYPE, **options):
        url = self.upload(package)
        answer = self.cloudformation.register_type(TypeName=name, SchemaHandlerPackage=url, Type="RESOURCE", **options)
        return answer["RegistrationToken"]

    def ended(self, token):
        while True:
            told = self.cloudformation.describe_type_registration(RegistrationToken=token)
            if told["ProgressStatus"] != "IN_PROGRESS":
                return told
            time.sleep(0.02)

    def register(self, package, name=notes.TYPE, **options):
        """The ARN of the new version."""
        told = self.ended(self.begin(package, name, **options))
        assert told["ProgressStatus"] == "COMPLETE", told
        return told["TypeVersionArn"]

    def refused(self, action, **request):
        with pytest.raises(ClientError) as refusal:
            getattr(self.cloudformation, action)(**request)
        error = refusal.value.response["Error"]
        return error["Code"], error["Message"]

    def default(self, name=notes.TYPE):
        return self.cloudformation.describe_type(Type="RESOURCE", TypeName=name)["DefaultVersionId"]

    def functions(self):
        """The processes of packages' jars, by their command lines; those of other tests too."""
        commands = subprocess.run(["ps", "-ww", "-eo", "args="], capture_output=True, text=True, check=True).stdout
        return {command for command in commands.splitlines() if f"-cp {self._folder}/types" in command}

    # --- stacks ---

    def create(self, name, **texts):
        resources = {key: {"Type": notes.TYPE, "Properties": {"Text": text}} for key, text in texts.items()}
        outputs = {f"{key}By": {"Value": {"Fn::GetAtt": [key, "WrittenBy"]}} for key in texts}
        template = json.dumps({"Resources": resources, "Outputs": outputs})
        self.cloudformation.create_stack(StackName=name, TemplateBody=template)

    def settled(self, name):
        while True:
            stack = self.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
            if not stack["StackStatus"].endswith("_IN_PROGRESS"):
                return stack["StackStatus"], {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}
            time.sleep(0.05)

    def deploy(self, name, **texts):
        self.create(name, **texts)
        return self.settled(name)

    def reasons(self, name):
        events = self.cloudformation.describe_stack_events(StackName=name)["StackEvents"]
        return " ".join(event.get("ResourceStatusReason", "") for event in events)


def start(folder, *options):
    return processes.Program("cloudformation", engine_command(folder, *options), folder, PYTHON_PATH)


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    """An engine that starts no functions, and nobody calls them."""
    folder = tmp_path_factory.mktemp("silent")
    program = start(folder, "--contract-tests", "off", "--handlers", "http://127.0.0.1:9")
    yield program, folder
    program.stop()


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serving")
    program = start(folder, "--contract-tests", "off")
    yield program, folder
    program.stop()


@pytest.fixture
def api(silent):
    """A registry whose functions nobody calls."""
    return Registry(*silent)


@pytest.fixture
def registry(serving):
    """A registry whose functions run."""
    return Registry(*serving)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Makes packages of notes."""
    folder = tmp_path_factory.mktemp("notes")
    return lambda name="first", schema=None: notes.package(folder, name, schema)


def changed(**parts):
    schema = copy.deepcopy(notes.SCHEMA)
    for name, value in parts.items():
        schema[name] = value
    return schema


NOTE = {"Type": "RESOURCE", "TypeName": notes.TYPE}


# --- requests ---


def test_requests_that_break_the_model_are_refused(api):
    code, message = api.refused("register_type", TypeName="Note", SchemaHandlerPackage="")
    assert code == "ValidationError"
    assert message.startswith("3 validation errors detected: Value 'Note' at 'typeName' failed to satisfy constraint:")
    assert "Value '' at 'schemaHandlerPackage'" in message
    assert "Value null at 'registrationToken'" in api.refused("describe_type_registration")[1]
    assert (
        "enum value set: [RESOURCE, MODULE, HOOK]" in api.refused("describe_type", Type="X", TypeName="A1::B2::C3")[1]
    )
    assert "less than or equal to 100" in api.refused("list_types", MaxResults=101)[1]
    assert api.refused("describe_type", TypeName=notes.TYPE)[0] == "ValidationError"


def test_a_reserved_namespace_is_refused(api):
    request = {"TypeName": "AWS::Connect::Note", "SchemaHandlerPackage": "s3://packages/1.zip"}
    assert api.refused("register_type", **request)[0] == "CFNRegistryException"


def test_what_is_not_registered_is_not_found(api):
    for action in ("describe_type", "deregister_type", "test_type"):
        assert api.refused(action, **NOTE)[0] == "TypeNotFoundException"
    assert api.refused("list_type_versions", **NOTE)[0] == "CFNRegistryException"
    assert api.refused("set_type_default_version", **NOTE, VersionId="00000001")[0] == "TypeNotFoundException"
    assert api.refused("set_type_configuration", **NOTE, Configuration="{}")[0] == "TypeNotFoundException"
    assert api.refused("describe_type_registration", RegistrationToken="none")[0] == "CFNRegistryException"


def test_a_package_that_cannot_be_used_fails_and_says_why(api, registry):
    def failure(package, of=api):
        told = of.ended(of.begin(package))
        assert told["ProgressStatus"] == "FAILED" and "TypeVersionArn" not in told
        return told["Description"]

    assert "schema.json" in failure(b"no zip")
    assert "is that of Example::Test::Other" in failure(notes.zipped(changed(typeName="Example::Test::Other")))
    assert "lacks primaryIdentifier" in failure(notes.zipped(changed(primaryIdentifier=[])))
    assert "one jar" in failure(notes.zipped(notes.SCHEMA, None), registry)
    assert "not ready" in failure(notes.zipped(notes.SCHEMA), registry)
    request = {**NOTE, "SchemaHandlerPackage": f"s3://{api.bucket}/none.zip"}
    token = api.cloudformation.register_type(**request)["RegistrationToken"]
    assert "cannot be read" in api.ended(token)["Description"]
    failed = api.cloudformation.list_type_registrations(**NOTE, RegistrationStatusFilter="FAILED")
    assert failed["RegistrationTokenList"][0] == token
    assert api.refused("describe_type", **NOTE)[0] == "TypeNotFoundException"


# --- versions ---


def test_a_version_is_described_with_what_was_registered(api):
    logging = {"LogRoleArn": f"arn:aws:iam::{api.account}:role/logs", "LogGroupName": "notes"}
    arn = api.register(notes.zipped(notes.SCHEMA), LoggingConfig=logging)
    assert arn == f"arn:aws:cloudformation:us-east-1:{api.account}:type/resource/Example-Test-Note/00000001"

    whole = api.cloudformation.describe_type(**NOTE)
    assert whole["Arn"] == arn.rpartition("/")[0] and whole["DefaultVersionId"] == "00000001"
    assert json.loads(whole["Schema"]) == notes.SCHEMA and whole["LoggingConfig"] == logging
    assert json.loads(whole["ConfigurationSchema"]) == notes.SCHEMA["typeConfiguration"]
    assert (whole["ProvisioningType"], whole["Visibility"]) == ("FULLY_MUTABLE", "PRIVATE")
    assert "TypeTestsStatus" not in whole
    version = api.cloudformation.describe_type(Arn=arn)
    assert version["Arn"] == arn and version["IsDefaultVersion"] and version["TypeTestsStatus"] == "NOT_TESTED"


def test_a_type_without_an_update_handler_is_immutable(api):
    handlers = {name: value for name, value in notes.SCHEMA["handlers"].items() if name != "update"}
    api.register(notes.zipped(changed(handlers=handlers)))
    assert api.cloudformation.describe_type(**NOTE)["ProvisioningType"] == "IMMUTABLE"


def test_versions_that_are_made_at_once_have_different_ids_and_one_that_fails_leaves_its_own():
    registry, of_type = VersionIds(), Type(notes.TYPE, "arn")
    with registry.next_version(of_type) as first, registry.next_version(of_type) as second:
        assert (first, second) == ("00000001", "00000002")
    with registry.next_version(of_type) as again:
        assert again == first


def test_the_same_request_again_is_one_version(api):
    request = {**NOTE, "SchemaHandlerPackage": api.upload(notes.zipped(notes.SCHEMA)), "ClientRequestToken": "once"}
    tokens = {api.cloudformation.register_type(**request)["RegistrationToken"] for _ in range(3)}
    (token,) = tokens
    api.ended(token)
    assert len(api.cloudformation.list_type_versions(**NOTE)["TypeVersionSummaries"]) == 1


def test_the_default_version_is_deregistered_last_and_its_type_with_it(api):
    first, second = (api.register(notes.zipped(notes.SCHEMA)) for _ in range(2))
    code, message = api.refused("deregister_type", Arn=first)
    assert code == "CFNRegistryException" and "is the default version and cannot be deregistered" in message
    assert api.refused("deregister_type", **NOTE)[0] == "CFNRegistryException"

    api.cloudformation.set_type_default_version(Arn=second)
    api.cloudformation.deregister_type(Arn=first)
    assert [v["VersionId"] for v in api.cloudformation.list_type_versions(**NOTE)["TypeVersionSummaries"]] == [
        "00000002"
    ]
    deprecated = api.cloudformation.list_type_versions(**NOTE, DeprecatedStatus="DEPRECATED")["TypeVersionSummaries"]
    assert [version["Arn"] for version in deprecated] == [first]
    assert api.refused("set_type_default_version", Arn=first)[0] == "CFNRegistryException"

    api.cloudformation.deregister_type(**NOTE)
    assert api.cloudformation.describe_type(**NOTE)["DeprecatedStatus"] == "DEPRECATED"
    assert api.cloudformation.list_types(Visibility="PRIVATE")["TypeSummaries"] == []
    assert api.register(notes.zipped(notes.SCHEMA)).endswith("/00000003") and api.default() == "00000003"


def test_the_fifty_first_version_is_refused(api):
    package = notes.zipped(notes.SCHEMA)
    for _ in range(50):
        last = api.register(package)
    request = {**NOTE, "SchemaHandlerPackage": f"s3://{api.bucket}/1.zip"}
    assert api.refused("register_type", **request)[0] == "CFNRegistryException"
    api.cloudformation.deregister_type(Arn=last)
    api.register(package)


def test_lists_are_filtered_and_paged(api):
    api.register(notes.zipped(notes.SCHEMA))
    api.register(notes.zipped(changed(typeName="Example::Test::Other")), "Example::Test::Other")

    def names(**request):
        return [summary["TypeName"] for summary in api.cloudformation.list_types(**request)["TypeSummaries"]]

    assert names() == [] and names(Visibility="PUBLIC") == []
    assert names(Visibility="PRIVATE") == [notes.TYPE, "Example::Test::Other"]
    assert names(Visibility="PRIVATE", Filters={"TypeNamePrefix": "Example::Test::Ot"}) == ["Example::Test::Other"]
    assert names(Visibility="PRIVATE", ProvisioningType="IMMUTABLE") == []
    assert names(Visibility="PRIVATE", Type="HOOK") == []
    pages = api.cloudformation.get_paginator("list_types").paginate(Visibility="PRIVATE", MaxResults=1)
    assert [len(page["TypeSummaries"]) for page in pages] == [1, 1]


def test_a_schema_that_breaks_the_one_before_is_refused(api):
    api.register(notes.zipped(notes.SCHEMA))
    properties = {name: value for name, value in notes.SCHEMA["properties"].items() if name != "Greeting"}
    read_only = [name for name in notes.SCHEMA["readOnlyProperties"] if not name.endswith("Greeting")]
    removed = changed(properties=properties, readOnlyProperties=read_only)
    tightened = changed(properties={**notes.SCHEMA["properties"], "Text": {"type": "string", "maxLength": 10}})
    for schema in (removed, tightened):
        told = api.ended(api.begin(notes.zipped(schema)))
        assert told["ProgressStatus"] == "FAILED" and "not compatible" in told["Description"], told
    added = changed(properties={**notes.SCHEMA["properties"], "Colour": {"type": "string"}})
    assert api.register(notes.zipped(added)).endswith("/00000002")


# --- configurations ---


def test_a_configuration_is_checked_by_the_schema(api):
    api.register(notes.zipped(notes.SCHEMA))
    for wrong in ('{"Greeting": 1}', '{"Other": "x"}', "no JSON"):
        assert api.refused("set_type_configuration", **NOTE, Configuration=wrong)[0] == "CFNRegistryException"
    (none,) = api.cloudformation.batch_describe_type_configurations(TypeConfigurationIdentifiers=[NOTE])[
        "TypeConfigurations"
    ]
    assert none["Configuration"] == "{}" and "LastUpdated" not in none

    arn = api.cloudformation.set_type_configuration(**NOTE, Configuration='{"Greeting": "hi"}')["ConfigurationArn"]
    assert arn.endswith(":type-configuration/resource/Example-Test-Note/default")
    identifiers = [{"TypeConfigurationArn": arn}, {"Type": "RESOURCE", "TypeName": "Example::Test::None"}]
    answer = api.cloudformation.batch_describe_type_configurations(TypeConfigurationIdentifiers=identifiers)
    assert [one["Configuration"] for one in answer["TypeConfigurations"]] == ['{"Greeting": "hi"}']
    assert answer["UnprocessedTypeConfigurations"] == identifiers[1:] and answer["Errors"][0]["ErrorCode"] == "404"


# --- stacks ---


def test_a_second_version_serves_once_it_is_the_default_and_the_first_again_after_it(registry, built):
    first, second = registry.register(built("first")), registry.register(built("second"))
    assert registry.deploy("one", Note="a") == ("CREATE_COMPLETE", {"NoteBy": "first"})

    registry.cloudformation.set_type_default_version(Arn=second)
    assert registry.deploy("two", Note="b") == ("CREATE_COMPLETE", {"NoteBy": "second"})

    registry.cloudformation.set_type_default_version(**NOTE, VersionId="00000001")
    assert registry.default() == first.rpartition("/")[2]
    assert registry.deploy("three", Note="c") == ("CREATE_COMPLETE", {"NoteBy": "first"})


def test_an_operation_that_has_begun_ends_on_its_version_though_that_is_deregistered(registry, built):
    others = registry.functions()
    first, second = registry.register(built("first")), registry.register(built("second"))
    registry.create("slow", Note="slow")
    while "Resource creation Initiated" not in registry.reasons("slow"):
        time.sleep(0.02)

    registry.cloudformation.set_type_default_version(Arn=second)
    registry.cloudformation.deregister_type(Arn=first)

    assert len(registry.functions() - others) == 2
    assert registry.settled("slow") == ("CREATE_COMPLETE", {"NoteBy": "first"})
    assert len(registry.functions() - others) == 1, "the first version's function ends with its last operation"
    registry.cloudformation.delete_stack(StackName="slow")
    registry.cloudformation.get_waiter("stack_delete_complete").wait(StackName="slow", WaiterConfig={"Delay": 0.1})


def test_the_configuration_comes_with_every_request(registry, built):
    registry.register(built())
    registry.cloudformation.set_type_configuration(**NOTE, Configuration='{"Greeting": "hello"}')
    registry.deploy("one", Note="a")
    resource = registry.cloudformation.describe_stack_resource(StackName="one", LogicalResourceId="Note")
    physical_id = resource["StackResourceDetail"]["PhysicalResourceId"]
    note = json.loads(registry.s3.get_object(Bucket=registry.notes, Key=f"note-{physical_id}")["Body"].read())
    assert note["Greeting"] == "hello"


def test_a_deregistered_type_can_neither_be_created_nor_deleted(registry, built):
    registry.register(built())
    registry.deploy("one", Note="a")
    registry.cloudformation.deregister_type(**NOTE)

    with pytest.raises(ClientError, match=r"Unrecognized resource types: \[Example::Test::Note\]"):
        registry.create("two", Note="b")
    registry.cloudformation.delete_stack(StackName="one")
    assert registry.settled("one")[0] == "DELETE_FAILED"
    assert "is not registered" in registry.reasons("one")

    registry.register(built())
    registry.cloudformation.delete_stack(StackName="one")
    registry.cloudformation.get_waiter("stack_delete_complete").wait(StackName="one", WaiterConfig={"Delay": 0.1})


def test_a_type_is_there_in_its_account_and_region_only(registry, built):
    registry.register(built())
    elsewhere = registry.client("cloudformation", registry.cloudformation.meta.endpoint_url, "eu-west-2")
    assert elsewhere.list_types(Visibility="PRIVATE")["TypeSummaries"] == []
    template = json.dumps({"Resources": {"Note": {"Type": notes.TYPE, "Properties": {"Text": "a"}}}})
    with pytest.raises(ClientError, match="Unrecognized resource types"):
        elsewhere.create_stack(StackName="one", TemplateBody=template)
