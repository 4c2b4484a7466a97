"""The local CloudFormation: ministack with a registry, and the registered types' handlers behind it, on loopback.

Prints one JSON line when it answers. Run with the Python that has ministack (requirements/stack.txt).
"""

import argparse
import asyncio
import json
import logging
import os
import socket
import sys
import threading


def main() -> None:
    options = _options()
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(name)s %(message)s", level=logging.INFO)
    # ministack reads these when it is imported: no listeners of its other services, no containers, no disk.
    os.environ.update(
        LOG_LEVEL="WARNING",
        MINISTACK_REGION=options.region,
        PERSIST_STATE="0",
        SFTP_ENABLED="0",
        IOT_MTLS_ENABLED="0",
        DOCKER_HOST="unix:///dev/null",
    )
    listening = socket.create_server(("127.0.0.1", options.port))
    os.environ["GATEWAY_PORT"] = str(listening.getsockname()[1])
    # Not before the variables above are set.
    from . import installation

    installation.install(options, f"http://127.0.0.1:{listening.getsockname()[1]}")
    if options.exit_with_parent:
        threading.Thread(target=_exit_with_parent, daemon=True).start()
    asyncio.run(_serve(listening))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", required=True, help="where registered packages are kept, a folder")
    parser.add_argument("--handlers", metavar="URL", help="an endpoint that answers for the functions of all packages")
    parser.add_argument("--region", default="us-east-1")
    parser.add_argument("--port", type=int, default=0, help="0: a free one")
    parser.add_argument("--moved-clock", metavar="URL", help="move this simulator's clock instead of waiting")
    parser.add_argument("--connect", metavar="URL", help="the simulator, for handlers and AWS::Connect::PhoneNumber")
    parser.add_argument("--identifier-deadline", help="seconds, or off; else what CloudFormation documents")
    parser.add_argument("--hold-seconds", default="20", help="how long an answer waits for what is in progress, or off")
    parser.add_argument("--contract-tests", choices=("on", "off"), default="on", help="whether registrations run them")
    parser.add_argument("--untested-bucket", metavar="NAME", help="registrations of its packages run none")
    parser.add_argument("--exit-with-parent", action="store_true", help="end when standard input does")
    return parser.parse_args()


async def _serve(listening: socket.socket) -> None:
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    from .held_answers import knowing_the_client

    config = Config()
    config.bind = [f"fd://{os.dup(listening.fileno())}"]
    config.loglevel = "WARNING"
    # The socket listens already: who connects from here on is served.
    print(json.dumps({"endpoint": f"http://127.0.0.1:{listening.getsockname()[1]}"}), flush=True)
    await serve(knowing_the_client(app), config)


def _exit_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()
