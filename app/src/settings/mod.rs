//! Settings of a municipality: the griffie as sender, usual place and time, days to answer, measuring; its mail.
