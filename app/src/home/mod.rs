//! Home: what needs me.
