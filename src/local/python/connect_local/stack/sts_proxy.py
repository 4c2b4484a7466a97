"""The STS that the contract suite asks for its account: moto's proxy, on loopback.

The suite calls the real https://sts.REGION address whatever its settings say; a proxy is the only seam.
Prints one JSON line when it answers. Run with the Python that has moto (requirements/proxy.txt).
"""

import http.server
import json
import os
import sys
import threading

from moto.moto_proxy import logger
from moto.moto_proxy.proxy3 import CertificateCreator, ProxyRequestHandler


def main() -> None:
    logger.disabled = True
    ProxyRequestHandler.validate()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), ProxyRequestHandler)
    port = server.server_address[1]
    # What moto's own command sets.
    os.environ.update(MOTO_PORT=str(port), TEST_PROXY_MODE="true")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ready = {"endpoint": f"http://127.0.0.1:{port}", "certificates": CertificateCreator.cacert}
    print(json.dumps(ready), flush=True)
    # Started only with --exit-with-parent.
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
