"""What is registered and shipped: the schema, the package and the jar."""

import json
import os
import re
import subprocess
import urllib.request
import zipfile

import pytest
from cloud import ROOT
from connect_local import stack
from connect_local.stack import cold_start, processes
from connect_local.stack.local_stack import handlers_command

CFN = ROOT / ".tools/cfn/bin/cfn"
PACKAGE = ROOT / "example-connect-phonenumber.zip"

# What only builds, tests or runs something else than a resource type.
NEVER_SHIPPED = re.compile(
    r"com/example/connect/(simulator|local|bench)/|org/junit/|net/jqwik/|org/mockito/|org/assertj/|com/tngtech/"
    r"|com/google/i18n/phonenumbers/|org/apache/maven/|com/diffplug/|com/google/inject/|org/codehaus/plexus/"
    r"|org/eclipse/|okhttp3/|kotlin/|io/netty/|org/bouncycastle/|lombok/|com/google/errorprone/bugpatterns/"
    r"|org/apache/logging/|com/amazonaws/encryptionsdk/|software/amazon/awssdk/services/(kms|cloudformation|s3)/"
)

# Bytes: docs/performance.md has today's. It grows by what the handlers newly reach. A library that is no longer shrunk
# exceeds the margin.
LARGEST_JAR = 8_000_000

# Classes loaded until the first READ has been answered. There are some 4,600, as threads come to run.
MOST_CLASSES = 5_000

# Of them, those that the warm-up leaves to the first request: mostly the HTTP client at work. There are some 250.
MOST_AFTER_INIT = 400


@pytest.fixture(scope="module")
def jar():
    with zipfile.ZipFile(stack.JAR) as jar:
        return jar.namelist()


def cfn(*arguments):
    environment = {**os.environ, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    done = subprocess.run([CFN, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_cfn_validate_has_no_complaint():
    said = re.sub(r"\x1b\[[0-9;]*m", "", cfn("validate")).strip()
    assert said == "Resource schema is valid."


def test_cfn_submit_packages_the_jar_the_schema_and_the_inputs():
    PACKAGE.unlink(missing_ok=True)
    try:
        cfn("submit", "--dry-run")
        with zipfile.ZipFile(PACKAGE) as package:
            names = set(package.namelist())
            schema = json.loads(package.read("schema.json"))
    finally:
        PACKAGE.unlink(missing_ok=True)
    assert {".rpdk-config", "schema.json", f"target/{stack.JAR.name}", "inputs/inputs_1_create.json"} <= names
    assert schema["typeName"] == "Example::Connect::PhoneNumber"


def test_the_jar_holds_the_handlers_and_nothing_that_only_builds_or_tests(jar):
    assert "com/example/connect/phonenumber/PhoneNumberFunction.class" in jar
    assert [name for name in jar if NEVER_SHIPPED.match(name)] == []


def test_every_entry_point_that_the_settings_and_the_template_name_is_in_the_jar(jar):
    settings = json.loads((ROOT / ".rpdk-config").read_text())
    handlers = re.findall(r"Handler: (\S+)", (ROOT / "template.yml").read_text())
    entry_points = [settings[name] for name in ("entrypoint", "testEntrypoint", "executableEntrypoint")]
    assert handlers == entry_points[:2]
    for entry_point in entry_points:
        assert f"{entry_point.partition('::')[0].replace('.', '/')}.class" in jar


def test_the_executable_entry_point_answers_a_read(tmp_path):
    """As cfn starts it, with the request as its argument; no Connect is there, and the handler says so."""
    (tmp_path / "tmp").mkdir()
    environment = {"AWS_ENDPOINT_URL_CONNECT": "http://127.0.0.1:9", "AWS_REGION": "us-east-1"}
    said = subprocess.run(
        [
            *(*stack.JAVA, f"-Djava.io.tmpdir={tmp_path / 'tmp'}", "-cp", str(stack.JAR)),
            *("com.example.connect.phonenumber.HandlerWrapperExecutable", json.dumps(read_request())),
        ],
        cwd=tmp_path,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    answer = re.search(r"__CFN_RESOURCE_START_RESPONSE__(.*)__CFN_RESOURCE_END_RESPONSE__", said, re.DOTALL)
    event = json.loads(answer[1])
    assert (event["status"], event["errorCode"]) == ("FAILED", "NetworkFailure"), event


def test_the_jar_is_shrunk_to_what_is_reached():
    assert stack.JAR.stat().st_size <= LARGEST_JAR


def test_every_provider_that_a_service_file_names_is_in_the_jar(jar):
    with zipfile.ZipFile(stack.JAR) as whole:
        for service in (name for name in jar if re.fullmatch(r"META-INF/services/[^/]+", name)):
            lines = (line.partition("#")[0].strip() for line in whole.read(service).decode().splitlines())
            missing = [line for line in lines if line and f"{line.replace('.', '/')}.class" not in jar]
            assert missing == [], service


def test_a_cold_start_loads_few_classes_and_most_before_the_first_request(local, connect):
    ready = local.simulator
    function = cold_start.Start([stack.JAR], ready["endpoint"])
    try:
        arn = cold_start.create(ready, function, lambda seconds: connect("POST", "clock", advanceSeconds=seconds))
    finally:
        function.end()

    loaded, before, event = cold_start.classes([stack.JAR], ready["endpoint"], cold_start.read(ready, arn))

    assert event["status"] == "SUCCESS", event
    assert len(loaded) <= MOST_CLASSES
    assert len(loaded) - before <= MOST_AFTER_INIT


def test_the_jar_has_no_left_over_signature(jar):
    assert [name for name in jar if re.fullmatch(r"META-INF/[^/]*\.(SF|DSA|RSA)", name)] == []


def test_the_jar_starts_by_itself_and_answers_a_read(tmp_path):
    """With nothing else on the class path; no Connect is there, and the handler says so."""
    program = processes.Program(
        "handlers",
        handlers_command(tmp_path),
        tmp_path,
        {"AWS_ENDPOINT_URL_CONNECT": "http://127.0.0.1:9", "AWS_REGION": "us-east-1"},
    )
    try:
        event = invoke(program.ready["endpoint"], "TypeFunction", read_request())
    finally:
        program.stop()
    assert (event["status"], event["errorCode"]) == ("FAILED", "NetworkFailure"), event


def test_the_endpoint_refuses_a_temporary_folder_that_is_not_its_own(tmp_path):
    """The handlers delete everything in java.io.tmpdir."""
    (tmp_path / "precious").touch()
    with pytest.raises(processes.NotReady, match="is not empty"):
        processes.Program(
            "handlers",
            [
                *(*stack.JAVA, f"-Djava.io.tmpdir={tmp_path}", "-cp", str(stack.JAR)),
                *(str(stack.ENDPOINT_SOURCE), "0"),
            ],
            tmp_path,
        )
    assert (tmp_path / "precious").exists()


def read_request():
    arn = "arn:aws:connect:us-east-1:111122223333:phone-number/11111111-2222-3333-4444-555555555555"
    return cold_start.read({"account": "111122223333", "region": "us-east-1"}, arn)


def invoke(endpoint, function, request):
    url = f"{endpoint}/2015-03-31/functions/{function}/invocations"
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(request).encode()), timeout=60) as answer:
        return json.load(answer)
