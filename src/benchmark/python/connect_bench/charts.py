"""The charts of docs/performance.md, as SVG."""

import pathlib
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib

from .page import RESULTS, Chart, Result, Series, digest, svg_name

matplotlib.use("svg")

from matplotlib import pyplot  # noqa: E402

# Text stays text, and the same points give the same file.
matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "connect_bench", "font.size": 9})


def draw(results: Iterable[Result]) -> None:
    """Draws the charts of all results, and removes what belongs to none."""
    charts = [chart for result in results for chart in result["charts"]]
    for chart in charts:
        _draw(chart, RESULTS / svg_name(chart))
    for stray in {*RESULTS.glob("*.svg")} - {RESULTS / svg_name(chart) for chart in charts}:
        stray.unlink()


def _draw(chart: Chart, file: pathlib.Path) -> None:
    figure, axes = pyplot.subplots(figsize=(7, 3.5), layout="constrained")
    {"line": _lines, "bar": _bars}[chart["kind"]](axes, chart["series"])
    axes.set(title=chart["title"], xlabel=chart["x"], ylabel=chart["y"])
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    if len(chart["series"]) > 1:
        axes.legend(frameon=False)
    figure.savefig(file, metadata={"Date": None, "Description": digest(chart)})
    pyplot.close(figure)


def _lines(axes: Any, series: Sequence[Series]) -> None:
    for line in series:
        axes.plot(*zip(*line["points"], strict=True), marker="o", markersize=2.5, label=line["name"])


def _bars(axes: Any, series: Sequence[Series]) -> None:
    """Bars of the series side by side at each x, which may be words."""
    places = list(dict.fromkeys(x for bars in series for x, _ in bars["points"]))
    width = 0.8 / len(series)
    for i, bars in enumerate(series):
        left = [places.index(x) - 0.4 + width * (i + 0.5) for x, _ in bars["points"]]
        axes.bar(left, [y for _, y in bars["points"]], width, label=bars["name"])
    axes.set_xticks(range(len(places)), list(map(str, places)))
