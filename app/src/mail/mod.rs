//! Mail: messages in plain blocks, written as text and as HTML, put into the outbox in the same transaction as the
//! deed. The worker sends them; nothing else talks SMTP.

/// The outbox table and its only writer.
pub mod outbox;

use jiff::civil::Date;
use leptos::prelude::*;
use uuid::Uuid;

use crate::{calendar::scheduling::Method, people::store::CouncilBook, text::Lang};

/// Where a message goes.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The person, when it is one of the book.
    pub person: Option<Uuid>,
    /// Display name.
    pub name: String,
    /// Address.
    pub address: String,
    /// The language to write in.
    pub lang: Lang,
}

impl Recipient {
    /// Somebody of the book; `None` without an address.
    pub fn of(book: &CouncilBook, person: Uuid) -> Option<Self> {
        let entry = book.people.get(&person)?;
        let address = entry.email.clone()?;
        Some(Self { person: Some(person), name: entry.name.clone(), address, lang: entry.lang })
    }
}

/// To whom a message about something released goes.
#[derive(Debug, Clone)]
pub struct Wave {
    /// Everybody it is owed to who has an address.
    pub to: Vec<Recipient>,
    /// How many it is owed to who have none; they read it in the portal.
    pub without_address: usize,
}

impl Wave {
    /// The whole council of a day: members and committee members.
    pub fn owed(book: &CouncilBook, day: Date) -> Self {
        let owed = book.council.view().owed_to(day);
        let to: Vec<_> = owed.iter().filter_map(|person| Recipient::of(book, *person)).collect();
        Self { without_address: owed.len() - to.len(), to }
    }
}

/// One piece of a message.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph.
    Para(String),
    /// Facts as name and value: when, where.
    Facts(Vec<(String, String)>),
    /// A few links, the first of which is a button.
    Links(Vec<(String, String)>),
    /// A smaller closing line.
    Small(String),
}

/// A calendar file that goes along.
#[derive(Debug, Clone)]
pub struct CalendarFile {
    /// The file.
    pub text: String,
    /// For a file with one event: whose invitation it is, and what it wants of the calendar. Where calendars can answer by
    /// mail, the worker makes it an invitation of this one person. Everything else is a file to save.
    pub asks: Option<(Uuid, Method)>,
}

/// One message to one person.
#[derive(Debug, Clone)]
pub struct Message {
    /// Fixed word for lists: `invitation`, `reset`.
    pub kind: &'static str,
    /// Unique per municipality: the same occasion is sent once, however often it is put in.
    pub occasion: String,
    /// To whom.
    pub to: Recipient,
    /// Subject line.
    pub subject: String,
    /// The body, in order.
    pub blocks: Vec<Block>,
    /// A calendar file to go with it.
    pub ics: Option<CalendarFile>,
    /// The item this message tells about: the mail server's reply becomes a `told` entry.
    pub item: Option<Uuid>,
}

impl Message {
    /// As plain text that stands alone.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            match block {
                Block::Para(text) | Block::Small(text) => out.push_str(text),
                Block::Facts(facts) => {
                    let lines: Vec<_> = facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                    out.push_str(&lines.join("\n"));
                }
                Block::Links(links) => {
                    let lines: Vec<_> = links.iter().map(|(name, url)| format!("{name}:\n{url}")).collect();
                    out.push_str(&lines.join("\n\n"));
                }
            }
            out.push_str("\n\n");
        }
        out.trim_end().to_owned() + "\n"
    }

    /// As HTML without pictures, scripts or remote parts.
    pub fn html(&self) -> String {
        let blocks = self.blocks.clone().into_iter().map(block_html).collect_view();
        let lang = self.to.lang.code();
        let subject = self.subject.clone();
        let body = view! {
            <html lang=lang>
                <head><meta charset="utf-8"/><title>{subject}</title></head>
                <body>{blocks}</body>
            </html>
        };
        format!("<!doctype html>{}", crate::page::render(body.into_any()))
    }
}

fn block_html(block: Block) -> AnyView {
    match block {
        Block::Para(text) => view! { <p>{text}</p> }.into_any(),
        Block::Small(text) => view! { <p><small>{text}</small></p> }.into_any(),
        Block::Facts(facts) => {
            let rows = facts
                .into_iter()
                .map(|(name, value)| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> })
                .collect_view();
            view! { <table>{rows}</table> }.into_any()
        }
        Block::Links(links) => {
            let rows = links.into_iter().map(|(name, url)| view! { <p><a href=url>{name}</a></p> }).collect_view();
            view! { <div>{rows}</div> }.into_any()
        }
    }
}
