//! Who may have the full extract besides the griffie: named one by one, each by a dated decision of the council.

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    localtime::parse_date,
    people::Role,
    policy::{Facts, act},
    values::ShortText,
};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde::Deserialize;
use uuid::Uuid;

use super::{closing, downloads, entity::extract_reader, report_views};
use crate::{
    AppState, audit,
    ctx::{Ctx, Flash, Id},
    db::{Db, millis, moment},
    error::AppError,
    form::{self, FieldErrors},
    gate::Allowed,
    page,
    people::{self, store::CouncilBook},
    tenant::Tenant,
    ui::*,
};

/// Closed reports listed for whoever was named.
const MOST_REPORTS: u64 = 40;

/// The form, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Named {
    wie: String,
    datum: String,
    besluit: String,
    key: String,
}

struct Naming {
    person: Uuid,
    decided_on: Date,
    reference: ShortText,
}

impl Named {
    fn parse(&self, candidates: &[(Uuid, String)], today: Date) -> Result<Naming, FieldErrors> {
        let mut errors = FieldErrors::default();
        let person = self.wie.parse().ok().filter(|id| candidates.iter().any(|(known, _)| known == id));
        let person = errors.take("wie", person.ok_or("error-choice"));
        let day = match self.datum.trim() {
            "" => Err("error-missing"),
            text => parse_date(text).ok_or("error-date"),
        };
        let decided_on = errors.take("datum", day);
        if decided_on.is_some_and(|day| day > today) {
            errors.add("datum", "settings-decided-later");
        }
        let reference = errors.take("besluit", ShortText::parse(&self.besluit));
        match (person, decided_on, reference) {
            (Some(person), Some(decided_on), Some(reference)) if errors.is_empty() => {
                Ok(Naming { person, decided_on, reference })
            }
            _ => Err(errors),
        }
    }
}

/// Whether the council named this person, and has not taken it back.
pub async fn is_named(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<bool, AppError> {
    use extract_reader::Column as C;
    let row = extract_reader::Entity::find()
        .filter(C::MunicipalityId.eq(tenant.id()))
        .filter(C::PersonId.eq(person))
        .filter(C::EndedAt.is_null())
        .one(db)
        .await?;
    Ok(row.is_some())
}

async fn name(
    db: &Db,
    allowed: &Allowed<act::NameExtractReaders>,
    naming: &Naming,
    key: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    crate::transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if form::claim(tx, allowed.actor(), key, id, now).await?.is_some() {
            return Ok(());
        }
        extract_reader::Entity::insert(extract_reader::ActiveModel {
            id: Set(id),
            municipality_id: Set(tenant.id()),
            person_id: Set(naming.person),
            decided_on: Set(naming.decided_on.to_string()),
            reference: Set(naming.reference.as_str().to_owned()),
            recorded_by: Set(allowed.person()),
            recorded_at: Set(millis(now)),
            ended_by: Set(None),
            ended_at: Set(None),
        })
        .exec_without_returning(tx)
        .await?;
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "balance.reader", ("person", Some(naming.person)), "", now).await
    })
}

async fn take_back(
    db: &Db,
    allowed: &Allowed<act::NameExtractReaders>,
    id: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    use extract_reader::Column as C;
    let tenant = allowed.tenant();
    crate::transaction!(db, |tx| {
        let row = extract_reader::Entity::find_by_id(id).filter(C::MunicipalityId.eq(tenant.id())).one(tx).await?;
        let row = row.ok_or(AppError::NotFound)?;
        if row.ended_at.is_some() {
            return Ok(());
        }
        extract_reader::Entity::update_many()
            .col_expr(C::EndedAt, Expr::value(millis(now)))
            .col_expr(C::EndedBy, Expr::value(allowed.person()))
            // Named twice is taken back once.
            .filter(C::PersonId.eq(row.person_id))
            .filter(C::EndedAt.is_null())
            .filter(C::MunicipalityId.eq(tenant.id()))
            .exec(tx)
            .await?;
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "balance.reader-end", ("person", Some(row.person_id)), "", now).await
    })
}

/// Whom the council can name: everybody with a task here, but the griffie, which has it, and the college and its officials,
/// who never get it.
fn candidates(book: &CouncilBook, today: Date) -> Vec<(Uuid, String)> {
    let active = book.council.view().active(today);
    let never = |role: Role| role.is_executive() || matches!(role, Role::Official | Role::Clerk);
    let barred: BTreeSet<Uuid> = active.iter().filter(|a| never(a.role)).map(|a| a.person).collect();
    let people: BTreeSet<Uuid> = active.iter().map(|a| a.person).filter(|id| !barred.contains(id)).collect();
    let mut named: Vec<_> = people.into_iter().map(|id| (id, book.name(id).to_owned())).collect();
    named.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
    named
}

/// `POST /{gemeente}/informatiebalans/uittreksel`
pub async fn post(
    ctx: Ctx,
    State(app): State<AppState>,
    form::Form(input): form::Form<Named>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::NameExtractReaders>(Facts::default())?;
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    match input.parse(&candidates(&book, ctx.today()), ctx.today()) {
        Ok(naming) => {
            name(&app.db, &allowed, &naming, &input.key, ctx.now).await?;
            let flash = Flash::new("report-reader-named").with("name", book.name(naming.person));
            Ok(page::see(&ctx, "/informatiebalans/uittreksel", Some(flash)))
        }
        Err(errors) => {
            let view = page(&ctx, &app, &input, &errors).await?;
            Ok(page::unprocessable(&ctx, ctx.t("report-readers"), view))
        }
    }
}

/// `POST /{gemeente}/informatiebalans/uittreksel/{reader}/intrekking`
pub async fn end(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::NameExtractReaders>(Facts::default())?;
    take_back(&app.db, &allowed, id.0, ctx.now).await?;
    Ok(page::see(&ctx, "/informatiebalans/uittreksel", Some(Flash::new("report-reader-ended"))))
}

/// The page: the files, and for the griffie who may have them.
pub async fn page(ctx: &Ctx, app: &AppState, draft: &Named, errors: &FieldErrors) -> Result<AnyView, AppError> {
    let db = app.db.read();
    let reports = closing::newest(db, &ctx.tenant, None, MOST_REPORTS).await?;
    let kept = closing::readings_kept_from(db, &ctx.tenant, ctx.now).await?;
    let whole: Vec<_> = reports.iter().filter(|report| report.has_full).collect();
    let none = whole.is_empty();
    let files = whole
        .into_iter()
        .map(|report| {
            let title = report_views::quarter_part(ctx, report.quarter, (report.part > 1).then_some(report.part));
            let links = downloads::there(report.quarter, ctx.tenant.zone(), kept)
                .into_iter()
                .map(|file| {
                    let href = ctx.url(&downloads::form_path(report.id, file));
                    view! { <a href=href>{ctx.t(&format!("download-{file}"))}</a> }
                })
                .collect_view();
            view! { <Item title=title><p class="cluster">{links}</p></Item> }
        })
        .collect_view();
    let files = if none {
        view! { <Empty text=ctx.t("report-readers-none")/> }.into_any()
    } else {
        view! { <List>{files}</List> }.into_any()
    };
    let keeping = match ctx.may::<act::NameExtractReaders>(Facts::default()) {
        true => Some(keeping(ctx, app, draft, errors).await?),
        false => None,
    };
    Ok(view! {
        <PageHead title=ctx.t("report-readers") lede=ctx.t("report-readers-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <Section id="bestanden" title=ctx.t("report-readers-files")>{files}</Section>
        {keeping}
        <p><a href=ctx.url("/informatiebalans")>{ctx.t("report-back")}</a></p>
    }
    .into_any())
}

async fn keeping(ctx: &Ctx, app: &AppState, draft: &Named, errors: &FieldErrors) -> Result<AnyView, AppError> {
    let db = app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let rows = extract_reader::Entity::find()
        .filter(extract_reader::Column::MunicipalityId.eq(ctx.tenant.id()))
        .order_by_desc(extract_reader::Column::RecordedAt)
        .all(db)
        .await?;
    let list = rows
        .iter()
        .map(|row| {
            let day = |text: &str| text.parse::<Date>().map(|day| ctx.day(day)).unwrap_or_default();
            let mut words = ctx.tn(
                "report-reader-by",
                &[("date", day(&row.decided_on).into()), ("reference", row.reference.as_str().into())],
            );
            let end = match row.ended_at {
                Some(at) => {
                    words = format!("{words} {}", ctx.tn("report-reader-until", &[("when", ctx.when(moment(at)).into())]));
                    None
                }
                None => {
                    let action = ctx.url(&format!("/informatiebalans/uittreksel/{}/intrekking", row.id));
                    let about = book.name(row.person_id).to_owned();
                    Some(view! { <ButtonForm action=action text=ctx.t("report-reader-end") look=Look::Quiet about=about/> })
                }
            };
            view! { <Item title=book.name(row.person_id).to_owned() meta=words>{end}</Item> }
        })
        .collect_view();
    let list = (!rows.is_empty()).then(|| view! { <List>{list}</List> });
    let options = choices(candidates(&book, ctx.today()).into_iter().map(|(id, name)| (id.to_string(), name)));
    let e = |field: &str| errors.text(ctx.lang, field);
    let key = if draft.key.is_empty() { form::fresh_key() } else { draft.key.clone() };
    let fields = view! {
        <Select name="wie" label=ctx.t("report-reader-person") options=options value=draft.wie.clone()
            blank=ctx.t("report-reader-choose") error=e("wie")/>
        <DateField name="datum" label=ctx.t("report-reader-date") value=draft.datum.clone()
            max=ctx.today().to_string() error=e("datum")/>
        <TextField name="besluit" label=ctx.t("report-reader-reference") hint=ctx.t("report-reader-reference-hint")
            value=draft.besluit.clone() error=e("besluit")/>
        <div class="form-actions"><Submit text=ctx.t("report-reader-name")/></div>
    };
    let form = view! { <Form action=ctx.url("/informatiebalans/uittreksel") key=key>{fields}</Form> };
    Ok(view! {
        <Section id="wie" title=ctx.t("report-readers-who")>
            {list}
            {form}
        </Section>
    }
    .into_any())
}
