//! The table of identitys.
