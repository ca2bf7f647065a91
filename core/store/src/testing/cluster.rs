//! The PostgreSQL server of the tests: the one that is named, else a throwaway one that ends with
//! this process, even when it is killed.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

const VARIABLE: &str = "SWITCHBOARD_TEST_POSTGRES";
const HELP: &str = "the tests need PostgreSQL: run `apt-get install postgresql`, or set \
    SWITCHBOARD_TEST_POSTGRES to the URL of a role that may create databases";

/// Runs the server until its standard input ends, which it does with the process that holds it.
const SCRIPT: &str = r#"
set -e
data=$(mktemp -d "${TMPDIR:-/tmp}/switchboard-postgres-XXXXXX")
trap 'rm -rf "$data"' EXIT
trap '' INT
cd "$data"
"$BIN/initdb" -D "$data/cluster" -U switchboard -A trust -E UTF8 --locale=C --no-sync >"$data/log" 2>&1 \
    || { cat "$data/log"; exit 1; }
"$BIN/postgres" -D "$data/cluster" -p "$PORT" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c fsync=off -c full_page_writes=off -c max_connections=400 \
    -c shared_buffers=64MB -c autovacuum=off >"$data/log" 2>&1 &
server=$!
tries=0
until "$BIN/pg_isready" -q -h 127.0.0.1 -p "$PORT"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then cat "$data/log"; exit 1; fi
    sleep 0.1
done
echo ready
cat >/dev/null || true
kill -INT "$server"
wait "$server" || true
"#;

struct Cluster {
    url: String,
    /// The server runs as long as this holds its standard input.
    _server: Child,
}

/// The URL of a role that may create databases.
pub(super) fn admin_url() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    match std::env::var(VARIABLE) {
        Ok(url) if !url.is_empty() => url,
        _ => CLUSTER.get_or_init(start).url.clone(),
    }
}

fn start() -> Cluster {
    let port = free_port();
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    let mut command = if is_root {
        // The server refuses to run as root; its package made this user.
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    let mut child = command
        .args(["-c", SCRIPT])
        .env("BIN", folder_of_programs())
        .env("PORT", port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{HELP} ({error})"));
    let output = child.stdout.take().expect("the standard output is a pipe");
    let mut said = String::new();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        if line == "ready" {
            let url = format!("postgres://switchboard@127.0.0.1:{port}/postgres");
            return Cluster { url, _server: child };
        }
        said.push_str(&line);
        said.push('\n');
    }
    let ended = child.wait();
    panic!("the throwaway PostgreSQL server did not start ({ended:?}); {HELP}\n{said}");
}

fn folder_of_programs() -> PathBuf {
    let is_there = |folder: &PathBuf| folder.join("initdb").is_file();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        installed.map(|entry| entry.path().join("bin")).filter(is_there).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let newest = folders.pop().or_else(|| std::env::split_paths(&path).find(is_there));
    newest.unwrap_or_else(|| panic!("{HELP}"))
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    listener.local_addr().expect("a bound socket has an address").port()
}
