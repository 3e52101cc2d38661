"""Each rule on queries, files, members and the profile refuses a wrong call, and lets the right one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from telegram.error import TelegramError

from tests.fakes.botapi import BotApi, ManualClock
from tests.fakes.botapi.client import connected
from tests.fakes.botapi.rules import RULES, WRITES
from tests.fakes.botapi.scene import Act, Case, Scene, after, article

STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def late(scene: Scene) -> Any:
    query_id = scene.pressed()
    scene.clock.advance(31)
    return scene.answer(query_id)


def twice(scene: Scene) -> Any:
    query_id = scene.asked()
    scene.results(article(), query_id=query_id)
    return scene.results(article(), query_id=query_id)


def poll(scene: Scene) -> Any:
    return scene.call("getUpdates")


def hook(**params: Any) -> Act:
    return lambda s: s.call("setWebhook", **params)


def member(chat: str, user: int | None = None) -> Act:
    return lambda s: s.call("getChatMember", chat_id=getattr(s, chat).id, user_id=user or s.anna.id)


def file_of(size: int) -> Act:
    def act(scene: Scene) -> Any:
        file = scene.chat.send_document("a.txt", b"x" * size).file
        return scene.call("getFile", file_id=file.id if file else "")

    return act


CASES = (
    Case("webhook set", "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
         "delete the webhook first",
         after(hook(url="https://desk.example/hook"), poll),
         after(hook(url="https://desk.example/hook"), after(lambda s: s.call("deleteWebhook"), poll)), 409),
    Case("callback answered or old", STALE, late, lambda s: s.answer(s.pressed())),
    Case("callback answer too long", "Bad Request: MESSAGE_TOO_LONG",
         lambda s: s.answer(s.pressed(), text="x" * 201), lambda s: s.answer(s.pressed(), text="x" * 200)),
    Case("results no array", "Bad Request: expected an Array of inline query results",
         lambda s: s.call("answerInlineQuery", inline_query_id=s.asked(), results={"id": 1}),
         lambda s: s.results()),
    Case("too many results", "Bad Request: too many inline query results specified",
         lambda s: s.results(*[article(str(n)) for n in range(51)]),
         lambda s: s.results(*[article(str(n)) for n in range(50)])),
    Case("bad result", "Bad Request: can't parse inline query result: Can't parse entities: Can't find end "
         "tag corresponding to start tag \"b\"",
         lambda s: s.results(article(text="<b>", parse_mode="HTML")),
         lambda s: s.results(article(text="<b>x</b>", parse_mode="HTML"))),
    Case("inline answered or old", STALE, twice, lambda s: s.results(article())),
    Case("result id", "Bad Request: RESULT_ID_INVALID",
         lambda s: s.results(article("é" * 33)), lambda s: s.results(article("é" * 32))),
    Case("result id twice", "Bad Request: RESULT_ID_DUPLICATE",
         lambda s: s.results(article("1"), article("1")), lambda s: s.results(article("1"), article("2"))),
    Case("result too long", "Bad Request: MESSAGE_TOO_LONG",
         lambda s: s.results(article(text="x" * 4097)), lambda s: s.results(article(text="x" * 4096))),
    Case("administrators of a private chat", "Bad Request: there are no administrators in the private chat",
         lambda s: s.call("getChatAdministrators", chat_id=s.chat.id),
         lambda s: s.call("getChatAdministrators", chat_id=s.group.id)),
    Case("unknown member", "Bad Request: member not found", member("group", 77), member("group")),
    Case("members of a channel", "Bad Request: member list is inaccessible",
         after(lambda s: s.channel.demote_bot(s.anna), member("channel")), member("channel")),
    Case("leave a private chat", "Bad Request: chat member status can't be changed in private chats",
         lambda s: s.call("leaveChat", chat_id=s.chat.id), lambda s: s.call("leaveChat", chat_id=s.group.id)),
    Case("unknown file", "Bad Request: invalid file_id",
         lambda s: s.call("getFile", file_id="none"), file_of(1)),
    Case("file over 20 MB", "Bad Request: file is too big", file_of((20 << 20) + 1), file_of(1000)),
    Case("command fault", "Bad Request: command description must be non-empty",
         lambda s: s.commands(("quotes", " ")), lambda s: s.commands(("quotes", "What a person said"))),
    Case("bad command", "Bad Request: BOT_COMMAND_INVALID",
         lambda s: s.commands(("Quotes", "x")), lambda s: s.commands(("/quotes_2", "x"))),
    Case("too many commands", "Bad Request: BOT_COMMANDS_TOO_MUCH",
         lambda s: s.commands(*[(f"c{n}", "x") for n in range(101)]),
         lambda s: s.commands(*[(f"c{n}", "x") for n in range(100)])),
    Case("webhook without TLS", "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
         hook(url="http://desk.example"), hook(url="https://desk.example")),
    Case("bad webhook secret", "Bad Request: secret token contains unallowed characters",
         hook(url="https://desk.example", secret_token="a b"),
         hook(url="https://desk.example", secret_token="a_b")),
)  # fmt: skip


@pytest.fixture
def scene() -> Iterator[Scene]:
    clock = ManualClock()
    api = BotApi(clock=clock)
    with connected(api) as client:
        yield Scene(api, clock, client)


def test_every_rule_has_a_case() -> None:
    concerned = {rule.name for rule in RULES if not rule.methods & WRITES}
    assert {case.rule for case in CASES} == concerned


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_wrong_call_is_refused_in_telegrams_words(scene: Scene, case: Case) -> None:
    with pytest.raises(TelegramError):
        case.wrong(scene)
    refused = scene.api.calls[-1]
    assert (refused.code, refused.error) == (case.code, case.refusal)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_right_call_passes(scene: Scene, case: Case) -> None:
    case.right(scene)
    assert scene.api.refusals == []
