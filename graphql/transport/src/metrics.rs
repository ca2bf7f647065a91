//! What the endpoints of a process have answered, refused and sent.

use http::StatusCode;
use prometheus_client::{
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};

use crate::status::Reason;

type ByEndpoint = Family<[(&'static str, &'static str); 1], Counter>;
type ByCode = Family<[(&'static str, &'static str); 2], Counter>;
type ByNumber = Family<([(&'static str, &'static str); 1], [(&'static str, u16); 1]), Counter>;

/// The numbers of all endpoints of a process. A clone counts into the same numbers.
#[derive(Clone, Debug, Default)]
pub struct Metrics {
    operations: ByEndpoint,
    events: ByEndpoint,
    refused: ByCode,
    responses: ByNumber,
    closed: ByNumber,
}

impl Metrics {
    /// Shows these numbers in a registry.
    pub fn register(&self, registry: &mut Registry) {
        let graphql = registry.sub_registry_with_prefix("graphql");
        let all = self.clone();
        graphql.register("operations", "Operations executed", all.operations);
        graphql.register("events", "Subscription results sent", all.events);
        graphql.register("refused", "Requests and operations refused, by code", all.refused);
        graphql.register("responses", "HTTP answers by status", all.responses);
        graphql.register("closed", "Sockets that the server closed, by code", all.closed);
    }

    /// The numbers of one endpoint.
    #[must_use]
    pub fn endpoint(&self, name: &'static str) -> EndpointMetrics {
        let label = ("endpoint", name);
        let refused = Reason::codes()
            .map(|code| self.refused.get_or_create_owned(&[label, ("code", code)]))
            .collect();
        EndpointMetrics {
            label,
            operations: self.operations.get_or_create_owned(&[label]),
            events: self.events.get_or_create_owned(&[label]),
            refused,
            responses: self.responses.clone(),
            closed: self.closed.clone(),
        }
    }
}

/// The numbers of one endpoint.
#[derive(Clone, Debug)]
pub struct EndpointMetrics {
    label: (&'static str, &'static str),
    pub(crate) operations: Counter,
    pub(crate) events: Counter,
    /// In the order of [`Reason::index`].
    refused: Vec<Counter>,
    responses: ByNumber,
    closed: ByNumber,
}

impl EndpointMetrics {
    pub(crate) fn answered(&self, status: StatusCode) {
        self.responses.get_or_create(&([self.label], [("status", status.as_u16())])).inc();
    }

    pub(crate) fn closed(&self, code: u16) {
        self.closed.get_or_create(&([self.label], [("code", code)])).inc();
    }

    pub(crate) fn refused(&self, reason: Reason) {
        self.refused[reason.index()].inc();
    }
}
