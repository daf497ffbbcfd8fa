//! Components of the screen: fields, buttons, tables, marks, bars. They know no data, no context and no catalogue;
//! every text comes in translated. Anything that takes words takes a `String`, a `&str`, an `Option` of either, or a
//! whole number.
//!
//! One `<Submit>` with the primary look per page. `use crate::ui::*;` brings everything, macros included.
//!
//! # Page and lists
//! ```text
//! <PageHead title=t("x") lede=t("y")><Badge text=t("z") tone=Tone::Ok/><Moment at=.. shown=../></PageHead>
//! <Section id="nieuw" title=t("x") count=3 href="/.." link=t("all")> .. </Section>
//!     beside=view! { <ButtonForm .. look=Look::Quiet/> }.into_any()   instead of the link, where it changes something
//! <List><Item href="/.." title=name whose=faction meta=t("..") lead="di 9 sep, 19.30" at="2026-09-09T19:30+02:00" fresh=t("new")> badges, bars, forms </Item></List>
//! <Empty text=t("x") href="/.." next=t("y")/>
//! <Tabs label=t("filter") items=vec![Tab::new(t("open"), "?stand=open", true).count(4)]/>
//! <Pager label=t("pages") back=Some((href, t("newer"))) onward=None/>
//! <Disclosure summary=t("how") open=false> .. </Disclosure>
//! <Moment at="2026-09-09T19:30+02:00" shown="di 9 sep, 19.30" title="dinsdag 9 september 2026, 19.30"/>
//! <Prose html=safe_html/>
//! ```
//! # Forms
//! ```text
//! <ErrorSummary title=t("check") errors=vec![("titel".into(), t("title.empty"))]/>      directly under PageHead
//! <Form action="/.." key=key version=row.version> fields <div class="form-actions"><Submit text=t("save")/></div></Form>
//! <Form action="/.." multipart=true> .. </Form>      <Form action="/.." get=true> a filter </Form>
//! <TextField name="titel" label=t("x") value=draft.titel hint=t("h") error=e optional=t("optional") maxlength=120/>
//! <EmailField ../> <PasswordField .. autocomplete="new-password"/> <NumberField .. inputmode="decimal"/>
//! <DateField .. min="2026-01-01"/> <TimeField ../>                       same arguments as TextField
//! <TextArea name="verslag" label=t("x") value=text rows=12/>
//! <FileField name="bestand" label=t("x") accept=".csv,.xlsx"/>
//! <Select name="wie" label=t("x") options=choices([("a", "A")]) value="a" blank=t("choose")/>
//! <Radios name="soort" label=t("x") options=vec![Choice::new("a", "A").hint("..")] value="a" inline=true/>
//! <Checkboxes name="fractie" label=t("x") options=.. values=vec!["a".into()]/>
//! <Checkbox name="gast" label=t("x") checked=true/>      sends `true`
//! <Hidden name="id" value=id/>
//! ```
//! # Buttons
//! ```text
//! <Submit text=t("send")/>   <Submit text=t("keep") look=Look::Secondary name="actie" value="bewaar"/>
//! <LinkButton href="/.." text=t("plan") look=Look::Primary icon=Icon::Plus/>
//! <ButtonForm action="/.." text=t("undo") look=Look::Quiet key=key hidden=vec![("id".into(), id)] about=name/>
//! ```
//! # Saying what happened
//! ```text
//! <Notice tone=Tone::Warn title=t("note")><p>..</p></Notice>
//! <Flash text=t("saved") undo="/.." undo_text=t("undo") key=key/>
//! <Badge text=t("planned") tone=Tone::Info/>   <SideMark side=Side::Coalition text=t("coalition")/>   {icon(Icon::Lock)}
//! ```
//! # Figures
//! ```text
//! <DataTable caption=t("x") head=vec![Col::text(t("name")), Col::number(t("seats"))] rows=vec![cells![name, seats]]/>
//! <Facts items=facts![t("when") => when, t("where") => place]/>
//! <Bar part=3 total=12 text="3 van 12"/>
//! <AnswerBars rows=vec![AnswerRow { name, side: Some(Side::Coalition), yes: 3, maybe: 1, no: 0, none: 1, text }]/>
//! <ReachBars rows=vec![ReachRow { name, side, part: 89, total: 100, text }]/>
//! <StepCurve curves=vec![Curve { name, line: Line::Side(side), points }] hours=336 title=.. desc=.. x_label=.. y_label=..
//!     mark=Some(Mark { hour: 72.0, name: t("needed") }) id=.. words=MomentWords { .. }/>
//! ```
//! `Side` is `domain::people::Side`. Sides and factions come in the order coalition, opposition, unknown.
//!
//! # Plain classes, for markup that has no component
//! ```text
//! <div class="columns"><div class="stack">story</div><aside class="stack" aria-label=..>narrow</aside></div>
//!     two columns from 64rem on; put the aside first when it must come first on a phone
//! stack (space between), cluster (beside each other), meta (quiet and small), lede, wide (as broad as the page),
//! fields-row (short fields beside each other in a form), visually-hidden, no-print, print-only, print-page (new page)
//! <form method="post" class="answer-buttons">
//!     <button name="antwoord" value="ja" aria-pressed="true">{icon(Icon::Check)}<span>Ik kom</span></button> .. x3
//! <div class="sticky-answer"> around it while there is no answer: fixed at the foot of a phone
//! <p class="attendance-count" role="status"><strong>17 van 31</strong><span>9 coalitie</span></p>
//! <ul class="attendance" role="list"><li>
//!     <form method="post"><button name=.. value=.. aria-pressed="false"><span class="attendance-tick">{icon(Icon::Check)}</span>
//!         <span class="attendance-name">Henk Assink</span><span class="meta">afgemeld</span></button></form>
//!     <Disclosure summary=..> later, left, substitute </Disclosure></li></ul>
//! <table class="table print-sheet"> .. <td class="signature"></td>       a list to sign, on paper
//! ```
//! The shell of a page, with a menu that opens on a phone without a script:
//! ```text
//! <header class="site-header"><a class="site-name">Winterbeek</a>
//!     <button type="button" class="menu-button" popovertarget="menu">Menu</button>
//!     <div class="site-menu" id="menu" popover="auto">
//!         <nav class="site-nav" aria-label=..><ul><li><a href aria-current="page"> .. </ul></nav>
//!         <div class="site-account"><a>name</a><form><button>sign out</button></form></div></div></header>
//! <footer class="site-footer"> links and forms, or a p and an ul </footer>
//! ```

mod badges;
mod bars;
mod buttons;
mod choices;
mod curves;
mod definition;
mod details;
mod empty;
mod errors;
mod fields;
mod forms;
mod icons;
mod lists;
mod pager;
mod prose;
mod table;
mod tabs;
mod time;
mod words;

pub use badges::*;
pub use bars::*;
pub use buttons::*;
pub use choices::*;
pub use curves::*;
pub use definition::*;
pub use details::*;
pub use empty::*;
pub use errors::*;
pub use fields::*;
pub use forms::*;
pub use icons::*;
pub use lists::*;
pub use pager::*;
pub use prose::*;
pub use table::*;
pub use tabs::*;
pub use time::*;
pub use words::*;

pub(crate) use definition::facts;
pub(crate) use table::cells;
