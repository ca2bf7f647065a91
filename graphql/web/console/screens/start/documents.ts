/** What the first run asks and changes. */
import { graphql } from "../../../client/operator";

/** How far the desk is. */
export const START = graphql(`
  query Start {
    viewer {
      permissions
    }
    server {
      deskName
      defaultLanguage
      publicUrl
    }
    channels {
      id
      version
      name
      plugin
      key
      state
    }
  }
`);

/** The newest chat, read again with each event until there is one. */
export const FIRST_CHAT = graphql(`
  query FirstChat {
    chats(first: 1) {
      nodes {
        id
        number
        contact {
          id
          name
        }
        messages(last: 1) {
          nodes {
            id
            body
          }
        }
      }
    }
  }
`);

export const SETTING_UPDATE = graphql(`
  mutation SettingUpdate($input: SettingUpdateInput!) {
    settingUpdate(input: $input) {
      settings {
        deskName
        defaultLanguage
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const START_CHANNEL = graphql(`
  mutation StartChannel($input: ChannelCreateInput!) {
    channelCreate(input: $input) {
      channel {
        id
        version
        name
        plugin
        key
        state
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
