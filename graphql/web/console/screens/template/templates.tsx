/** Templates, macros and replacements: what is written and done again and again, by whose it is and by language. */
import { Trans, useLingui } from "@lingui/react/macro";
import { MessageSquareText, Replace, Zap } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import type { SharingScope } from "../../../client/operator/graphql";
import {
  EntryRow,
  Library,
  LibraryList,
  ScopeTabs,
  useAsked,
  useEntry,
  useScopeText,
} from "../../library";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { Icon } from "../../parts/icon";
import { Problem } from "../../parts/problem";
import { Select } from "../../parts/select";
import { Skeleton } from "../../parts/skeleton";
import { problemOf, useMe } from "../../shell";
import { TEMPLATES } from "./documents";
import { KindTabs } from "./kind_tabs";
import { type Kind, kindOf, newOf } from "./kinds";
import { MacroEditor } from "./macro_editor";
import { ReplacementEditor } from "./replacement_editor";
import { TemplateEditor } from "./template_editor";

const HOME = "/settings/templates";
const ICONS = { template: MessageSquareText, macro: Zap, replacement: Replace } as const;

/** A row of any of the three lists. */
interface Entry {
  id: string;
  name: string;
  text: string;
  end?: string;
  scope: SharingScope;
  locales?: readonly string[];
}

export function Templates() {
  const { t, i18n } = useLingui();
  const { may } = useMe();
  const scopeText = useScopeText();
  const [{ data, error }, read] = useQuery({
    query: TEMPLATES,
    // How often they were used is told by no event.
    requestPolicy: "cache-and-network",
  });
  const [openId, open] = useEntry(HOME);
  const [asked = "", ask] = useAsked("q");
  const [whose, setWhose] = useAsked("whose");
  const [language, setLanguage] = useAsked("language");
  const [listed, setListed] = useAsked("list");
  const [from, setFrom] = useAsked("from");
  const [entered, setEntered] = useState(0);
  if (!data || !may) {
    return error ? (
      <Problem
        message={i18n._(problemOf(error))}
        onRetry={() => read({ requestPolicy: "network-only" })}
      />
    ) : (
      <Skeleton of="rows" />
    );
  }
  const { templates, macros, replacements } = data;
  const kind = kindOf(openId, listed);
  const entries: Record<Kind, readonly Entry[]> = {
    template: templates.map((one) => ({
      id: one.id,
      name: one.title,
      text: [`/${one.shortcut}`, one.folder, scopeText(one)].filter(Boolean).join(" · "),
      end: i18n.number(one.useCount),
      scope: one.scope,
      locales: one.texts.map(({ locale }) => locale),
    })),
    macro: macros.map((one) => ({
      id: one.id,
      name: one.title,
      text: scopeText(one),
      scope: one.scope,
    })),
    replacement: replacements.map((one) => ({
      id: one.id,
      name: one.token,
      text: one.text,
      scope: one.scope,
    })),
  };
  const all = entries[kind];
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const wanted = asked.toLocaleLowerCase();
  const bodies = new Map<string, string>(
    templates.map(({ id, texts }) => [id, texts.map(({ body }) => body).join(" ")]),
  );
  const ids = all
    .filter(({ scope }) => whose === undefined || scope === whose)
    .filter(({ locales }) => !language || !locales || locales.includes(language))
    .filter(({ id, name, text }) =>
      `${name} ${text} ${bodies.get(id) ?? ""}`.toLocaleLowerCase().includes(wanted),
    )
    .map(({ id }) => id);
  const locales = [...new Set(templates.flatMap(({ texts }) => texts.map((one) => one.locale)))];
  const languages = new Intl.DisplayNames(i18n.locale, { type: "language" });
  const teams = data.teams.map(({ id, name }) => ({ id, text: name }));
  const mayShare = may.has("TEMPLATE_MANAGE");
  const words: Record<Kind, { title: string; create: string; find: string; empty: string }> = {
    template: {
      title: t`Templates`,
      create: t`New template`,
      find: t`Find a template`,
      empty: t`A template is a text that you write again and again: a slash and its shortcut put it into a message.`,
    },
    macro: {
      title: t`Macros`,
      create: t`New macro`,
      find: t`Find a macro`,
      empty: t`A macro does several things with a chat at once: it replies, labels, assigns, closes.`,
    },
    replacement: {
      title: t`Auto-replace`,
      create: t`New replacement`,
      find: t`Find a replacement`,
      empty: t`A short word that you type becomes a longer text as you write.`,
    },
  };
  const { title, create, find, empty } = words[kind];
  const begin = () => open(newOf(kind));
  const shared = { teams, mayShare, onOpen: open };
  const template = templates.find(({ id }) => id === openId);
  const macro = macros.find(({ id }) => id === openId);
  const replacement = replacements.find(({ id }) => id === openId);
  const isNew = openId === newOf(kind);

  return (
    <Library
      openId={openId}
      onBack={() => open(undefined)}
      entered={entered}
      title={title}
      list={
        <LibraryList
          key={kind}
          title={title}
          ids={ids}
          hasAny={all.length > 0}
          openId={openId}
          onOpen={(id, isByKey) => {
            open(id);
            setEntered(entered + (isByKey ? 1 : 0));
          }}
          search={{ label: find, value: asked, onChange: ask }}
          tools={
            <>
              <KindTabs
                value={kind}
                onChange={(next) => {
                  open(undefined);
                  setListed(next);
                }}
              />
              {all.length > 0 ? (
                <ScopeTabs
                  value={(["OWN", "TEAM", "EVERYONE"] as const).find((one) => one === whose)}
                  onChange={setWhose}
                />
              ) : null}
              {kind === "template" && locales.length > 1 ? (
                <Select
                  label={t`Language`}
                  isLabelHidden
                  placeholder={t`Language`}
                  value={language ?? "all"}
                  options={[
                    { id: "all", text: t`All languages` },
                    ...locales.map((id) => ({ id, text: languages.of(id) ?? id })),
                  ]}
                  onChange={(id) => setLanguage(id === "all" ? undefined : id)}
                />
              ) : null}
            </>
          }
          create={{ text: create, onPress: begin }}
          empty={
            <Empty
              icon={ICONS[kind]}
              text={empty}
              action={
                <Button tone="primary" onPress={begin}>
                  <Trans>Create the first</Trans>
                </Button>
              }
            />
          }
          row={(id) => {
            const one = byId.get(id);
            return one ? (
              <EntryRow
                id={id}
                name={one.name}
                mark={<Icon of={ICONS[kind]} />}
                text={one.text}
                end={one.end}
              />
            ) : null;
          }}
        />
      }
    >
      {kind === "template" && (isNew || template) ? (
        <TemplateEditor
          key={openId}
          template={template}
          all={templates}
          macros={macros}
          onMacro={({ id }) => {
            open(newOf("macro"));
            setFrom(id);
          }}
          {...shared}
        />
      ) : kind === "macro" && (isNew || macro) ? (
        <MacroEditor
          key={`${openId} ${isNew ? from : ""}`}
          macro={macro}
          template={templates.find(({ id }) => id === from)}
          templates={templates}
          {...shared}
        />
      ) : kind === "replacement" && (isNew || replacement) ? (
        <ReplacementEditor key={openId} replacement={replacement} {...shared} />
      ) : (
        <Empty
          icon={ICONS[kind]}
          text={openId === undefined ? t`Choose one to change it.` : t`This is not there.`}
        />
      )}
    </Library>
  );
}
