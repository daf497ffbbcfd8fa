//! A mail server that does as it is told, and remembers what it took.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes everything after so long.
    Takes(Duration),
    /// Says this to every recipient.
    Refuses(&'static str),
    /// Answers nothing at all.
    Hangs,
}

/// A running mail server; gone when dropped.
pub struct Sink {
    pub url: String,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<BTreeMap<String, Vec<String>>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Sink {
    pub async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (mood, taken) = (Arc::new(Mutex::new(mood)), Arc::default());
        let (its_mood, its_taken) = (Arc::clone(&mood), Arc::clone(&taken));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (mood, taken) = (its_mood.clone(), Arc::clone(&its_taken));
                // Whoever was killed in the middle leaves a broken connection.
                tokio::spawn(async move { converse(stream, &mood, &taken).await });
            }
        });
        Self { url, mood, taken, task }
    }

    /// Changes how it behaves.
    pub fn feel(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// Every mail it took: Message-ID, and the subject of each time.
    pub fn taken(&self) -> BTreeMap<String, Vec<String>> {
        self.taken.lock().unwrap().clone()
    }

    /// How many it took, counting the same one twice.
    pub fn count(&self) -> usize {
        self.taken.lock().unwrap().values().map(Vec::len).sum()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type Taken = Mutex<BTreeMap<String, Vec<String>>>;

async fn converse(stream: TcpStream, mood: &Mutex<Mood>, taken: &Taken) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    if *mood.lock().unwrap() == Mood::Hangs {
        while lines.next_line().await?.is_some() {}
        return Ok(());
    }
    writer.write_all(b"220 sink\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let now = *mood.lock().unwrap();
        let word = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match (word.as_str(), now) {
            ("RCPT", Mood::Refuses(why)) => why,
            ("EHLO", _) => "250-sink\r\n250 8BITMIME",
            ("QUIT", _) => "221 bye",
            ("DATA", _) => {
                writer.write_all(b"354 go on\r\n").await?;
                let (mut id, mut subject) = (String::new(), String::new());
                loop {
                    // Whoever was killed before the dot has handed over nothing.
                    let Some(line) = lines.next_line().await? else { return Ok(()) };
                    if line == "." {
                        break;
                    }
                    let value = |name: &str| line.strip_prefix(name).map(|value| value.trim().to_owned());
                    id = value("Message-ID:").unwrap_or(id);
                    subject = value("Subject:").unwrap_or(subject);
                }
                if let Mood::Takes(after) = now {
                    tokio::time::sleep(after).await;
                }
                taken.lock().unwrap().entry(id).or_default().push(subject);
                "250 2.0.0 queued"
            }
            _ => "250 ok",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
