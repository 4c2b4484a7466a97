"""The cold start: from the JVM's start to the answer of the first READ."""

import collections
import pathlib
import re
import statistics
import subprocess
import tempfile

from connect_local import stack
from connect_local.stack import JAR, ROOT
from connect_local.stack import cold_start as cold
from connect_local.stack.processes import Program

from . import packages, page, recording

REFERENCE = "init template's packaging"
UNSHRUNK = "and classes in place of libraries' own"
SHIPPED = "and shrunk to what is reached: shipped"
NO_WARM_UP = "shipped, without the warm-up"
REHEARSED = "a CREATE rehearsed by the warm-up as well"

# Whose first CREATE is measured too.
CREATES = (REFERENCE, SHIPPED, NO_WARM_UP, REHEARSED)

ROUNDS = 5
MOST_CLASSES = 4500
CPU_RATIO = 0.65
FIRST_ANSWER = 0.35
MOST_ROWS = 20

# What the JVM itself counts, in ticks: where the CPU time of loading classes goes.
COUNTERS = {
    "sun.cls.classVerifyTime": "verifying classes",
    "sun.cls.classLinkedTime": "linking classes (verification included)",
    "sun.cls.classInitTime": "static initializers, all",
    "sun.cls.time": "class loaders, all",
    "java.ci.totalTime": "compiling",
}


DECISIONS = (
    "What was tried besides and is not done. The SDK's client over `java.net.HttpURLConnection` loads fewer"
    " classes where it serves RPDK's calls too, which takes a class of ours in place of the SDK's own, because"
    " RPDK makes an Apache client in a static field. But it sends a GET or a DELETE again, unasked, when a kept"
    " connection drops (`TroubleTest`): a release that was carried out is asked for once more, and no handler"
    " knows. So the calls stay Apache's, which sends each once. The client over aws-crt brings native libraries"
    " larger than the whole jar may be. RPDK's own last step of an answer has a JSON-schema library read the"
    " schema; `LeanWrapper` does without. So the library is loaded by the first CREATE or UPDATE, which RPDK"
    " validates by it, and by no READ, LIST or DELETE. shade's `minimizeJar` drops only classes that nothing"
    " mentions, while ProGuard follows methods: its jar starts and answers, because commons-logging, which it used"
    " to break, is not among our dependencies any more, but it is larger than the target and loads as many classes"
    " as the whole.",
    "A first CREATE loads the schema library cold. A warm-up that has a number claimed as well shortens its"
    " answer, and takes the classes until the first READ over the target; the first READ, LIST or DELETE of every"
    " start would pay for it. So it is not done.",
    "The profile is the flight recorder's at its finest period, over several starts, of the thread that makes the"
    " function and answers. It samples Java code and native methods; the time in which the JVM itself parses,"
    " verifies and links classes is in its counters only.",
)


def main():
    template = packages.template()
    rehearsed = packages.with_a_create_rehearsed()
    variants = {
        REFERENCE: [template],
        "our dependencies, a silent log": [packages.libraries_own(), packages.WHOLE],
        UNSHRUNK: [packages.WHOLE],
        SHIPPED: [JAR],
        NO_WARM_UP: [packages.without_warm_up(), JAR],
    }
    clients = packages.http_clients()
    # What was tried, and what it is a change of.
    tried = {name: (UNSHRUNK, [*path, packages.WHOLE]) for name, path in clients.items()} | {
        "RPDK's own last step, which reads the schema": (UNSHRUNK, [packages.rpdks_last_step(), packages.WHOLE]),
        "shade's minimizeJar": (UNSHRUNK, [packages.minimized()]),
        REHEARSED: (SHIPPED, [rehearsed, JAR]),
    }
    every = variants | {name: path for name, (_, path) in tried.items()}
    reference, shipped = REFERENCE, SHIPPED
    with _simulator() as ready:
        first = cold.Start([JAR], ready["endpoint"])
        request = cold.read(ready, cold.create(ready, first))
        first.end()
        loaded = {name: cold.classes(path, ready["endpoint"], request) for name, path in every.items()}
        assert all(event["status"] == "SUCCESS" for _, _, event in loaded.values())
        times = {name: [] for name in every}
        creates = {name: [] for name in CREATES}
        for _ in range(ROUNDS):
            for name, path in every.items():
                times[name].append(_time(path, ready, request))
            for name in creates:
                creates[name].append(_time(every[name], ready, cold.creation(ready)))
        counters = {name: _counters(variants[name], ready, request) for name in (reference, shipped)}
        profile = recording.profile(variants[shipped], ready["endpoint"], request)
    whole = {name: statistics.median(whole for _, whole in runs) for name, runs in times.items()}
    share = {name: statistics.median(1 - init / whole for init, whole in runs) for name, runs in times.items()}
    ratio = {
        name: statistics.median(own / base for (_, own), (_, base) in zip(runs, times[reference], strict=True))
        for name, runs in times.items()
    }
    count = {name: len(names) for name, (names, _, _) in loaded.items()}
    page.write(
        {
            "name": "cold-start",
            "order": 20,
            "title": "The cold start",
            "command": "make bench ONLY=cold-start",
            "text": [
                "From the start of a JVM to the answer of its first READ through `handleRequest`, on one core, with"
                " `-XX:TieredStopAtLevel=1` as on Lambda, against the local simulator. The reference is the same"
                " handlers of the same checkout packaged as the RPDK's init template does it: its dependencies, log4j"
                " and shade settings, with the signature files left out without which it does not start. The packages"
                f" are run alternately, {ROUNDS} times each; the table has medians of CPU seconds, and the ratio is the"
                " median of each round's.",
                "Lambda makes the function in its init phase, before the request: the first answer is what comes after."
                " `WarmUp` moves what every request needs into the init phase.",
                *DECISIONS,
            ],
            "rows": [
                _row(
                    "classes loaded until the first READ", count[shipped], "", reference, count[reference], MOST_CLASSES
                )
                | {"target": "at most 4,500", "met": count[shipped] <= MOST_CLASSES},
                _row("CPU until the first READ", round(whole[shipped], 2), "s", reference, round(whole[reference], 2))
                | {
                    "ratio": round(ratio[shipped], 3),
                    "target": "at most 0.65 times",
                    "met": ratio[shipped] <= CPU_RATIO,
                },
                _row("first answer's share of it", round(share[shipped], 3), "", reference, round(share[reference], 3))
                | {"target": "at most 0.35", "met": share[shipped] <= FIRST_ANSWER},
            ],
            "tables": [
                {
                    "title": "What each step wins",
                    "columns": ["package", "classes", "CPU s", "ratio", "CPU s of the first answer"],
                    "rows": [
                        [n, count[n], round(whole[n], 2), round(ratio[n], 3), round(share[n] * whole[n], 2)]
                        for n in variants
                    ],
                },
                {
                    "title": "What was tried besides, each against the package that it changes",
                    "columns": [
                        "change",
                        "of the package",
                        "classes",
                        "without it",
                        "CPU, times that without it",
                        "CPU s of the first answer",
                        "without it",
                        "MB",
                    ],
                    "rows": [_compared(name, base, every[name], loaded, times) for name, (base, _) in tried.items()],
                },
                {
                    "title": "The first answer after init, by what is asked, in CPU s",
                    "columns": ["package", "READ", "CREATE"],
                    "rows": [
                        [name, round(_first(times[name]), 3), round(_first(creates[name]), 3)] for name in CREATES
                    ],
                },
                {
                    "title": "Where the classes come from",
                    "columns": ["origin", reference, "shipped", "shipped, after init"],
                    "rows": _origins(loaded[reference][0], *loaded[shipped][:2]),
                },
                {
                    "title": "Where the time goes: the JVM's own counters",
                    "columns": ["what", reference + ", s", "shipped, s"],
                    "rows": [
                        [text, counters[reference].get(name), counters[shipped].get(name)]
                        for name, text in COUNTERS.items()
                    ],
                },
                {
                    "title": "Which packages load most classes (shipped)",
                    "columns": ["package", "classes", "of them generated (lambdas)"],
                    "rows": _packages(loaded[shipped][0]),
                },
                *profile,
            ],
            "charts": [
                {
                    "file": "cold-start-cpu",
                    "title": "CPU until the first READ's answer, step by step",
                    "kind": "bar",
                    "x": "package",
                    "y": "CPU s",
                    "series": [{"name": n, "points": [[i, round(whole[n], 3)]]} for i, n in enumerate(variants)],
                }
            ],
        }
    )


def _row(figure, value, unit, reference, reference_value, _limit=None):
    return {
        "figure": figure,
        "value": value,
        "unit": unit,
        "reference": reference,
        "reference_value": reference_value,
        "ratio": round(value / reference_value, 3),
    }


def _first(runs):
    return statistics.median(whole - init for init, whole in runs)


def _compared(name, base, path, loaded, times):
    ratio = statistics.median(own / other for (_, own), (_, other) in zip(times[name], times[base], strict=True))
    return [
        name,
        "shipped" if base == SHIPPED else "before ProGuard",
        len(loaded[name][0]),
        len(loaded[base][0]),
        round(ratio, 3),
        round(_first(times[name]), 3),
        round(_first(times[base]), 3),
        round(packages.megabytes(path), 1),
    ]


def _time(path, ready, request):
    start = cold.Start(path, ready["endpoint"])
    try:
        start.ask(request)
        return start.init, start.whole
    finally:
        start.end()


def _counters(path, ready, request):
    start = cold.Start(path, ready["endpoint"], "-XX:+UsePerfData")
    try:
        start.ask(request)
        printed = subprocess.run(
            ["jcmd", str(start.pid), "PerfCounter.print"], capture_output=True, text=True, check=True
        ).stdout
    finally:
        start.end()
    values = dict(re.findall(r"^(\S+)=(\d+)$", printed, re.MULTILINE))
    ticks = int(values["sun.os.hrt.frequency"])
    return {name: round(int(values[name]) / ticks, 3) for name in COUNTERS if name in values}


def _origins(reference, shipped, before):
    columns = [collections.Counter(origin for _, origin in names) for names in (reference, shipped, shipped[before:])]
    return [[origin, *(column[origin] for column in columns)] for origin in ("JDK", "jar", "generated")]


def _packages(loaded):
    every, generated = collections.Counter(), collections.Counter()
    for name, origin in loaded:
        package = ".".join(name.split("$")[0].split("/")[0].split(".")[:4][:-1]) or name
        every[package] += 1
        generated[package] += origin == "generated"
    return [[package, number, generated[package]] for package, number in every.most_common(MOST_ROWS)]


class _simulator:
    """The simulator, whose numbers are claimed at once and whose rate is off, for the time of a block."""

    def __enter__(self):
        path = f"{ROOT}/target/test-classes:{(ROOT / 'target/local.classpath').read_text().strip()}"
        knobs = ["--port=0", "--rate=off", "--claim-seconds=0"]
        self._folder = tempfile.TemporaryDirectory(dir=ROOT / ".local")
        self._program = Program(
            "simulator",
            [*stack.JAVA, "-cp", path, "com.example.connect.simulator.Main", *knobs],
            pathlib.Path(self._folder.name),
        )
        return self._program.ready

    def __exit__(self, *_):
        self._program.stop()
        self._folder.cleanup()


if __name__ == "__main__":
    (ROOT / ".local").mkdir(exist_ok=True)
    main()
