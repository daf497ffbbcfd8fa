//! One conversation: RFC 5321 and RFC 2033, as far as a mail server of one's own needs them.

use std::io;

use app::{
    AppState,
    replies::{
        address,
        ingest::{Delivery, Source, ingest},
    },
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, BufWriter},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
};

use super::Limits;

/// The end of a mail, and nothing like it: a bare line feed ends no line here, or two mails could be made of one.
const END: &[u8] = b"\r\n.\r\n";

/// Says that there is no room.
pub(super) async fn turn_away(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(b"421 4.3.2 too many conversations, try again later\r\n").await?;
    stream.shutdown().await
}

/// What came in on the line.
enum Line {
    Text(String),
    TooLong,
    End,
}

/// A mail in the making.
#[derive(Default)]
struct Envelope {
    begun: bool,
    null_sender: bool,
    recipients: Vec<String>,
}

struct Session<'a> {
    app: &'a AppState,
    limits: Limits,
    reader: BufReader<OwnedReadHalf>,
    writer: BufWriter<OwnedWriteHalf>,
    name: String,
    /// How the other side said hello; nothing before it did.
    source: Option<Source>,
    envelope: Envelope,
    mistakes: usize,
    mails: usize,
}

/// Talks until the other side goes, or has had its share of anything.
pub(super) async fn talk(
    stream: TcpStream,
    app: &AppState,
    limits: Limits,
    mut ending: watch::Receiver<bool>,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, writer) = stream.into_split();
    let name = app.settings.post.domain.clone().unwrap_or_else(|| "localhost".to_owned());
    let mut session = Session {
        app,
        limits,
        reader: BufReader::new(reader),
        writer: BufWriter::new(writer),
        name,
        source: None,
        envelope: Envelope::default(),
        mistakes: 0,
        mails: 0,
    };
    let hello = format!("220 {} ready", session.name);
    session.say(&hello).await?;
    loop {
        let line = tokio::select! {
            biased;
            _ = ending.wait_for(|ending| *ending) => None,
            line = tokio::time::timeout(limits.patience, session.line()) => Some(line),
        };
        let line = match line {
            None => return session.say("421 4.3.2 stopping, try again later").await,
            Some(Err(_)) => return session.say("421 4.4.2 waited too long").await,
            Some(Ok(line)) => line?,
        };
        let go_on = match line {
            Line::End => return Ok(()),
            Line::TooLong => session.mistake("500 5.5.6 line too long").await?,
            Line::Text(text) => session.command(&text).await?,
        };
        if !go_on {
            return Ok(());
        }
    }
}

impl Session<'_> {
    async fn say(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_all(text.as_bytes()).await?;
        self.writer.write_all(b"\r\n").await?;
        // Somebody who does not read what is said does not hold the conversation up for ever.
        match tokio::time::timeout(self.limits.patience, self.writer.flush()).await {
            Ok(flushed) => flushed,
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    /// Says what is wrong, and whether to go on.
    async fn mistake(&mut self, text: &str) -> io::Result<bool> {
        self.mistakes += 1;
        if self.mistakes > self.limits.mistakes {
            self.say("421 4.7.0 too many mistakes").await?;
            return Ok(false);
        }
        self.say(text).await?;
        Ok(true)
    }

    /// The next line, without its end. Not safe to give up in the middle, except for good.
    async fn line(&mut self) -> io::Result<Line> {
        let mut bytes = Vec::new();
        let most = self.limits.line as u64;
        (&mut self.reader).take(most).read_until(b'\n', &mut bytes).await?;
        if bytes.is_empty() {
            return Ok(Line::End);
        }
        if !bytes.ends_with(b"\n") {
            if (bytes.len() as u64) < most {
                return Ok(Line::End);
            }
            // The rest of the line goes by, as far as patience and flood allow.
            let mut rest = 0;
            loop {
                let buffer = self.reader.fill_buf().await?;
                let (end, used) = match buffer.iter().position(|byte| *byte == b'\n') {
                    Some(at) => (true, at + 1),
                    None => (buffer.is_empty(), buffer.len()),
                };
                self.reader.consume(used);
                rest += used;
                if end || rest > self.limits.flood {
                    break;
                }
            }
            return Ok(Line::TooLong);
        }
        Ok(Line::Text(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// Answers one command, and whether to go on.
    async fn command(&mut self, text: &str) -> io::Result<bool> {
        let (verb, rest) = text.split_once(' ').unwrap_or((text, ""));
        match verb.to_ascii_uppercase().as_str() {
            "LHLO" => self.hello(Source::Lmtp).await,
            "EHLO" => self.hello(Source::Smtp).await,
            "HELO" => {
                (self.source, self.envelope) = (Some(Source::Smtp), Envelope::default());
                let text = format!("250 {}", self.name);
                self.good(&text).await
            }
            "MAIL" => self.mail(rest).await,
            "RCPT" => self.rcpt(rest).await,
            "DATA" => self.data().await,
            "RSET" => {
                self.envelope = Envelope::default();
                self.good("250 2.0.0 forgotten").await
            }
            "NOOP" => self.good("250 2.0.0 well").await,
            "QUIT" => {
                self.say("221 2.0.0 goodbye").await?;
                Ok(false)
            }
            "VRFY" => self.mistake("252 2.0.0 send and see").await,
            _ => self.mistake("500 5.5.1 not understood").await,
        }
    }

    async fn good(&mut self, text: &str) -> io::Result<bool> {
        self.say(text).await?;
        Ok(true)
    }

    async fn hello(&mut self, source: Source) -> io::Result<bool> {
        (self.source, self.envelope) = (Some(source), Envelope::default());
        let text = format!(
            "250-{}\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE {}",
            self.name, self.limits.mail
        );
        self.good(&text).await
    }

    async fn mail(&mut self, rest: &str) -> io::Result<bool> {
        if self.source.is_none() || self.envelope.begun {
            return self.mistake("503 5.5.1 not now").await;
        }
        let Some((sender, options)) = path(rest, "FROM:") else {
            return self.mistake("501 5.5.4 MAIL FROM:<address>").await;
        };
        if self.mails >= self.limits.mails {
            self.say("421 4.7.0 enough mail for one conversation").await?;
            return Ok(false);
        }
        let size = options.split(' ').find_map(|option| {
            let (name, value) = option.split_once('=')?;
            name.eq_ignore_ascii_case("SIZE").then(|| value.parse::<usize>().unwrap_or(usize::MAX))
        });
        if size.is_some_and(|size| size > self.limits.mail) {
            return self.mistake("552 5.3.4 larger than an answer").await;
        }
        self.envelope = Envelope { begun: true, null_sender: sender.is_empty(), recipients: Vec::new() };
        self.good("250 2.1.0 from there").await
    }

    async fn rcpt(&mut self, rest: &str) -> io::Result<bool> {
        if !self.envelope.begun {
            return self.mistake("503 5.5.1 not now").await;
        }
        let Some((recipient, _)) = path(rest, "TO:") else {
            return self.mistake("501 5.5.4 RCPT TO:<address>").await;
        };
        if self.envelope.recipients.len() >= self.limits.recipients {
            return self.mistake("452 4.5.3 too many recipients").await;
        }
        let Some(domain) = self.app.settings.post.domain.clone() else {
            return self.mistake("550 5.1.1 no answers are taken here").await;
        };
        let now = self.app.clock.now();
        match address::is_known(self.app.db.read(), &domain, &recipient, now).await {
            Ok(true) => {
                self.envelope.recipients.push(recipient);
                self.good("250 2.1.5 to here").await
            }
            Ok(false) => self.mistake("550 5.1.1 no such address").await,
            Err(error) => {
                tracing::error!(%error, "a recipient could not be looked up");
                self.mistake("451 4.3.0 try again later").await
            }
        }
    }

    async fn data(&mut self) -> io::Result<bool> {
        let Some(source) = self.source.filter(|_| !self.envelope.recipients.is_empty()) else {
            return self.mistake("503 5.5.1 not now").await;
        };
        self.say("354 end with a dot on a line of its own").await?;
        let raw = match tokio::time::timeout(self.limits.whole_mail, self.content()).await {
            Ok(raw) => raw?,
            Err(_) => {
                self.say("421 4.4.2 waited too long").await?;
                return Ok(false);
            }
        };
        self.mails += 1;
        let Envelope { null_sender, recipients, .. } = std::mem::take(&mut self.envelope);
        let count = recipients.len();
        let Some(raw) = raw else {
            for _ in 0..(if source == Source::Lmtp { count } else { 1 }) {
                self.say("552 5.3.4 larger than an answer").await?;
            }
            return Ok(true);
        };
        let delivery = Delivery { raw, recipients, null_sender, source };
        let mut failed = Vec::with_capacity(count);
        for outcome in ingest(self.app, delivery).await {
            if let Err(error) = &outcome {
                tracing::error!(%error, "a mail could not be taken; the mail server offers it again");
            }
            failed.push(outcome.is_err());
        }
        // What is not right with a mail is for people to see here: a refusal now would bounce to whoever is named as its
        // sender.
        let said = |failed: bool| if failed { "451 4.3.0 try again later" } else { "250 2.0.0 taken" };
        if source == Source::Lmtp {
            for failed in failed {
                self.say(said(failed)).await?;
            }
        } else {
            self.say(said(failed.contains(&true))).await?;
        }
        Ok(true)
    }

    /// A mail up to its end, with the dots that were added taken away; `None` when it is too large. Past the flood it is
    /// an error.
    async fn content(&mut self) -> io::Result<Option<Vec<u8>>> {
        let (mut kept, mut all) = (Vec::new(), 0_usize);
        // How much of the end was seen last; a line ended before the first octet.
        let mut matched = 2;
        while matched < END.len() {
            let buffer = self.reader.fill_buf().await?;
            if buffer.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let mut used = 0;
            for byte in buffer {
                used += 1;
                matched = match *byte {
                    byte if byte == END[matched] => matched + 1,
                    b'\r' => 1,
                    _ => 0,
                };
                if matched == END.len() {
                    break;
                }
            }
            if kept.len() <= self.limits.mail {
                kept.extend_from_slice(&buffer[..used]);
            }
            self.reader.consume(used);
            all += used;
            if all > self.limits.flood {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        if all > self.limits.mail {
            return Ok(None);
        }
        // The end begins with the end of the last line, which is part of the mail.
        kept.truncate(kept.len().saturating_sub(END.len() - 2));
        Ok(Some(unstuffed(&kept)))
    }
}

/// A mail without the dots that were put before the dots at the beginning of its lines.
fn unstuffed(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut fresh = true;
    let mut last = 0;
    for byte in text {
        if !(fresh && *byte == b'.') {
            out.push(*byte);
        }
        fresh = last == b'\r' && *byte == b'\n';
        last = *byte;
    }
    out
}

/// The address between angle brackets after `FROM:` or `TO:`, and what follows it.
fn path(text: &str, word: &str) -> Option<(String, String)> {
    let head = text.get(..word.len())?;
    let rest = text.get(word.len()..)?.trim_start();
    if !head.eq_ignore_ascii_case(word) {
        return None;
    }
    let (address, options) = rest.strip_prefix('<')?.split_once('>')?;
    // A route before the address (RFC 5321, 4.1.1.3) is passed over.
    let address = address.rsplit_once(':').map_or(address, |(_, address)| address);
    let fits = address.len() <= 320 && !address.chars().any(|c| c.is_control() || c == '<');
    fits.then(|| (address.to_owned(), options.trim().to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_between_angle_brackets() {
        let table = [
            ("FROM:<a@b.nl> SIZE=12", "FROM:", Some(("a@b.nl", "SIZE=12"))),
            ("from: <>", "FROM:", Some(("", ""))),
            ("TO:<@relay.nl:a@b.nl>", "TO:", Some(("a@b.nl", ""))),
            ("TO:a@b.nl", "TO:", None),
            ("TO:<a@b.nl", "TO:", None),
            ("FROM:<a@b.nl>", "TO:", None),
            ("é", "TO:", None),
            ("", "TO:", None),
        ];
        for (text, word, wanted) in table {
            let got = path(text, word);
            assert_eq!(got.as_ref().map(|(a, o)| (a.as_str(), o.as_str())), wanted, "{text}");
        }
    }

    #[test]
    fn added_dots_are_taken_away_and_no_other() {
        for (wire, mail) in [("..a\r\n..\r\nb.\r\n", ".a\r\n.\r\nb.\r\n"), ("a\n..b\r\n", "a\n..b\r\n"), ("", "")] {
            assert_eq!(String::from_utf8(unstuffed(wire.as_bytes())).unwrap(), mail);
        }
    }
}
