/** Business hours: when a team is there. A chunk of its own. */
export { Schedules as default } from "./schedules";
