//! People hang up in the middle, and others go on writing (R66, R73).

use std::{net::SocketAddr, time::Duration};

use app::accounts::sessions;
use tokio::{io::AsyncWriteExt, net::TcpStream};
use uuid::Uuid;

use crate::{
    clients::Crowd,
    ledger::{self, Findings},
    site::{self, Site, close, count, figure, postgres, rounds},
};

/// Sends a whole question and is gone after at most 5 ms; every other time without a goodbye.
async fn ask_and_hang_up(address: SocketAddr, slug: &str, secret: &str, round: usize) {
    let key = Uuid::now_v7();
    let form = format!("soort=technisch&titel=Vraag+{key}&tekst=Hoe+zit+dit&key={key}");
    let head = format!(
        "POST /{slug}/vragen HTTP/1.1\r\nhost: {address}\r\ncookie: {}={secret}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        sessions::COOKIE,
        form.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all((head + &form).as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_micros(rand::random_range(0..5_000))).await;
    if round.is_multiple_of(2) {
        stream.set_zero_linger().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_costs_nobody_else_anything() {
    let _turn = site::turn().await;
    let site = Site::new().await;
    let mut node = site.serve();
    node.ready().await;
    let crowd = Crowd::start(&site, 40);
    let cut = rounds(1_000, 300);
    let address: SocketAddr = site.address.strip_prefix("http://").unwrap().parse().unwrap();
    let (slug, secret) = (site.town.slug.clone(), site.secret("bram").to_owned());
    for round in 0..cut {
        ask_and_hang_up(address, &slug, &secret, round).await;
        tokio::time::sleep(Duration::from_millis(12)).await;
    }
    let log = crowd.stop().await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let db = site.look().await;
    let left = match postgres() {
        Some(_) => {
            // Our own question runs in no transaction.
            let text = "SELECT COUNT(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'";
            count(&db, text).await
        }
        // Whoever held a transaction would keep the one writer of this database from beginning.
        None => {
            use sea_orm::ConnectionTrait;
            let free = db.for_migrations().execute_unprepared("BEGIN IMMEDIATE; ROLLBACK").await;
            i64::from(free.is_err())
        }
    };
    // What was cut off and came through all the same belongs to no log.
    let kept = count(&db, "SELECT COUNT(*) FROM questions").await - i64::try_from(log.questions.len()).unwrap();
    close(&db).await;
    assert!(node.stop().await.1);
    let findings = ledger::compare(&site, &log).await;
    let acknowledged = log.questions.len() + log.invited.len();
    figure(
        &format!("T5 {cut} times hung up after 0 to 5 ms, 10 others writing"),
        "0 lost, no connection left in a transaction, no error for others",
        &format!(
            "{acknowledged} acknowledged: {} lost, {} doubled, {} half-written; {left} connections left; {} errors; \
             {kept} of who hung up were kept",
            findings.lost,
            findings.doubled,
            findings.halves,
            log.refused + log.strange.len()
        ),
    );
    assert_eq!(findings, Findings::default());
    assert_eq!((left, log.refused, log.broken, log.strange), (0, 0, 0, Vec::new()));
    assert!(kept > 0, "every hang-up came too early to try anything");
}
