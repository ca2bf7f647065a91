//! What the operator who asks may see of themselves, and what admins look after.

use super::{AuditFilter, AuditLine, Page, PageRequest, Reader};
use crate::Result;
use crate::access::InteractiveSession;
use crate::setting::{self, Settings};
use switchboard_model::session::{Session, Token};
use switchboard_model::{AuditId, Permission};
use switchboard_store::{file_meter, operator_totp, page, session, token};

impl Reader<'_> {
    /// The operator's own tokens, at most `max`.
    ///
    /// # Errors
    /// `Forbidden` for an API token, `Store`.
    pub fn own_tokens(&mut self, max: i64) -> Result<Vec<Token>> {
        InteractiveSession::of(self.actor)?;
        let id = self.operator()?.operator_id;
        Ok(token::of_operator(self.related.connection, id, max)?)
    }

    /// The operator's own sessions that run now, newest first, at most `max`.
    ///
    /// # Errors
    /// `Forbidden` for an API token, `Store`.
    pub fn own_sessions(&mut self, max: i64) -> Result<Vec<Session>> {
        InteractiveSession::of(self.actor)?;
        let id = self.operator()?.operator_id;
        Ok(session::of_operator(self.related.connection, id, self.now, max)?)
    }

    /// Does the operator have an authenticator app.
    ///
    /// # Errors
    /// `Forbidden` for an API token, `Store`.
    pub fn has_totp(&mut self) -> Result<bool> {
        InteractiveSession::of(self.actor)?;
        let id = self.operator()?.operator_id;
        let found = operator_totp::find(self.related.connection, id)?;
        Ok(found.is_some_and(|row| row.confirmed_at.is_some()))
    }

    /// A page of the audit log, newest first.
    ///
    /// # Errors
    /// `Denied` without `audit.read`, `Store`.
    pub fn audit_log(
        &mut self,
        filter: &AuditFilter,
        page_request: &PageRequest<AuditId>,
    ) -> Result<Page<AuditLine>> {
        self.require(Permission::AuditRead)?;
        Ok(page::audit::page(self.related.connection, filter, page_request)?)
    }

    /// What every operator may know of the settings: what the desk is called, and its language.
    pub fn desk_name_and_language(&mut self) -> Result<(Option<String>, String)> {
        self.operator()?;
        let Settings { desk_name, default_language, .. } = setting::load(self.related.connection)?;
        Ok((desk_name, default_language))
    }

    /// What all stored files take together, in bytes.
    pub fn stored_bytes(&mut self) -> Result<i64> {
        self.operator()?;
        Ok(file_meter::stored_bytes(self.related.connection)?)
    }

    /// The settings of the server.
    ///
    /// # Errors
    /// `Denied` without `setting.manage`, `Store`.
    pub fn settings(&mut self) -> Result<Settings> {
        self.require(Permission::SettingManage)?;
        Ok(setting::load(self.related.connection)?)
    }
}
