//! A teacher's plans on the disk: one file for each edition.

use crate::model::{PLAN_FORMAT, Plan};

use super::by_hand::ByHand;

impl ByHand for Plan {
    const NAME: &'static str = "plan";
    const FORMAT: u32 = PLAN_FORMAT;
}
