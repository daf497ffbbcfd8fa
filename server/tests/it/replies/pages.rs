//! The pages of answers from calendars.

use jiff::SignedDuration;

use super::{DOMAIN, OURS, Post, Reply};
use crate::gatherings::invited;

/// The way of the link in "was this you?" to somebody, below the municipality.
async fn ask_link(post: &Post, name: &str) -> String {
    let address = format!("{name}@winterbeek.example");
    let mails = post.app.mails(&post.town).await;
    let mail =
        mails.iter().filter(|mail| mail.kind == "reply-ask" && mail.to_address == address).max_by_key(|mail| mail.id);
    let text = &mail.expect("a question").body_text;
    let line = text.lines().find(|line| line.contains("/agenda-antwoord/")).expect("a link");
    line.split("/winterbeek").nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn what_is_in_doubt_is_asked_of_the_person_and_one_press_settles_it() {
    let post = Post::start().await;
    let id = invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let forged =
        Reply { proof: String::new(), from: "otto@thuis.example".to_owned(), ..Reply::to(&otto, "otto", "ACCEPTED") };
    post.hand_over(&otto.reply_to(), &forged.mail()).await;
    let link = ask_link(&post, "otto").await;
    let stranger = post.app.stranger(&post.town);
    for _ in 0..2 {
        let page = stranger.get(&link).await.is(200);
        page.shows("Kwam dit antwoord van u?").shows("Ik kom").shows("otto@thuis.example").shows("Werkbezoek De Brug");
    }
    assert_eq!(post.answer_of("otto").await, (None, None), "looking changes nothing");
    stranger.get("/agenda-antwoord/verzonnen").await.is(404);
    stranger.post("/agenda-antwoord/verzonnen", &[]).await.is(404);
    stranger.post(&link, &[]).await.is(200).shows("Uw antwoord telt mee: Ik kom");
    assert_eq!(post.answer_of("otto").await, (Some("ja".to_owned()), Some("agenda".to_owned())));
    stranger.get(&link).await.is(410).shows("al afgehandeld");
    stranger.post(&link, &[]).await.is(410);
    let greet = post.app.sign_in(&post.town, "greet").await;
    greet.get("/agenda-antwoorden").await.is(200).shows("Er wacht niets").hides("Otto");
    greet.get("/agenda-antwoorden?toon=alles").await.is(200).shows("Otto Oppositie Winterbeek: komt").shows("telt mee");
    greet.get(&format!("/bijeenkomsten/{id}/antwoorden")).await.is(200).shows("via de agenda");
}

#[tokio::test]
async fn who_answered_by_calendar_sees_it_and_takes_it_back() {
    let post = Post::start().await;
    let id = invited(&post.app, &post.town).await;
    let path = format!("/bijeenkomsten/{id}");
    let otto = post.app.sign_in(&post.town, "otto").await;
    otto.get(&path).await.is(200).hides("Beantwoord via de agenda");
    otto.post(&format!("{path}/antwoord"), &[("antwoord", "misschien"), ("opmerking", "eerst nog kijken")])
        .await
        .is(303);
    let invitation = post.last_to("otto").await.invitation();
    post.app.pass(SignedDuration::from_secs(60));
    let yes = Reply {
        stamp: "20260901T080100Z".to_owned(),
        more: "COMMENT:Tot dan\r\n".to_owned(),
        ..Reply::to(&invitation, "otto", "ACCEPTED")
    };
    post.hand_over(&invitation.reply_to(), &yes.mail()).await;
    let page = otto.get(&path).await.is(200);
    page.shows("Beantwoord via de agenda.").shows("Tot dan").shows("Maak het antwoord uit de agenda ongedaan");
    let undo = [("naar", path.as_str()), ("antwoord", "misschien"), ("opmerking", "eerst nog kijken")];
    otto.submit(&format!("{path}/antwoord"), &undo)
        .await
        .is(200)
        .shows("eerst nog kijken")
        .hides("Beantwoord via de agenda");
    assert_eq!(post.answer_of("otto").await, (Some("misschien".to_owned()), Some("web".to_owned())));
    // The same mail once more does not bring it back.
    post.hand_over(&invitation.reply_to(), &format!("X-Again: 1\r\n{}", yes.mail())).await;
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("misschien"));
}

#[tokio::test]
async fn the_clerk_reads_what_waits_takes_it_over_or_lays_it_aside() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let cora = post.last_to("cora").await.invitation();
    let olga = post.last_to("olga").await.invitation();
    let elsewhere = Reply {
        proof: format!("Authentication-Results: {OURS}; dmarc=pass header.from=thuis.example\r\n"),
        from: "otto@thuis.example".to_owned(),
        ..Reply::to(&otto, "otto", "ACCEPTED")
    };
    post.hand_over(&otto.reply_to(), &elsewhere.mail()).await;
    let counter = Reply {
        method: "COUNTER".to_owned(),
        more: "COMMENT:Kan het later? <b>\r\n".to_owned(),
        ..Reply::to(&cora, "cora", "TENTATIVE")
    };
    post.hand_over(
        &cora.reply_to(),
        &counter.mail().replace("20260909T173000Z", "20260910T173000Z").replace("20260909T190000Z", "20260910T190000Z"),
    )
    .await;
    post.hand_over(&olga.reply_to(), &Reply::to(&olga, "olga", "ACCEPTED").mail_of("text/plain", "ik kom")).await;
    let greet = post.app.sign_in(&post.town, "greet").await;
    greet.get("").await.is(200).shows("3 antwoorden wachten op u");
    let page = greet.get("/agenda-antwoorden").await.is(200);
    let page = page
        .shows("Otto Oppositie Winterbeek: komt")
        .shows("ander adres dan de uitnodiging")
        .shows("van otto@thuis.example")
        .shows("stelt een ander tijdstip voor".replace("stelt", "Stelt").as_str())
        .shows("Kan het later? &lt;b&gt;")
        .shows("Voorstel: van do 10 sep, 19.30")
        .shows("ik kom");
    let (book, wim) = (post.app.sign_in(&post.town, "cora").await, post.app.sign_in(&post.town, "wim").await);
    book.get("/agenda-antwoorden").await.is(403);
    wim.get("/agenda-antwoorden").await.is(403);
    let take = page.text.split("/winterbeek/agenda-antwoorden/").find_map(|rest| {
        let (id, verb) = rest.split_once('/')?;
        verb.starts_with("overname").then(|| id.to_owned())
    });
    let take = take.unwrap();
    book.post(&format!("/agenda-antwoorden/{take}/overname"), &[]).await.is(403);
    greet
        .submit(&format!("/agenda-antwoorden/{take}/overname"), &[("onthoud", "true")])
        .await
        .is(200)
        .shows("Overgenomen: het antwoord van Otto");
    assert_eq!(post.answer_of("otto").await, (Some("ja".to_owned()), Some("agenda".to_owned())));
    greet.post(&format!("/agenda-antwoorden/{take}/overname"), &[]).await.is(409);
    // From now on that address is Otto's.
    post.app.pass(SignedDuration::from_secs(60));
    let later = Reply { number: 9, stamp: "20260901T080050Z".to_owned(), status: "DECLINED".to_owned(), ..elsewhere };
    post.hand_over(&otto.reply_to(), &later.mail()).await;
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("nee"));
    let page = greet.get("/agenda-antwoorden").await.is(200);
    let ids: Vec<String> = page
        .text
        .split("/winterbeek/agenda-antwoorden/")
        .filter_map(|rest| {
            rest.split_once('/').filter(|(_, verb)| verb.starts_with("afhandeling")).map(|(id, _)| id.to_owned())
        })
        .collect();
    assert_eq!(ids.len(), 2);
    for id in &ids {
        greet.submit(&format!("/agenda-antwoorden/{id}/afhandeling"), &[]).await.is(200).shows("Afgehandeld.");
    }
    greet.get("").await.is(200).hides("wachten op u");
    assert_eq!(post.answer_of("cora").await, (None, None), "nothing of it was an answer");
    greet.get("/agenda-antwoorden?toon=alles").await.is(200).shows("Afgehandeld door Greet");
    // Nothing of it is seen next door.
    let other = post.app.town("Zomerdal").await;
    let next_door = post.app.sign_in(&other, "greet").await;
    next_door.get("/agenda-antwoorden?toon=alles").await.is(200).hides("Otto");
    next_door.post(&format!("/agenda-antwoorden/{take}/overname"), &[]).await.is(404);
    next_door.post(&format!("/agenda-antwoorden/{take}/afhandeling"), &[]).await.is(404);
}

#[tokio::test]
async fn a_mail_to_ourselves_proves_the_way_out_and_back() {
    let post = Post::start().await;
    let ina = post.app.sign_in(&post.town, "ina").await;
    let setup = "/instellingen/agenda-antwoorden";
    let page = ina.get(setup).await.is(200);
    let page = page
        .shows("Nog geen proef gedaan")
        .shows(DOMAIN)
        .shows("v=DMARC1")
        .shows("niets neemt de mail aan".replace("niets", "Niets").as_str());
    let key = page.input("key");
    for _ in 0..2 {
        ina.submit(&format!("{setup}/proef"), &[("key", &key)]).await.is(200).shows("Proefmail klaargezet");
    }
    assert_eq!(post.app.count("SELECT COUNT(*) FROM mail_trials").await, 1);
    let sent = post.sent().await;
    assert_eq!(sent.len(), 1);
    ina.get(setup).await.is(200).shows("nog niet terug");
    let text = String::from_utf8(sent[0].clone()).unwrap();
    let to = text.lines().find(|line| line.starts_with("To: ")).unwrap();
    let to = to.split('<').nth(1).unwrap().trim_end_matches('>').to_owned();
    assert!(to.starts_with("t-") && to.ends_with(DOMAIN), "{to}");
    post.app.pass(SignedDuration::from_secs(12));
    let proof = format!("Authentication-Results: {OURS}; dmarc=pass header.from=evenwijs.example\r\n");
    post.hand_over(&to, &format!("{proof}{text}")).await;
    ina.get(setup).await.is(200).shows("Heen en terug in 12 seconden").shows("Alles werkt");
    // A mail server that says nothing under the name that is set.
    let key = ina.get(setup).await.input("key");
    post.app.pass(SignedDuration::from_secs(60));
    ina.post(&format!("{setup}/proef"), &[("key", &key)]).await.is(303);
    let text = String::from_utf8(post.sent().await.last().unwrap().clone()).unwrap();
    let to = text
        .lines()
        .find(|line| line.starts_with("To: "))
        .unwrap()
        .split('<')
        .nth(1)
        .unwrap()
        .trim_end_matches('>')
        .to_owned();
    post.hand_over(&to, &format!("Authentication-Results: elders.example; dmarc=pass\r\n{text}")).await;
    ina.get(setup).await.is(200).shows("Namen die we zagen: elders.example");
    let cora = post.app.sign_in(&post.town, "cora").await;
    cora.get(setup).await.is(403);
    let off = crate::support::TestApp::start().await;
    let town = off.town("Winterbeek").await;
    off.sign_in(&town, "ina")
        .await
        .get(setup)
        .await
        .is(200)
        .shows("Antwoorden uit agenda’s staan uit")
        .hides("v=DMARC1");
}

#[tokio::test]
async fn an_address_that_is_remembered_is_told_of_shown_and_taken_away_by_whose_it_is() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let from_home = |number: u32, status: &str| Reply {
        from: "otto@thuis.example".to_owned(),
        proof: format!("Authentication-Results: {OURS}; dkim=pass; dmarc=pass header.from=thuis.example\r\n"),
        number,
        stamp: format!("2026090108000{number}Z"),
        ..Reply::to(&otto, "otto", status)
    };
    let mine = post.app.sign_in(&post.town, "otto").await;
    mine.get("/mijn").await.is(200).hides("Adressen waarvan u antwoordt");
    post.hand_over(&otto.reply_to(), &from_home(1, "ACCEPTED").mail()).await;
    let greet = post.app.sign_in(&post.town, "greet").await;
    let page = greet.get("/agenda-antwoorden").await.is(200);
    let id = page.text.split("/winterbeek/agenda-antwoorden/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let take = format!("/agenda-antwoorden/{id}/overname");
    greet.post(&take, &[("onthoud", "true")]).await.is(303);
    greet.post(&take, &[("onthoud", "true")]).await.is(409);
    let mails = post.app.mails(&post.town).await;
    let told: Vec<_> = mails.iter().filter(|mail| mail.kind == "reply-address").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to_address, "otto@winterbeek.example", "never to the new one");
    assert!(told[0].body_text.contains("otto@thuis.example") && told[0].body_text.contains("/winterbeek/mijn#"));

    mine.get("/mijn").await.is(200).shows("Adressen waarvan u antwoordt").shows("otto@thuis.example");
    let cora = post.app.sign_in(&post.town, "cora").await;
    cora.get("/mijn").await.is(200).hides("thuis.example");
    let forget = [("adres", "otto@thuis.example")];
    cora.post("/mijn/adressen/verwijdering", &forget).await.is(303);
    assert_eq!(post.app.count("SELECT COUNT(*) FROM person_addresses").await, 1, "it is not hers");
    mine.submit("/mijn/adressen/verwijdering", &forget)
        .await
        .is(200)
        .shows("Het adres is verwijderd")
        .hides("thuis.ex");
    mine.post("/mijn/adressen/verwijdering", &forget).await.is(303);
    assert_eq!(post.app.count("SELECT COUNT(*) FROM audit WHERE action = 'reply.forget-address'").await, 1);
    // What comes from there waits again until somebody says that it is his.
    post.app.pass(SignedDuration::from_secs(60));
    post.hand_over(&otto.reply_to(), &from_home(9, "DECLINED").mail()).await;
    assert_eq!(post.fate().await, ("wacht".to_owned(), "andere-afzender".to_owned()));
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("ja"));
}
