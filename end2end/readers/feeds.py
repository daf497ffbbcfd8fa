"""How long a feed of 2,000 gatherings takes the server, and hearing that it has not changed.

    python feeds.py BINARY

Everybody was invited to everything and half of them answered. A connection is kept, as calendars' servers keep theirs; the time is from
the request to the first byte of the answer, which the server sends when it has all of it.
"""

import http.client
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from gatherings import Planned
from installation import Installation

GATHERINGS = int(os.environ.get("EVENWIJS_BENCH_GATHERINGS", "2000"))
LOOKS = 25
MOST_BODY, MOST_SAME, MOST_TIMES = 20, 2, 1.5
LONG = "Een lange toelichting. " * (60 * 1024 // 23)


def look(connection, path: str, tag: str = "") -> tuple[float, object, bytes]:
    """One request: milliseconds to the first byte, the answer, its body."""
    begun = time.perf_counter()
    connection.request("GET", path, headers={"If-None-Match": tag} if tag else {})
    response = connection.getresponse()
    took = (time.perf_counter() - begun) * 1_000
    return took, response, response.read()


def measure(url: str) -> dict:
    """Medians for the body and for "not modified", and how large it is."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=120)
    first, answer, body = look(connection, parts.path)
    tag, bodies, same = answer.headers["ETag"], [], []
    # In turn, so that a busy moment of the machine falls on both.
    for _ in range(LOOKS):
        took, answer, again = look(connection, parts.path)
        assert answer.status == 200 and again == body, (answer.status, len(again), len(body))
        bodies.append(took)
        took, answer, _ = look(connection, parts.path, tag)
        assert answer.status == 304, answer.status
        same.append(took)
    connection.close()
    events = body.count(b"BEGIN:VEVENT")
    assert events >= GATHERINGS, events
    return {"first": first, "body": statistics.median(bodies), "same": statistics.median(same), "events": events, "size": len(body)}


def fill(installation: Installation, program) -> None:
    """The gatherings by the API, the invitations and answers straight into the tables: only how many there are matters."""
    now = datetime.now(timezone.utc)
    for number in range(GATHERINGS):
        day = (now + timedelta(days=2 + number // 8)).date()
        begin = f"{9 + number % 8:02}:30"
        body = Planned(f"Themasessie {number}", day, begin, f"{10 + number % 8:02}:30").body(now, 4 * number)
        program.post("/bijeenkomsten", body).must(201, "a gathering")
    with sqlite3.connect(installation.folder / "data" / "evenwijs.sqlite3", timeout=30) as tables:
        tables.execute(
            "INSERT INTO invitations (id, municipality_id, gathering_id, person_id, invited_at, answer, note, answered_at, answered_by,"
            " answered_via, version) SELECT randomblob(16), g.municipality_id, g.id, p.person_id, g.changed_at,"
            " CASE WHEN g.starts_at / 3600000 % 2 = 0 THEN 'ja' END, '',"
            " CASE WHEN g.starts_at / 3600000 % 2 = 0 THEN g.changed_at END, NULL, NULL, 1 FROM gatherings g"
            " JOIN (SELECT DISTINCT municipality_id, person_id FROM appointments WHERE role IN ('raadslid', 'commissielid')) p"
            " ON p.municipality_id = g.municipality_id WHERE true ON CONFLICT DO NOTHING"
        )


def lengthen(installation: Installation) -> None:
    """Gives one gathering a description of 60 KiB."""
    with sqlite3.connect(installation.folder / "data" / "evenwijs.sqlite3", timeout=30) as tables:
        changed = tables.execute(
            "UPDATE gatherings SET agenda = ?, version = version + 1 WHERE title LIKE 'Themasessie 0.%' OR title = 'Themasessie 0'", (LONG,)
        )
        assert changed.rowcount == 1, changed.rowcount


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="evenwijs-bench-feed-") as place:
        installation = Installation(sys.argv[1], Path(place), worker="false")
        people = installation.people()
        address = lambda role: next(one["e-mail"] for one in people if one["rol"].startswith(role))  # noqa: E731
        program = installation.program(address("griffie"))
        feeds = {"of a member": installation.feed(address("raadslid")), "of the griffie": installation.feed(address("griffie"))}
        with installation:
            begun = time.perf_counter()
            fill(installation, program)
            print(f"\n{GATHERINGS} gatherings made in {time.perf_counter() - begun:.0f} s")
            feeds["of a faction"] = installation.person("raadslid").subscribe(van="fractie")
            feeds["public"] = f"{installation.url}/winterbeek/agenda.ics"
            before = {name: measure(url) for name, url in feeds.items()}
            lengthen(installation)
            after = {name: measure(url) for name, url in feeds.items()}
    print(f"\nMedians of {LOOKS} looks, from the request to the first byte; asked: {MOST_BODY} ms for the body, {MOST_SAME} ms for 304, and at")
    print(f"most {MOST_TIMES} times that with one description of 60 KiB.\n")
    print("| feed | events | size | first fetch | body | 304 | with 60 KiB: body | with 60 KiB: 304 |\n|---|---|---|---|---|---|---|---|")
    met = True
    for name, one in before.items():
        more = after[name]
        times = [more[what] / one[what] for what in ("body", "same")]
        met &= one["body"] <= MOST_BODY and one["same"] <= MOST_SAME and all(ratio <= MOST_TIMES for ratio in times)
        cells = [f"{one['first']:.1f} ms", f"{one['body']:.1f} ms", f"{one['same']:.2f} ms"]
        cells += [f"{more[what]:.2f} ms ({ratio:.2f} times)" for what, ratio in zip(("body", "same"), times)]
        print(f"| {name} | {one['events']} | {one['size'] / 1000:.0f} kB | " + " | ".join(cells) + " |")
    if not met:
        print("Stopped: a feed takes longer than is asked.")
    return 0 if met else 1


sys.exit(main())
