/** Templates, macros and replacements, and what is done with them. */
import { graphql } from "../../../client/operator";

export const SHOWN_TEMPLATE = graphql(`
  fragment ShownTemplate on Template {
    id
    version
    scope
    team {
      id
      name
    }
    shortcut
    title
    folder
    defaultLocale
    useCount
    texts {
      locale
      body
      format
    }
  }
`);

export const SHOWN_MACRO = graphql(`
  fragment ShownMacro on Macro {
    id
    version
    scope
    team {
      id
      name
    }
    title
    acts {
      templateId
      labelId
      unlabelId
      closeReasonId
      priority
      snoozeForMs
      isArchived
      isRead
      assign {
        keepsOperator
        keepsTeam
        operatorId
        teamId
      }
    }
  }
`);

export const SHOWN_REPLACEMENT = graphql(`
  fragment ShownReplacement on Replacement {
    id
    version
    scope
    team {
      id
      name
    }
    token
    text
  }
`);

export const TEMPLATES = graphql(`
  query Templates {
    templates {
      ...ShownTemplate
    }
    macros {
      ...ShownMacro
    }
    replacements {
      ...ShownReplacement
    }
    teams {
      id
      version
      name
    }
  }
`);

/** What a macro may name. */
export const MACRO_CHOICES = graphql(`
  query MacroChoices {
    labels {
      ...ShownLabel
    }
    closeReasons {
      id
      name
      isActive
    }
    operators(first: 100, isActive: true) {
      nodes {
        ...ShownOperator
      }
    }
    teams {
      id
      version
      name
    }
  }
`);

/** Customers to show a text as. */
export const PREVIEW_CHATS = graphql(`
  query PreviewChats {
    viewer {
      operator {
        id
        name
      }
    }
    chats(first: 30) {
      nodes {
        id
        number
        subject
        contact {
          id
          name
          email
          phone
          role
          locale
        }
      }
    }
  }
`);

export const TEMPLATE_PREVIEW = graphql(`
  query TemplatePreview($chatId: ID!, $templateId: ID!, $locale: String) {
    templateRender(chatId: $chatId, templateId: $templateId, locale: $locale) {
      body
      missing
    }
  }
`);

export const TEMPLATE_CREATE = graphql(`
  mutation TemplateCreate($input: TemplateCreateInput!) {
    templateCreate(input: $input) {
      template {
        ...ShownTemplate
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const TEMPLATE_UPDATE = graphql(`
  mutation TemplateUpdate($input: TemplateUpdateInput!) {
    templateUpdate(input: $input) {
      template {
        ...ShownTemplate
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const TEMPLATE_DELETE = graphql(`
  mutation TemplateDelete($input: TemplateDeleteInput!) {
    templateDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const MACRO_CREATE = graphql(`
  mutation MacroCreate($input: MacroCreateInput!) {
    macroCreate(input: $input) {
      macro {
        ...ShownMacro
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const MACRO_UPDATE = graphql(`
  mutation MacroUpdate($input: MacroUpdateInput!) {
    macroUpdate(input: $input) {
      macro {
        ...ShownMacro
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const MACRO_DELETE = graphql(`
  mutation MacroDelete($input: MacroDeleteInput!) {
    macroDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REPLACEMENT_CREATE = graphql(`
  mutation ReplacementCreate($input: ReplacementCreateInput!) {
    replacementCreate(input: $input) {
      replacement {
        ...ShownReplacement
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REPLACEMENT_UPDATE = graphql(`
  mutation ReplacementUpdate($input: ReplacementUpdateInput!) {
    replacementUpdate(input: $input) {
      replacement {
        ...ShownReplacement
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REPLACEMENT_DELETE = graphql(`
  mutation ReplacementDelete($input: ReplacementDeleteInput!) {
    replacementDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
