//! Faces of the system for scripts that the program brings none for, found on a thread.

use crate::model::Script;
use crate::state::{Action, Notice};
use crate::storage::faces;

use super::{Message, News, Platform, thread};

impl Platform {
    /// Looks for a face of the system for a script.
    pub fn find_face(&self, script: Script, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        thread("find a face", move || {
            let news = match faces::find(script) {
                Some(face) => News::Face(face),
                None => News::Action(Action::Say(Notice::fault(faces::missing(script)))),
            };
            let _ = sender.send(Message::News(news));
            wake();
        });
    }
}
