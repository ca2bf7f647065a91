import type { Story } from "../gallery";
import { DataTable } from "./data_table";

const rows = [{ id: "ana" }, { id: "ben" }];
const columns = [{ id: "name", title: "Name", render: ({ id }: { id: string }) => id }];

export default {
  name: "SelectCell",
  states: {
    "some of them": (
      <DataTable
        label="Contacts, some chosen"
        columns={columns}
        rows={rows}
        selected={new Set(["ana"])}
        onSelect={() => undefined}
        empty=""
      />
    ),
  },
} satisfies Story;
