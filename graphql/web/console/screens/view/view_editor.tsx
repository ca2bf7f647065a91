/** One view: its name, what its chats are like, their order, and whose it is; how many there are stands above. */
import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ChatOrder, SharingScope, ShownViewFragment } from "../../../client/operator/graphql";
import { useOrderText } from "../../chat";
import {
  DeleteDialog,
  Editor,
  Elsewhere,
  LikeCountText,
  NEW,
  ScopeField,
  useEdited,
  useLikeCount,
  useSave,
  useScopeText,
} from "../../library";
import { IconButton } from "../../parts/icon_button";
import { Select } from "../../parts/select";
import { TextField } from "../../parts/text_field";
import { useKeys } from "../../shell";
import { type Conditions, isBlank, readFilter, withoutBlank, writeFilter } from "./conditions";
import { VIEW_CREATE, VIEW_DELETE, VIEW_UPDATE } from "./documents";
import { FilterBuilder } from "./filter_builder";
import { moved } from "./moves";
import { useFields } from "./use_fields";
import styles from "./view_editor.module.css";

interface ViewEditorProps {
  /** None where it is new. */
  view: ShownViewFragment | undefined;
  /** All, in their order. */
  views: readonly ShownViewFragment[];
  /** How many chats the saved one has. */
  total: number | undefined;
  mayShare: boolean;
  onOpen: (id: string | undefined, isQuiet?: boolean) => void;
}

interface Values {
  name: string;
  /** None where it goes deeper than lines. */
  conditions: Conditions | undefined;
  chatOrder: ChatOrder;
  scope: SharingScope;
  teamId: string | null;
}

const BLANK: Values = {
  name: "",
  conditions: { mode: "all", list: [{ field: "status", value: [], isNot: false }] },
  chatOrder: "LAST_MESSAGE",
  scope: "OWN",
  teamId: null,
};

const valuesOf = ({ name, filter, chatOrder, scope, team }: ShownViewFragment): Values => ({
  name,
  conditions: readFilter(filter),
  chatOrder,
  scope,
  teamId: team?.id ?? null,
});

export function ViewEditor({ view, views, total, mayShare, onOpen }: ViewEditorProps) {
  const { t } = useLingui();
  const orders = useOrderText();
  const fields = useFields();
  const scopeText = useScopeText();
  const [isDeleting, setDeleting] = useState(false);
  const edited = useEdited(view?.id ?? `view ${NEW}`, view ? valuesOf(view) : BLANK);
  const { values, theirs, changes, set } = edited;
  const saving = useSave(["name", "filter", "teamId"]);
  const { save, problems, setProblems } = saving;
  const { save: saveOther, problems: otherProblems } = useSave([]);
  const isReadOnly = view !== undefined && view.scope !== "OWN" && !mayShare;
  const { conditions } = values;
  const isAskedAgain = conditions !== undefined && (!view || changes.conditions !== undefined);
  const like = useLikeCount(isAskedAgain ? writeFilter(withoutBlank(conditions)) : undefined);
  const siblings = views.filter((one) => one.scope === view?.scope);
  const place = siblings.findIndex(({ id }) => id === view?.id);

  const submit = async () => {
    const filter = conditions && writeFilter(conditions);
    if (values.name.trim() === "") {
      setProblems({ name: t`This is needed.` });
    } else if (conditions?.list.some(isBlank)) {
      setProblems({ filter: t`A condition says nothing yet: choose a value, or remove it.` });
    } else if (view) {
      const { name, chatOrder } = changes;
      const input = {
        viewId: view.id,
        expectedVersion: view.version,
        ...(name !== undefined && { name }),
        ...(chatOrder && { chatOrder }),
        ...(changes.conditions && filter && { filter }),
      };
      if (await save(VIEW_UPDATE, input)) {
        edited.discard();
      }
    } else {
      const { name, chatOrder, scope, teamId } = values;
      const position = Math.max(-1, ...views.map((one) => one.position)) + 1;
      const input = { name, chatOrder, scope, teamId, position, filter: filter ?? {} };
      const made = await save(VIEW_CREATE, input);
      if (made?.view) {
        edited.discard();
        onOpen(made.view.id, true);
      }
    }
  };
  const move = async (by: -1 | 1) => {
    for (const { id, position } of view ? moved(siblings, view.id, by) : []) {
      await saveOther(VIEW_UPDATE, { viewId: id, position });
    }
  };
  useKeys(
    view && !isReadOnly
      ? [
          {
            keys: "Alt+ArrowUp",
            text: t`Move up`,
            group: t`Views`,
            onPress: () => void move(-1),
          },
          {
            keys: "Alt+ArrowDown",
            text: t`Move down`,
            group: t`Views`,
            onPress: () => void move(1),
          },
        ]
      : [],
  );
  const remove = async () => {
    if (view && (await saveOther(VIEW_DELETE, { viewId: view.id }))) {
      edited.discard();
      onOpen(undefined, true);
    }
  };

  return (
    <Editor
      title={view ? view.name : t`New view`}
      about={
        <>
          {view && !isAskedAgain ? (
            <LikeCountText
              of={total === undefined ? undefined : { count: total, hasMore: false }}
              href={`/inbox?view=${view.id}`}
            />
          ) : (
            <span role="status">
              <LikeCountText of={like} />
            </span>
          )}
          {view ? <span>{scopeText(view)}</span> : null}
        </>
      }
      actions={
        view && !isReadOnly ? (
          <>
            <IconButton
              icon={ArrowUp}
              label={t`Move up`}
              isDisabled={place <= 0}
              onPress={() => void move(-1)}
            />
            <IconButton
              icon={ArrowDown}
              label={t`Move down`}
              isDisabled={place < 0 || place === siblings.length - 1}
              onPress={() => void move(1)}
            />
            <IconButton icon={Trash2} label={t`Delete…`} onPress={() => setDeleting(true)} />
          </>
        ) : undefined
      }
      isNew={!view}
      edited={edited}
      saving={saving}
      problem={otherProblems[""]}
      readOnly={
        isReadOnly
          ? t`To change what others see too you need the permission “Manage views”.`
          : undefined
      }
      onSave={() => void submit()}
      onGiveUp={() => onOpen(undefined)}
    >
      <div>
        <TextField
          label={t`Name`}
          isFirst={!view}
          maxLength={200}
          value={values.name}
          error={problems["name"]}
          isDisabled={isReadOnly}
          onChange={(name) => set({ name })}
        />
        <Elsewhere edited={edited} field="name">
          <bdi>{theirs.name}</bdi>
        </Elsewhere>
      </div>
      <div>
        {conditions ? (
          <FilterBuilder
            value={conditions}
            fields={fields}
            isDisabled={isReadOnly}
            error={problems["filter"]}
            onChange={(next) => set({ conditions: next })}
          />
        ) : (
          <div className={styles.deep}>
            <p className={styles.text}>
              <Trans>
                This view asks for more than lines can say. It works as it is; its name and order
                can be changed here.
              </Trans>
            </p>
            <pre className={styles.code} dir="ltr">
              {JSON.stringify(view?.filter, null, 2)}
            </pre>
          </div>
        )}
        <Elsewhere edited={edited} field="conditions">
          {t`other conditions`}
        </Elsewhere>
      </div>
      <div>
        <Select
          label={t`Order`}
          placeholder={t`Order`}
          value={values.chatOrder}
          isDisabled={isReadOnly}
          options={(Object.keys(orders) as ChatOrder[]).map((id) => ({ id, text: orders[id] }))}
          onChange={(id) => set({ chatOrder: id as ChatOrder })}
        />
        <Elsewhere edited={edited} field="chatOrder">
          {orders[theirs.chatOrder]}
        </Elsewhere>
      </div>
      {view ? null : (
        <ScopeField
          value={values}
          teams={fields.teams}
          mayShare={mayShare}
          error={problems["teamId"]}
          onChange={set}
        />
      )}
      {view ? (
        <DeleteDialog
          title={t`Delete the view ${view.name}?`}
          problem={otherProblems[""]}
          isOpen={isDeleting}
          isDeleting={false}
          onDelete={() => void remove()}
          onClose={() => setDeleting(false)}
        >
          <p className={styles.text}>
            {view.scope === "OWN" ? (
              <Trans>Its chats stay; only this list goes.</Trans>
            ) : (
              <Trans>Its chats stay; the list goes for all who have it.</Trans>
            )}
          </p>
        </DeleteDialog>
      ) : null}
    </Editor>
  );
}
