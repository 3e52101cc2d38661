"""Answers to pressed buttons and to inline queries."""

from __future__ import annotations

from tests.fakes.botapi.call import Call


def answer_callback(call: Call) -> bool:
    answer = {"text": call.text("text"), "show_alert": call.flag("show_alert"), "url": call.text("url")}
    call.world.queries[call.text("callback_query_id")].answer = answer
    return True


def answer_inline(call: Call) -> bool:
    call.world.queries[call.text("inline_query_id")].answer = {
        "results": call.json("results") or [],
        "cache_time": call.number("cache_time", 300),
        "is_personal": call.flag("is_personal"),
        "next_offset": call.text("next_offset"),
        "button": call.json("button"),
    }
    return True
