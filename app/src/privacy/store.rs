//! Everything kept of one person, table by table.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::{
    db::{moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// How a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Moment,
}

use Kind::{Moment, Text};

/// One class of data: its word, its columns, and the question that finds it. `$1` is the municipality, `$2` the person.
struct Class {
    key: &'static str,
    columns: &'static [(&'static str, Kind)],
    query: &'static str,
}

#[rustfmt::skip]
const CLASSES: &[Class] = &[
    Class {
        key: "persoon",
        columns: &[("naam", Text), ("email", Text), ("telefoon", Text), ("taal", Text), ("sinds", Moment)],
        query: "SELECT name, email, phone, lang, created_at FROM people WHERE municipality_id = $1 AND id = $2",
    },
    Class {
        key: "functies",
        columns: &[("rol", Text), ("fractie", Text), ("portefeuille", Text), ("van", Text), ("tot", Text)],
        query: "SELECT a.role, f.name, a.portfolio, a.from_date, a.to_date FROM appointments a \
                LEFT JOIN factions f ON f.municipality_id = a.municipality_id AND f.id = a.faction_id \
                WHERE a.municipality_id = $1 AND a.person_id = $2 ORDER BY a.from_date",
    },
    Class {
        key: "account",
        columns: &[("sinds", Moment), ("uitgezet", Moment), ("tweedestap", Moment)],
        query: "SELECT a.created_at, a.disabled_at, s.confirmed_at FROM accounts a \
                LEFT JOIN second_factors s ON s.person_id = a.person_id \
                WHERE a.municipality_id = $1 AND a.person_id = $2",
    },
    Class {
        key: "toestellen",
        columns: &[("toestel", Text), ("sinds", Moment), ("gebruikt", Moment)],
        query: "SELECT device, created_at, last_seen_at FROM sessions \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY created_at",
    },
    Class {
        key: "onthouden",
        columns: &[("sinds", Moment), ("tot", Moment)],
        query: "SELECT created_at, expires_at FROM known_devices \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY created_at",
    },
    Class {
        key: "tokens",
        columns: &[("naam", Text), ("sinds", Moment), ("gebruikt", Moment), ("tot", Moment)],
        query: "SELECT name, created_at, last_used_at, revoked_at FROM api_tokens \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY created_at",
    },
    Class {
        key: "agendas",
        columns: &[("naam", Text), ("sinds", Moment), ("gebruikt", Moment), ("tot", Moment)],
        query: "SELECT name, created_at, last_fetched_at, ended_at FROM calendar_feeds \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY created_at",
    },
    Class {
        key: "uitnodigingen",
        columns: &[("wat", Text), ("datum", Text), ("uitgenodigd", Moment), ("antwoord", Text), ("toelichting", Text), ("beantwoord", Moment)],
        query: "SELECT g.title, g.date, i.invited_at, i.answer, i.note, i.answered_at FROM invitations i \
                JOIN gatherings g ON g.municipality_id = i.municipality_id AND g.id = i.gathering_id \
                WHERE i.municipality_id = $1 AND i.person_id = $2 ORDER BY i.invited_at",
    },
    Class {
        key: "agenda-antwoorden",
        columns: &[("wat", Text), ("wanneer", Moment), ("afzender", Text), ("antwoord", Text), ("toelichting", Text)],
        query: "SELECT g.title, m.received_at, m.sender, m.answer, m.remark FROM incoming_mail m \
                JOIN invitations i ON i.municipality_id = m.municipality_id AND i.id = m.invitation_id \
                JOIN gatherings g ON g.municipality_id = i.municipality_id AND g.id = i.gathering_id \
                WHERE m.municipality_id = $1 AND i.person_id = $2 ORDER BY m.received_at",
    },
    Class {
        key: "adressen",
        columns: &[("email", Text), ("sinds", Moment)],
        query: "SELECT address, added_at FROM person_addresses \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY added_at",
    },
    Class {
        key: "nieuws",
        columns: &[("keuze", Text), ("wanneer", Moment)],
        query: "SELECT choice, changed_at FROM news_choices WHERE municipality_id = $1 AND person_id = $2",
    },
    Class {
        key: "aanwezigheid",
        columns: &[("wat", Text), ("datum", Text), ("stand", Text), ("wanneer", Moment)],
        query: "SELECT g.title, g.date, p.state, p.recorded_at FROM presences p \
                JOIN gatherings g ON g.municipality_id = p.municipality_id AND g.id = p.gathering_id \
                WHERE p.municipality_id = $1 AND p.person_id = $2 ORDER BY g.date",
    },
    Class {
        key: "vragen",
        columns: &[("wat", Text), ("tekst", Text), ("wanneer", Moment)],
        query: "SELECT title, body, asked_at FROM questions WHERE municipality_id = $1 AND asker_id = $2 ORDER BY asked_at",
    },
    Class {
        key: "antwoorden",
        columns: &[("wat", Text), ("tekst", Text), ("wanneer", Moment)],
        query: "SELECT title, answer, answered_at FROM questions \
                WHERE municipality_id = $1 AND answered_by = $2 ORDER BY answered_at",
    },
    Class {
        key: "documenten",
        columns: &[("wat", Text), ("wanneer", Moment)],
        query: "SELECT title, added_at FROM documents WHERE municipality_id = $1 AND added_by = $2 ORDER BY added_at",
    },
    Class {
        key: "bijeenkomsten",
        columns: &[("wat", Text), ("datum", Text), ("wanneer", Moment)],
        query: "SELECT title, date, created_at FROM gatherings \
                WHERE municipality_id = $1 AND created_by = $2 ORDER BY created_at",
    },
    Class {
        key: "verslagen",
        columns: &[("tekst", Text), ("wanneer", Moment)],
        query: "SELECT body, published_at FROM note_versions \
                WHERE municipality_id = $1 AND published_by = $2 ORDER BY published_at",
    },
    Class {
        key: "kwartaalupdates",
        columns: &[("wat", Text), ("wanneer", Moment)],
        query: "SELECT title, published_at FROM updates \
                WHERE municipality_id = $1 AND (alderman_id = $2 OR published_by = $2) ORDER BY edited_at",
    },
    Class {
        key: "gedeeld",
        columns: &[("wat", Text), ("tekst", Text), ("wanneer", Moment)],
        query: "SELECT title, body, told_at FROM briefings \
                WHERE municipality_id = $1 AND (teller_id = $2 OR logged_by = $2) ORDER BY told_at",
    },
    Class {
        key: "vastgelegd",
        columns: &[("wat", Text), ("soort", Text), ("langs", Text), ("wanneer", Moment), ("bewijs", Text)],
        query: "SELECT i.title, e.kind, e.channel, e.at, e.evidence FROM exposures e \
                JOIN items i ON i.municipality_id = e.municipality_id AND i.id = e.item_id \
                WHERE e.municipality_id = $1 AND e.person_id = $2 ORDER BY e.at",
    },
    Class {
        key: "inzage",
        columns: &[("wanneer", Moment), ("door", Text), ("reden", Text)],
        query: "SELECT l.at, p.name, l.reason FROM lookups l \
                JOIN people p ON p.municipality_id = l.municipality_id AND p.id = l.looked_by \
                WHERE l.municipality_id = $1 AND l.person_id = $2 ORDER BY l.at",
    },
    Class {
        key: "meegenomen",
        columns: &[("wanneer", Moment), ("door", Text), ("reden", Text)],
        query: "SELECT d.at, p.name, d.reason FROM extract_downloads d \
                JOIN extract_download_people o ON o.municipality_id = d.municipality_id AND o.download_id = d.id \
                JOIN people p ON p.municipality_id = d.municipality_id AND p.id = d.downloaded_by \
                WHERE d.municipality_id = $1 AND o.person_id = $2 ORDER BY d.at",
    },
    Class {
        key: "uittreksel",
        columns: &[("datum", Text), ("toelichting", Text), ("ingetrokken", Moment)],
        query: "SELECT decided_on, reference, ended_at FROM extract_readers \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY recorded_at",
    },
    Class {
        key: "bezwaar",
        columns: &[("gemaakt", Moment), ("gewist", Moment), ("ingetrokken", Moment)],
        query: "SELECT made_at, erased_at, withdrawn_at FROM objections \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY made_at",
    },
    Class {
        key: "mail",
        columns: &[("onderwerp", Text), ("naar", Text), ("wanneer", Moment), ("vertrokken", Moment)],
        query: "SELECT subject, to_address, created_at, sent_at FROM outbox \
                WHERE municipality_id = $1 AND person_id = $2 ORDER BY created_at",
    },
    Class {
        key: "logboek",
        columns: &[("wanneer", Moment), ("daad", Text)],
        query: "SELECT at, action FROM audit WHERE municipality_id = $1 AND actor_id = $2 ORDER BY at",
    },
];

/// The questions that find everything kept of a person, `$2`; for the test that no table is forgotten.
pub fn questions() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|class| class.query)
}

/// One class of data of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its word, in addresses and files.
    pub key: &'static str,
    /// The words of its columns.
    pub columns: Vec<&'static str>,
    /// What there is; nothing where a field is empty. Moments as in RFC 3339, in UTC.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Everything kept of a person, the same order always; a class nothing is kept of has no rows.
pub async fn sections(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<Vec<Section>, AppError> {
    let mut sections = Vec::with_capacity(CLASSES.len());
    for class in CLASSES {
        let found = db.query_all_raw(sql(db, class.query, [tenant.id().into(), person.into()])).await?;
        let rows = found.iter().map(|row| read(row, class.columns)).collect::<Result<_, AppError>>()?;
        sections.push(Section { key: class.key, columns: class.columns.iter().map(|(name, _)| *name).collect(), rows });
    }
    Ok(sections)
}

fn read(row: &QueryResult, columns: &[(&str, Kind)]) -> Result<Vec<Option<String>>, AppError> {
    let field = |(at, (_, kind)): (usize, &(&str, Kind))| -> Result<Option<String>, AppError> {
        Ok(match kind {
            Text => row.try_get_by_index::<Option<String>>(at)?.filter(|text| !text.is_empty()),
            Moment => row.try_get_by_index::<Option<i64>>(at)?.map(|at| moment(at).to_string()),
        })
    };
    columns.iter().enumerate().map(field).collect()
}

/// Days the text of mail is kept in this municipality.
pub async fn mail_days(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<i64, AppError> {
    let query = sql(db, "SELECT mail_days FROM municipalities WHERE id = $1", [tenant.id().into()]);
    let row = db.query_one_raw(query).await?.ok_or(AppError::NotFound)?;
    Ok(row.try_get_by_index(0)?)
}

/// When somebody was made unknown, if they were.
pub async fn is_anonymised(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<bool, AppError> {
    let query = "SELECT anonymised_at FROM people WHERE municipality_id = $1 AND id = $2";
    let row = db.query_one_raw(sql(db, query, [tenant.id().into(), person.into()])).await?.ok_or(AppError::NotFound)?;
    Ok(row.try_get_by_index::<Option<i64>>(0)?.is_some())
}
