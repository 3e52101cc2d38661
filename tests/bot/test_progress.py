import io
import json

import pytest

from bot.progress import Lines, file_line, report_json, report_lines
from store.types import FileReport, IngestReport, Outcome

ADDED = FileReport("a.txt", Outcome.ADDED, 1, quotes=2, claims=1)
REJECTED = FileReport("scan.txt", Outcome.REJECTED, why="not text (PDF)")


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (ADDED, "added a.txt as article 1 (2 statements, 1 figures)"),
        (REJECTED, "rejected scan.txt: not text (PDF)"),
        (FileReport("b\x1b[2J\n.txt", Outcome.ADDED, 2), "added b�[2J�.txt as article 2"),
        (FileReport("c.txt", Outcome.ADDED, 3, notes=("cut",)), "added c.txt as article 3: cut"),
    ],
)
def test_file_line_when_told(report: FileReport, line: str) -> None:
    assert file_line(report) == line


def test_lines_when_files_are_read_counts_them() -> None:
    out = io.StringIO()
    progress = Lines(out)
    progress.begin(2)
    progress.file(ADDED)
    progress.file(REJECTED)

    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["1/2", "2/2"]


@pytest.mark.parametrize(
    ("report", "first"),
    [
        (IngestReport((ADDED, REJECTED), 1.26, unchanged=3), "1 added, 1 rejected, 3 unchanged in 1.3 s"),
        (IngestReport(), "0 unchanged in 0.0 s"),
    ],
)
def test_report_lines_when_done(report: IngestReport, first: str) -> None:
    assert next(report_lines(report)) == first


def test_report_lines_when_files_need_a_look_name_them() -> None:
    lines = list(report_lines(IngestReport((ADDED, REJECTED), notes=("Two files were copies.",))))

    assert lines[1:] == ["  rejected scan.txt: not text (PDF)", "Two files were copies."]


def test_report_json_when_read_by_a_machine() -> None:
    report = json.loads(report_json(IngestReport((ADDED,), 0.5)))

    assert report["version"] == 1
    assert report["files"][0]["outcome"] == "added"
