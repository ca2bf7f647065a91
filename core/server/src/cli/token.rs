//! `switchboard token`: makes API tokens.

use super::Output;
use crate::{app::Services, config::Config};
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use switchboard_desk::{
    Context,
    token::create::{CreateInput, create},
};
use switchboard_model::Permission;
use switchboard_store::{operator, role};

/// API tokens.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make a token that acts on behalf of an operator. Its secret is shown once.
    Create(Create),
}

/// Make a token.
#[derive(Debug, Args)]
pub struct Create {
    /// The operator's address.
    #[arg(long)]
    email: String,
    /// What the token is for.
    #[arg(long)]
    name: String,
    /// What it may do, such as chat.read; by default all that the operator may.
    #[arg(long = "permission", value_name = "PERMISSION")]
    permissions: Vec<String>,
    /// Days until it ends by itself; by default never.
    #[arg(long, value_name = "DAYS")]
    days: Option<u32>,
}

impl Token {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let Self::Create(input) = self;
        let services = Services::open(config).await?;
        let email = input.email.to_lowercase();
        let found = services
            .desk
            .store()
            .read(move |connection| {
                let Some(operator) = operator::find_by_email(connection, &email)? else {
                    return Ok(None);
                };
                let role = role::get(connection, operator.role_id)?;
                Ok::<_, switchboard_store::StoreError>(Some((operator, role)))
            })
            .await?;
        let Some((operator, role)) = found else {
            bail!("no operator has the address {}", input.email);
        };
        let permissions = if input.permissions.is_empty() {
            role.permissions
        } else {
            input.permissions.iter().map(|word| parse_permission(word)).collect::<Result<_>>()?
        };
        let expires_at =
            input.days.map(|days| services.clock.now().plus_ms(i64::from(days) * 24 * 3_600_000));
        let made = create(
            &services.desk,
            &Context::system(),
            CreateInput {
                operator_id: Some(operator.operator_id),
                name: input.name,
                permissions,
                expires_at,
            },
        )
        .await?
        .value;
        services.close().await;
        output.print(
            &made.secret,
            &json!({ "tokenId": made.token.token_id.to_string(), "secret": made.secret }),
        );
        Ok(())
    }
}

fn parse_permission(word: &str) -> Result<Permission> {
    word.parse::<Permission>().with_context(|| {
        let all: Vec<&str> = Permission::ALL.iter().map(|permission| permission.as_str()).collect();
        format!("{word:?} is no permission; there are {}", all.join(", "))
    })
}
