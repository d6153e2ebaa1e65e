//! The heaviest chain of pairs that rise on both sides: what stayed in order.
#![allow(clippy::indexing_slicing, reason = "hot loops over arrays whose lengths are the paragraphs' and the links'")]

/// A candidate pair with a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    /// The index in the edition.
    pub(super) edition: u32,
    /// The index in the copy.
    pub(super) copy: u32,
    /// The score, greater than 0.
    pub(super) score: f32,
}

/// Marks the absence of a preceding link.
const NONE: u32 = u32::MAX;

/// Returns the links of the heaviest chain that rises on both sides, in order.
///
/// Visits the links by rising edition index and looks up the best chain before each in a Fenwick tree of maxima over
/// the copy. A link directly after another on both sides scores `near` more, because neighbours tend to stay
/// neighbours.
pub(super) fn chain(mut links: Vec<Link>, copies: usize, near: f32) -> Vec<Link> {
    links.sort_unstable_by_key(|link| (link.edition, link.copy));
    let mut best = BestChains { tree: vec![(0.0, NONE); copies + 1] };
    let mut predecessors = vec![NONE; links.len()];
    let mut sums = vec![0.0f32; links.len()];
    // The link of each paragraph of the copy with the previous paragraph of the edition.
    let mut last: Vec<u32> = vec![NONE; copies + 1];
    let mut start = 0;
    while start < links.len() {
        let edition = links[start].edition;
        let end = start + links[start..].iter().take_while(|link| link.edition == edition).count();
        for at in start..end {
            let link = links[at];
            let (mut sum, mut from) = best.before(link.copy);
            let neighbour = last[link.copy as usize];
            if neighbour != NONE && links[neighbour as usize].edition + 1 == edition {
                let other = sums[neighbour as usize] + near;
                if other > sum {
                    (sum, from) = (other, neighbour);
                }
            }
            sums[at] = sum + link.score;
            predecessors[at] = from;
        }
        for at in start..end {
            let index = u32::try_from(at).unwrap_or(NONE);
            best.update(links[at].copy, sums[at], index);
            // Stored one further: it is read as the predecessor of the next paragraph of the copy.
            last[links[at].copy as usize + 1] = index;
        }
        start = end;
    }
    let mut at = best.before(u32::try_from(copies).unwrap_or(NONE)).1;
    let mut chain = Vec::new();
    while at != NONE {
        chain.push(links[at as usize]);
        at = predecessors[at as usize];
    }
    chain.reverse();
    chain
}

/// The best chain score for every prefix of the copy, with the last link of the chain.
struct BestChains {
    tree: Vec<(f32, u32)>,
}

impl BestChains {
    /// Returns the best chain among the paragraphs before `copy`.
    fn before(&self, copy: u32) -> (f32, u32) {
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

    fn update(&mut self, copy: u32, sum: f32, link: u32) {
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
        let link = |(edition, copy, score)| Link { edition, copy, score };
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
