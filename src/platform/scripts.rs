//! Finding system font faces for scripts that the bundled fonts do not cover.

use crate::model::Script;
use crate::state::{Action, Notice};
use crate::storage::faces;

use super::{Message, News, Platform, spawn};

impl Platform {
    /// Looks for a face for a script on a thread. Sends [`News::Face`], or a notice when there is none.
    pub fn find_face(&self, script: Script, wake: impl Fn() + Send + 'static) {
        let sender = self.sender.clone();
        spawn("find a face", move || {
            let news = match faces::find(script) {
                Some(face) => News::Face(face),
                None => News::Action(Action::Notify(Notice::fault(faces::missing(script)))),
            };
            let _ = sender.send(Message::News(news));
            wake();
        });
    }
}
