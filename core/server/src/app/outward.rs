//! The way to the network of what leaves for others, shut while the installation is quiet; and how far any request of
//! this server reaches.

use async_trait::async_trait;
use switchboard_desk::outward::OutwardPermit;
use switchboard_host::{
    HttpClient, PrivateHost,
    network::{HttpFailure, HttpPort, HttpRequest, HttpResponse, Reach},
    origin::Origin,
};
use url::Url;

/// How far a request to this address reaches: to inner addresses where an admin has named its host, else to public
/// ones by https; none for what may not be asked at all.
pub fn reach(hosts: &[PrivateHost], url: &Url) -> Option<Reach> {
    let origin = Origin::of(url)?;
    if hosts.iter().any(|host| host.names(&origin)) {
        return Some(Reach::Private);
    }
    origin.is_encrypted().then_some(Reach::Public)
}

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
