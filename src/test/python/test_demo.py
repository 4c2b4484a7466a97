"""make demo, as a person and as a build sees it, and its recording in the README."""

import contextlib
import fcntl
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import urllib.error
import urllib.request
import uuid
import xml.etree.ElementTree as xml

import pytest
from cloud import ROOT
from connect_local.commands.account import command_line

COMMAND = [sys.executable, "-m", "connect_local.commands.demo"]
RECORDING = ROOT / "docs/images/demo.svg"
# For a machine that has much else to do; the demo takes less than a minute by itself.
MOST_SECONDS = 900
TITLE = re.compile(r"^=== (.*) ===", re.MULTILINE)
CLAIM = re.compile(r"^  yes  (.*)$", re.MULTILINE)
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


def environment(mark, **more):
    """The process's own without what a build sets; all that the command starts inherits the mark."""
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return {**kept, "DEMO_MARK": mark, "PYTHONPATH": os.pathsep.join(sys.path), **more}


def test_a_command_in_lines_is_the_same_command():
    words = ["cloudformation", "deploy", "--tags", "'team=front desk'", "--parameter-overrides", "'Greeting=a  b'"]
    shown = command_line(words, 40).removeprefix("$ ")
    said = subprocess.run(
        ["bash", "-c", f"aws() {{ printf '%s\\n' \"$@\"; }}; {shown}"], capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == [word.strip("'") for word in words]
    assert len(shown.splitlines()) > 1 and max(map(len, shown.splitlines())) <= 40


def left(mark):
    """The processes that have inherited the mark."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"DEMO_MARK={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def ended(mark):
    """Whether all of these end, in seconds: those of the local stack notice the end of their parent."""
    end = time.monotonic() + 15
    while left(mark) and time.monotonic() < end:
        time.sleep(0.1)
    return left(mark) == []


class Terminal:
    """The demo on a terminal of its own."""

    def __init__(self, mark, *arguments):
        self._own, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 34, 100, 0, 0))
        self._process = subprocess.Popen(
            [*COMMAND, *arguments],
            **{"stdin": theirs, "stdout": theirs, "stderr": theirs},
            cwd=ROOT,
            env=environment(mark, TERM="xterm-256color"),
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self.said = ""

    def until(self, text):
        """Reads until the terminal has shown the text; without one, to the end."""
        end = time.monotonic() + MOST_SECONDS
        while text is None or text not in self.said:
            assert time.monotonic() < end, self.said[-3000:]
            if select.select([self._own], [], [], 1)[0]:
                try:
                    read = os.read(self._own, 65536)
                except OSError:
                    return
                self.said += read.decode(errors="replace")

    def press(self, keys):
        os.write(self._own, keys)

    def status(self):
        return self._process.wait(MOST_SECONDS)


@pytest.fixture(scope="module", name="played")
def _played():
    """The terminal of a demo that was asked to stay open, and was ended by Ctrl-C; with its page while it waited."""
    mark = uuid.uuid4().hex
    terminal = Terminal(mark, "OPEN=1")
    terminal.until("Enter or Ctrl-C ends the demo.")
    (page,) = set(re.findall(r"http://127\.0\.0\.1:\d+/", terminal.said))
    with urllib.request.urlopen(page, timeout=30) as answer:
        shown = answer.read().decode()
    terminal.press(b"\x03")
    terminal.until(None)
    return terminal, mark, page, shown


@pytest.mark.slow
def test_on_a_terminal_the_deployment_is_drawn_with_what_connect_says(played):
    terminal, *_ = played
    drawn = ESCAPES.sub("", terminal.said)
    assert re.search(r"^front-desk  CREATE_IN_PROGRESS  0:\d\d$", drawn, re.MULTILINE)
    assert re.search(r"^ NumberRome +CREATE_COMPLETE +Connect: \+1\d{10} CLAIMED", drawn, re.MULTILINE)
    assert re.search(r"^ Hotline +DELETE_COMPLETE", drawn, re.MULTILINE)
    assert "\x1b[1A" in terminal.said, "drawn over what was drawn before"


@pytest.mark.slow
def test_each_part_says_how_long_it_took(played):
    said = ESCAPES.sub("", played[0].said)
    parts = TITLE.split(said)[1:-1]
    assert len(parts) > 10
    assert [
        title for title, text in zip(parts[::2], parts[1::2], strict=False) if not re.search(r"\(\d+ s\)", text)
    ] == []


@pytest.mark.slow
def test_asked_to_stay_open_it_waits_with_its_page_and_ends_on_ctrl_c_with_nothing_left(played):
    terminal, mark, page, shown = played
    assert "<title>" in shown
    assert terminal.status() == 0 and "yes  nothing is left running" in terminal.said
    assert ended(mark)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(page, timeout=5)


@pytest.mark.slow
def test_the_recording_shows_what_todays_demo_says(played):
    said, recorded = ESCAPES.sub("", played[0].said), "\n".join(recorded_lines())
    assert TITLE.findall(said) == list(dict.fromkeys(TITLE.findall(recorded)))
    assert [claim for claim in CLAIM.findall(said) if claim not in CLAIM.findall(recorded)] == []


@pytest.mark.slow
def test_elsewhere_it_prints_lines_and_ctrl_c_in_a_deployment_leaves_nothing():
    mark = uuid.uuid4().hex
    demo = subprocess.Popen(COMMAND, cwd=ROOT, env=environment(mark), stdout=subprocess.PIPE, text=True)
    lines = []
    for line in demo.stdout:
        lines.append(line)
        if re.match(r" +0:\d\d  front-desk  CREATE_IN_PROGRESS", line):
            demo.send_signal(signal.SIGINT)
    assert demo.wait(MOST_SECONDS) == 130
    assert ended(mark)
    assert "\x1b" not in "".join(lines) and "=== Summary ===\n" not in lines


def recorded_lines():
    """The lines of all frames, as they stand in the file."""
    parts = {}
    for row in xml.parse(RECORDING).iter("{http://www.w3.org/2000/svg}g"):
        texts = row.findall("{http://www.w3.org/2000/svg}text")
        parts[row.get("id")] = "".join(text.text or "" for text in texts).replace("\xa0", " ").rstrip()
    return [text for text in parts.values() if text]


def test_the_recording_is_small_moves_by_itself_and_names_nothing_of_the_machine():
    text = RECORDING.read_text()
    assert len(text) < 300_000
    assert "@keyframes" in text and "<script" not in text
    assert "prefers-color-scheme: dark" in text and "prefers-reduced-motion" in text
    lines = recorded_lines()
    assert len(lines) > 100
    assert re.findall(r"(?:^|[\s=:/])(/(?:home|root|tmp|work|usr|Users)/\S*)", "\n".join(lines)) == []


def test_the_recordings_colours_can_be_read_light_and_dark():
    light, _, dark = RECORDING.read_text().partition("prefers-color-scheme: dark")
    for palette in (light, dark):
        colours = dict(re.findall(r"\.(\w+) \{fill: #(\w{6});\}", palette))
        ground = colours.pop("background")
        assert {"foreground", "color1", "color2", "color3"} == set(colours)
        assert [name for name, colour in colours.items() if contrast(colour, ground) < 4.5] == []


def contrast(one, other):
    """WCAG's contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
