//! What an installation may switch on an endpoint.

/// A browser cannot send this header across sites without a preflight, so a request that carries it
/// was made by a page that the server trusts. Its value is not read.
pub const CSRF_HEADER: &str = "x-switchboard-csrf";

/// Switches of one endpoint. The default is the strict one.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Clients may ask for the schema (`__schema`, `__type`).
    pub introspection: bool,
    /// Browsers get the GraphiQL page: for development only.
    pub graphiql: bool,
    /// Origins (`https://desk.example`) beside the server's own that may open a socket with a cookie.
    pub trusted_origins: Vec<String>,
}
