"""A plain bot, for comparison: `python -m tests.bench.echo ADDRESS TOKEN` says back what it hears.

PTB as its examples use it, with as many updates at a time and as many connections as the desk has.
"""

from __future__ import annotations

import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.telegram_app import CONCURRENCY, CONNECTIONS


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def main() -> None:
    address, token = sys.argv[1:]
    builder = ApplicationBuilder().token(token).base_url(f"{address}/bot").job_queue(None)
    app = builder.concurrent_updates(CONCURRENCY).connection_pool_size(CONNECTIONS).build()
    app.add_handler(MessageHandler(filters.ALL, echo))
    app.run_polling()


if __name__ == "__main__":
    main()
