//! A channel's chat as a page of its own, for links in mails, for apps, and for frames on the channel's pages.

use super::{
    AppState,
    answer::{Refusal, set},
    own_address::{self, source},
    web_channel::WebChannel,
    widget,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use switchboard_model::{Origin, PublicUrl, html::escaped};

/// The page's own style; the policy names its hash.
const STYLE: &str = "html,body,#chat{block-size:100%;margin:0}";

/// `GET /chat/<key>`
pub async fn page(
    State(app): State<AppState>,
    Path(key): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    widget::files(&app)?;
    let Some(channel) = WebChannel::find(&app, &key).await? else {
        // Read by a customer, whom no key concerns.
        let told = "There is no chat at this address.\n";
        return Ok((StatusCode::NOT_FOUND, told).into_response());
    };
    let own = own_address::needed(&app, &headers, &uri)?;
    let mut response = Html(html(&channel, &own)).into_response();
    let policy = policy(&own, channel.allowed_origins());
    set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    let alone = HeaderName::from_static("cross-origin-opener-policy");
    set(&mut response, alone, "same-origin");
    set(&mut response, header::CACHE_CONTROL, "no-cache");
    Ok(response)
}

/// It names no language: the widget speaks the reader's.
fn html(channel: &WebChannel, own: &PublicUrl) -> String {
    let (title, script) = (escaped(channel.title()), escaped(&channel.script(own)));
    let failure = escaped(channel.failure());
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, interactive-widget=resizes-content\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main id=\"chat\"></main>\n\
         <noscript>{failure}</noscript>\n\
         <script async src=\"{script}\" data-mount=\"#chat\"></script>\n</body>\n</html>\n"
    )
}

/// The page runs the widget and asks this server alone; the channel's pages may frame it.
fn policy(own: &PublicUrl, allowed: &[String]) -> String {
    let all = source(&own.address("/"));
    let scripts = source(&own.address("/widget/"));
    let sockets = source(&own.socket_address("/visitor/"));
    let style = STANDARD.encode(Sha256::digest(STYLE));
    let pages = allowed.iter().filter_map(|page| Origin::parse(page).ok());
    let pages: Vec<_> = pages.map(|page| source(page.as_str())).collect();
    let frames = if pages.is_empty() { "'none'".to_owned() } else { pages.join(" ") };
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'sha256-{style}'; \
         connect-src {all} {sockets}; img-src {all} blob:; media-src {all} blob:; base-uri 'none'; \
         form-action 'none'; frame-ancestors {frames}; require-trusted-types-for 'script'; \
         trusted-types 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_this_server_and_the_pages_that_may_frame() {
        let own = PublicUrl::parse("https://example.org/de;sk").expect("an address");
        let pages = ["https://Shop.example:443".to_owned(), "http://localhost:3000".to_owned()];
        let told = policy(&own, &pages);
        for part in [
            "script-src https://example.org/de%3Bsk/widget/;",
            "connect-src https://example.org/de%3Bsk/ wss://example.org/de%3Bsk/visitor/;",
            "frame-ancestors https://shop.example http://localhost:3000;",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        let own = PublicUrl::parse("http://[::1]:8080").expect("an address");
        let told = policy(&own, &[]);
        assert!(told.contains("script-src 'self';"), "{told}");
        assert!(told.contains("frame-ancestors 'none';"), "{told}");
    }
}
