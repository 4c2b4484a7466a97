"""make bench [ONLY=NAME,NAME]: runs the benchmarks one after another, prints their figures, renders the page.

Exits 1 if a benchmark fails or a figure misses its target. Run with the Python that has matplotlib
(requirements/bench.txt).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

from . import page
from .local import ROOT

# The handlers empty java.io.tmpdir: a benchmark's JVM gets one of its own, made anew before each run.
TEMPORARY = ROOT / "target/benchmark.tmp"
PYTHON = [".tools/stack/bin/python", "-m"]


def java(main_class: str, *options: str) -> list[str]:
    """The command that runs a class of src/benchmark/java with everything that the tests have."""
    path = ["target/classes", "target/test-classes", (ROOT / "target/local.classpath").read_text().strip()]
    return ["java", f"-Djava.io.tmpdir={TEMPORARY}", *options, "-cp", os.pathsep.join(path), main_class]


def benchmarks() -> list[tuple[str, list[str]]]:
    """Name and command of each benchmark, in the order in which they run."""
    provider = "com.example.connect.phonenumber"
    return [
        ("jar", [*PYTHON, "connect_bench.jar"]),
        ("cold-start", [*PYTHON, "connect_bench.cold_start"]),
        ("calls", java(f"{provider}.CallsBenchmark")),
        ("noticing", java(f"{provider}.NoticingBenchmark")),
        ("many-numbers", java(f"{provider}.ManyNumbersBenchmark")),
        ("local-stack", [*PYTHON, "connect_bench.local_stack"]),
        ("held-answers", [*PYTHON, "connect_bench.held_answers"]),
        ("simulator", [*PYTHON, "connect_bench.simulator"]),
    ]


def main(arguments: Sequence[str], draw: Callable[[list[page.Result]], None]) -> int:
    """The exit status; ``draw`` draws the charts of all results."""
    wanted = [name for argument in arguments for name in argument.split(",")]
    known = dict(benchmarks())
    if unknown := [name for name in wanted if name not in known]:
        print(f"There is no benchmark {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    ran = {name: run(name, command) for name, command in known.items() if name in (wanted or known)}
    results = page.results()
    draw(results)
    page.PAGE.write_text(page.render(results))
    # What a benchmark that failed has left is of an earlier run.
    measured = [result for result in results if ran.get(result["name"])]
    print(page.table([row for result in measured for row in result["rows"]]))
    failed = [name for name, succeeded in ran.items() if not succeeded]
    missed = [row["figure"] for result in measured for row in page.missed(result)]
    for line in [f"benchmark {name} failed" for name in failed] + [f"target missed: {figure}" for figure in missed]:
        print(line, file=sys.stderr)
    return 1 if failed or missed else 0


def run(name: str, command: Sequence[str]) -> bool:
    """Whether the benchmark ended well and left its result."""
    print(f"=== {name} ===", flush=True)
    shutil.rmtree(TEMPORARY, ignore_errors=True)
    TEMPORARY.mkdir(parents=True)
    result = page.result_file(name)
    before = result.stat().st_mtime_ns if result.exists() else None
    done = subprocess.run(list(command), cwd=ROOT, stdin=subprocess.DEVNULL)
    return done.returncode == 0 and result.exists() and result.stat().st_mtime_ns != before


if __name__ == "__main__":
    from .charts import draw

    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:], draw))
