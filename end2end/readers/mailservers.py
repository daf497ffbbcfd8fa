"""A Postfix and a Dovecot of the check's own, on the loopback: what stands between Evenwijs and people's calendars.

Both run from a folder of their own, on ports of their own, and touch nothing of a mail server that the machine may have. Starting them
needs root. There is no name server here and so no DMARC; two doors stand in for it. At `proven` every sender is found to be
who they say, at `unproven` nobody is; both write that down as a real check would (RFC 8601).
"""

import imaplib
import os
import pwd
import re
import shutil
import smtplib
import subprocess
from pathlib import Path
from urllib.parse import quote

from installation import OURS, RSVP, free_port, listens, wait

MAIN = """
compatibility_level = 3.6
queue_directory = {here}/queue
data_directory = {here}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {here}/mail.log
maillog_file_prefixes = {here}
myhostname = {ours}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
disable_dns_lookups = yes
smtpd_peername_lookup = no
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:nobody lives here
message_size_limit = 20000000
virtual_mailbox_domains = {domain}, elders.example
virtual_mailbox_maps = static:everybody
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
relay_domains = {rsvp}
# What is to be offered again, is offered soon.
queue_run_delay = 1s
minimal_backoff_time = 1s
# As a mail server would that does not say first how large a mail is.
lmtp_discard_lhlo_keywords = size
transport_maps = regexp:{here}/transport
smtpd_relay_restrictions = permit_mynetworks, reject
"""
MASTER = """
{proven} inet n - n - - smtpd
  -o {{smtpd_sender_restrictions=check_sender_access regexp:{here}/proven}}
{unproven} inet n - n - - smtpd
  -o {{smtpd_sender_restrictions=check_sender_access regexp:{here}/unproven}}
{own} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """
base_dir = {here}/run
state_dir = {here}/state
log_path = {here}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{here}/mail/%Lu
first_valid_uid = 1
last_valid_uid = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={here}/mail/%Lu
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""


# What static passdb asks of everybody.
PASSWORD = "geheim"


class MailServers:
    """Both servers; a context that ends with them."""

    def __init__(self, folder: Path, domain: str, reply_port: int, gone: str):
        self.environment = os.environ | {"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}
        self.postfix, self.dovecot = folder / "postfix", folder / "dovecot"
        self.ports = {name: free_port() for name in ("proven", "unproven", "own", "imap", "lmtp")}
        # Where a council would have its answers that can have them only in a mailbox.
        self.replies = f"antwoorden@{domain}"
        # Their processes are other users', who must be able to get here.
        folder.chmod(0o755)
        owner = pwd.getpwnam("nobody")
        self.postfix.mkdir()
        (self.postfix / "queue").mkdir()
        (self.postfix / "data").mkdir()
        shutil.chown(self.postfix / "data", "postfix")
        names = {"here": self.postfix, "ours": OURS, "rsvp": RSVP, "domain": domain, **self.ports}
        self.write("main.cf", MAIN.format(**names))
        self.write("master.cf", MASTER.format(**names))
        # Who is gone has an address that this server still takes, and sends back when the next one knows nobody of this name.
        wanted = "".join(f"/{name}$/ lmtp:inet:127.0.0.1:{reply_port}\n" for name in (f"^{re.escape(gone)}", f"@{re.escape(RSVP)}"))
        self.write("transport", wanted)
        for name, found in (("proven", "pass"), ("unproven", "fail")):
            self.write(name, f"/@([a-z0-9.-]+)$/ PREPEND Authentication-Results: {OURS}; dmarc={found} header.from=$1\n")
        (self.dovecot / "mail").mkdir(parents=True)
        shutil.chown(self.dovecot / "mail", owner.pw_uid, owner.pw_gid)
        config = DOVECOT.format(here=self.dovecot, uid=owner.pw_uid, gid=owner.pw_gid, password=PASSWORD, **self.ports)
        (self.dovecot / "dovecot.conf").write_text(config)

    def write(self, name: str, text: str) -> None:
        (self.postfix / name).write_text(text.lstrip("\n"))

    def __enter__(self) -> "MailServers":
        self.running = []
        try:
            self.start("postfix", "-c", self.postfix, "start-fg")
            self.start("dovecot", "-F", "-c", self.dovecot / "dovecot.conf")
            wait("the mail servers", lambda: all(listens(port) for port in self.ports.values()))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_) -> None:
        # Postfix' first process is not the one that was started, and knows how to end it.
        subprocess.run([self.program("postfix"), "-c", self.postfix, "stop"], capture_output=True, env=self.environment, check=False)
        for process in self.running:
            process.terminate()
            process.wait(20)

    def program(self, name: str) -> str:
        """Where it is; Debian keeps it where only root looks."""
        return shutil.which(name, path=self.environment["PATH"]) or name

    def start(self, name: str, *words) -> None:
        """Starts one of them in the foreground, so that it ends with us."""
        with (self.postfix.parent / f"{name}.out").open("w") as out:
            command = [self.program(name), *map(str, words)]
            self.running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=self.environment))

    @property
    def log(self) -> str:
        """What Postfix says that it did."""
        path = self.postfix / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def hand_in(self, door: str, sender: str, to: str, mail: bytes) -> str:
        """Hands a mail in, and waits until Postfix is done with it; what became of it: `taken`, or what was said instead."""
        with smtplib.SMTP("127.0.0.1", self.ports[door], timeout=60) as smtp:
            smtp.ehlo("client.example")
            for code, said in (smtp.mail(sender), smtp.rcpt(to)):
                if code >= 400:
                    return f"{code} {said.decode()}"
            code, said = smtp.data(mail)
        queued = re.search(rb"queued as (\w+)", said)
        if not queued:
            return f"{code} {said.decode()}"
        number = queued[1].decode()
        wait("Postfix", lambda: f"{number}: removed" in self.log)
        done = re.search(rf"{number}: to=.*status=(\w+) \((.*)\)", self.log)
        return "taken" if done[1] == "sent" and done[2].endswith("2.0.0 taken") else done[2]

    @property
    def replies_url(self) -> str:
        """That mailbox, for the settings."""
        return f"imap://{quote(self.replies, safe='')}:{PASSWORD}@127.0.0.1:{self.ports['imap']}/INBOX"

    def box(self, address: str, which: str = "ALL") -> list[bytes]:
        """The mail that somebody has, by IMAP."""
        with imaplib.IMAP4("127.0.0.1", self.ports["imap"], timeout=60) as imap:
            imap.login(address, PASSWORD)
            imap.select(readonly=True)
            numbers = imap.search(None, which)[1][0].split()
            return [imap.fetch(number, "(RFC822)")[1][0][1] for number in numbers]
