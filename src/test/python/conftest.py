"""Makes the local stack's modules importable for the tests."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "src/local/python"))


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes minutes; left out of make check")
