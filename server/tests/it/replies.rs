//! Answers from calendars, by a real conversation with the real listener: what counts, what waits, what never does.

use app::{
    gate,
    gatherings::{
        commands::{self as planning, Change},
        input::Input,
        store,
    },
    mail::outbox::entity::Model as Outgoing,
    replies,
};
use domain::policy::{Facts, act};
use jiff::SignedDuration;
use mail_parser::{Message, MessageParser, MimeHeaders};
use uuid::Uuid;

use self::wire::Talk;
use crate::{
    gatherings::{invited, typed},
    support::{TestApp, Town},
};

mod doubtful;
mod gateway;
mod hostile;
mod mail_server;
mod mailbox;
mod pages;
mod taken_back;
mod wire;

pub const DOMAIN: &str = "rsvp.evenwijs.example";
pub const OURS: &str = "mx.evenwijs.example";

/// An installation that calendars can answer, with its listener.
pub struct Post {
    pub app: TestApp,
    pub town: Town,
    pub port: u16,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Post {
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// The same with extra settings.
    pub async fn start_with(more: &[(&str, &str)]) -> Self {
        let settings = [("EVENWIJS_RSVP_DOMAIN", DOMAIN), ("EVENWIJS_RSVP_AUTHSERV_ID", OURS)];
        let app = TestApp::start_with(&[settings.as_slice(), more].concat()).await;
        let town = app.town("Winterbeek").await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let state = app.state().clone();
        tokio::spawn(server::inbound::serve(listener, state, server::inbound::Limits::default(), async {
            let _ = stopped.await;
        }));
        Self { app, town, port, _stop: stop }
    }

    /// Everything that has left so far, as it went over the wire.
    pub async fn sent(&self) -> Vec<Vec<u8>> {
        self.app.deliver().await;
        let mut files: Vec<_> =
            std::fs::read_dir(&self.app.config.mail_dir).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
    }

    /// The newest mail to somebody, as it went over the wire.
    pub async fn last_to(&self, name: &str) -> Letter {
        let address = format!("{name}@{}.example", self.town.slug);
        let all = self.sent().await;
        let to = |raw: &&Vec<u8>| {
            let mail = MessageParser::default().parse(raw.as_slice()).unwrap();
            mail.to().unwrap().first().unwrap().address().unwrap() == address
        };
        Letter(all.iter().rev().find(to).expect("a mail").clone())
    }

    /// Hands a mail over as a mail server does, and answers what was said.
    pub async fn hand_over(&self, to: &str, mail: &str) -> String {
        let mut talk = Talk::begin(self.port).await;
        talk.deliver("otto@winterbeek.example", to, mail.as_bytes()).await
    }

    /// Hands over what a mail server wrote itself: its envelope names nobody.
    pub async fn hand_over_report(&self, to: &str, mail: &str) -> String {
        Talk::begin(self.port).await.deliver("", to, mail.as_bytes()).await
    }

    /// What somebody answered, and by which way.
    pub async fn answer_of(&self, name: &str) -> (Option<String>, Option<String>) {
        let tenant = self.app.tenant(&self.town).await;
        let db = self.app.state().db.read();
        let (row,) = self.gathering(&tenant).await;
        let replies = app::answers::store::replies(db, &tenant, row).await.unwrap();
        let reply = replies.into_iter().find(|reply| reply.person == self.town.person(name)).unwrap();
        (reply.answer.map(|answer| answer.code().to_owned()), reply.via.map(|via| via.code().to_owned()))
    }

    async fn gathering(&self, tenant: &app::tenant::Tenant) -> (Uuid,) {
        use app::gatherings::entity::gathering::{Column, Entity};
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
        let row = Entity::find().filter(Column::MunicipalityId.eq(tenant.id())).one(self.app.state().db.read()).await;
        (row.unwrap().unwrap().id,)
    }

    /// The newest mail that came in: what became of it, and why.
    pub async fn fate(&self) -> (String, String) {
        let tenant = self.app.tenant(&self.town).await;
        let (lines, _) = replies::store::page(self.app.state().db.read(), &tenant, true, None).await.unwrap();
        lines.first().map(|line| (line.row.standing.clone(), line.row.reason.clone())).unwrap_or_default()
    }
}

/// A mail as it left.
pub struct Letter(Vec<u8>);

impl Letter {
    pub fn parsed(&self) -> Message<'_> {
        MessageParser::default().parse(self.0.as_slice()).unwrap()
    }

    /// The invitation in it.
    pub fn invitation(&self) -> Invitation {
        let mail = self.parsed();
        let part = mail.parts.iter().find(|part| {
            part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
        });
        let text = String::from_utf8(part.expect("a calendar part").contents().to_vec()).unwrap();
        Invitation { text: text.replace("\r\n ", "") }
    }
}

/// The calendar file of an invitation.
#[derive(Clone)]
pub struct Invitation {
    pub text: String,
}

impl Invitation {
    pub fn line(&self, start: &str) -> &str {
        self.text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start}\n{}", self.text))
    }

    pub fn value(&self, start: &str) -> &str {
        self.line(start).rsplit_once(':').unwrap().1
    }

    pub fn reply_to(&self) -> String {
        self.value("ORGANIZER").to_owned()
    }
}

/// A reply in the making, in the manner of a calendar.
#[derive(Clone)]
pub struct Reply {
    pub from: String,
    pub proof: String,
    pub uid: String,
    pub attendee: String,
    pub sequence: String,
    pub stamp: String,
    pub method: String,
    pub status: String,
    pub organizer: Option<String>,
    pub more: String,
    pub number: u32,
}

impl Reply {
    pub fn to(invitation: &Invitation, name: &str, status: &str) -> Self {
        let address = format!("{name}@winterbeek.example");
        Self {
            from: address.clone(),
            proof: format!("Authentication-Results: {OURS}; dkim=pass; dmarc=pass header.from=winterbeek.example\r\n"),
            uid: invitation.value("UID").to_owned(),
            attendee: address,
            sequence: invitation.value("SEQUENCE").to_owned(),
            stamp: "20260901T080000Z".to_owned(),
            method: "REPLY".to_owned(),
            status: status.to_owned(),
            organizer: Some(invitation.reply_to()),
            more: String::new(),
            number: 1,
        }
    }

    pub fn calendar(&self) -> String {
        let organizer = self.organizer.as_ref().map(|to| format!("ORGANIZER:mailto:{to}\r\n")).unwrap_or_default();
        format!(
            "BEGIN:VCALENDAR\r\nPRODID:-//Iemand//Agenda\r\nVERSION:2.0\r\nMETHOD:{}\r\nBEGIN:VEVENT\r\nUID:{}\r\nDTSTAMP:{}\r\n\
             DTSTART:20260909T173000Z\r\nDTEND:20260909T190000Z\r\nSEQUENCE:{}\r\n{organizer}\
             ATTENDEE;PARTSTAT={};CN=Otto:mailto:{}\r\n{}END:VEVENT\r\nEND:VCALENDAR\r\n",
            self.method, self.uid, self.stamp, self.sequence, self.status, self.attendee, self.more
        )
    }

    pub fn mail(&self) -> String {
        self.mail_of(&format!("text/calendar; charset=utf-8; method={}", self.method), &self.calendar())
    }

    pub fn mail_of(&self, kind: &str, body: &str) -> String {
        format!(
            "{}From: Otto <{}>\r\nMessage-ID: <{}@winterbeek.example>\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\n\
             Content-Type: {kind}\r\n\r\n{body}",
            self.proof, self.from, self.number
        )
    }
}

// Out --------------------------------------------------------------------------------------------------------------

async fn change(post: &Post, id: Uuid, input: Input) {
    let app = &post.app;
    let tenant = app.tenant(&post.town).await;
    let db = app.state().db.read();
    let version = store::find(db, &tenant, id).await.unwrap().version;
    let actor = app.actor(&post.town, "greet").await;
    let allowed = gate::authorize::<act::ChangeGathering>(&actor, Facts::default()).unwrap();
    let filled = input.parse(planning::Stage::Ready, &domain::localtime::amsterdam()).unwrap();
    let change = Change { filled, version };
    let base = &app.state().settings.base_url;
    planning::change(&app.state().db, &allowed, id, change, base, app.now()).await.unwrap();
}

fn moved(post: &Post) -> Input {
    Input { begin: "20:00".to_owned(), ..typed(&post.town) }
}

#[tokio::test]
async fn everybody_gets_an_invitation_of_their_own_that_a_calendar_can_answer() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await;
    let cora = post.last_to("cora").await.invitation();
    let mail = otto.parsed();
    let invitation = otto.invitation();
    assert_eq!(invitation.line("METHOD"), "METHOD:REQUEST");
    assert_eq!(invitation.text.matches("ATTENDEE").count(), 1);
    assert_eq!(invitation.value("ATTENDEE"), "otto@winterbeek.example");
    assert_eq!(invitation.line("SEQUENCE"), "SEQUENCE:0");
    assert_eq!(invitation.value("UID"), cora.value("UID"), "one meeting");
    let reply_to = invitation.reply_to();
    assert_ne!(reply_to, cora.reply_to(), "and an address for each");
    assert!(!otto.invitation().text.contains("cora@") && !String::from_utf8_lossy(&otto.0).contains(&cora.reply_to()));
    assert!(
        reply_to.starts_with("r-") && reply_to.ends_with(DOMAIN) && reply_to.len() == 27 + DOMAIN.len(),
        "{reply_to}"
    );
    assert!(!reply_to.contains('+'));
    assert_eq!(mail.reply_to().unwrap().first().unwrap().address(), Some(reply_to.as_str()));
    assert_eq!(mail.from().unwrap().first().unwrap().address(), Some("post@evenwijs.example"));
    // The same bytes once more, attached.
    let attached =
        mail.attachments().find(|part| part.content_type().is_some_and(|kind| kind.subtype() == Some("ics")));
    assert_eq!(String::from_utf8_lossy(attached.unwrap().contents()).replace("\r\n ", ""), invitation.text);
    // What waits in the outbox can be answered by nobody.
    assert_eq!(post.app.count("SELECT COUNT(*) FROM outbox WHERE ics LIKE '%ORGANIZER%'").await, 0);
}

#[tokio::test]
async fn a_change_and_a_cancellation_are_of_the_same_meeting_and_nothing_is_sent_for_nothing() {
    let post = Post::start().await;
    let id = invited(&post.app, &post.town).await;
    let first = post.last_to("otto").await.invitation();
    let before = post.sent().await.len();
    post.app.pass(SignedDuration::from_hours(1));
    change(&post, id, typed(&post.town)).await;
    assert_eq!(post.sent().await.len(), before, "nothing changed");
    change(&post, id, moved(&post)).await;
    let second = post.last_to("otto").await.invitation();
    assert_eq!(post.sent().await.len(), before * 2, "one each");
    assert_eq!((second.line("METHOD"), second.line("SEQUENCE")), ("METHOD:REQUEST", "SEQUENCE:1"));
    assert!(first.text.contains(";PARTSTAT=NEEDS-ACTION;") && second.text.contains(";PARTSTAT=NEEDS-ACTION;"));
    assert_eq!(second.line("DTSTAMP"), "DTSTAMP:20260901T090000Z");
    assert_eq!(second.line("DTSTART;TZID"), "DTSTART;TZID=Europe/Amsterdam:20260909T200000");
    post.app.pass(SignedDuration::from_hours(1));
    let actor = post.app.actor(&post.town, "greet").await;
    let allowed = gate::authorize::<act::ChangeGathering>(&actor, Facts::default()).unwrap();
    let base = &post.app.state().settings.base_url;
    for _ in 0..2 {
        planning::cancel(&post.app.state().db, &allowed, id, "Griep", base, post.app.now()).await.unwrap();
    }
    let third = post.last_to("otto").await.invitation();
    assert_eq!(post.sent().await.len(), before * 3, "cancelled twice is cancelled once");
    assert_eq!((third.line("METHOD"), third.line("STATUS")), ("METHOD:CANCEL", "STATUS:CANCELLED"));
    assert_eq!(third.line("SEQUENCE"), "SEQUENCE:2");
    assert!(!third.text.contains("RSVP"));
    for start in ["UID", "ORGANIZER"] {
        assert!(first.line(start) == second.line(start) && second.line(start) == third.line(start), "{start}");
    }
}

#[tokio::test]
async fn an_answer_counts_after_a_correction_that_nobody_was_mailed() {
    let post = Post::start().await;
    let id = invited(&post.app, &post.town).await;
    let asked = post.last_to("otto").await.invitation();
    let mails = post.sent().await.len();
    post.app.pass(SignedDuration::from_hours(1));
    change(&post, id, Input { titel: "Werkbezoek aan De Brug".to_owned(), ..typed(&post.town) }).await;
    assert_eq!(post.sent().await.len(), mails, "nobody was mailed");
    post.hand_over(&asked.reply_to(), &Reply::to(&asked, "otto", "ACCEPTED").mail()).await;
    assert_eq!(post.answer_of("otto").await, (Some("ja".to_owned()), Some("agenda".to_owned())));
    // A later change leaves the answer as it is, here and in Otto's calendar.
    change(&post, id, moved(&post)).await;
    let later = post.last_to("otto").await.invitation();
    assert!(later.text.contains(";PARTSTAT=ACCEPTED;RSVP=TRUE;"), "{}", later.text);
    assert!(post.last_to("olga").await.invitation().text.contains(";PARTSTAT=NEEDS-ACTION;"));
}

#[tokio::test]
async fn without_a_reply_domain_an_invitation_carries_a_file_to_save() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town).await;
    app.deliver().await;
    let file = std::fs::read_dir(&app.config.mail_dir).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("text/calendar") && !text.contains("METHOD") && !text.contains("ORGANIZER"), "{text}");
    assert!(text.contains("Reply-To: griffie@winterbeek.example"), "{text}");
}

// In ---------------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn an_answer_given_in_a_calendar_counts_whichever_calendar_it_is() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let people = ["otto", "cora", "olga", "carel"];
    for (number, name) in people.into_iter().enumerate() {
        let invitation = post.last_to(name).await.invitation();
        let plain = Reply { number: number as u32, ..Reply::to(&invitation, name, "ACCEPTED") };
        let mail = match number {
            // Google: universal times, the sender it speaks for, marked as made by a program.
            0 => Reply { more: "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n".to_owned(), ..plain }
                .mail()
                .replace("MIME-Version", "Sender: Google Calendar <calendar-notification@google.com>\r\nAuto-Submitted: auto-generated\r\nMIME-Version"),
            // Outlook: no ORGANIZER, MAILTO in capitals, Windows' own names of zones, in base64.
            1 => {
                let calendar = Reply { organizer: None, ..plain.clone() }.calendar();
                let calendar = calendar.replace("mailto:", "MAILTO:").replace("DTSTART:20260909T173000Z", "DTSTART;TZID=W. Europe Standard Time:20260909T193000");
                let coded = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, calendar);
                plain.mail_of("text/calendar; charset=\"utf-8\"; method=REPLY", &coded).replace("MIME-Version: 1.0", "MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64")
            }
            // Apple: within parts, and an EMAIL of its own.
            2 => {
                let calendar = plain.calendar().replace("CN=Otto:", "CN=Olga;EMAIL=olga@winterbeek.example:");
                let body = format!("--b\r\nContent-Type: text/plain\r\n\r\nOlga komt.\r\n--b\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n{calendar}\r\n--b--\r\n");
                plain.mail_of("multipart/alternative; boundary=b", &body)
            }
            // Thunderbird, and others that only attach it.
            _ => {
                let body = format!("--b\r\nContent-Type: text/plain\r\n\r\nIk kom\r\n--b\r\nContent-Type: application/ics; name=x.ics\r\nContent-Disposition: attachment\r\n\r\n{}\r\n--b--\r\n", plain.calendar());
                plain.mail_of("multipart/mixed; boundary=b", &body)
            }
        };
        let said = post.hand_over(&invitation.reply_to().to_uppercase(), &mail).await;
        assert_eq!(said, "250 2.0.0 taken");
        assert_eq!(post.answer_of(name).await, (Some("ja".to_owned()), Some("agenda".to_owned())), "{name}");
    }
    assert_eq!(post.app.count("SELECT COUNT(*) FROM audit WHERE action = 'reply.apply'").await, 4);
    let invitation = post.last_to("otto").await.invitation();
    for (number, status, code) in [(10, "TENTATIVE", "misschien"), (11, "DECLINED", "nee")] {
        let stamp = format!("20260901T0800{number}Z");
        let reply = Reply {
            number,
            stamp,
            more: "COMMENT:Ik kom later\r\n".to_owned(),
            ..Reply::to(&invitation, "otto", status)
        };
        post.app.pass(SignedDuration::from_secs(60));
        post.hand_over(&invitation.reply_to(), &reply.mail()).await;
        assert_eq!(post.answer_of("otto").await.0.as_deref(), Some(code));
    }
    assert_eq!(post.app.count("SELECT COUNT(*) FROM invitations WHERE note = 'Ik kom later'").await, 1);
}

#[tokio::test]
async fn who_waits_for_a_place_gets_it_when_a_calendar_says_no() {
    let post = Post::start().await;
    let town = &post.town;
    let id = invited(&post.app, town).await;
    change(&post, id, Input { plaatsen: "1".to_owned(), ..typed(town) }).await;
    for name in ["otto", "cora"] {
        let invitation = post.last_to(name).await.invitation();
        post.hand_over(&invitation.reply_to(), &Reply::to(&invitation, name, "ACCEPTED").mail()).await;
        post.app.pass(SignedDuration::from_secs(5));
    }
    let cora = post.app.sign_in(town, "cora").await;
    cora.get(&format!("/bijeenkomsten/{id}")).await.is(200).shows("wachtlijst, plaats 1");
    let invitation = post.last_to("otto").await.invitation();
    let no = Reply { stamp: "20260901T080009Z".to_owned(), number: 2, ..Reply::to(&invitation, "otto", "DECLINED") };
    post.hand_over(&invitation.reply_to(), &no.mail()).await;
    cora.get(&format!("/bijeenkomsten/{id}")).await.is(200).hides("wachtlijst, plaats");
    let mails = post.app.mails(town).await;
    assert!(mails.iter().any(|mail| mail.kind == "place" && mail.to_address == "cora@winterbeek.example"));
}

#[tokio::test]
async fn what_is_forged_foreign_repeated_or_old_changes_nothing() {
    let post = Post::start().await;
    let id = invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let cora = post.last_to("cora").await.invitation();
    let yes = |number| Reply { number, ..Reply::to(&otto, "otto", "ACCEPTED") };
    let held = |reason: &str| ("wacht".to_owned(), reason.to_owned());
    let refused = |reason: &str| ("geweigerd".to_owned(), reason.to_owned());
    let ignored = |reason: &str| ("genegeerd".to_owned(), reason.to_owned());
    let fail = "dmarc=fail header.from=winterbeek.example";
    let table = [
        (Reply { proof: String::new(), ..yes(1) }.mail(), held("niet-bewezen")),
        (
            Reply { proof: format!("Authentication-Results: {OURS}; {fail}\r\n{}", yes(2).proof), ..yes(2) }.mail(),
            held("niet-bewezen"),
        ),
        (
            Reply {
                proof: "Authentication-Results: boef.example; dmarc=pass header.from=winterbeek.example\r\n".to_owned(),
                ..yes(3)
            }
            .mail(),
            held("niet-bewezen"),
        ),
        (Reply { from: "boef@winterbeek.example".to_owned(), ..yes(4) }.mail(), held("andere-afzender")),
        (yes(5).mail().replace("Subject:", "From: boef@elders.example\r\nSubject:"), held("niet-bewezen")),
        (Reply { attendee: "cora@winterbeek.example".to_owned(), ..yes(6) }.mail(), refused("andere-persoon")),
        (Reply { uid: "x@winterbeek.evenwijs".to_owned(), ..yes(7) }.mail(), refused("andere-bijeenkomst")),
        (yes(8).mail().replace("method=REPLY", "method=REQUEST"), refused("tegenspraak")),
        (Reply { method: "CANCEL".to_owned(), ..yes(9) }.mail(), ignored("geen-antwoord")),
        (Reply { method: "REQUEST".to_owned(), ..yes(10) }.mail(), ignored("geen-antwoord")),
        (Reply { status: "NEEDS-ACTION".to_owned(), ..yes(11) }.mail(), ignored("geen-antwoord")),
        (yes(12).mail_of("text/plain", "ik kom"), held("tekst")),
        (
            Reply { method: "COUNTER".to_owned(), ..yes(13) }.mail(),
            ("voorstel".to_owned(), "ander-tijdstip".to_owned()),
        ),
        (
            Reply { status: "DELEGATED".to_owned(), ..yes(14) }.mail(),
            ("gemachtigde".to_owned(), "iemand-anders".to_owned()),
        ),
    ];
    for (mail, fate) in table {
        assert_eq!(post.hand_over(&otto.reply_to(), &mail).await, "250 2.0.0 taken");
        assert_eq!(post.fate().await, fate, "{mail}");
        assert_eq!(post.answer_of("otto").await, (None, None), "{mail}");
    }
    // Cora's address in Otto's name, and the other way round.
    post.hand_over(&cora.reply_to(), &yes(20).mail()).await;
    assert_eq!(post.fate().await, refused("andere-persoon"));
    assert_eq!(post.answer_of("cora").await, (None, None));
    // No address of ours.
    let unknown = format!("r-{}@{DOMAIN}", "a".repeat(24));
    for address in [unknown.as_str(), "postmaster@rsvp.evenwijs.example", "otto@winterbeek.example"] {
        assert!(post.hand_over(address, &yes(21).mail()).await.starts_with("550 "), "{address}");
    }
    // The same again, with another header: nothing. An older one: nothing.
    let no = Reply { stamp: "20260901T080030Z".to_owned(), status: "DECLINED".to_owned(), ..yes(31) };
    let first = Reply { stamp: "20260901T080010Z".to_owned(), ..yes(30) };
    post.app.pass(SignedDuration::from_secs(60));
    post.hand_over(&otto.reply_to(), &first.mail()).await;
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("ja"));
    post.hand_over(&otto.reply_to(), &no.mail()).await;
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("nee"));
    let kept = post.app.count("SELECT COUNT(*) FROM incoming_mail").await;
    post.hand_over(&otto.reply_to(), &no.mail()).await;
    post.hand_over(&otto.reply_to(), &format!("X-Again: 1\r\n{}", no.mail())).await;
    assert_eq!(post.app.count("SELECT COUNT(*) FROM incoming_mail").await, kept, "the same is kept once");
    post.hand_over(&otto.reply_to(), &format!("X-Again: 1\r\n{}", first.mail())).await;
    assert_eq!(post.fate().await, ignored("ouder"));
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("nee"));
    // The gathering moves: an answer to the old time is held.
    change(&post, id, moved(&post)).await;
    let late = Reply { stamp: "20260901T080050Z".to_owned(), ..yes(32) };
    post.hand_over(&otto.reply_to(), &late.mail()).await;
    assert_eq!(post.fate().await, held("vorige-versie"));
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("nee"));
    // A clerk without proof of any mail server stays a clerk: nothing of all this went to whoever wrote it.
    let mails: Vec<Outgoing> = post.app.mails(&post.town).await;
    assert!(mails.iter().all(|mail| mail.to_address.ends_with("@winterbeek.example")));
    assert!(
        mails.iter().filter(|mail| mail.kind == "reply-ask").count() <= 3,
        "one is asked a few times a day at most"
    );
}

#[tokio::test]
async fn an_address_ends_with_its_invitation_and_a_month_after_the_gathering() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let cora = post.last_to("cora").await.invitation();
    let yes = Reply::to(&otto, "otto", "ACCEPTED");
    post.app.pass(SignedDuration::from_hours(10 * 24));
    post.hand_over(&otto.reply_to(), &yes.mail()).await;
    assert_eq!(post.fate().await, ("geweigerd".to_owned(), "te-laat".to_owned()));
    post.app.execute("UPDATE invitations SET withdrawn_at = 1").await;
    assert!(post.hand_over(&cora.reply_to(), &yes.mail()).await.starts_with("550 "));
    post.app.execute("UPDATE invitations SET withdrawn_at = NULL").await;
    assert_eq!(post.hand_over(&cora.reply_to(), &yes.mail()).await, "250 2.0.0 taken");
    post.app.pass(SignedDuration::from_hours(30 * 24));
    assert!(post.hand_over(&otto.reply_to(), &yes.mail()).await.starts_with("550 "));
    // What came in goes after ninety days.
    assert!(post.app.count("SELECT COUNT(*) FROM incoming_mail").await > 0);
    post.app.pass(SignedDuration::from_hours(91 * 24));
    post.app.sweep().await;
    assert_eq!(post.app.count("SELECT COUNT(*) FROM incoming_mail").await, 0);
}

#[tokio::test]
async fn a_mail_that_comes_back_told_nobody() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let letter = post.last_to("otto").await;
    let told = "SELECT COUNT(*) FROM exposures e WHERE kind = 'told' AND NOT EXISTS (SELECT 1 FROM exposures v WHERE v.voids_id = e.id)";
    let before = post.app.count(told).await;
    let message_id = letter.parsed().message_id().unwrap().to_owned();
    let row = post.app.mails(&post.town).await.into_iter().find(|mail| mail.message_id == message_id).unwrap();
    let bounces = format!("b-{}@{DOMAIN}", row.bounce_token.as_deref().unwrap());
    let report = |action: &str, to: &str| {
        format!(
            "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nMessage-ID: <{action}{to}@mx.example>\r\nAuto-Submitted: auto-replied\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nHelaas\r\n\
             --r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {to}\r\n\
             Action: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n--r--\r\n"
        )
    };
    // Delayed, about somebody else, or an absence: no reason to think that it did not arrive.
    for mail in [
        report("delayed", "otto@winterbeek.example"),
        report("failed", "cora@winterbeek.example"),
        "From: a@b.nl\r\nAuto-Submitted: auto-replied\r\n\r\nIk ben er niet".to_owned(),
    ] {
        assert_eq!(post.hand_over_report(&bounces, &mail).await, "250 2.0.0 taken");
        assert_eq!(post.app.count(told).await, before);
    }
    // What the mail shows to everybody is no address, and a person's mail, another kind of mail, or a report without a
    // recipient says nothing.
    let failed = report("failed", "Otto@winterbeek.example");
    let shown = format!("b-{}@{DOMAIN}", message_id.split('@').next().unwrap());
    assert!(post.hand_over_report(&shown, &failed).await.starts_with("550 "));
    post.hand_over(&bounces, &failed).await;
    for mail in [
        failed.replace("multipart/report; report-type=delivery-status", "multipart/mixed"),
        failed.replace("Final-Recipient", "Original-Recipient"),
        failed.replace("Final-Recipient: rfc822; Otto@winterbeek.example\r\n", ""),
    ] {
        assert_ne!(mail, failed);
        assert_eq!(post.hand_over_report(&bounces, &mail).await, "250 2.0.0 taken");
        assert_eq!(post.app.count(told).await, before, "{mail}");
    }
    // It may come back before we have noted that it was taken: it is to be offered again.
    let at = row.sent_at.unwrap();
    post.app.execute(&format!("UPDATE outbox SET sent_at = NULL WHERE sent_at = {at}")).await;
    assert_eq!(post.hand_over_report(&bounces, &failed).await, "451 4.3.0 try again later");
    assert_eq!(post.app.count(told).await, before);
    post.app.execute(&format!("UPDATE outbox SET sent_at = {at} WHERE sent_at IS NULL AND parked_at IS NULL")).await;
    // Two at once void once.
    tokio::join!(post.hand_over_report(&bounces, &failed), post.hand_over_report(&bounces, &failed));
    for _ in 0..2 {
        post.hand_over_report(&bounces, &failed).await;
        assert_eq!(post.app.count(told).await, before - 1);
    }
    assert_eq!(post.fate().await, ("teruggekomen".to_owned(), "onbestelbaar".to_owned()));
    assert_eq!(post.app.count("SELECT COUNT(*) FROM incoming_mail").await, 1);
    assert_eq!(
        post.app.count("SELECT COUNT(*) FROM outbox WHERE bounced_at IS NOT NULL AND last_error = '5.1.1'").await,
        1
    );
    assert_eq!(
        post.app.count("SELECT COUNT(*) FROM incoming_mail WHERE remark = '5.1.1'").await,
        1,
        "and no more of it"
    );
    let greet = post.app.sign_in(&post.town, "greet").await;
    greet.get("/agenda-antwoorden?toon=alles").await.is(200).shows("niet meer als verteld").shows("Otto Oppositie");
    // An absence answers nobody and fills no list.
    let otto = letter.invitation();
    let away = Reply::to(&otto, "otto", "ACCEPTED")
        .mail_of("text/plain", "Ik ben met vakantie")
        .replace("MIME-Version", "Auto-Submitted: auto-replied\r\nMIME-Version");
    let mails = post.app.mails(&post.town).await.len();
    assert_eq!(post.hand_over(&otto.reply_to(), &away).await, "250 2.0.0 taken");
    assert_eq!(post.app.count("SELECT COUNT(*) FROM incoming_mail").await, 1);
    assert_eq!(post.app.mails(&post.town).await.len(), mails);
}
