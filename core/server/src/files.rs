//! Opens the files as the configuration says: a folder, or a bucket.

use crate::config::Config;
use anyhow::{Context, Result, bail};
use switchboard_desk::files::{Files, FilesConfig, S3Config};

/// The region of most services that are not Amazon's.
const REGION: &str = "us-east-1";

/// Opens the files.
pub fn open(config: &Config) -> Result<Files> {
    let parts = config.server.data.join("uploads");
    let place = match &config.files.url {
        None => FilesConfig::Local { folder: config.server.data.join("files") },
        Some(url) => FilesConfig::S3(bucket(config, url)?),
    };
    Files::open(place, parts).context("the files cannot be opened")
}

fn bucket(config: &Config, url: &str) -> Result<S3Config> {
    let Some(bucket) = url.strip_prefix("s3://").map(|rest| rest.trim_end_matches('/')) else {
        bail!("files.url must look like s3://bucket; unset it to keep files in the data folder");
    };
    if bucket.is_empty() || bucket.contains('/') {
        bail!("files.url must name a bucket and nothing behind it: s3://bucket");
    }
    let needed = |value: &Option<String>, key: &str| {
        value.clone().with_context(|| format!("files.url names a bucket, so set {key}"))
    };
    Ok(S3Config {
        bucket: bucket.to_owned(),
        region: config.files.s3_region.clone().unwrap_or_else(|| REGION.to_owned()),
        endpoint: config.files.s3_endpoint.clone(),
        access_key_id: needed(&config.files.s3_access_key, "files.s3_access_key")?,
        secret_access_key: needed(&config.files.s3_secret_key, "files.s3_secret_key")?,
    })
}
