//! Demo mode: one-click sign-in per role and the mail that was written to the folder. Never in production.
