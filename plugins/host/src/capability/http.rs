//! HTTP for plugins. The policy is applied here, before anything leaves: origins, secrets, bounds,
//! rates. What the network did with a request is kept apart: nothing left, or it may have arrived.

mod body;
mod request;

use crate::{
    bindings::switchboard::plugin::{
        http::{Host, Request, Response},
        types::{Error, ErrorClass, Header},
    },
    bucket::NoTurn,
    echo::{EchoFilter, UsedSecret},
    limits,
    network::{HttpFailure, HttpRequest, HttpResponse},
    state::{CallState, error},
};
use std::time::Duration;
use switchboard_model::Stopwatch;
use tokio::time::{sleep, timeout};

impl Host for CallState {
    async fn fetch(&mut self, request: Request) -> wasmtime::Result<Result<Response, Error>> {
        self.is_fetching = true;
        self.processor.pause();
        let fetched = self.fetch_checked(request).await;
        self.processor.resume();
        self.is_fetching = false;
        Ok(fetched)
    }
}

impl CallState {
    async fn fetch_checked(&mut self, request: Request) -> Result<Response, Error> {
        self.count_call()?;
        self.require_effect("`http.fetch`")?;
        let (to_blob, buckets) = (request.to_blob, request.buckets.clone());
        let mut used = Vec::new();
        let mut outgoing = self.prepare(request, &mut used).await?;
        let host = outgoing.url.host_str().unwrap_or_default().to_owned();
        self.require_live_host(&host)?;
        self.wait_for_buckets(&buckets, outgoing.timeout).await?;
        let connection = self.plugin.connection(&host);
        let _connection = timeout(self.time_left(), connection.acquire_owned())
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or_else(|| {
                error(ErrorClass::Transient, "http.busy", "too many requests to this host")
            })?;
        outgoing.timeout = outgoing.timeout.min(self.time_for_network());
        let changes_something = !matches!(outgoing.method.as_str(), "GET" | "HEAD");
        let response = self.send(outgoing, &host, changes_something).await?;
        if response.status == 429 {
            self.pause_bucket(&buckets, &response);
        }
        let read = self.read(response, to_blob, &used).await;
        read.map_err(|mut unread| {
            if changes_something {
                self.is_outcome_unknown = true;
                unread.class = ErrorClass::MaybeSent;
            }
            unread
        })
    }

    /// The marks are set before the request leaves, because this future may never be polled again.
    async fn send(
        &mut self,
        outgoing: HttpRequest,
        host: &str,
        changes_something: bool,
    ) -> Result<HttpResponse, Error> {
        let before = (self.bytes_left, self.is_outcome_unknown);
        if changes_something {
            (self.bytes_left, self.is_outcome_unknown) = (true, true);
        }
        let (shown_url, limit) = (outgoing.shown_url.clone(), outgoing.timeout);
        let stopwatch = Stopwatch::start();
        let answer = self.ports.http.call(outgoing).await;
        tracing::debug!(
            target: "plugin.http",
            plugin = self.plugin.label,
            channel = %self.channel.id,
            url = shown_url,
            status = answer.as_ref().map_or(0, |response| response.status),
            duration_ms = u64::try_from(stopwatch.elapsed().as_millis()).unwrap_or(u64::MAX),
            "request"
        );
        let now = self.ports.clock.now();
        match answer {
            Ok(response) => {
                if response.status >= 500 {
                    self.plugin.circuits.failed(host, now);
                } else {
                    self.plugin.circuits.succeeded(host);
                }
                self.is_outcome_unknown = before.1;
                if (400..500).contains(&response.status) {
                    self.bytes_left = before.0;
                }
                Ok(response)
            }
            Err(failure) => {
                self.plugin.circuits.failed(host, now);
                let (class, code, reason) = match failure {
                    HttpFailure::Refused(reason) => {
                        (self.bytes_left, self.is_outcome_unknown) = before;
                        return Err(self.denied("http.address", &reason));
                    }
                    HttpFailure::NotSent(reason) => {
                        (self.bytes_left, self.is_outcome_unknown) = before;
                        (ErrorClass::Transient, "http.not-sent", reason)
                    }
                    HttpFailure::MaybeSent(reason) if changes_something => {
                        (ErrorClass::MaybeSent, "http.no-answer", reason)
                    }
                    HttpFailure::MaybeSent(reason) => {
                        (ErrorClass::Transient, "http.no-answer", reason)
                    }
                };
                let message = format!("{host}: {reason} (within {} ms)", limit.as_millis());
                Err(error(class, code, message))
            }
        }
    }

    fn require_live_host(&self, host: &str) -> Result<(), Error> {
        match self.plugin.circuits.rest(host, self.ports.clock.now()) {
            None => Ok(()),
            Some(rest) => {
                let message = format!("{host} has not answered several times and rests");
                let mut refused = error(ErrorClass::Transient, "http.circuit-open", message);
                refused.retry_after_ms = Some(milliseconds(rest));
                Err(refused)
            }
        }
    }

    async fn wait_for_buckets(
        &mut self,
        buckets: &[String],
        within: Duration,
    ) -> Result<(), Error> {
        self.last_bucket = buckets.last().cloned();
        let longest = limits::BUCKET_WAIT_MAX.min(within).min(self.time_left());
        let now = self.ports.clock.now();
        let rates = &self.plugin.manifest.buckets;
        match self.channel.buckets.take(rates, buckets, now, longest) {
            Ok(Duration::ZERO) => Ok(()),
            Ok(wait) => {
                sleep(wait).await;
                Ok(())
            }
            Err(NoTurn::Unknown(name)) => {
                let message = format!("the manifest declares no bucket `{name}`");
                Err(error(ErrorClass::Invalid, "http.bucket", message))
            }
            Err(NoTurn::After(wait)) => {
                let mut refused = error(
                    ErrorClass::RateLimited,
                    "http.rate",
                    "the rate of this channel is used up",
                );
                refused.retry_after_ms = Some(milliseconds(wait));
                Err(refused)
            }
        }
    }

    /// A pause belongs to the last bucket named, the most particular one.
    fn pause_bucket(&self, buckets: &[String], response: &HttpResponse) {
        let seconds = response
            .headers
            .iter()
            .find(|(name, _)| name == "retry-after")
            .and_then(|(_, value)| std::str::from_utf8(value).ok()?.trim().parse::<u64>().ok());
        if let (Some(bucket), Some(seconds)) = (buckets.last(), seconds) {
            self.channel.buckets.pause(
                &self.plugin.manifest.buckets,
                bucket,
                self.ports.clock.now(),
                Duration::from_secs(seconds),
            );
        }
    }

    async fn read(
        &mut self,
        response: HttpResponse,
        to_blob: bool,
        used: &[UsedSecret],
    ) -> Result<Response, Error> {
        let limit = self.time_left();
        let headers: Vec<Header> = response
            .headers
            .into_iter()
            .take(limits::HEADERS_MAX)
            .filter(|(_, value)| value.len() <= limits::HEADER_MAX_BYTES)
            .map(|(name, value)| Header { name, value: EchoFilter::new(used).whole(&value) })
            .collect();
        let status = response.status;
        if to_blob && (200..300).contains(&status) {
            let body = EchoFilter::new(used).stream(response.body);
            let blob = timeout(limit, self.store_reply(&headers, body))
                .await
                .unwrap_or_else(|_| Err(cut("the body took too long")))?;
            return Ok(Response { status, headers, body: Vec::new(), blob: Some(blob) });
        }
        let body = timeout(limit, body::whole(response.body))
            .await
            .unwrap_or_else(|_| Err(cut("the body took too long")))?;
        Ok(Response { status, headers, body: EchoFilter::new(used).whole(&body), blob: None })
    }
}

fn cut(reason: &str) -> Error {
    error(ErrorClass::Transient, "http.reply", reason)
}

fn milliseconds(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}
