//! Parts of the Rust toolchain that a task needs: components, and the target that guests run on.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::{process, project, report};

/// What guests are compiled for.
pub const GUEST_TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// How guests can be compiled on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestCompiler {
    /// The toolchain in use has the target.
    Rustup,
    /// Debian's compiler, which builds the standard library for the target itself.
    Debian,
}

impl GuestCompiler {
    /// A cargo that compiles one library for [`GUEST_TARGET`]; the caller adds the package and the
    /// target folder. Only the module is made: beside an `rlib`, cargo leaves link-time optimisation
    /// out.
    pub fn cargo(self) -> Command {
        match self {
            Self::Rustup => {
                let mut command = project::cargo();
                command.args(["rustc", "--locked", "--profile", "guest"]);
                command.args(["--target", GUEST_TARGET, "--crate-type", "cdylib"]);
                command
            }
            Self::Debian => {
                let mut command = Command::new(DEBIAN_CARGO);
                command.current_dir(project::root());
                for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "LD_LIBRARY_PATH"] {
                    command.env_remove(name);
                }
                command.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1");
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
                command.args(["rustc", "--locked", "-Zbuild-std=std,panic_abort"]);
                command.args(["--profile", "guest", "--target", GUEST_TARGET]);
                command.args(["--crate-type", "cdylib"]);
                command
            }
        }
    }

    /// What the compiler calls its version, so that another compiler makes guests stale.
    pub fn version(self) -> Result<String> {
        match self {
            Self::Rustup => process::output(Command::new("rustc").arg("-vV")),
            Self::Debian => process::output(Command::new(DEBIAN_RUSTC).arg("-vV")),
        }
    }
}

/// Finds or installs a compiler for guests: rustup's target first, Debian's packages second.
pub fn ensure_guest_compiler() -> Result<GuestCompiler> {
    if has_guest_target()? {
        return Ok(GuestCompiler::Rustup);
    }
    report::say(format!("the target {GUEST_TARGET} is missing, adding it by rustup"));
    let added = process::run(Command::new("rustup").args(["target", "add", GUEST_TARGET]));
    if added.is_ok() && has_guest_target()? {
        return Ok(GuestCompiler::Rustup);
    }
    report::say("rustup could not add it, falling back to Debian's compiler");
    if !is_debian_compiler_ready() {
        debian::install(&DEBIAN_PACKAGES, "a compiler for guests").with_context(|| {
            format!("without rustup's target; mend that with: rustup target add {GUEST_TARGET}")
        })?;
    }
    if !is_debian_compiler_ready() {
        bail!("{DEBIAN_RUSTC} cannot compile guests; try: rustup target add {GUEST_TARGET}");
    }
    Ok(GuestCompiler::Debian)
}

/// Errors, or installs by rustup, when `cargo fmt` or `cargo clippy` is not there.
pub fn ensure_component(component: &str) -> Result<()> {
    let subcommand = if component == "rustfmt" { "fmt" } else { component };
    if process::succeeds(project::cargo().args([subcommand, "--version"])) {
        return Ok(());
    }
    report::say(format!("{component} is missing, adding it by rustup"));
    process::run(Command::new("rustup").args(["component", "add", component]))
        .with_context(|| format!("{component} is missing: rustup component add {component}"))
}

/// The triple of this machine, such as `x86_64-unknown-linux-gnu`.
pub fn host_triple() -> Result<String> {
    let version = process::output(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}

/// A program of the toolchain itself, without rustup's way to it.
pub fn program(name: &str) -> Result<PathBuf> {
    Ok(sysroot()?.join("bin").join(name))
}

fn sysroot() -> Result<PathBuf> {
    Ok(process::output(Command::new("rustc").args(["--print", "sysroot"]))?.trim().into())
}

fn has_guest_target() -> Result<bool> {
    Ok(sysroot()?.join(format!("lib/rustlib/{GUEST_TARGET}/lib")).is_dir())
}

fn is_debian_compiler_ready() -> bool {
    Path::new(DEBIAN_CARGO).exists()
        && process::succeeds(Command::new(DEBIAN_RUSTC).arg("-V"))
        && process::succeeds(Command::new("wasm-ld-19").arg("--version"))
}
