//! What a mail gateway calls with each mail, as it is: for who has one that knows no LMTP. The secret proves who calls;
//! who the mail is from is judged as ever.

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    envelope::MOST,
    ingest::{Source, Told, ingest_bare},
};
use crate::{AppState, error::AppError, secret::Known};

/// To whom the envelope says it goes; more than one between commas.
const TO: HeaderName = HeaderName::from_static("x-envelope-to");
/// Whom it names to answer to; empty, or `<>`, when nobody.
const FROM: HeaderName = HeaderName::from_static("x-envelope-from");
/// Seconds after which to offer again what could not be taken.
const AGAIN: &str = "60";

/// The same in the address, for gateways that cannot set headers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct InAddress {
    aan: Vec<String>,
    van: Vec<String>,
}

/// `POST /haken/antwoordpost`: 204 when it is taken, also a second time; 503 when it is to be offered again. No mail is
/// refused for what is in it: a gateway would send that back to whoever is named as its sender.
pub async fn take(State(app): State<AppState>, headers: HeaderMap, RawQuery(query): RawQuery, body: Bytes) -> Response {
    let post = &app.settings.post;
    let (Some(known), Some(_)) = (&post.gateway, &post.domain) else { return AppError::NotFound.into_response() };
    if !shows(&headers, known) {
        let ask = [(header::WWW_AUTHENTICATE, "Bearer")];
        return (StatusCode::UNAUTHORIZED, ask, "Het geheim klopt niet.\n").into_response();
    }
    if !is_mail(&headers) {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Stuur een mail als message/rfc822.\n").into_response();
    }
    let told = told(&headers, query.as_deref());
    if body.is_empty() || told.recipients.len() > MOST {
        return (StatusCode::UNPROCESSABLE_ENTITY, "Dit is geen mail.\n").into_response();
    }
    let outcomes = ingest_bare(&app, body.to_vec(), told, Source::Webhook).await;
    for error in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        tracing::error!(%error, "a mail could not be taken; the mail gateway offers it again");
    }
    if outcomes.iter().any(Result::is_err) {
        let again = [(header::RETRY_AFTER, AGAIN)];
        return (StatusCode::SERVICE_UNAVAILABLE, again, "Bied deze mail later opnieuw aan.\n").into_response();
    }
    if !outcomes.iter().any(|outcome| matches!(outcome, Ok(Some(_)))) {
        return (StatusCode::UNPROCESSABLE_ENTITY, "Dit adres bestaat hier niet.\n").into_response();
    }
    StatusCode::NO_CONTENT.into_response()
}

fn shows(headers: &HeaderMap, known: &Known) -> bool {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some((scheme, shown)) = shown.and_then(|text| text.split_once(' ')) else { return false };
    scheme.eq_ignore_ascii_case("bearer") && known.is(shown.trim())
}

fn is_mail(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("message/rfc822")
}

/// What the gateway says of the envelope: a header goes before the address.
fn told(headers: &HeaderMap, query: Option<&str>) -> Told {
    let all = |name: &HeaderName| -> Vec<String> {
        headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect()
    };
    let address: InAddress = serde_html_form::from_str(query.unwrap_or_default()).unwrap_or_default();
    let (to, from) = (all(&TO), all(&FROM).pop().or_else(|| address.van.last().cloned()));
    let to = if to.is_empty() { address.aan } else { to };
    let bare = |text: &str| text.trim().trim_start_matches('<').trim_end_matches('>').to_owned();
    let recipients = to.iter().flat_map(|text| text.split(',')).map(bare).filter(|text| !text.is_empty()).collect();
    Told { recipients, null_sender: from.map(|text| bare(&text).is_empty()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(of: &[(&'static str, &'static str)]) -> HeaderMap {
        of.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_the_whole_secret_opens() {
        let known = Known::of("geheim-van-de-gateway-0123456789");
        for (value, right) in [
            ("Bearer geheim-van-de-gateway-0123456789", true),
            ("bearer  geheim-van-de-gateway-0123456789", true),
            ("Bearer geheim-van-de-gateway-012345678", false),
            ("Bearer geheim-van-de-gateway-01234567890", false),
            ("Basic geheim-van-de-gateway-0123456789", false),
            ("geheim-van-de-gateway-0123456789", false),
            ("Bearer", false),
            ("", false),
        ] {
            assert_eq!(shows(&headers(&[("authorization", value)]), &known), right, "{value}");
        }
        assert!(!shows(&HeaderMap::new(), &known));
        assert_eq!(format!("{known:?}"), "***");
    }

    #[test]
    fn the_envelope_comes_by_header_or_in_the_address() {
        let both = headers(&[("x-envelope-to", "<r-a@x.nl>, r-b@x.nl"), ("x-envelope-from", "<>")]);
        let by_header = told(&both, Some("aan=r-c@x.nl&van=a@b.nl"));
        assert_eq!(
            (by_header.recipients, by_header.null_sender),
            (vec!["r-a@x.nl".to_owned(), "r-b@x.nl".to_owned()], Some(true))
        );
        let by_address = told(&HeaderMap::new(), Some("aan=r-a%40x.nl&aan=r-b%40x.nl&van=a%40b.nl"));
        assert_eq!((by_address.recipients.len(), by_address.null_sender), (2, Some(false)));
        let nothing = told(&HeaderMap::new(), None);
        assert_eq!((nothing.recipients.len(), nothing.null_sender), (0, None));
        assert_eq!(told(&HeaderMap::new(), Some("van=")).null_sender, Some(true));
    }

    #[test]
    fn a_mail_is_sent_as_what_it_is() {
        for (kind, right) in
            [("message/rfc822", true), ("Message/RFC822; charset=x", true), ("text/plain", false), ("", false)]
        {
            assert_eq!(is_mail(&headers(&[("content-type", kind)])), right, "{kind}");
        }
    }
}
