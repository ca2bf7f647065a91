/** Views of one thing, one at a time; arrows go from one to the next. */
import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components/Tabs";
import { Badge } from "./badge";
import styles from "./tabs.module.css";

export interface TabContent {
  id: string;
  text: string;
  /** How many wait there, and the same in words. */
  count?: { of: number; label: string };
  isDisabled?: boolean;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly TabContent[];
  /** The open one's id. */
  value: string;
  onChange: (id: string) => void;
}

export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  return (
    <AriaTabs selectedKey={value} onSelectionChange={(id) => onChange(String(id))}>
      <TabList className={styles.list} aria-label={label}>
        {tabs.map(({ id, text, count, isDisabled }) => (
          <Tab key={id} id={id} className={styles.tab} isDisabled={isDisabled}>
            {text}
            {count ? <Badge count={count.of} label={count.label} tone="neutral" /> : null}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
