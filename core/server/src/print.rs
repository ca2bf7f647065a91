//! What stands on standard output and standard error. Whoever reads them may have seen enough and left, as `head`
//! does: that ends nothing. Nobody else writes there; clippy holds that.

use std::{
    fmt::Display,
    io::{self, ErrorKind, IsTerminal as _, Stdout, Write as _},
};

/// Prints a line of a result.
///
/// # Errors
/// Those of standard output, such as a full disk behind it.
pub fn line(line: impl Display) -> io::Result<()> {
    part(format!("{line}\n").as_bytes()).map(|_is_read| ())
}

/// Prints a part of a result as it is. False once nobody reads it: the rest need not be made.
///
/// # Errors
/// Those of standard output, such as a full disk behind it.
pub fn part(bytes: &[u8]) -> io::Result<bool> {
    let mut output = output();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        printed => printed.map(|()| true),
    }
}

/// Does a person read what is printed, rather than a file or another program.
pub fn is_on_terminal() -> bool {
    output().is_terminal()
}

#[expect(clippy::disallowed_methods, reason = "this is what prints")]
fn output() -> Stdout {
    io::stdout()
}

/// Tells something beside the result; where nobody can be told, nobody is.
pub fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
