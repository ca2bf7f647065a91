//! `cargo xtask guests`: compiles every bundled guest, makes it a component that carries its
//! manifest, and writes it to `target/plugins/<id>.plugin.wasm`.

mod package;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::setup::stamp::{Inputs, Stamp};
use crate::setup::toolchain::{self, GUEST_TARGET, GuestCompiler};
use crate::{process, project, report};
use package::Guest;

/// The setting of the server that names its plugins' folder.
pub const FOLDER_VARIABLE: &str = "SWITCHBOARD_PLUGINS_BUNDLED_FOLDER";

/// Builds what is stale and returns the folder of the finished plugins.
pub fn guests() -> Result<PathBuf> {
    let plugins = project::target().join("plugins");
    let members = project::members()?;
    let guests = Guest::all(&members)?;
    if guests.is_empty() {
        report::say("no package declares [package.metadata.switchboard] guest = true");
        return Ok(plugins);
    }
    let compiler = toolchain::ensure_guest_compiler()?;
    fs::create_dir_all(&plugins)
        .with_context(|| format!("{} cannot be made", plugins.display()))?;
    for guest in &guests {
        build_if_stale(guest, compiler, &plugins)?;
    }
    Ok(plugins)
}

fn build_if_stale(guest: &Guest, compiler: GuestCompiler, plugins: &Path) -> Result<()> {
    let workspace = project::target().join("guests");
    let file = plugins.join(guest.file_name());
    let stamp =
        Stamp::new(workspace.join(format!("{}.stamp", guest.id)), &inputs(guest, compiler)?);
    if stamp.is_fresh() && file.exists() {
        report::say(format!("{} is up to date", guest.file_name()));
        return Ok(());
    }
    let mut command = compiler.cargo();
    command.args(["-p", &guest.package]).env("CARGO_TARGET_DIR", &workspace);
    process::run(&mut command).with_context(|| format!("the guest {} fails to build", guest.id))?;
    let module = workspace.join(GUEST_TARGET).join("guest").join(guest.module_name());
    if !module.exists() {
        bail!("{} was not built; a guest's crate-type is cdylib", module.display());
    }
    make_component(&module, &file, guest)
        .with_context(|| format!("no plugin could be made of the guest {}", guest.id))?;
    stamp.write()?;
    let size = fs::metadata(&file).with_context(|| format!("{} is not there", file.display()))?;
    report::say(format!("{} written, {} KiB", guest.file_name(), size.len().div_ceil(1024)));
    Ok(())
}

/// The WIT tools are a program of their own, which is built when a guest needs it.
fn make_component(module: &Path, file: &Path, guest: &Guest) -> Result<()> {
    let mut command = project::cargo();
    command.args(["run", "--quiet", "--locked", "--package", "guests", "--"]);
    command.arg(module).arg(file);
    for (section, document) in &guest.sections {
        command.arg(format!("{section}={}", document.display()));
    }
    process::run(&mut command)
}

fn inputs(guest: &Guest, compiler: GuestCompiler) -> Result<Inputs> {
    let root = project::root();
    let mut inputs = Inputs::default();
    inputs.text(&compiler.version()?);
    for path in ["Cargo.toml", "Cargo.lock", "plugins/wit", "scripts/guests"] {
        inputs.path(&root.join(path))?;
    }
    for folder in &guest.source_folders {
        inputs.path(folder)?;
    }
    Ok(inputs)
}
