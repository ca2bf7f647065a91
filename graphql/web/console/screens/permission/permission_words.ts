/** Every permission as a sentence of what its owners may do, in the groups that the role's page shows. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Permission } from "../../../client/operator/graphql";

interface PermissionGroup {
  title: MessageDescriptor;
  permissions: readonly Permission[];
}

const WORDS: Readonly<Record<Permission, MessageDescriptor>> = {
  CHAT_READ: msg`Read the chats of their teams and channels, and those that they are in`,
  CHAT_READ_ALL: msg`Read every chat`,
  CHAT_REPLY: msg`Write to customers, join chats and leave them`,
  CHAT_NOTE: msg`Write notes, which only the team sees`,
  MESSAGE_PREVIEW: msg`See what customers type before they send it`,
  CHAT_ASSIGN: msg`Assign chats to themselves and to others`,
  CHAT_FORWARD: msg`Offer chats to colleagues and teams`,
  CHAT_ESCALATE: msg`Give chats to a team above`,
  CHAT_CLOSE: msg`Close chats, open them again, change their priority`,
  CHAT_SNOOZE: msg`Put chats aside for a time`,
  CHAT_LABEL: msg`Put labels on chats`,
  CHAT_REFERENCE: msg`Say which of the company's objects a chat is about`,
  CHAT_EXAMPLE: msg`Make solved chats examples for the team`,
  CHAT_ARCHIVE: msg`Put closed chats away`,
  CHAT_EXPORT: msg`Export chats to a file`,
  CHAT_IMPERSONATE: msg`Open the company's own page as the customer`,
  CHAT_DELETE: msg`Delete chats with all that was said in them`,
  CONTACT_READ: msg`See customers and how to reach them`,
  CONTACT_CREATE: msg`Create customers`,
  CONTACT_UPDATE: msg`Change what is known of customers`,
  CONTACT_UNITE: msg`Unite customers who are the same person`,
  CONTACT_EXPORT: msg`Export all that is held on a customer`,
  CONTACT_ERASE: msg`Erase customers with all that was said with them`,
  CONTACT_PUSH: msg`Push what the company's product knows of its users`,
  BROADCAST_SEND: msg`Write to many customers at once`,
  VISIT_READ: msg`See who is on the pages with the web chat`,
  VISIT_ADDRESS: msg`See what is kept of visitors' addresses`,
  CHANNEL_READ: msg`See channels, their state and what failed`,
  CHANNEL_MANAGE: msg`Create, change and pause channels`,
  LABEL_MANAGE: msg`Create, change and delete labels`,
  TEMPLATE_MANAGE: msg`Change the templates of teams and of everybody`,
  VIEW_MANAGE: msg`Change the views of teams and of everybody`,
  REFERENCE_MANAGE: msg`Change the kinds of references`,
  SETTING_MANAGE: msg`Change settings, close reasons and customers' roles`,
  SCHEDULE_MANAGE: msg`Create, change and delete business hours`,
  RULE_READ: msg`See rules and what they did`,
  RULE_UPDATE: msg`Write rules and lists of words`,
  RULE_ENABLE: msg`Switch rules on and off: a rule may do what you may do`,
  RETENTION_MANAGE: msg`Change the rules by which customers are erased after a time`,
  OPERATOR_MANAGE: msg`Create and change operators, teams and roles`,
  OPERATOR_STATUS: msg`Set the status of colleagues, and see how long they worked`,
  AUDIT_READ: msg`Read the audit log`,
};

export const PERMISSION_GROUPS: readonly PermissionGroup[] = [
  {
    title: msg`Chats`,
    permissions: ["CHAT_READ", "CHAT_READ_ALL", "CHAT_REPLY", "CHAT_NOTE", "MESSAGE_PREVIEW"],
  },
  {
    title: msg`What is done with a chat`,
    permissions: [
      "CHAT_ASSIGN",
      "CHAT_FORWARD",
      "CHAT_ESCALATE",
      "CHAT_CLOSE",
      "CHAT_SNOOZE",
      "CHAT_LABEL",
      "CHAT_REFERENCE",
      "CHAT_EXAMPLE",
      "CHAT_ARCHIVE",
      "CHAT_EXPORT",
      "CHAT_IMPERSONATE",
      "CHAT_DELETE",
    ],
  },
  {
    title: msg`Customers`,
    permissions: [
      "CONTACT_READ",
      "CONTACT_CREATE",
      "CONTACT_UPDATE",
      "CONTACT_UNITE",
      "CONTACT_EXPORT",
      "CONTACT_ERASE",
      "CONTACT_PUSH",
      "BROADCAST_SEND",
      "VISIT_READ",
      "VISIT_ADDRESS",
    ],
  },
  {
    title: msg`The desk`,
    permissions: [
      "CHANNEL_READ",
      "CHANNEL_MANAGE",
      "LABEL_MANAGE",
      "TEMPLATE_MANAGE",
      "VIEW_MANAGE",
      "REFERENCE_MANAGE",
      "SETTING_MANAGE",
      "SCHEDULE_MANAGE",
      "RULE_READ",
      "RULE_UPDATE",
      "RULE_ENABLE",
      "RETENTION_MANAGE",
    ],
  },
  {
    title: msg`Colleagues`,
    permissions: ["OPERATOR_MANAGE", "OPERATOR_STATUS", "AUDIT_READ"],
  },
];

export const permissionText = (permission: Permission): MessageDescriptor => WORDS[permission];
