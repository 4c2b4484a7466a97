"""Clients of Amazon Connect that nobody here wrote, each pointed at the simulator by its environment alone."""

import json
import os
import re
import shutil
import subprocess
import unittest.mock
from collections.abc import Mapping
from typing import Any, Protocol

import boto3
import botocore.exceptions
import pytest
from botocore import xform_name
from connect_local.json_types import Json
from connect_local.stack import ROOT
from connect_local.stack.aws_cli import WarmCli, alone

NODE_PACKAGES = ROOT / ".tools/javascript/node_modules"
ERROR = re.compile(r"An error occurred \((\w+)\) when calling the \w+ operation(?: \(.*?\))?: (.*)", re.S)


class Failed(Exception):
    """A call that failed.

    ``code`` is the error's code, empty where the service gave no answer; ``kind`` is the class in which the client
    raises it.
    """

    def __init__(self, code: str, kind: str, message: str) -> None:
        super().__init__(f"{code or kind}: {message}")
        self.code = code
        self.kind = kind


class Client(Protocol):
    """What the tests ask of each client; operations and parameters are named as in the service's model."""

    def __call__(self, operation: str, **parameters: Any) -> Json:
        """The answer. Raises Failed."""

    def all(self, operation: str, member: str, page_size: int, **parameters: Any) -> list[Json]:
        """The items of all pages, as the client's own paginator puts them together."""


class AwsCli:
    """The AWS CLI, with a parameter as an option of its own."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._cli = WarmCli(environment)

    def __call__(self, operation: str, **parameters: Any) -> Json:
        return self._run(operation, "--no-paginate", *_options(parameters))

    def all(self, operation: str, member: str, page_size: int, **parameters: Any) -> list[Json]:
        items: list[Json] = self._run(operation, "--page-size", str(page_size), *_options(parameters))[member]
        return items

    def _run(self, operation: str, *options: str) -> Json:
        status, said, complained = self._cli.run("connect", xform_name(operation, "-"), *options, "--output", "json")
        if status == 0:
            answer: Json = json.loads(said or "{}")
            return answer
        error = ERROR.search(complained)
        if error is None:
            raise Failed("", "", complained.strip())
        raise Failed(error[1], error[1], error[2].strip())


class Boto3:
    """boto3, in this process."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # boto3 asks the environment for its settings when it makes a client.
        with unittest.mock.patch.dict(os.environ, alone(environment), clear=True):
            self._client = boto3.Session().client("connect")

    def __call__(self, operation: str, **parameters: Any) -> Json:
        try:
            answer: Json = getattr(self._client, xform_name(operation))(**parameters)
        except botocore.exceptions.ClientError as error:
            told = error.response["Error"]
            raise Failed(told["Code"], type(error).__name__, told["Message"]) from error
        except botocore.exceptions.BotoCoreError as error:
            raise Failed("", type(error).__name__, str(error)) from error
        return {name: value for name, value in answer.items() if name != "ResponseMetadata"}

    def all(self, operation: str, member: str, page_size: int, **parameters: Any) -> list[Json]:
        paginator = self._client.get_paginator(xform_name(operation))
        pages = paginator.paginate(PaginationConfig={"PageSize": page_size}, **parameters)
        items: list[Json] = pages.build_full_result()[member]
        return items


class JavaScript:
    """The AWS SDK for JavaScript, in a process that ends with this one."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        if shutil.which("node") is None or not NODE_PACKAGES.exists():
            pytest.skip("the JavaScript SDK needs Node, and the packages that make javascript installs where npm is")
        self._process = subprocess.Popen(
            ["node", ROOT / "src/test/javascript/client.js"],
            env=alone({**environment, "NODE_PATH": str(NODE_PACKAGES)}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, operation: str, **parameters: Any) -> Json:
        answer: Json = self._ask(operation=operation, parameters=parameters)
        return {name: value for name, value in answer.items() if name != "$metadata"}

    def all(self, operation: str, member: str, page_size: int, **parameters: Any) -> list[Json]:
        pages = self._ask(operation=operation, parameters=parameters, pageSize=page_size)
        return [item for page in pages for item in page[member]]

    def _ask(self, **call: Any) -> Any:
        asked, answer = self._process.stdin, self._process.stdout
        assert asked is not None and answer is not None
        print(json.dumps(call), file=asked, flush=True)
        said = json.loads(answer.readline())
        if "error" in said:
            raise Failed(**said["error"])
        return said["answer"]


def _options(parameters: Mapping[str, Any]) -> list[str]:
    options = []
    for name, value in parameters.items():
        options += [f"--{xform_name(name, '-')}", value if isinstance(value, str) else json.dumps(value)]
    return options
