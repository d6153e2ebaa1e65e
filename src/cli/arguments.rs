//! The arguments as people type them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// An article, and beside each of its paragraphs what others say about it.
#[derive(Debug, Parser)]
#[command(name = "parallax", version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    /// The edition to open, its folder or its edition.ron, or an article of your own [default: the edition inside the
    /// program]
    pub(super) path: Option<PathBuf>,
    /// The edition whose notes are set beside your own copy of its article
    #[arg(long, value_name = "DIR", requires = "path")]
    pub(super) edition: Option<PathBuf>,
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
    /// Make a new edition of a text: plain, Markdown, HTML, EPUB, Word and others
    ///
    /// Nothing is overwritten.
    Import(ImportOptions),
    /// Make a handout to print, as PDF or HTML
    ///
    /// Nothing is overwritten without --force. The exit code is 0 when the file is written, 2 when it is not.
    Export(ExportOptions),
    /// Say which paragraphs of an article are which of an edition
    Align(AlignOptions),
    /// Find quotes of an old text in a new one, with a grade each
    Anchor(AnchorOptions),
    /// Say which paragraphs statements answer, the likeliest first
    Suggest(SuggestOptions),
}

/// What to make an edition of, and where.
#[derive(Args, Debug)]
pub(super) struct ImportOptions {
    /// The text
    pub(super) file: PathBuf,
    /// The folder of the new edition [default: a folder here, named after the title]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The encoding of a plain text, by its usual name [default: found out]
    #[arg(long)]
    pub(super) encoding: Option<String>,
    /// The chapter of a book, from 1
    #[arg(long, value_name = "NUMBER")]
    pub(super) chapter: Option<usize>,
    /// The language as a BCP 47 tag, such as en or zh-Hans [default: what the file says, else found out]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
}

/// What to print, on what, and where the file goes.
#[derive(Args, Debug)]
pub(super) struct ExportOptions {
    /// The edition: its folder or its edition.ron [default: the edition inside the program]
    pub(super) path: Option<PathBuf>,
    /// The form of the file
    #[arg(long, value_enum, default_value_t = To::Pdf)]
    pub(super) to: To,
    /// Which handout
    #[arg(long, value_enum, default_value_t = HandoutKind::Full)]
    pub(super) handout: HandoutKind,
    /// The paper it is printed on
    #[arg(long, value_enum, default_value_t = HandoutPaper::A4)]
    pub(super) paper: HandoutPaper,
    /// Large print: type of 18 points and more, in one column
    #[arg(long)]
    pub(super) large: bool,
    /// The codes of the perspectives to print, such as us,in [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(super) perspectives: Vec<String>,
    /// The file [default: a file here, named after the edition and the handout]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

/// The form of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// Pages, tagged for screen readers
    Pdf,
    /// One page for a browser, without scripts
    Html,
}

/// Which handout is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum HandoutKind {
    /// The article and the perspectives in rows
    Full,
    /// The article with empty boxes to fill in
    Pupil,
    /// Who says what of which paragraph, on one page where it fits
    Sheet,
    /// The sources, with what cites them
    Sources,
}

/// The paper of a handout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum HandoutPaper {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}

/// What to set against what.
#[derive(Args, Debug)]
pub(super) struct AlignOptions {
    /// The article
    pub(super) article: PathBuf,
    /// The chapter of a book, from 1
    #[arg(long, value_name = "NUMBER")]
    pub(super) chapter: Option<usize>,
    /// The encoding of a plain text, by its usual name [default: found out]
    #[arg(long)]
    pub(super) encoding: Option<String>,
    /// The edition [default: the edition inside the program]
    #[arg(long, value_name = "DIR")]
    pub(super) edition: Option<PathBuf>,
    /// How to print the pairs
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// Two texts and the quotes of the first.
#[derive(Args, Debug)]
pub(super) struct AnchorOptions {
    /// The text that the quotes are from; a paragraph is a line
    #[arg(long, value_name = "FILE")]
    pub(super) old: PathBuf,
    /// The text to find them in
    #[arg(long, value_name = "FILE")]
    pub(super) new: PathBuf,
    /// One JSON object on a line for each quote: exact, prefix, suffix, start, end (in code points of the old text)
    #[arg(long, value_name = "FILE")]
    pub(super) quotes: PathBuf,
}

/// Articles and statements.
#[derive(Args, Debug)]
pub(super) struct SuggestOptions {
    /// One JSON object: the paragraphs of each article under its name
    #[arg(long, value_name = "FILE")]
    pub(super) paragraphs: PathBuf,
    /// One JSON object on a line for each statement: doc, the article's name, and query, the statement
    #[arg(long, value_name = "FILE")]
    pub(super) statements: PathBuf,
    /// The language of the articles as a BCP 47 tag, such as en or zh-Hans
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub(super) language: String,
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
