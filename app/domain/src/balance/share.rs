//! Shares of one item: intervals of closed form and Fisher's exact test. Also the quantile of Student's t.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// The 97.5% quantile of the normal distribution, for intervals of 95%.
pub const Z: f64 = 1.959_963_984_540_054;

#[expect(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^53")]
pub(super) const fn float(count: u64) -> f64 {
    count as f64
}

/// `x / n`; `None` when there is nothing to count.
#[must_use]
pub fn share(x: u64, n: u64) -> Option<f64> {
    (n > 0).then(|| float(x) / float(n))
}

/// 95% interval of a proportion `x / n` by Wilson's score without continuity correction:
/// `(p + z²/2n ± z·sqrt(p(1 − p)/n + z²/4n²)) / (1 + z²/n)`. `None` without observations.
///
/// Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
#[must_use]
pub fn wilson(x: u64, n: u64) -> Option<[f64; 2]> {
    let p = share(x, n)?;
    let (n_, z2) = (float(n), Z * Z);
    let middle = (p + z2 / (2.0 * n_)) / (1.0 + z2 / n_);
    let half = Z * (p * (1.0 - p) / n_ + z2 / (4.0 * n_ * n_)).sqrt() / (1.0 + z2 / n_);
    let low = if x == 0 { 0.0 } else { middle - half };
    let high = if x >= n { 1.0 } else { middle + half };
    Some([low, high])
}

/// 95% interval of the difference `x_a/n_a − x_b/n_b` of two proportions: Newcombe's hybrid score, method 10. With `[l, u]`
/// the Wilson interval of each: `d − sqrt((p_a − l_a)² + (u_b − p_b)²)` to `d + sqrt((u_a − p_a)² + (p_b − l_b)²)`.
///
/// Source: Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17,
/// 1998.
#[must_use]
pub fn newcombe(a: (u64, u64), b: (u64, u64)) -> Option<[f64; 2]> {
    let (p_a, p_b) = (share(a.0, a.1)?, share(b.0, b.1)?);
    let ([l_a, u_a], [l_b, u_b]) = (wilson(a.0, a.1)?, wilson(b.0, b.1)?);
    let d = p_a - p_b;
    Some([d - (p_a - l_a).hypot(u_b - p_b), d + (u_a - p_a).hypot(p_b - l_b)])
}

/// Fisher's exact test of two proportions `x_a/n_a` and `x_b/n_b`, two-sided: the sum of the probabilities of all tables with
/// the same margins that are not above that of the observed one (tolerance 1e-7, relative). `None` when a group is empty.
///
/// Source: Fisher, "On the interpretation of χ² from contingency tables, and the calculation of P", JRSS 85, 1922.
#[must_use]
pub fn fisher(a: (u64, u64), b: (u64, u64)) -> Option<f64> {
    let ((x, n_a), n_b) = (a, b.1);
    if n_a == 0 || n_b == 0 || x > n_a || b.0 > n_b {
        return None;
    }
    let informed = x + b.0;
    let (low, high) = (informed.saturating_sub(n_b), informed.min(n_a));
    // Relative to the first table: each weight from the one before, `C(n_a, k)·C(n_b, informed − k)`. In logarithms, so that
    // no number of people is too large.
    let mut weights = vec![0.0_f64];
    for k in low..high {
        let up = float(n_a - k) * float(informed - k);
        let down = float(k + 1) * float(n_b + k + 1 - informed);
        weights.push(weights.last().copied().unwrap_or(0.0) + (up / down).ln());
    }
    let top = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = weights.into_iter().map(|weight| (weight - top).exp()).collect();
    let observed = usize::try_from(x - low).ok().and_then(|at| weights.get(at).copied())?;
    let not_above: f64 = weights.iter().filter(|weight| **weight <= observed * (1.0 + 1e-7)).sum();
    Some((not_above / weights.iter().sum::<f64>()).min(1.0))
}

/// The 97.5% quantile of Student's t with so many degrees of freedom, by `statrs`; `None` without any.
#[must_use]
pub fn t_quantile(degrees: u64) -> Option<f64> {
    if degrees == 0 {
        return None;
    }
    StudentsT::new(0.0, 1.0, float(degrees)).ok().map(|t| t.inverse_cdf(0.975))
}
