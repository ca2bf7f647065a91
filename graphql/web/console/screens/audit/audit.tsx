/** The audit log: who changed what and when, what it was before and is after, from where; live at its head (F110). */
import { getLocalTimeZone } from "@internationalized/date";
import { Trans, useLingui } from "@lingui/react/macro";
import { History, RotateCw } from "lucide-react";
import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import { usePages } from "../../live/use_pages";
import { Button } from "../../parts/button";
import { Combobox } from "../../parts/combobox";
import { DateRange, type Days } from "../../parts/date_range";
import { Empty } from "../../parts/empty";
import { PageBody } from "../../parts/page_body";
import { PageHead } from "../../parts/page_head";
import { Problem } from "../../parts/problem";
import { SearchField } from "../../parts/search_field";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import styles from "./audit.module.css";
import { AuditRow } from "./audit_row";
import { AUDIT_PEOPLE } from "./documents";
import { periodOf } from "./period";
import { useAuditLog } from "./use_audit_log";

export function Audit() {
  const { t, i18n } = useLingui();
  const [here, go] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const [who, what] = [asked.get("who"), asked.get("what")];
  const [from, to] = [asked.get("from"), asked.get("to")];
  const { nodes: people } = usePages(AUDIT_PEOPLE, ({ operators }) => operators);
  const [typed, setTyped] = useState(what ?? "");
  const log = useAuditLog({
    ...(who && { operatorId: who }),
    ...(what && { action: what }),
    ...periodOf(from, to, getLocalTimeZone()),
  });
  const set = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(asked);
    for (const [name, value] of Object.entries(changes)) {
      if (value) {
        next.set(name, value);
      } else {
        next.delete(name);
      }
    }
    const query = next.toString();
    go(query === "" ? here : `${here}?${query}`, { replace: true });
  };
  const choose = (action: string) => {
    setTyped(action);
    set({ what: action });
  };
  const days: Days | null = from && to ? { from, to } : null;
  const isNarrowed = [who, what, from].some(Boolean);
  return (
    <PageBody>
      <PageHead
        title={t`Audit log`}
        text={t`Every change: who made it, what it was before and is after, from where.`}
      />
      <search className={styles.filters}>
        <Combobox
          key={people?.length ?? 0}
          label={t`Who`}
          placeholder={t`Everybody`}
          value={who}
          options={(people ?? []).map(({ id, name }) => ({ id, text: name }))}
          onChange={(id) => set({ who: id })}
        />
        <div className={styles.what}>
          <span className={styles.label} aria-hidden="true">{t`What`}</span>
          <SearchField
            label={t`What was done`}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              if (value === "") {
                set({ what: null });
              }
            }}
            onSubmit={(value) => set({ what: value.trim() })}
          />
        </div>
        <DateRange
          label={t`Period`}
          value={days}
          onChange={(next) => set({ from: next?.from ?? null, to: next?.to ?? null })}
        />
        {isNarrowed ? (
          <Button
            tone="quiet"
            icon={RotateCw}
            onPress={() => {
              setTyped("");
              go(here, { replace: true });
            }}
          >
            <Trans>Show all</Trans>
          </Button>
        ) : null}
      </search>
      {log.shown ? (
        log.shown.lines.length === 0 ? (
          <Empty icon={History} text={t`Nothing was changed like this.`} />
        ) : (
          <>
            <ol className={styles.lines} aria-label={t`Changes`}>
              {log.shown.lines.map((line) => (
                <AuditRow key={line.id} line={line} onAction={choose} />
              ))}
            </ol>
            {log.shown.end ? (
              <div className={styles.older}>
                <Button isPending={log.isReading} onPress={() => void log.readOlder()}>
                  <Trans>Show older ones</Trans>
                </Button>
              </div>
            ) : null}
          </>
        )
      ) : log.error ? (
        <Problem message={i18n._(problemOf(log.error))} onRetry={() => void log.readHead()} />
      ) : (
        <Skeleton of="rows" count={8} />
      )}
    </PageBody>
  );
}
