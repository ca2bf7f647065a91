//! Parses stored inbound requests and hands their items to the desk. Requests of different platform
//! chats are ingested side by side, so that their commits are grouped; those of one chat in turn.

use crate::{
    follow_up, limits,
    worker::{Worker, is_due},
};
use async_trait::async_trait;
use futures::{StreamExt, stream};
use std::{collections::BTreeMap, sync::Arc};
use switchboard_desk::{
    Context, Desk, DeskError,
    inbound_request::{ClaimInput, FailInput, PostponeInput, claim, fail, postpone},
    ingest::{IngestInput, Ingested, Source, ingest},
};
use switchboard_model::{
    ChannelId,
    connector::{Connector, ConnectorError, ConnectorResult, ErrorClass, InboundItem},
    inbound_request::InboundRequest,
};
use switchboard_store::{channel, inbound_request};
use tracing::{info, warn};

/// The parser.
pub(crate) struct Parser {
    pub desk: Desk,
    pub worker_id: String,
}

/// A request with what the connector made of it.
struct Parsed {
    row: InboundRequest,
    plugin_version: Option<String>,
    connector: Option<Arc<dyn Connector>>,
    items: ConnectorResult<Vec<InboundItem>>,
}

#[async_trait]
impl Worker for Parser {
    fn name(&self) -> &'static str {
        "parser"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        if !is_due(&self.desk, inbound_request::next_attempt_at).await? {
            return Ok(0);
        }
        let input = ClaimInput {
            worker_id: self.worker_id.clone(),
            lease_ms: limits::INBOUND_REQUEST_LEASE_MS,
            limit: limits::INBOUND_REQUEST_CLAIM,
        };
        let rows = claim(&self.desk, input).await?;
        let count = rows.len();
        if count == 0 {
            return Ok(0);
        }
        let connectors = self.connectors(&rows).await?;
        let parsed: Vec<Parsed> = stream::iter(rows)
            .map(|row| {
                let connector = connectors.get(&row.channel_id).cloned();
                async move { parse(row, connector).await }
            })
            .buffered(limits::INBOUND_REQUEST_PARALLEL)
            .collect()
            .await;
        let mut turns: BTreeMap<(ChannelId, String), Vec<Parsed>> = BTreeMap::new();
        for one in parsed {
            turns.entry((one.row.channel_id, chat_key(&one))).or_default().push(one);
        }
        let turns = turns.into_values().map(|turn| async move {
            for one in turn {
                if let Err(error) = self.ingest(one).await {
                    warn!(%error, "an inbound request could not be settled and waits for its lease");
                }
            }
        });
        futures::future::join_all(turns).await;
        Ok(count)
    }
}

impl Parser {
    async fn connectors(
        &self,
        rows: &[InboundRequest],
    ) -> Result<BTreeMap<ChannelId, ConnectorResult<Arc<dyn Connector>>>, DeskError> {
        let mut found = BTreeMap::new();
        for row in rows {
            if !found.contains_key(&row.channel_id) {
                let id = row.channel_id;
                let read = self.desk.store().read(move |connection| channel::get(connection, id));
                let channel = read.await.map_err(DeskError::from)?;
                found.insert(id, self.desk.connector(&channel).await);
            }
        }
        Ok(found)
    }

    async fn ingest(&self, parsed: Parsed) -> Result<(), DeskError> {
        let inbound_request_id = parsed.row.inbound_request_id;
        let items = match parsed.items {
            Ok(items) => items,
            Err(error) => return self.fail(&parsed.row, parsed.plugin_version, &error).await,
        };
        let calls = follow_up::calls_of(&items);
        let input = IngestInput {
            channel_id: parsed.row.channel_id,
            source: Source::InboundRequest {
                inbound_request_id,
                worker_id: self.worker_id.clone(),
                plugin_version: parsed.plugin_version.clone().unwrap_or_default(),
            },
            items,
        };
        match ingest(&self.desk, &Context::system(), input).await {
            Ok(Ingested::Done { .. }) => {
                if let Some(connector) = parsed.connector {
                    follow_up::make(connector.as_ref(), calls).await;
                }
                Ok(())
            }
            Ok(Ingested::EchoPending) => {
                let at = self.desk.now().plus_ms(limits::ECHO_PAUSE_MS);
                let worker_id = self.worker_id.clone();
                postpone(&self.desk, PostponeInput { inbound_request_id, worker_id, at }).await
            }
            Err(error @ DeskError::Store(_)) => Err(error),
            Err(error) => {
                let error =
                    ConnectorError::new(ErrorClass::Permanent, error.code(), error.to_string());
                self.fail(&parsed.row, parsed.plugin_version, &error).await
            }
        }
    }

    async fn fail(
        &self,
        row: &InboundRequest,
        plugin_version: Option<String>,
        error: &ConnectorError,
    ) -> Result<(), DeskError> {
        info!(inbound_request.id = %row.inbound_request_id, channel.id = %row.channel_id, %error, "an inbound request failed");
        let input = FailInput {
            inbound_request_id: row.inbound_request_id,
            worker_id: self.worker_id.clone(),
            plugin_version,
            error: error.to_string(),
            is_final: matches!(error.class, ErrorClass::Invalid | ErrorClass::Permanent),
        };
        fail(&self.desk, input).await.map(|_| ())
    }
}

async fn parse(
    row: InboundRequest,
    connector: Option<ConnectorResult<Arc<dyn Connector>>>,
) -> Parsed {
    match connector {
        Some(Ok(connector)) => {
            let items = connector.parse(&row.request).await;
            let plugin_version = Some(connector.version().to_owned());
            Parsed { row, plugin_version, connector: Some(connector), items }
        }
        Some(Err(error)) => {
            Parsed { row, plugin_version: None, connector: None, items: Err(error) }
        }
        None => {
            let error = ConnectorError::new(
                ErrorClass::Transient,
                "channel.missing",
                "the channel of this request is gone",
            );
            Parsed { row, plugin_version: None, connector: None, items: Err(error) }
        }
    }
}

/// What orders requests among each other: the first platform chat that a request speaks of.
fn chat_key(parsed: &Parsed) -> String {
    let items = parsed.items.as_deref().unwrap_or_default();
    let chat = items.iter().find_map(|item| item.event.platform_chat());
    chat.map_or_else(|| parsed.row.inbound_request_id.to_string(), str::to_owned)
}
