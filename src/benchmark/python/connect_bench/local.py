"""What the benchmarks use of the local stack: the one place that names its modules."""

from connect_local.aws import WarmCli
from connect_local.cold import Start, classes, create, read
from connect_local.processes import Program
from connect_local.stack import JAR, JAVA, ROOT, LocalStack, running, simulator_command

DEMO = "connect_local.demo"
__all__ = [
    "DEMO",
    "JAR",
    "JAVA",
    "ROOT",
    "LocalStack",
    "Program",
    "Start",
    "WarmCli",
    "classes",
    "create",
    "read",
    "running",
    "simulator_command",
]
