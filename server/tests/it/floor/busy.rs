//! Too much, too often, too late: what the floor refuses, and that the work of who went away still ends.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::RETRY_AFTER;
use axum::http::{Method, StatusCode};
use server::http::{HttpSettings, InProgress, Rate, stack};
use tower::ServiceExt as _;

use super::{SECOND, Work, ask, get_from, header, multipart, rooms, send, settings, text};

#[tokio::test]
async fn a_late_answer_is_503_and_the_work_still_ends() {
    let work = Work::default();
    let settings = HttpSettings { request_timeout: SECOND / 10, ..settings() };
    let app = stack(rooms(&work), &settings);
    let response = get_from(&app, "/slow").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header(&response, RETRY_AFTER.as_str()), "10");
    assert!(text(response).await.starts_with("Dit duurde te lang."));
    assert_eq!((work.begun(), work.ended()), (1, 0));
    settings.in_progress.finished().await;
    assert_eq!(work.ended(), 1);
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_stop_the_work() {
    let work = Work::default();
    let app = stack(rooms(&work), &settings());
    for round in 1..=20 {
        let request = ask(Method::POST, "/slow").body(Body::empty()).unwrap();
        let answer = tokio::spawn(app.clone().oneshot(request));
        work.wait(|work| work.begun() == round).await;
        answer.abort();
        assert!(answer.await.unwrap_err().is_cancelled());
    }
    work.wait(|work| work.ended() == 20).await;
}

#[tokio::test]
async fn too_much_at_once_is_refused_at_once() {
    let work = Work::default();
    let app = stack(rooms(&work), &HttpSettings { in_progress: InProgress::new(2, 1), ..settings() });
    let running: Vec<_> = (0..2)
        .map(|_| tokio::spawn(app.clone().oneshot(ask(Method::GET, "/slow").body(Body::empty()).unwrap())))
        .collect();
    work.wait(|work| work.begun() == 2).await;
    let response = get_from(&app, "/").await;
    assert_eq!(work.ended(), 0, "it waited for the others");
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(header(&response, RETRY_AFTER.as_str()), "3");
    assert_eq!(get_from(&app, "/healthz").await.status(), StatusCode::OK);
    assert_eq!(send(&app, multipart("/w/documenten", 10)).await.status(), StatusCode::OK);
    for answer in running {
        assert_eq!(answer.await.unwrap().unwrap().status(), StatusCode::OK);
    }
    assert_eq!(get_from(&app, "/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_client_that_went_away_keeps_its_place_until_the_work_is_done() {
    let work = Work::default();
    let settings = HttpSettings { in_progress: InProgress::new(1, 1), request_timeout: SECOND / 20, ..settings() };
    let app = stack(rooms(&work), &settings);
    assert_eq!(get_from(&app, "/slow").await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        text(get_from(&app, "/").await).await,
        "Het is nu te druk. Probeer het over een paar seconden opnieuw.\n"
    );
    work.wait(|work| work.ended() == 1).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(get_from(&app, "/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_client_may_not_ask_too_often() {
    let app = stack(rooms(&Work::default()), &HttpSettings { rate: Rate { per_second: 1, burst: 5 }, ..settings() });
    let from = |peer: &str, path: &str, forwarded: &str| {
        let mut request = ask(Method::GET, path).body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4711)));
        if !forwarded.is_empty() {
            request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
        }
        send(&app, request)
    };
    for n in 0..20 {
        let response = from("198.51.100.7", "/", &format!("1.2.3.{n}")).await;
        let wanted = if n < 5 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(response.status(), wanted, "{n}");
        assert_eq!(header(&response, RETRY_AFTER.as_str()), if n < 5 { "" } else { "1" });
    }
    for (peer, path, forwarded) in [
        ("198.51.100.7", "/assets/x", ""),
        ("198.51.100.7", "/healthz", ""),
        ("127.0.0.1", "/", ""),
        ("10.0.0.1", "/", ""),
    ] {
        for _ in 0..20 {
            assert_eq!(from(peer, path, forwarded).await.status(), StatusCode::OK, "{peer} {path}");
        }
    }
    assert_eq!(from("10.0.0.1", "/", "198.51.100.7").await.status(), StatusCode::TOO_MANY_REQUESTS);
    let response = from("10.0.0.1", "/ip", "9.9.9.9, 198.51.100.8").await;
    assert_eq!(text(response).await, "198.51.100.8");
}

#[tokio::test]
async fn a_client_may_not_fetch_calendars_too_often_and_may_all_else() {
    let app = stack(rooms(&Work::default()), &settings());
    let from = |peer: &str, path: &str| {
        let mut request = ask(Method::GET, path).body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4711)));
        send(&app, request)
    };
    let feeds = ["/winterbeek/agenda.ics", "/winterbeek/agenda/geheim.ics", "/zomerdal/agenda/ander.ics"];
    for n in 0..9 {
        let response = from("198.51.100.7", feeds[n % 3]).await;
        assert_eq!(response.status() == StatusCode::TOO_MANY_REQUESTS, n >= 3, "{n}");
        assert_eq!(header(&response, RETRY_AFTER.as_str()), if n < 3 { "" } else { "60" });
    }
    for other in ["/", "/winterbeek/agenda", "/winterbeek/bijeenkomsten/1/agenda.ics", "/winterbeek/mijn/agenda"] {
        assert_ne!(from("198.51.100.7", other).await.status(), StatusCode::TOO_MANY_REQUESTS, "{other}");
    }
    for peer in ["198.51.100.8", "127.0.0.1", "10.0.0.1"] {
        assert_ne!(from(peer, feeds[1]).await.status(), StatusCode::TOO_MANY_REQUESTS, "{peer}");
    }
}
