/** What the composer asks and says. */
import { graphql } from "../../../../client/operator";

export const TEMPLATES = graphql(`
  query InboxTemplates {
    templates {
      id
      version
      title
      shortcut
      folder
      scope
      defaultLocale
      texts {
        locale
        body
      }
    }
    replacements {
      id
      version
      token
      text
    }
    macros {
      id
      version
      title
    }
  }
`);

export const TEMPLATE_RENDER = graphql(`
  query TemplateRender($chatId: ID!, $templateId: ID!, $locale: String) {
    templateRender(chatId: $chatId, templateId: $templateId, locale: $locale) {
      body
      locale
      missing
    }
  }
`);

export const MACRO_RUN = graphql(`
  mutation MacroRun($input: MacroRunInput!) {
    macroRun(input: $input) {
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const TYPING_SET = graphql(`
  mutation TypingSet($input: TypingSetInput!) {
    typingSet(input: $input) {
      clientMutationId
    }
  }
`);

export const NOTE_TYPING_SET = graphql(`
  mutation NoteTypingSet($input: NoteTypingSetInput!) {
    noteTypingSet(input: $input) {
      clientMutationId
    }
  }
`);

export const UPLOAD_BEGIN = graphql(`
  mutation UploadBegin($input: AttachmentUploadBeginInput!) {
    attachmentUploadBegin(input: $input) {
      upload {
        url
        maxBytes
        attachment {
          ...ShownAttachment
        }
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const UPLOAD_FINISH = graphql(`
  mutation UploadFinish($input: AttachmentUploadFinishInput!) {
    attachmentUploadFinish(input: $input) {
      attachment {
        ...ShownAttachment
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

/** How much of the place for files is taken. */
export const STORED_FILES = graphql(`
  query StoredFiles {
    server {
      storedBytes
      limits {
        storageQuotaBytes
      }
    }
  }
`);
