//! What is the same for every format, and what bad input comes to.
