//! `switchboard serve`: starts the server and stops it gracefully.

use crate::{app::App, config::Config, http, process};
use anyhow::{Context, Result};
use clap::Args;
use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::Arc,
    time::Duration,
};
use switchboard_desk::operator::first_admin;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{info, warn};

/// The file in the data folder that holds the secret for the first admin.
const SETUP_SECRET: &str = "setup.secret";

/// Start the server.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 lets the system choose.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Show GraphiQL and allow cookies without TLS.
    #[arg(long)]
    development: bool,
}

impl Serve {
    /// The settings that the command line gives.
    pub fn overrides(&self) -> Vec<(&'static str, String)> {
        let mut overrides = Vec::new();
        if let Some(listen) = &self.listen {
            overrides.push(("server.listen", listen.clone()));
        }
        if self.development {
            overrides.push(("server.development", "true".into()));
        }
        overrides
    }

    /// Serves until SIGTERM or SIGINT, then finishes what it holds.
    pub async fn run(self, mut config: Config) -> Result<()> {
        let open_files = process::raise_open_files();
        info!(?open_files, "each connection takes one of the files that may be open");
        let listening = http::listen(config.server.listen)
            .await
            .with_context(|| format!("cannot listen on {}", config.server.listen))?;
        config.server.listen = listening.address()?;
        let app = Arc::new(App::open(config).await?);
        app.spawn();
        let router = http::router(&app);
        let grace = Duration::from_secs(app.config.server.stop_seconds);
        let server = tokio::spawn(listening.serve(router, app.stop.clone(), grace));
        // From here on a signal ends the server in order, however early it comes.
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        // Scripts wait for this line on standard output to learn the port.
        println!("Switchboard listens on http://{}", app.config.server.listen);
        if !app.desk.outward().is_given().await? {
            warn!("this installation was restored and is quiet: see `switchboard resume`");
        }
        invite_first_admin(&app).await?;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        info!("stopping: no new connections, what is held is finished");
        app.close(grace).await;
        if server.await.is_err() {
            warn!("the listener ended badly");
        }
        info!("stopped");
        Ok(())
    }
}

/// While there is no operator, leaves the secret for the first one where the server's owner alone reads
/// it: what is printed ends in logs.
async fn invite_first_admin(app: &App) -> Result<()> {
    let server = &app.config.server;
    let file = server.data.join(SETUP_SECRET);
    let secret = first_admin::invite(&app.desk).await?;
    leave(&file, secret.as_deref())
        .with_context(|| format!("{} cannot be changed", file.display()))?;
    if secret.is_none() {
        return Ok(());
    }
    let url = match &server.public_url {
        Some(public_url) => public_url.as_str().to_owned(),
        None => format!("http://{}", server.listen),
    };
    println!(
        "No operator yet. Make the first admin:\n\
         switchboard admin create --email you@example.org --name You --password-stdin\n\
         or, within 24 hours, with the one-time secret in {file}:\n\
         curl -sS {url}/setup -H 'content-type: application/json' -d \
         \"{{\\\"secret\\\":\\\"$(cat {file})\\\",\\\"email\\\":\\\"you@example.org\\\",\\\"name\\\":\\\"You\\\",\\\"password\\\":\\\"…\\\"}}\"",
        file = file.display()
    );
    Ok(())
}

/// Puts a secret in the place of an older one, or takes the older one away.
fn leave(file: &Path, secret: Option<&str>) -> std::io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let Some(secret) = secret else { return Ok(()) };
    let mut made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    made.write_all(secret.as_bytes())
}
