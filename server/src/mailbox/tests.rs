//! What a mailbox may look like in the settings, and mail servers that cannot be believed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{self, ServerConfig, pki_types::PrivateKeyDer},
};

use super::{address::Security, *};

#[test]
fn a_mailbox_is_an_address_with_a_password() {
    let table = [
        ("imaps://a:b@imap.example.nl", ("imap.example.nl", 993, Security::Tls, "a", "b", "INBOX")),
        (
            "imaps://raad%40example.nl:p%2Fw%20%C3%A9@imap.example.nl:1993/Antwoorden%2FNieuw?tls=required",
            ("imap.example.nl", 1993, Security::Tls, "raad@example.nl", "p/w é", "Antwoorden/Nieuw"),
        ),
        ("imap://a:b@imap.example.nl/?tls=required", ("imap.example.nl", 143, Security::StartTls, "a", "b", "INBOX")),
        ("imap://a:b@127.0.0.1:1143/X", ("127.0.0.1", 1143, Security::Plain, "a", "b", "X")),
        ("imap://a:b@localhost", ("localhost", 143, Security::Plain, "a", "b", "INBOX")),
        ("imap://a:b@[::1]", ("::1", 143, Security::Plain, "a", "b", "INBOX")),
    ];
    for (text, (host, port, security, user, password, folder)) in table {
        let mailbox = Mailbox::from_url(text).unwrap();
        assert_eq!((mailbox.host.as_str(), mailbox.port, mailbox.security), (host, port, security), "{text}");
        assert_eq!((mailbox.user.as_str(), mailbox.password.as_str()), (user, password), "{text}");
        assert_eq!(mailbox.folder, folder, "{text}");
        let shown = format!("{mailbox:?}");
        assert!(!shown.contains(&format!("{password}@")) && !shown.contains("raad"), "{shown}");
    }
}

#[test]
fn what_is_no_mailbox_is_refused_without_being_shown() {
    for wrong in [
        "",
        "imap.example.nl",
        "https://a:s3cret@imap.example.nl",
        "imaps://imap.example.nl",
        "imaps://a@imap.example.nl",
        "imaps://:s3cret@imap.example.nl",
        "imaps://a:s3cret@",
        "imaps://a:s3cret@imap.example.nl?tls=no",
        "imaps://a:s3cret@imap.example.nl/INBOX#x",
        "imap://a:s3cret@imap.example.nl",
        "imap://a:s3cret@192.0.2.7",
        "imap://a:s3cret@127.0.0.1.example.nl",
        "imap://a:s3cret@localhost?tls=opportunistic",
        "imaps://a:s3cret%0D%0AX@imap.example.nl",
        "imaps://a%0A:s3cret@imap.example.nl",
        "imaps://a:s3cret@imap.example.nl/INBOX%0D%0AX",
        "imaps://a:s3cret@imap.example.nl/Verwerkt%20%C3%A9",
    ] {
        let advice = Mailbox::from_url(wrong).unwrap_err();
        assert!(!advice.contains("s3cret"), "{advice}");
    }
}

#[test]
fn afterwards_a_mail_stays_goes_or_moves() {
    for (text, after) in [
        ("keep", After::Keep),
        ("delete", After::Delete),
        ("move:Verwerkt/2026", After::Move("Verwerkt/2026".to_owned())),
    ] {
        assert_eq!(After::parse(text), Ok(after.clone()));
        assert_eq!(after.to_string(), text);
    }
    for wrong in ["", "Delete", "move", "move:", "move:Verwerkt\r\nX", "weg"] {
        assert!(After::parse(wrong).is_err(), "{wrong}");
    }
}

/// A mail server that says this and then hears whatever comes, up to its end.
async fn saying(words: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(words).await.unwrap();
        stream.shutdown().await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    port
}

async fn trouble(url: String) -> Failure {
    Talk::open(&Mailbox::from_url(&url).unwrap()).await.err().expect("it is not believed")
}

#[tokio::test]
async fn a_mail_server_that_cannot_prove_who_it_is_hears_no_password() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = versions.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        TlsAcceptor::from(Arc::new(config)).accept(stream).await.is_ok()
    });
    let found = trouble(format!("imaps://a:b@localhost:{port}")).await;
    assert_eq!((found.trouble, server.await.unwrap()), (Trouble::Unproven, false));
    // No TLS at all, where it is asked.
    let port = saying(b"* OK klaar\r\n").await;
    assert_eq!(trouble(format!("imaps://a:b@localhost:{port}")).await.trouble, Trouble::Broken);
    let port = saying(b"* OK klaar\r\ne1 NO geen TLS\r\n").await;
    let found = trouble(format!("imap://a:b@localhost:{port}?tls=required")).await;
    assert_eq!((found.trouble, found.words.as_str()), (Trouble::SignIn, "geen TLS"));
    // What stands behind the last plain word is not the mail server's.
    let port = saying(b"* OK klaar\r\ne1 OK begin\r\ne1 OK dat ben ik\r\n").await;
    assert_eq!(trouble(format!("imap://a:b@localhost:{port}?tls=required")).await.trouble, Trouble::Broken);
}

#[tokio::test]
async fn an_answer_without_end_or_sense_ends_the_conversation() {
    for words in [
        &b""[..],
        b"* BYE vol\r\n",
        b"rommel\r\n",
        b"* OK klaar\r\n* CAPA",
        b"* OK klaar\r\n* CAPABILITY X\r\ne1 OK\r\ne2 OK\r\ne3 OK\r\n* 1 FETCH {99999999999}\r\n",
        b"* OK klaar\r\n* CAPABILITY X\r\ne1 OK\r\ne2 OK\r\ne3 OK\r\n* 1 FETCH {99999999999999999999999}\r\n",
        b"* OK klaar\r\n+ zeg eens\r\n",
    ] {
        let port = saying(words).await;
        let found = trouble(format!("imap://a:b@localhost:{port}")).await;
        assert_eq!(found.trouble, Trouble::Broken, "{}", String::from_utf8_lossy(words));
    }
    let port = saying(b"* OK klaar\r\n* CAPABILITY X\r\ne1 OK\r\ne2 NO wachtwoord geheim is fout\r\n").await;
    let found = trouble(format!("imap://a:geheim@localhost:{port}")).await;
    assert_eq!((found.trouble, found.words.as_str()), (Trouble::SignIn, "wachtwoord *** is fout"));
}
