//! The command line arguments. Comments of commands and options are the text of `--help`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::error::CommandError;
use super::output_file::OutputFile;

/// An article, and beside each of its paragraphs what others say about it.
#[derive(Debug, Parser)]
#[command(name = "parallax", version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    /// The edition to open, its folder, its edition.ron or the id of one inside the program, an article of your own, or
    /// the hand-over of a team [default: what was read last, at first the first one inside the program]
    pub(super) path: Option<PathBuf>,
    /// The edition whose notes are set beside your own copy of its article
    #[arg(long, value_name = "DIR", requires = "path")]
    pub(super) edition: Option<PathBuf>,
    /// What paints the window: the processor, or the graphics card by OpenGL [default: as in the settings]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) draw: Option<Draw>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What paints the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Draw {
    /// The processor, but in large windows the graphics card, if there is one
    Auto,
    /// The processor
    Cpu,
    /// The graphics card; where there is no OpenGL, the processor
    Gpu,
}

/// A command that needs no window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look for faults in editions and in files of a reader's own layer, as a compiler does
    ///
    /// The exit code is 0 when all is clean, 1 when there are problems, 2 when a file cannot be read.
    Check {
        /// Editions: folders, the edition.ron in them, or the ids of those inside the program; or the file of a reader's
        /// layer
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// How to print what is found
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Print the article with what is said of each paragraph
    Show(ShowOptions),
    /// Make a new edition of a text: plain, Markdown, HTML, EPUB, Word and others; or a brief of a debater's Word file
    ///
    /// Nothing is overwritten.
    Import(ImportOptions),
    /// Make a handout to print of an edition, as PDF or HTML, a table of its notes, as CSV, a file of a brief or of one
    /// part of it, as Word, PDF, Markdown or HTML, the flow of a round, as XLSX or CSV, what is read in a speech, as a brief, or a file of a reader's highlights and annotations, as
    /// Markdown
    ///
    /// Nothing is overwritten without --force. The exit code is 0 when the file is written, 2 when it is not.
    Export(ExportOptions),
    /// Make a hand-over of a brief: one file with its sources, which others merge into their briefs
    ///
    /// Nothing is overwritten without --force.
    HandOver(HandOverOptions),
    /// Merge a hand-over into a brief, and say what was new
    ///
    /// Nothing in the brief is lost or changed: what differs is there twice. The exit code is 0 when it is merged, also if
    /// nothing was new, and 2 when it is not.
    Merge(MergeOptions),
    /// List the works that an edition or a brief cites, in a style or as data
    ///
    /// Nothing is overwritten without --force. The exit code is 0 when they are listed, 2 when they are not.
    Cite(CiteOptions),
    /// Write the answer sheet of an edition, who answers what and who is silent, as a list in words or as a table
    ///
    /// Nothing is overwritten without --force. The exit code is 0 when it is written, 2 when it is not.
    Sheet(SheetOptions),
    /// Say which paragraphs of an article are which of an edition
    Align(AlignOptions),
    /// Find quotes of an old text in a new one, with a grade each
    Anchor(AnchorOptions),
    /// Say which paragraphs statements answer, the likeliest first
    Suggest(SuggestOptions),
}

/// The options of `parallax import`.
#[derive(Args, Debug)]
pub(super) struct ImportOptions {
    /// The text
    pub(super) file: PathBuf,
    /// Read a debater's Word file into a brief: tags, cites, and words with their marks
    #[arg(long, conflicts_with_all = ["encoding", "chapter", "language"])]
    pub(super) cards: bool,
    /// The folder of the new edition, or the file of the new brief [default: one here, named after the title or the file]
    #[arg(short, long, value_name = "PATH")]
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

/// The options of `parallax export`.
#[derive(Args, Debug)]
pub(super) struct ExportOptions {
    /// The edition, its folder, its edition.ron or the id of one inside the program, or the file of a brief, of a round
    /// or of a reader's layer [default: the first edition inside the program]
    pub(super) path: Option<PathBuf>,
    /// The edition that a reader's layer is on [default: the first one inside the program]
    #[arg(long, value_name = "DIR", requires = "path")]
    pub(super) edition: Option<PathBuf>,
    /// The form of the file [default: pdf, of a brief docx, of a round xlsx, of a layer md]
    #[arg(long, value_enum)]
    pub(super) to: Option<To>,
    /// Which handout [default: full]
    #[arg(long, value_enum)]
    pub(super) handout: Option<HandoutArg>,
    /// The paper a handout, a brief or a speech is printed on [default: a4, of a brief or a speech letter]
    #[arg(long, value_enum)]
    pub(super) paper: Option<HandoutPaper>,
    /// Large print: type of 18 points and more, in one column
    #[arg(long)]
    pub(super) large: bool,
    /// Each note of the full handout whole, not only the first of each perspective on a paragraph
    #[arg(long)]
    pub(super) everything: bool,
    /// A box on the pupils' sheet for our words: what the group agrees is so
    #[arg(long)]
    pub(super) our_words: bool,
    /// The file of a lesson's plan, or the name of one that is saved: a handout has only its rows, with its questions
    #[arg(long, value_name = "FILE or NAME")]
    pub(super) plan: Option<PathBuf>,
    /// Say how many pages a handout, a brief or a speech has as PDF, and write nothing
    #[arg(long)]
    pub(super) pages: bool,
    /// The codes of the perspectives to print or to list, such as us,in [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(super) perspectives: Vec<String>,
    /// Of a brief, one pocket, hat or block alone: the words of its heading, or some of them [default: all]
    #[arg(long, value_name = "WORDS", conflicts_with = "side")]
    pub(super) part: Option<String>,
    /// Of a brief, all that is for one side: its name [default: all]
    #[arg(long, value_name = "NAME")]
    pub(super) side: Option<String>,
    /// Of a round, what is read in one speech, with the marks where reading stopped: its short name, such as 1AC, or its
    /// name [default: the flow]
    #[arg(long, value_name = "NAME")]
    pub(super) speech: Option<String>,
    /// The file [default: a file here, named after the edition and what is made of it, or after the brief or the round]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

impl ExportOptions {
    /// Fails if an option is set that only briefs or rounds have; `what` names what was found instead.
    pub(super) fn refuse_document_options(&self, what: &str) -> Result<(), CommandError> {
        for (option, of, is_set) in [
            ("--part", "a brief", self.part.is_some()),
            ("--side", "a brief", self.side.is_some()),
            ("--speech", "a round", self.speech.is_some()),
        ] {
            if is_set && of != what {
                return Err(CommandError::new(format!(
                    "expected {of} for {option}, but found {what}; leave the option out"
                )));
            }
        }
        Ok(())
    }

    /// Fails if an option is set that only handouts have, but for those of their pages; `what` names what was found
    /// instead of an edition.
    pub(super) fn refuse_content_options(&self, what: &str) -> Result<(), CommandError> {
        let flags = self.large || self.everything || self.our_words;
        if !flags && self.handout.is_none() && self.plan.is_none() && self.perspectives.is_empty() {
            return Ok(());
        }
        Err(CommandError::new(format!(
            "expected an edition for --perspectives, --handout, --plan, --large, --everything and --our-words, but found \
             {what}; leave them out"
        )))
    }

    /// Fails if an option is set that only handouts have; `what` names what was found instead of an edition.
    pub(super) fn refuse_handout_options(&self, what: &str) -> Result<(), CommandError> {
        if !self.has_handout_options() && self.perspectives.is_empty() {
            return Ok(());
        }
        Err(CommandError::new(format!(
            "expected an edition for --perspectives and the options of handouts, but found {what}; leave them out"
        )))
    }

    /// Returns whether an option is set that only handouts have.
    pub(super) fn has_handout_options(&self) -> bool {
        let flags = self.large || self.everything || self.our_words || self.pages;
        flags || self.handout.is_some() || self.paper.is_some() || self.plan.is_some()
    }

    /// Returns the file to write: the one given, or else the default.
    pub(super) fn output_file(&self, default: impl FnOnce() -> PathBuf) -> Result<OutputFile, CommandError> {
        OutputFile::new(self.output.clone().unwrap_or_else(default), self.force)
    }
}

/// The options of `parallax hand-over`.
#[derive(Args, Debug)]
pub(super) struct HandOverOptions {
    /// The file of a brief
    pub(super) brief: PathBuf,
    /// The file [default: a file here, named after the brief]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

/// The options of `parallax merge`.
#[derive(Args, Debug)]
pub(super) struct MergeOptions {
    /// The hand-over
    pub(super) hand_over: PathBuf,
    /// The file of the brief that it is merged into; its last version stays beside it as .bak
    #[arg(long, value_name = "BRIEF")]
    pub(super) into: PathBuf,
}

/// The options of `parallax cite`.
#[derive(Args, Debug)]
pub(super) struct CiteOptions {
    /// An edition, its folder, its edition.ron or the id of one inside the program, or the file of a brief [default: the
    /// first edition inside the program]
    pub(super) path: Option<PathBuf>,
    /// The style of the references
    #[arg(long, value_enum, default_value_t = CiteStyle::Mla)]
    pub(super) style: CiteStyle,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = CiteForm::Text)]
    pub(super) to: CiteForm,
    /// The file [default: printed]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

/// The options of `parallax sheet`.
#[derive(Args, Debug)]
pub(super) struct SheetOptions {
    /// An edition, its folder, its edition.ron or the id of one inside the program [default: the first edition inside the
    /// program]
    pub(super) path: Option<PathBuf>,
    /// What of it: all, silent, or compare:A,B with the codes of two perspectives
    #[arg(long, default_value = "all")]
    pub(super) view: String,
    /// The form
    #[arg(long, value_enum, default_value_t = SheetForm::Text)]
    pub(super) to: SheetForm,
    /// The file [default: printed]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

/// The form of an answer sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SheetForm {
    /// A list in words
    Text,
    /// A table for spreadsheets
    Csv,
}

/// The style of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CiteStyle {
    /// MLA Handbook, 9th edition
    Mla,
    /// APA, 7th edition
    Apa,
    /// Chicago Manual of Style, 18th edition, notes and bibliography
    Chicago,
    /// The line over a debater's card
    Line,
}

/// The form of a list of works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CiteForm {
    /// Plain text
    Text,
    /// One page for a browser, without scripts
    Html,
    /// Markdown
    Md,
    /// CSL-JSON, for Zotero and pandoc; the style is of no matter
    CslJson,
    /// BibLaTeX; the style is of no matter
    Biblatex,
}

/// The form of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum To {
    /// Pages, tagged for screen readers
    Pdf,
    /// One page for a browser, without scripts
    Html,
    /// A Word file with the styles that debaters' macros know; of briefs and speeches alone
    Docx,
    /// Markdown; of briefs, speeches and layers alone
    Md,
    /// A workbook with the flow; of rounds alone
    Xlsx,
    /// A table for spreadsheets: of an edition its notes, one on a line, of a round its flow
    Csv,
}

/// Which handout is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum HandoutArg {
    /// The article and the perspectives in rows
    Full,
    /// The article with empty boxes to fill in
    Pupil,
    /// The pupils' boxes filled in, each note in short
    Key,
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

/// The options of `parallax align`.
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
    /// The edition [default: the first one inside the program]
    #[arg(long, value_name = "DIR")]
    pub(super) edition: Option<PathBuf>,
    /// How to print the pairs
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// The options of `parallax anchor`.
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

/// The options of `parallax suggest`.
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

/// The options of `parallax show`.
#[derive(Args, Debug)]
pub(super) struct ShowOptions {
    /// The edition: its folder, its edition.ron or the id of one inside the program [default: the first one]
    pub(super) path: Option<PathBuf>,
    /// The codes of the perspectives to show, such as us,in [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(super) perspectives: Vec<String>,
    /// Each note by its gist, without its summary and quotations
    #[arg(long)]
    pub(super) gists: bool,
    /// The width in characters [default: the terminal's, else 100]
    #[arg(long, value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
}

/// How to print a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for people: path:line:col: error|warning: message
    Human,
    /// One JSON object for programs
    Json,
}
