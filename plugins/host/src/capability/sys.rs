//! Log, clock, chance and settings.

use crate::{
    bindings::switchboard::plugin::sys::{Host, Json, Level, Ms},
    limits,
    state::{CallState, Mode},
};
use rand::RngCore;

impl Host for CallState {
    fn log(
        &mut self,
        level: Level,
        message: String,
        fields: Vec<(String, String)>,
    ) -> wasmtime::Result<()> {
        let Some(left) = self.log_lines_left.checked_sub(1) else { return Ok(()) };
        self.log_lines_left = left;
        let line = line(message, &fields);
        let (plugin, channel) = (self.plugin.label.as_str(), self.channel.id);
        match level {
            Level::Debug => tracing::debug!(target: "plugin", plugin, %channel, "{line}"),
            Level::Info => tracing::info!(target: "plugin", plugin, %channel, "{line}"),
            Level::Warn => tracing::warn!(target: "plugin", plugin, %channel, "{line}"),
            Level::Error => {
                tracing::error!(target: "plugin", plugin, %channel, "{line}");
                self.last_error_line = Some(line);
            }
        }
        Ok(())
    }

    fn now(&mut self) -> wasmtime::Result<Ms> {
        let now = match &self.mode {
            Mode::Pure { now, .. } => *now,
            Mode::Effect => self.ports.clock.now(),
        };
        Ok(u64::try_from(now.0).unwrap_or(0))
    }

    fn random(&mut self, count: u32) -> wasmtime::Result<Vec<u8>> {
        self.count_plain_call()?;
        if count > limits::RANDOM_MAX_BYTES {
            wasmtime::bail!("at most {} random bytes at a time", limits::RANDOM_MAX_BYTES);
        }
        let mut bytes = vec![0; count as usize];
        match &mut self.mode {
            Mode::Pure { random, .. } => random.fill_bytes(&mut bytes),
            Mode::Effect => self.ports.random.fill(&mut bytes),
        }
        Ok(bytes)
    }

    fn settings(&mut self) -> wasmtime::Result<Json> {
        self.count_plain_call()?;
        Ok(self.channel.settings.clone())
    }
}

/// One line: what a guest writes cannot pretend to be a line of somebody else.
fn line(message: String, fields: &[(String, String)]) -> String {
    let mut line = message;
    for (name, value) in fields {
        if line.len() > limits::LOG_LINE_MAX_BYTES {
            break;
        }
        line.push(' ');
        line.push_str(name);
        line.push('=');
        line.push_str(value);
    }
    line.truncate(line.floor_char_boundary(limits::LOG_LINE_MAX_BYTES));
    if line.contains(char::is_control) {
        line = line.replace(char::is_control, " ");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_line_is_one_bounded_line() {
        let fields = [("chat".to_owned(), "1\nERROR forged".to_owned())];
        assert_eq!(line("sent".into(), &fields), "sent chat=1 ERROR forged");
        assert!(line("é".repeat(9_000), &fields).len() <= limits::LOG_LINE_MAX_BYTES);
    }
}
