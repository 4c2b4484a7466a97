"""The stand-in for docker: what the pinned CLI sends is answered, and nothing else.

Run with a Python that has no more than its standard library: python3 -m unittest discover src/contract/test/python
"""

import contextlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import unittest.mock
import zipfile

from contract_v2 import docker, settings

ROOT = pathlib.Path(__file__).resolve().parents[4]
# The CLI's own code writes the arguments.
SENT = """
import json, types
from rpdk.core.rqts.constants import ENV_CRED_KEYS
from rpdk.core.rqts.image import RqtsImage
project = types.SimpleNamespace(root="/a/project", hypenated_name="toy-shop-thing")
credentials = dict.fromkeys(ENV_CRED_KEYS, "secret")
print(json.dumps(RqtsImage().build_run_args(project, "eu-west-1", credentials, %s)[0]))
"""


def sent(type_configuration):
    command = [ROOT / ".tools/cfn/bin/python", "-c", SENT % repr(type_configuration)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def call(*arguments, **environment):
    """The exit code, and what was printed to both streams."""
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        unittest.mock.patch.dict(os.environ),
    ):
        os.environ.pop(settings.VARIABLE, None)
        return docker.main(list(arguments), environment), printed.getvalue()


class DockerTest(unittest.TestCase):
    def test_what_the_cli_asks_first_is_answered_and_says_what_this_is(self):
        for arguments in (["info"], ["pull", "an/image:latest"], ["image", "inspect", "an/image:latest"]):
            code, printed = call(*arguments)
            self.assertEqual(code, 0)
            self.assertIn("not Amazon's image", printed)

    def test_a_run_is_understood_as_the_cli_writes_it(self):
        run = docker.parse(sent(None))
        self.assertEqual(run.root, pathlib.Path("/a/project"))
        self.assertEqual(run.artifact, pathlib.Path("/a/project/toy-shop-thing.zip"))
        self.assertEqual(run.output, pathlib.Path("/a/project/rqts-output"))
        self.assertEqual(run.region, "eu-west-1")
        self.assertEqual(len(run.names), 6)
        self.assertIn("TYPE_CONFIGURATION", docker.parse(sent("{}")).names)

    def test_anything_else_is_refused_with_what_it_was(self):
        run = sent(None)
        for arguments in (
            ["ps"],
            ["info", "--format", "json"],
            ["pull"],
            ["image", "ls"],
            run[:-1],
            [*run, "-s", "all"],
            [word.replace("--direct-jar", "--sam-local") for word in run],
            [word.replace("/work/toy", "/tmp/toy") for word in run],
            [word.replace(":/work", ":/other") for word in run],
            ["run", "hello-world"],
        ):
            with self.subTest(" ".join(arguments)):
                code, printed = call(*arguments)
                self.assertEqual(code, docker.NOT_UNDERSTOOD)
                self.assertIn(f"docker {' '.join(arguments)}: this stand-in answers only", printed)

    def test_a_run_outside_of_the_suite_is_refused(self):
        code, printed = call(*sent(None))
        self.assertEqual(code, docker.NOT_UNDERSTOOD)
        self.assertIn("CONTRACT_V2_SETTINGS is not set", printed)

    def test_the_command_on_the_path_is_the_stand_in(self):
        environment = {
            "PATH": f"{ROOT}/src/contract/bin:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src/contract/python"),
            "CONTRACT_V2_PYTHON": "python3",
        }
        done = subprocess.run(["docker", "info"], env=environment, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not Amazon's image", done.stdout)
        del environment["CONTRACT_V2_PYTHON"]
        self.assertNotEqual(subprocess.run(["docker", "info"], env=environment, capture_output=True).returncode, 0)


class RunTest(unittest.TestCase):
    """What a run starts: the linter, and the executor in each mode, with a container's environment."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="contract-v2-test-"))
        self.addCleanup(shutil.rmtree, self.folder)
        with zipfile.ZipFile(self.folder / "toy-shop-thing.zip", "w") as artifact:
            artifact.writestr("schema.json", "{}")
        self.settings = settings.Settings(
            executor="executor.jar",
            libraries="a.jar",
            linter="linter-python",
            account="1",
            environment={"AWS_ENDPOINT_URL_TOY": "http://127.0.0.1:1"},
        )

    def run_with(self, *codes):
        """The stand-in's exit code, and the commands that it ran, which ended with these codes."""
        path = self.folder / "settings.json"
        self.settings.write(path)
        arguments = [word.replace("/a/project", str(self.folder)) for word in sent(None)]
        environment = {"AWS_ACCESS_KEY_ID": "key", "AWS_REGION": "eu-west-1", "HOME": "/home/somebody"}
        ended = [subprocess.CompletedProcess([], code) for code in codes]
        with (
            unittest.mock.patch.dict(os.environ, {settings.VARIABLE: str(path)}),
            unittest.mock.patch.object(docker.subprocess, "run", side_effect=ended) as started,
            contextlib.redirect_stdout(io.StringIO()),
        ):
            return docker.main(arguments, environment), started.call_args_list

    def test_it_passes_where_all_pass(self):
        code, started = self.run_with(0, 0, 0, 0)
        self.assertEqual(code, 0)
        self.assertEqual([call.args[0][0] for call in started], ["linter-python", "java", "java", "java"])
        modes = [call.args[0][call.args[0].index("--mode") + 1] for call in started[1:]]
        self.assertEqual(tuple(modes), settings.MODES)

    def test_one_failure_fails_it_and_the_others_run(self):
        for codes in ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1)):
            code, started = self.run_with(*codes)
            self.assertEqual(code, 1)
            self.assertEqual(len(started), 4)

    def test_the_handlers_get_what_the_cli_names_and_the_endpoint(self):
        _, started = self.run_with(0, 0, 0, 0)
        inside = started[1].kwargs["env"]
        self.assertEqual(set(inside), {"PATH", "AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL_TOY"})


class SettingsTest(unittest.TestCase):
    def test_what_is_written_is_read(self):
        written = settings.Settings("a", "b", "c", "1", {"AWS_ENDPOINT_URL_TOY": "http://127.0.0.1:1"}, ("own-jvm",))
        path = ROOT / "target/contract-v2-settings.json"
        path.parent.mkdir(exist_ok=True)
        written.write(path)
        self.addCleanup(path.unlink)
        with unittest.mock.patch.dict(os.environ, {settings.VARIABLE: str(path)}):
            read = settings.Settings.read()
        self.assertEqual(read.environment, written.environment)
        self.assertEqual(tuple(read.modes), written.modes)


if __name__ == "__main__":
    unittest.main()
