"""A small server of exchange rates to try the example with: `python3 server.py [port]`. It needs nothing but Python.

GET /v1/rates?from=…&to=…[&after=…] gives the rates of a span of time, a hundred a page, to who has the token `demo`. Like servers of
the world, it says "too many requests" now and then, and one of its records is not what its documentation promises.
"""
import json
import sys
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CURRENCIES = [("CHF", 9500), ("GBP", 8500), ("JPY", 1600000), ("USD", 11000)]
PAGE = 100
requests = 0


def rates(start, end):
    """A rate of each currency every twenty minutes."""
    at = start
    while at < end:
        step = int(at.timestamp()) // 1200
        for place, (currency, base) in enumerate(CURRENCIES):
            number = step * len(CURRENCIES) + place
            rate = base + (number * 7919) % (base // 50)
            yield {
                "id": number, "currency": currency, "rate": f"{rate // 10000}.{rate % 10000:04}",
                "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "source": {"name": "demo", "delayed": number % 97 == 0},
            }
        at += timedelta(minutes=20)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        global requests
        requests += 1
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if self.headers.get("Authorization") != "Bearer demo":
            self.answer(401, {"error": "who are you?"})
        elif url.path != "/v1/rates":
            self.answer(404, {"error": "there is nothing here"})
        elif requests % 4 == 2:
            self.answer(429, {"error": "too many requests"}, {"Retry-After": "1"})
        else:
            start, end = (datetime.fromisoformat(query[name]).astimezone(timezone.utc) for name in ("from", "to"))
            after = int(query.get("after", "0"))
            found = [rate for rate in rates(start, end) if rate["id"] > after]
            page = found[:PAGE]
            for rate in page:
                if rate["id"] % 288 == 100:
                    rate["rate"] = "n/a"
            self.answer(200, {"data": page, "meta": {"next": page[-1]["id"] if len(found) > PAGE else None}})

    def answer(self, status, document, headers={}):
        body = json.dumps(document, indent=1).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8406), Handler)
    print(f"serving http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
