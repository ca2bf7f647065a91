//! A whole GraphQL server in one file: `cargo run -p switchboard-transport --example hello`, then open
//! the address that it prints in a browser, or send queries to it.

use std::{error::Error, time::Duration};

use async_graphql::{Object, Schema, Subscription};
use async_trait::async_trait;
use futures::{Stream, StreamExt, stream};
use switchboard_transport::{
    AuthError, Authenticator, Credentials, Endpoint, Introspection, Session, Settings,
};

struct Query;

#[Object]
impl Query {
    async fn hello(
        &self,
        #[graphql(default_with = "\"world\".to_owned()")] name: String,
    ) -> String {
        format!("Hello, {name}!")
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn shout(&self, text: String) -> String {
        text.to_uppercase()
    }
}

struct Ticks;

#[Subscription]
impl Ticks {
    async fn tick(&self) -> impl Stream<Item = u32> {
        stream::iter(0..).then(async |count| {
            tokio::time::sleep(Duration::from_secs(1)).await;
            count
        })
    }
}

/// Lets everybody in, under one name and one budget.
struct Everybody;

#[async_trait]
impl Authenticator for Everybody {
    async fn authenticate(&self, _: Credentials<'_>) -> Result<Session, AuthError> {
        Ok(Session::new("everybody"))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let schema = Schema::new(Query, Mutation, Ticks);
    let settings =
        Settings { introspection: Introspection::Everybody, graphiql: true, ..Settings::default() };
    let router = Endpoint::new(schema, Everybody).settings(settings).into_router("/graphql");
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("http://{}/graphql", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
