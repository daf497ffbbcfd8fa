//! What somebody typed when their session had ended: it comes back as a form that is sent again after signing in.
//!
//! Nothing of it is kept on the server. What was posted from another site never gets here (R38).

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use leptos::prelude::*;

use crate::{ctx::Ctx, form, page, ui::*};

/// Largest form that comes back, in bytes.
const MOST: usize = 256 * 1024;
/// Fields that nobody types.
const UNSEEN: [&str; 3] = ["naar", "key", "version"];
/// A value without a space that is longer than any id or word of a button.
const LONG: usize = 64;

/// Keeps a look at the form of a request; `None` for anything else.
///
/// The body is wholly in already (R52), so this copies nothing.
pub(crate) async fn look(request: Request) -> (Request, Option<Bytes>) {
    if request.method() != Method::POST || !form::is_urlencoded(request.headers()) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    match body.collect().await {
        Ok(whole) => {
            let bytes = whole.to_bytes();
            (Request::from_parts(parts, Body::from(bytes.clone())), Some(bytes))
        }
        // Whoever reads it next finds nothing and says so.
        Err(_broken) => (Request::from_parts(parts, Body::empty()), None),
    }
}

/// The fields of a form in which something was written; nothing for a mere button, and for what should not be shown.
fn written(form: &[u8]) -> Option<Vec<(String, String)>> {
    if form.len() > MOST {
        return None;
    }
    let fields: Vec<(String, String)> = serde_html_form::from_bytes(form).ok()?;
    let secret = |name: &str| SECRET_FIELDS.contains(&name);
    let text = |value: &str| value.trim().contains(char::is_whitespace) || value.len() > LONG;
    let typed = |name: &str| !UNSEEN.contains(&name);
    let fine =
        fields.iter().any(|(name, value)| typed(name) && text(value)) && !fields.iter().any(|(name, _)| secret(name));
    fine.then_some(fields)
}

/// The page that gives back what was written, to be sent once more to the same address; nothing where there was nothing.
pub(crate) fn page(ctx: &Ctx, path: &str, form: &[u8]) -> Option<Response> {
    let fields = written(form)?;
    let title = ctx.t("resume-title");
    let texts = fields
        .iter()
        .filter(|(_, value)| value.trim().contains(char::is_whitespace))
        .map(|(_, value)| {
            let lines = value.lines().map(|line| view! { {line.to_owned()}<br/> }).collect_view();
            view! { <p class="remark">{lines}</p> }
        })
        .collect_view();
    let (sign_in, again, written) = (ctx.t("resume-sign-in"), ctx.t("resume-send"), ctx.t("resume-written"));
    let view = view! {
        <PageHead title=title.clone() lede=ctx.t("resume-lede")/>
        <ol>
            <li><a href=ctx.url("/aanmelden") target="_blank" rel="noopener">{sign_in}</a></li>
            <li>{ctx.t("resume-then")}</li>
        </ol>
        <Form action=path.to_owned()>
            <HiddenFields fields=fields/>
            <div class="form-actions"><Submit text=again/></div>
        </Form>
        <Disclosure summary=written>{texts}</Disclosure>
    };
    Some((StatusCode::FORBIDDEN, page::page(ctx, title, view)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_comes_back_and_buttons_and_secrets_do_not() {
        for (form, back) in [
            ("onderwerp=Zwembad+dicht&key=1", true),
            ("tekst=regel%0Aregel", true),
            (concat!("id=", "0123456789012345678901234567890123456789012345678901234567890123456789"), true),
            ("antwoord=ja&naar=%2F", false),
            ("persoon=01a204bf-cdd5-7c33-9d5e-4e8a2f3f0000", false),
            (concat!("naar=", "0123456789012345678901234567890123456789012345678901234567890123456789"), false),
            ("", false),
            ("tekst=een+tekst&wachtwoord=x", false),
            ("huidig=een+twee+drie", false),
            ("email=a%40b.example&huidig=&nieuw=vier+kippen+op+stok", false),
            ("tekst=een+tekst&bewijs=123456", false),
            ("code=een+twee", false),
        ] {
            assert_eq!(written(form.as_bytes()).is_some(), back, "{form}");
        }
        let large = format!("tekst=een+{}", "a".repeat(MOST));
        assert!(written(large.as_bytes()).is_none());
        assert_eq!(written(b"a=b+c&a=d").unwrap(), [("a", "b c"), ("a", "d")].map(|(n, v)| (n.into(), v.into())));
    }
}
