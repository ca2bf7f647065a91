//! The table of plugin_values.
