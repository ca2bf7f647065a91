//! `switchboard serve`: starts the server and stops it gracefully.

use super::{admin::invitation, output::shell_word};
use crate::{
    app::App,
    config::Config,
    demo::{self, Demo, Wanted},
    http, print, process,
};
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
    /// Serve a demo: Lumen Pay, a payment company with three months behind it and customers who write. It is made in
    /// an empty data folder, for this machine alone, and nothing leaves it.
    #[arg(long)]
    demo: bool,
    /// How many chats a demo gets that is made.
    #[arg(long, requires = "demo", value_name = "NUMBER")]
    demo_chats: Option<usize>,
    /// What decides all that happens in a demo that is made: the same number makes the same one.
    #[arg(long, requires = "demo", value_name = "NUMBER")]
    demo_seed: Option<u64>,
}

impl Serve {
    /// The settings that the command line gives.
    pub fn overrides(&self) -> Vec<(&'static str, String)> {
        let mut overrides = Vec::new();
        if let Some(listen) = &self.listen {
            overrides.push(("server.listen", listen.clone()));
        }
        if self.development || self.demo {
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
        let demo = self.demo(&config).await?;
        let app = Arc::new(App::open(config).await?);
        app.spawn();
        if let Some(demo) = &demo {
            demo.open_to_customers(&app);
        }
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
        if demo.is_some() {
            show_demo(&app)?;
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

    /// The demo, where one is wanted or there. A data folder with a demo in it is served as one.
    async fn demo(&self, config: &Config) -> Result<Option<Demo>> {
        if !self.demo && !demo::is_in(&config.server.data) {
            return Ok(None);
        }
        let wanted = Wanted { seed: self.demo_seed, chats: self.demo_chats };
        Demo::open(config, wanted).await.map(Some)
    }
}

/// Says how to come in: the password is no secret.
fn show_demo(app: &App) -> Result<()> {
    let (email, password) = switchboard_demo::sign_in()?;
    let own = format!("http://{}", app.config.server.listen);
    print::line(format_args!(
        "This is a demo. Sign in at {own} as {email} with the password: {password}\n\
         Its web chat stands at {own}/chat/{}. To remove it: switchboard --data {} demo delete",
        switchboard_demo::WEB_CHAT,
        shell_word(app.config.server.data.display())
    ))?;
    Ok(())
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
