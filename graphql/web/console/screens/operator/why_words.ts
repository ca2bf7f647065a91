/** What the rule of who sees a chat looks at, in words, and which teams would let somebody see it. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { VisibilityArm } from "../../../client/operator/graphql";

const WORDS: Readonly<Record<VisibilityArm, MessageDescriptor>> = {
  ACTIVE: msg`They may sign in`,
  PERMISSION: msg`Their role reads chats`,
  EVERYTHING: msg`Their role reads every chat`,
  ASSIGNED: msg`The chat is assigned to them`,
  PARTICIPANT: msg`They take part in the chat`,
  TEAM: msg`The chat is in a team of theirs`,
  CHANNEL: msg`They, a team of theirs or everybody sees the chat's channel`,
};

export const armText = (arm: VisibilityArm): MessageDescriptor => WORDS[arm];

interface Named {
  id: string;
  name: string;
}

/** The chat's own team, and those that see its channel; without those that one is in. */
export function teamsThatHelp(
  chat: { team?: Named | null; channel: { memberTeams: readonly Named[] } },
  own: readonly { id: string }[],
): Named[] {
  const all = [...(chat.team ? [chat.team] : []), ...chat.channel.memberTeams];
  return all.filter(
    ({ id }, place) =>
      all.findIndex((one) => one.id === id) === place && own.every((one) => one.id !== id),
  );
}
