//! The plugins' way to the network, shut while the installation is quiet.

use async_trait::async_trait;
use switchboard_desk::outward::OutwardPermit;
use switchboard_host::{
    HttpClient,
    network::{HttpFailure, HttpPort, HttpRequest, HttpResponse},
};

/// Sends what may leave.
pub struct OutwardHttp {
    /// The way.
    pub client: HttpClient,
    /// Who is asked before.
    pub permit: OutwardPermit,
}

#[async_trait]
impl HttpPort for OutwardHttp {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        match self.permit.is_given().await {
            Ok(true) => self.client.call(request).await,
            // Says nothing about the channel: its credentials may be good.
            Ok(false) => Err(HttpFailure::NotSent(
                "this server was restored and is quiet: `switchboard resume` sets it to work"
                    .into(),
            )),
            Err(error) => Err(HttpFailure::NotSent(error.to_string())),
        }
    }
}
