//! Messages to the reader, shown once.

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It went well, or is good to know; goes by itself.
    Quiet,
    /// It went wrong; stays until it is put away.
    Fault,
}

/// A message shown to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// One or a few sentences.
    pub text: String,
}

impl Notice {
    /// Something good to know.
    pub fn quiet(text: impl Into<String>) -> Self {
        Self { tone: Tone::Quiet, text: text.into() }
    }

    /// Something that went wrong.
    pub fn fault(text: impl Into<String>) -> Self {
        Self { tone: Tone::Fault, text: text.into() }
    }
}
