//! How notes look: reading, writing, the two texts of a conflict, and the last look before publishing.

use domain::notes::edits::edits;
use jiff::Timestamp;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    SUMMARY,
    mails::Wave,
    store::{Published, Version},
};
use crate::{balance::needed, ctx::Ctx, form::FieldErrors, markdown, page, text::whole, ui::*};

/// What the gathering's page says of its notes.
pub(super) struct SectionState {
    pub(super) gathering: Uuid,
    pub(super) published: Option<Published>,
    pub(super) may_write: bool,
    /// Who saved the draft last, and when.
    pub(super) draft: Option<(String, Timestamp)>,
    /// Whether there can be anything to tell.
    pub(super) begun: bool,
}

/// The notes on the gathering's page.
pub(super) fn section(ctx: &Ctx, state: SectionState) -> AnyView {
    let path = format!("/bijeenkomsten/{}/verslag", state.gathering);
    if state.published.is_none() && !state.may_write && !state.begun {
        return ().into_any();
    }
    let read = state.published.map(|published| {
        let meta = if published.number > 1 {
            ctx.tn("notes-changed-on", &[("n", published.number.into()), ("when", ctx.when(published.at).into())])
        } else {
            ctx.tn("notes-published-on", &[("when", ctx.when(published.at).into())])
        };
        let (href, title) = (ctx.url(&path), ctx.t("notes-read"));
        view! { <List><Item href=href title=title meta=meta/></List> }
    });
    let none = read.is_none().then(|| view! { <p class="meta">{ctx.t("notes-none")}</p> });
    let draft = state.draft.filter(|_| state.published.is_none()).map(|(name, at)| {
        view! { <p class="meta">{ctx.tn("notes-draft-saved", &[("name", name.into()), ("when", ctx.when(at).into())])}</p> }
    });
    let none = none.filter(|_| draft.is_none());
    let write = state.may_write.then(|| {
        let key = match (state.published.is_some(), draft.is_some()) {
            (true, _) => "notes-change",
            (false, true) => "notes-go-on",
            (false, false) => "notes-write",
        };
        view! { <p class="no-print"><LinkButton href=ctx.url(&format!("{path}/wijzigen")) text=ctx.t(key) icon=Icon::Pencil/></p> }
    });
    view! { <Section id="verslag" title=ctx.t("notes-title")>{read}{none}{draft}{write}</Section> }.into_any()
}

/// A published version with all around it.
pub(super) struct Reading {
    pub(super) gathering: Uuid,
    pub(super) title: String,
    /// Day of the gathering.
    pub(super) day: String,
    pub(super) version: Version,
    pub(super) author: String,
    /// Number, when and by whom of every version, newest first.
    pub(super) versions: Vec<(i64, Timestamp, String)>,
    /// The item and whether the reader confirmed it, for those it is owed to.
    pub(super) owed: Option<(Uuid, bool)>,
    pub(super) may_write: bool,
    /// The version before this one.
    pub(super) before: Option<Version>,
}

/// The notes as everybody reads them.
pub(super) fn reading(ctx: &Ctx, page: Reading) -> AnyView {
    let gathering = ctx.url(&format!("/bijeenkomsten/{}", page.gathering));
    let path = format!("{gathering}/verslag");
    let newest = page.versions.first().map_or(page.version.number, |(number, ..)| *number);
    let minutes = domain::notes::reading_minutes(&page.version.body);
    let minutes = ctx.tn("notes-minutes", &[("n", minutes.into())]);
    let by = ctx.tn("notes-published-by", &[("name", page.author.clone().into())]);
    let at = page.version.published_at;
    let number = (newest > 1).then(|| format!(" · {}", ctx.tn("notes-version", &[("n", page.version.number.into())])));
    let old = (page.version.number < newest).then(|| {
        let words = ctx.tn("notes-old", &[("n", page.version.number.into()), ("newest", newest.into())]);
        let (href, link) = (path.clone(), ctx.t("notes-to-newest"));
        view! { <Notice tone=Tone::Info title=words><p><a href=href>{link}</a></p></Notice> }
    });
    let changed = page.before.as_ref().and_then(|before| {
        let (places, changes) = changes(ctx, before, &page.version)?;
        let summary = ctx.tn("notes-changes", &[("version", before.number.into()), ("n", places.into())]);
        Some(view! { <Disclosure summary=summary>{changes}</Disclosure> })
    });
    let owed = page.owed.map(|(item, confirmed)| {
        if confirmed {
            return view! { <p class="meta no-print">{ctx.t("notes-confirmed")}</p> }.into_any();
        }
        let (action, text) = (ctx.url(&format!("/gelezen/{item}")), ctx.t("notes-confirm"));
        view! {
            <div class="stack no-print">
                <p class="meta">{ctx.t("notes-confirm-hint")}</p>
                <ButtonForm action=action text=text look=Look::Primary icon=Icon::Check/>
            </div>
        }
        .into_any()
    });
    let write = page.may_write.then(|| {
        view! { <p class="no-print"><LinkButton href=format!("{path}/wijzigen") text=ctx.t("notes-change") icon=Icon::Pencil/></p> }
    });
    let versions = (page.versions.len() > 1).then(|| versions(ctx, &path, page.version.number, &page.versions));
    let published = view! { <Moment at=at.to_string() shown=ctx.when(at)/>{number} };
    let back = ctx.t("notes-back");
    view! {
        <PageHead title=ctx.tn("notes-page-title", &[("title", page.title.into())])
            lede=ctx.tn("notes-lede", &[("day", page.day.into()), ("minutes", minutes.into())])>
            <span>{by}" "{published}</span>
            <a class="no-print" href=gathering>{back}</a>
        </PageHead>
        {old}
        {changed}
        <Prose html=markdown::html(&page.version.body)/>
        {owed}
        {write}
        {versions}
    }
    .into_any()
}

/// Every place where a version differs from the one before it: what it was, what it became. Nothing where they say the same.
pub(super) fn changes(ctx: &Ctx, before: &Version, after: &Version) -> Option<(i64, AnyView)> {
    let edits = edits(&before.body, &after.body).filter(|edits| !edits.is_empty())?;
    // Without the marks of the text: what is compared is what one reads.
    let plain = |lines: &[&str]| {
        let bare = |line: &&str| {
            let line = line.trim_start_matches(['#', '>', ' ']);
            line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).to_owned()
        };
        lines.iter().map(bare).collect::<Vec<_>>().join(" / ")
    };
    let rows = edits
        .iter()
        .map(|edit| {
            let line = |key: &str, lines: &[&str]| {
                let (word, text) = (ctx.t(key), plain(lines));
                (!lines.is_empty()).then(|| view! { <p><strong>{word}": "</strong>{text}</p> })
            };
            let (was, is) = match (edit.was.is_empty(), edit.is.is_empty()) {
                (false, false) => ("notes-edit-was", "notes-edit-is"),
                _ => ("notes-edit-gone", "notes-edit-new"),
            };
            view! { <li>{line(was, &edit.was)}{line(is, &edit.is)}</li> }
        })
        .collect_view();
    Some((whole(edits.len()), view! { <ul class="stack">{rows}</ul> }.into_any()))
}

fn versions(ctx: &Ctx, path: &str, shown: i64, versions: &[(i64, Timestamp, String)]) -> AnyView {
    let count = whole(versions.len());
    let items = versions
        .iter()
        .map(|(number, at, name)| {
            let title = ctx.tn("notes-version", &[("n", (*number).into())]);
            let meta = format!("{} · {name}", ctx.when(*at));
            // The one on the page needs no link to itself.
            let href = (*number != shown).then(|| format!("{path}/versies/{number}"));
            view! { <Item href=href title=title meta=meta/> }
        })
        .collect_view();
    let title = ctx.t("notes-versions");
    view! { <div class="no-print"><Section id="versies" title=title count=count><List>{items}</List></Section></div> }
        .into_any()
}

/// The page on which notes are written.
pub(super) struct Writing {
    pub(super) gathering: Uuid,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) version: i64,
    /// Who saved last, and when.
    pub(super) saved: Option<(String, Timestamp)>,
    pub(super) errors: FieldErrors,
    pub(super) preview: bool,
    pub(super) may_publish: bool,
}

/// The form, and the preview under it when it was asked for.
pub(super) fn writing(ctx: &Ctx, page: Writing) -> AnyView {
    let gathering = ctx.url(&format!("/bijeenkomsten/{}", page.gathering));
    let problems = page::problems(ctx, page.errors.listed(ctx.lang));
    let saved = page.saved.map(|(name, at)| {
        view! { <span>{ctx.tn("notes-draft-saved", &[("name", name.into()), ("when", ctx.when(at).into())])}</span> }
    });
    let preview = page.preview.then(|| {
        let minutes = domain::notes::reading_minutes(&page.text);
        let html = markdown::html(&page.text);
        let note = format!("{} {}", ctx.t("notes-preview-note"), ctx.tn("notes-minutes", &[("n", minutes.into())]));
        view! {
            <Section id="voorbeeld" title=ctx.t("notes-preview-title")>
                <p class="meta">{note}</p>
                <Prose html=html/>
            </Section>
        }
    });
    let form = form(ctx, &gathering, page.text, page.version, &page.errors, page.may_publish);
    let back = ctx.t("notes-back");
    view! {
        <PageHead title=ctx.t("notes-writing-title") lede=page.title>
            {saved}
            <a href=gathering>{back}</a>
        </PageHead>
        {problems}
        {form}
        {preview}
    }
    .into_any()
}

fn form(ctx: &Ctx, gathering: &str, text: String, version: i64, errors: &FieldErrors, may_publish: bool) -> AnyView {
    let action = format!("{gathering}/verslag/wijzigen");
    let preview = format!("{action}#voorbeeld");
    let error = errors.text(ctx.lang, "verslag");
    let publish = may_publish.then(|| {
        view! { <Submit text=ctx.t("notes-to-publish") look=Look::Secondary name="actie" value="publiceren"/> }
    });
    let (label, hint) = (ctx.t("notes-text"), ctx.t("notes-text-hint"));
    let (save, show) = (ctx.t("notes-save"), ctx.t("notes-preview"));
    view! {
        <Form action=action version=version>
            <TextArea name="verslag" label=label value=text hint=hint error=error rows=22 maxlength="65536"/>
            <div class="form-actions">
                <Submit text=save/>
                <Submit text=show look=Look::Secondary name="actie" value="voorbeeld" formaction=preview/>
                {publish}
            </div>
        </Form>
    }
    .into_any()
}

/// Somebody saved another text meanwhile: both texts, the reader's own one ready to go on with.
pub(super) fn conflict(ctx: &Ctx, page: Writing, theirs: String) -> AnyView {
    let gathering = ctx.url(&format!("/bijeenkomsten/{}", page.gathering));
    let (name, at) = page.saved.map(|(name, at)| (name, ctx.when(at))).unwrap_or_default();
    let words = ctx.tn("notes-conflict", &[("name", name.clone().into()), ("when", at.into())]);
    let form = form(ctx, &gathering, page.text, page.version, &FieldErrors::default(), page.may_publish);
    let what = ctx.t("notes-conflict-what");
    let (drop, drop_text) = (format!("{gathering}/verslag/wijzigen"), ctx.t("notes-conflict-drop"));
    view! {
        <PageHead title=ctx.t("error-conflict-title") lede=page.title/>
        <Notice tone=Tone::Warn title=words><p>{what}</p></Notice>
        <Section id="andere" title=ctx.tn("notes-conflict-theirs", &[("name", name.into())])>
            <div class="prose"><pre>{theirs}</pre></div>
            <p><a href=drop>{drop_text}</a></p>
        </Section>
        <Section id="eigen" title=ctx.t("notes-conflict-mine")>{form}</Section>
    }
    .into_any()
}

/// The last look before everybody gets it.
pub(super) struct Publishing {
    pub(super) gathering: Uuid,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) version: i64,
    /// Number this version will have.
    pub(super) number: i64,
    pub(super) wave: Wave,
    pub(super) key: String,
    /// Key of the catalogue that says why it cannot be published now.
    pub(super) refused: Option<String>,
    /// Whether the text changed since it was looked at.
    pub(super) changed: bool,
    /// Date and time by which they must be known, as typed.
    pub(super) needed: (String, String),
    /// What is wrong with that.
    pub(super) errors: FieldErrors,
}

/// Who gets it, what the mail says, what they will read; then one button.
pub(super) fn publishing(ctx: &Ctx, page: Publishing) -> AnyView {
    let path = ctx.url(&format!("/bijeenkomsten/{}/verslag", page.gathering));
    let people = whole(page.wave.people());
    let changed = page.changed.then(|| {
        let (title, what) = (ctx.t("notes-publish-changed"), ctx.t("notes-publish-changed-what"));
        view! { <Notice tone=Tone::Warn title=title><p>{what}</p></Notice> }
    });
    let to_whom = ctx
        .tn("notes-publish-who", &[("members", page.wave.members.into()), ("committee", page.wave.committee.into())]);
    let without = (!page.wave.without_address.is_empty()).then(|| {
        let names = page.wave.without_address.join(", ");
        let title = ctx.tn("notes-publish-without", &[("n", page.wave.without_address.len().into())]);
        view! { <Notice tone=Tone::Warn title=title><p>{names}</p></Notice> }
    });
    let subject = if page.number > 1 { "notes-mail-subject-changed" } else { "notes-mail-subject" };
    let subject = ctx.tn(subject, &[("title", page.title.as_str().into())]);
    let summary = markdown::summary(&page.text, SUMMARY, domain::notes::is_attendance);
    let facts = facts![
        ctx.t("notes-publish-to") => to_whom,
        ctx.t("notes-publish-mail") => view! { <strong>{subject}</strong><br/>{summary} },
    ];
    let problems = page::problems(ctx, page.errors.listed(ctx.lang));
    let act = match page.refused {
        Some(why) => view! { <Notice tone=Tone::Info title=ctx.t("notes-refused")><p>{why}</p></Notice> }.into_any(),
        None => {
            let action = format!("{path}/publicatie");
            let submit = ctx.tn("notes-publish-submit", &[("n", people.into())]);
            let (date, time) = &page.needed;
            let needed = needed::fields(ctx, "", "needed-hint", date, time, &page.errors);
            view! {
                <p class="meta">{ctx.t("notes-publish-what")}</p>
                <Form action=action key=page.key version=page.version>
                    {needed}
                    <div class="form-actions"><Submit text=submit/></div>
                </Form>
            }
            .into_any()
        }
    };
    let (edit, edit_text) = (format!("{path}/wijzigen"), ctx.t("notes-publish-back"));
    let html = markdown::html(&page.text);
    view! {
        <PageHead title=ctx.t("notes-publish-title") lede=page.title><a href=edit>{edit_text}</a></PageHead>
        {problems}
        {changed}
        <Facts items=facts/>
        {without}
        {act}
        <Section id="voorbeeld" title=ctx.t("notes-publish-preview")><Prose html=html/></Section>
    }
    .into_any()
}
