"""The cold start: from the JVM's start to the answer of the first READ, and what each trick of src/cold-start saves."""

import collections
import contextlib
import pathlib
import statistics
import tempfile
from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import packages, page, paired
from .local import JAVA, ROOT, Program, Start, classes, create, read

REFERENCE = "init template's packaging"
SHIPPED = "shipped"
README = ROOT / "src/cold-start/README.md"

ROUNDS = 24
MOST_CLASSES = 5000
CPU_RATIO = 0.65
FIRST_ANSWER = 0.1
LEAST_SAVING = 0.05


README_HEAD = """\
# Cold start

Classes that only make the function start cheaper; the provider works without them. `PhoneNumberFunction` is what Lambda
starts. `make bench ONLY=cold-start` measures each trick, and writes this page; a trick whose saving is not surely above
5 % goes.

"""


class Cpu(NamedTuple):
    """CPU seconds of a start: until the function was made, and until it had answered the first READ."""

    made: float
    answered: float

    @property
    def first_answer(self) -> float:
        return self.answered - self.made


class Trick(NamedTuple):
    """One way to make the start cheaper, and the CPU time that it must shorten to stay."""

    name: str
    what: str
    of: str
    figure: Callable[[Cpu], float]


TRICKS = (
    Trick(
        "LeanFunction",
        "the write-only properties taken off an answer without the JSON-schema library",
        "CPU until the first READ's answer",
        lambda cpu: cpu.answered,
    ),
    Trick(
        packages.SERVICE_METADATA,
        "the SDK's list of services, of which only ours are loaded",
        "CPU until the first READ's answer",
        lambda cpu: cpu.answered,
    ),
    Trick("WarmUp", "a synthetic READ in Lambda's init phase", "CPU of the first answer", lambda cpu: cpu.first_answer),
)

HOW = (
    "From the start of a JVM to the answer of its first READ, on one core, with `-XX:TieredStopAtLevel=1` as on Lambda,"
    " against the local simulator. The reference is RPDK's own function with the same handlers, packaged as the init"
    " template does it, without `src/cold-start`: its dependencies, log4j and shade settings. The packages are run"
    f" alternately, {ROUNDS} times each; figures are medians of CPU seconds, and the ratio is the median of each"
    " round's. Lambda makes the function in its init phase, before the request: the first answer is what comes after."
)
TRICKS_PAY = (
    "A trick is measured against the jar without it, in the same run. It stays where the whole 95 % interval of what it"
    " saves is above 5 %, and lives in `src/cold-start`. The SDK's list of services comes unshrunk here; shrunk by"
    " ProGuard as the rest, it cost a little less: replacing it saved 7.2 % (6.3 to 8.3), in a run of 30 rounds."
)
WENT = (
    "What went, because its saving is not surely above 5 %; one run of 26 rounds, each against the jar without it, with"
    " the 95 % interval. The SDK's names of Regions replaced: 1.1 % (-2.1 to 5.3). Jackson's module for dates replaced:"
    " 1.8 % (-1.6 to 4.6). A list by hand of the requests in the jar: -1.3 % (-2.8 to 1.4). Without any list the jar is"
    " twice as large, because ProGuard keeps every request of Amazon Connect; the build takes the list from the"
    " schema's permissions."
)
NOT_DONE = (
    "What is not done. An HTTP client over `java.net.HttpURLConnection` would load fewer classes, but it sends a GET or"
    " a DELETE again, unasked, when a kept connection drops (`TroubleTest`): a release would be asked for twice, and no"
    " handler would know. aws-crt brings native libraries larger than the whole jar. A warm-up that also has a number"
    " claimed would shorten a first CREATE, at the cost of every other first request."
)


class Measured(NamedTuple):
    """What one run found, by package."""

    loaded: dict[str, tuple[list[tuple[str, str]], int]]
    cpu: dict[str, list[Cpu]]

    def median(self, package: str, figure: Callable[[Cpu], float]) -> float:
        return statistics.median(map(figure, self.cpu[package]))

    def saving(self, trick: Trick) -> paired.Saving:
        having, lacking = ([trick.figure(cpu) for cpu in self.cpu[name]] for name in (SHIPPED, trick.name))
        return paired.saving(having, lacking)


def main() -> None:
    jars = {
        REFERENCE: packages.template(),
        SHIPPED: packages.shipped(),
        **{trick.name: packages.without(trick.name) for trick in TRICKS},
    }
    with simulator() as ready:
        function = Start([jars[SHIPPED]], ready["endpoint"])
        request = read(ready, create(ready, function))
        function.end()
        measured = measure(jars, ready["endpoint"], request)
    result = page.Result(
        name="cold-start",
        order=20,
        title="The cold start",
        command="make bench ONLY=cold-start",
        text=[HOW, TRICKS_PAY, WENT, NOT_DONE],
        rows=[*start_rows(measured), *(trick_row(trick, measured.saving(trick)) for trick in TRICKS)],
        tables=[tricks_table(measured), origins_table(measured)],
        charts=[],
    )
    page.write(result)
    README.write_text(readme(result))


def measure(jars: dict[str, pathlib.Path], endpoint: str, request: page.Json) -> Measured:
    """The classes of one start of each package, and the CPU of many, alternately."""
    loaded = {}
    for name, jar in jars.items():
        names, before, event = classes([jar], endpoint, request)
        if event["status"] != "SUCCESS":
            raise RuntimeError(f"{name}: {event}")
        loaded[name] = (names, before)
    cpu: dict[str, list[Cpu]] = {name: [] for name in jars}
    for _ in range(ROUNDS):
        for name, jar in jars.items():
            cpu[name].append(_start(jar, endpoint, request))
    return Measured(loaded, cpu)


def _start(jar: pathlib.Path, endpoint: str, request: page.Json) -> Cpu:
    start = Start([jar], endpoint)
    try:
        start.ask(request)
        return Cpu(start.init, start.whole or 0)
    finally:
        start.end()


def start_rows(measured: Measured) -> list[page.Row]:
    """What is bound of a start."""
    count = {name: len(names) for name, (names, _) in measured.loaded.items()}
    whole = {name: measured.median(name, lambda cpu: cpu.answered) for name in (REFERENCE, SHIPPED)}
    share = {name: measured.median(name, lambda cpu: cpu.first_answer / cpu.answered) for name in (REFERENCE, SHIPPED)}
    pairs = zip(measured.cpu[SHIPPED], measured.cpu[REFERENCE], strict=True)
    ratio = statistics.median(own.answered / other.answered for own, other in pairs)
    return [
        _row("classes loaded until the first READ", count, count[SHIPPED] <= MOST_CLASSES, f"at most {MOST_CLASSES:,}"),
        _row("CPU until the first READ", whole, ratio <= CPU_RATIO, f"at most {CPU_RATIO} times", "s")
        | page.Row(ratio=round(ratio, 3)),
        _row("first answer's share of it", share, share[SHIPPED] <= FIRST_ANSWER, f"at most {FIRST_ANSWER}"),
    ]


def _row(figure: str, values: dict[str, float] | dict[str, int], met: bool, target: str, unit: str = "") -> page.Row:
    return page.Row(
        figure=figure,
        value=round(values[SHIPPED], 3),
        unit=unit,
        reference=REFERENCE,
        reference_value=round(values[REFERENCE], 3),
        ratio=round(values[SHIPPED] / values[REFERENCE], 3),
        target=target,
        met=met,
    )


def trick_row(trick: Trick, saving: paired.Saving) -> page.Row:
    """Whether a trick pays."""
    return page.Row(
        figure=f"`{trick.name}` saves at least, of the {trick.of}",
        value=_percent(saving.least),
        unit="%",
        target=f"above {_percent(LEAST_SAVING):.0f} %",
        met=saving.least > LEAST_SAVING,
    )


def tricks_table(measured: Measured) -> page.Table:
    rows: list[list[page.Cell]] = []
    for trick in TRICKS:
        saving = measured.saving(trick)
        rows.append(
            [
                f"`{trick.name}`: {trick.what}",
                trick.of,
                round(measured.median(trick.name, trick.figure), 3),
                round(measured.median(SHIPPED, trick.figure), 3),
                f"{_percent(saving.median)} % ({_percent(saving.least)} to {_percent(saving.most)})",
            ]
        )
    return page.Table(
        title="The tricks", columns=["trick", "saves of the", "without, s", "with, s", "saving"], rows=rows
    )


def origins_table(measured: Measured) -> page.Table:
    shipped, before = measured.loaded[SHIPPED]
    loads = (measured.loaded[REFERENCE][0], shipped, shipped[before:])
    columns = [collections.Counter(origin for _, origin in names) for names in loads]
    return page.Table(
        title="Where the classes come from",
        columns=["origin", REFERENCE, "shipped", "shipped, after init"],
        rows=[[origin, *(column[origin] for column in columns)] for origin in ("JDK", "jar", "generated")],
    )


def readme(result: page.Result) -> str:
    """What stands beside the tricks, from the committed result."""
    table = result["tables"][0]
    return README_HEAD + page.markdown(table["columns"], table["rows"]) + "\n"


def _percent(share: float) -> float:
    return round(100 * share, 1)


@contextlib.contextmanager
def simulator() -> Iterator[page.Json]:
    """The simulator, whose numbers are claimed at once and whose rate is off, for the time of a block."""
    (ROOT / ".local").mkdir(exist_ok=True)
    path = f"{ROOT}/target/test-classes:{(ROOT / 'target/local.classpath').read_text().strip()}"
    command = [*JAVA, "-cp", path, "com.example.connect.simulator.Main", "--port=0", "--rate=off", "--claim-seconds=0"]
    with tempfile.TemporaryDirectory(dir=ROOT / ".local") as folder:
        program = Program("simulator", command, pathlib.Path(folder))
        try:
            yield program.ready
        finally:
            program.stop()


if __name__ == "__main__":
    main()
