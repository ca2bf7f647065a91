//! The GraphiQL page, for development. All that it needs is part of the program: it works without the
//! internet and asks nobody else, which its policy makes sure of.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
        X_CONTENT_TYPE_OPTIONS,
    },
};

use crate::settings::CSRF_HEADER;

/// Scripts and answers come from this server alone. The editor sets styles by itself, and its fonts and
/// pictures stand inside the style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     font-src data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// A file of the page, compressed as every browser takes it, or as it is.
struct File {
    name: &'static str,
    media_type: &'static str,
    is_compressed: bool,
    bytes: &'static [u8],
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

static FILES: [File; 5] = [
    File {
        name: "react.js",
        media_type: SCRIPT,
        is_compressed: true,
        bytes: include_bytes!("../assets/graphiql/react.js.gz"),
    },
    File {
        name: "react-dom.js",
        media_type: SCRIPT,
        is_compressed: true,
        bytes: include_bytes!("../assets/graphiql/react-dom.js.gz"),
    },
    File {
        name: "graphiql.js",
        media_type: SCRIPT,
        is_compressed: true,
        bytes: include_bytes!("../assets/graphiql/graphiql.js.gz"),
    },
    File {
        name: "graphiql.css",
        media_type: STYLE,
        is_compressed: true,
        bytes: include_bytes!("../assets/graphiql/graphiql.css.gz"),
    },
    File {
        name: "start.js",
        media_type: SCRIPT,
        is_compressed: false,
        bytes: include_bytes!("../assets/graphiql/start.js"),
    },
];

/// The page for the endpoint at `path`, asked for with a slash behind it or without. Its addresses are
/// relative, because a proxy may have put the server below a path.
pub(crate) fn page(path: &str, has_slash: bool) -> String {
    let last = path.rsplit('/').next().unwrap_or_default();
    let folder =
        if has_slash || last.is_empty() { "graphiql".into() } else { format!("{last}/graphiql") };
    let scripts = FILES.iter().filter(|file| file.media_type == SCRIPT);
    let scripts: String =
        scripts.map(|file| format!("<script src=\"{folder}/{}\"></script>\n", file.name)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Switchboard GraphQL</title>\n\
         <link rel=\"stylesheet\" href=\"{folder}/graphiql.css\">\n\
         <style>html, body, #graphiql {{ height: 100%; margin: 0 }}</style>\n</head>\n<body>\n\
         <div id=\"graphiql\" data-csrf-header=\"{CSRF_HEADER}\"></div>\n{scripts}</body>\n</html>\n"
    )
}

/// Lets the page reach nothing but this server.
pub(crate) fn restrict(headers: &mut HeaderMap) {
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
}

/// A file of the page.
pub(crate) async fn file(Path(name): Path<String>) -> Response {
    let Some(file) = FILES.iter().find(|file| file.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if file.is_compressed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
