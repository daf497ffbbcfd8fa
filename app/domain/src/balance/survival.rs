//! Kaplan-Meier (Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958): the share that
//! still lacks something, as time goes on, when some were watched for shorter than others.

/// The share that lacks it, from this time on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step {
    /// Milliseconds from release.
    pub at: i64,
    /// S(t): the product over the times so far of `1 - events / watched`.
    pub survival: f64,
}

/// How one person-item pair ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Span {
    /// They had it after so many milliseconds.
    Event(i64),
    /// They did not have it when watching ended, so many milliseconds after release.
    Watched(i64),
}

impl Span {
    const fn at(self) -> i64 {
        match self {
            Self::Event(at) | Self::Watched(at) => at,
        }
    }
}

/// The steps of the curve, one for each time at which something happened. At equal times an event comes before an end of
/// watch.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^53")]
pub fn steps(mut spans: Vec<Span>) -> Vec<Step> {
    spans.sort_unstable_by_key(|span| span.at());
    let mut steps = Vec::new();
    let (mut survival, mut watched) = (1.0_f64, spans.len());
    for same in spans.chunk_by(|a, b| a.at() == b.at()) {
        let events = same.iter().filter(|span| matches!(span, Span::Event(_))).count();
        if events > 0 {
            survival *= 1.0 - events as f64 / watched as f64;
            steps.push(Step { at: same[0].at(), survival });
        }
        watched -= same.len();
    }
    steps
}

/// The median: the first time at which `S <= 0.5 + 1e-9`, in milliseconds; `None` when there is none.
#[must_use]
pub fn median(steps: &[Step]) -> Option<i64> {
    steps.iter().find(|step| step.survival <= 0.5 + 1e-9).map(|step| step.at)
}
