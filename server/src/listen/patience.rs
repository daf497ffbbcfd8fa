//! A connection that does not wait for ever.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::http::Version;
use futures::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

/// How long a connection may keep us waiting (R65).
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// From the first byte of a request, or the start of the connection, to the end of its head.
    pub head: Duration,
    /// Between requests, and with nothing moving at all.
    pub idle: Duration,
    /// For the other side to take anything of an answer.
    pub write: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(10), idle: Duration::from_secs(60), write: Duration::from_secs(15) }
    }
}

/// What the HTTP side tells the socket side about a connection.
#[derive(Debug, Default)]
pub(super) struct Activity {
    /// Requests whose head has come in.
    heads: AtomicU64,
    /// Requests that are being answered.
    busy: AtomicUsize,
    /// HTTP/2, where bytes between requests are ordinary.
    h2: AtomicBool,
    /// The connection, to be woken when a request is done: from then on it may be idle for too long.
    connection: AtomicWaker,
}

/// A request that is being answered, until dropped.
#[derive(Debug)]
pub(super) struct Busy(Arc<Activity>);

impl Activity {
    pub(super) fn begin(self: &Arc<Self>, version: Version) -> Busy {
        self.heads.fetch_add(1, Ordering::AcqRel);
        self.busy.fetch_add(1, Ordering::AcqRel);
        self.h2.store(version == Version::HTTP_2, Ordering::Release);
        Busy(self.clone())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::AcqRel);
        self.0.connection.wake();
    }
}

/// A socket whose reads and writes fail when the other side is too slow.
#[derive(Debug)]
pub(super) struct Watched {
    stream: TcpStream,
    activity: Arc<Activity>,
    patience: Patience,
    /// When a byte last went either way.
    moved: Instant,
    /// Since when a head has been coming in, and how many had come before.
    head_since: Option<Instant>,
    heads_before: u64,
    read_timer: Pin<Box<Sleep>>,
    write_timer: Option<Pin<Box<Sleep>>>,
}

impl Watched {
    pub(super) fn new(stream: TcpStream, activity: Arc<Activity>, patience: Patience) -> Self {
        let now = Instant::now();
        Self {
            stream,
            activity,
            patience,
            moved: now,
            head_since: Some(now),
            heads_before: 0,
            read_timer: Box::pin(tokio::time::sleep(patience.head)),
            write_timer: None,
        }
    }

    fn note_read(&mut self) {
        self.moved = Instant::now();
        let quiet = self.activity.busy.load(Ordering::Acquire) == 0;
        if quiet && self.head_since.is_none() && !self.activity.h2.load(Ordering::Acquire) {
            self.head_since = Some(self.moved);
        }
    }

    /// When waiting for more bytes ends. While a request is being answered, the layers count.
    fn read_deadline(&self) -> Option<Instant> {
        if self.activity.busy.load(Ordering::Acquire) > 0 {
            return None;
        }
        let idle = self.moved + self.patience.idle;
        Some(self.head_since.map_or(idle, |since| idle.min(since + self.patience.head)))
    }

    fn wait_to_read(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.activity.connection.register(context.waker());
        let Some(deadline) = self.read_deadline() else {
            return Poll::Pending;
        };
        if self.read_timer.deadline() != deadline {
            self.read_timer.as_mut().reset(deadline);
        }
        self.read_timer.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Passes a write's outcome on, unless it has been pending for too long.
    fn watch_write<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.moved = Instant::now();
            self.write_timer = None;
            return written;
        }
        let patience = self.patience.write;
        let timer = self.write_timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        timer.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let heads = self.activity.heads.load(Ordering::Acquire);
        if heads != self.heads_before {
            self.heads_before = heads;
            self.head_since = None;
        }
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Ready(outcome) => {
                self.note_read();
                Poll::Ready(outcome)
            }
            Poll::Pending => self.wait_to_read(context),
        }
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch_write(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.watch_write(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
