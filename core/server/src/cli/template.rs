//! `switchboard template`: keeps the templates of teams and of everybody in files. What operators have for
//! themselves is not looked at.

mod file;

use super::{Output, named};
use crate::{app::Services, config::Config};
use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use file::{Library, TemplateFile};
use serde_json::{Value, json};
use std::path::PathBuf;
use switchboard_desk::{
    Context,
    limits::SHARED_TEMPLATES_MAX,
    template::{UpdateInput, create, delete, update},
};
use switchboard_model::{TeamId, TemplateId, template::Template as Row};
use switchboard_store::{StoreError, template};

/// Templates.
#[derive(Debug, Subcommand)]
pub enum Template {
    /// List the templates of teams and of everybody.
    List,
    /// Create a template of a file.
    Create(One),
    /// Make a template as its file says. Its shortcut and its team say which one it is.
    Update(One),
    /// Delete a template.
    Delete(Delete),
    /// Create or update all templates of a file. Those that are not in it stay.
    Import(Import),
}

/// A file of one template.
#[derive(Debug, Args)]
pub struct One {
    /// A TOML file with `shortcut`, `title` and tables `[[texts]]` of `locale` and `body`; perhaps with
    /// `folder`, `team`, `default_locale`, and `format` in a text.
    file: PathBuf,
}

/// A template.
#[derive(Debug, Args)]
pub struct Delete {
    /// Its shortcut or id.
    template: String,
    /// The name of the team that has it; by default everybody has it.
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
}

/// A file of many templates.
#[derive(Debug, Args)]
pub struct Import {
    /// A TOML file with tables `[[templates]]`, each as in the file of one.
    file: PathBuf,
}

impl Template {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        match self {
            Self::List => list(&services, output).await?,
            Self::Create(One { file }) => {
                let made = created(&services, TemplateFile::read(&file)?).await?;
                output.print(format!("/{} was created.", made.shortcut), &row(&made));
            }
            Self::Update(One { file }) => {
                let file = TemplateFile::read(&file)?;
                let team_id = team_id(&services, file.team.as_deref()).await?;
                let before = found(&services, &file.shortcut, team_id).await?;
                let before = before.with_context(|| missing(&file.shortcut))?;
                let after = updated(&services, before.template_id, file).await?;
                output.print(format!("/{} is as its file says.", after.shortcut), &row(&after));
            }
            Self::Delete(Delete { template, team }) => {
                let team_id = team_id(&services, team.as_deref()).await?;
                let found = found(&services, &template, team_id).await?;
                let found = found.with_context(|| missing(&template))?;
                delete(&services.desk, &Context::system(), found.template_id).await?;
                output.print(format!("/{} was deleted.", found.shortcut), &row(&found));
            }
            Self::Import(Import { file }) => {
                import(&services, Library::read(&file)?, output).await?
            }
        }
        services.close().await;
        Ok(())
    }
}

fn missing(word: &str) -> String {
    format!("there is no template {word}: `switchboard template list` shows all")
}

/// The team of this name; none for everybody's.
async fn team_id(services: &Services, name: Option<&str>) -> Result<Option<TeamId>> {
    let Some(name) = name else { return Ok(None) };
    Ok(Some(named::team(&services.desk, name).await?.team_id))
}

/// The templates that the command line looks after, with their languages.
async fn shared(services: &Services) -> Result<Vec<(Row, Vec<String>)>> {
    let read = services.desk.store().read(|connection| {
        let rows = template::shared(connection, SHARED_TEMPLATES_MAX)?;
        let ids: Vec<TemplateId> = rows.iter().map(|row| row.template_id).collect();
        let texts = template::texts(connection, &ids)?;
        Ok::<_, StoreError>((rows, texts))
    });
    let (rows, texts) = read.await?;
    let locales = |row: &Row| {
        let own = texts.iter().filter(|text| text.template_id == row.template_id);
        own.map(|text| text.locale.clone()).collect()
    };
    Ok(rows.into_iter().map(|row| (row.clone(), locales(&row))).collect())
}

/// The template with this shortcut of this team or of everybody, or with this id.
async fn found(services: &Services, word: &str, team_id: Option<TeamId>) -> Result<Option<Row>> {
    let (id, shortcut) = (word.parse::<TemplateId>().ok(), word.trim_start_matches('/'));
    let is_meant = |row: &Row| {
        Some(row.template_id) == id || (row.shortcut == shortcut && row.team_id == team_id)
    };
    Ok(shared(services).await?.into_iter().map(|(row, _)| row).find(is_meant))
}

async fn created(services: &Services, file: TemplateFile) -> Result<Row> {
    let team_id = team_id(services, file.team.as_deref()).await?;
    Ok(create(&services.desk, &Context::system(), file.into_input(team_id)).await?.value)
}

async fn updated(services: &Services, template_id: TemplateId, file: TemplateFile) -> Result<Row> {
    let file = file.into_input(None);
    let input = UpdateInput {
        template_id,
        shortcut: None,
        title: Some(file.title),
        folder: Some(file.folder),
        default_locale: file.default_locale.or_else(|| Some(file.texts.first()?.locale.clone())),
        texts: Some(file.texts),
        expected_version: None,
    };
    Ok(update(&services.desk, &Context::system(), input).await?.value)
}

async fn import(services: &Services, library: Library, output: &Output) -> Result<()> {
    let (mut created_count, mut updated_count) = (0, 0);
    for file in library.templates {
        let shortcut = file.shortcut.clone();
        let team_id = team_id(services, file.team.as_deref()).await?;
        let done = match found(services, &shortcut, team_id).await? {
            Some(before) => {
                updated_count += 1;
                updated(services, before.template_id, file).await
            }
            None => {
                created_count += 1;
                created(services, file).await
            }
        };
        done.with_context(|| format!("/{shortcut} could not be taken; what stands before it was"))?;
    }
    output.print(
        format!("{created_count} templates were created, {updated_count} are as the file says."),
        &json!({ "created": created_count, "updated": updated_count }),
    );
    Ok(())
}

fn row(template: &Row) -> Value {
    json!({
        "templateId": template.template_id.to_string(),
        "scope": template.scope.as_str(),
        "teamId": template.team_id.map(|id| id.to_string()),
        "shortcut": template.shortcut,
        "title": template.title,
        "folder": template.folder,
        "defaultLocale": template.default_locale,
        "useCount": template.use_count,
        "version": template.version,
    })
}

async fn list(services: &Services, output: &Output) -> Result<()> {
    let all = shared(services).await?;
    let line = |(template, locales): &(Row, Vec<String>)| {
        let Row { template_id, shortcut, scope, title, .. } = template;
        format!("{template_id}  /{shortcut}  {scope}  {}  {title}", locales.join(" "))
    };
    let lines: Vec<String> = all.iter().map(line).collect();
    let rows: Vec<Value> = all
        .iter()
        .map(|(template, locales)| {
            let mut row = row(template);
            row["locales"] = json!(locales);
            row
        })
        .collect();
    output.print(lines.join("\n"), &json!({ "templates": rows }));
    Ok(())
}
