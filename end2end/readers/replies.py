"""Answers to invitations, in the manner of the calendars that people have, and of those who mean no good."""

import base64
from datetime import datetime, timedelta, timezone

import letters

# Answers are told apart by their seconds; the first is some minutes old.
BEGUN = datetime.now(timezone.utc) - timedelta(minutes=10)
counted = 0


class Reply:
    """A reply in the making; every part can be spoiled."""

    def __init__(self, letter: letters.Letter, status: str):
        global counted
        counted += 1
        self.number = counted
        self.sender = self.attendee = letter.to
        self.uid, self.sequence, self.organizer = letter.value("UID"), letter.sequence, letter.reply_to
        self.to, self.status, self.method = letter.reply_to, status, "REPLY"
        self.stamp = (BEGUN + timedelta(seconds=counted)).strftime("%Y%m%dT%H%M%SZ")
        self.start, self.more, self.declared, self.headers = "DTSTART:20270101T100000Z", "", None, ""

    def calendar(self, organizer: bool = True) -> str:
        """Its calendar part."""
        lines = [
            *("BEGIN:VCALENDAR", "PRODID:-//Iemand//Agenda//NL", "VERSION:2.0", f"METHOD:{self.method}", "BEGIN:VEVENT"),
            *([f"ORGANIZER:mailto:{self.organizer}"] if organizer else []),
            f"ATTENDEE;CN=Iemand;PARTSTAT={self.status}:mailto:{self.attendee}",
            *(f"UID:{self.uid}", f"SEQUENCE:{self.sequence}", f"DTSTAMP:{self.stamp}", self.start),
            *([self.more] if self.more else []),
            *("END:VEVENT", "END:VCALENDAR", ""),
        ]
        return "\r\n".join(lines)

    def mail(self, kind: str, body: str, more: str = "") -> bytes:
        """The mail around it."""
        head = [
            *(f"From: {self.sender}", f"To: {self.to}", "Subject: Antwoord", f"Message-ID: <{self.number}@client.example>"),
            *(["MIME-Version: 1.0", f"Content-Type: {kind}"] + more.splitlines()),
        ]
        return (self.headers + "\r\n".join(head) + "\r\n\r\n" + body).encode()

    def plain(self) -> bytes:
        """The simplest there is."""
        return self.mail(f"text/calendar; charset=utf-8; method={self.declared or self.method}", self.calendar())


def google(reply: Reply) -> bytes:
    """Universal times, words beside it, the file once more, marked as made by a program."""
    reply.headers = "Sender: Google Calendar <calendar-notification@google.com>\r\nAuto-Submitted: auto-generated\r\n"
    calendar = reply.calendar().replace("PARTSTAT", "X-NUM-GUESTS=0;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT")
    coded = base64.encodebytes(calendar.encode()).decode().replace("\n", "\r\n")
    body = (
        "--g\r\nContent-Type: multipart/alternative; boundary=h\r\n\r\n"
        "--h\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nIemand heeft deze uitnodiging geaccepteerd.\r\n"
        "--h\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Geaccepteerd</p>\r\n"
        f"--h\r\nContent-Type: text/calendar; charset=utf-8; method=REPLY\r\nContent-Transfer-Encoding: 7bit\r\n\r\n{calendar}\r\n--h--\r\n"
        "--g\r\nContent-Type: application/ics; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n--g--\r\n"
    )
    return reply.mail("multipart/mixed; boundary=g", body)


def outlook(reply: Reply) -> bytes:
    """No ORGANIZER, MAILTO in capitals, a zone by Windows' own name, in base64."""
    reply.start = "DTSTART;TZID=W. Europe Standard Time:20270101T110000"
    calendar = reply.calendar(organizer=False).replace("mailto:", "MAILTO:")
    body = base64.encodebytes(calendar.encode()).decode().replace("\n", "\r\n")
    kind = 'text/calendar; charset="utf-8"; method=REPLY'
    return reply.mail(kind, body, "Content-Transfer-Encoding: base64\nX-MS-Has-Attach:\nThread-Topic: Antwoord")


def apple(reply: Reply) -> bytes:
    """Within parts, with an EMAIL and a STATUS."""
    reply.more = "STATUS:CONFIRMED\r\nX-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC"
    calendar = reply.calendar().replace("PARTSTAT", f"EMAIL={reply.attendee};PARTSTAT")
    body = (
        "--Apple-Mail=_1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nIemand komt.\r\n"
        f"--Apple-Mail=_1\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{calendar.replace('=', '=3D')}\r\n--Apple-Mail=_1--\r\n"
    )
    return reply.mail('multipart/alternative; boundary="Apple-Mail=_1"', body)


def thunderbird(reply: Reply) -> bytes:
    """Words, the part, and the file."""
    reply.more = "X-MOZ-GENERATION:1"
    body = (
        "--t\r\nContent-Type: multipart/alternative; boundary=u\r\n\r\n--u\r\nContent-Type: text/plain; charset=UTF-8; format=flowed\r\n\r\n"
        f"Ik kom\r\n--u\r\nContent-Type: text/calendar; charset=UTF-8; method=REPLY\r\n\r\n{reply.calendar()}\r\n--u--\r\n"
        f"--t\r\nContent-Type: application/ics; name=invite.ics\r\n\r\n{reply.calendar()}\r\n--t--\r\n"
    )
    return reply.mail("multipart/mixed; boundary=t", body)


MANNERS = {"Google": google, "Outlook": outlook, "Apple": apple, "Thunderbird": thunderbird}


def nested(reply: Reply) -> bytes:
    """Ten thousand components within each other."""
    reply.more = "BEGIN:X\r\n" * 10_000 + "END:X\r\n" * 9_999 + "END:X"
    return reply.plain()


def deep(reply: Reply) -> bytes:
    """Two thousand parts within each other."""
    body = f"Content-Type: text/calendar; method=REPLY\r\n\r\n{reply.calendar()}"
    for number in range(2_000):
        body = f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n{body}\r\n--b{number}--\r\n"
    return reply.mail("multipart/mixed; boundary=b", f"--b\r\n{body}\r\n--b--\r\n")


def large(reply: Reply) -> bytes:
    """Five megabytes."""
    reply.more = "COMMENT:" + "\r\n ".join(["a" * 72] * 70_000)
    return reply.plain()


def broken(reply: Reply) -> bytes:
    """Bytes that are no UTF-8."""
    return reply.plain().replace(b"CN=Iemand", b"CN=\xc3\x28\xff\xfe\x80").replace(b"UID:", b"UID:\xed\xa0\x80")


def empty(reply: Reply) -> bytes:
    """Nothing at all."""
    return b"\r\n"


def zeros(reply: Reply) -> bytes:
    """Nothing but zeros, in lines."""
    return b"\r\n".join([b"\0" * 500] * 400)


HOSTILE = {"10,000 nested BEGIN": nested, "2,000 deep MIME": deep, "5 MB": large, "bad UTF-8": broken, "nothing": empty, "zeros": zeros}
