/** What the page of the business hours asks and sends. */
import { graphql } from "../../../client/operator";

export const SCHEDULES = graphql(`
  query ScheduleSettings {
    schedules {
      id
      version
      name
      timeZone
      isDefault
      isOpen
      nextOpenAt
      hours {
        weekday
        fromMinute
        toMinute
      }
      holidays {
        day
        name
        openings {
          fromMinute
          toMinute
        }
      }
    }
  }
`);

export const SCHEDULE_CREATE = graphql(`
  mutation ScheduleCreate($input: ScheduleCreateInput!) {
    scheduleCreate(input: $input) {
      schedule {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const SCHEDULE_UPDATE = graphql(`
  mutation ScheduleUpdate($input: ScheduleUpdateInput!) {
    scheduleUpdate(input: $input) {
      schedule {
        id
        version
        name
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const SCHEDULE_DELETE = graphql(`
  mutation ScheduleDelete($input: ScheduleDeleteInput!) {
    scheduleDelete(input: $input) {
      deletedId
      userErrors {
        code
        message
        path
      }
    }
  }
`);
