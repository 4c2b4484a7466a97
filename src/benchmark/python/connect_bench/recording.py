"""A CPU profile of the way to the first answer, by the JVM's flight recorder."""

import collections
import json
import os
import pathlib
import subprocess
import tempfile

from connect_local.stack import ROOT
from connect_local.stack import cold_start as cold

STARTS = 3
MOST_ROWS = 12

# The finest period that the recorder has. What the JVM itself does, parsing and linking classes above all, it does not
# sample: its counters and the class-loading events tell that.
SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<configuration version="2.0">
  %s
</configuration>
"""
EVENTS = {
    "ExecutionSample": ("period", "1 ms"),
    "NativeMethodSample": ("period", "1 ms"),
    "ClassLoad": ("threshold", "0 ms"),
}
EVENT = '<event name="jdk.%s"><setting name="enabled">true</setting><setting name="%s">%s</setting></event>'

# Native methods in which a thread only waits: for the next request, and for an answer.
WAITING = {
    ("java/io/FileInputStream", "readBytes"),
    ("sun/nio/ch/Net", "poll"),
    ("sun/nio/ch/SocketDispatcher", "read0"),
}

# What a sample's innermost frame of such a class says that the time is spent on.
PURPOSES = {
    "linking lambdas and method handles": ("java/lang/invoke/", "java/lang/runtime/"),
    "finding and reading classes": ("java/lang/ClassLoader", "jdk/internal/loader/", "java/security/SecureClassLoader"),
    "reading annotations, generics and members": ("java/lang/reflect/", "sun/reflect/", "jdk/internal/reflect/"),
    "regular expressions": ("java/util/regex/",),
    "TLS and certificates": ("sun/security/", "javax/net/ssl/", "java/security/"),
}
JDK = ("java/", "javax/", "jdk/", "sun/", "com/sun/")
RECORDER = "jdk/jfr/"


def profile(path, endpoint, request):
    """The tables, of several starts together."""
    samples, loads = [], []
    for _ in range(STARTS):
        for event in _events(path, endpoint, request):
            (loads if event["type"] == "jdk.ClassLoad" else samples).append(event["values"])
    stacks = [stack for stack in map(_working, samples) if stack]
    return [
        _table("CPU samples by what the time is for (shipped)", collections.Counter(map(_purpose, stacks))),
        _table(
            "CPU samples by the package that is at work, itself or by the JDK", collections.Counter(map(_owner, stacks))
        ),
        _loading(loads),
    ]


def _events(path, endpoint, request):
    # Not in java.io.tmpdir, which the handlers empty.
    with tempfile.TemporaryDirectory(dir=ROOT / ".local") as folder:
        settings, recording = pathlib.Path(folder, "settings.jfc"), pathlib.Path(folder, "recording.jfr")
        settings.write_text(SETTINGS % "".join(EVENT % (name, *finest) for name, finest in EVENTS.items()))
        options = [
            f"-XX:FlightRecorderOptions=stackdepth=512,repository={folder}",
            f"-XX:StartFlightRecording=settings={settings}",
            "-Xlog:disable",
        ]
        start = cold.Start(path, endpoint, *options)
        try:
            start.ask(request)
            _run("jcmd", start.pid, "JFR.dump", f"filename={recording}")
        finally:
            start.end()
        return json.loads(_run("jfr", "print", "--json", "--stack-depth", "512", recording))["recording"]["events"]


def _run(*command):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True, env=os.environ).stdout


def _working(sample):
    """The classes of a sample's frames, innermost first; none where the thread waits, or serves the recorder."""
    frames = (sample["stackTrace"] or {}).get("frames", [])
    # Hidden classes, those of lambdas, have dots and an address in their names.
    classes = [frame["method"]["type"]["name"].partition("+")[0].replace(".", "/") for frame in frames]
    idle = (
        not frames
        or (classes[0], frames[0]["method"]["name"]) in WAITING
        or any(name.startswith(RECORDER) for name in classes)
    )
    return [] if idle or sample["sampledThread"]["javaName"] != "main" else classes


def _purpose(stack):
    for purpose, prefixes in PURPOSES.items():
        if any(name.startswith(prefixes) for name in _of_the_jdk(stack)):
            return purpose
    return "running: " + ("the JDK's code" if _of_the_jdk(stack) else "the jar's code")


def _of_the_jdk(stack):
    """The frames of the JDK that are above any other."""
    for depth, name in enumerate(stack):
        if not name.startswith(JDK):
            return stack[:depth]
    return stack


def _owner(stack):
    above = stack[len(_of_the_jdk(stack)) :]
    return _package(above[0]) if above else "the JDK alone"


def _table(title, counted):
    whole = counted.total()
    rows = [[name, number, round(100 * number / whole, 1)] for name, number in counted.most_common(MOST_ROWS)]
    return {
        "title": f"{title}: {whole:,} samples of {STARTS} starts",
        "columns": ["what", "samples", "%"],
        "rows": rows,
    }


def _loading(loads):
    """Events nest: a class is loaded while one that extends it is."""
    number, seconds = collections.Counter(), collections.Counter()
    for load in loads:
        package = _package(load["loadedClass"]["name"])
        number[package] += 1
        seconds[package] += float(load["duration"].removeprefix("PT").removesuffix("S"))
    rows = [
        [name, round(number[name] / STARTS), round(1000 * took / STARTS, 1)]
        for name, took in seconds.most_common(MOST_ROWS)
    ]
    return {
        "title": "Class-loading events of a start: from the request for a class to the class, with those that it needs",
        "columns": ["package", "classes", "ms"],
        "rows": rows,
    }


def _package(name):
    return ".".join(name.split("/")[:-1][:3])
