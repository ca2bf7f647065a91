/** The unsaved changes of one channel: kept over a reload, followed by what others save, and saved in one go. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { ChannelUpdateInput, ShownChannelFragment } from "../../../client/operator/graphql";
import { tell } from "../../parts/toast_queue";
import { problemOf, useToasts } from "../../shell";
import { CHANNEL_UPDATE } from "./documents";
import {
  type Edits,
  edited,
  isContested,
  type Json,
  type Place,
  placesOf,
  secretsOf,
  settled,
  shownAt,
  type Values,
  withEdits,
} from "./edits";

type Told = { text: string; isOfSettings: boolean; isOfSecrets: boolean; path: string | undefined };

export function useChannelEdit(channel: ShownChannelFragment) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const [kept, setKept] = useState<Edits>(() => read(channel.id));
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const [told, setTold] = useState<Told>();
  const [{ fetching }, update] = useMutation(CHANNEL_UPDATE);
  const values: Values = {
    name: channel.name,
    teamId: channel.team?.id,
    scheduleId: channel.schedule?.id,
    memberTeamIds: channel.memberTeams.map(({ id }) => id),
    memberOperatorIds: channel.memberOperators.map(({ id }) => id),
    reopenWithinMs: channel.reopenWithinMs as Json | undefined,
    ...placesOf(channel.settings as Json),
  };
  const edits = settled(kept, values);
  const given = secretsOf(secrets);
  const set = (next: Edits) => {
    setKept(next);
    write(channel.id, next);
  };
  const discard = () => {
    set({});
    setSecrets({});
    setTold(undefined);
  };
  const save = async () => {
    const input: ChannelUpdateInput = {
      channelId: channel.id,
      expectedVersion: channel.version,
      ...inputOf(edits, channel.settings as Json),
      ...(given.length > 0 && { secrets: given }),
    };
    const { data, error } = await update({ input });
    const refused = data?.channelUpdate.userErrors[0];
    if (error || refused) {
      const path = refused?.path?.at(-1);
      setTold({
        text: error ? i18n._(problemOf(error)) : (refused?.message ?? ""),
        isOfSettings: path === "settings",
        isOfSecrets: path === "secrets",
        path,
      });
      return;
    }
    discard();
    tell(toasts, { text: t`The channel is saved.` });
  };
  /** The server names the setting first, such as `look.title is one line ..`. */
  const isAbout = (place: Place) =>
    told?.isOfSettings
      ? told.text.startsWith(place.replace("settings/", "").replaceAll("/", "."))
      : told?.path === place;
  return {
    value: (place: Place) => shownAt(edits, values, place),
    theirs: (place: Place) =>
      isContested(edits, values, place) ? { is: values[place] } : undefined,
    set: (place: Place, value: Json | undefined) => set(edited(edits, values, place, value)),
    setMany: (changed: Values) =>
      set(
        Object.entries(changed).reduce(
          (all, [place, value]) => edited(all, values, place, value),
          edits,
        ),
      ),
    take: (place: Place) => set(edited(edits, values, place, values[place])),
    error: (place: Place) => (told && isAbout(place) ? told.text : undefined),
    /** What is wrong, and of no field that is shown. */
    problem: told?.text,
    secretsError: told?.isOfSecrets ? told.text : undefined,
    secrets,
    setSecrets,
    isChanged: Object.keys(edits).length > 0 || given.length > 0,
    isSaving: fetching,
    save,
    discard,
  };
}

export type ChannelEdit = ReturnType<typeof useChannelEdit>;

function inputOf(edits: Edits, settings: Json): Partial<ChannelUpdateInput> {
  const input: Record<string, unknown> = {};
  for (const [place, { mine }] of Object.entries(edits)) {
    if (place.startsWith("settings/")) {
      input["settings"] ??= withEdits(settings, edits);
    } else {
      input[place] = mine ?? null;
    }
  }
  return input;
}

const keyOf = (id: string) => `switchboard:channel:${id}`;

function read(id: string): Edits {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "{}") as Edits;
  } catch {
    return {};
  }
}

function write(id: string, edits: Edits): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(edits));
  } catch {
    // The browser keeps nothing: what is changed lasts as long as the page.
  }
}
