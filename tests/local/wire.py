"""Raw HTTP/1.1 on sockets: a client that sends bytes as given, and an upstream that notes bytes as received."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from typing import Self


@dataclass
class Message:
    """A request or a response as it was on the wire."""

    start: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes

    def values(self, name: bytes) -> list[bytes]:
        return [value for known, value in self.headers if known.lower() == name]

    @property
    def method(self) -> bytes:
        return self.start.split(b" ")[0]

    @property
    def target(self) -> bytes:
        return self.start.split(b" ")[1]


@dataclass
class Answer(Message):
    """A response, and what came after it on the same connection."""

    rest: bytes = b""

    @property
    def status(self) -> int:
        return int(self.start.split(b" ")[1])


def _head(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]], bytes]:
    head, _, rest = data.partition(b"\r\n\r\n")
    start, *lines = head.split(b"\r\n")
    headers = [(name, value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
    return start, headers, rest


def exchange(port: int, request: bytes, *, head: bool = False, close: bool = True) -> Answer:
    """Send a request and read to the end of the connection."""
    if close and b"connection:" not in request.partition(b"\r\n\r\n")[0].lower():
        request = request.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n", 1)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        sender = threading.Thread(target=_send, args=(connection, request))
        sender.start()
        data = b""
        with contextlib.suppress(ConnectionResetError):  # the server may close while the body is still being sent
            while chunk := connection.recv(65536):
                data += chunk
        sender.join()
    start, headers, rest = _head(data)
    body, rest = (b"", rest) if head else _body(headers, rest)
    return Answer(start, headers, body, rest)


def _send(connection: socket.socket, request: bytes) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(request)


def _body(headers: list[tuple[bytes, bytes]], rest: bytes) -> tuple[bytes, bytes]:
    known = {name.lower(): value for name, value in headers}
    if known.get(b"transfer-encoding") == b"chunked":
        body = b""
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            length = int(size, 16)
            body, rest = body + rest[:length], rest[length + 2 :]
            if length == 0:
                break
        return body, rest
    length = int(known.get(b"content-length", b"0"))
    return rest[:length], rest[length:]


@dataclass
class Upstream:
    """A server that answers every request in the same way and remembers the latest."""

    seen: Message = field(default_factory=lambda: Message(b"", [], b""))
    break_off: bool = False
    break_off_after_answer: bool = False

    def answer(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        """What to answer from now on."""
        if not any(name == b"content-length" for name, _ in headers):
            headers = [*headers, (b"content-length", str(len(body)).encode())]
        lines = [f"HTTP/1.1 {status} Any".encode(), *(name + b": " + value for name, value in headers)]
        self._answer = b"\r\n".join(lines) + b"\r\n\r\n" + body

    def __enter__(self) -> Self:
        self.answer(200, [], b"")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            data = b""
            while True:
                while b"\r\n\r\n" not in data:
                    chunk = connection.recv(65536)
                    if not chunk:
                        return
                    data += chunk
                start, headers, data = _head(data)
                length = next((int(value) for name, value in headers if name.lower() == b"content-length"), 0)
                while len(data) < length:
                    data += connection.recv(1 << 20)
                self.seen = Message(start, headers, data[:length])
                data = data[length:]
                if self.break_off:
                    return
                connection.sendall(self._answer)
                if self.break_off_after_answer:
                    return
