//! What an installation may switch on an endpoint.

/// A browser cannot send this header across sites without a preflight, so a request that carries it
/// was made by a page that the server trusts. Its value is not read.
pub const CSRF_HEADER: &str = "x-switchboard-csrf";

/// Who may ask for the schema (`__schema`, `__type`), and is told what a misspelt name may have meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Introspection {
    /// Nobody.
    #[default]
    Off,
    /// Those who are signed in.
    SignedIn,
    /// Everybody: for development, and for schemas that are published anyway.
    Everybody,
}

impl Introspection {
    pub(crate) fn is_for(self, is_signed_in: bool) -> bool {
        match self {
            Self::Off => false,
            Self::SignedIn => is_signed_in,
            Self::Everybody => true,
        }
    }
}

/// Switches of one endpoint. The default is the strict one.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Who may ask for the schema.
    pub introspection: Introspection,
    /// Browsers get the GraphiQL page: for development only.
    pub graphiql: bool,
    /// Origins (`https://desk.example`) beside the server's own that may open a socket with a cookie.
    pub trusted_origins: Vec<String>,
}
