/** The normalised cache: how it knows things apart, and what events, reading and acts mean to it. */
import type { Exchange } from "@urql/core";
import { type Cache, type CacheExchangeOpts, cacheExchange } from "@urql/exchange-graphcache";
import { EMBEDDED, POSSIBLE_TYPES } from "../../client/operator/embedded";
import type { FeedBatch, FeedEvent } from "./events";
import type { Mends } from "./mends";
import { entityOfId } from "./nodes";
import { OPTIMISTIC } from "./optimistic";

/** The fields of `Query` that list what an event is about, where the event does not bring it whole. */
const LISTED: Record<string, readonly string[]> = {
  AttributeKindEvent: ["attributeKinds"],
  BlockedAddressEvent: ["blockedAddresses"],
  ChannelEvent: ["channels"],
  CloseReasonEvent: ["closeReasons"],
  ContactRoleEvent: ["contactRoles"],
  InboundRequestEvent: ["inboundRequests"],
  InvitationEvent: ["invitations"],
  LabelEvent: ["labels"],
  MacroEvent: ["macros"],
  OperatorEvent: ["operators"],
  PreferencesEvent: ["viewer"],
  PushSubscriptionEvent: ["viewer"],
  ReferenceKindEvent: ["referenceKinds"],
  ReplacementEvent: ["replacements"],
  RetentionRuleEvent: ["retentionRules"],
  RoleEvent: ["roles"],
  ScheduleEvent: ["schedules"],
  SettingEvent: ["settings", "server"],
  TeamEvent: ["teams"],
  TemplateEvent: ["templates"],
  ViewEvent: ["views"],
};

/** Nouns whose changes come whole: only what is new or gone changes their lists. */
const WHOLE = /^(LABEL|OPERATOR)_(?!CREATED$|DELETED$)/;

export function createCache(mends: Mends): Exchange {
  const options: CacheExchangeOpts = {
    keys: Object.fromEntries(EMBEDDED.map((name) => [name, () => null])),
    possibleTypes: POSSIBLE_TYPES,
    resolvers: {
      Chat: {
        labels: (_, __, cache, { parentKey }) =>
          presentOnly(cache.resolve(parentKey, "labels"), cache) as never,
      },
      Query: {
        node: (_, { id }) => entityOfId(String(id)),
      },
    },
    optimistic: OPTIMISTIC,
    updates: {
      Subscription: {
        events: (result, _, cache) => {
          for (const event of (result["events"] as FeedBatch).events) {
            take(event, cache);
          }
          mends.apply(cache);
        },
      },
    },
    logger: (severity, message) => {
      // Without the whole schema a write looks at the fragments of all types of a union.
      if (severity !== "debug" && !message.startsWith("Invalid undefined")) {
        // biome-ignore lint/suspicious/noConsole: graphcache's own warnings, in development alone
        console[severity](message);
      }
    },
  };
  return cacheExchange(options);
}

/** What an event changes beyond the objects that it brings. */
function take(event: FeedEvent, cache: Cache): void {
  switch (event.__typename) {
    case "ChatEvent":
      forgetGone(event.chat, event, cache);
      break;
    case "NoteEvent":
      forgetGone(event.note, event, cache);
      break;
    case "ContactEvent":
      forgetGone(event.contact, event, cache);
      break;
    case "LabelEvent":
      forgetGone(event.label, event, cache);
      break;
    case "DeliveryEvent":
      hangOnMessage(event.delivery, cache);
      break;
    case "DraftEvent":
      hangDraftOnChat(event, cache);
      break;
    case "PendingReplyEvent":
      hangPendingOnChat(event, cache);
      break;
    default:
      break;
  }
  for (const field of WHOLE.test(event.kind) ? [] : (LISTED[event.__typename] ?? [])) {
    forgetField("Query", field, cache);
  }
}

function forgetGone(value: unknown, { subjectId }: FeedEvent, cache: Cache): void {
  if (value === null && subjectId) {
    cache.invalidate({ ...entityOfId(subjectId) });
  }
}

/** A field with all of its arguments. */
function forgetField(entity: string, name: string, cache: Cache): void {
  for (const field of cache.inspectFields(entity)) {
    if (field.fieldName === name) {
      cache.invalidate(entity, name, field.arguments ?? undefined);
    }
  }
}

/** A row whose label is gone would miss a part of itself. */
function presentOnly(value: unknown, cache: Cache): unknown {
  return Array.isArray(value) ? value.filter((key) => cache.resolve(key, "id")) : value;
}

/** An edit has a delivery of its own; the newest one says how far the message is. */
function hangOnMessage(
  delivery: (FeedEvent & { __typename: "DeliveryEvent" })["delivery"],
  cache: Cache,
): void {
  if (!delivery?.message) {
    return;
  }
  const message = { __typename: "Message", id: delivery.message.id };
  const key = `Delivery:${delivery.id}`;
  const newest = cache.resolve(message, "delivery");
  if (cache.resolve(message, "id") && (typeof newest !== "string" || newest < key)) {
    cache.link(message, "delivery", key);
  }
}

function hangDraftOnChat(event: FeedEvent & { __typename: "DraftEvent" }, cache: Cache): void {
  const { draft, subjectId } = event;
  if (draft) {
    const chat = { __typename: "Chat", id: draft.chatId };
    cache.link(chat, "draft", { kind: draft.kind }, `Draft:${draft.id}`);
  } else if (subjectId) {
    const gone = { __typename: "Draft", id: subjectId };
    const [id, kind] = [cache.resolve(gone, "chatId"), cache.resolve(gone, "kind")];
    if (typeof id === "string" && typeof kind === "string") {
      cache.link({ __typename: "Chat", id }, "draft", { kind }, null);
    }
  }
  forgetField("Query", "viewer", cache);
}

/** Stands or is gone by the event itself: asked for again, a reply would stand beside its own message meanwhile. */
function hangPendingOnChat(
  { pendingReply, subjectId }: FeedEvent & { __typename: "PendingReplyEvent" },
  cache: Cache,
): void {
  const one = { __typename: "PendingReply", id: subjectId ?? "" };
  const id = pendingReply?.chatId ?? cache.resolve(one, "chatId");
  const chat = typeof id === "string" && { __typename: "Chat", id };
  const before = chat && cache.resolve(chat, "pendingReplies");
  if (chat && Array.isArray(before)) {
    const key = `PendingReply:${one.id}`;
    const others = before.filter((other) => other !== key);
    const keys = pendingReply ? [...others, key] : others;
    const at = (reply: string) => String(cache.resolve(reply, "releaseAt"));
    const inOrder = keys.toSorted((first, second) => (at(first) < at(second) ? -1 : 1));
    cache.link(chat, "pendingReplies", inOrder);
  }
  forgetField("Query", "viewer", cache);
}
