/** What screens and the palette share of the search: its language, and the piece of a text that was found. */
export { excerpt, type Range } from "./excerpt";
export {
  type Condition,
  isSame,
  nearest,
  OPERATORS,
  type Operator,
  readQuery,
  readTyped,
  type SearchQuery,
  typedAtEnd,
  withCondition,
  writeCondition,
  writeQuery,
} from "./query";
