//! An installation as its owner sets it up: a data folder, a server process, and the commands of the
//! command line that make an admin, a token and a web channel.

use crate::{
    channels::{BOT_TOKEN, BotChannel},
    process::{Server, Start},
};
use serde_json::Value;
use std::{io::Write, process::Stdio};
use tempfile::TempDir;

/// The key of the web channel.
pub const WEB_CHANNEL: &str = "website";

/// A data folder with what was set up in it.
pub struct Installation {
    /// How its server is started.
    pub start: Start,
    _data: TempDir,
}

impl Installation {
    /// A fresh one on SQLite, with a web channel.
    pub fn new() -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let start = Start::in_folder(data.path());
        Self::set_up(data, start)
    }

    /// A fresh one on a database, with a web channel.
    pub fn on(database_url: &str) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let database_url = database_url.to_owned();
        let start = Start { database_url, ..Start::in_folder(data.path()) };
        Self::set_up(data, start)
    }

    fn set_up(data: TempDir, start: Start) -> Self {
        let settings = data.path().join("web.toml");
        let text = format!("name = \"Website\"\nkey = \"{WEB_CHANNEL}\"\n");
        std::fs::write(&settings, text).expect("the settings are written");
        let path = settings.to_str().expect("a path in UTF-8");
        start.run(&["channel", "create", "web", "--settings", path, "--json"]);
        // Everybody may read it, which `doctor` would tell.
        std::fs::remove_file(&settings).expect("the settings are removed");
        Self { start, _data: data }
    }

    /// Creates the channel of a bot; gives what the command printed.
    pub async fn create_bot(&self, bot: BotChannel<'_>, webhook_secret: Option<&str>) -> String {
        let BotChannel { plugin, key, base_url } = bot;
        let mut text = format!(
            "name = \"Shop bot\"\nkey = \"{key}\"\n[settings]\nbase_url = \"{base_url}\"\n\
             [secrets]\nbot_token = \"{BOT_TOKEN}\"\n"
        );
        if let Some(secret) = webhook_secret {
            text += &format!("webhook_secret = \"{secret}\"\n");
        }
        let settings = self.start.data.join(format!("{key}.toml"));
        std::fs::write(&settings, text).expect("the settings are written");
        let settings = settings.to_str().expect("a path in UTF-8").to_owned();
        let (start, plugin) = (self.start.clone(), plugin.to_owned());
        // The command calls the platform, which may run in this runtime: it must not be blocked.
        let create = move || start.run(&["channel", "create", &plugin, "--settings", &settings]);
        tokio::task::spawn_blocking(create).await.expect("the channel is created")
    }

    /// Makes an admin with an API token; gives the token's secret.
    pub fn admin_token(&self, name: &str) -> String {
        let email = format!("{name}@example.org");
        self.make_admin(&email, "correct horse battery staple");
        let printed =
            self.start.run(&["token", "create", "--email", &email, "--name", "tests", "--json"]);
        let made: Value = serde_json::from_str(&printed).expect("JSON");
        made["secret"].as_str().expect("a secret").to_owned()
    }

    /// Makes an admin who signs in with a password.
    pub fn make_admin(&self, email: &str, password: &str) {
        let mut command = self.start.command();
        let mut child = command
            .args(["admin", "create", "--email", email, "--password-stdin", "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(password.as_bytes()).expect("the password is read");
        drop(input);
        let output = child.wait_with_output().expect("the program ends");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "no admin could be made: {errors}");
    }

    /// Starts its server.
    pub fn serve(&self) -> Server {
        self.start.serve()
    }
}

impl Default for Installation {
    fn default() -> Self {
        Self::new()
    }
}
