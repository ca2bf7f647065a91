//! `switchboard serve`: starts the server and stops it gracefully.

use super::admin::invitation;
use crate::{app::App, config::Config, http, print, process};
use anyhow::{Context, Result};
use clap::Args;
use std::{sync::Arc, time::Duration};
use switchboard_desk::operator::first_admin;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{info, warn};

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
        let listening = http::listen(config.server.listen).await.with_context(|| {
            let address = config.server.listen;
            format!("cannot listen on {address}; --listen or server.listen names another address")
        })?;
        config.server.listen = listening.address()?;
        let app = Arc::new(App::open(config).await?);
        app.spawn();
        let router = http::router(&app);
        let limits = http::ListenLimits::of(open_files, app.config.server.trusted_proxies);
        let grace = Duration::from_secs(app.config.server.stop_seconds);
        let server = tokio::spawn(listening.serve(router, limits, app.stop.clone(), grace));
        // From here on a signal ends the server in order, however early it comes.
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        // Scripts wait for this line on standard output to learn the port.
        let address = &app.config.server.listen;
        if let Err(error) = print::line(format_args!("Switchboard listens on http://{address}")) {
            warn!(%error, "standard output takes nothing");
        }
        if !app.desk.outward().is_given().await? {
            warn!("this installation was restored and is quiet: see `switchboard resume`");
        }
        if app.web.is_none() {
            warn!(
                "this program was built without the web: pages get no chat from /widget and /chat until web.folder \
                 names its built files (`npm ci && npm run build` in graphql/web makes graphql/web/dist)"
            );
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

/// Shows the secret on a terminal alone: what goes elsewhere is kept as a log.
async fn invite_first_admin(app: &App) -> Result<()> {
    if !first_admin::is_awaited(&app.desk).await? {
        return Ok(());
    }
    if print::is_on_terminal()
        && let Some(secret) = first_admin::invite(&app.desk).await?
    {
        print::line(invitation(&app.config, &secret))?;
    } else {
        info!("no operator yet: `switchboard admin invite` shows how to make the first admin");
    }
    Ok(())
}
