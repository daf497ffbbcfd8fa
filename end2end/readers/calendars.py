"""Do the calendar programs of others read from our feeds and invitations what the API says?

    python calendars.py BINARY REPORT

Starts the binary with the demonstration, plans gatherings over two years and around the nights on which the clock changes, invites,
changes and cancels; then seven programs read everything, and two CalDAV servers take it in. REPORT gets a line for each check.
"""

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path

import letters
from caldav import Server, Sync
from checks import Checks
from gatherings import REFUSED, WINDOW, all_of, change_nights
from installation import Installation, ask, wait

HERE = Path(__file__).parent
PROGRAMS = {
    "icalendar": [sys.executable, "read.py"],
    "ical": [sys.executable, "read.py"],
    "vobject": [sys.executable, "read.py"],
    "ics": [sys.executable, "read.py"],
    "libical": [sys.executable, "read.py"],
    "ical.js": ["node", "read.mjs"],
    "node-ical": ["node", "read.mjs"],
}
FEEDS = ("public", "of the griffie", "of a member", "of a faction")
MAILS = ("REQUEST 0", "REQUEST 1", "CANCEL 2")
SERVERS = ("radicale", "xandikos")
# What of an event must be the same in every program.
WHOLE = ("start", "end", "sequence", "status", "title")
# Fewer gatherings in a feed, mails or checks than this, and nothing was proved.
LEAST_EVENTS, LEAST_MAILS = 40, 10
CHECKS = 4 + len(PROGRAMS) * (len(FEEDS) + len(MAILS)) + len(FEEDS) + len(MAILS) + 4 * len(SERVERS)
# Of how many people the programs read the invitations; the others' differ in a name.
PEOPLE = 10


def shown(one: dict) -> tuple[str, str]:
    """The moments that the API gives, as the programs write them."""
    return tuple(one[name].split(".")[0].rstrip("Z") + "Z" for name in ("begintOp", "eindigtOp"))


def plan(checks: Checks, clerk, now: datetime) -> dict[str, tuple]:
    """Makes every gathering by the API, and compares its moments with the clocks of this program. Id to (planned, body)."""
    made, wrong = {}, []
    for number, planned in enumerate(all_of(now)):
        body = planned.body(now, number)
        if body is None:
            continue
        one = json.loads(clerk.post("/bijeenkomsten", body).must(201, planned.what).text)
        made[one["id"]] = (planned, body)
        if shown(one) != planned.moments:
            wrong.append(f"{planned.what}: {shown(one)} instead of {planned.moments}")
    nights = change_nights(now)
    if len(nights) < 3 or len({night.month for night in nights}) != 2:
        wrong.append(f"only these nights in two years: {nights}")
    checks.that("the API's moments are those of the zone, also around the nights", wrong, f"{len(made)} gatherings, {len(nights)} nights")
    refused = []
    for night in nights:
        for begin, end, field in REFUSED:
            planned = {"stand": "concept", "soort": "themasessie", "titel": "Midden in de nacht", "datum": night.isoformat()}
            answer = clerk.post("/bijeenkomsten", planned | {"begin": begin, "eind": end, "plaats": "x"})
            errors = json.loads(answer.text).get("errors", [])
            if answer.status != 400 or [error["location"] for error in errors] != [field]:
                refused.append(f"{night} {begin}-{end}: {answer.status} {errors}")
    checks.that("an hour that is skipped or comes twice is refused", refused, f"{len(nights) * len(REFUSED)} asked")
    return made


def move(clerk, program, id: str, body: dict, day: str) -> None:
    """Moves a gathering to another day by its form."""
    fields = {name: body[name] for name in ("soort", "titel", "samenvatting", "begin", "eind", "plaats", "link", "openbaarheid", "agenda")}
    fields |= {"datum": day, "status": "informele-bijeenkomst", "wie": "iedereen", "besloten-reden": body["beslotenReden"]}
    fields["version"] = program.get(f"/bijeenkomsten/{id}")["versie"]
    clerk.post(f"/bijeenkomsten/{id}/wijzigen", fields).must(303, "moving a gathering")


def correspond(installation: Installation, program, made: dict) -> list[letters.Letter]:
    """Invites to gatherings on and around the coming change nights, moves two of them and cancels one; gives all the mail."""
    clerk = installation.person("griffie")
    coming = [id for id, (planned, body) in made.items() if planned.what.startswith("Rond ") and body["stand"] == "gepland"]
    # One of each kind of hour; the first is moved, the second moved and cancelled.
    chosen, expected = coming[:7], 0
    for id in chosen:
        version = program.get(f"/bijeenkomsten/{id}")["versie"]
        clerk.post(f"/bijeenkomsten/{id}/uitnodiging", {"version": version}).must(303, "an invitation")
    for id in chosen[:2]:
        move(clerk, program, id, made[id][1], made[chosen[5]][1]["datum"])
    clerk.post(f"/bijeenkomsten/{chosen[1]}/annulering", {"reden": "De zaal is dicht"}).must(303, "a cancellation")
    invited = program.get(f"/bijeenkomsten/{chosen[0]}")["antwoorden"]["uitgenodigd"]
    expected = invited * (len(chosen) + 3)
    return wait("all mail", lambda: (found := letters.all_in(installation.mail_dir)) and len(found) >= expected and found)


def read_all(files: list[Path]) -> dict[str, dict]:
    """What every program reads in every file."""

    def read(program: str) -> dict:
        command, script = PROGRAMS[program]
        done = subprocess.run([command, HERE / script, program, *files], capture_output=True, text=True, timeout=120, cwd=HERE)
        if done.returncode != 0:
            return {str(path): f"it ended with {done.returncode}: {done.stderr[-500:]}" for path in files}
        return json.loads(done.stdout)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(PROGRAMS, pool.map(read, PROGRAMS)))


def by_gathering(events: list[dict]) -> dict[str, dict]:
    """The events of one file by the id of the gathering."""
    return {event["uid"].split("@")[0]: event for event in events}


def compare_feed(checks: Checks, name: str, path: Path, told: dict[str, dict], must: set[str], versions: dict[str, int], read: dict) -> None:
    """One feed in every program: each event at the API's moments, of the version last mailed, and everything alike in all of them."""
    first = None
    for program, of in read.items():
        events = of[str(path)]
        what = f"{program} reads the feed {name}"
        if isinstance(events, str):
            checks.that(what, events)
            continue
        found = by_gathering(events)
        first = first or found
        wrong = [f"{id} is missing" for id in must - found.keys()] + [f"{id} is nobody's" for id in found.keys() - told.keys()]
        if len(found) != len(events):
            wrong.append("an event stands there twice")
        for id in found.keys() & told.keys():
            event, one = found[id], told[id]
            if (event["start"], event["end"]) != shown(one):
                wrong.append(f"{one['titel']}: {event['start']} to {event['end']} instead of {shown(one)}")
            if (event["status"] == "CANCELLED") != (one["stand"] == "afgelast"):
                wrong.append(f"{one['titel']}: {event['status']} where it is {one['stand']}")
            if event["sequence"] != versions.get(id, event["sequence"]):
                wrong.append(f"{one['titel']}: version {event['sequence']}, and {versions[id]} was mailed")
            if not event["title"].endswith(one["titel"]):
                wrong.append(f"{one['titel']!r} is {event['title']!r}")
            if any(event[part] != first.get(id, {}).get(part) for part in WHOLE):
                wrong.append(f"not as the first program reads it: {event} and {first.get(id)}")
        if len(found) < LEAST_EVENTS:
            wrong.append(f"only {len(found)} events")
        checks.that(what, wrong, f"{len(found)} events")


def compare_mail(checks: Checks, kind: str, mail: dict[Path, letters.Letter], moments: dict, read: dict) -> None:
    """The letters of one kind in every program."""
    status = {"CANCEL": "CANCELLED"}.get(kind.split()[0], "CONFIRMED")
    for program, of in read.items():
        wrong = []
        for path, letter in mail.items():
            events = of[str(path)]
            if isinstance(events, str) or len(events) != 1:
                wrong.append(f"{letter.name}: {events}")
                continue
            want = (*moments[letter.gathering, letter.sequence], letter.sequence, status, f"{letter.gathering}@winterbeek.evenwijs")
            got = tuple(events[0][part] for part in ("start", "end", "sequence", "status", "uid"))
            if got != want:
                wrong.append(f"{letter.name}: {got} instead of {want}")
        if len(mail) < LEAST_MAILS:
            wrong.append(f"only {len(mail)} mails")
        checks.that(f"{program} reads {kind}", wrong, f"{len(mail)} mails")


def plain(text: str) -> list[str]:
    """What is wrong with the bytes of a file, whoever reads it; a series of gatherings would need programs that expand it."""
    wrong = [f"a line of {len(line.encode())} octets: {line}" for line in text.split("\r\n") if len(line.encode()) > 75]
    wrong += [f"{word} stands there" for word in ("RRULE:FREQ=WEEKLY", "RDATE", "EXDATE", "RECURRENCE-ID") if f"\n{word}" in text]
    events = text.split("BEGIN:VEVENT")[1:]
    wrong += ["an event with a rule of its own" for event in events if "\nRRULE" in event]
    return wrong + (["a line that ends with a bare line feed"] if text.count("\n") != text.count("\r\n") else [])


def serve_others(checks: Checks, folder: Path, feed: str, change, events: int) -> None:
    """CalDAV servers take every item by vdirsyncer; nothing moves the second time, and one item when one gathering changes."""
    begun = []
    for name in SERVERS:
        server = Server(name, folder).__enter__()
        begun.append((server, Sync(feed, server, folder / f"sync-{name}")))
    try:
        before = {}
        for server, sync in begun:
            copied, gone = sync.copied()
            held = before[server.name] = server.items()
            wrong = [] if (copied, gone, len(held)) == (events, 0, events) else f"{copied} copied, {gone} gone, {len(held)} held"
            checks.that(f"{server.name} takes every event from vdirsyncer", wrong, f"{events} events")
            again = sync.copied()
            same = again == (0, 0) and server.items() == held
            checks.that(f"a second time vdirsyncer changes nothing on {server.name}", [] if same else f"{again} copied and gone")
        change()
        for server, sync in begun:
            moved, items = sync.copied(), server.items()
            other = [href for href, etag in items.items() if before[server.name].get(href) != etag]
            wrong = [] if moved == (1, 1) and len(other) == 1 and len(items) == events else f"{moved}, {len(other)} changed"
            checks.that(f"{server.name} gets the one gathering that changed", wrong)
            cancelled = [href for href in other if "STATUS:CANCELLED" in server.text(href)]
            checks.that(f"{server.name} gives back what it was given", [] if cancelled == other else f"{other} is not cancelled")
    finally:
        for server, _ in begun:
            server.__exit__()


def main() -> int:
    checks, now = Checks(sys.argv[2]), datetime.now(timezone.utc)
    with tempfile.TemporaryDirectory(prefix="evenwijs-readers-") as place:
        folder = Path(place)
        installation = Installation(sys.argv[1], folder)
        people = installation.people()
        address = lambda role: next(one["e-mail"] for one in people if role in one["rol"].split(", "))  # noqa: E731
        griffie, raadslid = address("griffie"), address("raadslid")
        program, member = installation.program(griffie), installation.program(raadslid)
        feeds = {"of the griffie": installation.feed(griffie), "of a member": installation.feed(raadslid)}
        with installation:
            made = plan(checks, program, now)
            mail = correspond(installation, program, made)
            feeds["public"] = f"{installation.url}/winterbeek/agenda.ics"
            feeds["of a faction"] = installation.person("raadslid").subscribe(van="fractie", naam="Fractie", herinnering="60")
            files, wrong = {}, []
            for name in FEEDS:
                answer = ask(feeds[name]).must(200, name)
                if answer.body != ask(feeds[name]).body:
                    wrong.append(f"{name}: other bytes the second time")
                files[name] = folder / f"{name}.ics"
                files[name].write_bytes(answer.body)
            checks.that("a feed is the same bytes twice", wrong, f"{len(files)} feeds")
            checks.that("every invitation is a mail as RFC 6047 asks", [line for one in mail for line in one.wrong()], f"{len(mail)} mails")
            people = sorted({letter.to for letter in mail})[:PEOPLE]
            parts = {folder / f"{letter.name}.ics": letter for letter in mail if letter.to in people}
            for path, letter in parts.items():
                path.write_bytes(letter.text.encode())
            samples = {kind: next(path for path, one in parts.items() if one.kind == kind) for kind in MAILS}
            for name, path in {**{f"the feed {name}": path for name, path in files.items()}, **samples}.items():
                checks.that(f"{name} is folded, escaped and ended as it must be", plain(path.read_bytes().decode()))
            read = read_all([*files.values(), *parts])
            everything, hers = program.gatherings(), member.gatherings()
            kept = {id for id, one in everything.items() if one["begintOp"] > (now - WINDOW).isoformat()}
            must = {
                "public": {id for id in kept if everything[id]["openbaarheid"] == "openbaar"},
                "of the griffie": kept,
                "of a member": {id for id in kept if hers.get(id, {}).get("uitgenodigd")} | made.keys(),
                "of a faction": set(made),
            }
            may = {"public": {id: everything[id] for id in must["public"]}, "of a member": hers}
            versions = {id: max((letter.sequence for letter in mail if letter.gathering == id), default=0) for id in made}
            for name in FEEDS:
                compare_feed(checks, name, files[name], may.get(name, everything), must[name], versions, read)
            moments = {}
            for letter in parts.values():
                planned, body = made[letter.gathering]
                final = shown(everything[letter.gathering])
                moments[letter.gathering, letter.sequence] = planned.moments if letter.sequence == 0 else final
            for kind in MAILS:
                compare_mail(checks, kind, {path: one for path, one in parts.items() if one.kind == kind}, moments, read)
            coming = next(id for id, (planned, body) in reversed(made.items()) if body["stand"] == "gepland")
            clerk = installation.person("griffie")
            cancel = lambda: clerk.post(f"/bijeenkomsten/{coming}/annulering", {"reden": "Ziek"}).must(303, "a cancellation")  # noqa: E731
            events = files["of the griffie"].read_bytes().count(b"BEGIN:VEVENT")
            serve_others(checks, folder, feeds["of the griffie"], cancel, events)
    return checks.end(CHECKS)


sys.exit(main())
