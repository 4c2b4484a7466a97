"""Objects in the engine's Amazon S3, by its own HTTP: the registry's packages and reports."""

import re
import urllib.parse
import urllib.request

from ministack.core.responses import get_account_id, get_region

from ..stack.registering import signed

_URL = re.compile(r"(?:s3://|https?://[^/]+/)(?P<bucket>[^/]+)/(?P<key>.+)")
SECONDS = 60


def get(url: str, endpoint: str) -> bytes:
    """The object at an S3 URL, for the account of the request that is served. Raises OSError, or ValueError."""
    with urllib.request.urlopen(_request(url, endpoint), timeout=SECONDS) as answer:
        body: bytes = answer.read()
        return body


def put(url: str, body: bytes, endpoint: str) -> None:
    """Raises as ``get``."""
    urllib.request.urlopen(_request(url, endpoint, body, "PUT"), timeout=SECONDS).close()


def _request(url: str, endpoint: str, body: bytes | None = None, method: str = "GET") -> urllib.request.Request:
    match = _URL.fullmatch(url)
    if not match:
        raise ValueError(f"{url} is not a URL of an object in Amazon S3")
    headers = signed(get_account_id(), get_region(), "s3")
    path = urllib.parse.quote(f"{match['bucket']}/{match['key']}")
    return urllib.request.Request(f"{endpoint}/{path}", body, headers, method=method)
