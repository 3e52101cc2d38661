"""The table that `python -m tests.eval report` ends with."""

from typing import Any

from tests.eval.report import bars, figure, table


def test_table_when_a_bar_is_missed_says_so() -> None:
    scores: dict[str, dict[str, Any]] = {
        "retrieval/time": {"ndcg@10": 0.5},
        "clustering/ecbplus.jsonl": {"settled": {"b3_f1": 0.95, "lookalike_merge_rate": 0.2}},
    }

    lines = list(table(scores))

    assert "| retrieval/time | search, nDCG@10 | 0.500 | 0.71 | missed |" in lines
    assert "| clustering/ecbplus.jsonl | stories, settled: B-cubed F1 | 0.950 | 0.92 |  |" in lines
    assert (
        "| clustering/ecbplus.jsonl | stories, settled: look-alikes merged | 0.200 | at most 0.1 | missed |"
        in lines
    )


def test_table_when_a_file_is_lacking_says_not_measured() -> None:
    measured = [line for line in table({}) if "not measured" in line]

    assert len(measured) == len(list(bars()))


def test_figure_walks_lists_and_names() -> None:
    assert figure({"groups": {"all": {"match": [0.1, 0.2, 0.3]}}}, "groups/all/match/2") == 0.3
    assert figure({"groups": {}}, "groups/all/match/2") is None
