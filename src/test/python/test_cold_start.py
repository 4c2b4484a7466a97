"""How a cold start is measured, and what the benchmark of it writes."""

import json

import pytest
from connect_bench import cold_start, page, paired
from connect_bench.local import Start


def test_a_function_that_does_not_start_is_told():
    with pytest.raises(RuntimeError, match="has ended"):
        Start([], "http://127.0.0.1:9")


def test_a_saving_is_the_median_of_each_rounds_share_and_its_interval_holds_it():
    saving = paired.saving([9.0, 8.0, 7.0], [10.0, 10.0, 10.0])

    assert saving.median == pytest.approx(0.2)
    assert (saving.least, saving.most) == (pytest.approx(0.1), pytest.approx(0.3))
    assert saving == paired.saving([9.0, 8.0, 7.0], [10.0, 10.0, 10.0])


def test_a_load_that_slows_both_of_a_round_changes_no_saving():
    assert paired.saving([9.0, 90.0], [10.0, 100.0]) == pytest.approx((0.1, 0.1, 0.1))


@pytest.mark.parametrize("least, met", [(0.051, True), (0.05, False), (-0.01, False)])
def test_a_trick_pays_only_if_all_of_the_interval_is_above_the_least_saving(least, met):
    row = cold_start.trick_row(cold_start.TRICKS[0], paired.Saving(0.2, least, 0.3))

    assert row["met"] is met


def test_the_page_beside_the_tricks_is_what_was_measured_last_and_met_every_target():
    result = json.loads(page.result_file("cold-start").read_text())

    assert cold_start.README.read_text() == cold_start.readme(result)
    assert sum(" saves at least" in row["figure"] for row in result["rows"]) == len(cold_start.TRICKS)
    assert all(row["met"] for row in result["rows"])


def test_every_class_of_the_source_root_is_a_trick_or_the_function_that_has_them():
    classes = {file.stem for file in (cold_start.README.parent / "java").rglob("*.java")}

    assert classes == {"PhoneNumberFunction", *(trick.name for trick in cold_start.TRICKS)}
