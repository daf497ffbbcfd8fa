//! Reach over several items. The same people recur in every item, so what varies is the people: intervals leave out one person
//! at a time.

use super::share::{float, t_quantile};
use super::study::{People, Sides};

/// One item: whom it is owed to, and who of them knew in time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stratum {
    pub(super) audience: People,
    pub(super) in_time: People,
}

pub(super) fn count(people: People) -> u64 {
    u64::from(people.count_ones())
}

/// Pairs that knew in time, and all pairs, of a group.
pub(super) fn pairs(strata: &[Stratum], group: People) -> (u64, u64) {
    strata.iter().fold((0, 0), |(informed, due), item| {
        (informed + count(item.in_time & group), due + count(item.audience & group))
    })
}

/// 95% interval of the share of a group over several items: delete-one-person jackknife of `logit(x/n)`, with
/// `var = (m − 1)/m · Σ (θ_(j) − mean)²` over the m people, and `expit(θ ± t_{m−1}·sqrt(var))`. `None` with fewer than three
/// people, or where a share is 0 or 1.
///
/// Source: Miller, "The jackknife: a review", Biometrika 61, 1974.
pub(super) fn reach_interval(strata: &[Stratum], group: People) -> Option<[f64; 2]> {
    let m = count(group);
    if m < 3 {
        return None;
    }
    let (informed, due) = pairs(strata, group);
    let whole = logit(informed, due)?;
    let mut without = Vec::new();
    for person in each(group) {
        let (mine, owed) = pairs(strata, person);
        without.push(logit(informed - mine, due - owed)?);
    }
    let half = t_quantile(m - 1)? * jackknife(&without).sqrt();
    Some([expit(whole - half), expit(whole + half)])
}

/// Difference in reach over several items, first group minus second, by Mantel-Haenszel:
/// `RD = Σ w_i (p_Ai − p_Bi) / Σ w_i` with `w_i = n_Ai n_Bi / (n_Ai + n_Bi)`. `None` when no item has people of both.
///
/// Source: Greenland and Robins, "Estimation of a common effect parameter from sparse follow-up data", Biometrics 41, 1985.
pub(super) fn risk_difference(strata: &[Stratum], sides: Sides) -> Option<f64> {
    let (mut above, mut weights) = (0.0, 0.0);
    for item in strata {
        let (n_a, n_b) = (count(item.audience & sides.a), count(item.audience & sides.b));
        if n_a == 0 || n_b == 0 {
            continue;
        }
        let (x_a, x_b) = (count(item.in_time & sides.a), count(item.in_time & sides.b));
        let all = float(n_a + n_b);
        above += (float(x_a * n_b) - float(x_b * n_a)) / all;
        weights += float(n_a * n_b) / all;
    }
    (weights > 0.0).then(|| above / weights)
}

/// 95% interval of [`risk_difference`]: delete-one-person jackknife within groups,
/// `var = Σ_g (n_g − 1)/n_g · Σ_{j∈g} (RD_(j) − mean_g)²`, `RD ± t·sqrt(var)` with `n_A + n_B − 2` degrees of freedom, cut to
/// −1 and 1. `None` with fewer than three people in a group, when nothing varies, or when leaving somebody out leaves no item
/// with both groups.
pub(super) fn difference_interval(strata: &[Stratum], sides: Sides) -> Option<[f64; 2]> {
    let (n_a, n_b) = (count(sides.a), count(sides.b));
    if n_a < 3 || n_b < 3 {
        return None;
    }
    let whole = risk_difference(strata, sides)?;
    let mut variance = 0.0;
    for group in [sides.a, sides.b] {
        let mut without = Vec::new();
        for person in each(group) {
            let rest = Sides { a: sides.a & !person, b: sides.b & !person };
            without.push(risk_difference(strata, rest)?);
        }
        variance += jackknife(&without);
    }
    // Where everybody does the same, what is left is rounding.
    if variance < 1e-24 {
        return None;
    }
    let half = t_quantile(n_a + n_b - 2)? * variance.sqrt();
    Some([(whole - half).max(-1.0), (whole + half).min(1.0)])
}

/// `(m − 1)/m · Σ (θ_(j) − mean)²`.
fn jackknife(without: &[f64]) -> f64 {
    let m = float(without.len() as u64);
    let mean = without.iter().sum::<f64>() / m;
    (m - 1.0) / m * without.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
}

/// Each person of a set as a set of their own.
fn each(people: People) -> impl Iterator<Item = People> {
    (0..128).map(|bit| 1 << bit).filter(move |person| people & person != 0)
}

fn logit(x: u64, n: u64) -> Option<f64> {
    (0 < x && x < n).then(|| (float(x) / float(n - x)).ln())
}

fn expit(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}
