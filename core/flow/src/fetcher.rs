//! Fetches the files of inbound messages at once, because the platforms' links expire.

use crate::{
    limits,
    worker::{Worker, may_leave},
};
use async_trait::async_trait;
use futures::{StreamExt, stream};
use switchboard_desk::{
    Desk, DeskError,
    attachment::{
        failed::failed,
        fetched::fetched,
        pending::{self, PendingFetch},
    },
};
use switchboard_model::connector::{Blob, ConnectorError, ConnectorResult, ErrorClass};
use switchboard_store::attachment;
use tracing::{info, warn};

/// The fetcher.
pub(crate) struct Fetcher {
    pub desk: Desk,
}

#[async_trait]
impl Worker for Fetcher {
    fn name(&self) -> &'static str {
        "fetcher"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        if !may_leave(&self.desk, attachment::next_fetch_at).await? {
            return Ok(0);
        }
        let parallel = i64::try_from(limits::MEDIA_PARALLEL).unwrap_or(1);
        let pending = pending::claim(&self.desk, parallel, limits::MEDIA_LEASE_MS).await?;
        let count = pending.len();
        stream::iter(pending)
            .for_each_concurrent(limits::MEDIA_PARALLEL, |fetch| async move {
                let attachment_id = fetch.attachment.attachment_id;
                let settled = match self.fetch(&fetch).await {
                    Ok(blob) => fetched(&self.desk, attachment_id, blob).await.map(|_| ()),
                    Err(error) => {
                        info!(attachment.id = %attachment_id, %error, "a file could not be fetched");
                        failed(&self.desk, attachment_id, &error).await.map(|_| ())
                    }
                };
                if let Err(error) = settled {
                    warn!(attachment.id = %attachment_id, %error, "a fetched file could not be stored");
                }
            })
            .await;
        Ok(count)
    }
}

impl Fetcher {
    async fn fetch(&self, fetch: &PendingFetch) -> ConnectorResult<Blob> {
        let connector = self.desk.outward_connector(&fetch.channel).await?;
        let token = fetch.attachment.platform_token.as_deref().unwrap_or_default();
        tokio::time::timeout(limits::MEDIA_FETCH, connector.fetch_media(token))
            .await
            .unwrap_or_else(|_| {
                Err(ConnectorError::new(
                    ErrorClass::Transient,
                    "fetch.timeout",
                    "the platform did not hand out the file in time",
                ))
            })
    }
}
