//! A folder of recorded cases, read from disk. The format is described in the folder's README.

use crate::limits::GENERATED_BODY_BYTES;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// All that a folder holds.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// The account that the cases are recorded for.
    pub secrets: Map<String, Value>,
    /// The cases, by name.
    pub cases: BTreeMap<String, Case>,
    /// Orders of deliveries.
    pub scenarios: Vec<Scenario>,
    /// Answers to sends, and their classes.
    pub send_errors: Vec<Value>,
    /// Requests that have to leave.
    pub outbound: Vec<Value>,
}

/// One recorded case: the request and what has to result.
#[derive(Debug)]
pub(crate) struct Case {
    /// How it came.
    pub request: Recorded,
    /// What has to come out.
    pub expected: Value,
}

/// An entry of `headers.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct Recorded {
    #[serde(default)]
    pub method: String,
    #[serde(default)]
    pub path: String,
    #[serde(default)]
    pub query: Value,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Unix seconds to take for now.
    pub received_at: Option<i64>,
    /// What it is when it is no webhook.
    pub mode: Option<String>,
    body_file: Option<String>,
    body_generate: Option<GeneratedBody>,
}

#[derive(Debug, Deserialize)]
struct GeneratedBody {
    prefix: String,
    fill: String,
    count: usize,
    suffix: String,
}

/// Deliveries in an order.
#[derive(Debug, Deserialize)]
pub(crate) struct Scenario {
    pub name: String,
    pub steps: Vec<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Scenarios {
    scenarios: Vec<Scenario>,
}

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Value>,
}

impl Folder {
    /// Reads a folder.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        if !path.join("headers.json").is_file() {
            bail!("{}: a folder of cases holds headers.json", path.display());
        }
        let requests: BTreeMap<String, Recorded> = json(&path.join("headers.json"))?;
        let mut cases = BTreeMap::new();
        for (name, request) in requests {
            let expected = json(&path.join(format!("{name}.expected.json")))?;
            cases.insert(name, Case { request, expected });
        }
        let scenarios = optional::<Scenarios>(&path.join("scenarios.json"))?;
        let send_errors = optional::<Cases>(&path.join("send-errors.json"))?;
        let outbound = optional::<Cases>(&path.join("outbound.json"))?;
        Ok(Self {
            path: path.to_owned(),
            secrets: optional(&path.join("secrets.json"))?.unwrap_or_default(),
            cases,
            scenarios: scenarios.map_or_else(Vec::new, |document| document.scenarios),
            send_errors: send_errors.map_or_else(Vec::new, |document| document.cases),
            outbound: outbound.map_or_else(Vec::new, |document| document.cases),
        })
    }

    /// The case of a name.
    pub(crate) fn case(&self, name: &str) -> Result<&Case> {
        self.cases.get(name).with_context(|| format!("there is no case `{name}`"))
    }

    /// The raw body of a case, byte for byte.
    pub(crate) fn body(&self, case: &Case) -> Result<Vec<u8>> {
        if let Some(generated) = &case.request.body_generate {
            let length = generated.fill.len().saturating_mul(generated.count);
            if length > GENERATED_BODY_BYTES {
                bail!("body_generate: more than {GENERATED_BODY_BYTES} bytes");
            }
            let fill = generated.fill.repeat(generated.count);
            return Ok(format!("{}{fill}{}", generated.prefix, generated.suffix).into_bytes());
        }
        match &case.request.body_file {
            Some(file) => bytes(&self.path.join(file)),
            None => Ok(Vec::new()),
        }
    }
}

fn optional<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Option<T>> {
    if path.is_file() { json(path).map(Some) } else { Ok(None) }
}

fn json<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    serde_json::from_slice(&bytes(path)?).with_context(|| path.display().to_string())
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}
