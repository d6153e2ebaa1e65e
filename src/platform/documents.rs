//! The user's documents, on the thread that loads and saves them: the latest state of each, within half a second of a
//! change.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::model::round::Round;
use crate::model::{Brief, Layer, MAX_PLANS, Plan};
use crate::state::annotations::AnnotationAction;
use crate::state::brief::BriefAction;
use crate::state::presentation::PlansRead;
use crate::state::round::RoundAction;
use crate::state::{Action, CopyAction, LessonSnapshot, Notice, ReadError, SavedCopy, SavedState, Settings};
use crate::storage::{Document, DocumentError, DocumentStore, OpenedDocument, SavedDocument, plan_key};

use super::jobs::Outbox;

/// The delay between a change and the write. With the time of writing, a change is on the disk within a second.
const SAVE_DELAY: Duration = Duration::from_millis(400);

/// The delay before a failed write is retried.
const RETRY_DELAY: Duration = Duration::from_secs(5);

/// The key of the settings: their file is `settings.ron`.
pub const SETTINGS_KEY: &str = "settings";

/// The key of the saved state: its file is `memory.ron`.
pub const STATE_KEY: &str = "memory";

/// A kind of document that has a shelf.
pub trait OnShelf: Sized {
    /// Returns the shelf.
    fn shelf(documents: &mut Documents) -> &mut Shelf<Self>;
}

/// Names the field of each kind of document.
macro_rules! shelves {
    ($($kind:ty: $field:ident),*) => {
        $(impl OnShelf for $kind {
            fn shelf(documents: &mut Documents) -> &mut Shelf<Self> {
                &mut documents.$field
            }
        })*
    };
}

shelves!(Settings: settings, SavedState: saved_state, SavedCopy: copies, Plan: plans, LessonSnapshot: lessons);
shelves!(Layer: layers, Brief: briefs, Round: rounds);

/// A kind of document, and how the window learns of it.
pub trait WindowDocument: Document + OnShelf + Send + Sync + 'static {
    /// Saves a document. Returns what the window is to know of it.
    ///
    /// # Errors
    /// Returns an error when the document was not saved.
    fn save(
        store: &mut DocumentStore<Self>,
        key: &str,
        ours: &Arc<Self>,
        base: Option<&Self>,
    ) -> Result<Vec<Action>, DocumentError> {
        let SavedDocument { merged, warning } = store.save(key, ours, base)?;
        Ok(news(warning, merged.and_then(|merged| Self::merged(key, Arc::clone(ours), merged))))
    }

    /// Returns the action with a document as the window saved it, and as it is with what another window has written.
    fn merged(_key: &str, _ours: Arc<Self>, _merged: Arc<Self>) -> Option<Action> {
        None
    }
}

/// Returns the actions that follow from a save: a warning about the file that was there, and what else is new.
fn news(warning: Option<String>, other: Option<Action>) -> Vec<Action> {
    warning.map(|warning| Action::Notify(Notice::fault(warning))).into_iter().chain(other).collect()
}

/// Makes the action with the keys and titles of all documents of a kind.
pub type ListAction = fn(Vec<(String, String)>) -> Action;

/// A kind of document that the window requests by its key.
pub trait RequestedDocument: WindowDocument {
    /// For a kind that is listed.
    const LISTED: Option<ListAction> = None;

    /// Returns the action with a document that was loaded, or could not be; `None` if there is none of this key.
    fn loaded(key: String, document: Result<Option<Box<Self>>, ReadError>) -> Action;
}

impl WindowDocument for Settings {}
impl WindowDocument for SavedState {}
impl WindowDocument for Plan {}
impl WindowDocument for LessonSnapshot {}

impl WindowDocument for SavedCopy {
    /// Tells the window too what the file knows now to be left out of the copy here.
    fn save(
        store: &mut DocumentStore<Self>,
        key: &str,
        ours: &Arc<Self>,
        base: Option<&Self>,
    ) -> Result<Vec<Action>, DocumentError> {
        let (sent, written) = (&ours.left_out_base, ours.written_left_out());
        // The window may not have received what was written last when it queued this.
        let mut copy = Self::clone(ours);
        if let Some(last) = store.last_saved(key) {
            copy.left_out_base.update(&last.written_left_out());
        }
        let is_news = [sent, &copy.left_out_base]
            .iter()
            .any(|base| (&base.indexes, &base.citation) != (&written.indexes, &written.citation));
        let warning = store.save(key, &Arc::new(copy), base)?.warning;
        Ok(news(warning, is_news.then_some(Action::Copy(CopyAction::Saved(written)))))
    }
}

impl WindowDocument for Layer {
    fn merged(_key: &str, ours: Arc<Self>, merged: Arc<Self>) -> Option<Action> {
        Some(Action::Annotations(AnnotationAction::Merged(ours, merged)))
    }
}

impl RequestedDocument for Layer {
    fn loaded(edition: String, layer: Result<Option<Box<Self>>, ReadError>) -> Action {
        Action::Annotations(AnnotationAction::Loaded(edition, layer))
    }
}

impl WindowDocument for Brief {
    fn merged(key: &str, ours: Arc<Self>, merged: Arc<Self>) -> Option<Action> {
        Some(Action::Brief(BriefAction::Merged(key.to_owned(), ours, merged)))
    }
}

impl RequestedDocument for Brief {
    const LISTED: Option<ListAction> = Some(|all| Action::Brief(BriefAction::Listed(all)));

    fn loaded(key: String, brief: Result<Option<Box<Self>>, ReadError>) -> Action {
        Action::Brief(BriefAction::Loaded(key, brief))
    }
}

impl WindowDocument for Round {
    fn merged(key: &str, ours: Arc<Self>, merged: Arc<Self>) -> Option<Action> {
        Some(Action::Round(RoundAction::Merged(key.to_owned(), ours, merged)))
    }
}

impl RequestedDocument for Round {
    const LISTED: Option<ListAction> = Some(|all| Action::Round(RoundAction::Listed(all)));

    fn loaded(key: String, round: Result<Option<Box<Self>>, ReadError>) -> Action {
        Action::Round(RoundAction::Loaded(key, round))
    }
}

/// The folders of the documents.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The folder of `settings.ron`.
    pub settings: PathBuf,
    /// The folder of everything else: `memory.ron`, and a folder for each kind of document.
    pub data: PathBuf,
}

impl Folders {
    /// Returns the folder of a kind of document: `copies`, `plans`, `lessons`, `layers`, `briefs`, `rounds`, `formats` or
    /// `editions`.
    pub fn of(&self, kind: &str) -> PathBuf {
        self.data.join(kind)
    }
}

/// All documents, by kind.
pub struct Documents {
    outbox: Outbox,
    /// When the pending documents are written.
    due: Option<Instant>,
    settings: Shelf<Settings>,
    saved_state: Shelf<SavedState>,
    copies: Shelf<SavedCopy>,
    plans: Shelf<Plan>,
    lessons: Shelf<LessonSnapshot>,
    layers: Shelf<Layer>,
    briefs: Shelf<Brief>,
    rounds: Shelf<Round>,
}

/// What is done on the thread with the documents.
type Task = Box<dyn FnOnce(&mut Documents) + Send>;

/// The thread that loads and saves documents.
pub struct DocumentWorker {
    tasks: Sender<Task>,
    thread: Option<JoinHandle<()>>,
    outbox: Outbox,
    /// Whether the user was informed that the thread is gone.
    is_reported: AtomicBool,
}

impl DocumentWorker {
    /// Starts the thread. It sends what it has loaded, what it has merged and what it could not save.
    pub fn start(folders: &Folders, outbox: Outbox) -> Self {
        let (tasks, receiver) = channel();
        let mut documents = Documents {
            due: None,
            settings: Shelf::new(folders.settings.clone(), &outbox),
            saved_state: Shelf::new(folders.data.clone(), &outbox),
            copies: Shelf::new(folders.of("copies"), &outbox),
            plans: Shelf::new(folders.of("plans"), &outbox),
            lessons: Shelf::new(folders.of("lessons"), &outbox),
            layers: Shelf::new(folders.of("layers"), &outbox),
            briefs: Shelf::new(folders.of("briefs"), &outbox),
            rounds: Shelf::new(folders.of("rounds"), &outbox),
            outbox: outbox.clone(),
        };
        let thread = std::thread::Builder::new().name("save".into()).spawn(move || documents.run(&receiver)).ok();
        Self { tasks, thread, outbox, is_reported: AtomicBool::new(false) }
    }

    /// Queues a task. Tasks are done in order.
    pub fn queue(&self, task: impl FnOnce(&mut Documents) + Send + 'static) {
        // Usually the thread ends in `finish`.
        if self.tasks.send(Box::new(task)).is_err() && !self.is_reported.swap(true, Ordering::Relaxed) {
            let text = "Nothing can be saved any more in this run. Copy what you need, and start Parallax again.";
            self.outbox.post(Action::Notify(Notice::fault(text)));
        }
    }

    /// Waits until every task that was queued is done and every document is saved.
    pub fn flush(&self) {
        let (done, is_done) = channel();
        self.queue(move |documents| {
            documents.write_pending();
            // Whoever asked waits for it.
            let _ = done.send(());
        });
        // It fails when the thread has ended, which has been reported.
        let _ = is_done.recv();
    }

    /// Waits until every task is done and every document is saved, and ends the thread.
    pub fn finish(self) {
        let Self { tasks, thread, outbox: _, is_reported: _ } = self;
        drop(tasks);
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

impl Documents {
    /// Does tasks until the channel is closed, and then writes what is pending.
    fn run(&mut self, tasks: &Receiver<Task>) {
        loop {
            let received = match self.due {
                None => tasks.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => tasks.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match received {
                Ok(task) => task(self),
                Err(RecvTimeoutError::Timeout) => self.write_pending(),
                Err(RecvTimeoutError::Disconnected) => return self.write_pending(),
            }
        }
    }

    fn write_pending(&mut self) {
        let Self { outbox: _, due, settings, saved_state, copies, plans, lessons, layers, briefs, rounds } = self;
        let shelves: [&mut dyn PendingWrites; 8] =
            [settings, saved_state, copies, plans, lessons, layers, briefs, rounds];
        let mut is_failed = false;
        for shelf in shelves {
            is_failed |= shelf.write_all();
        }
        *due = is_failed.then(|| Instant::now() + RETRY_DELAY);
    }

    /// Queues a document. It was `base` when the window loaded it; `None` for kinds that are not merged by their changes.
    ///
    /// What is pending is written after a delay, or earlier when other documents are: one whose writing failed does not
    /// delay the others.
    pub fn save<T: WindowDocument>(&mut self, key: String, ours: Arc<T>, base: Option<Arc<T>>) {
        T::shelf(self).pending.insert(key, Pending { ours, base });
        let then = Instant::now() + SAVE_DELAY;
        self.due = Some(self.due.map_or(then, |due| due.min(then)));
    }

    /// Loads and sends a document, and lists those of its kind.
    pub fn load<T: RequestedDocument>(&mut self, key: String) {
        let document = T::shelf(self).load(&key);
        self.outbox.send_action(T::loaded(key, document));
        self.list::<T>();
    }

    /// Lists the documents of a kind that is listed.
    pub fn list<T: RequestedDocument>(&mut self) {
        if let Some(listed) = T::LISTED {
            let all = T::shelf(self).store.list();
            self.outbox.send_action(listed(all));
        }
    }

    /// Moves the file of a document to a folder beside the others, and lists those that are left.
    pub fn remove<T: RequestedDocument>(&mut self, key: &str) {
        T::shelf(self).remove(key);
        self.list::<T>();
    }

    /// Loads and sends the plans and the lesson stored under a key, and the plans of the edition of a copy.
    pub fn load_plans(&mut self, key: String, edition: Option<String>) {
        let of_edition = edition.map(|edition| self.plans_of(&edition)).unwrap_or_default();
        let of_edition = of_edition.into_iter().filter_map(|(_, plan)| plan.ok().map(|plan| *plan)).collect();
        let plans = PlansRead { plans: self.plans_of(&key), of_edition };
        let lesson = self.lessons.load(&key);
        self.outbox.send_action(Action::PlansLoaded { key, plans, lesson });
    }

    /// Loads the plans of a text, with their numbers.
    fn plans_of(&mut self, text: &str) -> Vec<(u32, Result<Box<Plan>, ReadError>)> {
        let mut load = |number| Some((number, self.plans.load(&plan_key(text, number)).transpose()?));
        (1..=MAX_PLANS).filter_map(&mut load).collect()
    }

    /// Moves the file of a plan to a folder beside the others.
    pub fn remove_plan(&mut self, key: &str) {
        self.plans.remove(key);
    }

    /// Deletes copies and the lessons held on them.
    pub fn forget_copies(&mut self, keys: &[String]) {
        for key in keys {
            self.copies.delete(key);
            self.lessons.delete(key);
        }
    }
}

/// A document that is to be written.
struct Pending<T> {
    ours: Arc<T>,
    /// The document as the window loaded it; `None` for kinds that are not merged by their changes.
    base: Option<Arc<T>>,
}

/// The documents of one kind, with what is to be written of them.
pub struct Shelf<T> {
    store: DocumentStore<T>,
    outbox: Outbox,
    /// By key.
    pending: BTreeMap<String, Pending<T>>,
    /// The failure last reported of each document. A failure that repeats is reported once.
    failures: BTreeMap<String, String>,
}

/// Shelves of all kinds.
trait PendingWrites {
    /// Writes every pending document, and returns whether one is to be written again later.
    fn write_all(&mut self) -> bool;
}

impl<T: WindowDocument> PendingWrites for Shelf<T> {
    fn write_all(&mut self) -> bool {
        for (key, pending) in std::mem::take(&mut self.pending) {
            self.write(key, pending);
        }
        !self.pending.is_empty()
    }
}

impl<T: WindowDocument> Shelf<T> {
    fn new(folder: PathBuf, outbox: &Outbox) -> Self {
        let (store, outbox) = (DocumentStore::new(folder), outbox.clone());
        Self { store, outbox, pending: BTreeMap::new(), failures: BTreeMap::new() }
    }

    /// Writes a document. It stays pending when that fails and may succeed later, when the disk has room again.
    fn write(&mut self, key: String, pending: Pending<T>) {
        match T::save(&mut self.store, &key, &pending.ours, pending.base.as_deref()) {
            Ok(news) => {
                news.into_iter().for_each(|action| {
                    self.outbox.send_action(action);
                });
                if self.failures.remove(&key).is_some() {
                    let message = format!("Your {} could not be saved before, and is saved now", T::NAME);
                    self.outbox.send_action(Action::Notify(Notice::quiet(message)));
                }
            }
            Err(error) => {
                self.report(&key, &error);
                if error.is_temporary() {
                    self.pending.insert(key, pending);
                }
            }
        }
    }

    /// Loads a document. Its pending state is written first; when that fails, the file is older than the pending state,
    /// which is returned instead.
    fn load(&mut self, key: &str) -> Result<Option<Box<T>>, ReadError> {
        if let Some(pending) = self.pending.remove(key) {
            self.write(key.to_owned(), pending);
        }
        if let Some(pending) = self.pending.get(key) {
            if let Some(base) = &pending.base {
                self.store.assume_base(key, base);
            }
            return Ok(Some(Box::new(T::clone(&pending.ours))));
        }
        let OpenedDocument { value, warning } = self.store.load(key).map_err(ReadError::new)?;
        if let Some(warning) = warning {
            self.outbox.send_action(Action::Notify(Notice::fault(warning)));
        }
        Ok(value.map(Box::new))
    }

    /// Moves the file of a document, with what is pending of it, to a folder beside the others.
    fn remove(&mut self, key: &str) {
        if let Some(pending) = self.pending.remove(key) {
            self.write(key.to_owned(), pending);
        }
        let notice = match self.store.remove(key) {
            Ok(to) => {
                self.pending.remove(key);
                self.failures.remove(key);
                Notice::quiet(format!("Removed. You can bring it back from: {}", to.display()))
            }
            Err(error) => Notice::fault(format!("Your {} {error}", T::NAME)),
        };
        self.outbox.send_action(Action::Notify(notice));
    }

    fn delete(&mut self, key: &str) {
        self.pending.remove(key);
        self.failures.remove(key);
        if let Err(error) = self.store.delete(key) {
            self.report(key, &error);
        }
    }

    /// Shows a notice that something could not be done with a document, unless it is shown for it already.
    fn report(&mut self, key: &str, error: &DocumentError) {
        let message = error.to_string();
        if self.failures.get(key) != Some(&message) {
            self.outbox.send_action(Action::Notify(Notice::fault(message.as_str())));
            self.failures.insert(key.to_owned(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::{DocumentWorker, Folders};
    use crate::platform::jobs::Outbox;

    #[test]
    fn a_thread_that_has_ended_is_reported_once() {
        let dir = tempfile::tempdir().unwrap();
        let (sender, messages) = channel();
        let folders = Folders { settings: dir.path().to_owned(), data: dir.path().to_owned() };
        let mut worker = DocumentWorker::start(&folders, Outbox::new(sender));
        worker.queue(|_| panic!("a test of what happens then"));
        worker.thread.take().unwrap().join().unwrap_err();
        for _ in 0..2 {
            worker.queue(|_| {});
        }
        let messages: Vec<String> = messages.try_iter().map(|message| format!("{message:?}")).collect();
        assert!(matches!(&messages[..], [one] if one.contains("start Parallax again")), "{messages:?}");
    }
}
