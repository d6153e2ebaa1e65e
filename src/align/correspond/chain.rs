//! The heaviest chain of pairs that rise on both sides: what stayed in order.
#![allow(clippy::indexing_slicing, reason = "hot loops over arrays whose lengths are the paragraphs' and the links'")]

/// A possible pair with what it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    /// The index in the edition.
    pub(super) edition: u32,
    /// The index in the copy.
    pub(super) copy: u32,
    /// What it is worth; more than 0.
    pub(super) worth: f32,
}

/// No link before this one.
const NONE: u32 = u32::MAX;

/// The links of the heaviest chain in which both sides rise, in order.
///
/// Links by rising edition; for each the best chain that ends before it, kept in a Fenwick tree of maxima over the
/// copy. A link just after another on both sides is worth `near` more: neighbours tend to stay neighbours.
pub(super) fn chain(mut links: Vec<Link>, copies: usize, near: f32) -> Vec<Link> {
    links.sort_unstable_by_key(|link| (link.edition, link.copy));
    let mut best = Best { tree: vec![(0.0, NONE); copies + 1] };
    let mut before = vec![NONE; links.len()];
    let mut sums = vec![0.0f32; links.len()];
    // The link of each paragraph of the copy with the paragraph of the edition looked at before.
    let mut last: Vec<u32> = vec![NONE; copies + 1];
    let mut start = 0;
    while start < links.len() {
        let edition = links[start].edition;
        let end = start + links[start..].iter().take_while(|link| link.edition == edition).count();
        for at in start..end {
            let link = links[at];
            let (mut sum, mut from) = best.below(link.copy);
            let neighbour = last[link.copy as usize];
            if neighbour != NONE && links[neighbour as usize].edition + 1 == edition {
                let other = sums[neighbour as usize] + near;
                if other > sum {
                    (sum, from) = (other, neighbour);
                }
            }
            sums[at] = sum + link.worth;
            before[at] = from;
        }
        for at in start..end {
            let index = u32::try_from(at).unwrap_or(NONE);
            best.raise(links[at].copy, sums[at], index);
            // Read as the place before the next paragraph of the copy.
            last[links[at].copy as usize + 1] = index;
        }
        start = end;
    }
    let mut at = best.below(u32::try_from(copies).unwrap_or(NONE)).1;
    let mut kept = Vec::new();
    while at != NONE {
        kept.push(links[at as usize]);
        at = before[at as usize];
    }
    kept.reverse();
    kept
}

/// The best sum for every beginning of the copy, with the link it ends in.
struct Best {
    tree: Vec<(f32, u32)>,
}

impl Best {
    /// The best among the paragraphs before this one.
    fn below(&self, copy: u32) -> (f32, u32) {
        let mut at = copy as usize;
        let mut best = (0.0, NONE);
        while at > 0 {
            if self.tree[at].0 > best.0 {
                best = self.tree[at];
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, copy: u32, sum: f32, link: u32) {
        let mut at = copy as usize + 1;
        while at < self.tree.len() {
            if sum > self.tree[at].0 {
                self.tree[at] = (sum, link);
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, chain};

    #[test]
    fn the_heaviest_rising_chain_is_kept() {
        let link = |(edition, copy, worth)| Link { edition, copy, worth };
        let pairs = |links: &[(u32, u32, f32)]| -> Vec<(u32, u32)> {
            let links = links.iter().copied().map(link).collect();
            chain(links, 4, 0.1).iter().map(|link| (link.edition, link.copy)).collect()
        };
        assert_eq!(pairs(&[]), []);
        assert_eq!(pairs(&[(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0)]), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(pairs(&[(0, 3, 1.5), (1, 0, 1.0), (2, 1, 1.0)]), [(1, 0), (2, 1)]);
        assert_eq!(pairs(&[(0, 3, 3.0), (1, 0, 1.0), (2, 1, 1.0)]), [(0, 3)]);
        assert_eq!(pairs(&[(0, 0, 1.0), (1, 1, 1.0), (1, 2, 1.05)]), [(0, 0), (1, 1)], "neighbours stay neighbours");
        assert_eq!(pairs(&[(0, 0, 1.0), (0, 1, 1.0), (1, 2, 1.0)]), [(0, 1), (1, 2)]);
    }
}
