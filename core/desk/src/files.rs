//! The files of the server: attachments named by the SHA-256 of their content, and blobs that plugins
//! fetched a moment ago. On local disk or in S3; uploads come together in a local folder first.

mod blob;
mod content;
mod erasures;
mod error;
mod part;
mod sniff;
mod thumbnail;

pub use erasures::ERASURES;
pub use error::FilesError;
pub(crate) use part::{Part, Whole};
pub(crate) use sniff::{Sniffed, is_shown, kind_of, picture_size, sniff};
pub(crate) use thumbnail::THUMBNAIL_MIME;

use crate::limits::PICTURES_AT_ONCE;
use object_store::ObjectStore;
use object_store::aws::{AmazonS3Builder, S3CopyIfNotExists};
use object_store::local::LocalFileSystem;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Where the files are.
#[derive(Clone)]
pub enum FilesConfig {
    /// In a folder.
    Local {
        /// The folder.
        folder: PathBuf,
    },
    /// In a bucket of S3 or what speaks its protocol.
    S3(S3Config),
}

/// A bucket.
#[derive(Clone)]
pub struct S3Config {
    /// The bucket's name.
    pub bucket: String,
    /// The region; `us-east-1` for most that are not Amazon.
    pub region: String,
    /// The address, where it is not Amazon's: `https://s3.example.com`.
    pub endpoint: Option<String>,
    /// The access key's id.
    pub access_key_id: String,
    /// The access key.
    pub secret_access_key: String,
}

/// The files. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    parts_folder: PathBuf,
    /// The turns of those who unpack a picture.
    pictures: Arc<Semaphore>,
}

impl Files {
    /// Opens the files. Uploads that are not complete wait in `parts_folder`, on local disk; with
    /// several servers an upload must go on at the server where it began.
    ///
    /// # Errors
    /// `Io` when a folder cannot be made or the bucket's address is none.
    pub fn open(config: FilesConfig, parts_folder: PathBuf) -> Result<Self, FilesError> {
        std::fs::create_dir_all(&parts_folder)?;
        let objects: Arc<dyn ObjectStore> = match config {
            FilesConfig::Local { folder } => {
                std::fs::create_dir_all(&folder)?;
                Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
            }
            FilesConfig::S3(config) => {
                let mut builder = AmazonS3Builder::new()
                    .with_bucket_name(config.bucket)
                    .with_region(config.region)
                    .with_access_key_id(config.access_key_id)
                    .with_secret_access_key(config.secret_access_key)
                    // A content is never written over: `If-None-Match: *` on what gives it its name.
                    .with_copy_if_not_exists(S3CopyIfNotExists::Multipart);
                if let Some(endpoint) = config.endpoint {
                    let is_plain = endpoint.starts_with("http://");
                    builder = builder.with_endpoint(endpoint).with_allow_http(is_plain);
                }
                Arc::new(builder.build()?)
            }
        };
        Ok(Self { objects, parts_folder, pictures: Arc::new(Semaphore::new(PICTURES_AT_ONCE)) })
    }
}
