"""The command line: `dateline run`, `chat`, `ask`, `ingest`, `doctor`. No logic lives here."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, cast

import typer

from bot.config import Settings, SettingsError
from bot.desk import Desk, ask_now
from store.errors import DatelineError, LeaseHeld
from store.types import IngestReport

cli = typer.Typer(
    help="Dateline: a news desk over a folder of articles. Every answer cites them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command()
def run() -> None:
    """Serve Telegram when there is a token; else read the folder and open the desk here, or in a pipe."""
    with _open() as (settings, desk):
        if settings.token:
            from bot.app import RunningDesk, serve_telegram

            raise typer.Exit(serve_telegram(settings, cast(RunningDesk, desk), _say))
        try:
            _ingest(desk)
        except LeaseHeld as busy:
            _say(str(busy))
        _serve(settings, desk)


@cli.command()
def chat() -> None:
    """Open the desk in the terminal over what is stored, without reading the folder."""
    with _open() as (settings, desk):
        _serve(settings, desk)


@cli.command()
def ask(
    line: Annotated[list[str], typer.Argument(help='a command such as "/quotes Putin"')],
    as_json: Annotated[bool, typer.Option("--json", help="the answer as JSON, with its evidence")] = False,
) -> None:
    """Answer one command from what is stored."""
    from handlers.render.present import present

    with _open() as (settings, desk):
        presented = present(ask_now(desk, settings.timezone), " ".join(line))
        if as_json:
            from handlers.render.json import to_json

            typer.echo(to_json(presented))
        else:
            from handlers.render.plain import plain

            typer.echo(plain(presented.checked), nl=False)
    if not presented.ok:
        raise typer.Exit(1)


@cli.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="only these files of the folder")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="the report as JSON")] = False,
    allow_removals: Annotated[
        bool, typer.Option("--allow-removals", help="withdraw the articles whose files are gone")
    ] = False,
    embed: Annotated[
        bool, typer.Option("--embed", help="also make the vectors for search by meaning")
    ] = False,
) -> None:
    """Bring the library up to date with the folder, and report."""
    from bot.progress import report_json, report_lines

    with _open() as (settings, desk):
        report = _ingest(desk, tuple(paths or ()), allow_removals)
        if embed and (missing := desk.embed()):
            _say(f"{missing} passages have no vectors yet.")
    typer.echo(report_json(report) if as_json else "\n".join(report_lines(report)))
    if not settings.seeds.is_dir():
        raise typer.Exit(1)


@cli.command()
def doctor() -> None:
    """Print settings with their source, versions, checksums, database and counts."""
    from bot.app import open_desk
    from bot.doctor import examine

    wrong = False
    for finding in examine(_settings(), open_desk):
        wrong = wrong or finding.wrong
        typer.echo(f"{'WRONG ' if finding.wrong else ''}{finding.topic}: {finding.text}")
    if wrong:
        raise typer.Exit(1)


def main() -> None:
    """Entry point of `dateline` and `python -m bot`."""
    # Answers run side by side and multiply small matrices: threads of the library for that only spin.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    cli()


@contextmanager
def _open() -> Iterator[tuple[Settings, Desk]]:
    """Settings and an open desk; errors that users may see end the program with their sentence."""
    from bot.app import open_desk

    settings = _settings()
    try:
        desk = open_desk(settings)
        try:
            yield settings, desk
        finally:
            desk.close()
    except DatelineError as error:
        _say(str(error))
        raise typer.Exit(1) from None


def _settings() -> Settings:
    try:
        return Settings.load()
    except SettingsError as error:
        _say(str(error))
        raise typer.Exit(1) from None


def _ingest(desk: Desk, only: tuple[Path, ...] = (), allow_removals: bool = False) -> IngestReport:
    from bot.progress import Bar, Lines

    if not sys.stderr.isatty():
        return desk.ingest(Lines(), only, allow_removals)
    with Bar() as bar:
        return desk.ingest(bar, only, allow_removals)


def _serve(settings: Settings, desk: Desk) -> None:
    from bot.console import converse, serve_lines

    if sys.stdin.isatty():
        desk.start_background()
        converse(lambda: ask_now(desk, settings.timezone))
    else:
        for stream in (sys.stdin, sys.stdout):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="replace")
        serve_lines(lambda: ask_now(desk, settings.timezone), sys.stdin, sys.stdout)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


if __name__ == "__main__":
    main()
