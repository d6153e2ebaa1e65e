//! The table of commands.

use crate::model::{Activity, Level};
use crate::state::brief::{BriefAction, FocusTarget, MarkAs};
use crate::state::export::{FilePurpose, OpenTarget};
use crate::state::presentation::LessonQuestion;
use crate::state::round::RoundAction;
use crate::state::{
    AppState, ContextMenu as On, CopyAction, Dial, Dialog, Effect, Mode, OwnCopy, PresentationAction, ReaderAction,
    ScrollRequest, Setting, Settings,
};

use super::row::Run::{Change, Request};
use super::row::row;
use super::{Command, CommandRow, KeyUse, MenuGroup as Menu, Scope};

/// Returns whether a copy of the reader's is open in place of the article.
fn has_copy(state: &AppState) -> bool {
    state.copy.open.is_some()
}

/// Returns whether the copy has places to review.
fn has_questions(state: &AppState) -> bool {
    state.copy.open.is_some() && !(state.copy.review.questions.is_empty() && state.copy.review.certain.is_empty())
}

/// Returns whether the active paragraph of the copy corresponds to one of the edition.
fn has_pair(state: &AppState) -> bool {
    let index = state.reader.active.checked_sub(1);
    let paired = |copy: &OwnCopy| copy.pairs.pairs.iter().any(|pair| index.is_some_and(|i| pair.copy.contains(&i)));
    state.copy.open.as_ref().is_some_and(paired)
}

/// Returns whether notes have no place in the copy.
fn has_lost_notes(state: &AppState) -> bool {
    state.copy.open.as_ref().is_some_and(|copy| !copy.lost.is_empty())
}

/// Returns whether paragraphs are left out of the copy.
fn has_left_out(state: &AppState) -> bool {
    state.copy.open.as_ref().is_some_and(|copy| !copy.latest().left_out.is_empty())
}

/// Returns whether the size of the text or of the interface is not the default one.
fn has_other_size(state: &AppState) -> bool {
    let differs = |dial: Dial| (state.settings.get(dial) - Settings::default().get(dial)).abs() > f32::EPSILON;
    differs(Dial::TypeSize) || differs(Dial::InterfaceSize)
}

/// Returns whether a row has words of its own: all but the head of the article.
fn has_words(state: &AppState, row: usize) -> bool {
    state.paragraph_of(row).is_some()
}

/// Returns whether something is said about a row.
fn has_replies(state: &AppState, row: usize) -> bool {
    !state.items(row).is_empty()
}

/// Returns whether a card of the brief is chosen.
fn has_card(state: &AppState) -> bool {
    state.brief.card().is_some()
}

/// Returns whether words of a card are chosen, which a mark acts on.
fn has_card_words(state: &AppState) -> bool {
    has_card(state) && !state.brief.words.is_empty()
}

impl Command {
    /// Returns the row of the command, one line each: scope, label, keys and function, then the menus that list it and
    /// special rules for its keys.
    #[rustfmt::skip]
    #[allow(clippy::too_many_lines, reason = "a table: one line for each command")]
    pub fn row(self) -> CommandRow {
        use Command as C;
        use Scope::{Debating, Delivery, Everywhere, Flow, NotPresenting, OutsideRound, Presenting, Reading, Round, Speech};
        match self {
            C::NextParagraph       => row(Reading,       "Next paragraph",                             &["j", "Down"], Request(|s| s.update_reader(ReaderAction::StepRow { forward: true }))),
            C::PreviousParagraph   => row(Reading,       "Previous paragraph",                         &["k", "Up"], Request(|s| s.update_reader(ReaderAction::StepRow { forward: false }))),
            C::PageDown            => row(Reading,       "Page down",                                  &["Space", "PageDown"], Request(|s| s.update_reader(ReaderAction::Scroll(ScrollRequest::Pages(1.0))))).key_use(KeyUse::SpaceIsLetter).also("scroll"),
            C::PageUp              => row(Reading,       "Page up",                                    &["Shift+Space", "PageUp"], Request(|s| s.update_reader(ReaderAction::Scroll(ScrollRequest::Pages(-1.0))))).key_use(KeyUse::SpaceIsLetter).also("scroll"),
            C::Start               => row(Reading,       "To the beginning",                           &["Home", "Ctrl+Home"], Request(|s| s.update_reader(ReaderAction::JumpToEnd { last: false }))).also("top begin first"),
            C::End                 => row(Reading,       "To the end",                                 &["End", "Ctrl+End"], Request(|s| s.update_reader(ReaderAction::JumpToEnd { last: true }))).also("bottom last"),
            C::Back                => row(Reading, "Back to the place before", &["Alt+Left"], Request(|s| s.update_reader(ReaderAction::GoInHistory { back: true }))).menu(Menu::Go).offered(|s| s.reader.history.has(true)).also("return history undo jump previous"),
            C::Forward             => row(Reading, "Forward again", &["Alt+Right"], Request(|s| s.update_reader(ReaderAction::GoInHistory { back: false }))).menu(Menu::Go).offered(|s| s.reader.history.has(false)).also("history next"),
            C::GoTo                => row(Everywhere,    "Go to a paragraph or a code",                &["g", "Ctrl+G"], Change(|s| s.request_search())).menu(Menu::Go).also("jump number address line page"),
            C::Find                => row(Reading,       "Search the article and the replies",         &["/", "Ctrl+F"], Change(|s| s.request_search())).menu(Menu::Go).also("find words look text"),
            C::FindNext            => row(Reading,       "Next hit",                                   &["F3"], Request(|s| s.go_to_hit(true))).also("find search found"),
            C::FindPrevious        => row(Reading,       "Previous hit",                               &["Shift+F3"], Request(|s| s.go_to_hit(false))).also("find search found"),
            C::NextSilence         => row(Reading, "Next silence", &[], Request(|s| s.update_reader(ReaderAction::GoToSilence { forward: true }))).menu(Menu::Go).offered(|s| s.reader.silence_from_here(&s.shared(), true).is_some()).also("silent nothing said no answer not found absent where who"),
            C::PreviousSilence     => row(Reading, "Previous silence", &[], Request(|s| s.update_reader(ReaderAction::GoToSilence { forward: false }))).menu(Menu::Go).offered(|s| s.reader.silence_from_here(&s.shared(), false).is_some()).also("silent nothing said no answer not found absent where who"),
            C::OpenReplies         => row(Reading,       "Open or close the replies",                  &["Enter"], Request(|s| s.update_reader(ReaderAction::ToggleReplies))).context(&[On::Paragraph]).on_row(has_replies).also("expand collapse fold unfold more fewer show hide summary notes"),
            C::Sources             => row(Reading,       "Sources of this paragraph's replies",        &["i", "Ctrl+I"], Change(|s| s.show_sources())).context(&[On::Paragraph, On::Reply]).context_labels(&[(On::Reply, "Sources of this reply")]).on_row(has_replies).also("citation cite reference footnote bibliography links who said"),
            C::Copy                => row(Reading,       "Copy the selection or the paragraph",        &["Ctrl+C"], Request(|s| s.copy())).context(&[On::Paragraph, On::Reply, On::Selection]).context_labels(&[(On::Paragraph, "Copy this paragraph with its replies"), (On::Reply, "Copy this reply with its sources"), (On::Selection, "Copy")]).selection_bar(5).key_use(KeyUse::Clipboard).also("clipboard"),
            C::SelectWordRight     => row(Reading,       "Select one word more to the right",          &["Ctrl+Shift+Right"], Request(|s| s.update_reader(ReaderAction::SelectWord { right: true }))).context(&[On::Paragraph, On::Selection]).on_row(has_words).also("extend selection words mark choose"),
            C::SelectWordLeft      => row(Reading,       "Select one word more to the left",           &["Ctrl+Shift+Left"], Request(|s| s.update_reader(ReaderAction::SelectWord { right: false }))).context(&[On::Selection]).on_row(has_words).also("extend selection words mark choose"),
            C::Perspectives        => row(Reading, "Choose and order perspectives…", &["v", "Ctrl+Shift+V"], Change(|s| s.dialog = Some(Dialog::Perspectives))).menu(Menu::View).context(&[On::Perspective]).also("chips countries standpoints voices who speaks show hide"),
            C::ShowAllPerspectives => row(Reading, "Show all perspectives", &[], Request(|s| s.show_all_perspectives())).menu(Menu::View).context(&[On::Perspective]).offered(|s| s.shown.count() < s.edition.perspectives().len()).also("chips hidden every everybody replies"),
            C::Appearance          => row(NotPresenting, "Appearance…",                                &["a", "Ctrl+Comma"], Change(|s| s.dialog = Some(Dialog::Appearance))).menu(Menu::View).also("font typeface text type size theme dark night light sepia colour color line letter word spacing width dyslexia settings preferences options"),
            C::NextTheme           => row(NotPresenting, "Next theme",                                 &["t", "Ctrl+T"], Request(|s| s.set(Setting::Theme(s.next_theme())))).menu(Menu::View).also("dark night light sepia paper contrast colour color mode"),
            C::Larger              => row(NotPresenting, "Larger text and interface", &["Ctrl+Plus", "Ctrl+Equals"], Request(|s| s.step_size(true))).menu(Menu::View).offered(|s| s.next_size(true).is_some()).also("zoom in bigger font text size increase"),
            C::Smaller             => row(NotPresenting, "Smaller text and interface", &["Ctrl+Minus"], Request(|s| s.step_size(false))).menu(Menu::View).offered(|s| s.next_size(false).is_some()).also("zoom out font text size decrease"),
            C::UsualSize           => row(NotPresenting, "Usual size of text and interface", &["Ctrl+0"], Request(|s| s.reset_sizes())).menu(Menu::View).offered(has_other_size).also("zoom reset normal default font"),
            C::Interleave          => row(Reading,       "Replies under each paragraph",               &["Ctrl+Shift+I"], Request(|s| s.set(Setting::Interleaved(!s.settings.interleaved)))).menu(Menu::View).also("single one column narrow accessibility screen reader linear layout"),
            C::Open                => row(Everywhere,    "Open an article or an edition…",             &["Ctrl+O"], Request(|s| vec![Effect::PickFile(FilePurpose::Open(s.open_target()))])).menu(Menu::File).only(|s| !s.brief.open).also("load import file document docx epub html markdown own copy new"),
            C::ReadOwnCopy         => row(Reading,       "Read your own copy…",                        &[], Request(|_| vec![Effect::PickFile(FilePurpose::Open(OpenTarget::Reader))])).menu(Menu::File).also("own copy original text newspaper import open file"),
            C::OpenFolder          => row(Everywhere,    "Open an edition's folder…",                  &["Ctrl+Shift+O"], Request(|_| vec![Effect::PickFile(FilePurpose::OpenFolder)])).menu(Menu::File).only(|s| !s.brief.open).also("load directory"),
            C::Paste               => row(Reading,       "Read the text on the clipboard",             &["Ctrl+V"], Request(|_| vec![Effect::Paste])).menu(Menu::File).also("clipboard import own copy"),
            C::LeaveCopy           => row(Reading,       "Back to the edition's own text",             &[], Request(|s| s.leave_copy())).menu(Menu::Copy).only(has_copy).also("close original restatement restated"),
            C::KeepCopy            => row(Reading, "Keep this copy as an edition…", &[], Request(|s| s.update_copy(CopyAction::AskToKeep))).menu(Menu::Copy).only(has_copy).also("save export edition"),
            C::Citation            => row(Reading, "Citation of your copy…", &[], Request(|s| s.update_copy(CopyAction::AskForCitation))).menu(Menu::Copy).only(has_copy).also("cite author title date link publication source credit byline works cited"),
            C::ForgetCopy          => row(Reading,       "Forget this copy…",                          &[], Request(|s| s.update_copy(CopyAction::AskToForget))).menu(Menu::Copy).only(has_copy).also("delete remove discard"),
            C::Undo                => row(NotPresenting, "Undo", &["Ctrl+Z"], Request(|s| s.undo_or_redo(true))).menu(Menu::Tools).offered(|s| s.can_undo(true)).also("revert mistake back"),
            C::Review              => row(Reading,       "Review doubtful places",                     &["R", "F7"], Request(|s| s.update_copy(CopyAction::Review))).menu(Menu::Places).offered(has_questions).listed(has_copy).also("check doubt questions match"),
            C::CorrectPlace        => row(Reading,       "Correct the place of this paragraph",        &["L"], Request(|s| s.update_copy(CopyAction::ReviewRow(s.reader.active)))).menu(Menu::Places).offered(has_pair).listed(has_copy).context(&[On::Paragraph]).also("move pair fix wrong"),
            C::LeaveOutParagraph   => row(Reading,       "Leave this paragraph out of your copy",      &[], Request(|s| s.update_copy(CopyAction::LeaveRowOut(s.reader.active)))).offered(|s| s.copy.paragraph_to_leave_out(&s.shared(), s.reader.active).is_some()).context(&[On::Paragraph]).on_row(has_words).also("left out remove delete drop skip omit hide exclude advertisement cut away"),
            C::Tray                => row(Reading,       "Notes without a place",                      &["l"], Request(|s| s.update_copy(CopyAction::ShowTray))).menu(Menu::Places).offered(has_lost_notes).listed(has_copy).also("lost missing unplaced"),
            C::LeftOut             => row(Reading,       "Left out paragraphs…",                       &[], Request(|s| s.update_copy(CopyAction::ShowLeftOut))).menu(Menu::Places).offered(has_left_out).listed(has_copy).also("take in again restore bring back advertisement removed skipped omitted"),
            C::Suggest             => row(Reading,       "Which paragraph a statement answers…",       &["f"], Request(|s| s.open_suggest())).menu(Menu::Debate).also("find match claim quote answer speech"),
            C::HandOut             => row(Everywhere,    "Handouts to print or save…",                 &["Ctrl+P"], Request(|s| s.open_export())).menu(Menu::Present).only(|s| !s.brief.open).also("print printer pdf paper html word docx worksheet pupils students answer sheet export save citation"),
            C::OpenShipped         => row(Everywhere,    "Open the first edition in Parallax",         &[], Request(|s| s.open_built_in(C::OpenShipped))).menu(Menu::File).only(|s| s.can_open_built_in(C::OpenShipped)).also("sample example default built-in original edition pakistan"),
            C::OpenIndianCase      => row(Everywhere,    "Open the Indian case",                       &[], Request(|s| s.open_built_in(C::OpenIndianCase))).menu(Menu::File).only(|s| s.can_open_built_in(C::OpenIndianCase)).also("built-in edition article india agni related"),
            C::OpenAmericanCase    => row(Everywhere,    "Open the American case",                     &[], Request(|s| s.open_built_in(C::OpenAmericanCase))).menu(Menu::File).only(|s| s.can_open_built_in(C::OpenAmericanCase)).also("built-in edition article us united states washington related"),
            C::RemoveEdition       => row(Reading,       "Remove this edition of your own",            &[], Request(|s| s.remove_open_edition())).menu(Menu::File).offered(|s| s.has_own_edition()).listed(AppState::is_of_own_edition),
            C::Project             => row(Reading,       "Project to a class",                         &["p", "F5"], Request(|s| s.begin_lesson())).menu(Menu::Present).also("lesson class classroom teach slides present presentation projector beamer timer screen"),
            C::Reveal              => row(Presenting,    "Reveal what comes next",                     &["Right", "Space", "PageDown", "Enter"], Request(|s| s.update_lesson(PresentationAction::Press { forward: true }))).key_use(KeyUse::SpaceIsLetter).also("next forward show"),
            C::Cover               => row(Presenting,    "Go back one step",                           &["Left", "Shift+Space", "PageUp", "Backspace"], Request(|s| s.update_lesson(PresentationAction::Press { forward: false }))).key_use(KeyUse::SpaceIsLetter).also("back hide previous"),
            C::CoverReply          => row(Presenting,    "Cover the last reply again",                 &["x", "Delete"], Request(|s| s.update_lesson(PresentationAction::CoverReply))).context(&[On::Lesson]).offered(|s| s.can_cover_reply()).also("hide unreveal undo mistake back"),
            C::NextStop            => row(Presenting, "Next row of the lesson", &["Down", "j"], Request(|s| s.update_lesson(PresentationAction::StepStop { forward: true }))).context(&[On::Lesson]).repeats(true),
            C::PreviousStop        => row(Presenting, "Previous row of the lesson", &["Up", "k"], Request(|s| s.update_lesson(PresentationAction::StepStop { forward: false }))).context(&[On::Lesson]).repeats(true),
            C::FirstStop           => row(Presenting, "First row of the lesson", &["Home"], Request(|s| s.update_lesson(PresentationAction::GoToEnd { last: false }))).context(&[On::Lesson]),
            C::LastStop            => row(Presenting, "Last row of the lesson", &["End"], Request(|s| s.update_lesson(PresentationAction::GoToEnd { last: true }))).context(&[On::Lesson]),
            C::NextClaim           => row(Presenting,    "One claim after the other",                  &["c"], Request(|s| s.update_lesson(PresentationAction::NextClaim))),
            C::Zoom                => row(Presenting,    "One phrase alone",                           &["z"], Request(|s| s.update_lesson(PresentationAction::ZoomNext))).also("magnify enlarge phrase"),
            C::Black               => row(Presenting,    "Black screen",                               &["b", "."], Request(|s| s.update_lesson(PresentationAction::ToggleBlack))).also("blank dark screen"),
            C::Freeze              => row(Presenting,    "Freeze the class's screen",                  &["f"], Request(|s| s.update_lesson(PresentationAction::ToggleFreeze))).also("pause hold stop"),
            C::Pointer             => row(Presenting,    "Pointer on the slide",                       &["o"], Request(|s| s.update_lesson(PresentationAction::TogglePointer))).also("laser dot mouse"),
            C::Predict             => row(Presenting,    "Predict, then reveal",                       &["p"], Request(|s| s.update_lesson(PresentationAction::ChooseActivity(Activity::Predict)))).also("guess quiz question vote hands"),
            C::Blind               => row(Presenting,    "Who speaks? Names hidden",                   &["h"], Request(|s| s.update_lesson(PresentationAction::ChooseActivity(Activity::Blind)))).also("guess quiz anonymous names"),
            C::Controversy         => row(Presenting,    "Controversy in five steps",                  &["y"], Request(|s| s.update_lesson(PresentationAction::ChooseActivity(Activity::Controversy)))).also("groups argue activity debate"),
            C::Results             => row(Presenting,    "How the class guessed",                      &["u"], Request(|s| s.update_lesson(PresentationAction::ToggleResults))).also("guesses votes hands score"),
            C::Terms               => row(Presenting, "Words explained, on or off", &["e"], Request(|s| s.update_lesson(PresentationAction::ToggleTerms))).context(&[On::Lesson]).also("glossary vocabulary words dictionary"),
            C::StepTimer           => row(Presenting,    "Start or stop the clock of this step",       &["s"], Request(|s| s.update_lesson(PresentationAction::ToggleTimer))).context(&[On::Lesson]).also("timer countdown stopwatch minutes"),
            C::LessonTimer         => row(Presenting,    "Start or stop the clock of the lesson",      &["S"], Request(|s| s.update_lesson(PresentationAction::ToggleLessonTimer))).context(&[On::Lesson]).also("timer stopwatch minutes"),
            C::SwitchView          => row(Presenting,    "Presenter or audience view",                 &["F6"], Request(|s| s.switch_view())),
            C::SwapScreens         => row(Presenting, "Swap the two screens", &["w"], Request(|s| s.update_lesson(PresentationAction::SwapScreens))).context(&[On::Lesson]).also("monitor display projector"),
            C::ProjectorTheme      => row(Presenting, "Projector light or dark", &["t"], Request(|s| s.set(Setting::Projector(s.settings.projector.other())))).context(&[On::Lesson]).also("dark night light colour color"),
            C::Room                => row(Everywhere, "Room and screens…", &["Ctrl+R"], Change(|s| s.dialog = Some(Dialog::Room))).context(&[On::Lesson]).menu(Menu::Present).only(|s| !s.brief.open).also("monitor display projector beamer second window lights size"),
            C::Plan                => row(Everywhere, "Plan of the lesson…", &["Ctrl+L"], Request(|s| s.open_plan())).menu(Menu::Present).context(&[On::Lesson]).only(|s| !s.brief.open).also("schedule prepare steps terms teach"),
            C::RestartLesson       => row(Presenting, "Restart the lesson", &[], Request(|s| s.update_lesson(PresentationAction::Restart))).context(&[On::Lesson]),
            C::LeaveProject        => row(Presenting,    "Back to reading…",                           &[], Change(|s| s.ask_lesson(LessonQuestion::Leave(Mode::Read)))).also("quit exit close stop lesson read"),
            C::EndLesson           => row(Presenting,    "End the lesson…",                            &[], Change(|s| s.ask_lesson(LessonQuestion::End))).context(&[On::Lesson]).also("finish close stop over new class"),
            C::ResumeLesson        => row(Reading,       "Bring the ended lesson back",                &[], Request(|s| s.resume_ended_lesson())).menu(Menu::Present).offered(|s| s.lesson.ended.is_some()).also("undo lesson class restore resume"),
            C::LessonRow           => row(Reading,       "Go to the row of the lesson",                &[], Change(|s| s.go_to_lesson_row())).menu(Menu::Present).offered(|s| s.lesson.left.is_some()).also("class project left back where"),
            C::Highlight           => row(Reading,       "Highlight the selection or the paragraph",   &["h"], Request(|s| s.highlight())).context(&[On::Paragraph, On::Reply, On::Selection]).context_labels(&[(On::Paragraph, "Highlight this paragraph"), (On::Reply, "Highlight this reply"), (On::Selection, "Highlight")]).on_row(has_words).selection_bar(1).also("mark marker pen underline colour color"),
            C::RemoveHighlight     => row(Reading, "Remove the highlights of the selection or the paragraph", &[], Request(|s| s.remove_highlights())).context(&[On::Highlight, On::Selection, On::Paragraph, On::Reply]).context_labels(&[(On::Highlight, "Remove highlight"), (On::Selection, "Remove highlight"), (On::Paragraph, "Remove the highlights of this paragraph"), (On::Reply, "Remove the highlights of this reply")]).on_target(|s, target| !s.highlights_at(target).is_empty()).offered(|s| s.annotations.all().iter().any(|one| one.style.is_some())).selection_bar(2).also("delete clear unmark erase marker pen"),
            C::NextStyle           => row(Reading, "Next style of highlight", &["H"], Request(|s| s.next_style())).context(&[On::Paragraph, On::Selection]).context_labels(&[(On::Selection, "Highlight in the next style")]).on_row(has_words).menu(Menu::Tools).also("marker pen colour color underline"),
            C::Annotate            => row(Reading,       "Annotate the selection or the paragraph",    &["m"], Request(|s| s.annotate())).context(&[On::Paragraph, On::Reply, On::Highlight, On::Selection]).context_labels(&[(On::Paragraph, "Annotate this paragraph…"), (On::Reply, "Annotate this reply…"), (On::Highlight, "Annotate this highlight…"), (On::Selection, "Annotate…")]).on_row(has_words).selection_bar(3).also("note comment write remark"),
            C::Annotations         => row(Reading,       "Your highlights and annotations…",           &["n"], Change(|s| s.dialog = Some(Dialog::Annotations))).menu(Menu::Tools).also("list comments notes remarks export save markdown"),
            C::ExportAnnotations   => row(Reading,       "Export annotations as Markdown…",            &[], Request(|s| s.export_annotations())).menu(Menu::Tools).offered(|s| !s.annotations.all().is_empty()).also("markdown save notes highlights comments print"),
            C::Quote               => row(Reading,       "Add a quotation to this paragraph's reply…", &["Q"], Change(|s| s.offer_quote())).context(&[On::Reply]).context_labels(&[(On::Reply, "Add a quotation to this reply…")]).also("citation cite exact words"),
            C::Cut                 => row(Reading,       "Cut a card…",                                &["c"], Request(|s| s.offer_cut())).context(&[On::Paragraph, On::Reply, On::Selection]).context_labels(&[(On::Reply, "Cut a card from this reply…")]).selection_bar(4).also("evidence quote citation tag brief"),
            C::Block               => row(Reading,       "Answer block for this paragraph…",           &["C"], Request(|s| s.offer_block())).context(&[On::Paragraph]).on_row(has_replies).also("brief answers rebuttal"),
            C::Debate              => row(Reading,       "Debate: brief and cards",                    &["d", "Ctrl+D"], Request(|s| s.show_brief(true))).menu(Menu::Debate).only(|s| !s.brief.open).also("cards evidence round timer clock flow speech"),
            C::Brief               => row(NotPresenting, "Briefs: open, name, export…",                &["Ctrl+B"], Request(|s| s.open_brief_dialog())).menu(Menu::Debate).also("save print pdf word docx html markdown file rename new cards citation"),
            C::Redo                => row(NotPresenting, "Redo", &["Ctrl+Shift+Z", "Ctrl+Y"], Request(|s| s.undo_or_redo(false))).menu(Menu::Tools).offered(|s| s.can_undo(false)).also("again repeat"),
            C::FindInBrief         => row(Debating,      "Search the brief",                           &["Ctrl+F"], Change(|s| s.request_search())).also("find words look cards"),
            C::EditEntry           => row(Debating,      "Write the tag or heading",                   &["Enter", "F2"], Request(|s| s.update_brief(BriefAction::Focus(FocusTarget::Title)))).context(&[On::Entry]),
            C::ChooseWords         => row(Debating,      "Choose words of the card",                   &["F3"], Request(|s| s.update_brief(BriefAction::ChooseWords))).context(&[On::Entry]),
            C::NextEntry           => row(Debating,      "Next entry of the brief",                    &["Down"], Request(|s| s.update_brief(BriefAction::StepEntry { forward: true }))),
            C::PreviousEntry       => row(Debating,      "Previous entry of the brief",                &["Up"], Request(|s| s.update_brief(BriefAction::StepEntry { forward: false }))),
            C::EntryUp             => row(Debating,      "Move the entry up",                          &["Alt+Up"], Request(|s| s.update_brief(BriefAction::ShiftSection { up: true }))).context(&[On::Entry]),
            C::EntryDown           => row(Debating,      "Move the entry down",                        &["Alt+Down"], Request(|s| s.update_brief(BriefAction::ShiftSection { up: false }))).context(&[On::Entry]),
            C::AddPocket           => row(Debating, "Add a pocket", &["F4"], Request(|s| s.update_brief(BriefAction::AddBlank(Some(Level::Pocket))))).menu(Menu::Brief).context(&[On::Entry]).offered(|s| s.brief.document.is_some()).also("heading section new"),
            C::AddHat              => row(Debating, "Add a hat", &["F5"], Request(|s| s.update_brief(BriefAction::AddBlank(Some(Level::Hat))))).menu(Menu::Brief).context(&[On::Entry]).offered(|s| s.brief.document.is_some()).also("heading section new"),
            C::AddBlock            => row(Debating, "Add a block", &["F6"], Request(|s| s.update_brief(BriefAction::AddBlank(Some(Level::Block))))).menu(Menu::Brief).context(&[On::Entry]).offered(|s| s.brief.document.is_some()).also("heading section new"),
            C::AddAnalytic         => row(Debating, "Add an analytic", &["F7"], Request(|s| s.update_brief(BriefAction::AddBlank(None)))).menu(Menu::Brief).context(&[On::Entry]).offered(|s| s.brief.document.is_some()).also("argument new"),
            C::MarkUnderline       => row(Debating,      "Underline the chosen words",                 &["F9"], Request(|s| s.update_brief(BriefAction::Mark(MarkAs::Underline)))).menu(Menu::Brief).context(&[On::Entry]).offered(has_card_words),
            C::MarkEmphasis        => row(Debating,      "Emphasise the chosen words",                 &["F10"], Request(|s| s.update_brief(BriefAction::Mark(MarkAs::Emphasis)))).menu(Menu::Brief).context(&[On::Entry]).offered(has_card_words),
            C::MarkHighlight       => row(Debating,      "Highlight the chosen words",                 &["F11"], Request(|s| s.update_brief(BriefAction::Mark(MarkAs::Highlight)))).menu(Menu::Brief).context(&[On::Entry]).offered(has_card_words),
            C::MarkClear           => row(Debating,      "Clear the chosen words",                     &["F12"], Request(|s| s.update_brief(BriefAction::Mark(MarkAs::Clear)))).menu(Menu::Brief).context(&[On::Entry]).offered(has_card_words),
            C::MarkOmit            => row(Debating,      "Leave the chosen words out",                 &["Ctrl+F12", "Ctrl+Shift+X"], Request(|s| s.update_brief(BriefAction::Mark(MarkAs::Omitted)))).menu(Menu::Brief).context(&[On::Entry]).offered(has_card_words),
            C::Shrink              => row(Debating,      "Shrink what is not read out",                &["F8", "Ctrl+8"], Request(|s| s.update_brief(BriefAction::Shrink))).menu(Menu::Brief).context(&[On::Entry]).offered(has_card),
            C::HighlightColour     => row(Debating,      "Next colour of the highlight",               &["Shift+F11"], Request(|s| s.update_brief(BriefAction::NextColour))).menu(Menu::Brief).context(&[On::Entry]).offered(has_card),
            C::RemoveEntry         => row(Debating,      "Take the entry out of the brief",            &["Delete"], Request(|s| s.update_brief(BriefAction::RemoveSection))).context(&[On::Entry]).also("delete"),
            C::ShowEntryInArticle  => row(Debating,      "Show in the article",                        &[], Request(|s| s.show_entry_in_article())).context(&[On::Entry]).offered(|s| s.place_of_entry().is_some()).also("source origin paragraph reply jump go"),
            C::CopyEntry           => row(Debating,      "Copy the entry as rich text",                &["Ctrl+C"], Request(|s| s.update_brief(BriefAction::CopySection))).context(&[On::Entry]).key_use(KeyUse::Clipboard).also("clipboard"),
            C::TakeCards           => row(Debating,      "Take cards from a Word file, a brief or a hand-over…", &["Ctrl+I"], Request(|s| vec![Effect::PickFile(FilePurpose::TakeCards(s.card_target()))])).menu(Menu::File).also("open load import docx file evidence team merge receive"),
            C::HandOver            => row(Debating,      "Hand over to your team…",                    &[], Request(|s| s.update_brief(BriefAction::HandOver))).menu(Menu::Debate).offered(|s| s.brief.document.is_some()).also("share send team brief file merge export partner coach"),
            C::SavePart            => row(Debating,      "Save a part or a side alone…",               &[], Change(|s| s.open_part_dialog())).menu(Menu::Debate).context(&[On::Entry]).context_labels(&[(On::Entry, "Save this part alone…")]).offered(|s| !s.brief.entries().is_empty()).also("export print pdf word docx html markdown pocket hat block side"),
            C::LeaveDebate         => row(Debating,      "Back to the article",                        &["Ctrl+D"], Request(|s| s.show_brief(false))).menu(Menu::Debate).only(|s| s.brief.open).also("read close"),
            C::ContextMenu         => row(Everywhere,    "What can be done here…",                     &["Shift+F10", "Menu"], Change(|s| s.open_context_menu())),
            C::Legend              => row(Reading,       "How to read this page",                      &[], Request(|s| s.toggle_legend())).menu(Menu::Help),
            C::Help                => row(Everywhere,    "Help…",                                      &["F1"], Change(|s| s.dialog = Some(Dialog::Help(s.guide_page())))).menu(Menu::Help),
            C::Palette             => row(Everywhere,    "All commands…",                             &["Ctrl+Shift+P"], Change(|s| s.dialog = Some(Dialog::Palette))).menu(Menu::Help).also("menu search"),
            C::Keys                => row(Everywhere, "List of keys", &["?", "Shift+F1"], Change(|s| s.dialog = Some(Dialog::Keys))).menu(Menu::Help).also("help shortcuts keyboard hotkeys manual"),
            C::Close               => row(Everywhere,    "Close",                                      &["Esc"], Request(|s| s.close_topmost())).key_use(KeyUse::Always).over_dialogs().repeats(false),
            C::Quit                => row(Everywhere,    "Quit",                                       &["Ctrl+Q"], Request(|s| s.quit())).menu(Menu::Program).over_dialogs().also("exit close leave end"),
            C::RoundOpen           => row(OutsideRound,     "Round: clocks, speeches and flow",           &["r", "Ctrl+Shift+R"], Request(|s| s.show_round(true))).menu(Menu::Round).only(|s| !s.round.open).repeats(false).also("timer clock stopwatch prep speech flow tournament"),
            C::RoundSend           => row(Debating,      "Send to the speech that is prepared",        &["Ctrl+Enter"], Request(|s| s.update_round(RoundAction::SendToSpeech(s.chosen_section())))).context(&[On::Entry]).needs_round().repeats(false),
            C::RoundSendToFlow     => row(Debating,      "Write on the flow of the round",             &["Ctrl+Shift+Enter"], Request(|s| s.update_round(RoundAction::SendToFlow(s.chosen_section())))).context(&[On::Entry]).needs_round().repeats(false),
            C::RoundClock          => row(Round,         "Start or stop the clock of the speech",      &["F5"], Request(|s| s.update_round(RoundAction::ToggleClock))).needs_round().also("timer stopwatch pause"),
            C::RoundNextSpeech     => row(Round,         "Next speech",                                &["Alt+Right"], Request(|s| s.update_round(RoundAction::StepSpeech { forward: true }))).needs_round(),
            C::RoundPreviousSpeech => row(Round,         "Previous speech",                            &["Alt+Left"], Request(|s| s.update_round(RoundAction::StepSpeech { forward: false }))).needs_round(),
            C::RoundOurPrep        => row(Round,         "Start or stop our prep",                     &["F7"], Request(|s| s.update_round(RoundAction::ToggleTeamPrep { ours: true }))).needs_round().also("timer"),
            C::RoundTheirPrep      => row(Round,         "Start or stop their prep",                   &["F8"], Request(|s| s.update_round(RoundAction::ToggleTeamPrep { ours: false }))).needs_round().also("timer"),
            C::RoundBigClock       => row(Round,         "Clocks in the whole window",                 &["F11"], Request(|s| s.update_round(RoundAction::ToggleBigClocks))).menu(Menu::Round).only(|s| s.round.document.is_some()).needs_round().also("timer full screen"),
            C::RoundView           => row(Round,         "Speech or flow",                             &["F6"], Request(|s| s.update_round(RoundAction::SwitchView))).needs_round().also("sheet"),
            C::RoundDropped        => row(Round,         "Dropped arguments",                          &["F9"], Change(|s| s.dialog = Some(Dialog::Dropped))).menu(Menu::Round).only(|s| s.round.document.is_some()).needs_round(),
            C::RoundOptions        => row(Round,         "Round: names, format, export…",              &["F12"], Change(|s| s.dialog = Some(Dialog::Round))).menu(Menu::Round).also("save export excel xlsx word settings teams speakers"),
            C::RoundLeave          => row(Round,         "Back to the brief",                          &["Ctrl+D"], Request(|s| s.show_round(false))).menu(Menu::Round).only(|s| s.brief.open && s.round.open).also("close"),
            C::RoundAloud          => row(Delivery,      "Read in the whole window",                   &["F10"], Request(|s| s.update_round(RoundAction::ToggleAloud))).menu(Menu::Round).offered(|s| s.round.has_readings()).needs_round().also("aloud full screen fullscreen large speech projector tablet teleprompter back"),
            C::RoundMark           => row(Delivery,      "Mark where reading stopped",                 &["F4"], Request(|s| s.update_round(RoundAction::MarkChosenRead))).needs_round(),
            C::RoundMarkEarlier    => row(Delivery,      "The mark one word earlier",                  &["Left"], Request(|s| s.update_round(RoundAction::ShiftMark { later: false }))).repeats(true).needs_round(),
            C::RoundMarkLater      => row(Delivery,      "The mark one word later",                    &["Right"], Request(|s| s.update_round(RoundAction::ShiftMark { later: true }))).repeats(true).needs_round(),
            C::RoundNextRead       => row(Delivery,      "Next card of the speech",                    &["Down", "PageDown"], Request(|s| s.update_round(RoundAction::Turn { forward: true }))).repeats(true).needs_round(),
            C::RoundPreviousRead   => row(Delivery,      "Previous card of the speech",                &["Up", "PageUp"], Request(|s| s.update_round(RoundAction::Turn { forward: false }))).repeats(true).needs_round(),
            C::RoundSaveSpeech     => row(Round,         "Save the speech as a file…",                 &[], Change(|s| s.open_speech_dialog())).menu(Menu::Round).offered(|s| s.round.delivery().is_some_and(|delivery| !delivery.read.is_empty())).listed(|s| s.round.document.is_some()).needs_round().also("export print pdf word docx send document"),
            C::RoundReadEarlier    => row(Speech,        "Read it one place earlier",                  &["Alt+Up"], Request(|s| s.update_round(RoundAction::MoveReading { later: false }))).needs_round(),
            C::RoundReadLater      => row(Speech,        "Read it one place later",                    &["Alt+Down"], Request(|s| s.update_round(RoundAction::MoveReading { later: true }))).needs_round(),
            C::RoundRemoveRead     => row(Speech,        "Take it out of the speech",                  &["Delete"], Request(|s| s.update_round(RoundAction::RemoveReading))).needs_round(),
            C::RoundUnread         => row(Delivery,      "Show or hide what is not read out",          &["F3"], Request(|s| s.update_round(RoundAction::ToggleUnread))).needs_round(),
            C::RoundCellUp         => row(Flow,          "The cell above",                             &["Up"], Request(|s| s.update_round(RoundAction::StepCell { rows: -1, columns: 0 }))).repeats(true).needs_round(),
            C::RoundCellDown       => row(Flow,          "The cell below",                             &["Down"], Request(|s| s.update_round(RoundAction::StepCell { rows: 1, columns: 0 }))).repeats(true).needs_round(),
            C::RoundCellLeft       => row(Flow,          "The cell to the left",                       &["Left", "Shift+Tab"], Request(|s| s.update_round(RoundAction::StepCell { rows: 0, columns: -1 }))).repeats(true).needs_round(),
            C::RoundCellRight      => row(Flow,          "The cell to the right",                      &["Right", "Tab"], Request(|s| s.update_round(RoundAction::StepCell { rows: 0, columns: 1 }))).repeats(true).needs_round(),
            C::RoundWrite          => row(Flow,          "Type in the cell, or finish it",             &["Enter", "F2"], Request(|s| s.update_round(RoundAction::ToggleWriting))).context(&[On::Cell]).needs_round(),
            C::RoundNewArgument    => row(Flow,          "New argument",                               &["Ctrl+N"], Request(|s| s.update_round(RoundAction::NewArgument))).needs_round(),
            C::RoundAnswer         => row(Flow,          "Answer it",                                  &["Ctrl+Enter"], Request(|s| s.update_round(RoundAction::Reply { extends: false }))).context(&[On::Cell]).needs_round(),
            C::RoundExtend         => row(Flow,          "Extend it",                                  &["Ctrl+E"], Request(|s| s.update_round(RoundAction::Reply { extends: true }))).context(&[On::Cell]).needs_round(),
            C::RoundKick           => row(Flow,          "Kick it, or take it up again",               &["Ctrl+K"], Request(|s| s.update_round(RoundAction::Kick))).context(&[On::Cell]).needs_round(),
            C::RoundRemoveCell     => row(Flow,          "Empty the cell",                             &["Delete"], Request(|s| s.update_round(RoundAction::ClearCell))).context(&[On::Cell]).needs_round(),
            C::RoundRemoveRow      => row(Flow,          "Take the argument off the flow",             &["Shift+Delete"], Request(|s| s.update_round(RoundAction::RemoveArgument))).context(&[On::Cell]).needs_round(),
            C::RoundRowUp          => row(Flow,          "The argument one place up",                  &["Alt+Up"], Request(|s| s.update_round(RoundAction::MoveArgument { down: false }))).context(&[On::Cell]).needs_round(),
            C::RoundRowDown        => row(Flow,          "The argument one place down",                &["Alt+Down"], Request(|s| s.update_round(RoundAction::MoveArgument { down: true }))).context(&[On::Cell]).needs_round(),
            C::RoundFromBrief      => row(Flow,          "A card of the brief here…",                  &["Ctrl+I"], Change(|s| s.dialog = Some(Dialog::TakeEntry))).context(&[On::Cell]).needs_round(),
            C::RoundNextSheet      => row(Flow,          "Next sheet",                                 &["PageDown"], Request(|s| s.update_round(RoundAction::StepSheet { forward: true }))).needs_round(),
            C::RoundPreviousSheet  => row(Flow,          "Previous sheet",                             &["PageUp"], Request(|s| s.update_round(RoundAction::StepSheet { forward: false }))).needs_round(),
            C::RoundNewSheet       => row(Flow,          "New sheet",                                  &["Ctrl+Shift+N"], Request(|s| s.update_round(RoundAction::NewSheet))).needs_round(),
        }
    }
}
