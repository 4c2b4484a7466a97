"""Runs one AWS CLI command after another in one process, because each start of the CLI takes half a second.

A line of standard input is a command's arguments, the line that answers it is its exit status, standard output and
standard error; all JSON. Run with the Python that has the AWS CLI (requirements/aws.txt).
"""

import contextlib
import io
import json
import sys

from awscli import clidriver


def main() -> None:
    driver = clidriver.create_clidriver()
    for line in sys.stdin:
        said, complained = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            try:
                status = driver.main(json.loads(line))
            except SystemExit as ended:
                status = ended.code
        print(json.dumps([status, said.getvalue(), complained.getvalue()]), flush=True)


if __name__ == "__main__":
    main()
