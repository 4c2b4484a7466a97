"""The local stack: the simulated Amazon Connect, and the local CloudFormation with the type registered.

``checkout``         where things are in this checkout
``problems``         why a command ends without its work done, and what to do
``knobs``            the stack's settings
``processes``        starts a program and stops just that one
``local_stack``      simulator and local CloudFormation, wired to each other, with the type registered
``registering``      registers a type with a local CloudFormation
``handler_endpoint`` command and variables with which a jar's handlers start behind the Lambda Invoke API
``aws_cli``          the AWS CLI, pointed at them (``aws_cli_worker`` runs in the CLI's own environment)
``sts_proxy``        the STS that the contract suite asks; runs in moto's own environment
``cold_start``       the function started cold, for the benchmark and a test

The names below are all that most users need.
"""

from .checkout import ENDPOINT_SOURCE, JAR, JAVA, PYTHON_PATH, ROOT, SCHEMA
from .knobs import InvalidKnob, parse_knobs
from .local_stack import LocalStack, exports, running, simulator_command

__all__ = [
    "ENDPOINT_SOURCE",
    "JAR",
    "JAVA",
    "PYTHON_PATH",
    "ROOT",
    "SCHEMA",
    "InvalidKnob",
    "LocalStack",
    "exports",
    "parse_knobs",
    "running",
    "simulator_command",
]
