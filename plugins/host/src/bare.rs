//! A guest without the host around it: what a fresh call costs wasmtime alone. It is the physical
//! limit that benches put beside the guarded call; nothing else may use it.

use crate::{
    bindings::exports::switchboard::plugin::inbound::GuestIndices, convert, engine,
    error::HostError, package::Package,
};
use switchboard_model::connector::RawRequest;
use wasmtime::{
    Store,
    component::{Component, InstancePre, Linker},
};

/// A compiled guest whose imports all trap.
pub struct BareGuest {
    instance: InstancePre<()>,
    inbound: GuestIndices,
    plugin: String,
}

impl BareGuest {
    /// Compiles a package that reads webhooks.
    ///
    /// # Errors
    /// When the component does not fit the contract.
    pub fn new(package: &Package) -> Result<Self, HostError> {
        let plugin = package.manifest.id.clone();
        let unfit = |error: wasmtime::Error| unfit(&plugin, &error);
        let engine = engine::unguarded()?;
        let component = Component::new(&engine, &package.component).map_err(unfit)?;
        let mut linker = Linker::new(&engine);
        linker.define_unknown_imports_as_traps(&component).map_err(unfit)?;
        let instance = linker.instantiate_pre(&component).map_err(unfit)?;
        let inbound = GuestIndices::new(&instance).map_err(unfit)?;
        Ok(Self { instance, inbound, plugin })
    }

    /// Makes a store and an instance, reads one request, drops both; tells how many items came.
    ///
    /// # Errors
    /// When the guest traps or refuses the request.
    pub async fn parse(&self, request: &RawRequest) -> Result<usize, HostError> {
        let parsed = async {
            let request = convert::request_to_guest(request);
            let mut store = Store::new(self.instance.engine(), ());
            let instance = self.instance.instantiate_async(&mut store).await?;
            let guest = self.inbound.load(&mut store, &instance)?;
            guest.call_parse(&mut store, &request).await
        };
        match parsed.await {
            Ok(Ok(items)) => Ok(items.len()),
            Ok(Err(refused)) => {
                Err(HostError::Component { plugin: self.plugin.clone(), reason: refused.message })
            }
            Err(error) => Err(unfit(&self.plugin, &error)),
        }
    }
}

fn unfit(plugin: &str, error: &wasmtime::Error) -> HostError {
    HostError::Component { plugin: plugin.to_owned(), reason: format!("{error:#}") }
}
