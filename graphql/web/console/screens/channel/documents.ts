/** What the channels' screens ask and change. */
import { graphql } from "../../../client/operator";

/** All that is shown of a channel. */
export const SHOWN_CHANNEL = graphql(`
  fragment ShownChannel on Channel {
    id
    version
    name
    plugin
    key
    account
    hookUrl
    settings
    state
    stateReason
    reopenWithinMs
    team {
      id
      version
      name
    }
    schedule {
      id
      version
      name
    }
    memberTeams {
      id
      version
      name
    }
    memberOperators {
      id
      version
      name
    }
  }
`);

export const CHANNELS = graphql(`
  query Channels {
    viewer {
      permissions
    }
    server {
      deskName
      defaultLanguage
      publicUrl
    }
    channels {
      ...ShownChannel
    }
    teams {
      id
      version
      name
    }
    schedules {
      id
      version
      name
      isDefault
    }
    operators(first: 100, isActive: true) {
      nodes {
        id
        version
        name
      }
    }
    plugins {
      name
      title
      version
      suspendedReason
      settingsSchema
      secrets {
        name
        isRequired
        isGenerated
      }
    }
  }
`);

/** Who paused channels, for those who may read the audit log. */
export const PAUSES = graphql(`
  query ChannelPauses {
    auditLog(first: 50, filter: { action: "channel.pause" }) {
      nodes {
        id
        at
        subjectId
        author {
          ... on Operator {
            id
            name
          }
        }
      }
    }
  }
`);

export const CHANNEL_CREATE = graphql(`
  mutation ChannelCreate($input: ChannelCreateInput!) {
    channelCreate(input: $input) {
      channel {
        ...ShownChannel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHANNEL_UPDATE = graphql(`
  mutation ChannelUpdate($input: ChannelUpdateInput!) {
    channelUpdate(input: $input) {
      channel {
        ...ShownChannel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHANNEL_CONNECT = graphql(`
  mutation ChannelConnect($input: ChannelConnectInput!) {
    channelConnect(input: $input) {
      channel {
        ...ShownChannel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHANNEL_PAUSE = graphql(`
  mutation ChannelPause($input: ChannelPauseInput!) {
    channelPause(input: $input) {
      channel {
        ...ShownChannel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHANNEL_RESUME = graphql(`
  mutation ChannelResume($input: ChannelResumeInput!) {
    channelResume(input: $input) {
      channel {
        ...ShownChannel
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const CHANNEL_TEST = graphql(`
  mutation ChannelTest($input: ChannelTestInput!) {
    channelTest(input: $input) {
      isWorking
      account
      title
      problem
    }
  }
`);

export const CHANNEL_DELETE = graphql(`
  mutation ChannelDelete($input: ChannelDeleteInput!) {
    channelDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
