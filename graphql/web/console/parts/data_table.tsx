/** Rows with columns that can be sorted and chosen. Wider than its place it scrolls in it; on a phone a row is a card. */
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import {
  Column as AriaColumn,
  Cell,
  Row,
  Table,
  TableBody,
  TableHeader,
} from "react-aria-components/Table";
import styles from "./data_table.module.css";
import { Icon } from "./icon";
import { SelectCell } from "./select_cell";

export interface Column<T> {
  id: string;
  title: string;
  /** Numbers stand at the end, one under the other. */
  isNumber?: boolean;
  isSortable?: boolean;
  render: (row: T) => ReactNode;
}

export interface Sort {
  column: string;
  isDescending: boolean;
}

interface Named {
  id: string;
  /** By its first letters the keys go to it. */
  name?: string;
}

interface DataTableProps<T extends Named> {
  label: string;
  /** The first says what a row is; it is read before the others. */
  columns: readonly Column<T>[];
  rows: readonly T[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** The chosen rows' ids; without it none can be chosen. */
  selected?: ReadonlySet<string>;
  onSelect?: (ids: ReadonlySet<string>) => void;
  /** Enter or a click on a row. */
  onOpen?: (id: string) => void;
  empty: ReactNode;
}

export function DataTable<T extends Named>({
  label,
  columns,
  rows,
  sort,
  onSort,
  selected,
  onSelect,
  onOpen,
  empty,
}: DataTableProps<T>) {
  const isSelectable = selected !== undefined;
  return (
    <div className={styles.scroll}>
      <Table
        className={styles.table}
        aria-label={label}
        sortDescriptor={
          sort && {
            column: sort.column,
            direction: sort.isDescending ? "descending" : "ascending",
          }
        }
        onSortChange={({ column, direction }) =>
          onSort?.({ column: String(column), isDescending: direction === "descending" })
        }
        selectionMode={isSelectable ? "multiple" : "none"}
        selectedKeys={selected}
        onSelectionChange={(keys) =>
          onSelect?.(new Set(keys === "all" ? rows.map(({ id }) => id) : [...keys].map(String)))
        }
        onRowAction={onOpen && ((id) => onOpen(String(id)))}
      >
        <TableHeader>
          {isSelectable ? (
            <AriaColumn className={styles.choice}>
              <SelectCell />
            </AriaColumn>
          ) : null}
          {columns.map(({ id, title, isNumber, isSortable }, place) => (
            <AriaColumn
              key={id}
              id={id}
              className={styles.column}
              isRowHeader={place === 0}
              allowsSorting={isSortable ?? false}
              data-kind={isNumber ? "number" : undefined}
            >
              {({ sortDirection }) => (
                <span className={styles.title}>
                  {title}
                  {sortDirection ? (
                    <Icon of={sortDirection === "descending" ? ArrowDown : ArrowUp} size="small" />
                  ) : null}
                </span>
              )}
            </AriaColumn>
          ))}
        </TableHeader>
        <TableBody renderEmptyState={() => empty}>
          {rows.map((row) => (
            <Row
              key={row.id}
              id={row.id}
              className={styles.row}
              data-opens={onOpen ? "" : undefined}
              {...(row.name !== undefined && { textValue: row.name })}
            >
              {isSelectable ? (
                <Cell className={styles.choice}>
                  <SelectCell />
                </Cell>
              ) : null}
              {columns.map(({ id, title, isNumber, render }) => (
                <Cell
                  key={id}
                  className={styles.cell}
                  data-kind={isNumber ? "number" : undefined}
                  data-title={title}
                >
                  <div className={styles.value}>{render(row)}</div>
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
