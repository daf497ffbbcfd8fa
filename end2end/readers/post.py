"""Invitations out and answers in, through a real Postfix and a real Dovecot.

    python post.py BINARY REPORT short
    python post.py BINARY REPORT long PROVED

The short form: an answer of each kind of calendar, one of each way to forge one, the nested bomb, and some in a mailbox. The long form: every answer in every
manner, everything hostile, a mail that comes back. REPORT gets a line for each check,
and PROVED a row for the table of make prove. Needs root.
"""

import json
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import letters
from checks import Checks
from gatherings import Planned
from installation import Installation, wait
from mailservers import MailServers
from replies import HOSTILE, MANNERS, Reply

CODES = {"ACCEPTED": "ja", "TENTATIVE": "misschien", "DECLINED": "nee"}
# Besides the hostile ones: arriving, the manners, the forged, the repeated, the honest one after them, the mailbox, the one that
# comes back.
LEAST = 1 + len(MANNERS) + 13 + 2 + 3 + 1


class Exchange:
    """The gathering, who was invited to it, and what they answered."""

    def __init__(self, installation: Installation, servers: MailServers, program, gathering: str):
        self.installation, self.servers, self.program, self.gathering = installation, servers, program, gathering
        self.invitations: dict[str, letters.Letter] = {}

    def answers(self) -> dict[str, tuple]:
        """Name to answer and the way by which it came."""
        given = self.program.get(f"/bijeenkomsten/{self.gathering}/antwoorden")["antwoorden"]
        return {one["persoon"]["naam"]: (one["antwoord"], one["via"]) for one in given}

    def send(self, reply: Reply, mail: bytes, door: str = "proven", sender: str | None = None) -> str:
        """Hands a reply in at Postfix."""
        return self.servers.hand_in(door, reply.sender if sender is None else sender, reply.to, mail)

    def changed(self, before: dict) -> dict:
        """Whose answer is another than before."""
        return {name: answer for name, answer in self.answers().items() if before[name] != answer}

    def honest(self, address: str, status: str, manner=Reply.plain) -> list[str]:
        """An honest reply; what is wrong when it does not become the answer of this person and of nobody else."""
        before = self.answers()
        reply = Reply(self.invitations[address], status)
        said = self.send(reply, manner(reply))
        changed = self.changed(before)
        if said == "taken" and list(changed.values()) == [(CODES[status], "agenda")]:
            return []
        return [f"{status}: Postfix says {said}; changed: {changed}"]


def arrived(checks: Checks, exchange: Exchange, people: list[str]) -> None:
    """Everybody's invitation is in their box, and is what a calendar can answer."""
    wrong = []
    for address in people:
        mails = wait(f"the mail of {address}", lambda: exchange.servers.box(address))
        found = [letter for letter in (letters.read(address, raw) for raw in mails) if letter]
        mine = [letter for letter in found if letter.gathering == exchange.gathering]
        if len(mine) != 1:
            wrong.append(f"{address}: {len(mine)} invitations in {len(mails)} mails")
            continue
        wrong += mine[0].wrong()
        exchange.invitations[address] = mine[0]
        # Where it comes back when it cannot be delivered, not to a person.
        if not any(b"Return-Path: <b-" in raw for raw in mails):
            wrong.append(f"{address}: it comes back to another address")
    checks.that("invitations arrive in a box that Dovecot serves", wrong, f"{len(people)} boxes")


def forged(exchange: Exchange, mine: letters.Letter, other: letters.Letter) -> dict[str, tuple]:
    """What must change nothing: name to reply, mail, door, sender and what Postfix says in the end."""

    def spoiled(**parts) -> Reply:
        reply = Reply(mine, "DECLINED")
        for name, value in parts.items():
            setattr(reply, name, value)
        return reply

    claims = f"Authentication-Results: {exchange.servers.postfix.name}; dmarc=pass\r\n"
    claims += f"Authentication-Results: mx.evenwijs.example; dmarc=pass header.from={mine.to.split('@')[1]}\r\n"
    cases = {
        "sent by nobody who is proven": (spoiled(), "unproven", None, "taken"),
        "with a proof that it brought itself": (spoiled(headers=claims), "unproven", None, "taken"),
        "by a proven stranger": (spoiled(sender="boef@elders.example"), "proven", None, "taken"),
        "by a colleague": (spoiled(sender=other.to), "proven", None, "taken"),
        "with two senders": (spoiled(headers="From: boef@elders.example\r\n"), "proven", None, "taken"),
        "with another in the envelope": (spoiled(), "proven", "boef@elders.example", "taken"),
        "to the address of a colleague": (spoiled(to=other.reply_to), "proven", None, "taken"),
        "to an address that nobody was given": (spoiled(to=f"r-{'a' * 24}@{mine.reply_to.split('@')[1]}"), "proven", None, "550"),
        "in the name of a colleague": (spoiled(attendee=other.to), "proven", None, "taken"),
        "about another gathering": (spoiled(uid="0198c0de-0000-7000-8000-000000000001@winterbeek.evenwijs"), "proven", None, "taken"),
        "with two methods": (spoiled(declared="REQUEST"), "proven", None, "taken"),
        "as a cancellation": (spoiled(method="CANCEL"), "proven", None, "taken"),
        "older than what was said": (spoiled(stamp="20200101T000000Z"), "proven", None, "taken"),
    }
    return {name: (reply, reply.plain(), *rest) for name, (reply, *rest) in cases.items()}


def refuse(checks: Checks, exchange: Exchange, address: str, other: str) -> None:
    """Nothing that is not right changes an answer; the first right one after it does."""
    mine, theirs = exchange.invitations[address], exchange.invitations[other]
    first = Reply(mine, "ACCEPTED")
    said = [exchange.send(first, first.plain())]
    no = Reply(mine, "TENTATIVE")
    said.append(exchange.send(no, no.plain()))
    for name, (reply, mail, door, sender, wanted) in forged(exchange, mine, theirs).items():
        before = exchange.answers()
        became = exchange.send(reply, mail, door, sender)
        changed = exchange.changed(before)
        fits = became == wanted if wanted == "taken" else f"said: {wanted}" in became
        checks.that(f"a reply {name} changes nothing", [] if fits and not changed else f"{became}; changed: {changed}")
    before = exchange.answers()
    again = [exchange.send(first, first.plain()), exchange.send(no, no.plain()), exchange.send(no, b"X-Again: 1\r\n" + no.plain())]
    changed = exchange.changed(before)
    wrong = [] if not changed and {*said, *again} == {"taken"} else f"{said} {again}; changed: {changed}"
    checks.that("the same replies once more change nothing", wrong)
    checks.that("and the next honest one counts", exchange.honest(address, "ACCEPTED"))


def withstand(checks: Checks, exchange: Exchange, address: str, names: list[str]) -> None:
    """What should bring it down, and does not."""
    for number, name in enumerate(names):
        before = exchange.answers()
        reply = Reply(exchange.invitations[address], "TENTATIVE")
        said = exchange.send(reply, HOSTILE[name](reply))
        wrong = [f"{said}; changed: {exchange.changed(before)}"] if exchange.changed(before) else []
        if not exchange.installation.is_up():
            wrong.append("the process ended")
        wrong += exchange.honest(address, "DECLINED" if number % 2 == 0 else "ACCEPTED")
        checks.that(f"{name}: still up, and the next honest reply counts", wrong, said[:60])


def fetch(checks: Checks, exchange: Exchange, clerk, address: str) -> None:
    """Answers that lie in a mailbox are fetched, once each, and one that should bring it down stops no other."""
    servers, mine = exchange.servers, exchange.invitations[address]

    def lay_down(*mails: bytes) -> list[str]:
        """Has them delivered and waits until they are read; what is wrong with how they lie there afterwards."""
        before = len(servers.box(servers.replies))
        said = [servers.hand_in("proven", address, servers.replies, mail) for mail in mails]
        wait("the mailbox to be read", lambda: not servers.box(servers.replies, "UNSEEN"))
        there = len(servers.box(servers.replies, "SEEN")) - before
        return [] if there == len(mails) else [f"{there} of {len(mails)} lie there, read; Postfix says {said}"]

    def changes(wanted: list, *mails: bytes) -> list[str]:
        before = exchange.answers()
        wrong = lay_down(*mails)
        changed = list(exchange.changed(before).values())
        return wrong if changed == wanted else [*wrong, f"changed: {changed}"]

    first = Reply(mine, "ACCEPTED")
    checks.that("an answer in a mailbox is fetched and counts", changes([("ja", "agenda")], first.plain()))
    bomb, stranger = Reply(mine, "DECLINED"), Reply(mine, "DECLINED")
    stranger.sender = "boef@elders.example"
    hostile = [first.plain(), HOSTILE["10,000 nested BEGIN"](bomb), HOSTILE["5 MB"](bomb), stranger.plain()]
    wrong = changes([], *hostile) + ([] if exchange.installation.is_up() else ["the process ended"])
    checks.that("the same once more, what is hostile and what is a stranger's are read and change nothing", wrong)
    wrong = changes([("misschien", "agenda")], Reply(mine, "TENTATIVE").plain())
    if "Gelezen " not in clerk.get("/instellingen/agenda-antwoorden").must(200, "the set-up page").text:
        wrong.append("the set-up page does not say that the mailbox was read")
    checks.that("the next honest one in the mailbox counts, and the griffie sees that it is read", wrong)


def come_back(checks: Checks, exchange: Exchange, clerk) -> None:
    """Who has no box any more was not told, and the griffie sees it."""

    def seen() -> bool:
        return "niet meer als verteld" in clerk.get("/agenda-antwoorden?toon=alles").must(200, "the answers").text

    try:
        wait("the report of Postfix", seen)
        wrong = [] if "status=bounced" in exchange.servers.log else ["Postfix sent nothing back"]
    except TimeoutError as error:
        wrong = [str(error), *[line for line in exchange.servers.log.splitlines() if "bounce" in line or "to=<b-" in line]]
    checks.that("a mail that comes back is seen by the griffie", wrong)


def invite(installation: Installation, program, clerk) -> str:
    """A gathering to which everybody is invited; its id."""
    now = datetime.now(timezone.utc)
    planned = Planned("Werkbezoek voor wie antwoordt uit de agenda", (now + timedelta(days=40)).date(), "19:30", "21:00")
    gathering = json.loads(program.post("/bijeenkomsten", planned.body(now, 2)).must(201, "a gathering").text)
    form = {"version": gathering["versie"]}
    clerk.post(f"/bijeenkomsten/{gathering['id']}/uitnodiging", form).must(303, "the invitations")
    return gathering["id"]


def main() -> int:
    checks, long = Checks(sys.argv[2]), sys.argv[3] == "long"
    with tempfile.TemporaryDirectory(prefix="evenwijs-post-") as place:
        folder = Path(place)
        installation = Installation(sys.argv[1], folder / "evenwijs", mail_from="post@evenwijs.example")
        people = installation.people()
        *addresses, gone = [one["e-mail"].lower() for one in people if one["rol"].startswith("raadslid")]
        griffie = next(one["e-mail"] for one in people if "griffie" in one["rol"])
        program = installation.program(griffie)
        with MailServers(folder, gone.split("@")[1], installation.reply_port, gone) as servers:
            installation.environment |= {
                "EVENWIJS_SMTP_URL": f"smtp://127.0.0.1:{servers.ports['own']}",
                "EVENWIJS_RSVP_IMAP_URL": servers.replies_url,
                "EVENWIJS_RSVP_IMAP_EVERY": "1",
            }
            with installation:
                clerk = installation.person("griffie")
                exchange = Exchange(installation, servers, program, invite(installation, program, clerk))
                arrived(checks, exchange, addresses if long else addresses[:7])
                for address, (name, manner) in zip(addresses, MANNERS.items()):
                    wrong = []
                    for status in CODES if long else ["ACCEPTED"]:
                        wrong += exchange.honest(address, status, manner)
                    checks.that(f"{name}'s way of answering counts", wrong)
                refuse(checks, exchange, addresses[4], addresses[5])
                withstand(checks, exchange, addresses[6], list(HOSTILE) if long else list(HOSTILE)[:1])
                fetch(checks, exchange, clerk, addresses[5])
                come_back(checks, exchange, clerk)
    code = checks.end(LEAST + (len(HOSTILE) if long else 1))
    if long:
        told = {"engine": "SQLite", "what": "Mail: invitations and answers through Postfix and Dovecot", "asked": "every check holds"}
        with Path(sys.argv[4]).open("a") as file:
            file.write(json.dumps(told | {"found": f"{checks.passed} hold, {checks.failed} do not"}) + "\n")
    return code


sys.exit(main())
