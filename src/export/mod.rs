//! What leaves the program as bytes, one folder or file for each form: editions, briefs, rounds.
//!
//! [`handout`] is what a teacher prints, [`brief`] what a debater hands out, [`citation`] how sources are cited, [`flow`]
//! a debater's flow for a spreadsheet. No files and no clock here: callers read faces, write bytes and say what day it
//! is.

pub mod brief;
pub mod citation;
pub mod flow;
pub mod handout;
