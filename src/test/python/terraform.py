"""Terraform and its AWS provider, as this machine has them: unmodified, and found where administrators put them."""

import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from connect_local.json_types import Json
from connect_local.stack.aws_cli import alone

# Where Terraform itself looks for providers that it need not download, and where administrators put them.
FOLDERS = [
    os.environ.get("TF_PLUGIN_CACHE_DIR", "~/.terraform.d/plugin-cache"),
    *("~/.terraform.d/plugins", "~/.local/share/terraform/plugins"),
    *("/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", "/opt/*"),
]
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
COMMAND_SECONDS = 240


def found_provider() -> pathlib.Path:
    """The folder of the newest AWS provider that is found; without it or Terraform, the test is skipped."""
    if shutil.which("terraform") is None:
        pytest.skip("no terraform")
    machine = f"{platform.system().lower()}_{MACHINES.get(platform.machine(), platform.machine())}"
    program = f"registry.terraform.io/hashicorp/aws/*/{machine}/terraform-provider-aws*"
    found = [path for folder in FOLDERS for path in _glob(pathlib.Path(folder).expanduser() / program)]
    if not found:
        pytest.skip("no terraform: it is on the PATH, its AWS provider in no plug-in folder (TF_PLUGIN_CACHE_DIR)")
    return max(found, key=lambda path: [int(part) for part in path.parts[-3].split(".")]).parent


def _glob(pattern: pathlib.Path) -> Iterator[pathlib.Path]:
    return pathlib.Path("/").glob(str(pattern.relative_to("/")))


def settings(provider: pathlib.Path, file: pathlib.Path, needs_init: bool = False) -> dict[str, str]:
    """The variables with which Terraform takes the provider from its folder, by settings in ``file``.

    Where it needs init, ``terraform init`` is as a user's, but offline; else it is to be left out, and a command takes
    less time.
    """
    if needs_init:
        mirror = provider.parents[4]
        file.write_text(f'provider_installation {{\n  filesystem_mirror {{ path = "{mirror}" }}\n}}\n')
    else:
        file.write_text(f'provider_installation {{\n  dev_overrides {{ "hashicorp/aws" = "{provider}" }}\n}}\n')
    # The provider's start is most of a command's time, and collecting garbage a third of that.
    return {"TF_CLI_CONFIG_FILE": str(file), "CHECKPOINT_DISABLE": "1", "GOGC": "400"}


class Terraform:
    """Terraform in a folder that has, or gets, a configuration; the provider finds AWS by ``environment``."""

    def __init__(self, folder: pathlib.Path, provider: pathlib.Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        kept = {name: value for name, value in alone(environment).items() if not name.startswith("TF_")}
        self.environment = kept | settings(provider, folder / "terraform.rc")
        self.variables: dict[str, Any] = {}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """``terraform`` with these arguments: the finished process, its colours taken away."""
        given = {f"TF_VAR_{name}": _written(value) for name, value in self.variables.items()}
        return subprocess.run(
            ["terraform", *arguments, "-no-color"],
            cwd=self.folder,
            env={**self.environment, **given},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )

    def apply(self, **variables: Any) -> str:
        """Applies the configuration, which must succeed; what Terraform counted: added, changed, destroyed."""
        self.variables |= variables
        done = self.run("apply", "-auto-approve")
        assert done.returncode == 0, done.stdout + done.stderr
        counted = re.search(r"Resources: (.*)\.", done.stdout)
        assert counted is not None, done.stdout
        return counted[1]

    def fails(self, *arguments: str, **variables: Any) -> str:
        """What Terraform complains of a command that must fail, in one line."""
        self.variables |= variables
        done = self.run(*arguments)
        assert done.returncode == 1, done.stdout
        # Long lines are folded, and have a bar before them.
        return " ".join(re.sub(r"[│╷╵]", " ", done.stderr).split())

    def has_changes(self) -> bool:
        """Whether a plan would change something."""
        done = self.run("plan", "-detailed-exitcode")
        assert done.returncode in (0, 2), done.stderr
        return done.returncode == 2

    @property
    def state(self) -> list[Json]:
        """The attributes of the resources that Terraform knows."""
        state = json.loads((self.folder / "terraform.tfstate").read_text())
        return [instance["attributes"] for resource in state["resources"] for instance in resource["instances"]]

    @property
    def known(self) -> list[str]:
        """Their ids."""
        return [attributes["id"] for attributes in self.state]


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
