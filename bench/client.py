"""A small HTTP client for the benchmarks: one kept connection a thread, nothing between it and the socket."""

import http.client
import json
from typing import Any


class Client:
    """Speaks JSON to one server over one connection; opens it again when the server was killed."""

    def __init__(self, port: int, token: str = "") -> None:
        self.port = port
        self.headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, path: str, body: Any) -> tuple[int, Any]:
        """(status, JSON). Raises OSError or HTTPException when no answer came."""
        return self._ask("POST", path, json.dumps(body, ensure_ascii=False).encode())

    def get(self, path: str) -> tuple[int, Any]:
        """(status, JSON)."""
        return self._ask("GET", path, None)

    def _ask(self, method: str, path: str, body: bytes | None) -> tuple[int, Any]:
        try:
            self.connection.request(method, path, body, self.headers)
            answer = self.connection.getresponse()
            read = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise
        try:
            return answer.status, json.loads(read) if read else None
        except ValueError:
            return answer.status, read[:200].decode(errors="replace")
