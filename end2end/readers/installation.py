"""A running Evenwijs of the check's own, and what people and programs do with it."""

import csv
import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

TOWN = "winterbeek"
RSVP = "rsvp.evenwijs.example"
OURS = "mx.evenwijs.example"
PATIENCE = 60

# Whoever ends the check ends what it started.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait(what: str, of, patience: float = PATIENCE):
    """The first answer of `of` that is something."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        found = of()
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError(f"{what}: not within {patience} s")


def listens(port: int) -> bool:
    """Whether somebody does at this port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Answer:
    """What a server said."""

    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode()

    def must(self, status: int, what: str) -> "Answer":
        """Ends the check where it is not this status: nothing after it would mean anything."""
        if self.status != status:
            raise RuntimeError(f"{what}: {self.status} instead of {status}\n{self.text[:2000]}")
        return self


def ask(url: str, method: str = "GET", body: bytes | None = None, headers: dict | None = None) -> Answer:
    """One request, followed nowhere."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


class Installation:
    """The binary with the demonstration in a folder of its own; a context that ends with it."""

    def __init__(self, binary: str, folder: Path, **settings: str):
        self.binary, self.folder = os.path.abspath(binary), folder
        self.url, self.mail_dir, self.log = "", folder / "mail", folder / "server.log"
        self.reply_port = free_port()
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("EVENWIJS_")}
        self.environment = inherited | {
            "EVENWIJS_ADDR": f"127.0.0.1:{port}",
            "EVENWIJS_BASE_URL": self.url,
            "EVENWIJS_DEMO": "true",
            "EVENWIJS_DATA_DIR": str(folder / "data"),
            "EVENWIJS_MAIL_DIR": str(self.mail_dir),
            "EVENWIJS_RSVP_LISTEN": f"127.0.0.1:{self.reply_port}",
            "EVENWIJS_RSVP_DOMAIN": RSVP,
            "EVENWIJS_RSVP_AUTHSERV_ID": OURS,
        }
        self.environment |= {f"EVENWIJS_{name.upper()}": value for name, value in settings.items()}
        self.mail_dir.mkdir(parents=True)
        self.run("seed", "--demo")
        self.server = None

    def __enter__(self) -> "Installation":
        with self.log.open("w") as log:
            self.server = subprocess.Popen([self.binary, "serve"], env=self.environment, cwd=self.folder, stdout=log, stderr=log)
        try:
            wait("the server", self.is_ready)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.server.terminate()
        try:
            self.server.wait(40)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()

    def is_ready(self) -> bool:
        """Whether it serves."""
        if not self.is_up():
            raise RuntimeError(f"evenwijs serve ended; it said:\n{self.log.read_text()[-4000:]}")
        try:
            return ask(f"{self.url}/readyz").status == 200
        except OSError:
            return False

    def is_up(self) -> bool:
        """Whether the process is still the one that was started."""
        return self.server.poll() is None

    def run(self, *words: str) -> str:
        """A command of the binary on the same data."""
        done = subprocess.run([self.binary, *words], env=self.environment, cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"evenwijs {' '.join(words)}: {done.stderr[-2000:]}")
        return done.stdout.strip()

    def people(self) -> list[dict]:
        """Everybody who can sign in."""
        return list(csv.DictReader(io.StringIO(self.run("user", "list", "--municipality", TOWN))))

    def program(self, email: str) -> "Program":
        """A program with a token of this person."""
        return Program(self.url, self.run("user", "token", "--municipality", TOWN, "--email", email))

    def feed(self, email: str) -> str:
        """The address of a fresh feed of this person."""
        return self.run("user", "feed", "--municipality", TOWN, "--email", email)

    def person(self, role: str, faction: str = "") -> "Browser":
        """Somebody of this role, signed in."""
        return Browser(self.url, role, faction)


class Program:
    """The API, as somebody."""

    def __init__(self, url: str, token: str):
        self.base, self.headers = f"{url}/api/v1/{TOWN}", {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> dict:
        """A resource that must be there."""
        return json.loads(ask(self.base + path, headers=self.headers).must(200, path).text)

    def post(self, path: str, body: dict) -> Answer:
        """Makes something, or is told why not."""
        headers = self.headers | {"Content-Type": "application/json"}
        return ask(self.base + path, "POST", json.dumps(body).encode(), headers)

    def gatherings(self) -> dict[str, dict]:
        """Every gathering that this person's lists show, by id."""
        found = {}
        for state in ("komend", "voorbij", "geannuleerd"):
            page, more = 1, True
            while more:
                answer = self.get(f"/bijeenkomsten?stand={state}&pagina={page}")
                found |= {one["id"]: one for one in answer["bijeenkomsten"]}
                page, more = page + 1, answer["meer"]
        return found


class Browser:
    """Somebody signed in, who fills in forms."""

    def __init__(self, url: str, role: str, faction: str):
        self.base, self.cookies = f"{url}/{TOWN}", {}
        self.headers = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
        people = self.get("/aanmelden").must(200, "the sign-in page").text.split("item-title")[1:]
        about = re.compile(rf">{role}(, {re.escape(faction)}| \(|,|<)")
        whose = next(part for part in people if about.search(part))
        person = re.search(r'name="persoon" value="([^"]+)"', whose)[1]
        self.post("/demo/aanmelden", {"persoon": person}).must(303, f"signing in as {role}")

    def request(self, path: str, method: str, body: bytes | None = None, **headers: str) -> Answer:
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        answer = ask(self.base + path, method, body, self.headers | cookies | headers)
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def get(self, path: str) -> Answer:
        """Opens a page."""
        return self.request(path, "GET")

    def post(self, path: str, fields: dict) -> Answer:
        """Sends a form."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.request(path, "POST", urlencode(fields, doseq=True).encode(), **kind)

    def subscribe(self, **fields: str) -> str:
        """Makes a feed by the form; its address."""
        page = self.post("/mijn/agenda", fields).must(200, "a feed").text
        return unescape(re.search(r'class="token"[^>]*><code>([^<]+)<', page)[1])
