/** What a channel's plugin wants to know: its secrets and the settings of its schema. */
import { useLingui } from "@lingui/react/macro";
import type { ShownChannelFragment } from "../../../client/operator/graphql";
import { Banner } from "../../parts/banner";
import type { ChannelsData } from "./channels";
import { Contested } from "./contested";
import { inSettings } from "./edits";
import { SchemaForm } from "./schema_form";
import styles from "./schema_form.module.css";
import { SecretFields } from "./secret_fields";
import type { ChannelEdit } from "./use_channel_edit";

interface PluginFormProps {
  channel: ShownChannelFragment;
  data: ChannelsData;
  edit: ChannelEdit;
  isDisabled: boolean;
}

export function PluginForm({ channel, data, edit, isDisabled }: PluginFormProps) {
  const { t } = useLingui();
  const plugin = data.plugins.find(({ name }) => name === channel.plugin);
  if (!plugin) {
    return (
      <Banner tone="danger">{t`Its plugin is not installed: install it, then this channel works again.`}</Banner>
    );
  }
  return (
    <div className={styles.fields}>
      {plugin.suspendedReason ? (
        <Banner tone="danger">
          <bdi>{plugin.suspendedReason}</bdi>
        </Banner>
      ) : null}
      {isDisabled ? null : (
        <SecretFields
          // Saved, they are kept again.
          key={channel.version}
          names={plugin.secrets.filter(({ isGenerated }) => !isGenerated)}
          values={edit.secrets}
          isKept
          error={edit.secretsError}
          onChange={edit.setSecrets}
        />
      )}
      {plugin.settingsSchema ? (
        <SchemaForm
          schema={plugin.settingsSchema}
          prefix={inSettings("")}
          value={edit.value}
          error={edit.error}
          onChange={edit.set}
          beside={(place) => <Contested edit={edit} place={place} />}
          isDisabled={isDisabled}
          secrets={edit.secrets}
          onSecrets={edit.setSecrets}
        />
      ) : null}
    </div>
  );
}
