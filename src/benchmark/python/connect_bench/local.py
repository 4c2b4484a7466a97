"""What the benchmarks use of the local stack: the one place that names its modules."""

from connect_local.stack.aws_cli import AWS, WarmCli, alone
from connect_local.stack.checkout import CFN, JAR, JAVA, ROOT, copy_project
from connect_local.stack.cold_start import Start, classes, create, read
from connect_local.stack.local_stack import LocalStack, running, simulator_command
from connect_local.stack.processes import Program

DEMO = "connect_local.commands.demo"
__all__ = [
    "AWS",
    "CFN",
    "DEMO",
    "JAR",
    "JAVA",
    "ROOT",
    "LocalStack",
    "Program",
    "Start",
    "WarmCli",
    "alone",
    "classes",
    "copy_project",
    "create",
    "read",
    "running",
    "simulator_command",
]
