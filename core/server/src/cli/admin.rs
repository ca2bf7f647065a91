//! `switchboard admin`: operators with all permissions, made without a terminal.

use super::Output;
use crate::{app::Services, config::Config, limits};
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::Read;
use switchboard_desk::{
    Context, built_in,
    operator::{
        create::{self, CreateInput},
        first_admin,
    },
};
use switchboard_model::PublicUrl;
use switchboard_store::role;

/// Operators with all permissions.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make an operator with the Admin role.
    Create(Create),
    /// Show a new one-time secret to make the first admin with; the one before stops working.
    Invite,
}

/// Make an operator with the Admin role.
#[derive(Debug, Args)]
pub struct Create {
    /// The address to sign in with.
    #[arg(long)]
    email: String,
    /// The name that customers see; by default the part before the @.
    #[arg(long)]
    name: Option<String>,
    /// Read the password from standard input, up to the end or the first line break.
    #[arg(long, required = true)]
    password_stdin: bool,
}

impl Admin {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        match self {
            Self::Create(create) => create.run(config, output).await,
            Self::Invite => invite(config, output).await,
        }
    }
}

impl Create {
    async fn run(self, config: Config, output: &Output) -> Result<()> {
        let password = read_password()?;
        let services = Services::open(config).await?;
        let name = self
            .name
            .unwrap_or_else(|| self.email.split('@').next().unwrap_or(&self.email).to_owned());
        let role_id = services
            .desk
            .store()
            .read(|connection| role::find_by_name(connection, built_in::ADMIN))
            .await?
            .context("the built-in role Admin is missing: start the server once")?
            .role_id;
        let input = CreateInput {
            email: self.email,
            name,
            password: Some(password),
            role_id: Some(role_id),
            team_ids: Vec::new(),
        };
        let operator = create::create(&services.desk, &Context::system(), input).await?.value;
        services.close().await;
        output.print(
            format!("{} can sign in as an admin.", operator.email),
            &json!({ "operatorId": operator.operator_id.to_string(), "email": operator.email }),
        );
        Ok(())
    }
}

async fn invite(config: Config, output: &Output) -> Result<()> {
    let services = Services::open(config).await?;
    let secret = first_admin::invite(&services.desk).await?;
    services.close().await;
    let secret = secret.context(
        "an operator is there already: `switchboard operator password` gives one a new password",
    )?;
    let text = invitation(&services.config, &secret);
    output.print(text, &json!({ "secret": secret }));
    Ok(())
}

/// What to do with the secret of the first admin.
pub(super) fn invitation(config: &Config, secret: &str) -> String {
    let server = &config.server;
    let listens_at = format!("http://{}", server.listen);
    let url = server.public_url.as_ref().map_or(listens_at.as_str(), PublicUrl::as_str);
    // Behind the number sign it is told to nobody but the page.
    let page =
        if config.web.is_served() { format!("{url}/setup#{secret}\nor: ") } else { String::new() };
    format!(
        "No operator yet. Make the first admin within 24 hours, with this one-time secret, which is \
         shown once:\n\
         {page}curl -sS {url}/setup -H 'content-type: application/json' -d \
         '{{\"secret\":\"{secret}\",\"email\":\"you@example.org\",\"name\":\"You\",\"password\":\"…\"}}'\n\
         or: switchboard admin create --email you@example.org --name You --password-stdin"
    )
}

/// The password that stands on standard input.
pub(super) fn read_password() -> Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .take(limits::PASSWORD_BYTES)
        .read_to_string(&mut text)
        .context("the password could not be read from standard input")?;
    let password = text.lines().next().unwrap_or_default().to_owned();
    if password.is_empty() {
        bail!("standard input was empty: pipe the password in, for example with `printf %s …`");
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::of_folder;
    use std::path::Path;

    #[test]
    fn the_first_admin_is_led_to_the_page_where_there_is_one() {
        let mut config = of_folder(Path::new("data"));
        assert!(!invitation(&config, "sbi_1").contains("/setup#"));
        config.web.folder = Some("dist".into());
        let told = invitation(&config, "sbi_1");
        assert!(told.contains("/setup#sbi_1\nor: curl"), "{told}");
    }
}
