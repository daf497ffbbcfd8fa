//! Invitations as calendars understand them (RFC 5546, RFC 6047): the same event, with who asks, who is asked, and where
//! the answer goes.

use domain::answers::Answer;
use jiff::Timestamp;

use super::compose::{stamp, wire};
use crate::error::AppError;

domain::codes! {
    /// What the mail wants of a calendar.
    pub enum Method {
        /// Put it in, or change it, and answer.
        Request = "REQUEST",
        /// Strike it out.
        Cancel = "CANCEL",
    }
}

/// Who asks whom.
#[derive(Debug, Clone, Copy)]
pub struct Scheduling<'a> {
    /// What is asked.
    pub method: Method,
    /// The griffie by name.
    pub office: &'a str,
    /// The address of this one invitation, to which the answer goes. Never another one for the same invitation.
    pub reply_to: &'a str,
    /// The address the mail comes from.
    pub sent_by: &'a str,
    /// The person invited, by name.
    pub name: &'a str,
    /// Exactly the address the mail goes to.
    pub address: &'a str,
    /// What they answered and still stands: their calendar is not to forget it when only the place is another.
    pub answer: Option<Answer>,
    /// When the message was made (RFC 5545, 3.8.7.2).
    pub stamped_at: Timestamp,
}

/// A calendar file with one event, made into an invitation of one person.
pub fn addressed(file: &str, scheduling: &Scheduling<'_>) -> Result<String, AppError> {
    let Scheduling { method, office, reply_to, sent_by, name, address, answer, .. } = *scheduling;
    for address in [reply_to, sent_by, address] {
        if !address.bytes().all(|byte| byte.is_ascii_graphic() && !b"\",;:<>\\".contains(&byte)) {
            return Err(AppError::unexpected("an address that does not fit a calendar file"));
        }
    }
    let unfolded = file.replace("\r\n ", "");
    let asks = match method {
        Method::Request => ";RSVP=TRUE",
        Method::Cancel => "",
    };
    let mut out = String::with_capacity(unfolded.len() + 512);
    let mut inside = false;
    for line in unfolded.split("\r\n").filter(|line| !line.is_empty()) {
        match line {
            "BEGIN:VEVENT" => inside = true,
            "END:VEVENT" => {
                out.push_str(&format!(
                    "ORGANIZER;CN={};SENT-BY=\"mailto:{sent_by}\":mailto:{reply_to}\r\n",
                    quoted(office)
                ));
                out.push_str(&format!(
                    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={}{asks};CN={}:mailto:{address}\r\n",
                    part_of(answer),
                    quoted(name)
                ));
                inside = false;
            }
            _ => {}
        }
        if inside && line.starts_with("DTSTAMP:") {
            out.push_str(&format!("DTSTAMP:{}\r\n", stamp(scheduling.stamped_at)));
            continue;
        }
        out.push_str(line);
        out.push_str("\r\n");
        if line == "CALSCALE:GREGORIAN" {
            out.push_str(&format!("METHOD:{method}\r\n"));
        }
    }
    wire(&out)
}

/// An answer as calendars say it (RFC 5545, 3.2.12).
fn part_of(answer: Option<Answer>) -> &'static str {
    match answer {
        None => "NEEDS-ACTION",
        Some(Answer::Yes) => "ACCEPTED",
        Some(Answer::Maybe) => "TENTATIVE",
        Some(Answer::No) => "DECLINED",
    }
}

/// A name as a parameter: quotation marks would end it, and line breaks begin a line.
fn quoted(name: &str) -> String {
    let mut open = false;
    let clean: String = name
        .chars()
        .map(|letter| match letter {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            letter if letter.is_control() => ' ',
            letter => letter,
        })
        .take(200)
        .collect();
    format!("\"{}\"", clean.trim())
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;
    use crate::calendar::compose::{Event, Standing, file};

    fn event(standing: Standing) -> String {
        file(&Event {
            uid: "0198c0de-0000-7000-8000-000000000001@winterbeek.evenwijs",
            sequence: 2,
            changed_at: "2026-09-01T08:00:00Z".parse().unwrap(),
            zone: "Europe/Amsterdam",
            start: datetime(2026, 9, 9, 19, 30, 0, 0),
            end: datetime(2026, 9, 9, 21, 0, 0, 0),
            title: "Werkbezoek, De Brug; een heel lange titel die over meer dan één regel van het bestand gaat lopen",
            place: "Kulturhus",
            description: "",
            url: None,
            standing,
            reminder: None,
        })
        .unwrap()
    }

    fn scheduling(name: &str) -> Scheduling<'_> {
        Scheduling {
            method: Method::Request,
            office: "Griffie Winterbeek",
            reply_to: "r-abcdefghijklmnopqrstuvwx@rsvp.evenwijs.example",
            sent_by: "post@evenwijs.example",
            name,
            address: "otto@winterbeek.example",
            answer: None,
            stamped_at: "2026-09-02T10:00:00Z".parse().unwrap(),
        }
    }

    fn lines(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_invitation_says_who_asks_whom_and_where_the_answer_goes() {
        let text = addressed(&event(Standing::Firm), &scheduling("Otto \"de stem\" Oppositie")).unwrap();
        let lines = lines(&text);
        for line in [
            "METHOD:REQUEST",
            "DTSTAMP:20260902T100000Z",
            "LAST-MODIFIED:20260901T080000Z",
            "SEQUENCE:2",
            "ORGANIZER;CN=\"Griffie Winterbeek\";SENT-BY=\"mailto:post@evenwijs.example\":mailto:r-abcdefghijklmnopqrstuvwx@rsvp.evenwijs.example",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Otto “de stem” Oppositie\":mailto:otto@winterbeek.example",
        ] {
            assert_eq!(lines.iter().filter(|found| *found == line).count(), 1, "{line}\n{text}");
        }
        assert_eq!(lines.iter().filter(|line| line.starts_with("DTSTAMP")).count(), 1, "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    }

    #[test]
    fn an_answer_that_stands_goes_along() {
        for (answer, part) in [(Answer::Yes, "ACCEPTED"), (Answer::Maybe, "TENTATIVE"), (Answer::No, "DECLINED")] {
            let scheduling = Scheduling { answer: Some(answer), ..scheduling("Otto") };
            let text = addressed(&event(Standing::Firm), &scheduling).unwrap();
            assert!(lines(&text).iter().any(|line| line.contains(&format!(";PARTSTAT={part};RSVP=TRUE;"))), "{text}");
        }
    }

    #[test]
    fn a_cancellation_asks_for_no_answer() {
        let cancel = Scheduling { method: Method::Cancel, ..scheduling("Otto") };
        let text = addressed(&event(Standing::Cancelled), &cancel).unwrap();
        assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("STATUS:CANCELLED\r\n"), "{text}");
        assert!(!text.contains("RSVP") && lines(&text).iter().any(|line| line.starts_with("ATTENDEE")), "{text}");
    }

    #[test]
    fn a_name_begins_no_line_and_an_address_no_parameter() {
        let text = addressed(&event(Standing::Firm), &scheduling("A\r\nX-EVIL:1\0\"")).unwrap();
        assert!(!text.contains("\r\nX-EVIL"), "{text}");
        for address in ["a@b\r\nX:1", "a\"@b", "a@b;X=1", "a b@c"] {
            let wrong = Scheduling { address, ..scheduling("Otto") };
            assert!(addressed(&event(Standing::Firm), &wrong).is_err(), "{address:?}");
        }
    }
}
