"""A service that speaks as the live one does, and misbehaves as told: loses answers, sheds, drops, forgets."""

import asyncio
import json
from datetime import UTC, datetime
from uuid import uuid4

from sukhbat.kernel.ids import new_number


class FakeLive:
    """``script`` of troubles: how many answers are lost after storing, how many requests get 503."""

    def __init__(self, *, lost=0, shed=0, forgets=False, capacity=10_000):
        self.lost, self.shed, self.forgets, self.capacity = lost, shed, forgets, capacity
        self.numbers = {}
        self.posts = []
        self.supports = {}
        self.streams = set()
        self.resumed = []
        self.networks = set()
        self.server = None

    @property
    def port(self):
        return self.server.sockets[0].getsockname()[1]

    async def __aenter__(self):
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_error):
        self.server.close()
        for writer in list(self.streams):
            writer.close()

    def drop_all(self):
        for writer in list(self.streams):
            writer.close()

    def tell(self, event, value, number):
        at = {"at": datetime.now(UTC).isoformat()}
        for writer in list(self.streams):
            writer.write(_frame(event, {**at, **value}, number))

    async def _serve(self, reader, writer):
        self.networks.add(writer.get_extra_info("peername")[0])
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                first, *rows = head.split("\r\n")
                headers = {k.lower(): v for k, _colon, v in (row.partition(": ") for row in rows if row)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                method, path, _version = first.split(" ")
                if not await self._answer(method, path, headers, body, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            self.streams.discard(writer)
            writer.close()

    async def _answer(self, method, path, headers, body, writer):
        if path.startswith("/live/health"):
            return _send(writer, 200, {"status": "ok", "viewers": 0})
        if "/snapshot" in path:
            leading = [{"number": number} for number in list(self.numbers.values())[:10]]
            return _send(writer, 200, {"leading": leading}, etag='"1"')
        if "/stream" in path:
            return await self._stream(headers, writer)
        if not headers["authorization"].startswith("Bearer pass-"):
            return _send(writer, 401, {"code": "bad_pass", "sentence": "No."})
        if self.shed > 0:
            self.shed -= 1
            return _send(writer, 503, {"code": "busy", "sentence": "Later."}, retry=0)
        return (
            self._question(body, writer)
            if path == "/live/questions"
            else self._support(headers, body, writer)
        )

    def _question(self, body, writer):
        said = json.loads(body)
        self.posts.append(said)
        is_new = said["key"] not in self.numbers
        number = self.numbers.setdefault(said["key"], new_number())
        if self.forgets:
            del self.numbers[said["key"]]
        if self.lost > 0:
            self.lost -= 1
            writer.close()
            return False
        return _send(writer, 201 if is_new else 200, {"number": number, "is_new": is_new, "promise": {}})

    def _support(self, headers, body, writer):
        said = json.loads(body)
        if said["number"] not in self.numbers.values():
            return _send(writer, 404, {"code": "not_found", "sentence": "No."})
        self.supports[headers["authorization"], said["number"]] = said["wanted"]
        return _send(writer, 200, {"number": said["number"], "supports": 1, "mine": said["wanted"]})

    async def _stream(self, headers, writer):
        if len(self.streams) >= self.capacity:
            return _send(writer, 503, {"code": "full", "sentence": "Full."}, retry=1)
        if "last-event-id" in headers:
            self.resumed.append(headers["last-event-id"])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nretry: 50\n\n")
        writer.write(_frame("state", {"at": "2020-01-01T00:00:00+00:00"}, str(uuid4())))
        self.streams.add(writer)
        await writer.drain()
        await writer.wait_closed()
        return False


def _frame(event, value, number):
    return f"id: {number}\nevent: {event}\ndata: {json.dumps(value)}\n\n".encode()


def _send(writer, status, value, *, etag="", retry=None):
    body = json.dumps(value).encode()
    rows = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Content-Type: application/json"]
    rows += [f"ETag: {etag}"] if etag else []
    rows += [f"Retry-After: {retry}"] if retry is not None else []
    writer.write("\r\n".join([*rows, "", ""]).encode() + body)
    return True
