/** One contact: who they are, what can be done, and in tabs what is known of them. */
import { useLingui } from "@lingui/react/macro";
import { UserRoundX } from "lucide-react";
import { useEffect } from "react";
import { useQuery } from "urql";
import type { ContactRolesQuery, Permission } from "../../../client/operator/graphql";
import { ContactNotes, Duplicates } from "../../contact";
import { chatOf } from "../../live/events";
import { useLive } from "../../live/provider";
import { useToldVisit } from "../../live/use_told_visit";
import { Empty } from "../../parts/empty";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { type TabContent, Tabs } from "../../parts/tabs";
import { problemOf } from "../../shell";
import { Consents } from "./consents";
import { ContactChats } from "./contact_chats";
import { ContactHead } from "./contact_head";
import styles from "./contact_page.module.css";
import { CONTACT_PAGE, CONTACT_VISITS } from "./documents";
import { Fields } from "./fields";
import { Pages } from "./pages";
import { type Place, TABS } from "./place";
import { Unites } from "./unites";

interface ContactPageProps {
  id: string;
  place: Place;
  go: (change: Partial<Place>, isQuiet?: boolean) => void;
  may: ReadonlySet<Permission>;
  roles: ContactRolesQuery["contactRoles"];
  kinds: ContactRolesQuery["attributeKinds"];
}

const FRESH = { requestPolicy: "network-only" } as const;

export function ContactPage({ id, place, go, may, roles, kinds }: ContactPageProps) {
  const { t, i18n } = useLingui();
  const live = useLive();
  const [{ data, error }, read] = useQuery({
    query: CONTACT_PAGE,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const maySeeVisits = may.has("VISIT_READ");
  const [visits, readVisits] = useQuery({
    query: CONTACT_VISITS,
    variables: { contactId: id },
    pause: !maySeeVisits,
    requestPolicy: "cache-and-network",
  });
  const told = useToldVisit(id, !maySeeVisits);
  useEffect(() => {
    if (told) {
      readVisits(FRESH);
    }
  }, [told, readVisits]);
  // What the feed tells of a contact is less than stands here.
  useEffect(
    () =>
      live.feed.events.add((event) => {
        const isChat = chatOf(event)?.contact.id === id;
        const isNote = event.__typename === "NoteEvent";
        if (event.subjectId === id || isChat || isNote) {
          read(FRESH);
        }
      }),
    [live, id, read],
  );
  const contact = data?.contact;
  // The id of one who was pulled into another stands for that one.
  const standsFor = contact && contact.id !== id ? contact.id : undefined;
  useEffect(() => {
    if (standsFor !== undefined) {
      go({ contact: standsFor }, true);
    }
  }, [standsFor, go]);

  if (error && !contact) {
    return <Problem message={i18n._(problemOf(error))} onRetry={() => read(FRESH)} />;
  }
  if (!data) {
    return (
      <div className={styles.page}>
        <Skeleton of="text" count={6} />
      </div>
    );
  }
  if (!contact) {
    return (
      <Empty
        icon={UserRoundX}
        text={t`There is no such contact any more, or you may not see it.`}
      />
    );
  }
  const seen = visits.data?.visits.nodes ?? [];
  const content: Record<Place["tab"], Omit<TabContent, "id"> | undefined> = {
    chats: {
      text: t`Chats`,
      count: { of: contact.chats.nodes.length, label: t`Chats: ${contact.chats.nodes.length}` },
      content: <ContactChats chats={contact.chats.nodes} />,
    },
    notes: {
      text: t`Notes`,
      content: <ContactNotes contactId={contact.id} notes={contact.notes.nodes} may={may} />,
    },
    pages: may.has("VISIT_READ") ? { text: t`Pages`, content: <Pages visits={seen} /> } : undefined,
    fields: {
      text: t`Fields`,
      content: <Fields contact={contact} roles={roles} kinds={kinds} may={may} />,
    },
    consent: may.has("VISIT_READ")
      ? { text: t`Consent`, content: <Consents visits={seen} /> }
      : undefined,
  };
  const tabs = TABS.flatMap((tab) => {
    const found = content[tab];
    return found ? [{ id: tab, ...found }] : [];
  });
  return (
    <article className={styles.page} aria-label={contact.name}>
      <ContactHead
        contact={contact}
        role={roles.find(({ key }) => key === contact.role)}
        may={may}
        onErased={() => go({ contact: undefined })}
      />
      <Duplicates contact={contact} duplicates={contact.duplicates} may={may} />
      <Unites unites={contact.unites} may={may} />
      <Tabs
        label={t`About ${contact.name}`}
        tabs={tabs}
        value={tabs.some((tab) => tab.id === place.tab) ? place.tab : "chats"}
        onChange={(tab) => go({ tab: TABS.find((one) => one === tab) ?? "chats" }, true)}
      />
    </article>
  );
}
