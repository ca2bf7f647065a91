/** A new channel: which kind, then what it needs; it is created and, where it has a platform, connected. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import { problemOf } from "../../shell";
import { WEB } from "./channel_state";
import type { ChannelsData } from "./channels";
import { CHANNEL_CONNECT, CHANNEL_CREATE } from "./documents";
import { type Edits, edited, inSettings, type Json, secretsOf, shownAt, withEdits } from "./edits";
import { SchemaForm } from "./schema_form";
import styles from "./schema_form.module.css";
import { SecretFields } from "./secret_fields";
import { SiteField } from "./site_field";
import { originOf } from "./web_settings";

interface AddChannelProps {
  data: ChannelsData;
  onClose: () => void;
  onCreated: (id: string) => void;
}

export function AddChannel({ data, onClose, onCreated }: AddChannelProps) {
  const { t, i18n } = useLingui();
  const [plugin, setPlugin] = useState(WEB);
  const [name, setName] = useState("");
  const [site, setSite] = useState("");
  const [edits, setEdits] = useState<Edits>({});
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<{ at: string; text: string }>();
  const [isPending, setPending] = useState(false);
  const [, create] = useMutation(CHANNEL_CREATE);
  const [, connect] = useMutation(CHANNEL_CONNECT);
  const installed = data.plugins.find((one) => one.name === plugin);
  const at = (place: string) => (problem?.at === place ? problem.text : undefined);

  const submit = async () => {
    const origin = originOf(site);
    if (plugin === WEB && !origin) {
      setProblem({ at: "site", text: t`Write it as https://shop.example.com.` });
      return;
    }
    setPending(true);
    const settings: Json = origin ? { allowed_origins: [origin] } : withEdits({}, edits);
    const { data: answer, error } = await create({
      input: { plugin, name: name.trim(), settings, secrets: secretsOf(secrets) },
    });
    const refused = answer?.channelCreate.userErrors[0];
    const channel = answer?.channelCreate.channel;
    if (channel) {
      if (plugin !== WEB) {
        // What the platform says stands on the channel's own page.
        await connect({ input: { channelId: channel.id } });
      }
      onCreated(channel.id);
      return;
    }
    setPending(false);
    const text = error ? i18n._(problemOf(error)) : (refused?.message ?? "");
    setProblem({ at: refused?.path?.at(-1) ?? "name", text });
  };
  return (
    <Dialog
      title={t`Add a channel`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button tone="primary" isPending={isPending} onPress={() => void submit()}>
            {plugin === WEB ? <Trans>Create</Trans> : <Trans>Create and connect</Trans>}
          </Button>
        </>
      }
    >
      <form
        className={styles.fields}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Select
          label={t`Kind`}
          placeholder={t`Choose`}
          value={plugin}
          options={[
            { id: WEB, text: t`Web chat` },
            ...data.plugins.map(({ name: id, title }) => ({ id, text: title })),
          ]}
          onChange={setPlugin}
        />
        <TextField
          label={t`Name`}
          help={t`Your team reads it.`}
          maxLength={200}
          isRequired
          value={name}
          error={at("name")}
          onChange={setName}
        />
        {plugin === WEB ? (
          <SiteField
            isRequired
            value={site}
            error={at("site") ?? at("settings")}
            onChange={setSite}
          />
        ) : (
          <>
            <SecretFields
              names={(installed?.secrets ?? []).filter(({ isGenerated }) => !isGenerated)}
              values={secrets}
              isKept={false}
              error={at("secrets")}
              onChange={setSecrets}
            />
            {installed?.settingsSchema ? (
              <SchemaForm
                schema={installed.settingsSchema}
                prefix={inSettings("")}
                value={(place) => shownAt(edits, {}, place)}
                error={(place) =>
                  problem?.text.includes(place.slice(9)) ? at("settings") : undefined
                }
                onChange={(place, value) => setEdits(edited(edits, {}, place, value))}
                secrets={secrets}
                onSecrets={setSecrets}
              />
            ) : null}
          </>
        )}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
