//! A plugin of contract version 1 as the server's `Connector`. Reading is pure, everything else is an
//! effect; what left the server is never reported as "try again".

mod connector;

use crate::{
    bucket::Buckets,
    call::{Body, Caller, Finished, Lane, Plan},
    convert::{self, ContractViolation},
    error::{CallFailure, FailureKind},
    limits,
    manifest::Webhook,
    state::Mode,
    verify,
};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};
use switchboard_model::connector::{
    Attempt, Blob, ConnectorError, ConnectorResult, ErrorClass, Outbound, RawRequest, Verdict,
};

/// The plugin of one channel.
pub(crate) struct PluginConnector {
    caller: Caller,
}

impl PluginConnector {
    pub(crate) fn new(caller: Caller) -> Self {
        Self { caller }
    }

    pub(crate) fn buckets(&self) -> Arc<Buckets> {
        self.caller.channel.buckets.clone()
    }

    fn pure(&self, request: &RawRequest) -> Plan {
        let input = fingerprint(("parse", &request.body, &request.query));
        Plan {
            mode: Mode::pure(request.received_at, input),
            lane: Lane::Call,
            cpu: limits::PURE_CPU,
            wall: limits::PURE_WALL,
            blobs: HashMap::new(),
            input: Some(input),
        }
    }

    fn effect(&self, input: impl Hash) -> Plan {
        let limits = self.caller.plugin.manifest.limits;
        Plan {
            mode: Mode::Effect,
            lane: Lane::Call,
            cpu: limits.cpu,
            wall: limits.wall,
            blobs: HashMap::new(),
            input: Some(fingerprint(input)),
        }
    }

    /// A plan that ends with the attempt and reaches the message's attachments.
    fn delivery(&self, outbound: Option<&Outbound>, attempt: &Attempt) -> ConnectorResult<Plan> {
        let mut plan = self.effect(&attempt.key);
        let left_ms =
            attempt.deadline.since_ms(self.caller.ports.clock.now()).max(0).unsigned_abs();
        if left_ms == 0 {
            let message = "the time of this attempt was over before it began";
            return Err(ConnectorError::new(ErrorClass::Transient, "attempt.late", message));
        }
        plan.wall = plan.wall.min(Duration::from_millis(left_ms));
        plan.blobs = outbound.map(blobs_of).unwrap_or_default();
        Ok(plan)
    }

    /// Makes a call and turns its answer into the server's types.
    async fn call<T, U>(
        &self,
        plan: Plan,
        body: Body<T>,
        convert: impl FnOnce(T, &HashMap<String, Blob>) -> Result<U, ContractViolation>,
    ) -> ConnectorResult<U> {
        let (input, is_pure) = (plan.input, plan.mode.is_pure());
        let answered = match self.caller.run(plan, body).await {
            Ok(done) => self.settle(done, input, is_pure, convert),
            Err(failure) => Err(failure.into()),
        };
        answered.inspect_err(|error| self.caller.plugin.metrics.failed(error.class))
    }

    fn settle<T, U>(
        &self,
        done: Finished<T>,
        input: Option<u64>,
        is_pure: bool,
        convert: impl FnOnce(T, &HashMap<String, Blob>) -> Result<U, ContractViolation>,
    ) -> ConnectorResult<U> {
        match done.value {
            Ok(value) => match convert(value, &done.blobs) {
                Ok(value) => {
                    self.forgive(input);
                    Ok(value)
                }
                Err(reason) => {
                    let failure = CallFailure {
                        kind: FailureKind::ContractViolation,
                        message: format!(
                            "{} broke the contract: {reason}",
                            self.caller.plugin.label
                        ),
                        bytes_left: done.bytes_left,
                        is_pure,
                    };
                    self.caller.strike(&failure, input);
                    Err(failure.into())
                }
            },
            Err(error) => {
                self.forgive(input);
                let mut error = convert::error_from_guest(error);
                self.obey_rate(&error, done.last_bucket.as_deref());
                let may_repeat =
                    matches!(error.class, ErrorClass::Transient | ErrorClass::RateLimited);
                if done.is_outcome_unknown && may_repeat {
                    error.class = ErrorClass::MaybeSent;
                }
                Err(error)
            }
        }
    }

    /// A call that went well speaks for the plugin, unless anybody may have sent what it was about.
    fn forgive(&self, input: Option<u64>) {
        if input.is_some() {
            self.caller.plugin.breaker.succeeded();
        }
    }

    /// Some platforms say how long to wait in the body of their answer, where only the guest reads.
    fn obey_rate(&self, error: &ConnectorError, bucket: Option<&str>) {
        if let (ErrorClass::RateLimited, Some(bucket), Some(ms)) =
            (error.class, bucket, error.retry_after_ms)
        {
            self.caller.channel.buckets.pause(
                &self.caller.plugin.manifest.buckets,
                bucket,
                self.caller.ports.clock.now(),
                Duration::from_millis(ms),
            );
        }
    }

    async fn declared_verdict(
        &self,
        webhook: &Webhook,
        request: &RawRequest,
    ) -> ConnectorResult<Option<Verdict>> {
        let Some(name) = verify::secret_name(&webhook.verify) else { return Ok(None) };
        let secret = self.caller.ports.secrets.secret(self.caller.channel.id, name).await?;
        let secret = secret.filter(|secret| !secret.is_empty());
        let secret = secret.ok_or_else(|| verify::missing_secret(name))?;
        Ok(verify::declared(webhook, request, &secret))
    }
}

fn fingerprint(input: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    input.hash(&mut hasher);
    hasher.finish()
}

fn blobs_of(outbound: &Outbound) -> HashMap<String, Blob> {
    let blob = |media: &switchboard_model::connector::OutboundMedia| Blob {
        id: media.blob.clone(),
        mime: Some(media.mime.clone()),
        name: Some(media.name.clone()),
        size_bytes: media.size_bytes,
    };
    outbound.media.iter().map(|media| (media.blob.clone(), blob(media))).collect()
}

fn unsupported(what: &str) -> ConnectorError {
    let message = format!("this plugin has no {what}");
    ConnectorError::new(ErrorClass::Unsupported, "plugin.no-export", message)
}
