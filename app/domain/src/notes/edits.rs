//! What changed between two versions of a text, line by line.

/// Lines compared at most, on either side, between what is the same above and below: beyond that nothing is said.
const MOST: usize = 500;

/// Lines that went and the lines that came in their place; either may be none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit<'t> {
    /// As it was.
    pub was: Vec<&'t str>,
    /// As it is.
    pub is: Vec<&'t str>,
}

/// Every place where two texts differ, from top to bottom; blank lines and space around a line say nothing. `None` where a
/// text is too long to compare.
#[must_use]
pub fn edits<'t>(before: &'t str, after: &'t str) -> Option<Vec<Edit<'t>>> {
    fn lines(text: &str) -> Vec<&str> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }
    let (was, is) = (lines(before), lines(after));
    let above = was.iter().zip(&is).take_while(|(old, new)| old == new).count();
    let (was, is) = (&was[above..], &is[above..]);
    let below = was.iter().rev().zip(is.iter().rev()).take_while(|(old, new)| old == new).count();
    let (was, is) = (&was[..was.len() - below], &is[..is.len() - below]);
    if was.len().max(is.len()) > MOST {
        return None;
    }
    // How many lines the rests of both have in common, from each place on.
    let wide = is.len() + 1;
    let mut common = vec![0_u16; (was.len() + 1) * wide];
    for (a, old) in was.iter().enumerate().rev() {
        for (b, new) in is.iter().enumerate().rev() {
            common[a * wide + b] = match old == new {
                true => common[(a + 1) * wide + b + 1] + 1,
                false => common[(a + 1) * wide + b].max(common[a * wide + b + 1]),
            };
        }
    }
    let mut edits: Vec<Edit<'t>> = Vec::new();
    let mut open = false;
    let (mut a, mut b) = (0, 0);
    while a < was.len() || b < is.len() {
        if a < was.len() && b < is.len() && was[a] == is[b] {
            (a, b, open) = (a + 1, b + 1, false);
            continue;
        }
        if !open {
            edits.push(Edit { was: Vec::new(), is: Vec::new() });
            open = true;
        }
        let goes = b == is.len() || (a < was.len() && common[(a + 1) * wide + b] >= common[a * wide + b + 1]);
        let Some(edit) = edits.last_mut() else { break };
        if goes {
            edit.was.push(was[a]);
            a += 1;
        } else {
            edit.is.push(is[b]);
            b += 1;
        }
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_that_differ_are_named_with_what_came_in_their_place() {
        let edit = |was: &[&'static str], is: &[&'static str]| Edit { was: was.to_vec(), is: is.to_vec() };
        for (before, after, expected) in [
            ("a\n\nb\n", "a\nb", vec![]),
            ("a\nb\nc", "a\nx\nc", vec![edit(&["b"], &["x"])]),
            ("a\nb\nc", "a\nc", vec![edit(&["b"], &[])]),
            ("a", "a\nb\nc", vec![edit(&[], &["b", "c"])]),
            ("a\nb\nc\nd", "x\nb\nc\ny", vec![edit(&["a"], &["x"]), edit(&["d"], &["y"])]),
            ("", "a", vec![edit(&[], &["a"])]),
            ("a\nb\na\nb", "b\na", vec![edit(&["a"], &[]), edit(&["b"], &[])]),
        ] {
            assert_eq!(edits(before, after), Some(expected), "{before:?} {after:?}");
        }
        let long = "x\n".repeat(9_000);
        assert_eq!(edits(&long, ""), None);
        assert_eq!(edits(&format!("{long}a\n{long}"), &format!("{long}b\n{long}")), Some(vec![edit(&["a"], &["b"])]));
    }
}
