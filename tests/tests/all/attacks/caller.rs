//! Whoever sends requests to the server, at an address of their own, and what comes back: its size and
//! what is said of it.

use reqwest::{RequestBuilder, Response, Url, header};
use serde_json::{Value, json};
use std::time::Duration;
use switchboard_testkit::{channels::PUBLIC_URL, graphql::mutation};

/// How long an answer may take.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// What stands for a code where all went well.
pub const DONE: &str = "done";
/// What stands for a code where the server closed the connection or did not answer.
pub const CUT: &str = "cut";

/// Where the operators' schema is.
pub const OPERATORS: &str = "/graphql";
/// Where the visitors' schema is.
pub const VISITORS: &str = "/visitor/graphql";

/// One who asks.
#[derive(Clone)]
pub struct Caller {
    http: reqwest::Client,
    server_url: String,
    address: String,
    secret: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Bytes of the request's body, or of its query.
    pub sent: usize,
    /// Bytes of the answer.
    pub bytes: usize,
    /// The code of the first error, [`DONE`] or [`CUT`].
    pub code: String,
    /// The answer as JSON; null where it is none.
    pub body: Value,
}

impl Answered {
    /// Did it do what was asked.
    pub fn is_done(&self) -> bool {
        self.code == DONE
    }
}

impl Caller {
    /// Somebody without a secret, as a trusted proxy tells of them.
    pub fn at(http: &reqwest::Client, server_url: &str, address: &str) -> Self {
        let (server_url, address) = (server_url.to_owned(), address.to_owned());
        Self { http: http.clone(), server_url, address, secret: None }
    }

    /// The same with a secret.
    pub fn with(&self, secret: &str) -> Self {
        Self { secret: Some(secret.to_owned()), ..self.clone() }
    }

    /// The same at another address.
    pub fn moved_to(&self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self.clone() }
    }

    /// Where they are.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What they show.
    pub fn secret(&self) -> &str {
        self.secret.as_deref().unwrap_or_default()
    }

    /// Asks one of the schemas.
    pub async fn ask(&self, path: &str, query: &str, variables: Value) -> Answered {
        let body = json!({ "query": query, "variables": variables });
        let request = self.http.post(self.url(path)).header(header::ACCEPT, "application/json");
        self.send_json(request, &body).await
    }

    /// Asks by a link, as an image on any page does.
    pub async fn ask_by_link(&self, path: &str, query: &str) -> Answered {
        let url = Url::parse_with_params(&self.url(path), [("query", query)]).expect("an address");
        told(self.known(self.http.get(url)), query.len()).await
    }

    /// Sends a mutation whose payload is that of the visitors' or the operators' schema.
    pub async fn change(&self, path: &str, name: &str, input: Value, selection: &str) -> Answered {
        let selection = format!("{selection} userErrors {{ code }}");
        let query = mutation(name, &selection);
        self.ask(path, &query, json!({ "input": input })).await
    }

    /// Posts JSON to a route.
    pub async fn post(&self, path: &str, body: &Value) -> Answered {
        self.send_json(self.http.post(self.url(path)), body).await
    }

    /// Posts JSON to a route with one more header.
    pub async fn post_with(
        &self,
        path: &str,
        (name, value): (&str, &str),
        body: &Value,
    ) -> Answered {
        self.send_json(self.http.post(self.url(path)).header(name, value), body).await
    }

    /// Gets a route.
    pub async fn get(&self, path: &str) -> Answered {
        told(self.known(self.http.get(self.url(path))), path.len()).await
    }

    /// Puts bytes to a link of the server.
    pub async fn put(&self, link: &str, bytes: Vec<u8>) -> Answered {
        let (url, sent) = (self.url(link.trim_start_matches(PUBLIC_URL)), bytes.len());
        told(self.known(self.http.put(url)).body(bytes), sent).await
    }

    /// Signs in; gives the session's secret, or what was said instead.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<String, String> {
        let body = json!({ "email": email, "password": password });
        let request = self.known(self.http.post(self.url("/session"))).json(&body);
        let answer = request.send().await.map_err(|_| CUT.to_owned())?;
        let cookie = answer.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let secret = cookie.and_then(|cookie| cookie.split(';').next()?.split_once('='));
        match secret {
            Some((_, secret)) => Ok(secret.to_owned()),
            None => Err(answer.status().as_str().to_owned()),
        }
    }

    /// Subscribes by an event stream, reads what comes first and goes away.
    pub async fn first_event(&self, path: &str, query: &str, variables: Value) -> Answered {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let sent = body.len();
        let request = self.known(self.http.post(self.url(path)));
        let request = request
            .header(header::ACCEPT, "text/event-stream")
            .header(header::CONTENT_TYPE, "application/json")
            .body(body);
        let Ok(mut answer) = request.send().await else { return cut(sent) };
        let mut text = String::new();
        while !text.contains("\n\n") || !text.contains("data: {") {
            match answer.chunk().await {
                Ok(Some(bytes)) => text.push_str(&String::from_utf8_lossy(&bytes)),
                Ok(None) | Err(_) => break,
            }
        }
        let data = text.lines().find_map(|line| line.strip_prefix("data: "));
        let body = serde_json::from_str(data.unwrap_or(&text)).unwrap_or_default();
        let code = code_of(answer.status().as_u16(), &body);
        Answered { sent, bytes: text.len(), code, body }
    }

    async fn send_json(&self, request: RequestBuilder, body: &Value) -> Answered {
        let body = body.to_string();
        let sent = body.len();
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        told(self.known(request), sent).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server_url)
    }

    /// With the address and the secret.
    fn known(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.timeout(PATIENCE).header("x-forwarded-for", &self.address);
        match &self.secret {
            Some(secret) => request.bearer_auth(secret),
            None => request,
        }
    }
}

async fn told(request: RequestBuilder, sent: usize) -> Answered {
    match request.send().await {
        Ok(answer) => read(answer, sent).await,
        Err(_) => cut(sent),
    }
}

async fn read(answer: Response, sent: usize) -> Answered {
    let status = answer.status().as_u16();
    let Ok(bytes) = answer.bytes().await else { return cut(sent) };
    let body = serde_json::from_slice(&bytes).unwrap_or_default();
    Answered { sent, bytes: bytes.len(), code: code_of(status, &body), body }
}

fn cut(sent: usize) -> Answered {
    Answered { sent, bytes: 0, code: CUT.to_owned(), body: Value::Null }
}

/// The code of an answer of GraphQL, of a mutation that refused its input, or of a route; the status
/// where nothing else is said.
fn code_of(status: u16, body: &Value) -> String {
    let payloads = body["data"].as_object().into_iter().flat_map(serde_json::Map::values);
    let mistake = payloads.map(|payload| &payload["userErrors"][0]["code"]);
    let codes = [&body["errors"][0]["extensions"]["code"], &body["error"]["code"]];
    let code = codes.into_iter().chain(mistake).find_map(Value::as_str);
    match code {
        Some(code) => code.to_owned(),
        None if body["errors"].is_array() => "ERRORS".to_owned(),
        None if (200..300).contains(&status) => DONE.to_owned(),
        None => status.to_string(),
    }
}
