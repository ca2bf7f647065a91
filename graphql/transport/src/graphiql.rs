//! The GraphiQL page, for development.

use async_graphql::http::GraphiQLSource;

use crate::settings::CSRF_HEADER;

/// The page for the endpoint at `path`, with its socket beside it.
pub(crate) fn page(path: &str) -> String {
    GraphiQLSource::build()
        .endpoint(path)
        .subscription_endpoint(&format!("{}/ws", path.trim_end_matches('/')))
        .header(CSRF_HEADER, "1")
        .title("Switchboard GraphQL")
        .finish()
}
