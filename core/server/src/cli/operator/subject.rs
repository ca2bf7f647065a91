//! `switchboard operator link` and `unlink`: who an operator is at the identity provider.

use crate::{cli::named, config::Config};
use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::{Value, json};
use switchboard_desk::{
    Context, Desk,
    operator::{
        link_subject::{LinkSubjectInput, link_subject},
        unlink_subject::unlink_subject,
    },
};

/// Link an operator to an account of the identity provider.
#[derive(Debug, Args)]
pub struct Link {
    /// The address of the operator here.
    #[arg(long)]
    email: String,
    /// What the identity provider calls them: the claim `sub` of its tokens.
    #[arg(long)]
    subject: String,
}

impl Link {
    pub(super) async fn run(self, desk: &Desk, config: &Config) -> Result<(String, Value)> {
        let oidc = config.oidc()?;
        let oidc = oidc.context("there is no identity provider: set sign_in.oidc_issuer first")?;
        let input = LinkSubjectInput {
            operator_id: named::operator(desk, &self.email).await?.operator_id,
            issuer: oidc.issuer.as_str().to_owned(),
            subject: self.subject.clone(),
        };
        let linked = link_subject(desk, &Context::system(), input).await?.value;
        let text =
            format!("{} signs in as {} of {}.", linked.email, self.subject, oidc.issuer.as_str());
        let value = json!({
            "operatorId": linked.operator_id.to_string(),
            "issuer": oidc.issuer.as_str(),
            "subject": self.subject,
        });
        Ok((text, value))
    }
}

/// Takes the links of an operator away.
pub(super) async fn unlink(desk: &Desk, email: &str) -> Result<(String, Value)> {
    let operator_id = named::operator(desk, email).await?.operator_id;
    let after = unlink_subject(desk, &Context::system(), operator_id).await?.value;
    let text = format!(
        "Nobody signs in as {} by an account of the identity provider any more. Their sessions go on: \
         `switchboard operator sign-out` ends them.",
        after.email
    );
    Ok((text, json!({ "operatorId": operator_id.to_string() })))
}
