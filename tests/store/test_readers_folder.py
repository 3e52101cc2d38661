"""The walk through a folder of articles."""

import os
from pathlib import Path

import pytest

from store.errors import SeedError
from store.readers import FileStat, scan


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("Words.")


def test_scan_sorts_by_path_when_folders_nest(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a.txt", "a/b/c.TXT")

    assert [found.path for found in scan(tmp_path)] == ["a.txt", "a/b/c.TXT", "a/z.md", "b.txt"]


def test_scan_names_files_of_other_kinds_but_not_what_passes(tmp_path: Path) -> None:
    write(tmp_path, "scan.pdf", "a/README", "b.txt~", "c.pdf.crdownload", "a/Thumbs.db", "d.TMP")

    assert [found.path for found in scan(tmp_path)] == ["a/README", "scan.pdf"]


def test_scan_gives_size_and_time_when_readable(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(5, 7_000_000_123))

    assert list(scan(tmp_path)) == [FileStat("a.txt", 6, 7_000_000_123)]


def test_scan_skips_files_and_folders_when_hidden(tmp_path: Path) -> None:
    write(tmp_path, ".a.txt", ".git/b.txt", "c.txt")

    assert [found.path for found in scan(tmp_path)] == ["c.txt"]


def test_scan_refuses_links_when_they_lead_out_or_nowhere(tmp_path: Path) -> None:
    root = tmp_path / "seeds"
    write(tmp_path, "outside/secret.txt", "seeds/a.txt")
    (root / "file.txt").symlink_to("../outside/secret.txt")
    (root / "folder").symlink_to("../outside")
    (root / "broken.txt").symlink_to("nothing.txt")
    (root / "loop.txt").symlink_to("loop.txt")

    assert {found.path: found.refused for found in scan(root)} == {
        "a.txt": "",
        "broken.txt": "a link that leads nowhere",
        "file.txt": "a link that leads out of the folder",
        "folder": "a link that leads out of the folder",
        "loop.txt": "a link that leads nowhere",
    }


def test_scan_lists_files_once_when_links_make_circles(tmp_path: Path) -> None:
    write(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "two.txt").symlink_to("a/one.txt")

    assert [(found.path, found.size) for found in scan(tmp_path)] == [("a/one.txt", 6), ("two.txt", 6)]


def test_scan_follows_when_the_root_itself_is_a_link(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "seeds").symlink_to("real")

    assert [found.refused for found in scan(tmp_path / "seeds")] == [""]


def test_scan_names_files_when_names_are_odd(tmp_path: Path) -> None:
    write(tmp_path, "two\nlines.txt", "\udcff.txt", "x" * 200 + ".txt")

    names = [found.path for found in scan(tmp_path)]

    assert names == ["\\xff.txt", "two\\u000alines.txt", "x" * 200 + ".txt"]


def test_scan_refuses_files_when_not_regular(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    assert next(scan(tmp_path)).refused == "is not a regular file"


def test_scan_raises_when_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="the folder is missing"):
        list(scan(tmp_path / "none"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_scan_reports_folders_when_not_permitted(tmp_path: Path) -> None:
    write(tmp_path, "closed/a.txt", "b.txt")
    (tmp_path / "closed").chmod(0)

    found = {stat.path: stat.refused for stat in scan(tmp_path)}
    (tmp_path / "closed").chmod(0o700)

    assert found == {"b.txt": "", "closed": "the folder may not be read (no permission)"}
