import { Users } from "lucide-react";
import { useState } from "react";
import type { Story } from "../gallery";
import { DataTable, type Sort } from "./data_table";
import { Empty } from "./empty";

const ROWS = [
  { id: "1", name: "Ana Kovac", role: "Merchant", chats: 41, last: "today" },
  { id: "2", name: "Ben Ortiz", role: "Buyer", chats: 2, last: "Mon" },
  { id: "3", name: "Ігор Бондар", role: "Merchant", chats: 1204, last: "2 Mar" },
  { id: "4", name: "ليلى حداد", role: "Buyer", chats: 7, last: "1 Mar 2025" },
];
type Contact = (typeof ROWS)[number];
const COLUMNS = [
  { id: "name", title: "Name", isSortable: true, render: ({ name }: Contact) => <bdi>{name}</bdi> },
  { id: "role", title: "Role", render: ({ role }: Contact) => role },
  {
    id: "chats",
    title: "Chats",
    isSortable: true,
    isNumber: true,
    render: ({ chats }: Contact) => chats,
  },
  { id: "last", title: "Last chat", render: ({ last }: Contact) => last },
];
const none = <Empty icon={Users} text="No contact of this name." />;

function Kept() {
  const [sort, setSort] = useState<Sort>({ column: "chats", isDescending: true });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["2"]));
  const sign = sort.isDescending ? -1 : 1;
  const rows = ROWS.toSorted((one, other) =>
    sort.column === "name"
      ? sign * one.name.localeCompare(other.name)
      : sign * (one.chats - other.chats),
  );
  return (
    <DataTable
      label="Contacts, sorted"
      columns={COLUMNS}
      rows={rows}
      sort={sort}
      onSort={setSort}
      selected={selected}
      onSelect={setSelected}
      onOpen={() => undefined}
      empty={none}
    />
  );
}

export default {
  name: "DataTable",
  isWide: true,
  states: {
    "sorted and chosen": <Kept />,
    "to be opened alone": (
      <DataTable
        label="Contacts"
        columns={COLUMNS}
        rows={ROWS}
        onOpen={() => undefined}
        empty={none}
      />
    ),
    empty: <DataTable label="No contacts" columns={COLUMNS} rows={[]} empty={none} />,
  },
} satisfies Story;
