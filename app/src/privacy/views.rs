//! What is kept of oneself, taking away the name of who left, and how long things are kept.

use leptos::prelude::*;
use uuid::Uuid;

use super::{store::Section as Kept, words};
use crate::{ctx::Ctx, form::FieldErrors, page, text::whole, ui::*};

/// Everything kept of whoever reads it: a fold for each class, and how long each is kept.
pub(super) fn own(ctx: &Ctx, sections: &[Kept], mail_days: i64, reading_days: i64) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let folds = sections.iter().filter(|section| !section.rows.is_empty()).map(|section| fold(ctx, section));
    let folds = folds.collect_view();
    let empty: Vec<String> = sections
        .iter()
        .filter(|section| section.rows.is_empty())
        .map(|section| t(&format!("privacy-class-{}", section.key)))
        .collect();
    let empty = (!empty.is_empty()).then(|| {
        let text = ctx.tn("privacy-own-empty", &[("classes", empty.join(", ").into())]);
        view! { <p class="meta">{text}</p> }
    });
    let terms = terms_list(ctx, mail_days, reading_days);
    let file =
        view! { <LinkButton href=ctx.url("/mijn/gegevens.json") text=t("privacy-own-file") look=Look::Secondary/> };
    view! {
        <PageHead title=t("privacy-own-title") lede=t("privacy-own-lede")>{file}</PageHead>
        <div class="stack">{folds}</div>
        {empty}
        <p class="meta">{t("privacy-own-not")}</p>
        <Section title=t("privacy-terms-title") id="bewaartermijnen">{terms}</Section>
        <p><a href=ctx.url("/mijn")>{t("accounts-own-back")}</a></p>
    }
    .into_any()
}

fn fold(ctx: &Ctx, section: &Kept) -> AnyView {
    let name = ctx.t(&format!("privacy-class-{}", section.key));
    let n = whole(section.rows.len());
    let summary = ctx.tn("privacy-class-count", &[("name", name.clone().into()), ("n", n.into())]);
    let head = section.columns.iter().map(|column| Col::text(ctx.t(&format!("privacy-column-{column}")))).collect();
    let rows: Vec<_> = section
        .rows
        .iter()
        .map(|row| words::row(ctx, section, row).into_iter().map(IntoAny::into_any).collect::<Vec<_>>())
        .collect();
    let table = view! { <DataTable caption=name head=head rows=rows/> };
    view! { <Disclosure summary=summary>{table}</Disclosure> }.into_any()
}

/// How long each class is kept.
fn terms_list(ctx: &Ctx, mail_days: i64, reading_days: i64) -> AnyView {
    let lines = [
        ctx.tn("privacy-term-reading", &[("n", reading_days.into())]),
        ctx.tn("privacy-term-mail", &[("n", mail_days.into())]),
        ctx.t("privacy-term-sessions"),
        ctx.t("privacy-term-lists"),
        ctx.t("privacy-term-rest"),
    ];
    let items = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// What goes and what stays, and the one button. `refused`: a role still runs, or it was done.
pub(super) fn anonymise(ctx: &Ctx, person: Uuid, name: &str, refused: bool) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let here = format!("/raad/mensen/{person}");
    let act = match refused {
        true => view! { <Notice tone=Tone::Info title=t("privacy-anonymise-not")/> }.into_any(),
        false => {
            let action = ctx.url(&format!("{here}/anonimisering"));
            view! { <ButtonForm action=action text=t("privacy-anonymise-do") look=Look::Primary/> }.into_any()
        }
    };
    view! {
        <PageHead title=t("privacy-anonymise-title") lede=ctx.tn("privacy-anonymise-lede", &[("name", name.into())])/>
        <p>{t("privacy-anonymise-goes")}</p>
        <p>{t("privacy-anonymise-stays")}</p>
        {act}
        <p><a href=ctx.url(&here)>{t("privacy-back")}</a></p>
    }
    .into_any()
}

/// The setting.
pub(super) fn terms(ctx: &Ctx, days: &str, errors: &FieldErrors) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let fields = view! {
        <NumberField name="maildagen" label=t("privacy-mail-days") hint=t("privacy-mail-days-hint") value=days.to_owned()
            error=errors.text(ctx.lang, "maildagen")/>
        <div class="form-actions"><Submit text=t("save")/></div>
    };
    let reading = ctx.url("/instellingen/meten");
    view! {
        <PageHead title=t("privacy-terms-title") lede=t("privacy-terms-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <Form action=ctx.url("/instellingen/bewaartermijnen")>{fields}</Form>
        <p>{t("privacy-terms-reading")}" "<a href=reading>{t("settings-measuring-title")}</a></p>
        <p class="meta">{t("privacy-term-sessions")}" "{t("privacy-term-lists")}" "{t("privacy-term-rest")}</p>
    }
    .into_any()
}
