//! With how many people something is shared that operators make for themselves and for each other.

text_enum! {
    /// Whose a view, a template or a replacement is.
    SharingScope {
        /// The operator's who has made it: nobody else knows of it.
        Own = "OWN",
        /// A team's: its operators have it.
        Team = "TEAM",
        /// Everybody's.
        Everyone = "EVERYONE",
    }
}
