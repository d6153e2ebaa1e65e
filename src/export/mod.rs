//! An edition on its way out of the program: what leaves it as bytes, one folder or file for each form.
//!
//! [`handout`] is what a teacher prints. No files and no clock here: callers read faces, write bytes and say what day
//! it is.

pub mod handout;
