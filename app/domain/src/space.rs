//! Room on a disk.

/// Bytes that must not be all there is: room for a night of writing in the database, and for a copy beside it.
const LOW: u64 = 1 << 30;
/// One part in so many: five in a hundred.
const PART: u64 = 20;

/// How much there is of a file system, and how much of it can still be written; bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// What can still be written.
    pub free: u64,
    /// All of it.
    pub total: u64,
}

impl Space {
    /// Whether a disk is nearly full: less than five in a hundred is free and less than 1 GiB (R57).
    ///
    /// Both, because either alone says no where there is nothing the matter: three in a hundred of a large disk is room for
    /// years, and a small disk that was meant for little never has a GiB.
    #[must_use]
    pub fn is_scarce(self) -> bool {
        self.free < LOW && self.free.saturating_mul(PART) < self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_is_nearly_full_when_little_is_left_by_both_measures() {
        let (mib, gib) = (1_u64 << 20, 1_u64 << 30);
        for (free, total, scarce, why) in [
            (0, 20 * mib, true, "nothing left"),
            (mib - 1, 20 * mib, true, "just under a twentieth"),
            (mib, 20 * mib, false, "a twentieth of a small disk"),
            (15 * mib, 20 * mib, false, "a small disk that is nearly empty"),
            (gib - 1, 40 * gib, true, "just under both"),
            (gib, 40 * gib, false, "a GiB"),
            (30 * gib, 1000 * gib, false, "three in a hundred of a large disk"),
            (gib - 1, 20 * gib - 20, false, "just a twentieth"),
            (0, 0, false, "a file system that does not say how large it is"),
            (u64::MAX, u64::MAX, false, "more than can be multiplied"),
        ] {
            assert_eq!(Space { free, total }.is_scarce(), scarce, "{why}");
        }
    }
}
