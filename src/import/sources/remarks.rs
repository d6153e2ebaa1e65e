//! What is told about works that were read.

/// More sentences than these nobody reads.
const MOST: usize = 200;

/// Sentences about works, in order.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    told: Vec<String>,
    untold: usize,
}

impl Remarks {
    /// Tells something about one work.
    pub(super) fn of(&mut self, who: &str, what: &str) {
        let who: String = who.chars().filter(|c| !c.is_control()).take(80).collect();
        self.general(format!("{who}: {what}."));
    }

    /// Tells something about all of them.
    pub(super) fn general(&mut self, sentence: String) {
        if self.told.len() < MOST {
            self.told.push(sentence);
        } else {
            self.untold += 1;
        }
    }

    /// Every sentence.
    pub(super) fn all(mut self) -> Vec<String> {
        if self.untold > 0 {
            self.told.push(format!("There are {} more remarks of this kind.", self.untold));
        }
        self.told
    }
}
