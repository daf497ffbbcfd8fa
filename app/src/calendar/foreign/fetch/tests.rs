use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

use super::*;

const CALENDAR: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/calendar; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\n";

/// A server that gives every caller the same bytes, keeps what it was asked, and then closes.
struct Canned {
    port: u16,
    asked: Arc<tokio::sync::Mutex<Vec<String>>>,
    calls: Arc<AtomicUsize>,
}

impl Canned {
    async fn start(answer: impl Into<Vec<u8>>) -> Self {
        Self::start_with(answer.into(), None).await
    }

    async fn start_with(answer: Vec<u8>, tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (asked, calls) = (Arc::<tokio::sync::Mutex<Vec<String>>>::default(), Arc::<AtomicUsize>::default());
        let server = (asked.clone(), calls.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                server.1.fetch_add(1, Ordering::SeqCst);
                let (asked, answer, tls) = (server.0.clone(), answer.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => say(stream, &asked, &answer).await,
                        Some(tls) => {
                            if let Ok(stream) = TlsAcceptor::from(tls).accept(stream).await {
                                say(stream, &asked, &answer).await;
                            }
                        }
                    }
                });
            }
        });
        Self { port, asked, calls }
    }

    fn origin(&self) -> Origin {
        format!("http://127.0.0.1:{}", self.port).parse().unwrap()
    }

    async fn fetch(&self, path: &str) -> Result<String, Unreached> {
        let address = Address::parse(&format!("http://127.0.0.1:{}{path}", self.port), &[self.origin()])?;
        fetch(&address).await.map(|bytes| String::from_utf8(bytes).unwrap())
    }
}

async fn say(mut stream: impl AsyncRead + AsyncWrite + Unpin, asked: &tokio::sync::Mutex<Vec<String>>, answer: &[u8]) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read_exact(&mut byte).await.is_err() {
            return;
        }
        request.extend(byte);
    }
    asked.lock().await.push(String::from_utf8(request).unwrap());
    // The caller may have had enough.
    let _ = stream.write_all(answer).await;
    let _ = stream.shutdown().await;
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}\r\n{body}")
}

#[tokio::test]
async fn what_stands_at_an_address_is_brought_and_nothing_is_told_about_us() {
    let server = Canned::start(CALENDAR).await;
    assert_eq!(server.fetch("/raad.ics?token=geheim#deel").await.unwrap(), "BEGIN:VCALENDAR\r\n");
    let asked = server.asked.lock().await.join("").to_ascii_lowercase();
    assert!(asked.starts_with("get /raad.ics?token=geheim http/1.1\r\n"), "{asked}");
    assert!(asked.contains(&format!("host: 127.0.0.1:{}\r\n", server.port)), "{asked}");
    for private in ["cookie", "authorization", "referer", "#deel"] {
        assert!(!asked.contains(private), "{asked}");
    }
    let address = Address::parse("https://ris.example/geheim.ics", &[]).unwrap();
    assert_eq!(format!("{address:?}"), "Address(ris.example, …)");
}

#[tokio::test]
async fn every_answer_that_is_no_calendar_is_said_in_words_of_its_own() {
    let kind = |kind: &str| answer("200 OK", &format!("Content-Type: {kind}\r\n"), "x");
    let elsewhere = |status: &str| answer(status, "Location: http://127.0.0.1:9/\r\n", "");
    let large = "A".repeat(MAX_BYTES + 1);
    for (said, wanted) in [
        (elsewhere("301 Moved Permanently"), Unreached::Elsewhere),
        (elsewhere("302 Found"), Unreached::Elsewhere),
        (elsewhere("307 Temporary Redirect"), Unreached::Elsewhere),
        (answer("401 Unauthorized", "", ""), Unreached::Closed),
        (answer("403 Forbidden", "", ""), Unreached::Closed),
        (answer("404 Not Found", "", ""), Unreached::Gone),
        (answer("500 Internal Server Error", "", ""), Unreached::Refused),
        (answer("204 No Content", "", ""), Unreached::Refused),
        (kind("text/html; charset=utf-8"), Unreached::Page),
        (kind("image/png"), Unreached::NoText),
        (answer("200 OK", "Content-Type: text/calendar\r\nContent-Encoding: gzip\r\n", "x"), Unreached::NoText),
        (answer("200 OK", "Content-Type: text/calendar\r\nContent-Length: 99999999\r\n", ""), Unreached::TooLarge),
        (answer("200 OK", "Content-Type: text/calendar\r\n", &large), Unreached::TooLarge),
        // Half a calendar.
        (
            answer("200 OK", "Content-Type: text/calendar\r\nContent-Length: 100\r\n", "BEGIN:VCALENDAR"),
            Unreached::Silent,
        ),
        (
            answer("200 OK", "Content-Type: text/calendar\r\nTransfer-Encoding: chunked\r\n", "f\r\nBEGIN"),
            Unreached::Silent,
        ),
        ("220 mail.example ESMTP\r\n".to_owned(), Unreached::Silent),
        (format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "y".repeat(4 * MAX_HEADERS)), Unreached::Silent),
        (String::new(), Unreached::Silent),
    ] {
        let server = Canned::start(said.clone()).await;
        assert_eq!(server.fetch("/").await, Err(wanted), "{said:.120}");
        assert_eq!(server.calls.load(Ordering::SeqCst), 1, "nobody is asked twice, and nobody else");
    }
}

#[tokio::test]
async fn a_server_that_takes_its_time_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        // A byte now and then, for ever.
        let (mut stream, _) = listener.accept().await.unwrap();
        while stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n"[..1].as_ref()).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let origin = format!("http://127.0.0.1:{port}").parse().unwrap();
    let address = Address::parse(&format!("http://127.0.0.1:{port}/"), &[origin]).unwrap();
    let began = std::time::Instant::now();
    let tls = trusting(RootCertStore::empty()).unwrap();
    assert_eq!(within(Duration::from_millis(300), &address, &tls).await, Err(Unreached::Silent));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

/// Ways to write where nobody may be sent, for a port of this machine.
fn spellings(port: u16) -> Vec<String> {
    let hosts = [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "127.255.255.254",
        "0",
        "0.0.0.0",
        "①②⑦.⓪.⓪.①",
        "%31%32%37.0.0.1",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
    ];
    let ports =
        |host: &&str| [format!("https://{host}/"), format!("https://{host}:{port}/"), format!("webcal://{host}/")];
    hosts.iter().flat_map(ports).collect()
}

#[tokio::test]
async fn nobody_is_sent_into_a_network_of_our_own_however_it_is_written() {
    let server = Canned::start(CALENDAR).await;
    let mut refused = 0;
    for typed in spellings(server.port) {
        let came = match Address::parse(&typed, &[]) {
            Ok(address) => fetch(&address).await,
            Err(why) => Err(why),
        };
        let why = came.unwrap_err();
        // Not every machine knows the last spelling of its own name.
        let unknown = typed.contains("localhost.") && why == Unreached::Unfound;
        let refusal = matches!(why, Unreached::Inside | Unreached::Port | Unreached::NoAddress);
        assert!(refusal || unknown, "{typed}: {why:?}");
        refused += 1;
    }
    assert_eq!((refused, server.calls.load(Ordering::SeqCst)), (108, 0));
}

#[test]
fn what_is_typed_is_judged_before_anybody_is_asked() {
    for (typed, wanted) in [
        ("", Unreached::NoAddress),
        ("raad", Unreached::NoAddress),
        ("https://", Unreached::NoAddress),
        ("https://ris.example/a b", Unreached::NoAddress),
        ("https://ris.example/\r\nHost: elders", Unreached::NoAddress),
        ("http://ris.example/", Unreached::NotHttps),
        ("ftp://ris.example/", Unreached::NotHttps),
        ("file:///etc/passwd", Unreached::NotHttps),
        ("javascript:alert(1)", Unreached::NotHttps),
        ("gopher://ris.example/", Unreached::NotHttps),
        ("https://naam:woord@ris.example/", Unreached::Credentials),
        ("https://naam@ris.example/", Unreached::Credentials),
        ("https://ris.example@127.0.0.1/", Unreached::Credentials),
        ("https://ris.example:8443/", Unreached::Port),
        ("https://ris.example:22/", Unreached::Port),
    ] {
        assert_eq!(Address::parse(typed, &[]), Err(wanted), "{typed}");
    }
    for typed in
        ["https://ris.example/raad.ics", "HTTPS://RIS.example:443/", "webcal://ris.example/a?b=c", "WebCal://x.nl"]
    {
        let address = Address::parse(typed, &[]).unwrap();
        assert_eq!((address.url.scheme(), address.port, address.vouched), ("https", 443, false), "{typed}");
    }
}

#[test]
fn a_name_that_leads_inside_too_is_not_followed_at_all() {
    let address = Address::parse("https://ris.example/", &[]).unwrap();
    let at = |ip: &str| SocketAddr::new(ip.parse().unwrap(), 443);
    let outside = vec![at("1.1.1.1"), at("2606:4700::1111")];
    assert_eq!(address.judge(outside.clone()), Ok(outside));
    for inside in ["127.0.0.1", "10.1.2.3", "::1", "::ffff:10.1.2.3", "fd00::1"] {
        assert_eq!(address.judge(vec![at("1.1.1.1"), at(inside)]), Err(Unreached::Inside), "{inside}");
    }
    assert_eq!(address.judge(Vec::new()), Err(Unreached::Unfound));
}

#[test]
fn only_the_very_server_that_is_vouched_for_may_be_inside() {
    let vouched: Vec<Origin> = ["http://127.0.0.1:8080", "https://ris.internal"].map(|one| one.parse().unwrap()).into();
    assert_eq!(vouched.iter().map(Origin::is_plain).collect::<Vec<_>>(), [true, false]);
    assert_eq!(vouched[1].to_string(), "https://ris.internal");
    for good in ["http://127.0.0.1:8080/raad.ics", "https://ris.internal/raad.ics", "webcal://ris.internal/"] {
        assert!(Address::parse(good, &vouched).unwrap().vouched, "{good}");
    }
    for (other, wanted) in [
        ("http://127.0.0.1:8081/", Unreached::NotHttps),
        ("http://127.0.0.1/", Unreached::NotHttps),
        ("https://127.0.0.1:8080/", Unreached::Port),
        ("http://ris.internal/", Unreached::NotHttps),
        ("https://ris.internal:8443/", Unreached::Port),
        ("http://x@127.0.0.1:8080/", Unreached::Credentials),
        ("https://10.0.0.1/", Unreached::Inside),
    ] {
        assert_eq!(Address::parse(other, &vouched), Err(wanted), "{other}");
    }
    assert!(!Address::parse("https://sub.ris.internal/", &vouched).unwrap().vouched);
    for wrong in [
        "",
        "ris.internal",
        "10.0.0.0/8",
        "https://",
        "https://ris.internal/pad",
        "https://a:b@ris.internal",
        "ftp://x",
    ] {
        assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
    }
}

/// A key and certificate for this name, and a server that shows them.
fn shown(name: &str) -> (CertificateDer<'static>, Arc<ServerConfig>) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = versions.with_no_client_auth().with_single_cert(vec![certificate.clone()], key).unwrap();
    (certificate, Arc::new(config))
}

#[tokio::test]
async fn a_server_proves_who_it_is_or_is_not_listened_to() {
    let (certificate, config) = shown("localhost");
    let server = Canned::start_with(CALENDAR.into(), Some(config)).await;
    let origin = |host: &str| format!("https://{host}:{}", server.port);
    let vouched: Vec<Origin> = ["localhost", "127.0.0.1"].map(|host| origin(host).parse().unwrap()).into();
    let at = |host: &str| Address::parse(&format!("{}/raad.ics", origin(host)), &vouched).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let believing = trusting(roots).unwrap();
    let ask = async |host: &str, tls: &Arc<ClientConfig>| within(LONGEST, &at(host), tls).await;
    assert_eq!(ask("localhost", &believing).await.unwrap(), b"BEGIN:VCALENDAR\r\n");
    assert_eq!(server.asked.lock().await.len(), 1);
    // Not its name; and nobody's word for it.
    assert_eq!(ask("127.0.0.1", &believing).await, Err(Unreached::Unproven));
    assert_eq!(fetch(&at("localhost")).await, Err(Unreached::Unproven));
    assert_eq!(server.asked.lock().await.len(), 1, "the address is not told to who cannot prove who they are");
    // Not TLS at all.
    let plain = Canned::start(CALENDAR).await;
    let origin = format!("https://127.0.0.1:{}", plain.port);
    let address = Address::parse(&origin, &[origin.parse().unwrap()]).unwrap();
    assert_eq!(fetch(&address).await, Err(Unreached::Silent));
    assert_eq!(plain.asked.lock().await.len(), 0);
}
