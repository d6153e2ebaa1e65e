//! The paragraph that a statement answers, looked for while the reader types: one thread, and of what waits for it only
//! the newest is looked at.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::align::suggest::Suggester;
use crate::model::Edition;
use crate::state::Action;

use super::{Message, thread};

/// A statement whose paragraph is looked for.
pub(super) struct Asked {
    /// What is suggested from.
    pub(super) edition: Arc<Edition>,
    /// Its number in the state.
    pub(super) serial: u64,
    /// The statement.
    pub(super) statement: String,
    /// Wakes the window.
    pub(super) wake: Box<dyn Fn() + Send>,
}

/// The thread that looks; it begins with the first statement and ends with the desktop.
#[derive(Default)]
pub(super) struct Suggesting(Option<Sender<Asked>>);

impl Suggesting {
    /// Asks for an answer, which is sent as news. What still waits and is older is passed over.
    pub(super) fn ask(&mut self, asked: Asked, news: &Sender<Message>) {
        let asks = self.0.get_or_insert_with(|| {
            let (sender, asks) = channel();
            let news = news.clone();
            thread("suggest", move || answer_all(&asks, &news));
            sender
        });
        if asks.send(asked).is_err() {
            // There was no thread to be had; the next statement tries again.
            self.0 = None;
        }
    }
}

fn answer_all(asks: &Receiver<Asked>, news: &Sender<Message>) {
    // Made once for each edition.
    let mut made: Option<(Arc<Edition>, Suggester)> = None;
    while let Some(Asked { edition, serial, statement, wake }) = newest(asks) {
        let current = made.take().filter(|(of, _)| Arc::ptr_eq(of, &edition));
        let (_, suggester) = made.insert(current.unwrap_or_else(|| {
            let texts: Vec<&str> = edition.paragraphs().iter().map(|paragraph| paragraph.text.as_str()).collect();
            let suggester = Suggester::new(&texts, &edition.head().language);
            (edition, suggester)
        }));
        let answer = suggester.suggest(&statement);
        let _ = news.send(Message::action(Action::Suggested(serial, statement, answer)));
        wake();
    }
}

/// The newest of all that wait; waits when there is nothing. None when nothing will come any more.
fn newest<T>(asks: &Receiver<T>) -> Option<T> {
    let first = asks.recv().ok()?;
    Some(asks.try_iter().last().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};

    use super::{Suggesting, newest};

    #[test]
    fn of_all_statements_typed_meanwhile_only_the_newest_is_looked_at() {
        let (sender, asks) = channel();
        for typed in ["l", "la", "lam"] {
            sender.send(typed).unwrap();
        }
        assert_eq!(newest(&asks), Some("lam"));
        sender.send("lamp").unwrap();
        assert_eq!(newest(&asks), Some("lamp"), "and those before it come no more");
        drop(sender);
        assert_eq!(newest(&asks), None, "the thread ends with the desktop");
    }

    #[test]
    fn a_hundred_keys_are_one_thread() {
        let (news, answers) = channel();
        let edition = Arc::new(crate::storage::shipped_without_check().unwrap().edition);
        let mut suggesting = Suggesting::default();
        let threads = Arc::new(Mutex::new(HashSet::new()));
        for serial in 0..100 {
            let seen = Arc::clone(&threads);
            let wake = Box::new(move || {
                seen.lock().unwrap().insert(std::thread::current().id());
            });
            let asked = super::Asked { edition: edition.clone(), serial, statement: "missiles".into(), wake };
            suggesting.ask(asked, &news);
        }
        drop((suggesting, news));
        let last = answers.iter().last();
        let is_last = |message: &super::Message| format!("{message:?}").contains("Suggested(99");
        assert!(last.as_ref().is_some_and(is_last), "{last:?}");
        assert_eq!(threads.lock().unwrap().len(), 1);
    }
}
