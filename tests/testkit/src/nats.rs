//! A NATS server of a test's own, on a free port.

use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
};

/// Where the program is: on the path, or where Debian has it.
const PROGRAMS: [&str; 2] = ["nats-server", "/usr/sbin/nats-server"];

/// A running server. It keeps its address when it is ended and started again.
pub struct NatsServer {
    port: u16,
    child: Child,
}

impl NatsServer {
    /// Starts one; none where the program is not installed.
    pub fn start() -> Option<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let child = PROGRAMS.iter().find_map(|program| spawn(program, port))?;
        Some(Self { port, child })
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Ends it without mercy.
    pub fn end(&mut self) {
        self.child.kill().expect("the server is killed");
        self.child.wait().expect("the server is gone");
    }

    /// Starts it again where it was.
    pub fn start_again(&mut self) {
        let started = PROGRAMS.iter().find_map(|program| spawn(program, self.port));
        self.child = started.expect("it was there before");
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        // What has ended already needs nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(program: &str, port: u16) -> Option<Child> {
    let mut command = Command::new(program);
    command.args(["-a", "127.0.0.1", "-p", &port.to_string()]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().ok()
}
