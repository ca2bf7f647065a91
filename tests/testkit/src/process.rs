//! The server as a process of its own: started on a free port, killed without mercy.

use crate::app::plugins;
use std::{
    ffi::OsString,
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

/// A running server.
pub struct Server {
    child: Child,
    address: String,
}

/// How a server is started.
#[derive(Clone)]
pub struct Start {
    /// The data folder.
    pub data: PathBuf,
    /// The database.
    pub database_url: String,
    /// Where it listens; port 0 lets the system choose.
    pub listen: String,
    /// As on a developer's machine, where strangers are told the schema.
    pub is_development: bool,
    /// The most files that it may have open; none: as many as the system lets it.
    pub open_files: Option<u32>,
    /// More variables of the environment.
    pub environment: Vec<(String, String)>,
    /// The file that the log is added to; none: it is shown.
    pub log: Option<PathBuf>,
    /// What else `serve` is told.
    pub serve_arguments: Vec<String>,
}

impl Start {
    /// On SQLite in a data folder, on a free port.
    pub fn in_folder(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            database_url: format!("sqlite:{}", data.join("switchboard.sqlite").display()),
            listen: "127.0.0.1:0".to_owned(),
            is_development: true,
            open_files: None,
            environment: Vec::new(),
            log: None,
            serve_arguments: Vec::new(),
        }
    }

    /// A command of the program with this configuration.
    pub fn command(&self) -> Command {
        let mut command = self.open_files.map_or_else(|| Command::new(program()), limited);
        self.configure(&mut command, std::env::var_os("PATH").unwrap_or_default());
        command
    }

    /// A shell script that finds the program as `switchboard`, with this configuration.
    pub fn script(&self, script: &Path) -> Command {
        let program = program();
        let mut folders = vec![program.parent().expect("the program's folder").to_owned()];
        folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        let mut command = Command::new("sh");
        self.configure(&mut command, std::env::join_paths(folders).expect("a path"));
        command.arg(script);
        command
    }

    fn configure(&self, command: &mut Command, path: OsString) {
        command
            .env_clear()
            .env("PATH", path)
            .env("SWITCHBOARD_SERVER_DATA", &self.data)
            .env("SWITCHBOARD_DATABASE_URL", &self.database_url)
            .env("SWITCHBOARD_PLUGINS_BUNDLED_FOLDER", plugins())
            .env("SWITCHBOARD_PLUGINS_ALLOW_PRIVATE_HOSTS", "127.0.0.1:*")
            .envs(self.environment.iter().cloned());
    }

    /// Runs a command to its end and gives what it printed.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().expect("the program starts");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Runs a command that must fail, and gives what it said.
    pub fn refused(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{arguments:?}: {said}");
        said
    }

    /// Runs a command of which nobody reads what it prints, as after `| head`; gives what it said beside that.
    pub fn run_unread(&self, arguments: &[&str]) -> String {
        let mut child = self
            .command()
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(ended.status.success(), "{arguments:?}: {said}");
        said
    }

    /// Runs a command that may call what this runtime serves, such as a fake: that must not be blocked.
    pub async fn run_beside(&self, arguments: &[&str]) -> Output {
        let mut command = self.command();
        command.args(arguments);
        let run = move || command.output().expect("the program starts");
        tokio::task::spawn_blocking(run).await.expect("the command ends")
    }

    /// Starts the server and waits until it listens.
    pub fn serve(&self) -> Server {
        let mut child = self
            .command()
            .args(["serve", "--listen", &self.listen])
            .args(self.is_development.then_some("--development"))
            .args(&self.serve_arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(self.log_to())
            .spawn()
            .expect("the server starts");
        let stdout = child.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(stdout).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("Switchboard listens on http://").map(str::to_owned))
            .expect("the server says where it listens");
        // The rest of the output is read away, so that the server never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Server { child, address }
    }

    fn log_to(&self) -> Stdio {
        let Some(path) = &self.log else { return Stdio::inherit() };
        let file = File::options().create(true).append(true).open(path);
        file.expect("the log can be written").into()
    }
}

impl Server {
    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// An address below the server's root.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// kill -9.
    pub fn kill(mut self) {
        self.child.kill().expect("the server is killed");
        self.child.wait().expect("the server is gone");
    }

    /// SIGTERM; waits for the end.
    pub fn terminate(mut self) -> std::process::ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
        assert!(sent.success(), "the server took no signal");
        self.child.wait().expect("the server ends")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that is gone already needs nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program with a bound on open files that it cannot raise.
fn limited(open_files: u32) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("ulimit -n {open_files} && exec \"$0\" \"$@\"")]).arg(program());
    shell
}

/// The program under test: built by the task that runs the tests, or beside the test binary.
pub fn program() -> PathBuf {
    if let Some(program) = std::env::var_os("SWITCHBOARD_BIN") {
        return program.into();
    }
    let beside = std::env::current_exe().expect("a test binary");
    let folder = beside.parent().and_then(Path::parent).expect("target/<profile>/deps");
    let program = folder.join("switchboard");
    assert!(
        program.is_file(),
        "{} is missing: cargo build -p switchboard-server",
        program.display()
    );
    program
}
