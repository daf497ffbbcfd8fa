"""The invitations in the mail that left, read with Python's own mail library."""

import email
import email.policy
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Letter:
    """A mail with something for a calendar in it."""

    name: str
    to: str
    reply_to: str
    method: str
    text: str
    attached: str

    def value(self, name: str) -> str:
        """What stands behind a property, unfolded."""
        found = re.search(rf"^{name}(?:;[^:\n\"]*(?:\"[^\"]*\"[^:\n\"]*)*)?:(.*)$", self.unfolded, re.M)
        return found[1] if found else ""

    @property
    def unfolded(self) -> str:
        """The calendar's lines as they were before they were folded."""
        return self.text.replace("\r\n ", "").replace("\r\n", "\n")

    @property
    def gathering(self) -> str:
        """The id of the gathering."""
        return self.value("UID").split("@")[0]

    @property
    def sequence(self) -> int:
        """Which version of it."""
        return int(self.value("SEQUENCE"))

    @property
    def kind(self) -> str:
        """Method and version."""
        return f"{self.method} {self.sequence}"

    def wrong(self) -> list[str]:
        """What RFC 6047 asks of such a mail and this one lacks."""
        asked = {
            "the method of the part is that of the calendar": self.method == self.value("METHOD"),
            "what is attached is the same": self.attached == self.text,
            "the one asked is the one written to": self.value("ATTENDEE").lower() == f"mailto:{self.to}",
            "the answer goes to the reply address": self.value("ORGANIZER") == f"mailto:{self.reply_to}",
        }
        return [f"{self.name}: not so: {what}" for what, so in asked.items() if not so]


def read(name: str, raw: bytes) -> Letter | None:
    """The letter in a mail; nothing where it holds no invitation."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    text, attached, method = "", "", ""
    for part in mail.walk():
        if part.get_content_type() == "text/calendar" and part.get_param("method"):
            text, method = part.get_payload(decode=True).decode(), part.get_param("method")
        elif part.get_content_type() == "application/ics":
            attached = part.get_payload(decode=True).decode()
    if not method:
        return None
    address = lambda header: mail[header].addresses[0].addr_spec  # noqa: E731
    return Letter(name, address("To").lower(), address("Reply-To"), method, text, attached)


def all_in(folder: Path) -> list[Letter]:
    """Every letter in a folder, in the order in which they left."""
    files = sorted(path for path in folder.glob("*.eml") if not path.name.startswith("."))
    return [letter for letter in (read(path.stem, path.read_bytes()) for path in files) if letter]
