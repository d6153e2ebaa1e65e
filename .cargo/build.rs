//! Links the program at a fixed address on Linux.
//!
//! An executable that may be loaded anywhere has all its pointers to adjust, mostly of the typesetter's code: memory that
//! is written, before `main`, though nothing reads it. The price is that the program's own code and constants have known
//! addresses; the heap, the stack and the libraries stay random. Packed relocations (`-z pack-relative-relocs`) cost
//! nothing else, but need glibc 2.36.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=.cargo/build.rs");
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    // A static program has startup code of its own for either way.
    if target("OS") == "linux" && target("ENV") == "gnu" && !target("FEATURE").contains("crt-static") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
