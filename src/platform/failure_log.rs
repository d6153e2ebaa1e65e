//! Why eframe ended: it returns no error to a program that runs the event loop itself, but logs it.

use std::sync::{Mutex, PoisonError};

use log::{Level, LevelFilter, Log, Metadata, Record};

/// The beginning of the message that eframe 0.37 logs.
const BEFORE_REASON: &str = "Exiting because of error: ";

static REASON: Mutex<Option<String>> = Mutex::new(None);

struct FailureLog;

impl Log for FailureLog {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() == Level::Error
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) && record.target().starts_with("eframe") {
            let message = record.args().to_string();
            if let Some(reason) = message.strip_prefix(BEFORE_REASON) {
                *REASON.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason.trim_end_matches('.').to_owned());
            }
        }
    }

    fn flush(&self) {}
}

/// Begins to record why eframe ends.
pub fn record() {
    // Another logger is set only if this has been called before.
    let _ = log::set_logger(&FailureLog);
    log::set_max_level(LevelFilter::Error);
}

/// Returns why eframe ended, unless its window was closed, and forgets it.
pub fn take_reason() -> Option<String> {
    REASON.lock().unwrap_or_else(PoisonError::into_inner).take()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_reason_why_eframe_ends_is_recorded() {
        let log = |target: &str, level: Level, message: &str| {
            let args = format_args!("{message}").to_string();
            FailureLog.log(&Record::builder().target(target).level(level).args(format_args!("{args}")).build());
        };
        log("eframe::native::run", Level::Error, "Missing icon");
        log("winit", Level::Error, "Exiting because of error: of another");
        log("eframe::native::run", Level::Debug, "Exiting because of error: of no weight");
        assert_eq!(take_reason(), None);
        log("eframe::native::run", Level::Error, "Exiting because of error: no configs.");
        assert_eq!(take_reason().as_deref(), Some("no configs"));
    }
}
