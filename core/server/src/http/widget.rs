//! What a company's page loads: the script of a channel, and the modules that this imports.

use super::{
    AppState,
    answer::{Refusal, has_it, set},
    own_address,
    web_channel::WebChannel,
    web_file,
};
use crate::{
    app::App,
    web::{Web, etag},
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

/// `GET /widget/<key>.js` is a channel's script with all that it needs to draw the launcher, asked again for each page
/// so that it names the module of today; `GET /widget/<name>.<hash>.js` a module. No key has a dot.
pub async fn script(
    State(app): State<AppState>,
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let web = files(&app)?;
    if let Some(file) = web.widget_file(&name) {
        return Ok(web_file::answer(file, &headers));
    }
    let key = name.strip_suffix(".js").filter(|key| !key.contains('.'));
    let Some(key) = key else {
        return Err(absent("there is no such file of the widget: load the page again"));
    };
    let channel = WebChannel::find(&app, key).await?.ok_or_else(|| {
        absent("no web chat has this key: compare the script's address with the channel's key")
    })?;
    let own = own_address::needed(&app, &headers, &uri)?;
    let script = web.loader(&channel.told(&own, web.app()));
    let tag = etag(script.as_bytes());
    let mut response = if has_it(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(script).into_response()
    };
    set(&mut response, header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    set(&mut response, header::ETAG, &tag);
    set(&mut response, header::CACHE_CONTROL, "no-cache");
    Ok(response)
}

/// The web's files, or the refusal of a server that has none.
pub fn files(app: &App) -> Result<&Web, Refusal> {
    app.web.as_ref().ok_or_else(|| {
        absent(
            "this server was built without the web: an admin sets web.folder to its built files, which \
             `npm ci && npm run build` in graphql/web makes",
        )
    })
}

fn absent(reason: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "NOT_FOUND", reason)
}
