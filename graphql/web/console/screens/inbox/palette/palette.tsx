/** Ctrl+K: customers by what is typed, acts on the open chat, and the ways through the inbox. */
import { useLingui } from "@lingui/react/macro";
import { CircleCheck, Inbox, Search, Settings, UserRound } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useQuery } from "urql";
import { useLocation } from "wouter";
import { graphql } from "../../../../client/operator";
import { Avatar } from "../../../parts/avatar";
import { Picker } from "../../../parts/picker";
import { readQuery, writeQuery } from "../../../search";
import { useKeys } from "../../../shell";
import { mayOpen, SECTIONS } from "../../settings";
import { useInbox } from "../use_inbox";
import { type PaletteAct, type PaletteGroup, PaletteProvider } from "./use_palette";

const PEOPLE = graphql(`
  query PalettePeople($query: String!) {
    search(query: $query, kinds: [CONTACT], first: 8) {
      nodes {
        __typename
        ... on Contact {
          id
          name
          email
          phone
          chats(first: 1) {
            nodes {
              id
              number
            }
          }
        }
      }
    }
  }
`);

export function Palette({ children }: { children: ReactNode }) {
  const { t, i18n } = useLingui();
  const { go, choices, may } = useInbox();
  const [, navigate] = useLocation();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [group, offer] = useState<PaletteGroup>();
  const wanted = typed.trim();
  const [{ data }] = useQuery({
    query: PEOPLE,
    variables: { query: writeQuery(readQuery(wanted)) },
    pause: !isOpen || wanted === "",
  });
  const open = useCallback(() => {
    setTyped("");
    setOpen(true);
  }, []);
  const value = useMemo(() => ({ open, offer }), [open]);
  useKeys([
    {
      keys: "Mod+K",
      text: t`Find a chat, a customer or an act`,
      group: t`Anywhere`,
      onPress: open,
    },
  ]);

  const ways: PaletteAct[] = [
    {
      id: "open",
      text: t`Open chats`,
      icon: Inbox,
      onAction: () =>
        go({ tab: "open", list: "all", colleague: undefined, view: undefined, filters: {} }),
    },
    {
      id: "mine",
      text: t`My chats`,
      icon: UserRound,
      onAction: () => go({ tab: "open", list: "mine", colleague: undefined }),
    },
    {
      id: "done",
      text: t`Completed chats`,
      icon: CircleCheck,
      onAction: () => go({ tab: "done" }),
    },
    ...choices.views.map(({ id, name }) => ({
      id: `view ${id}`,
      text: name,
      onAction: () => go({ view: id, filters: {}, list: "all", colleague: undefined }),
    })),
    ...SECTIONS.filter((section) => mayOpen(section, may)).map(({ path, label }) => ({
      id: path,
      text: t`Settings: ${i18n._(label)}`,
      icon: Settings,
      onAction: () => navigate(path),
    })),
  ];
  const like = (text: string) => text.toLocaleLowerCase().includes(wanted.toLocaleLowerCase());
  const number = /^#?(\d+)$/.exec(wanted)?.[1];
  const found = wanted === "" ? [] : (data?.search.nodes ?? []);
  const people = found.flatMap((node): (PaletteAct & { help?: string; face?: string })[] => {
    const chat = node.__typename === "Contact" ? node.chats.nodes[0] : undefined;
    return node.__typename === "Contact"
      ? [
          {
            id: node.id,
            face: node.id,
            text: node.name,
            help: [node.email, node.phone].filter(Boolean).join(" · "),
            onAction: () =>
              chat
                ? go({ chat: chat.number, message: undefined })
                : navigate(`/contacts/${node.id}`),
          },
        ]
      : [];
  });
  const numbered: PaletteAct[] = number
    ? [
        {
          id: "number",
          text: t`Go to chat ${number}`,
          icon: Inbox,
          onAction: () => go({ chat: Number(number), message: undefined }),
        },
      ]
    : [];
  const search: PaletteAct[] =
    wanted === ""
      ? []
      : [
          {
            id: "search",
            text: t`Search everything for “${wanted}”`,
            icon: Search,
            keys: "/",
            onAction: () => {
              const told = new URLSearchParams({ q: writeQuery(readQuery(wanted)) });
              navigate(`/search?${told}`);
            },
          },
        ];
  const sections = [
    { id: "number", title: t`Chats`, acts: numbered },
    { id: "people", title: t`Customers`, acts: people },
    { id: "search", title: t`Search`, acts: search },
    {
      id: "chat",
      title: group?.title ?? "",
      acts: group?.acts.filter(({ text }) => like(text)) ?? [],
    },
    { id: "ways", title: t`Go to`, acts: ways.filter(({ text }) => like(text)) },
  ].filter(({ acts }) => acts.length > 0);

  return (
    <PaletteProvider value={value}>
      {children}
      <Picker
        title={t`Find a chat, a customer or an act`}
        placeholder={t`A customer, a chat's number or what to do`}
        sections={sections.map(({ id, title, acts }) => ({
          id,
          title,
          options: acts.map(({ onAction: _, ...act }) => ({
            ...act,
            ...("face" in act && {
              mark: <Avatar id={String(act.face)} name={act.text} size="small" />,
            }),
          })),
        }))}
        search={{ value: typed, onChange: setTyped }}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={(id) =>
          sections
            .flatMap(({ acts }) => acts)
            .find((act) => act.id === id)
            ?.onAction()
        }
      />
    </PaletteProvider>
  );
}
