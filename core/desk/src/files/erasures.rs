//! Who was erased, noted among the files: a database that is put back to an older state finds it there. One object
//! for each, because several servers may note at once, and a bucket cannot append.

use super::{Files, FilesError};
use bytes::Bytes;
use futures::TryStreamExt;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use switchboard_model::ContactId;

/// The folder of the notes; each is called like the contact's id.
pub const ERASURES: &str = "erasures";

impl Files {
    /// Notes that a contact is erased. Noting it twice is fine.
    pub(crate) async fn note_erasure(&self, id: ContactId) -> Result<(), FilesError> {
        let path = Path::from(format!("{ERASURES}/{id}"));
        self.objects.put(&path, Bytes::new().into()).await?;
        Ok(())
    }

    /// All contacts that were ever erased.
    pub(crate) async fn erasures(&self) -> Result<Vec<ContactId>, FilesError> {
        let folder = Path::from(ERASURES);
        let mut listed = self.objects.list(Some(&folder));
        let mut found = Vec::new();
        while let Some(meta) = listed.try_next().await? {
            found.extend(meta.location.filename().and_then(|name| name.parse::<ContactId>().ok()));
        }
        Ok(found)
    }
}
