//! Title of a page, its sections, and lists of things to open.

use leptos::prelude::*;

use super::Words;

/// Title, one line under it, and what belongs beside it (a badge, a date, a button).
#[component]
pub fn PageHead(
    /// The only h1 of the page.
    #[prop(into)]
    title: String,
    /// One line: what and for whom.
    #[prop(optional, into)]
    lede: Words,
    /// Marks, dates or links under the line.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lede = lede.get().map(|lede| view! { <p class="lede">{lede}</p> });
    let more = children.map(|inner| view! { <div class="meta cluster">{inner()}</div> });
    view! { <div class="page-head"><h1>{title}</h1>{lede}{more}</div> }
}

/// A part of a page with its own heading.
#[component]
pub fn Section(
    /// The h2.
    #[prop(into)]
    title: String,
    /// Anchor of the section; its heading becomes `{id}-heading`.
    #[prop(into)]
    id: String,
    /// How many there are, shown behind the title.
    #[prop(optional_no_strip, into)]
    count: Option<i64>,
    /// Where the link beside the title goes.
    #[prop(optional, into)]
    href: Words,
    /// The words of that link.
    #[prop(optional, into)]
    link: Words,
    /// Something else beside the title: a quiet [`ButtonForm`](super::ButtonForm).
    #[prop(optional)]
    beside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-heading");
    let count = count.map(|n| view! { " "<span class="count">"("{n}")"</span> });
    let link = href.get().zip(link.get()).map(|(href, link)| view! { <a class="section-link" href=href>{link}</a> });
    view! {
        <section class="section" id=id aria-labelledby=heading>
            <div class="section-head"><h2 id=heading.clone()>{title}{count}</h2>{link}{beside}</div>
            {children()}
        </section>
    }
}

/// A list with lines between its items.
#[component]
pub fn List(children: Children) -> impl IntoView {
    view! { <ul class="list" role="list">{children()}</ul> }
}

/// One thing of a [`List`]; the whole row opens it. Buttons and links among the children stay pressable.
#[component]
pub fn Item(
    /// Where it opens. Without it the title is plain text.
    #[prop(optional, into)]
    href: Words,
    /// Its name.
    #[prop(into)]
    title: String,
    /// A quiet line under the name.
    #[prop(optional, into)]
    meta: Words,
    /// The word of that line one looks for: whose it is. Stands first, drawn bold.
    #[prop(optional, into)]
    whose: Words,
    /// Short words before the name: a date.
    #[prop(optional, into)]
    lead: Words,
    /// The lead for machines, when it is a date or a moment.
    #[prop(optional, into)]
    at: Words,
    /// Something new to the reader: drawn bold, with these words.
    #[prop(optional, into)]
    fresh: Words,
    /// Anything under or beside it: badges, bars, forms.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = match href.get() {
        Some(href) => view! { <a class="item-title" href=href>{title}</a> }.into_any(),
        None => view! { <span class="item-title">{title}</span> }.into_any(),
    };
    let class = if fresh.is_some() { "list-item list-item-fresh" } else { "list-item" };
    let lead = lead.get().map(|lead| match at.get() {
        Some(at) => view! { <time class="item-lead" datetime=at>{lead}</time> }.into_any(),
        None => view! { <span class="item-lead">{lead}</span> }.into_any(),
    });
    let fresh = fresh.get().map(|fresh| view! { <span class="item-fresh">{fresh}</span> });
    let whose = whose.get().map(|whose| view! { <strong>{whose}</strong>" · " });
    let meta = meta.get().map(|meta| view! { <p class="meta">{whose}{meta}</p> });
    let more = children.map(|inner| view! { <div class="item-more">{inner()}</div> });
    view! { <li class=class>{lead}<div class="item-head">{name}{fresh}</div>{meta}{more}</li> }
}
