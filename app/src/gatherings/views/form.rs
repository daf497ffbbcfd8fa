//! The form of a gathering: one page, kind first, good defaults.

use domain::gatherings::{AudienceKind, Kind, LegalStatus, Openness};
use leptos::prelude::*;

use super::{
    all_errors, clashes,
    series::{repeat_fields, scope_field},
};
use crate::{
    ctx::Ctx,
    form::FieldErrors,
    gatherings::{
        input::{Input, OTHER_KIND},
        sheet::{Purpose, Sheet, audience_words, kind_words},
    },
    text::whole,
    ui::*,
};

/// The page on which a gathering is made.
pub fn plan_form(ctx: &Ctx, input: &Input, errors: &FieldErrors, sheet: Sheet) -> AnyView {
    let afterwards = input.achteraf == "true";
    let title = ctx.t(if afterwards { "gathering-record-title" } else { "gathering-plan-title" });
    let lede = ctx.t(if afterwards { "gathering-record-lede" } else { "gathering-plan-lede" });
    let form = fields(ctx, "/bijeenkomsten", input, errors, sheet);
    view! { <PageHead title=title lede=lede/>{all_errors(ctx, errors)}{form} }.into_any()
}

/// The page on which one is changed.
pub fn edit_form(ctx: &Ctx, title: &str, input: &Input, errors: &FieldErrors, sheet: Sheet) -> AnyView {
    let Purpose::Edit { id, .. } = sheet.purpose else { return ().into_any() };
    let form = fields(ctx, &format!("/bijeenkomsten/{id}/wijzigen"), input, errors, sheet);
    let heading = ctx.tn("gathering-edit-title", &[("title", title.into())]);
    view! { <PageHead title=heading/>{all_errors(ctx, errors)}{form} }.into_any()
}

/// The page after somebody else was first: what is stored beside what was typed, and the form to settle it.
/// `elsewhere` when that was with another one of its series.
pub fn conflict(
    ctx: &Ctx,
    differences: Vec<(String, String, String)>,
    elsewhere: bool,
    input: &Input,
    sheet: Sheet,
) -> AnyView {
    let Purpose::Edit { id, .. } = sheet.purpose else { return ().into_any() };
    let lede = ctx.t(if elsewhere { "series-conflict-lede" } else { "gathering-conflict-lede" });
    let head = ["gathering-field", "gathering-stored", "gathering-typed"].map(|key| Col::text(ctx.t(key))).to_vec();
    let rows = differences.into_iter().map(|(name, stored, typed)| cells![name, stored, typed]).collect();
    let form = fields(ctx, &format!("/bijeenkomsten/{id}/wijzigen"), input, &FieldErrors::default(), sheet);
    view! {
        <PageHead title=ctx.t("error-conflict-title") lede=lede/>
        <DataTable caption=ctx.t("gathering-differences") head=head rows=rows/>
        {form}
    }
    .into_any()
}

/// Who hears of a change, said where the button is.
fn will_mail(ctx: &Ctx, purpose: &Purpose) -> Option<AnyView> {
    let Purpose::Edit { invited: invited @ 1.., .. } = *purpose else { return None };
    let title = ctx.tn("gathering-will-mail", &[("n", (invited as i64).into())]);
    let what = ctx.t("gathering-will-mail-what");
    Some(view! { <Notice tone=Tone::Info title=title><p>{what}</p></Notice> }.into_any())
}

/// The kinds as buttons of the form: choosing one fills in what is usual for it, and keeps what was typed. Enter in a field
/// presses the first button of a form, so that the one it has always pressed comes first, unseen.
fn kind_buttons(ctx: &Ctx, input: &Input) -> AnyView {
    let items = Kind::ALL
        .iter()
        .map(|kind| {
            let pressed = if input.soort == kind.code() { "true" } else { "false" };
            let value = format!("{OTHER_KIND}{}", kind.code());
            view! {
                <li>
                    <button type="submit" name="actie" value=value aria-pressed=pressed>{kind_words(ctx, *kind)}</button>
                </li>
            }
        })
        .collect_view();
    let first = if input.achteraf == "true" { "vastleggen" } else { "concept" };
    view! {
        <Hidden name="soort" value=input.soort.clone()/>
        <button type="submit" name="actie" value=first class="visually-hidden" tabindex="-1" aria-hidden="true"></button>
        <div class="tabs" role="group" aria-label=ctx.t("gathering-kind")><ul>{items}</ul></div>
    }
    .into_any()
}

fn fields(ctx: &Ctx, action: &str, input: &Input, errors: &FieldErrors, sheet: Sheet) -> AnyView {
    let afterwards = input.achteraf == "true";
    let kinds = matches!(sheet.purpose, Purpose::Fresh).then(|| kind_buttons(ctx, input));
    let (buttons, will_mail) = (buttons(ctx, afterwards, errors, &sheet.purpose), will_mail(ctx, &sheet.purpose));
    let clash = clashes(ctx, &sheet.clashes);
    let around = crate::calendar::around(ctx, &sheet.busy);
    let afterwards = afterwards.then(|| view! { <Hidden name="achteraf" value="true"/> });
    let what = what(ctx, input, errors, &sheet.purpose);
    let repeat = matches!(sheet.purpose, Purpose::Fresh | Purpose::Again) && afterwards.is_none();
    let repeat = repeat.then(|| repeat_fields(ctx, input, errors));
    let scope = match &sheet.purpose {
        Purpose::Edit { series: Some(reach), .. } => Some(scope_field(ctx, reach, &input.bereik, None)),
        _ => None,
    };
    let time = time(ctx, input, errors);
    let place = place(ctx, input, errors);
    let for_whom = for_whom(ctx, input, errors, &sheet);
    let in_law = in_law(ctx, input, errors);
    let content = content(ctx, input, errors, sheet);
    view! {
        <Form action=ctx.url(action) key=input.key.clone() version=input.version.clone()>
            {kinds}
            {afterwards}
            {what}
            {time}
            {repeat}
            {place}
            {clash}
            {around}
            {for_whom}
            {in_law}
            {content}
            {scope}
            {will_mail}
            <div class="form-actions">{buttons}</div>
        </Form>
    }
    .into_any()
}

fn what(ctx: &Ctx, input: &Input, errors: &FieldErrors, purpose: &Purpose) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let kind = (!matches!(purpose, Purpose::Fresh)).then(|| {
        let options = choices(Kind::ALL.iter().map(|kind| (kind.code(), kind_words(ctx, *kind))));
        view! {
            <Select name="soort" label=ctx.t("gathering-kind") options=options value=input.soort.clone()
                error=error("soort")/>
        }
    });
    view! {
        {kind}
        <TextField name="titel" label=ctx.t("gathering-title") hint=ctx.t("gathering-title-hint")
            value=input.titel.clone() error=error("titel") maxlength=200/>
        <TextField name="samenvatting" label=ctx.t("gathering-summary") hint=ctx.t("gathering-summary-hint")
            optional=ctx.t("optional") value=input.samenvatting.clone() error=error("samenvatting") maxlength=500/>
    }
    .into_any()
}

fn time(ctx: &Ctx, input: &Input, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    view! {
        <div class="fields-row">
            <DateField name="datum" label=ctx.t("gathering-date") value=input.datum.clone() error=error("datum")/>
            <TimeField name="begin" label=ctx.t("gathering-start") value=input.begin.clone() error=error("begin")/>
            <TimeField name="eind" label=ctx.t("gathering-end") value=input.eind.clone() error=error("eind")/>
        </div>
    }
    .into_any()
}

fn place(ctx: &Ctx, input: &Input, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    view! {
        <TextField name="plaats" label=ctx.t("gathering-place") value=input.plaats.clone() error=error("plaats")
            hint=ctx.t("gathering-place-hint") maxlength=500/>
        <TextField name="link" kind="url" label=ctx.t("gathering-online-link") value=input.link.clone()
            error=error("link") optional=ctx.t("optional") maxlength=2000/>
    }
    .into_any()
}

fn for_whom(ctx: &Ctx, input: &Input, errors: &FieldErrors, sheet: &Sheet) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let options = AudienceKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), audience_words(ctx, *kind, sheet.members, sheet.committee)))
        .collect();
    let people = sheet
        .people
        .iter()
        .enumerate()
        .map(|(at, (group, people))| {
            let id = if at == 0 { "persoon".to_owned() } else { format!("persoon-groep-{at}") };
            let error = if at == 0 { error("persoon") } else { None };
            view! {
                <Checkboxes name="persoon" id=id label=group.clone() options=people.clone()
                    values=input.persoon.clone() error=error/>
            }
        })
        .collect_view();
    view! {
        <Radios name="wie" label=ctx.t("gathering-audience") options=options value=input.wie.clone() error=error("wie")/>
        <div class="if-factions">
            <Checkboxes name="fractie" label=ctx.t("gathering-factions") options=sheet.factions.clone()
                values=input.fractie.clone() error=error("fractie") inline=true/>
        </div>
        <div class="if-people"><div class="people-groups">{people}</div></div>
        <div class="if-narrow">
            <TextField name="wie-reden" label=ctx.t("gathering-audience-reason") value=input.wie_reden.clone()
                hint=ctx.t("gathering-audience-reason-hint") error=error("wie-reden") maxlength=500/>
        </div>
    }
    .into_any()
}

fn in_law(ctx: &Ctx, input: &Input, errors: &FieldErrors) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let openness = crate::page::choices(ctx, "gathering-openness", Openness::CODES);
    let status = crate::page::choices(ctx, "gathering-legal", LegalStatus::CODES);
    view! {
        <Radios name="openbaarheid" label=ctx.t("gathering-openness") options=openness
            value=input.openbaarheid.clone() error=error("openbaarheid") inline=true/>
        <div class="if-closed">
            <TextField name="besloten-reden" label=ctx.t("gathering-closed-reason") value=input.besloten_reden.clone()
                hint=ctx.t("gathering-closed-reason-hint") error=error("besloten-reden") maxlength=500/>
        </div>
        <Select name="status" label=ctx.t("gathering-legal") options=status value=input.status.clone()
            hint=ctx.t("gathering-legal-hint") error=error("status")/>
    }
    .into_any()
}

fn content(ctx: &Ctx, input: &Input, errors: &FieldErrors, sheet: Sheet) -> AnyView {
    let error = |field: &str| errors.text(ctx.lang, field);
    let optional = ctx.t("optional");
    let places = match sheet.purpose {
        // Who gives fewer places should know whose they are.
        Purpose::Edit { seated: seated @ 1.., .. } => {
            ctx.tn("gathering-places-hint-seated", &[("n", whole(seated).into())])
        }
        _ => ctx.t("gathering-places-hint"),
    };
    view! {
        <TextArea name="agenda" label=ctx.t("gathering-agenda") hint=ctx.t("gathering-agenda-hint")
            optional=optional.clone() value=input.agenda.clone() error=error("agenda")/>
        <Select name="gastheer" label=ctx.t("gathering-host") options=sheet.hosts value=input.gastheer.clone()
            blank=ctx.t("gathering-no-host") optional=optional.clone() error=error("gastheer")/>
        <NumberField name="plaatsen" label=ctx.t("gathering-places") hint=places
            optional=optional.clone() value=input.plaatsen.clone() error=error("plaatsen") maxlength=5/>
        <TextField name="ris" kind="url" label=ctx.t("gathering-ris-link") optional=optional value=input.ris.clone()
            error=error("ris") maxlength=2000/>
    }
    .into_any()
}

/// What can be done with the form. A date that has passed offers to record it afterwards.
fn buttons(ctx: &Ctx, afterwards: bool, errors: &FieldErrors, purpose: &Purpose) -> AnyView {
    let button = |value: &'static str, key: &str, look: Look| {
        view! { <Submit text=ctx.t(key) look=look name="actie" value=value/> }.into_any()
    };
    if afterwards {
        return button("vastleggen", "gathering-record-now", Look::Primary);
    }
    if let Purpose::Edit { id, draft: false, .. } = purpose {
        let back = ctx.url(&format!("/bijeenkomsten/{id}"));
        return view! { <Submit text=ctx.t("gathering-save")/><a href=back>{ctx.t("gathering-keep")}</a> }.into_any();
    }
    let past =
        matches!(purpose, Purpose::Again) && errors.keys().any(|error| error == ("datum", "gathering-error-past"));
    let past = past.then(|| button("vastleggen", "gathering-record-now", Look::Secondary));
    view! {
        {button("concept", "gathering-save-draft", Look::Secondary)}
        {button("uitnodiging", "gathering-preview", Look::Primary)}
        {past}
    }
    .into_any()
}
