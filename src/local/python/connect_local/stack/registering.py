"""Registers a type with the local CloudFormation, as ``cfn submit`` does: a package in a bucket, and RegisterType."""

import io
import json
import pathlib
import time
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as xml
import zipfile
from collections.abc import Mapping

from ..json_types import Json
from .checkout import JAR, ROOT, SCHEMA
from .problems import Refused

BUCKET = "local-type-packages"
REGISTRATION_SECONDS = 120
POLL_SECONDS = 0.02
NAMESPACE = "{http://cloudformation.amazonaws.com/doc/2010-05-15/}"


class NotRegistered(Refused, RuntimeError):
    """The registration failed; the message is what it says."""


class Registry:
    """The registry of a local CloudFormation, for one account and Region."""

    def __init__(self, endpoint: str, account: str, region: str) -> None:
        self._endpoint = endpoint
        self._account = account
        self._region = region

    def upload(self, type_name: str, package: bytes) -> str:
        """The package's URL in the bucket whose packages are registered without contract tests."""
        self._put(f"/{BUCKET}")
        key = f"/{BUCKET}/{type_name.replace('::', '-')}-{time.time_ns()}.zip"
        self._put(key, package)
        return f"s3:/{key}"

    def register(self, type_name: str, url: str) -> str:
        """The ARN of the new version, once the package at ``url`` is registered. Raises NotRegistered."""
        begun = self.call("RegisterType", Type="RESOURCE", TypeName=type_name, SchemaHandlerPackage=url)
        end = time.monotonic() + REGISTRATION_SECONDS
        while time.monotonic() < end:
            told = self.call("DescribeTypeRegistration", RegistrationToken=begun["RegistrationToken"])
            if told["ProgressStatus"] == "COMPLETE":
                return told["TypeVersionArn"]
            if told["ProgressStatus"] == "FAILED":
                raise NotRegistered(told["Description"])
            time.sleep(POLL_SECONDS)
        raise NotRegistered(f"The registration of {type_name} has not ended")

    def configure(self, type_name: str, configuration: str) -> None:
        """Sets the type's configuration, JSON. Raises NotRegistered where it is refused."""
        try:
            self.call("SetTypeConfiguration", Type="RESOURCE", TypeName=type_name, Configuration=configuration)
        except urllib.error.HTTPError as refused:
            raise NotRegistered(xml.fromstring(refused.read()).findtext(f".//{NAMESPACE}Message")) from refused

    def call(self, action: str, **parameters: str) -> dict[str, str]:
        """The texts of an action's answer, by name."""
        form = urllib.parse.urlencode({"Action": action, "Version": "2010-05-15", **parameters}).encode()
        answer = self._ask("POST", "/", form, "cloudformation", {"Content-Type": "application/x-www-form-urlencoded"})
        return {node.tag.removeprefix(NAMESPACE): node.text or "" for node in xml.fromstring(answer).iter()}

    def _put(self, path: str, body: bytes = b"") -> None:
        self._ask("PUT", path, body, "s3", {})

    def _ask(self, method: str, path: str, body: bytes, service: str, headers: Mapping[str, str]) -> bytes:
        all_headers = {**signed(self._account, self._region, service), **headers}
        request = urllib.request.Request(f"{self._endpoint}{path}", body, all_headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            said: bytes = answer.read()
            return said


def signed(account: str, region: str, service: str) -> dict[str, str]:
    """The header by which ministack knows account and Region of a request; it checks no signature."""
    credential = f"Credential={account}/20260101/{region}/{service}/aws4_request"
    return {"Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0"}


def settings() -> Json:
    """.rpdk-config."""
    read: Json = json.loads((ROOT / ".rpdk-config").read_text(encoding="utf-8"))
    return read


def package(schema: pathlib.Path = SCHEMA, jar: pathlib.Path | None = JAR) -> bytes:
    """The package of this checkout's type; ``cfn submit`` adds the inputs, and more that nothing here reads."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.write(schema, "schema.json")
        file.write(ROOT / ".rpdk-config", ".rpdk-config")
        if jar is not None:
            file.write(jar, f"target/{jar.name}")
    return archive.getvalue()
