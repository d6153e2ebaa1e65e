//! Row heights with prefix sums, so that the row at any distance is found in logarithmic time.
//!
//! A Fenwick tree of `f64` (Fenwick 1994): 100,000 rows reach 25 million pixels, where `f32` has steps of two. A height
//! is an estimate until its row has been laid out once.

/// Row heights in logical pixels.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    sums: Vec<f64>,
    heights: Vec<f32>,
}

impl Heights {
    /// Builds the index over estimated heights.
    pub fn new(heights: Vec<f32>) -> Self {
        let mut sums = vec![0.0f64; heights.len() + 1];
        for (i, height) in heights.iter().enumerate() {
            let node = i + 1;
            let mut sum = f64::from(*height);
            if let Some(slot) = sums.get_mut(node) {
                *slot += sum;
                sum = *slot;
            }
            if let Some(parent) = sums.get_mut(node + (node & node.wrapping_neg())) {
                *parent += sum;
            }
        }
        Self { sums, heights }
    }

    pub fn len(&self) -> usize {
        self.heights.len()
    }

    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// Returns the height of a row, laid out or estimated; 0 past the end.
    pub fn get(&self, row: usize) -> f32 {
        self.heights.get(row).copied().unwrap_or(0.0)
    }

    /// Replaces the height of a row.
    pub fn set(&mut self, row: usize, height: f32) {
        let Some(slot) = self.heights.get_mut(row) else { return };
        let change = f64::from(height) - f64::from(*slot);
        if change == 0.0 {
            return;
        }
        *slot = height;
        let mut node = row + 1;
        while let Some(sum) = self.sums.get_mut(node) {
            *sum += change;
            node += node & node.wrapping_neg();
        }
    }

    /// Returns the distance from the start of the article to the top of a row.
    pub fn top_of(&self, row: usize) -> f64 {
        let mut node = row.min(self.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums.get(node).copied().unwrap_or(0.0);
            node &= node - 1;
        }
        sum
    }

    pub fn total(&self) -> f64 {
        self.top_of(self.len())
    }

    /// Returns the row at a distance from the start, and how far below its top that is.
    pub fn row_at(&self, distance: f64) -> (usize, f32) {
        let mut node = 0;
        let mut rest = distance.max(0.0);
        let mut step = self.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.sums.get(node + step)
                && *sum <= rest
            {
                node += step;
                rest -= sum;
            }
            step >>= 1;
        }
        if node < self.len() { (node, rest as f32) } else { (self.len().saturating_sub(1), self.get(node - 1)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Heights;

    proptest! {
        #[test]
        fn sums_and_rows_agree_with_plain_addition(
            start in prop::collection::vec(1.0f32..400.0, 1..300),
            changes in prop::collection::vec((0usize..300, 1.0f32..4000.0), 0..40),
            at in 0.0f64..1.0,
        ) {
            let mut plain = start.clone();
            let mut heights = Heights::new(start);
            for (row, height) in changes {
                if let Some(slot) = plain.get_mut(row) { *slot = height; }
                heights.set(row, height);
            }
            let sum = |n: usize| plain[..n].iter().map(|h| f64::from(*h)).sum::<f64>();
            for row in 0..=plain.len() {
                prop_assert!((heights.top_of(row) - sum(row)).abs() < 1e-3);
            }
            let distance = at * heights.total() * 0.999;
            let (row, below) = heights.row_at(distance);
            prop_assert!((sum(row) + f64::from(below) - distance).abs() < 0.01);
            prop_assert!(below < plain[row] + 0.01);
        }
    }

    #[test]
    fn past_the_end_is_the_last_row() {
        assert_eq!(Heights::new(vec![10.0, 20.0]).row_at(1e9), (1, 20.0));
        assert_eq!(Heights::default().total(), 0.0);
    }
}
