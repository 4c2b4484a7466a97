"""numbers watch: a deployment as it goes, and beside each number what Amazon Connect says of it."""

from ..command import Command
from .run import arguments, run

COMMAND = Command(
    name="watch",
    summary="shows a stack's operation as it goes, and beside each number what Amazon Connect itself says",
    actions=(
        "cloudformation:DescribeStacks",
        "cloudformation:DescribeStackEvents",
        "cloudformation:ListStackResources",
        "connect:DescribePhoneNumber",
    ),
    arguments=arguments,
    run=run,
)
