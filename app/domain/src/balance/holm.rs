//! Several tests at once.

/// Holm's adjusted p-values, in the order given: the i-th smallest of k becomes the largest of `(k − j + 1)·p_(j)` over `j ≤ i`,
/// at most 1.
///
/// Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut most = 0.0_f64;
    for (at, left) in order.iter().zip((1..=p.len()).rev()) {
        most = most.max(super::share::float(left as u64) * p[*at]).min(1.0);
        adjusted[*at] = most;
    }
    adjusted
}
