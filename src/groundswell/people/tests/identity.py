"""An identity provider for tests: OpenID Connect on loopback, which believes whoever it is told to be."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Provider:
    """What the provider says about the person who signs in there."""

    def __init__(self) -> None:
        self.claims: dict[str, object] = {}
        self.claims_supported: list[str] | None = None
        self.url = ""

    def answers(self) -> dict[str, dict[str, object]]:
        """Return what is served under each path."""
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                **({"claims_supported": self.claims_supported} if self.claims_supported else {}),
            },
            "/token": {"access_token": "x", "token_type": "Bearer"},
            "/userinfo": self.claims,
        }


@contextmanager
def opened() -> Iterator[Provider]:
    """Serve on a free port of loopback until the block ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.dumps(provider.answers().get(self.path.partition("?")[0], {})).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - the library's name

        def log_message(self, *_args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield provider
        server.shutdown()
