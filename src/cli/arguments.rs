//! The arguments as people type them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// An article, and beside each of its paragraphs what others say about it.
#[derive(Debug, Parser)]
#[command(name = "parallax", version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    /// The edition to open: its folder or its edition.ron [default: the edition inside the program]
    pub(super) path: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What to do without a window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look for faults in editions, as a compiler does
    ///
    /// The exit code is 0 when all is clean, 1 when there are problems, 2 when a file cannot be read.
    Check {
        /// Editions: folders, or the edition.ron in them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// How to print what is found
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Print the article with what is said of each paragraph
    Show(ShowOptions),
}

/// What to show and how wide.
#[derive(Args, Debug)]
pub(super) struct ShowOptions {
    /// The edition: its folder or its edition.ron [default: the edition inside the program]
    pub(super) path: Option<PathBuf>,
    /// The codes of the perspectives to show, such as us,in [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(super) perspectives: Vec<String>,
    /// The width in characters [default: the terminal's, else 100]
    #[arg(long, value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
}

/// How to print what a check finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for people: path:line:col: error|warning: message
    Human,
    /// One JSON object for programs
    Json,
}
