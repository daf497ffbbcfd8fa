//! What the floor itself says when it refuses: short Dutch sentences, or problem+json under `/api/`.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::RequestId;

/// Why the floor did not let a request through, or could not bring it to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another site sent this (R38).
    CrossSite,
    /// The request came in too slowly.
    SlowBody,
    /// The connection broke off, or the body was no body.
    BrokenBody,
    /// A form or message over [`super::MAX_BODY`] (R52).
    TooLong,
    /// An upload over [`super::MAX_UPLOAD`] (R52).
    FileTooBig,
    /// A content type that a server function does not take (R40).
    ContentType,
    /// A host name that is not ours (R31).
    WrongHost,
    /// More requests than one client may make (R67).
    TooMany,
    /// More calendars than one client may fetch (R67).
    TooManyFeeds,
    /// A panic (R69).
    Broken,
    /// As many requests in progress as can be carried (R68).
    Busy,
    /// No answer in time (R66). The work itself goes on.
    Slow,
    /// The database is away (R82). Work that was begun goes on when it is back.
    Away,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::SlowBody => StatusCode::REQUEST_TIMEOUT,
            Self::BrokenBody => StatusCode::BAD_REQUEST,
            Self::TooLong | Self::FileTooBig => StatusCode::PAYLOAD_TOO_LARGE,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::TooMany | Self::TooManyFeeds => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Slow | Self::Away => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Seconds after which trying again makes sense.
    fn retry_after(self) -> Option<&'static str> {
        match self {
            Self::TooMany => Some("1"),
            Self::TooManyFeeds => Some("60"),
            Self::Busy => Some("3"),
            Self::Slow => Some("10"),
            Self::Away => Some("5"),
            _ => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::CrossSite => "Verzoek van een andere site",
            Self::SlowBody => "Te langzaam",
            Self::BrokenBody => "Afgebroken verzoek",
            Self::TooLong => "Te lang",
            Self::FileTooBig => "Te groot bestand",
            Self::ContentType => "Verkeerde soort gegevens",
            Self::WrongHost => "Onbekend adres",
            Self::TooMany | Self::TooManyFeeds => "Te veel verzoeken",
            Self::Broken => "Fout bij ons",
            Self::Busy => "Te druk",
            Self::Slow => "Duurde te lang",
            Self::Away => "Even geen verbinding",
        }
    }

    fn detail(self) -> &'static str {
        match self {
            Self::CrossSite => "Dit verzoek kwam niet van deze site. Laad de pagina opnieuw en probeer het nog eens.",
            Self::SlowBody => "Uw verzoek kwam te langzaam binnen. Probeer het opnieuw.",
            Self::BrokenBody => "Uw verzoek kwam niet heel binnen. Probeer het opnieuw.",
            Self::TooLong => "Dit is te lang: hooguit 1 MB. Kort uw tekst in en probeer het opnieuw.",
            Self::FileTooBig => "Dit bestand is te groot: hooguit 25 MB.",
            Self::ContentType => "Deze soort gegevens nemen wij hier niet aan.",
            Self::WrongHost => "Dit adres hoort niet bij deze site.",
            Self::TooMany | Self::TooManyFeeds => "U vraagt te veel achter elkaar. Wacht even en probeer het opnieuw.",
            Self::Broken => "Dit lukte niet door een fout bij ons. Probeer het later opnieuw.",
            Self::Busy => "Het is nu te druk. Probeer het over een paar seconden opnieuw.",
            Self::Slow => "Dit duurde te lang. Kijk eerst of uw wijziging is bewaard voordat u het opnieuw probeert.",
            Self::Away => {
                "Uw gegevens zijn veilig, maar we kunnen er nu niet bij. Probeer het over een minuut opnieuw, \
                 en kijk dan eerst of uw wijziging is bewaard."
            }
        }
    }
}

impl IntoResponse for Refusal {
    /// A response without words yet: [`word`] knows who asked, and writes them.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Layer: gives every [`Refusal`] its words.
pub(crate) async fn word(request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let id = request.extensions().get::<RequestId>().cloned();
    let mut response = next.run(request).await;
    let Some(refusal) = response.extensions().get::<Refusal>().copied() else {
        return response;
    };
    let id = id.map_or_else(String::new, |id| id.0);
    if api {
        response.headers_mut().insert(app::api::VERSION_HEADER, HeaderValue::from_static(app::api::VERSION));
    }
    let (kind, text) = if api {
        let problem = serde_json::json!({
            "type": "about:blank",
            "title": refusal.title(),
            "status": refusal.status().as_u16(),
            "detail": refusal.detail(),
            "instance": format!("urn:uuid:{id}"),
        });
        ("application/problem+json", problem.to_string())
    } else if refusal == Refusal::Broken {
        let text = format!("{}\nBlijft het misgaan? Geef dan dit nummer door: {id}\n", refusal.detail());
        ("text/plain; charset=utf-8", text)
    } else {
        ("text/plain; charset=utf-8", format!("{}\n", refusal.detail()))
    };
    response.headers_mut().remove(CONTENT_LENGTH);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    *response.body_mut() = Body::from(text);
    response
}
