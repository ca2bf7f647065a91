//! Starts other programs: in their own process group, without standard input, stopped when the
//! task itself is told to stop, or when what runs beside them fails. A program that fails becomes an
//! error that shows its command line.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How often is looked whether a program has ended that may take only so long.
const PAUSE: Duration = Duration::from_millis(200);

/// What the task waits for.
struct Running {
    /// Process groups of programs, with the thread that waits for each.
    groups: BTreeMap<u32, ThreadId>,
    /// Threads whose work is wanted no more.
    stopped: Vec<ThreadId>,
}

static RUNNING: Mutex<Running> =
    Mutex::new(Running { groups: BTreeMap::new(), stopped: Vec::new() });
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Why work ended that did not fail by itself.
#[derive(Debug)]
struct Stopped {
    by: &'static str,
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "stopped by {}", self.by)
    }
}

impl std::error::Error for Stopped {}

/// Passes Ctrl-C, SIGTERM and SIGHUP on to the programs that run; the task then ends by the usual
/// way of errors, so that everything it started is taken down in order. A second signal kills.
pub fn stop_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        let signal = if INTERRUPTED.swap(true, Ordering::SeqCst) { "KILL" } else { "TERM" };
        let groups: Vec<_> = running().groups.keys().copied().collect();
        for group in groups {
            let _ = send_signal(signal, &format!("-{group}"));
        }
    })
    .context("the handler for Ctrl-C could not be installed")
}

fn running() -> MutexGuard<'static, Running> {
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

/// Errors when a signal has asked the task to stop, or another thread this one.
pub fn check_interrupted() -> Result<()> {
    if INTERRUPTED.load(Ordering::SeqCst) {
        return Err(Stopped { by: "a signal" }.into());
    }
    if running().stopped.contains(&thread::current().id()) {
        return Err(Stopped { by: "the failure of what ran beside it" }.into());
    }
    Ok(())
}

/// Does both at once. Where one fails, what the other waits for is ended, and the failure is the first one's.
pub fn beside<A, B: Send>(
    here: impl FnOnce() -> Result<A>,
    aside: impl FnOnce() -> Result<B> + Send,
) -> Result<(A, B)> {
    let this = thread::current().id();
    let (here, aside) = thread::scope(|scope| {
        let aside = scope.spawn(move || aside().inspect_err(move |_| stop(this)));
        let other = aside.thread().id();
        let here = here().inspect_err(|_| stop(other));
        (here, aside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    running().stopped.retain(|thread| *thread != this);
    match (here, aside) {
        (Ok(here), Ok(aside)) => Ok((here, aside)),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
        (Err(here), Err(aside)) => {
            let is_first = !here.chain().any(|cause| cause.is::<Stopped>());
            Err(if is_first { here } else { aside })
        }
    }
}

/// Ends what a thread waits for, and lets it begin nothing more.
fn stop(thread: ThreadId) {
    let mut running = running();
    running.stopped.push(thread);
    let of_thread = running.groups.iter().filter(|(_, waiting)| **waiting == thread);
    let groups: Vec<_> = of_thread.map(|(group, _)| *group).collect();
    drop(running);
    for group in groups {
        let _ = send_signal("TERM", &format!("-{group}"));
    }
}

/// Runs to the end with the task's own output; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    command.stdout(Stdio::inherit()).stderr(Stdio::inherit());
    let status = foreground(command, |_| Ok(()))?;
    expect_success(command, status)
}

/// Runs to the end with all output in `log`; what takes longer than `limit` is ended.
pub fn run_into(log: File, limit: Duration, command: &mut Command) -> Result<()> {
    command.stdout(log.try_clone().context("the log cannot be written")?).stderr(log);
    let until = Instant::now() + limit;
    let status = foreground(command, |child| {
        while child.try_wait().context("it cannot be waited for")?.is_none() {
            if Instant::now() > until {
                send_signal("KILL", &format!("-{}", child.id()))?;
                bail!("it took longer than {} minutes and was ended", limit.as_secs() / 60);
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    })?;
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
    running().groups.insert(group, thread::current().id());
    if check_interrupted().is_err() {
        // The signal went to those that ran before.
        let _ = send_signal("TERM", &format!("-{group}"));
    }
    let seen = meanwhile(&mut child);
    let status = child.wait().with_context(|| format!("`{shown}` could not be waited for"));
    running().groups.remove(&group);
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
    fn what_is_done_beside_fails_as_well() {
        assert_eq!(beside(|| Ok(1), || Ok(2)).unwrap(), (1, 2));
        let error = beside(|| Ok(1), || -> Result<u8> { bail!("no network") }).unwrap_err();
        assert_eq!(error.to_string(), "no network");
        let error = beside(|| -> Result<u8> { bail!("no compiler") }, || Ok(2)).unwrap_err();
        assert_eq!(error.to_string(), "no compiler");
    }

    #[test]
    fn the_failure_of_one_ends_the_other_and_is_the_one_that_is_told() {
        let endless = || run(Command::new("sh").args(["-c", "while :; do sleep 1; done"]));
        let error = beside(endless, || -> Result<()> { bail!("no network") }).unwrap_err();
        assert_eq!(error.to_string(), "no network");
        let error = beside(|| -> Result<()> { bail!("no compiler") }, endless).unwrap_err();
        assert_eq!(error.to_string(), "no compiler");
        // The thread that was stopped goes on with what comes after.
        assert!(check_interrupted().is_ok());
    }

    #[test]
    fn what_goes_into_a_log_is_there_whole_and_has_its_time() {
        let path = std::env::temp_dir().join(format!("xtask-log-{}", std::process::id()));
        let log = || File::create(&path).unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2; exit 5"]);
        let error = run_into(log(), Duration::from_secs(3600), &mut command).unwrap_err();
        assert!(error.to_string().contains("exit status: 5"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "out\nerr\n");
        let mut endless = Command::new("sh");
        endless.args(["-c", "while :; do sleep 1; done"]);
        let error = run_into(log(), Duration::ZERO, &mut endless).unwrap_err();
        assert!(error.to_string().contains("longer than 0 minutes"), "{error}");
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_program_that_is_not_there_is_no_success() {
        assert!(!succeeds(&mut Command::new("switchboard-no-such-program")));
    }
}
