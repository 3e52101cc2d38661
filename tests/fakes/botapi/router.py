"""From a method's name and parameters to an answer: faults, rules, then the method itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from tests.fakes.botapi.call import Call, Upload
from tests.fakes.botapi.errors import Refused
from tests.fakes.botapi.faults import Fault
from tests.fakes.botapi.files import download
from tests.fakes.botapi.methods import METHODS
from tests.fakes.botapi.rules import Rule, rules_for
from tests.fakes.botapi.updates import Poll
from tests.fakes.botapi.world import Called, World

_BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_FAILURES = {
    Fault.ERROR_500: (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}'),
    Fault.ERROR_502: (502, _BAD_GATEWAY),
    Fault.GARBAGE: (200, b"\x1f\x8b<!doctype not json"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, decoded."""

    path: str
    params: dict[str, Any]
    files: dict[str, Upload]


class Exchange(Protocol):
    """The connection on which a request waits for its answer."""

    def answer(self, status: int, body: bytes, kind: str = "application/json") -> None: ...

    def reset(self) -> None:
        """Break the connection without an answer."""

    def later(self, seconds: float, action: Callable[[], None]) -> None: ...

    def on_lost(self, action: Callable[[], None]) -> None:
        """Do this when the client goes away."""


@lru_cache
def _rules(method: str) -> tuple[Rule, ...]:
    return rules_for(method)


@dataclass(slots=True)
class Router:
    """Answers every request; holds the world's lock while it does."""

    world: World

    def handle(self, request: Request, exchange: Exchange) -> None:
        """Answer now, or when an update comes."""
        with self.world.changed:
            try:
                self._route(request, exchange)
            except Refused as refused:
                exchange.answer(refused.code, _refusal(refused))
            self.world.changed.notify_all()

    def _route(self, request: Request, exchange: Exchange) -> None:
        path, token = request.path, self.world.token
        if path.startswith(f"/file/bot{token}/"):
            self._download(path.removeprefix(f"/file/bot{token}/"), exchange)
        elif path.startswith(f"/bot{token}/"):
            self._call(path.removeprefix(f"/bot{token}/").lower(), request, exchange)
        elif path.startswith("/bot") and path.count("/") == 2:
            raise Refused(401, "Unauthorized")
        else:
            raise Refused(404, "")

    def _download(self, path: str, exchange: Exchange) -> None:
        content = download(self.world, path)
        if content is None:
            raise Refused(404, "")
        exchange.answer(200, content, "application/octet-stream")

    def _call(self, method: str, request: Request, exchange: Exchange) -> None:
        call = Call(self.world, method, request.params, request.files)
        fault = self.world.faults.take(method)
        if fault and (method == "getupdates" or not fault.applies):
            self._log(call, 0, fault.value)
            return _fail(fault, exchange)
        try:
            self._check(call)
        except Refused as refused:
            self._log(call, refused.code, refused.description)
            raise
        self._log(call, 200, fault.value if fault else None)
        if method == "getupdates":
            return self._get_updates(call, exchange)
        result = METHODS[method](call)
        if fault:
            return _fail(fault, exchange)
        return exchange.answer(200, _success(result))

    def _check(self, call: Call) -> None:
        if self.world.logged_out:
            raise Refused(400, "Logged out")
        if call.method not in METHODS and call.method != "getupdates":
            raise Refused(404, "method not found")
        for rule in _rules(call.method):
            rule.check(call)

    def _get_updates(self, call: Call, exchange: Exchange) -> None:
        updates = self.world.updates
        allowed = call.json("allowed_updates")
        if allowed is not None:
            updates.allowed = frozenset(allowed) or None
        offset, limit = call.number("offset"), min(max(call.number("limit", 100), 1), 100)
        ready = updates.take(offset, limit)
        timeout = call.number("timeout")
        if ready or timeout <= 0:
            return exchange.answer(200, _success(ready))
        return self._wait(Poll(offset, limit, _deliver(exchange), _refuse(exchange)), timeout, exchange)

    def _wait(self, poll: Poll, timeout: int, exchange: Exchange) -> None:
        def end() -> None:
            with self.world.changed:
                if self.world.updates.waiting is poll:
                    self.world.updates.forget(poll)
                    poll.deliver([])

        def lost() -> None:
            with self.world.changed:
                self.world.updates.forget(poll)

        self.world.updates.wait(poll)
        exchange.later(min(timeout, 50), end)
        exchange.on_lost(lost)

    def _log(self, call: Call, code: int, error: str | None) -> None:
        self.world.calls.append(Called(call.method, call.params, self.world.clock(), code, error))


def _success(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}, ensure_ascii=False, separators=(",", ":")).encode()


def _refusal(refused: Refused) -> bytes:
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return json.dumps(body).encode()


def _fail(fault: Fault, exchange: Exchange) -> None:
    if fault in _FAILURES:
        exchange.answer(*_FAILURES[fault])
    elif fault is not Fault.SILENCE:
        exchange.reset()


def _deliver(exchange: Exchange) -> Callable[[list[dict[str, Any]]], None]:
    return lambda updates: exchange.answer(200, _success(updates))


def _refuse(exchange: Exchange) -> Callable[[Refused], None]:
    return lambda refused: exchange.answer(refused.code, _refusal(refused))
