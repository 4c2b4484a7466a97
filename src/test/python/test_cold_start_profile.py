"""How the benchmark of the cold start reads what the flight recorder took."""

import pytest
from connect_bench import recording
from connect_local.stack import cold_start

LOADING = ["java/util/zip/Inflater", "jdk/internal/loader/Resource", "java/lang/ClassLoader", "org/json/JSONObject"]
LAMBDA = ["java/lang/invoke/MethodHandles", "software/amazon/awssdk/core/SdkField", "com/example/connect/A"]


def sample(classes, method="run", thread="main"):
    frames = [{"method": {"type": {"name": name}, "name": method}} for name in classes]
    return {"stackTrace": {"frames": frames}, "sampledThread": {"javaName": thread}}


@pytest.mark.parametrize(
    "stack, purpose, owner",
    [
        (LOADING, "finding and reading classes", "org.json"),
        (LAMBDA, "linking lambdas and method handles", "software.amazon.awssdk"),
        (["java/util/HashMap", "org/json/JSONObject"], "running: the JDK's code", "org.json"),
        (["org/json/JSONObject", "java/lang/ClassLoader"], "running: the jar's code", "org.json"),
        (["java/lang/Thread"], "running: the JDK's code", "the JDK alone"),
    ],
)
def test_a_sample_is_of_what_the_jdk_does_for_the_class_that_asked(stack, purpose, owner):
    assert recording._purpose(stack) == purpose
    assert recording._owner(stack) == owner


@pytest.mark.parametrize(
    "idle",
    [
        sample(["java/io/FileInputStream", "com/example/connect/A"], method="readBytes"),
        sample(["jdk/jfr/internal/JVM", "java/lang/Thread"]),
        sample(["java/lang/Object"], thread="Reference Handler"),
        {"stackTrace": None, "sampledThread": {"javaName": "main"}},
    ],
    ids=["waits for a request", "serves the recorder", "another thread", "no stack"],
)
def test_what_waits_or_is_not_the_functions_does_not_count(idle):
    assert recording._working(idle) == []


def test_a_jar_that_is_read_counts_and_hidden_classes_lose_their_address():
    assert recording._working(sample(["java/io/RandomAccessFile"], method="readBytes")) == ["java/io/RandomAccessFile"]
    hidden = sample(["java.lang.invoke.LambdaForm$DMH+0x0007.12"])
    assert recording._working(hidden) == ["java/lang/invoke/LambdaForm$DMH"]


def test_a_function_that_does_not_start_is_told():
    with pytest.raises(RuntimeError, match="has ended"):
        cold_start.Start([], "http://127.0.0.1:9")
