"""CalDAV servers of others, filled by vdirsyncer from one of our feeds."""

import base64
import re
import subprocess
import sys
from pathlib import Path

from installation import ask, free_port, listens, wait

LOGIN = {"Authorization": "Basic " + base64.b64encode(b"lezer:lezer").decode()}
CONFIG = """
[general]
status_path = "{folder}/status"

[pair ours]
a = "feed"
b = "server"
collections = null

[storage feed]
type = "http"
url = "{feed}"

[storage server]
type = "caldav"
url = "{calendar}"
username = "lezer"
password = "lezer"
"""


class Server:
    """A CalDAV server with one empty calendar; a context that ends with it."""

    def __init__(self, name: str, folder: Path):
        self.name, self.folder, self.port = name, folder / name, free_port()
        self.folder.mkdir()
        self.calendar = f"http://127.0.0.1:{self.port}/lezer/" + ("agenda/" if name == "radicale" else "calendars/calendar/")
        self.log = (folder / f"{name}.log").open("w")

    def __enter__(self) -> "Server":
        words = {
            "radicale": [
                *("--hosts", f"127.0.0.1:{self.port}", "--storage-filesystem-folder", str(self.folder)),
                *("--auth-type", "none", "--rights-type", "authenticated", "--logging-level", "warning"),
            ],
            "xandikos": [
                *("serve", "-d", str(self.folder), "-l", "127.0.0.1", "-p", str(self.port), "--defaults"),
                *("--current-user-principal", "/lezer/", "--state-dir", str(self.folder / "state")),
            ],
        }[self.name]
        self.process = subprocess.Popen([sys.executable, "-m", self.name, *words], stdout=self.log, stderr=self.log)
        wait(self.name, lambda: listens(self.port))
        if self.name == "radicale":
            ask(self.calendar, "MKCALENDAR", headers=LOGIN).must(201, "a calendar of Radicale")
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def items(self) -> dict[str, str]:
        """What it holds: address and etag of every item."""
        want = b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
        headers = LOGIN | {"Depth": "1", "Content-Type": "application/xml"}
        text = ask(self.calendar, "PROPFIND", want, headers).must(207, "the list of items").text
        found = {}
        for one in re.split(r"<(?:\w+:)?response\b", text)[1:]:
            href = re.search(r"<(?:\w+:)?href>([^<]+)<", one)[1]
            etag = re.search(r"<(?:\w+:)?getetag>([^<]+)<", one)
            if href.endswith(".ics") and etag:
                found[href] = etag[1]
        return found

    def text(self, href: str) -> str:
        """An item as the server gives it back."""
        return ask(f"http://127.0.0.1:{self.port}{href}", headers=LOGIN).must(200, href).text


class Sync:
    """vdirsyncer between a feed and a server."""

    def __init__(self, feed: str, server: Server, folder: Path):
        folder.mkdir()
        self.config = folder / "config"
        self.config.write_text(CONFIG.format(folder=folder, feed=feed, calendar=server.calendar))
        self.run("discover")

    def run(self, deed: str) -> str:
        """One run; what it said."""
        words = [sys.executable, "-m", "vdirsyncer", "-c", str(self.config), deed]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120)
        said = done.stdout + done.stderr
        if done.returncode != 0:
            raise RuntimeError(f"vdirsyncer {deed}: {said[-3000:]}")
        return said

    def copied(self) -> tuple[int, int]:
        """Synchronises; how many items it copied or changed, and how many it took away."""
        said = self.run("sync")
        return len(re.findall(r"^Copying ", said, re.M)), len(re.findall(r"^Deleting ", said, re.M))
