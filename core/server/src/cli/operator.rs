//! `switchboard operator`: lets an operator in again, also the only admin.

use super::{Output, admin::read_password};
use crate::{app::Services, config::Config};
use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use serde_json::json;
use switchboard_desk::{
    Context,
    operator::change_password::{ChangePasswordInput, change_password},
};
use switchboard_store::operator;

/// Operators.
#[derive(Debug, Subcommand)]
pub enum Operator {
    /// Give an operator a new password. All of their sessions and API tokens end.
    Password(Password),
}

/// Give an operator a new password.
#[derive(Debug, Args)]
pub struct Password {
    /// The address that they sign in with.
    #[arg(long)]
    email: String,
    /// Read the password from standard input, up to the end or the first line break.
    #[arg(long, required = true)]
    password_stdin: bool,
    /// Let the operator's API tokens go on. By default they end: whoever knew the old password may have
    /// made some.
    #[arg(long)]
    keep_tokens: bool,
}

impl Operator {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let Self::Password(Password { email, keep_tokens, .. }) = self;
        let new_password = read_password()?;
        let services = Services::open(config).await?;
        let wanted = email.trim().to_lowercase();
        let found = services
            .desk
            .store()
            .read(move |connection| operator::find_by_email(connection, &wanted))
            .await?;
        let found = found.with_context(|| format!("no operator has the address {email}"))?;
        let input = ChangePasswordInput {
            operator_id: found.operator_id,
            old_password: None,
            new_password,
            revoke_tokens: Some(!keep_tokens),
        };
        let changed = change_password(&services.desk, &Context::system(), input).await?.value;
        services.close().await;
        output.print(
            format!("{} signs in with the new password from now on.", changed.email),
            &json!({ "operatorId": changed.operator_id.to_string(), "email": changed.email }),
        );
        Ok(())
    }
}
