"""Article files that an owner sends to the desk: they go into the folder, where the watcher finds them."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile

from telegram import Document, Update
from telegram.ext import ContextTypes

from bot.telegram_clerk import Clerk
from bot.telegram_hearing import Place, place_of
from bot.telegram_sending import Sender
from bot.threads import Threads
from handlers import house
from handlers.doc import House
from handlers.registry import ChatKind, Rights
from handlers.slots import Described, UserWords
from store.readers import is_article

LARGEST = 20_000_000  # bytes that Telegram hands to bots
_NAME = 120  # characters
_UNSAFE = re.compile(r"(?:\.*[<>:\"/\\|?*])+")


class Files:
    """Keeps the files of owners."""

    def __init__(self, root: Path, clerk: Clerk, sender: Sender, threads: Threads) -> None:
        self._root, self._clerk, self._sender, self._threads = root, clerk, sender, threads

    async def on_document(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002
        """A file in a private chat; those of others than owners are not kept."""
        message = update.message
        if message is None or message.document is None:
            return
        place = place_of(message, message.from_user)
        rights = await self._threads.run(self._clerk.rights, place)
        if place.kind is ChatKind.PRIVATE and rights is Rights.OWNER:
            await self._tell(place, await self._keep(message.document))

    async def _keep(self, document: Document) -> House:
        name = safe_name(document.file_name or "")
        shown = UserWords(name or document.file_name or "?")
        if not name or not is_article(Path(name)):
            return house.NOT_SAVED(path=shown, why=Described("only .txt and .md files are read"))
        if (document.file_size or 0) > LARGEST:
            return house.NOT_SAVED(path=shown, why=Described("too large for Telegram to hand over"))
        content = bytes(await (await document.get_file()).download_as_bytearray())
        kept = await asyncio.to_thread(put, self._root, name, content)
        return house.SAVED(path=UserWords(kept.name))

    async def _tell(self, place: Place, said: House) -> None:
        for page in await self._threads.run(self._clerk.say, place, said):
            await self._sender.send(place, page)


def safe_name(name: str) -> str:
    """The whole name, in a form that no file system reads as anything else; empty when none is left.

    Signs that part folders or are refused somewhere become "_"; a dot that hides a file goes.
    """
    printable = "".join(char for char in name if char.isprintable())
    named = PurePosixPath(_UNSAFE.sub("_", printable).strip(" ._"))
    return f"{named.stem.rstrip(' ._')[: _NAME - len(named.suffix)]}{named.suffix}"


def put(root: Path, name: str, content: bytes) -> Path:
    """Write a file whole or not at all; another text under its name keeps it, this one gets a number."""
    target, number = root / name, 2
    while target.exists() and target.read_bytes() != content:
        target, number = root / f"{Path(name).stem} ({number}){Path(name).suffix}", number + 1
    with NamedTemporaryFile(dir=root, prefix=".incoming-", delete=False) as file:
        file.write(content)
    Path(file.name).replace(target)
    return target
