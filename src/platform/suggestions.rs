//! Suggesting the paragraph that a statement answers while the user types. One thread answers the requests; of those
//! that wait, it answers only the newest.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::align::suggest::Suggester;
use crate::model::Edition;
use crate::state::Action;

use super::{Message, spawn};

/// A request for suggestions.
pub(super) struct SuggestRequest {
    /// The edition with the paragraphs.
    pub(super) edition: Arc<Edition>,
    /// The number of the request in the state.
    pub(super) serial: u64,
    /// The statement.
    pub(super) statement: String,
    /// Wakes the window after the answer is sent.
    pub(super) wake: Box<dyn Fn() + Send>,
}

/// The thread that answers requests. It starts with the first request and ends when this is dropped.
#[derive(Default)]
pub(super) struct SuggestWorker(Option<Sender<SuggestRequest>>);

impl SuggestWorker {
    /// Sends a request. The answer comes as [`Action::Suggested`]; older requests that still wait are dropped.
    pub(super) fn request(&mut self, request: SuggestRequest, news: &Sender<Message>) {
        let requests = self.0.get_or_insert_with(|| {
            let (sender, requests) = channel();
            let news = news.clone();
            spawn("suggest", move || answer_all(&requests, &news));
            sender
        });
        if requests.send(request).is_err() {
            // The thread could not be started; the next request tries again.
            self.0 = None;
        }
    }
}

fn answer_all(requests: &Receiver<SuggestRequest>, news: &Sender<Message>) {
    // Built once for each edition.
    let mut cached: Option<(Arc<Edition>, Suggester)> = None;
    while let Some(SuggestRequest { edition, serial, statement, wake }) = newest(requests) {
        let current = cached.take().filter(|(of, _)| Arc::ptr_eq(of, &edition));
        let (_, suggester) = cached.insert(current.unwrap_or_else(|| {
            let texts: Vec<&str> = edition.paragraphs().iter().map(|paragraph| paragraph.text.as_str()).collect();
            let suggester = Suggester::new(&texts, &edition.head().language);
            (edition, suggester)
        }));
        let answer = suggester.suggest(&statement);
        let _ = news.send(Message::action(Action::Suggested(serial, statement, answer)));
        wake();
    }
}

/// Waits for a request and returns the newest of all that wait, or `None` when the channel is closed.
fn newest<T>(requests: &Receiver<T>) -> Option<T> {
    let first = requests.recv().ok()?;
    Some(requests.try_iter().last().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};

    use super::{SuggestRequest, SuggestWorker, newest};

    #[test]
    fn of_the_requests_that_wait_only_the_newest_is_answered() {
        let (sender, requests) = channel();
        for typed in ["l", "la", "lam"] {
            sender.send(typed).unwrap();
        }
        assert_eq!(newest(&requests), Some("lam"));
        sender.send("lamp").unwrap();
        assert_eq!(newest(&requests), Some("lamp"), "older requests are dropped");
        drop(sender);
        assert_eq!(newest(&requests), None, "the thread ends with the worker");
    }

    #[test]
    fn all_requests_share_one_thread() {
        let (news, answers) = channel();
        let edition = Arc::new(crate::storage::shipped_without_check().unwrap().edition);
        let mut worker = SuggestWorker::default();
        let threads = Arc::new(Mutex::new(HashSet::new()));
        for serial in 0..100 {
            let threads = Arc::clone(&threads);
            let wake = Box::new(move || {
                threads.lock().unwrap().insert(std::thread::current().id());
            });
            let request = SuggestRequest { edition: edition.clone(), serial, statement: "missiles".into(), wake };
            worker.request(request, &news);
        }
        drop((worker, news));
        let last = answers.iter().last();
        let is_last = |message: &super::Message| format!("{message:?}").contains("Suggested(99");
        assert!(last.as_ref().is_some_and(is_last), "{last:?}");
        assert_eq!(threads.lock().unwrap().len(), 1);
    }
}
