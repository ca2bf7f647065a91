//! What the server works with: plugins, the web's files, queues and the index.

use super::Finding;
use crate::{app::Services, config::Config, oidc::Oidc, web::Web};
use anyhow::Result;
use switchboard_desk::{operator::first_admin, outward::held};
use switchboard_search::indexed_through;
use switchboard_store::{StoreError, backlog, log};

/// The plugins that are there and cannot be used, or that there are none.
pub(super) fn plugins(services: &Services) -> Vec<Finding> {
    let refused = services.refused_plugins.iter();
    let mut findings: Vec<Finding> = refused
        .map(|(path, error)| {
            Finding::new("plugin", Some(format!("{} was not loaded: {error}", path.display())))
        })
        .collect();
    findings.extend(
        services.plugins.status().iter().filter(|plugin| !plugin.missing.is_empty()).map(
            |plugin| {
                let (id, missing) = (&plugin.id, plugin.missing.join(", "));
                let remedy =
                    format!("`switchboard plugin grant {id}` grants it from the next start on");
                Finding::new(
                    "plugin",
                    Some(format!("{id} asks for what it was not granted: {missing}; {remedy}")),
                )
            },
        ),
    );
    if findings.is_empty() {
        let is_none = services.plugin_ids().is_empty();
        let problem = is_none.then(|| {
            "no plugin is installed: only the web chat works; set plugins.bundled_folder".to_owned()
        });
        findings.push(Finding::new("plugins", problem));
    }
    findings
}

/// Are the built files of the web there?
pub(super) fn web(config: &Config) -> Finding {
    let (problem, note) = match Web::look(config.web.folder.as_deref()) {
        Ok(true) => (None, None),
        Ok(false) => (None, Some("not in this program: pages get a chat once web.folder is set")),
        Err(error) => (Some(format!("{error:#}")), None),
    };
    Finding { name: "web", problem, note: note.map(str::to_owned) }
}

/// Is there nobody yet who could sign in?
pub(super) async fn first_admin(services: &Services) -> Result<Finding> {
    let note = first_admin::is_awaited(&services.desk).await?.then(|| {
        "nobody yet: `switchboard admin invite` shows how to make the first admin".to_owned()
    });
    Ok(Finding { name: "operators", problem: None, note })
}

/// Can operators sign in by the identity provider, where one is set?
pub(super) async fn sign_in(services: &Services) -> Result<Finding> {
    let name = "sign-in";
    let Some(oidc) = Oidc::open(&services.config, &services.clock)? else {
        return Ok(Finding { name, problem: None, note: Some("by password".to_owned()) });
    };
    let problem = oidc.look().await.err().map(|error| error.to_string());
    let by_password = if services.config.sign_in.password { "by password, and " } else { "" };
    Ok(Finding { name, problem, note: Some(format!("{by_password}by {}", oidc.issuer())) })
}

/// Is it a restored copy that nobody has set to work yet?
pub(super) async fn quiet(services: &Services) -> Result<Finding> {
    let problem = held(&services.desk).await?.map(|held| {
        format!(
            "this installation was restored: it sends nothing and asks no platform for news. {} \
             messages wait; `switchboard resume` says more",
            held.old_count + held.new_count
        )
    });
    Ok(Finding::new("outward", problem))
}

pub(super) async fn queues(services: &Services) -> Result<[Finding; 2]> {
    let (inbound, outbox) = services
        .desk
        .store()
        .read(|connection| {
            Ok::<_, StoreError>((
                backlog::of_inbound_requests(connection)?,
                backlog::of_outbox(connection)?,
            ))
        })
        .await?;
    let dead = (inbound.failed_count > 0).then(|| {
        format!(
            "{} inbound requests could not be parsed: see inboundRequests, mend the plugin, then run \
             inboundRequestReplay",
            inbound.failed_count
        )
    });
    let failed = (outbox.failed_count > 0).then(|| {
        format!("{} deliveries failed or may have been sent: see deliveries", outbox.failed_count)
    });
    Ok([Finding::new("inbound requests", dead), Finding::new("outbox", failed)])
}

pub(super) async fn search(services: &Services) -> Result<Finding> {
    let epoch = services.desk.store().epoch();
    let head = services.desk.store().read(move |connection| log::head(connection, epoch)).await?;
    let problem = match indexed_through(&services.config.server.data.join("search")) {
        Ok(None) => None,
        Ok(Some(position)) if position.epoch == head.epoch => None,
        Ok(Some(_)) => {
            Some("the index belongs to another database: `switchboard search rebuild`".into())
        }
        Err(error) => Some(error.to_string()),
    };
    Ok(Finding::new("search", problem))
}
