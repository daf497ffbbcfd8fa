//! How papers look: the list with a gathering, and the forms to add one.

use leptos::prelude::*;
use uuid::Uuid;

use super::{
    checks::{Held, Why},
    kind::Kind,
    store::{Document, What},
};
use crate::{
    balance::needed,
    ctx::Ctx,
    form::FieldErrors,
    page,
    text::{Lang, whole},
    ui::*,
};

/// What was typed in the form for a file, besides the file itself.
#[derive(Debug, Clone, Default)]
pub(super) struct FileDraft {
    pub(super) title: String,
    /// Date and time by which it must be known.
    pub(super) needed: (String, String),
    pub(super) key: String,
    pub(super) errors: FieldErrors,
}

/// What was typed in the form for a link.
#[derive(Debug, Clone, Default)]
pub(super) struct LinkDraft {
    pub(super) title: String,
    pub(super) address: String,
    pub(super) key: String,
    pub(super) errors: FieldErrors,
}

/// The list on the gathering's page. Who may adds from here; the forms stay folded.
pub(super) fn section(ctx: &Ctx, gathering: Uuid, (list, held): (Vec<Document>, Vec<Held>), may_edit: bool) -> AnyView {
    let count = (!list.is_empty()).then(|| whole(list.len()));
    let add = may_edit.then(|| {
        let file = FileDraft { key: crate::form::fresh_key(), ..FileDraft::default() };
        let link = LinkDraft { key: crate::form::fresh_key(), ..LinkDraft::default() };
        let (file, link) = (file_form(ctx, gathering, file, Look::Secondary), link_form(ctx, gathering, link));
        view! {
            <Disclosure summary=ctx.t("documents-add-file")>{file}</Disclosure>
            <Disclosure summary=ctx.t("documents-add-link")>{link}</Disclosure>
        }
    });
    let rows = rows(ctx, list, held, may_edit);
    view! {
        <Section id="stukken" title=ctx.t("documents-title") count=count>
            {rows}
            {add}
        </Section>
    }
    .into_any()
}

/// The page of the papers alone: where a form comes back that could not be used.
pub(super) fn page(
    ctx: &Ctx,
    gathering: (Uuid, String),
    (list, held): (Vec<Document>, Vec<Held>),
    forms: Option<(FileDraft, LinkDraft)>,
) -> AnyView {
    let (id, title) = gathering;
    let may_edit = forms.is_some();
    let count = whole(list.len());
    let (summary, forms) = match forms {
        Some((file, link)) => {
            let mut wrong = ids(ctx.lang, &file.errors, "stuk");
            wrong.extend(ids(ctx.lang, &link.errors, "link"));
            let summary = page::problems(ctx, wrong);
            let (file, link) = (file_form(ctx, id, file, Look::Primary), link_form(ctx, id, link));
            let forms = view! {
                <Section id="stuk" title=ctx.t("documents-add-file")>{file}</Section>
                <Section id="link" title=ctx.t("documents-add-link")>{link}</Section>
            };
            (Some(summary), Some(forms))
        }
        None => (None, None),
    };
    let rows = rows(ctx, list, held, may_edit);
    let (back, back_text) = (ctx.url(&format!("/bijeenkomsten/{id}")), ctx.t("documents-back"));
    view! {
        <PageHead title=ctx.t("documents-title") lede=title><a href=back>{back_text}</a></PageHead>
        {summary}
        <Section id="stukken" title=ctx.t("documents-list") count=count>{rows}</Section>
        {forms}
    }
    .into_any()
}

/// Which field of which form an error belongs to, for the list on top.
fn ids(lang: Lang, errors: &FieldErrors, form: &str) -> Vec<(String, String)> {
    errors.listed(lang).into_iter().map(|(field, text)| (format!("{form}-{field}"), text)).collect()
}

fn rows(ctx: &Ctx, list: Vec<Document>, held: Vec<Held>, may_edit: bool) -> AnyView {
    if list.is_empty() && held.is_empty() {
        let key = if may_edit { "documents-empty-clerk" } else { "documents-empty" };
        return view! { <Empty text=ctx.t(key)/> }.into_any();
    }
    let items = list.into_iter().map(|document| row(ctx, document, may_edit)).collect_view();
    let held = held.into_iter().map(|one| held_row(ctx, one)).collect_view();
    view! { <List>{items}{held}</List> }.into_any()
}

/// A paper that nobody can open yet, or ever: what it waits for, or what was found.
fn held_row(ctx: &Ctx, one: Held) -> AnyView {
    let why = match &one.state {
        Ok(_) if ctx.app.settings.scanner.is_none() => ctx.t("documents-held-without"),
        Ok(Why::Waiting) if one.draft => ctx.t("documents-held-draft"),
        Ok(Why::Waiting) => ctx.t("documents-held"),
        Ok(Why::Away) => ctx.t("documents-held-away"),
        Ok(Why::Unclear) => ctx.t("documents-held-unclear"),
        Ok(Why::Unreadable) => ctx.t("documents-held-unreadable"),
        Err(found) => {
            let about = ctx.tn("documents-infected", &[("found", found.as_str().into())]);
            return view! { <Item title=one.title meta=about/> }.into_any();
        }
    };
    let remove = remove_button(ctx, one.id, &one.title);
    view! { <Item title=one.title meta=why>{remove}</Item> }.into_any()
}

fn remove_button(ctx: &Ctx, id: Uuid, title: &str) -> AnyView {
    let action = ctx.url(&format!("/documenten/{id}/verwijdering"));
    let about = title.to_owned();
    view! { <ButtonForm action=action text=ctx.t("documents-remove") look=Look::Quiet icon=Icon::Cross about=about/> }
        .into_any()
}

fn row(ctx: &Ctx, document: Document, may_edit: bool) -> AnyView {
    let day = ctx.day(ctx.tenant.date(document.added_at));
    let (href, about) = match &document.what {
        What::File { name, size, .. } => {
            let kind = Kind::of_name(name).map_or("", Kind::extension);
            (ctx.url(&format!("/documenten/{}", document.id)), format!("{kind} · {}", size_words(ctx.lang, *size)))
        }
        What::Link(url) => {
            let host = url.parse::<url::Url>().ok().and_then(|url| url.host_str().map(str::to_owned));
            (url.clone(), ctx.tn("documents-link-to", &[("host", host.unwrap_or_default().into())]))
        }
    };
    let meta = format!("{about} · {}", ctx.tn("documents-added", &[("day", day.into())]));
    let remove = may_edit.then(|| remove_button(ctx, document.id, &document.title));
    match remove {
        Some(remove) => view! { <Item href=href title=document.title.clone() meta=meta>{remove}</Item> }.into_any(),
        None => view! { <Item href=href title=document.title.clone() meta=meta/> }.into_any(),
    }
}

fn file_form(ctx: &Ctx, gathering: Uuid, draft: FileDraft, look: Look) -> AnyView {
    let ctx = ctx.clone();
    let accept: Vec<String> = Kind::ALL.iter().map(|kind| format!(".{}", kind.extension())).collect();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.extension()).collect();
    let (date, time) = &draft.needed;
    let needed = needed::fields(&ctx, "stuk", "needed-hint-paper", date, time, &draft.errors);
    let (lang, errors) = (ctx.lang, draft.errors);
    let error = move |field: &str| errors.text(lang, field);
    view! {
        <Form action=ctx.url(&format!("/bijeenkomsten/{gathering}/documenten")) key=draft.key.clone() multipart=true>
            <FileField name="bestand" id="stuk-bestand" label=ctx.t("documents-file") accept=accept.join(",")
                hint=ctx.tn("documents-file-hint", &[("kinds", kinds.join(", ").into())]) error=error("bestand")/>
            <TextField name="titel" id="stuk-titel" label=ctx.t("documents-name") value=draft.title.clone()
                optional=ctx.t("optional") hint=ctx.t("documents-name-hint") error=error("titel") maxlength="200"/>
            {needed}
            <div class="form-actions"><Submit text=ctx.t("documents-add-file-submit") look=look/></div>
        </Form>
    }
    .into_any()
}

fn link_form(ctx: &Ctx, gathering: Uuid, draft: LinkDraft) -> AnyView {
    let ctx = ctx.clone();
    let (lang, errors) = (ctx.lang, draft.errors);
    let error = move |field: &str| errors.text(lang, field);
    view! {
        <Form action=ctx.url(&format!("/bijeenkomsten/{gathering}/links")) key=draft.key.clone()>
            <TextField name="titel" id="link-titel" label=ctx.t("documents-name") value=draft.title.clone()
                error=error("titel") maxlength="200"/>
            <TextField name="adres" id="link-adres" label=ctx.t("documents-address") value=draft.address.clone() kind="url"
                hint=ctx.t("documents-address-hint") error=error("adres")/>
            <div class="form-actions"><Submit text=ctx.t("documents-add-link-submit") look=Look::Secondary/></div>
        </Form>
    }
    .into_any()
}

/// "340 kB", "1,2 MB".
pub(super) fn size_words(lang: Lang, bytes: i64) -> String {
    const MEGABYTE: i64 = 1_000_000;
    if bytes < MEGABYTE - 50_000 {
        return format!("{} kB", lang.number(bytes.div_euclid(1_000) + i64::from(bytes.rem_euclid(1_000) > 0)));
    }
    // Tenths are enough, and far from where a float would lose them.
    let tenths = (bytes + MEGABYTE / 20) / (MEGABYTE / 10);
    #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
    let megabytes = tenths as f64 / 10.0;
    format!("{} MB", lang.decimal(megabytes))
}
