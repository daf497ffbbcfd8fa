//! Series on the screen: how often, how far, and what it comes to before it is done.

use domain::{
    gatherings::State,
    series::{MOST, Rhythm, Scope},
};
use jiff::civil::Date;
use leptos::prelude::*;

use super::all_errors;
use crate::{
    ctx::Ctx,
    form::FieldErrors,
    gatherings::{
        input::Input,
        sheet::Reach,
        store::{Gathering, Neighbours},
    },
    text::{joined, whole},
    ui::*,
};

/// How often a new gathering comes again, and until when.
pub(super) fn repeat_fields(ctx: &Ctx, input: &Input, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let mut options = vec![Choice::new("niet", ctx.t("series-rhythm-niet"))];
    options.extend(crate::page::choices(ctx, "series-rhythm", Rhythm::CODES));
    let chosen = if input.repeats() { input.herhalen.clone() } else { "niet".to_owned() };
    let hint = ctx.tn("series-end-hint", &[("n", whole(MOST).into())]);
    view! {
        <Select name="herhalen" label=ctx.t("series-repeat") options=options value=chosen error=error("herhalen")/>
        <div class="if-repeated">
            <p class="field-hint">{hint}</p>
            <div class="fields-row">
                <NumberField name="keren" label=ctx.t("series-times") value=input.keren.clone() error=error("keren")
                    required=false maxlength=3/>
                <DateField name="tot" label=ctx.t("series-until") value=input.tot.clone() error=error("tot")
                    required=false/>
            </div>
        </div>
    }
    .into_any()
}

/// How many people get a mail, by how far it reaches.
#[derive(Debug, Clone, Copy)]
pub struct ScopeMails {
    /// This one alone.
    pub this: usize,
    /// This one and those after it.
    pub following: usize,
    /// All.
    pub all: usize,
}

/// How far a change to one of a series reaches, each with the days it comes to, and how many get a mail where that is known.
pub(super) fn scope_field(ctx: &Ctx, reach: &Reach, chosen: &str, mails: Option<&ScopeMails>) -> AnyView {
    let hint = |scope: Scope, days: &[Date]| {
        let days = days.iter().map(|day| ctx.day(*day)).collect::<Vec<_>>().join(", ");
        let mails = mails.map(|mails| match scope {
            Scope::This => mails.this,
            Scope::Following => mails.following,
            Scope::All => mails.all,
        });
        let mails = mails.map(|n| ctx.tn("series-scope-mails", &[("n", whole(n).into())])).unwrap_or_default();
        joined([days, mails], " · ")
    };
    let words = |scope: Scope, n: usize| ctx.tn(&format!("series-scope-{}", scope.code()), &[("n", whole(n).into())]);
    let this = Choice::new(Scope::This.code(), words(Scope::This, 1));
    let mut options = vec![if mails.is_some() { this.hint(hint(Scope::This, &[])) } else { this }];
    for (scope, reached) in [(Scope::Following, &reach.following), (Scope::All, &reach.all)] {
        // "This and the following" is the same as "all" for the first one still to come, and as "this" for the last.
        if scope == Scope::All || (reached.len() > 1 && reached.len() < reach.all.len()) {
            options.push(Choice::new(scope.code(), words(scope, reached.len())).hint(hint(scope, reached)));
        }
    }
    let chosen = Scope::parse(chosen).unwrap_or_default().code();
    view! {
        <Radios name="bereik" label=ctx.t("series-scope") options=options value=chosen/>
        <Hidden name="reeks" value=reach.stand.to_string()/>
    }
    .into_any()
}

/// What one types again unseen, and the way back to it.
fn unseen(input: &Input) -> AnyView {
    view! { <HiddenFields fields=input.unseen()/> }.into_any()
}

fn back(ctx: &Ctx) -> AnyView {
    let text = ctx.t("series-back");
    view! { <Submit text=text look=Look::Secondary name="bevestigd" value="terug"/> }.into_any()
}

/// The dates a series would have.
pub struct DatesPreview {
    /// How often.
    pub rhythm: Rhythm,
    /// Each day that is possible, in words, with what else is on it.
    pub days: Vec<(Date, String, String)>,
    /// Those that are ticked.
    pub ticked: Vec<Date>,
    /// Days on which there cannot be one: the day and why.
    pub impossible: Vec<(String, String)>,
}

/// The page that shows the dates of a series before anything is made.
pub fn dates_preview(ctx: &Ctx, input: &Input, errors: &FieldErrors, preview: DatesPreview) -> AnyView {
    let title = ctx.tn("series-dates-title", &[("title", input.titel.trim().into())]);
    let rhythm = ctx.t(&format!("series-rhythm-{}", preview.rhythm.code()));
    let lede = ctx.tn("series-dates-lede", &[("n", whole(preview.days.len()).into()), ("rhythm", rhythm.into())]);
    let values = preview.ticked.iter().map(Date::to_string).collect();
    let options = preview
        .days
        .into_iter()
        .map(|(day, words, around)| {
            let choice = Choice::new(day.to_string(), words);
            if around.is_empty() { choice } else { choice.hint(around) }
        })
        .collect();
    let impossible = (!preview.impossible.is_empty()).then(|| {
        let rows = preview.impossible.into_iter().map(|(day, why)| view! { <li>{day}": "{why}</li> }).collect_view();
        view! { <Notice tone=Tone::Warn title=ctx.t("series-impossible")><ul>{rows}</ul></Notice> }
    });
    let next = ctx.t(if input.actie == "uitnodiging" { "series-make-invite" } else { "series-make-drafts" });
    let (typed, back, error) = (unseen(input), back(ctx), errors.text(ctx.lang, "dag"));
    let (label, hint) = (ctx.t("series-dates"), ctx.t("series-dates-hint"));
    view! {
        <PageHead title=title lede=lede/>
        {all_errors(ctx, errors)}
        {impossible}
        <Form action=ctx.url("/bijeenkomsten") key=input.key.clone()>
            {typed}
            <Checkboxes name="dag" label=label hint=hint options=options values=values error=error/>
            <div class="form-actions">
                <Submit text=next name="bevestigd" value="true"/>
                {back}
            </div>
        </Form>
    }
    .into_any()
}

/// What a change to several gatherings comes to.
pub struct ChangePreview {
    /// Field, as it was, as it becomes.
    pub differences: Vec<(String, String, String)>,
    /// What becomes of the one that was looked at, in words.
    pub this: String,
    /// The others: id, in words, and what goes along with it.
    pub others: Vec<(String, String, String)>,
    /// Those of the others that are ticked.
    pub ticked: Vec<String>,
    /// Those for which it cannot be: in words, and why.
    pub impossible: Vec<(String, String)>,
    /// People who get a mail.
    pub mails: usize,
    /// People in it.
    pub title: String,
    /// Where it is posted to.
    pub action: String,
}

/// The page that shows what a change to several gatherings comes to, before anything is changed.
pub fn change_preview(ctx: &Ctx, input: &Input, errors: &FieldErrors, preview: ChangePreview) -> AnyView {
    let title = ctx.tn("series-change-title", &[("title", preview.title.as_str().into())]);
    let lede = match preview.mails {
        0 => ctx.t("series-change-no-mail"),
        n => ctx.tn("series-change-mails", &[("n", whole(n).into())]),
    };
    let head = ["gathering-field", "series-was", "series-becomes"].map(|key| Col::text(ctx.t(key))).to_vec();
    let rows = preview.differences.into_iter().map(|(name, was, becomes)| cells![name, was, becomes]).collect();
    let options = preview
        .others
        .into_iter()
        .map(|(id, words, along)| {
            let choice = Choice::new(id, words);
            if along.is_empty() { choice } else { choice.hint(along) }
        })
        .collect();
    let impossible = (!preview.impossible.is_empty()).then(|| {
        let rows = preview.impossible.into_iter().map(|(day, why)| view! { <li>{day}": "{why}</li> }).collect_view();
        view! { <Notice tone=Tone::Warn title=ctx.t("series-change-impossible")><ul>{rows}</ul></Notice> }
    });
    let (typed, back, now) = (unseen(input), back(ctx), ctx.t("series-change-now"));
    let this = view! { <p><strong>{ctx.t("series-this")}</strong>" "{preview.this}</p> };
    let (label, hint) = (ctx.t("series-others"), ctx.t("series-others-hint"));
    view! {
        <PageHead title=title lede=lede/>
        {all_errors(ctx, errors)}
        <DataTable caption=ctx.t("series-differences") head=head rows=rows/>
        {impossible}
        <Form action=preview.action version=input.version.clone()>
            {typed}
            {this}
            <Checkboxes name="mee" label=label hint=hint options=options values=preview.ticked/>
            <div class="form-actions">
                <Submit text=now name="bevestigd" value="true"/>
                {back}
            </div>
        </Form>
    }
    .into_any()
}

/// "3 van 4, elk kwartaal"; nothing where the reader knows of no other one.
pub(super) fn place(ctx: &Ctx, gathering: &Gathering, series: &Neighbours) -> Option<String> {
    let values = [
        ("at", whole(series.place_of(gathering.id)).into()),
        ("n", whole(series.cards.len()).into()),
        ("rhythm", ctx.t(&format!("series-short-{}", series.rhythm.code())).into()),
    ];
    (series.cards.len() > 1).then(|| ctx.tn("series-place", &values))
}

/// Which one it is, with the way to the others.
pub(super) fn neighbours(ctx: &Ctx, gathering: &Gathering, series: &Neighbours) -> AnyView {
    let Some(place) = place(ctx, gathering, series) else { return ().into_any() };
    let rows = series
        .cards
        .iter()
        .map(|card| {
            let day = ctx.when(card.starts_at);
            let state = matches!(card.state, State::Cancelled | State::Draft)
                .then(|| format!(" · {}", ctx.t(&format!("gathering-state-{}", card.state.code()))));
            if card.id == gathering.id {
                view! { <li aria-current="page"><strong>{day}</strong>{state}</li> }.into_any()
            } else {
                let href = ctx.url(&format!("/bijeenkomsten/{}", card.id));
                view! { <li><a href=href>{day}</a>{state}</li> }.into_any()
            }
        })
        .collect_view();
    view! {
        <Section id="reeks" title=ctx.t("series-title")>
            <p>{place}</p>
            <ul>{rows}</ul>
        </Section>
    }
    .into_any()
}
