//! Encodings told by their bytes.
