use super::*;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

#[test]
fn addresses_are_brought_to_one_form() {
    let table = [
        (" Jan.de.Vries@Winterswijk.NL ", Ok("jan.de.vries@winterswijk.nl")),
        ("o'brien+raad@a-b.example.nl", Ok("o'brien+raad@a-b.example.nl")),
        ("\u{feff}griffie@ommen.nl\u{200b}", Ok("griffie@ommen.nl")),
        ("", Err(EmailError::Empty)),
        ("   ", Err(EmailError::Empty)),
        ("jan", Err(EmailError::Malformed)),
        ("@ommen.nl", Err(EmailError::Malformed)),
        ("jan@", Err(EmailError::Malformed)),
        ("jan@localhost", Err(EmailError::Malformed)),
        ("jan@127.0.0.1", Err(EmailError::Malformed)),
        ("jan@-ommen.nl", Err(EmailError::Malformed)),
        ("jan@ommen..nl", Err(EmailError::Malformed)),
        (".jan@ommen.nl", Err(EmailError::Malformed)),
        ("jan@vries@ommen.nl", Err(EmailError::Malformed)),
        ("jan vries@ommen.nl", Err(EmailError::Malformed)),
        ("Jan <jan@ommen.nl>", Err(EmailError::Malformed)),
        ("jan@ommen.nl,piet@ommen.nl", Err(EmailError::Malformed)),
        ("ján@ommen.nl", Err(EmailError::Malformed)),
        ("jan@ommen.nl\r\nBcc: x@y.nl", Err(EmailError::ControlCharacter)),
        ("jan\0@ommen.nl", Err(EmailError::ControlCharacter)),
        ("jan\u{7f}@ommen.nl", Err(EmailError::ControlCharacter)),
    ];
    for (text, wanted) in table {
        let got = EmailAddress::parse(text);
        assert_eq!(got.as_ref().map(EmailAddress::as_str).map_err(|e| *e), wanted, "{text:?}");
    }
    let local = "a".repeat(64);
    let domain = format!("{}.{}.{}.nl", "b".repeat(63), "c".repeat(63), "d".repeat(58));
    let longest = format!("{local}@{domain}");
    assert_eq!(longest.len(), 254);
    assert!(EmailAddress::parse(&longest).is_ok());
    assert_eq!(EmailAddress::parse(&longest.replace(".nl", "x.nl")), Err(EmailError::TooLong));
    assert_eq!(EmailAddress::parse(&format!("{local}a@ommen.nl")), Err(EmailError::TooLong));
    let parsed = EmailAddress::parse("a@b.nl").unwrap();
    assert_eq!((parsed.local(), parsed.domain()), ("a", "b.nl"));
}

#[test]
fn slugs_are_made_of_names() {
    let table = [
        ("Goeree-Overflakkee", "goeree-overflakkee"),
        ("Winterswijk", "winterswijk"),
        ("Den Helder", "den-helder"),
        ("'s-Gravenhage", "s-gravenhage"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Su\u{301}dwest-Frysla\u{302}n", "sudwest-fryslan"),
        ("Nuenen, Gerwen en Nederwetten", "nuenen-gerwen-en-nederwetten"),
        ("Bergen (L.)", "bergen-l"),
        ("De Ĳssel", "de-ijssel"),
        ("  Ommen  ", "ommen"),
    ];
    for (name, slug) in table {
        assert_eq!(Slug::from_name(name).unwrap().as_str(), slug);
        assert_eq!(Slug::parse(slug).unwrap().as_str(), slug);
    }
    let refused = [
        (Slug::from_name(""), SlugError::Empty),
        (Slug::from_name("北京"), SlugError::Empty),
        (Slug::from_name("Demo"), SlugError::Reserved),
        (Slug::from_name("_fn"), SlugError::Reserved),
        (Slug::from_name(&"x".repeat(61)), SlugError::TooLong),
        (Slug::parse(""), SlugError::Empty),
        (Slug::parse("Ommen"), SlugError::Malformed),
        (Slug::parse("den--helder"), SlugError::Malformed),
        (Slug::parse("-ommen"), SlugError::Malformed),
        (Slug::parse("ommen/.."), SlugError::Malformed),
        (Slug::parse("_fn"), SlugError::Reserved),
    ];
    for (at, (got, wanted)) in refused.into_iter().enumerate() {
        assert_eq!(got, Err(wanted), "row {at}");
    }
    for reserved in ["api", "assets", "healthz", "readyz", "demo", "_fn", "beheer"] {
        assert_eq!(Slug::parse(reserved), Err(SlugError::Reserved), "{reserved}");
    }
}

#[test]
fn lines_and_names_hold_no_control_characters() {
    assert_eq!(Title::parse("  Jeugdzorg: stand van zaken ").unwrap().as_str(), "Jeugdzorg: stand van zaken");
    assert!(Title::parse(&"é".repeat(200)).is_ok());
    assert_eq!(Title::parse(&"é".repeat(201)), Err(TextError::TooLong));
    for blank in [" \u{200b} ", "\u{3164}", "\u{ffa0}\u{115f}", "\u{2800}"] {
        assert_eq!(Title::parse(blank), Err(TextError::Empty), "{blank:?}");
    }
    assert!(Title::parse("</textarea><script>alert(1)</script>").is_ok(), "escaping is the page's work");
    assert_eq!(PersonName::parse(" Anne  van 't  Hof ").unwrap().as_str(), "Anne van 't Hof");
    assert_eq!(PersonName::parse("12345"), Err(TextError::NoLetter));
    for bad in ["a\rb", "a\nb", "a\0b", "a\u{7f}b", "a\u{85}b", "a\u{2028}b", "a\u{202e}b", "a\tb"] {
        assert_eq!(PersonName::parse(bad), Err(TextError::ControlCharacter), "{bad:?}");
        assert_eq!(Title::parse(bad), Err(TextError::ControlCharacter), "{bad:?}");
        assert_eq!(ShortText::parse(bad), Err(TextError::ControlCharacter), "{bad:?}");
    }
    assert_eq!(ShortText::optional("  "), Ok(None));
    assert_eq!(ShortText::optional("x"), ShortText::parse("x").map(Some));
}

#[test]
fn long_texts_keep_their_lines() {
    assert_eq!(LongText::parse("\r\n\r\n- a\r\n  - b\rc\n\n").unwrap().as_str(), "- a\n  - b\nc");
    assert_eq!(LongText::parse("    code").unwrap().as_str(), "    code");
    assert_eq!(LongText::parse(" \n "), Err(TextError::Empty));
    assert_eq!(LongText::parse("a\0"), Err(TextError::ControlCharacter));
    assert!(LongText::parse(&"x".repeat(MAX_NOTE_BYTES)).is_ok());
    assert_eq!(LongText::parse(&"x".repeat(MAX_NOTE_BYTES + 1)), Err(TextError::TooLong));
}

#[test]
fn links_are_http_and_nothing_else() {
    for good in [
        "https://ris.ommen.nl/vergadering/12?x=1#a",
        "http://ommen.nl",
        "HTTPS://Ommen.nl/A",
        "https://ommen.nl:8443/",
        "https://[::1]:80/x",
        "https://café.example/ü",
        "https://teams.example/l/meetup-join/19%3ameeting@thread.v2/0?context=%7b%22Tid%22%7d",
    ] {
        assert!(HttpUrl::parse(good).is_ok(), "{good}");
    }
    let table = [
        ("", UrlError::Empty),
        ("javascript:alert(1)", UrlError::NotHttp),
        ("javascript://x/%0aalert(1)", UrlError::NotHttp),
        ("data:text/html,x", UrlError::NotHttp),
        ("//ommen.nl", UrlError::NotHttp),
        ("ommen.nl", UrlError::NotHttp),
        ("ftp://ommen.nl", UrlError::NotHttp),
        ("https://", UrlError::Malformed),
        ("https:///x", UrlError::Malformed),
        ("https://a b.nl", UrlError::Malformed),
        ("https://ommen.nl/\"onclick", UrlError::Malformed),
        ("https://ommen.nl\\@evil.nl", UrlError::Malformed),
        ("https://ommen.nl:99999/", UrlError::Malformed),
        ("https://..nl/", UrlError::Malformed),
        ("https://[::1/", UrlError::Malformed),
        ("https://ommen.nl@evil.nl/", UrlError::UserInfo),
        ("https://ommen.nl/\r\nX: y", UrlError::ControlCharacter),
        ("https://ommen.nl/a\tb", UrlError::ControlCharacter),
    ];
    for (text, wanted) in table {
        assert_eq!(HttpUrl::parse(text), Err(wanted), "{text:?}");
    }
    assert_eq!(HttpUrl::parse(&format!("https://a.nl/{}", "x".repeat(2000))), Err(UrlError::TooLong));
    let url = HttpUrl::parse("HTTPS://Ommen.nl:8443/x").unwrap();
    assert_eq!((url.as_str(), url.host()), ("https://Ommen.nl:8443/x", "Ommen.nl"));
}

#[test]
fn passwords_that_everybody_tries_are_refused() {
    let context = ["Anne-Marie van 't Hofstra", "a.hofstra@winterswijk.nl", "Winterswijk"];
    let table = [
        ("kort", PasswordError::TooShort),
        ("veertien teken", PasswordError::TooShort),
        ("gemeente mooi vlieland", PasswordError::ContextWord),
        ("onze RAAD zegt altijd iets", PasswordError::ContextWord),
        ("raad2026-blauwdruk", PasswordError::ContextWord),
        ("G3m33nteh4v3nzicht", PasswordError::ContextWord),
        ("de griffie van boven", PasswordError::ContextWord),
        ("ev3nw1js-altijd-goed", PasswordError::ContextWord),
        ("hofstra rijdt op dinsdag", PasswordError::ContextWord),
        ("Anne loopt over straat", PasswordError::ContextWord),
        ("regen in wínterswijk nu", PasswordError::ContextWord),
        ("aaaaaaaaaaaaaaaaaa", PasswordError::Pattern),
        ("ababababababababab", PasswordError::Pattern),
        ("fietsfietsfietsfie", PasswordError::Pattern),
        ("123456789012345", PasswordError::Pattern),
        ("abcdefghijklmnopqrs", PasswordError::Pattern),
        ("qwertyuiopasdfghjkl", PasswordError::Pattern),
        ("1qaz2wsx3edc4rfv", PasswordError::Pattern),
        ("aaaabbbbccccddddeeee", PasswordError::Pattern),
        ("9876543210987654", PasswordError::Pattern),
        ("               ", PasswordError::Pattern),
        ("passwordpassword1", PasswordError::Common),
        ("Welkom01!Welkom02", PasswordError::Common),
        ("W3lk0m-P@ssw0rd-2026", PasswordError::Common),
        ("wachtwoord123456!", PasswordError::Common),
        ("correct horse battery staple", PasswordError::Common),
        ("Ditismijnwachtwoord", PasswordError::Common),
        ("Zomer2026 Herfst2026", PasswordError::Common),
    ];
    for (password, wanted) in table {
        assert_eq!(check_password(password, &context), Err(wanted), "{password}");
    }
    assert_eq!(check_password(&"x7 Qp".repeat(26), &[]), Err(PasswordError::TooLong));
    for good in [
        "draadloze kabouters eten soep",
        "kameraad fietst naar zee",
        "blauwe olifant fietst langzaam",
        "tRq8#vL0p!xZ2@mK",
        "vier kleine kikkers op stelten",
        "ééndagsvliegen zingen",
        "mijn fiets staat scheef in de schuur",
    ] {
        assert_eq!(check_password(good, &context), Ok(()), "{good}");
    }
    let longest: String = "zeven kleine kikkers zongen 1 liedje over regen; ".chars().cycle().take(128).collect();
    assert_eq!(check_password(&longest, &[]), Ok(()));
}

#[test]
fn every_common_long_password_is_refused() {
    let (common, whole) = password::lists();
    assert!(common.len() + whole.len() >= 300);
    for password in whole.iter().filter(|p| p.chars().count() >= MIN_PASSWORD) {
        assert!(check_password(password, &[]).is_err(), "{password}");
    }
    for word in common {
        let twice = format!("{word}{word}12345678901");
        assert!(check_password(&twice, &[]).is_err(), "{twice}");
    }
}

#[test]
fn reading_back_checks_again() {
    let read = |text: &'static str| {
        let de: StrDeserializer<'_, Error> = text.into_deserializer();
        Slug::deserialize(de)
    };
    assert_eq!(read("ommen").unwrap().as_str(), "ommen");
    assert!(read("Ommen").is_err() && read("api").is_err());
}

proptest! {
    #[test]
    fn what_was_checked_passes_again(text in "\\PC{0,60}|[a-z.]{1,9}@[a-z]{1,9}\\.nl|https://[a-z]{1,9}\\.nl/\\PC{0,9}") {
        if let Ok(v) = EmailAddress::parse(&text) {
            prop_assert_eq!(EmailAddress::parse(v.as_str()), Ok(v.clone()));
            prop_assert!(v.as_str().is_ascii());
        }
        if let Ok(v) = Slug::from_name(&text) { prop_assert_eq!(Slug::parse(v.as_str()), Ok(v.clone())); }
        if let Ok(v) = Title::parse(&text) { prop_assert_eq!(Title::parse(v.as_str()), Ok(v.clone())); }
        if let Ok(v) = PersonName::parse(&text) { prop_assert_eq!(PersonName::parse(v.as_str()), Ok(v.clone())); }
        if let Ok(v) = LongText::parse(&text) { prop_assert_eq!(LongText::parse(v.as_str()), Ok(v.clone())); }
        if let Ok(v) = HttpUrl::parse(&text) { prop_assert_eq!(HttpUrl::parse(v.as_str()), Ok(v.clone())); }
    }

    #[test]
    fn anything_can_be_offered(text in any::<String>(), context in any::<String>()) {
        let _ = (EmailAddress::parse(&text), Slug::from_name(&text), Slug::parse(&text), Title::parse(&text));
        let _ = (LongText::parse(&text), HttpUrl::parse(&text).map(|u| u.host().len()), fold(&text));
        let _ = check_password(&text.chars().cycle().take(20).collect::<String>(), &[&context]);
    }
}
