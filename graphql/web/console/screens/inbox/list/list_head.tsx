/** The head of the list: which list it is, and in which order it stands. */
import { useLingui } from "@lingui/react/macro";
import {
  ArrowDownUp,
  Check,
  ChevronDown,
  Download,
  Inbox,
  ListFilter,
  RotateCw,
  Search,
  Table2,
} from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import type { Criteria } from "../../../live/matches";
import { Badge } from "../../../parts/badge";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { Menu } from "../../../parts/menu";
import { useKeys, usePaneCount } from "../../../shell";
import { usePalette } from "../palette/use_palette";
import { countFilters, ORDERS, type OrderName, orderOf } from "../place";
import { type Choices, useInbox } from "../use_inbox";
import { useKept } from "../use_kept";
import { exportedFilter } from "./exported";
import { FilterPicker } from "./filter_picker";
import styles from "./list_head.module.css";

const ExportDialog = lazy(() =>
  import("./export_dialog").then(({ ExportDialog }) => ({ default: ExportDialog })),
);

interface ListHeadProps {
  view: Choices["views"][number] | undefined;
  /** What it asks for. */
  criteria: Criteria;
  counts: (name: string) => { total: number; unread: number } | undefined;
  onReload: () => void;
}

export function ListHead({ view, criteria, counts, onReload }: ListHeadProps) {
  const { t } = useLingui();
  const { place, go, choices, may } = useInbox();
  const palette = usePalette();
  const [isFiltering, setFiltering] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const exported = may.has("CHAT_EXPORT") ? exportedFilter(criteria) : undefined;
  const orders: Record<OrderName, string> = {
    latest: t`Newest message first`,
    waiting: t`Waiting longest first`,
    created: t`Newest chat first`,
    name: t`By name, A to Z`,
    "-name": t`By name, Z to A`,
  };
  const order = orderOf(place, view?.chatOrder);
  const [isTable, setTable] = useKept("table");
  const [isNext, setNext] = useKept("next-after-close");
  const isWide = usePaneCount() === 4;
  const views = choices.views.toSorted((one, other) => one.position - other.position);
  const showView = (id: string | undefined) =>
    go({ view: id, order: undefined, filters: {}, list: "all", colleague: undefined });
  useKeys(
    views.slice(0, 9).map(({ id, name }, place) => ({
      keys: `g ${place + 1}`,
      text: name,
      group: t`Views`,
      onPress: () => showView(id),
    })),
  );

  return (
    <header className={styles.head}>
      <Menu
        label={t`Views`}
        placement="bottom start"
        trigger={
          <AriaButton className={styles.title}>
            <h1 className={styles.name}>
              <bdi>{view?.name ?? t`Inbox`}</bdi>
            </h1>
            <Icon of={ChevronDown} size="small" />
          </AriaButton>
        }
        sections={[
          [
            {
              id: "inbox",
              text: t`Inbox`,
              icon: view ? Inbox : Check,
              onAction: () => showView(undefined),
            },
          ],
          views.map(({ id, name }, place) => ({
            id,
            text: `${name} · ${counts(id)?.total ?? "–"}`,
            ...(view?.id === id && { icon: Check }),
            ...(place < 9 && { keys: `g ${place + 1}` }),
            onAction: () => showView(id),
          })),
        ].filter((section) => section.length > 0)}
      />
      <span className={styles.acts}>
        <IconButton
          icon={Search}
          label={t`Find a chat, a customer or an act`}
          keys="Mod+K"
          onPress={palette.open}
        />
        <span className={styles.filter}>
          <IconButton icon={ListFilter} label={t`Filter`} onPress={() => setFiltering(true)} />
          <span className={styles.count}>
            <Badge count={countFilters(place)} label={t`${countFilters(place)} filters`} />
          </span>
        </span>
        {isWide ? (
          <IconButton
            icon={Table2}
            label={t`As a table over the whole page`}
            isPressed={isTable && place.chat === undefined}
            onPress={() => {
              const isBack = isTable && place.chat !== undefined;
              setTable(isBack || !isTable);
              go({ chat: undefined, message: undefined });
            }}
          />
        ) : null}
        <Menu
          label={t`Order`}
          trigger={<IconButton icon={ArrowDownUp} label={t`Order`} />}
          sections={[
            (Object.keys(ORDERS) as OrderName[]).map((name) => ({
              id: name,
              text: orders[name],
              ...(name === order && { icon: Check }),
              onAction: () => go({ order: name === "latest" && !view ? undefined : name }),
            })),
            [
              {
                id: "reload",
                text: t`Read the list again`,
                icon: RotateCw,
                keys: "Shift+R",
                onAction: onReload,
              },
              ...(exported
                ? [
                    {
                      id: "export",
                      text: t`Export …`,
                      icon: Download,
                      onAction: () => setExporting(true),
                    },
                  ]
                : []),
              {
                id: "next",
                text: t`Open the next chat after closing one`,
                ...(isNext && { icon: Check }),
                onAction: () => setNext(!isNext),
              },
            ],
          ]}
        />
      </span>
      <FilterPicker isOpen={isFiltering} onClose={() => setFiltering(false)} />
      {isExporting && exported ? (
        <Suspense>
          <ExportDialog filter={exported} onClose={() => setExporting(false)} />
        </Suspense>
      ) : null}
    </header>
  );
}
