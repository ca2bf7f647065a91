//! What all requests of an endpoint have in common.

use std::sync::{Arc, OnceLock};

use crate::{
    authenticator::Authenticator, body::Bodies, document::Outline, documents::Documents,
    engine::Engine, limits::Limits, metrics::EndpointMetrics, rate::RateLimiter,
    registry::Registry, settings::Settings,
};

pub(crate) struct Shared {
    pub(crate) path: String,
    pub(crate) engine: Box<dyn Engine>,
    pub(crate) authenticator: Arc<dyn Authenticator>,
    pub(crate) rate: RateLimiter,
    pub(crate) limits: Limits,
    pub(crate) settings: Settings,
    pub(crate) documents: Documents,
    pub(crate) registry: Arc<Registry>,
    pub(crate) bodies: Arc<Bodies>,
    pub(crate) metrics: EndpointMetrics,
    pub(crate) outline: OnceLock<Option<Outline>>,
}

impl Shared {
    /// What the schema tells about itself, which is asked of it once.
    pub(crate) fn outline(&self) -> Option<&Outline> {
        self.outline.get_or_init(|| Outline::of(&*self.engine)).as_ref()
    }
}
