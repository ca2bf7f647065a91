//! Starts other programs: in their own process group, without standard input, stopped when the
//! task itself is told to stop. A program that fails becomes an error that shows its command line.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};

/// Process groups of the programs that the task waits for.
static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Passes Ctrl-C, SIGTERM and SIGHUP on to the programs that run; the task then ends by the usual
/// way of errors, so that everything it started is taken down in order. A second signal kills.
pub fn stop_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        let signal = if INTERRUPTED.swap(true, Ordering::SeqCst) { "KILL" } else { "TERM" };
        let groups = running().clone();
        for group in groups {
            let _ = send_signal(signal, &format!("-{group}"));
        }
    })
    .context("the handler for Ctrl-C could not be installed")
}

fn running() -> MutexGuard<'static, BTreeSet<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends `signal` (`INT`, `TERM`, …) to a process id, or to a group when `target` starts with `-`.
pub fn send_signal(signal: &str, target: &str) -> Result<()> {
    let status = Command::new("sh")
        .args(["-c", "kill -s \"$0\" -- \"$1\"", signal, target])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("`sh` could not be started")?;
    if status.success() { Ok(()) } else { bail!("no process {target} to send SIG{signal} to") }
}

/// Errors when a signal has asked the task to stop.
pub fn check_interrupted() -> Result<()> {
    if INTERRUPTED.load(Ordering::SeqCst) { bail!("stopped by a signal") } else { Ok(()) }
}

/// Runs to the end with the task's own output; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    command.stdout(Stdio::inherit()).stderr(Stdio::inherit());
    let status = foreground(command, |_| Ok(()))?;
    expect_success(command, status)
}

/// Runs to the end and hands each line of standard output to `see`, whose error ends the reading.
pub fn stream(
    command: &mut Command,
    mut see: impl FnMut(&str) -> Result<()>,
) -> Result<ExitStatus> {
    command.stdout(Stdio::piped()).stderr(Stdio::inherit());
    foreground(command, |child| {
        let Some(stdout) = child.stdout.take() else { return Ok(()) };
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.context("the output could not be read")?;
            let line = String::from_utf8_lossy(&line);
            see(&line)?;
        }
        Ok(())
    })
}

/// Runs to the end and returns standard output; the error of a failure quotes standard error.
pub fn output(command: &mut Command) -> Result<String> {
    check_interrupted()?;
    let shown = show(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{shown}` ended with {}: {}", output.status, said.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed no UTF-8"))
}

/// Whether a probe such as `node --version` starts and succeeds; prints nothing.
pub fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// The command line as somebody would type it, for messages.
pub fn show(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let program = program.rsplit('/').next().unwrap_or_default().to_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn foreground(
    command: &mut Command,
    meanwhile: impl FnOnce(&mut std::process::Child) -> Result<()>,
) -> Result<ExitStatus> {
    check_interrupted()?;
    let shown = show(command);
    let mut child = command
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("`{shown}` could not be started"))?;
    let group = child.id();
    running().insert(group);
    let seen = meanwhile(&mut child);
    let status = child.wait().with_context(|| format!("`{shown}` could not be waited for"));
    running().remove(&group);
    seen?;
    check_interrupted()?;
    status
}

/// Makes anything but success an error.
pub fn expect_success(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() { Ok(()) } else { bail!("`{}` ended with {status}", show(command)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_words() {
        let error = output(Command::new("sh").args(["-c", "echo no disk >&2; exit 3"]));
        let text = error.unwrap_err().to_string();
        assert!(text.contains("no disk") && text.contains("exit status: 3"), "{text}");
    }

    #[test]
    fn streaming_sees_every_line_and_the_status() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two; exit 4"]);
        let status = stream(&mut command, |line| {
            lines.push(line.to_owned());
            Ok(())
        })
        .unwrap();
        assert_eq!((lines.join(","), status.code()), ("one,two".to_owned(), Some(4)));
    }

    #[test]
    fn a_program_that_is_not_there_is_no_success() {
        assert!(!succeeds(&mut Command::new("switchboard-no-such-program")));
    }
}
