//! Lines on standard output and standard error. Whoever reads them may have seen enough and left, as `head` does:
//! that ends nothing.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
};

/// Prints a line of a result.
///
/// # Errors
/// Those of standard output, such as a full disk behind it.
pub fn line(line: impl Display) -> io::Result<()> {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// Tells something beside the result; where nobody can be told, nobody is.
pub fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
